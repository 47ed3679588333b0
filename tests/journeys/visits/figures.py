"""The pages about KPIs and what came of them."""

from tests.journeys import acts
from tests.journeys.visits.visit import Visit

FIGURES = [
    Visit("kpis:kpi_list", "head", query="?year=2023-24"),
    Visit("kpis:kpi_list", "head", query="?year=2023-24&standing=met", state="filtered"),
    Visit("kpis:kpi_list", "outsider", query="?year=2024-25&department=0", state="nothing found"),
    Visit("kpis:kpi_detail", "head", of=lambda w: [w.measured.pk], query="?year=2023-24"),
    Visit(
        "kpis:kpi_detail", "outsider", of=lambda w: [w.counted.pk], query="?year=2023-24",
        state="of others", act=acts.open_menus,
    ),
    Visit("kpis:kpi_detail", "head", of=lambda w: [w.counted.pk], state="nothing promised yet"),
    Visit("kpis:chart_help"),
    Visit("kpis:measurement_add", "head", of=lambda w: [w.measured.pk], act=acts.open_menus),
    Visit(
        "kpis:measurement_add", "head", of=lambda w: [w.measured.pk], state="errors",
        act=acts.send_empty,
    ),
    Visit("kpis:measurement_edit", "head", of=lambda w: w.place_of_reading),
    Visit("kpis:measurement_edit", "reviewer", of=lambda w: w.place_of_reading, state="not theirs"),
    Visit("kpis:readings_import", "head", of=lambda w: [w.library.slug]),
    Visit(
        "kpis:readings_import", "head", of=lambda w: [w.library.slug], state="errors",
        act=acts.send,
    ),
    Visit("kpis:readings_preview", "head", of=lambda w: w.good_readings),
    Visit(
        "kpis:readings_preview", "contributor", of=lambda w: w.faulty_readings, state="faulty"
    ),
    Visit("kpis:cases_import", "head", of=lambda w: [w.measured.pk]),
    Visit("kpis:cases_import", "head", of=lambda w: [w.counted.pk], state="not for this KPI"),
    Visit("kpis:cases_preview", "head", of=lambda w: w.cases, act=acts.open_menus),
    Visit("kpis:cases_preview", "head", of=lambda w: w.cases, state="errors", act=acts.send),
    Visit("kpis:intervention_add", "head", of=lambda w: [w.measured.pk]),
    Visit(
        "kpis:intervention_add", "head", of=lambda w: [w.measured.pk], state="errors",
        act=acts.send_empty,
    ),
    Visit("kpis:intervention_detail", "contributor", of=lambda w: w.place_of_intervention),
    Visit("kpis:intervention_decide", "head", of=lambda w: w.place_of_intervention),
    Visit(
        "kpis:intervention_decide", "head", of=lambda w: w.place_of_intervention, state="errors",
        act=acts.send_empty,
    ),
    Visit("kpis:census_detail", "reviewer", of=lambda w: [2023]),
    Visit("kpis:review_edit", "head", of=lambda w: [w.measured.pk, 2023]),
    Visit("kpis:review_edit", "reviewer", of=lambda w: [w.measured.pk, 2023], state="not theirs"),
    Visit("kpis:review_decide", "head", of=lambda w: [w.measured.pk, 2023]),
    Visit(
        "kpis:review_decide", "head", of=lambda w: [w.measured.pk, 2023], state="errors",
        act=acts.send_empty,
    ),
    Visit("kpis:department_tokens", "head", of=lambda w: [w.library.slug]),
    Visit("kpis:department_token_add", "head", of=lambda w: [w.library.slug]),
    Visit(
        "kpis:department_token_add", "head", of=lambda w: [w.library.slug], state="made",
        act=acts.name_a_program,
    ),
    Visit("kpis:token_list", "administrator"),
    Visit("kpis:token_add", "reviewer"),
    Visit("kpis:token_revoke", "head", of=lambda w: [w.tokens[0].pk]),
    Visit("kpis:program_help"),
]  # fmt: skip
