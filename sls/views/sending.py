"""Sending a statement or a draft of it, taking it back, discarding it, beginning it anew."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from institution import autosave, once
from institution.pages import page
from institution.permissions import NotAllowed, require
from institution.saving import saved
from sls import checks, content, emails, permissions, standing, tasks, workflow
from sls.forms.writing import AdviceForm, DeclarationForm, WithdrawForm
from sls.models import ChangeRequest, Requirement
from sls.views.steps import do_once, statement_of


@page("GET", asks="can_edit_statement")
def statement_check(request, pk):
    """Everything in order, what is missing, and the declaration."""
    statement = statement_of(request, pk)
    require(permissions.can_edit_statement(request.user, statement))
    return _check_page(request, statement, DeclarationForm())


def _check_page(request, statement, form, *, is_refused=False):
    sections = content.sections_of(statement)
    can_submit = permissions.can_submit_statement(request.user, statement)
    context = {
        "statement": statement,
        "sections": [(section, content.of_section(section)) for section in sections],
        "gaps": checks.gaps(statement, sections),
        "is_refused": is_refused,
        "has_errors": is_refused,
        "advice": tasks.unmet(statement, sections) + checks.advice(statement, sections),
        "can_submit": can_submit,
        "heads": [] if can_submit else standing.heads(statement),
        "coached": checks.coached(sections),
        "form": form,
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
        return _check_page(request, statement, form, is_refused=True)
    try:
        do_once(request, workflow.submit, statement)
    except workflow.Incomplete:
        return _check_page(request, statement, form, is_refused=True)
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
    told, reviewer = emails.reviewers_for(statement), statement.reviewer
    context = {
        "statement": statement,
        "version": statement.submitted_versions.count(),
        "reviewer": reviewer if reviewer and reviewer.email in told else None,
        "told": list(told.values()),
        "asked": standing.asked_by_sending(statement),
    }
    return render(request, "sls/statement_submitted.html", context)


@page("GET", "POST", asks="can_withdraw_statement")
def statement_withdraw(request, pk):
    """Take a submitted statement back, knowing what that means."""
    statement = statement_of(request, pk)
    require(permissions.can_withdraw_statement(request.user, statement))
    form = WithdrawForm(autosave.typed(request))
    if request.method == "POST" and form.is_valid():
        done = "The statement is with you again."
        if saved(request, form, workflow.withdraw, statement, done=done, **form.cleaned_data):
            return redirect("sls:statement_edit", pk)
    asked = ChangeRequest.objects.open_on(statement).exists()
    context = {"statement": statement, "form": form, "asked": asked}
    return render(request, "sls/statement_withdraw.html", context)


@page("GET", "POST", asks="can_discard_statement")
def statement_discard(request, pk):
    """Discard a draft that was never sent."""
    statement = statement_of(request, pk)
    require(permissions.can_discard_statement(request.user, statement))
    if request.method != "POST":
        return render(request, "sls/statement_discard.html", {"statement": statement})
    try:
        do_once(request, workflow.discard, statement)
    except NotAllowed as reason:
        messages.error(request, str(reason))
        return redirect(statement)
    messages.success(request, f"The draft for {statement.academic_year} has been discarded.")
    return redirect("home")


@page("GET", "POST", asks="can_begin_edition")
def edition_begin(request, pk):
    """Begin a later change to an approved statement."""
    statement = statement_of(request, pk)
    unfinished = statement.requirement.statements.filter(state__in=statement.UNFINISHED).first()
    if unfinished and permissions.can_edit_statement(request.user, unfinished):
        return redirect("sls:statement_edit", unfinished.pk)
    require(permissions.can_begin_edition(request.user, statement))
    if request.method != "POST":
        return render(request, "sls/edition_begin.html", {"statement": statement})
    try:
        begun = do_once(request, workflow.begin_edition, statement)
    except NotAllowed as reason:
        messages.error(request, str(reason))
        return redirect(statement)
    if begun is None:
        messages.info(request, once.ALREADY_SENT)
        return redirect("sls:edition_begin", pk)  # on to the draft, if it is there
    return redirect("sls:statement_edit", begun.pk)


@page("GET", "POST", asks="can_ask_advice")
def advice_ask(request, pk):
    """Send the draft, or one part of it, for advice. Nothing is submitted."""
    statement = statement_of(request, pk)
    sections = list(statement.sections.select_related("heading"))
    require(permissions.can_ask_advice(request.user, statement))
    chosen = {"section": request.GET.get("section", "")}
    form = AdviceForm(autosave.typed(request), sections=sections, initial=chosen)
    if request.method == "POST" and form.is_valid():
        section = next((s for s in sections if s.key == form.cleaned_data["section"]), None)
        said = {"section": section, "message": form.cleaned_data["message"]}
        done = f"{section or 'The draft'} has been sent to the quality office for advice."
        if saved(request, form, workflow.ask_advice, statement, at="section", done=done, **said):
            return redirect("sls:statement_edit", pk)
    return render(request, "sls/advice_ask.html", {"statement": statement, "form": form})


@page("GET", "POST", asks="can_volunteer")
def volunteer(request, pk):
    """Offer Section B, or a whole statement, that is not owed; or drop the offer again."""
    requirements = Requirement.objects.visible_to(request.user)
    requirement = get_object_or_404(
        requirements.select_related("department", "academic_year"), pk=pk
    )
    require(permissions.can_volunteer(request.user, requirement))
    if request.method != "POST":
        return render(request, "sls/volunteer.html", {"requirement": requirement})
    offer = request.POST.get("offer") == "1"
    try:
        do_once(request, workflow.volunteer, requirement, offer=offer)
    except NotAllowed as reason:
        messages.error(request, str(reason))
        return redirect("sls:volunteer", pk)
    if offer and requirement.tier == requirement.Tier.NONE:
        messages.success(request, "Thank you. You can begin the statement now.")
        return redirect("sls:statement_start", pk)
    messages.success(
        request, "Thank you. Section B is part of your statement now." if offer
        else "The offer has been dropped.",
    )  # fmt: skip
    return redirect("home")
