"""The pages on which a department begins, writes and sends its statement."""

from tests.journeys import acts
from tests.journeys.visits.visit import Visit

WRITING = [
    Visit("home", "head", state="head"),
    Visit("home", "head", state="menus open", act=acts.open_menus),
    Visit("sls:statement_start", "head of offered", of=lambda w: [w.offered.pk]),
    Visit("sls:statement_start", "head of renewed", of=lambda w: [w.renewed.pk], state="again"),
    Visit("sls:statement_edit", "head", of=lambda w: [w.draft.pk]),
    Visit("sls:statement_edit", "head of blank", of=lambda w: [w.blank.pk], state="blank"),
    Visit("sls:statement_edit", "head of returned", of=lambda w: [w.returned.pk], state="returned"),
    Visit("sls:statement_edit", "head of late", of=lambda w: [w.late.pk], state="late"),
    Visit("sls:section_edit", "head", of=lambda w: [w.draft.pk, "summary"]),
    Visit(
        "sls:section_edit",
        "head",
        of=lambda w: [w.draft.pk, "summary"],
        state="preview",
        act=acts.preview,
    ),
    Visit(
        "sls:section_edit",
        "head",
        of=lambda w: [w.draft.pk, "availability"],
        state="restore",
        act=acts.type_something,
    ),
    Visit(
        "sls:section_edit",
        "deputy",
        of=lambda w: [w.draft.pk, "summary"],
        state="restored",
        act=acts.restore,
    ),
    Visit("sls:section_edit", "head of blank", of=lambda w: [w.blank.pk, "summary"], state="blank"),
    Visit("sls:section_edit", "head", of=lambda w: [w.draft.pk, "stakeholders"], state="rows"),
    Visit("sls:section_edit", "head", of=lambda w: [w.draft.pk, "kpis"], state="kpis"),
    Visit("sls:section_edit", "head", of=lambda w: [w.draft.pk, "standards"], state="standards"),
    Visit(
        "sls:section_edit",
        "head of returned",
        of=lambda w: [w.returned.pk, "availability"],
        state="asked",
    ),
    Visit("sls:section_reopen", "head of returned", of=lambda w: [w.returned.pk, "kpis"]),
    Visit(
        "sls:section_reopen",
        "head of returned",
        of=lambda w: [w.returned.pk, "kpis"],
        state="errors",
        act=acts.send_empty,
    ),
    *[
        Visit(
            "sls:row_add",
            "head",
            of=lambda w, key=key, part=part: [w.draft.pk, key, part],
            state=state,
            act=act,
        )
        for key, part in [
            ("summary", "services"),
            ("not_delivered", "not_delivered"),
            ("stakeholders", "stakeholders"),
            ("standards", "standards"),
        ]
        for state, act in [(part, None), (f"{part} errors", acts.send_empty)]
    ],
    Visit("sls:row_edit", "head", of=lambda w: w.place_of_row),
    Visit("sls:row_remove", "head", of=lambda w: w.place_of_row),
    Visit("sls:kpi_add", "head", of=lambda w: [w.draft.pk]),
    Visit("sls:kpi_add", "head", of=lambda w: [w.draft.pk], state="errors", act=acts.send_empty),
    Visit("sls:kpi_example_list", "head", of=lambda w: [w.draft.pk]),
    Visit("sls:kpi_example", "head", of=lambda w: [w.draft.pk, "hardship-decided-sooner"]),
    Visit("sls:kpi_edit", "head", of=lambda w: [w.draft.pk, w.kpi.pk]),
    Visit(
        "sls:kpi_edit",
        "head",
        of=lambda w: [w.draft.pk, w.kpi.pk],
        state="errors",
        act=acts.send_nonsense,
    ),
    Visit("sls:kpi_shape", "head", of=lambda w: [w.draft.pk, w.kpi.pk]),
    Visit("sls:kpi_remove", "head", of=lambda w: [w.draft.pk, w.kpi.pk]),
    Visit("sls:statement_check", "head", of=lambda w: [w.draft.pk]),
    Visit("sls:statement_check", "head", of=lambda w: [w.draft.pk], state="errors", act=acts.send),
    Visit("sls:statement_check", "contributor", of=lambda w: [w.draft.pk], state="contributor"),
    Visit("sls:statement_submitted", "head of sent", of=lambda w: [w.sent.pk]),
    Visit("sls:statement_withdraw", "head of sent", of=lambda w: [w.sent.pk]),
    Visit(
        "sls:statement_withdraw",
        "head of reviewed",
        of=lambda w: [w.reviewed.pk],
        state="after changes",
    ),
    Visit("sls:statement_discard", "head", of=lambda w: [w.draft.pk]),
    Visit("sls:edition_begin", "head of approved", of=lambda w: [w.approved.pk]),
    Visit("sls:advice_ask", "head", of=lambda w: [w.draft.pk]),
    Visit("sls:volunteer", "head of offered", of=lambda w: [w.offered.pk]),
    Visit("sls:dependency_list", "head"),
    Visit("sls:dependency_answer", "head", of=lambda w: [w.dependency.pk]),
    Visit(
        "sls:dependency_answer",
        "head",
        of=lambda w: [w.dependency.pk],
        state="errors",
        act=acts.send_empty,
    ),
    Visit("institution:team", "head", of=lambda w: ["library"]),
    Visit(
        "institution:team", "head", of=lambda w: ["library"], state="errors", act=acts.send_empty
    ),
]
