"""Sending a statement, taking it back, and the other steps that have consequences."""

from django.contrib import messages
from django.shortcuts import redirect, render

from institution.pages import page
from institution.permissions import NotAllowed, require
from sls import checks, content, emails, permissions, workflow
from sls.forms.writing import DeclarationForm
from sls.views.steps import do_once, statement_of


@page("GET", asks="can_edit_statement")
def statement_check(request, pk):
    """Everything in order, what is missing, and the declaration."""
    statement = statement_of(request, pk)
    require(permissions.can_edit_statement(request.user, statement))
    return _check_page(request, statement, DeclarationForm())


def _check_page(request, statement, form, *, gaps_are_errors=False):
    sections = content.sections_of(statement)
    context = {
        "statement": statement,
        "sections": [(section, content.of_section(section)) for section in sections],
        "gaps": checks.gaps(statement, sections),
        "gaps_are_errors": gaps_are_errors,
        "advice": checks.advice(statement, sections),
        "can_submit": permissions.can_submit_statement(request.user, statement),
        "form": form,
        "has_errors": gaps_are_errors,
    }
    return render(request, "sls/statement_check.html", context)


@page("POST", asks="can_submit_statement")
def statement_submit(request, pk):
    """Send the statement to the quality office, or say everything that is missing at once."""
    statement = statement_of(request, pk)
    if statement.state == statement.State.SUBMITTED and statement.submitted_by == request.user:
        return redirect("sls:statement_submitted", pk)  # the second of two clicks
    require(permissions.can_submit_statement(request.user, statement))
    form = DeclarationForm(request.POST)
    if not form.is_valid():
        return _check_page(request, statement, form, gaps_are_errors=True)
    try:
        do_once(request, workflow.submit, statement)
    except workflow.Incomplete:
        return _check_page(request, statement, form, gaps_are_errors=True)
    except NotAllowed as reason:
        messages.error(request, str(reason))
        return redirect("sls:statement_check", pk)
    return redirect("sls:statement_submitted", pk)


@page("GET", asks="can_read_statement")
def statement_submitted(request, pk):
    """It is sent: what happens next and who has been told."""
    statement = statement_of(request, pk)
    require(permissions.can_read_statement(request.user, statement))
    if statement.state != statement.State.SUBMITTED:
        return redirect(statement)
    context = {"statement": statement, "told": emails.reviewers_for(statement)}
    return render(request, "sls/statement_submitted.html", context)
