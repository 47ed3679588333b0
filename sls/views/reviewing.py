"""The quality office at work: the queue, reading, noting, asking for changes, approving."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render

from documents.pdf import RenderRefused
from documents.sealing import SealRefused
from institution import autosave
from institution.confirming import where_to_confirm
from institution.models import AcademicYear
from institution.once import was_sent
from institution.pages import page
from institution.permissions import NotAllowed, require
from institution.saving import saved
from sls import content, emails, permissions, reports, reviewing, signing, workflow
from sls.filters import QueueFilter
from sls.forms.review import ApproveForm, ReturnForm
from sls.models import AdviceRequest, ChangeRequest, Statement
from sls.views.conflicts import keep_typed
from sls.views.steps import do_once, statement_of

PER_PAGE = 30


@page("GET", asks="can_review_statements")
def review_queue(request):
    """What waits for the quality office: statements sent, and drafts sent for advice."""
    require(permissions.can_review_statements(request.user))
    queue = QueueFilter(request.GET, queryset=reports.review_queue(), request=request)
    shown = Paginator(queue.qs, PER_PAGE).get_page(request.GET.get("page"))
    shown_ones = Statement.objects.filter(pk__in=[statement.pk for statement in shown])
    context = {
        "year": AcademicYear.objects.current(),
        "filter": queue,
        "page": shown,
        "may_judge": set(shown_ones.judgeable_by(request.user).values_list("pk", flat=True)),
        "advice": AdviceRequest.objects.waiting(),
        "own": request.user.belongs_to,
    }
    return render(request, "sls/review_queue.html", context)


@page("POST", asks="can_review_statement")
def statement_take(request, pk):
    """Take a statement for review, also from a colleague."""
    statement = statement_of(request, pk)
    require(permissions.can_review_statement(request.user, statement))
    try:
        do_once(request, workflow.take, statement)
    except NotAllowed as reason:
        messages.error(request, str(reason))
        return redirect(statement)
    messages.success(request, f"The statement of {statement.department} is yours to review.")
    return redirect("sls:statement_review", pk)


@page("GET", "POST", asks="can_review_statements")
def statement_review(request, pk):
    """Every heading beside its earlier words, and the reviewer's notes about it."""
    statement = statement_of(request, pk)
    require(permissions.can_review_statements(request.user))
    if request.method == "POST":
        return _save_notes(request, statement)
    if statement.state != statement.State.SUBMITTED:
        return redirect(statement)
    return _review_page(request, statement, autosave.restored(request))


def _review_page(request, statement, posted=None):
    beside = request.GET.get("beside", "")
    reading = reviewing.read(statement, beside=beside, posted=posted)
    is_sent = request.method == "POST"
    can_note = permissions.can_note_changes(request.user, statement)
    context = {
        "statement": statement,
        "reading": reading,
        "differences": request.GET.get("differences") == "1",
        "forms": [heading.form for heading in reading.headings] if is_sent else [],
        "has_errors": is_sent,
        "can_note": can_note,
        "can_review": can_note or permissions.can_review_statement(request.user, statement),
        "can_see_notes": permissions.can_see_internal_notes(request.user, statement),
    }
    return render(request, "sls/statement_review.html", context)


def _save_notes(request, statement):
    """Save what changed; after a mistake everything typed stays on the page."""
    require(permissions.can_note_changes(request.user, statement))
    reading = reviewing.read(statement, posted=request.POST)
    if not all(heading.form.is_valid() for heading in reading.headings):
        return _review_page(request, statement, request.POST)
    noted = _noted(reading, request.POST.get("resolve", ""))
    do_once(request, workflow.save_notes, statement, **noted)
    autosave.forget(request)
    step = {"return": "sls:statement_return", "approve": "sls:statement_approve"}
    if request.POST.get("then") in step:
        return redirect(step[request.POST["then"]], statement.pk)
    messages.success(request, "Your notes are saved. Nothing has been sent.")
    return redirect(request.get_full_path())


def _noted(reading, resolve):
    """What one press of the button says, as `workflow.save_notes` takes it."""
    forms = {heading.section: heading.form for heading in reading.headings}
    asked_before = (asked.request for heading in reading.headings for asked in heading.requests)
    internal = {section: form.cleaned_data["internal"] for section, form in forms.items()}
    return {
        "asked": {section: form.wanted for section, form in forms.items() if form.is_noted},
        "remarks": {section: text for section, text in internal.items() if text},
        "resolve": next((one for one in asked_before if str(one.pk) == resolve), None),
    }


