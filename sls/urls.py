"""Addresses of statements: nouns first, the verb last."""

from django.urls import path

from sls.views import (
    committee,
    conversation,
    dependencies,
    exports,
    headings,
    kpi_examples,
    kpi_writing,
    practices,
    reading,
    requirements,
    return_reviewing,
    return_writing,
    returns,
    reviewing,
    rows,
    sending,
    statements,
    templates,
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
    path("statements/<int:pk>/statement.docx", exports.statement_docx, name="statement_docx"),
    path("statements/<int:pk>/statement.json", exports.statement_json, name="statement_json"),
    path("statements/list.csv", exports.statement_list_csv, name="statement_list_csv"),
    path("statements/list.xlsx", exports.statement_list_xlsx, name="statement_list_xlsx"),
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
    path(
        "statements/<int:pk>/kpis/examples/", kpi_examples.kpi_example_list, name="kpi_example_list"
    ),
    path(
        "statements/<int:pk>/kpis/examples/<slug:key>/",
        kpi_examples.kpi_example,
        name="kpi_example",
    ),
    path("statements/<int:pk>/kpis/<int:row_pk>/", kpi_writing.kpi_edit, name="kpi_edit"),
    path("statements/<int:pk>/kpis/<int:row_pk>/shape/", kpi_writing.kpi_shape, name="kpi_shape"),
    path(
        "statements/<int:pk>/kpis/<int:row_pk>/remove/", kpi_writing.kpi_remove, name="kpi_remove"
    ),
    path("statements/<int:pk>/kpis/<int:row_pk>/move/", kpi_writing.kpi_move, name="kpi_move"),
    path("statements/<int:pk>/check/", sending.statement_check, name="statement_check"),
    path("statements/<int:pk>/submit/", sending.statement_submit, name="statement_submit"),
    path("statements/<int:pk>/submitted/", sending.statement_submitted, name="statement_submitted"),
    path("statements/<int:pk>/withdraw/", sending.statement_withdraw, name="statement_withdraw"),
    path("statements/<int:pk>/discard/", sending.statement_discard, name="statement_discard"),
    path("statements/<int:pk>/new-edition/", sending.edition_begin, name="edition_begin"),
    path("statements/<int:pk>/advice/", sending.advice_ask, name="advice_ask"),
    path("requirements/<int:pk>/volunteer/", sending.volunteer, name="volunteer"),
    # Who owes a statement
    path("requirements/", requirements.requirement_list, name="requirement_list"),
    path("requirements/add/", requirements.requirement_add, name="requirement_add"),
    path("requirements/copy/", requirements.requirement_copy, name="requirement_copy"),
    path("requirements/confirm/", requirements.requirement_confirm, name="requirement_confirm"),
    path("requirements/<int:pk>/", requirements.requirement_edit, name="requirement_edit"),
    path(
        "requirements/<int:pk>/history/",
        requirements.requirement_history,
        name="requirement_history",
    ),
    # The template
    path("templates/", templates.template_list, name="template_list"),
    path("templates/begin/", templates.template_begin, name="template_begin"),
    path("templates/<int:pk>/", templates.template_detail, name="template_detail"),
    path("templates/<int:pk>/edit/", templates.template_edit, name="template_edit"),
    path("templates/<int:pk>/publish/", templates.template_publish, name="template_publish"),
    path("templates/<int:pk>/headings/add/", headings.heading_add, name="heading_add"),
    path(
        "templates/<int:pk>/headings/<int:heading_pk>/", headings.heading_edit, name="heading_edit"
    ),
    path(
        "templates/<int:pk>/headings/<int:heading_pk>/remove/",
        headings.heading_remove,
        name="heading_remove",
    ),
    path(
        "templates/<int:pk>/headings/<int:heading_pk>/move/",
        headings.heading_move,
        name="heading_move",
    ),
    # Annual returns
    path("returns/", returns.return_list, name="return_list"),
    path("returns/open/<int:start_year>/", returns.return_open, name="return_open"),
    path("returns/<int:pk>/", returns.return_detail, name="return_detail"),
    path("returns/<int:pk>/versions/<int:number>/", returns.return_version, name="return_version"),
    path("returns/<int:pk>/edit/", return_writing.return_edit, name="return_edit"),
    path("returns/<int:pk>/submit/", return_writing.return_submit, name="return_submit"),
    path("returns/<int:pk>/withdraw/", return_writing.return_withdraw, name="return_withdraw"),
    path("returns/<int:pk>/parts/<slug:key>/", return_writing.return_part, name="return_part"),
    path("returns/<int:pk>/review/", return_reviewing.return_review, name="return_review"),
    path("returns/<int:pk>/friend/", return_reviewing.return_friend, name="return_friend"),
    path("returns/<int:pk>/answer/", return_reviewing.friend_answer, name="friend_answer"),
    path("returns/<int:pk>/accept/", return_reviewing.return_accept, name="return_accept"),
    path("returns/<int:pk>/practices/add/", practices.practice_add, name="practice_add"),
    path(
        "returns/<int:pk>/practices/<int:practice_pk>/",
        practices.practice_edit,
        name="practice_edit",
    ),
    path(
        "returns/<int:pk>/practices/<int:practice_pk>/remove/",
        practices.practice_remove,
        name="practice_remove",
    ),
    path("good-practice/", practices.practice_list, name="practice_list"),
    path("good-practice/<int:pk>/shelf/", practices.practice_shelve, name="practice_shelve"),
    # The report for the committee
    path("reports/", committee.report_list, name="report_list"),
    path("reports/new/", committee.report_add, name="report_add"),
    path("reports/<int:pk>/", committee.report_detail, name="report_detail"),
    path("reports/<int:pk>/cancel/", committee.report_cancel, name="report_cancel"),
    path("reports/<int:pk>/<slug:ending>/", committee.report_file, name="report_file"),
    # Who depends on us
    path("dependencies/", dependencies.dependency_list, name="dependency_list"),
    path("dependencies/<int:pk>/", dependencies.dependency_answer, name="dependency_answer"),
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
