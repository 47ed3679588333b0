"""Addresses of statements: nouns first, the verb last."""

from django.urls import path

from sls.views import (
    conversation,
    kpi_writing,
    reading,
    reviewing,
    rows,
    sending,
    statements,
    versions,
    writing,
)

app_name = "sls"
urlpatterns = [
    # Reading
    path("directory/", reading.service_list, name="service_list"),
    path("directory/<slug:slug>/", reading.service_department, name="service_department"),
    path("statements/<int:pk>/read/", reading.statement_read, name="statement_read"),
    path("statements/<int:pk>/draft.pdf", reading.statement_pdf_draft, name="statement_pdf_draft"),
    # Writing and sending a statement
    path("statements/begin/<int:requirement_pk>/", writing.statement_start, name="statement_start"),
    path("statements/<int:pk>/edit/", writing.statement_edit, name="statement_edit"),
    path("statements/<int:pk>/sections/<slug:key>/", writing.section_edit, name="section_edit"),
    path(
        "statements/<int:pk>/sections/<slug:key>/reopen/",
        writing.section_reopen,
        name="section_reopen",
    ),
    path("statements/<int:pk>/sections/<slug:key>/<slug:part>/add/", rows.row_add, name="row_add"),
    path(
        "statements/<int:pk>/sections/<slug:key>/<slug:part>/<int:row_pk>/",
        rows.row_edit,
        name="row_edit",
    ),
    path(
        "statements/<int:pk>/sections/<slug:key>/<slug:part>/<int:row_pk>/remove/",
        rows.row_remove,
        name="row_remove",
    ),
    path(
        "statements/<int:pk>/sections/<slug:key>/<slug:part>/<int:row_pk>/move/",
        rows.row_move,
        name="row_move",
    ),
    path("statements/<int:pk>/kpis/add/", kpi_writing.kpi_add, name="kpi_add"),
    path("statements/<int:pk>/kpis/<int:row_pk>/", kpi_writing.kpi_edit, name="kpi_edit"),
    path("statements/<int:pk>/kpis/<int:row_pk>/shape/", kpi_writing.kpi_shape, name="kpi_shape"),
    path(
        "statements/<int:pk>/kpis/<int:row_pk>/remove/", kpi_writing.kpi_remove, name="kpi_remove"
    ),
    path("statements/<int:pk>/check/", sending.statement_check, name="statement_check"),
    path("statements/<int:pk>/submit/", sending.statement_submit, name="statement_submit"),
    path("statements/<int:pk>/submitted/", sending.statement_submitted, name="statement_submitted"),
    path("statements/<int:pk>/withdraw/", sending.statement_withdraw, name="statement_withdraw"),
    path("statements/<int:pk>/discard/", sending.statement_discard, name="statement_discard"),
    path("statements/<int:pk>/new-edition/", sending.edition_begin, name="edition_begin"),
    path("statements/<int:pk>/advice/", sending.advice_ask, name="advice_ask"),
    path("requirements/<int:pk>/volunteer/", sending.volunteer, name="volunteer"),
    # Statements, and their review
    path("statements/", statements.statement_list, name="statement_list"),
    path("statements/<int:pk>/", statements.statement_detail, name="statement_detail"),
    path("review/", reviewing.review_queue, name="review_queue"),
    path("statements/<int:pk>/take/", reviewing.statement_take, name="statement_take"),
    path("statements/<int:pk>/review/", reviewing.statement_review, name="statement_review"),
    path("statements/<int:pk>/return/", reviewing.statement_return, name="statement_return"),
    path("statements/<int:pk>/approve/", reviewing.statement_approve, name="statement_approve"),
    path("statements/<int:pk>/approved/", reviewing.statement_approved, name="statement_approved"),
    path("statements/<int:pk>/comments/add/", conversation.comment_add, name="comment_add"),
    path("comments/<int:pk>/resolve/", conversation.comment_resolve, name="comment_resolve"),
    path("requests/<int:pk>/resolve/", conversation.request_resolve, name="request_resolve"),
    path("requests/<int:pk>/answer/", conversation.request_answer, name="request_answer"),
    path("advice/<int:pk>/", conversation.advice_detail, name="advice_detail"),
    path(
        "statements/<int:pk>/versions/<int:number>/", versions.version_detail, name="version_detail"
    ),
    path("statements/<int:pk>/compare/", versions.version_compare, name="version_compare"),
]