@page("GET", "POST", asks="can_return_statement")
def statement_return(request, pk):
    """What will be sent to the department, with a message; then send it."""
    statement = statement_of(request, pk)
    noted = ChangeRequest.objects.noted_on(statement)
    is_returned = statement.state == statement.State.RETURNED and not noted
    is_mine = is_returned and statement.reviewer == request.user
    if is_mine and (was_sent(request) or not request.POST.get("text")):
        return redirect(statement)  # the second of two clicks
    permission = permissions.can_return_statement(request.user, statement)
    if not permission:
        return _not_theirs(request, statement, permission)
    earlier = reviewing.still_open(statement)
    form = _return_form(request, earlier, noted)
    if request.method == "POST" and form.is_valid():
        done = f"{statement.department} has been asked for changes."
        said = {"message": form.cleaned_data["text"], "again": _asked_again(form, earlier)}
        if saved(request, form, workflow.return_for_changes, statement, done=done, **said):
            return redirect(statement)
    context = {"statement": statement, "form": form, "noted": noted, "earlier": earlier}
    return render(request, "sls/statement_return.html", context)


def _return_form(request, earlier, noted):
    """What nobody did anything about is ticked, unless a new note says it better."""
    better_said = {note.section_id for note in noted}
    undone = [one.request for one in earlier if one.word == reviewing.NOTHING_DONE]
    return ReturnForm(
        autosave.typed(request),
        earlier=[(one.request.pk, one.in_a_line) for one in earlier],
        ticked=[one.pk for one in undone if one.section_id not in better_said],
    )


def _asked_again(form, earlier):
    ticked = form.cleaned_data.get("again", [])
    return [one.request for one in earlier if one.request.pk in ticked]


def _not_theirs(request, statement, permission):
    """Not (any more) theirs to decide, and a message that they typed is kept. If a colleague has
    taken the statement, the review page has the button to take it over."""
    if request.POST.get("text") and permissions.can_see_internal_notes(request.user, statement):
        keep_typed(request)
    require(permissions.can_review_statement(request.user, statement))
    if request.method == "POST":
        messages.error(request, permission.reason)
    return redirect("sls:statement_review", statement.pk)


@page("GET", "POST", asks="can_approve_statement")
def statement_approve(request, pk):
    """Exactly what will be signed, and the password; then make the document and approve."""
    statement = statement_of(request, pk)
    if statement.state == statement.State.APPROVED and statement.approved_by == request.user:
        return redirect("sls:statement_approved", pk)  # the second of two clicks
    permission = permissions.can_approve_statement(request.user, statement)
    if not permission:
        return _not_theirs(request, statement, permission)
    said = content.of_statement(statement)
    role = signing.role_of(request.user)
    initial = {"shown": signing.as_shown(said.fingerprint(), str(request.user), role)}
    form = ApproveForm(request.POST or None, initial=initial, request=request)
    if not form.is_valid():
        return _approve_page(request, statement, form, said)
    try:
        _sign_and_approve(request, statement, shown=form.cleaned_data["shown"])
    except (NotAllowed, RenderRefused, SealRefused) as reason:
        messages.error(request, str(reason))
        return redirect("sls:statement_review", pk)
    return redirect("sls:statement_approved", pk)


def _sign_and_approve(request, statement, *, shown):
    """Render and seal first, which takes seconds; then the short transaction that approves."""
    document = signing.prepare(statement, by=request.user)
    if not signing.is_as_shown(document, shown, version=statement.version):
        raise NotAllowed(
            "Nothing was approved: the statement, or the name and role you sign with, changed "
            "while you were reading it. Read it again."
        )
    do_once(request, workflow.approve, statement, document=document)


def _approve_page(request, statement, form, said):
    context = {
        "statement": statement,
        "form": form,
        "content": said,
        "noted": ChangeRequest.objects.noted_on(statement),
        "still_open": reviewing.still_open(statement),
        "role": signing.role_of(request.user),
        "confirm_url": where_to_confirm(request),
        "replaces": Statement.objects.in_force().filter(requirement=statement.requirement).first(),
    }
    return render(request, "sls/statement_approve.html", context)


@page("GET", asks="can_follow_statement")
def statement_approved(request, pk):
    """It is approved: what happens next, and who has been told."""
    statement = statement_of(request, pk)
    require(permissions.can_follow_statement(request.user, statement))
    if statement.state != statement.State.APPROVED:
        return redirect(statement)
    told = emails.people_of(statement, "head", "contributor").filter(is_active=True)
    context = {
        "statement": statement,
        "told": told,
        "can_review": permissions.can_review_statements(request.user),
    }
    return render(request, "sls/statement_approved.html", context)
