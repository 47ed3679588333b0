"""For readers: the public directory of services, and the statement as a plain page."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from documents.pdf import RenderRefused
from institution.models import AcademicYear, Department
from institution.pages import PUBLIC, for_everybody, page
from institution.permissions import NotAllowed, require
from sls import content, directory, signing
from sls.forms.reading import DirectoryForm
from sls.models import Statement
from sls.permissions import can_read_statement

A_PAGE = 30


@page("GET", asks=PUBLIC)
def service_list(request):
    """Search what the university's services promise: by need, department and audience."""
    departments = list(directory.departments())
    form = DirectoryForm(request.GET or None, departments=departments)
    chosen = form.cleaned_data if form.is_bound and form.is_valid() else {}
    found = directory.search(
        chosen.get("need", ""),
        department=chosen.get("department"),
        audience=chosen.get("audience", ""),
    )
    shown = Paginator(found.services, A_PAGE).get_page(request.GET.get("page"))
    shown.object_list = directory.cards(shown.object_list)
    context = {
        "year": AcademicYear.objects.current(),
        "form": form,
        "is_search": any(chosen.values()),
        "page": shown,
        "elsewhere": found.elsewhere,
        "has_all_words": found.has_all_words,
        "departments": departments,
    }
    return for_everybody(request, render(request, "sls/service_list.html", context))


@page("GET", asks=PUBLIC)
def service_department(request, slug):
    """What one department offers, does not offer and promises, or that it has published nothing.
    A merged one leads onwards."""
    department = get_object_or_404(Department, slug=slug)
    if not department.is_active:
        return redirect("sls:service_department", slug=department.successor().slug)
    offered = directory.of_department(department)
    context = {
        "year": AcademicYear.objects.current(),
        "department": department,
        "offered": offered,
    }
    if offered:
        context["content"] = content.in_force(offered.statement)
    return for_everybody(request, render(request, "sls/service_department.html", context))


@page("GET", asks="public or can_read_statement")
def statement_read(request, pk):
    """The whole statement without any chrome, for reading and printing."""
    statement = readable(request, pk)
    context = {"statement": statement, "content": content.of_reader(statement)}
    if statement.state == statement.State.SUPERSEDED:
        newer = Statement.objects.in_force().get(requirement=statement.requirement_id)
        context["newer_url"] = reverse("sls:statement_read", args=[newer.pk])
    return for_everybody(request, render(request, "sls/statement_read.html", context))


@page("GET", asks="can_read_statement")
def statement_pdf_draft(request, pk):
    """A PDF of a statement that is not approved, with DRAFT on each page; else the signed one.
    Where it cannot be made, back to the statement's page with the reason."""
    statement = readable(request, pk)
    if statement.document:
        return redirect(statement.document.pdf_url)
    try:
        pdf = signing.draft_pdf(content.of_statement(statement))
    except RenderRefused as reason:
        raise NotAllowed(str(reason)) from reason
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{statement.reference}-draft.pdf"'
    return response


def readable(request, pk: int) -> Statement:
    """The statement, if this person may know of it (else 404) and read its words (else 403)."""
    statement = get_object_or_404(
        Statement.objects.visible_to(request.user).for_list().select_related("template"), pk=pk
    )
    require(can_read_statement(request.user, statement))
    return statement
