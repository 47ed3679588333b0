"""The pages on which the quality office keeps its house."""

from tests.journeys import acts
from tests.journeys.visits.visit import Visit

OFFICE = [
    Visit("institution:year_list", "reviewer"),
    Visit("institution:year_add", "reviewer"),
    Visit("institution:year_add", "reviewer", state="errors", act=acts.send_empty),
    Visit("institution:year_edit", "reviewer", of=lambda w: [2026]),
    *[
        Visit("institution:year_state", "reviewer", of=lambda w, y=year, m=move: [y, m], state=move)
        for year, move in [(2027, "open"), (2026, "pause"), (2026, "close")]
    ],
    Visit(
        "institution:calendar",
        "reviewer",
        query="?year=2026-27&received_on=2026-12-22&received_at=17:30&days=5&answered_on=2027-01-09",
    ),
    Visit("institution:calendar", "outsider", query="?received_on=", state="of others with errors"),
    Visit("institution:calendar_edit", "reviewer"),
    Visit("institution:closures_add", "reviewer", state="errors", act=acts.send_empty),
    Visit("institution:department_list", "reviewer"),
    Visit("institution:department_list", "reviewer", query="?text=zz", state="nothing found"),
    Visit("institution:department_detail", "reviewer", of=lambda w: ["library"]),
    Visit(
        "institution:department_detail",
        "outsider",
        of=lambda w: [w.reviewed.department.slug],
        state="long name",
    ),
    Visit(
        "institution:department_detail",
        "reviewer",
        of=lambda w: [w.reviewer.department.slug],
        state="own",
    ),
    Visit("institution:department_add", "reviewer"),
    Visit("institution:department_add", "reviewer", state="errors", act=acts.send_empty),
    Visit("institution:department_edit", "reviewer", of=lambda w: ["library"]),
    Visit("institution:department_merge", "reviewer", of=lambda w: ["library"]),
    Visit("institution:import_departments", "reviewer"),
    Visit("institution:import_departments", "reviewer", state="errors", act=acts.send),
    Visit("institution:import_people", "reviewer"),
    Visit("institution:import_preview", "reviewer", of=lambda w: [w.good_list.pk]),
    Visit(
        "institution:import_preview", "reviewer", of=lambda w: [w.faulty_list.pk], state="faulty"
    ),
    Visit("kpis:university_kpi_list", "reviewer"),
    Visit("kpis:university_kpi_add", "reviewer"),
    Visit("kpis:university_kpi_add", "reviewer", state="errors", act=acts.send_empty),
    Visit("kpis:university_kpi_edit", "reviewer", of=lambda w: [w.university_kpi.pk]),
    Visit("institution:person_list", "reviewer"),
    Visit("institution:person_list", "reviewer", query="?text=zz&role=head", state="nothing found"),
    Visit("institution:person_detail", "reviewer", of=lambda w: [w.deputy.pk]),
    Visit("institution:person_add", "reviewer"),
    Visit("institution:person_add", "reviewer", state="errors", act=acts.send_empty),
    Visit("institution:person_edit", "reviewer", of=lambda w: [w.deputy.pk]),
    Visit("institution:person_deactivate", "reviewer", of=lambda w: [w.deputy.pk]),
    Visit("institution:grant_add", "reviewer", of=lambda w: [w.newcomer.pk]),
    Visit(
        "institution:grant_add",
        "reviewer",
        of=lambda w: [w.newcomer.pk],
        state="errors",
        act=acts.send_empty,
    ),
    Visit("institution:grant_end", "reviewer", of=lambda w: [w.deputy.role_grants.get().pk]),
    Visit("institution:institution_edit", "reviewer"),
    Visit("institution:institution_edit", "administrator", state="not all of it"),
    Visit("sls:requirement_list", "reviewer"),
    Visit("sls:requirement_list", "reviewer", query="?year=2027-28", state="proposals"),
    Visit("sls:requirement_add", "reviewer"),
    Visit("sls:requirement_add", "reviewer", state="errors", act=acts.send_empty),
    Visit("sls:requirement_edit", "reviewer", of=lambda w: [w.requirement.pk]),
    Visit("sls:requirement_history", "reviewer", of=lambda w: [w.requirement.pk]),
    Visit("sls:requirement_copy", "reviewer"),
    Visit("sls:requirement_copy", "reviewer", query="?source=2026&target=2027", state="preview"),
    Visit("sls:requirement_confirm", "reviewer", query="?year=2027-28"),
    Visit("sls:template_list", "reviewer"),
    Visit("sls:template_detail", "reviewer", of=lambda w: [w.template.pk]),
    Visit("sls:template_detail", "reviewer", of=lambda w: [w.new_template.pk], state="draft"),
    Visit("sls:template_edit", "reviewer", of=lambda w: [w.new_template.pk]),
    Visit("sls:template_publish", "reviewer", of=lambda w: [w.new_template.pk]),
    Visit("sls:heading_add", "reviewer", of=lambda w: [w.new_template.pk]),
    Visit(
        "sls:heading_add",
        "reviewer",
        of=lambda w: [w.new_template.pk],
        state="errors",
        act=acts.send_empty,
    ),
    Visit("sls:heading_edit", "reviewer", of=lambda w: w.place_of_heading),
    Visit("sls:heading_remove", "reviewer", of=lambda w: w.place_of_heading),
    Visit("sls:report_list", "reviewer"),
    Visit("sls:report_add", "reviewer"),
    Visit("sls:report_add", "reviewer", state="errors", act=acts.name_a_theme),
    *[
        Visit("sls:report_detail", "reviewer", of=lambda w, n=name: [w.reports[n].pk], state=name)
        for name in ("queued", "running", "stale", "ready", "failed", "cancelled")
    ],
]
