"""Addresses of KPIs, their readings and interventions, and of the university's indicators."""

from django.urls import path

from kpis.programs import addresses
from kpis.views import (
    cases,
    exports,
    imports,
    interventions,
    pages,
    programs,
    readings,
    reviews,
    tokens,
    university,
)

app_name = "kpis"
urlpatterns = [
    path("kpis/", pages.kpi_list, name="kpi_list"),
    path("kpis/how-to-read-a-chart/", pages.chart_help, name="chart_help"),
    path("kpis/<int:pk>/", pages.kpi_detail, name="kpi_detail"),
    path("kpis/<int:pk>/readings.<slug:kind>", exports.kpi_readings, name="kpi_readings"),
    path(
        "departments/<slug:slug>/readings.<slug:kind>",
        exports.department_readings,
        name="department_readings",
    ),
    path(
        "departments/<slug:slug>/readings/import/", imports.readings_import, name="readings_import"
    ),
    path(
        "departments/<slug:slug>/readings/import/<int:upload_pk>/",
        imports.readings_preview,
        name="readings_preview",
    ),
    path("kpis/<int:pk>/cases/", cases.cases_import, name="cases_import"),
    path("kpis/<int:pk>/cases/<int:upload_pk>/", cases.cases_preview, name="cases_preview"),
    path("kpis/<int:pk>/readings/add/", readings.measurement_add, name="measurement_add"),
    path(
        "kpis/<int:pk>/readings/<int:measurement_pk>/",
        readings.measurement_edit,
        name="measurement_edit",
    ),
    path(
        "kpis/<int:pk>/readings/<int:measurement_pk>/evidence/<int:file_pk>/",
        readings.evidence_file,
        name="evidence_file",
    ),
    path(
        "kpis/<int:pk>/interventions/add/", interventions.intervention_add, name="intervention_add"
    ),
    path(
        "kpis/<int:pk>/interventions/<int:intervention_pk>/",
        interventions.intervention_detail,
        name="intervention_detail",
    ),
    path(
        "kpis/<int:pk>/interventions/<int:intervention_pk>/decide/",
        interventions.intervention_decide,
        name="intervention_decide",
    ),
    path("kpis/<int:pk>/years/<int:start_year>/", reviews.review_edit, name="review_edit"),
    path(
        "kpis/<int:pk>/years/<int:start_year>/decide/", reviews.review_decide, name="review_decide"
    ),
    path("census/<int:start_year>/", reviews.census_detail, name="census_detail"),
    path("departments/<slug:slug>/tokens/", tokens.department_tokens, name="department_tokens"),
    path(
        "departments/<slug:slug>/tokens/add/",
        tokens.department_token_add,
        name="department_token_add",
    ),
    path("tokens/", tokens.token_list, name="token_list"),
    path("tokens/add/", tokens.token_add, name="token_add"),
    path("tokens/<int:pk>/revoke/", tokens.token_revoke, name="token_revoke"),
    path("programs/", programs.program_help, name="program_help"),
    path("api/v1/openapi.json", programs.openapi, name="openapi"),
    *addresses(),
    path("university-kpis/", university.university_kpi_list, name="university_kpi_list"),
    path("university-kpis/add/", university.university_kpi_add, name="university_kpi_add"),
    path("university-kpis/<int:pk>/", university.university_kpi_edit, name="university_kpi_edit"),
]
