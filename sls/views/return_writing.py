"""Writing an annual return: its parts, each on a page; the check; sending it and taking it back."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from institution import autosave
from institution.pages import page
from institution.permissions import NotAllowed, require
from sls import workflow
from sls.forms.returns import ReturnDeclarationForm
from sls.forms.writing import TextForm
from sls.returns import checks, permissions, prompts
from sls.returns import content as return_content
from sls.views.conflicts import stale_text_page
from sls.views.returns import return_of
from sls.views.steps import do_once, version_from


@page("GET", asks="can_write_return")
def return_edit(request, pk):
    """The parts of the return, what is missing, and the declaration."""
    annual_return = return_of(request, pk)
    require(permissions.can_write_return(request.user, annual_return))
    return _edit_page(request, annual_return, ReturnDeclarationForm())


def _edit_page(request, annual_return, form, *, is_refused=False):
    parts = list(annual_return.parts.select_related("updated_by"))
    for part in parts:
        part.annual_return = annual_return
    gaps = {part: checks.part_gaps(part) for part in parts}
    unmet = checks.unmet(annual_return)
    asked = annual_return.events.filter(kind="returned").order_by("-at").first()
    context = {
        "annual_return": annual_return,
        "parts": [
            (part, missing, checks.part_state(part, has_gaps=bool(missing), is_unmet=part in unmet))
            for part, missing in gaps.items()
        ],
        "unmet": unmet,
        "practices": annual_return.practices.all(),
        "gaps": [gap for missing in gaps.values() for gap in missing],
        "asked": asked if annual_return.state == annual_return.State.RETURNED else None,
        "can_submit": permissions.can_submit_return(request.user, annual_return),
        "form": form,
        "is_refused": is_refused,
        "has_errors": is_refused,
    }
    return render(request, "sls/return_edit.html", context)


@page("POST", asks="can_submit_return")
def return_submit(request, pk):
    """Send the return to the quality office, or say everything that is missing at once."""
    annual_return = return_of(request, pk)
    if annual_return.state == annual_return.State.SUBMITTED and (
        annual_return.submitted_by == request.user
    ):
        return redirect(annual_return)  # the second of two clicks
    require(permissions.can_submit_return(request.user, annual_return))
    form = ReturnDeclarationForm(request.POST)
    if not form.is_valid():
        return _edit_page(request, annual_return, form, is_refused=True)
    try:
        do_once(request, workflow.submit_return, annual_return)
    except workflow.Incomplete:
        return _edit_page(request, annual_return, form, is_refused=True)
    except NotAllowed as reason:
        messages.error(request, str(reason))
        return redirect("sls:return_edit", pk)
    messages.success(request, "The return is with the quality office.")
    return redirect(annual_return)


@page("POST", asks="can_withdraw_return")
def return_withdraw(request, pk):
    """Take the return back to change it."""
    annual_return = return_of(request, pk)
    if annual_return.is_being_written and permissions.can_submit_return(
        request.user, annual_return
    ):
        return redirect("sls:return_edit", pk)  # the second of two clicks
    require(permissions.can_withdraw_return(request.user, annual_return))
    try:
        do_once(request, workflow.withdraw_return, annual_return)
    except NotAllowed as reason:
        messages.error(request, str(reason))
        return redirect(annual_return)
    messages.success(request, "The return is with you again.")
    return redirect("sls:return_edit", pk)


@page("GET", "POST", asks="can_write_return_part")
def return_part(request, pk, key):
    """The answer to one prompt."""
    annual_return = return_of(request, pk)
    part = get_object_or_404(annual_return.parts.select_related("updated_by"), key=key)
    part.annual_return = annual_return
    require(permissions.can_write_return_part(request.user, part))
    typed = autosave.typed(request)
    form = TextForm(typed, section=part)
    if request.method == "POST" and form.is_valid():
        return _save(request, part, form)
    version = typed.get("version", "") if typed else str(part.version)
    return _part_page(request, part, form, version)


def _save(request, part, form):
    version, text = version_from(request.POST), form.cleaned_data["text"]
    try:
        do_once(request, workflow.save_return_part, part, text=text, version=version)
    except workflow.Stale as stale:
        return stale_text_page(request, part, form, stale.current)
    autosave.forget(request)
    messages.success(request, f"“{part}” is saved.")
    return redirect("sls:return_edit", part.annual_return_id)


def _part_page(request, part, form, version):
    annual_return = part.annual_return
    is_kpis = part.key == prompts.KPIS
    context = {
        "annual_return": annual_return,
        "part": part,
        "form": form,
        "version": version,
        "others": autosave.others_editing(request.path, request.user),
        "reviews": return_content.reviews_of(annual_return) if is_kpis else [],
        "statement": return_content.statement_of(annual_return),
        "disputes": return_content.disputes(annual_return) if part.key == "risks" else [],
    }
    return render(request, "sls/return_part.html", context)
