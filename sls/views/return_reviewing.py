"""Annual returns with the quality office: the critical friend, changes asked for, acceptance."""

from django.contrib import messages
from django.shortcuts import redirect, render

from documents.pdf import RenderRefused
from documents.sealing import SealRefused
from institution import autosave, once
from institution.confirming import where_to_confirm
from institution.pages import page
from institution.permissions import NotAllowed, require
from institution.saving import saved
from sls import signing, workflow
from sls.forms.returns import FriendAnswerForm, FriendForm, ReturnReviewForm
from sls.forms.review import ApproveForm
from sls.returns import content as return_content
from sls.returns import permissions
from sls.returns.standing import answered
from sls.views.returns import return_of
from sls.views.steps import do_once


@page("GET", "POST", asks="can_review_return")
def return_review(request, pk):
    """Read what was sent; ask for changes, part by part."""
    annual_return = return_of(request, pk)
    if once.was_sent(request):
        return redirect(annual_return)  # the second of two clicks
    require(permissions.can_review_return(request.user, annual_return))
    form = ReturnReviewForm(autosave.typed(request), parts=list(annual_return.parts.all()))
    if request.method == "POST" and form.is_valid():
        said = {"asked": form.asked(), "message": form.cleaned_data["message"]}
        done = f"{annual_return.department} has been asked for changes."
        if saved(request, form, workflow.ask_return_changes, annual_return, done=done, **said):
            return redirect(annual_return)
    context = {
        "annual_return": annual_return,
        **_as_it_is(annual_return),
        "form": form,
        "can_accept": permissions.can_accept_return(request.user, annual_return),
        "can_choose": permissions.can_choose_friend(request.user, annual_return),
    }
    return render(request, "sls/return_review.html", context)


def _as_it_is(annual_return, *, with_friend=True):
    """What the return says now, for its page; and what has changed since without being in it: the
    readings of KPIs since the census, the words since the critical friend answered."""
    counted = return_content.counted_of(annual_return)
    return {
        "content": return_content.of_return(
            annual_return, with_friend=with_friend, counted=counted
        ),
        "changed": [one for one in counted if one.differs],
        "answered": answered(annual_return) if with_friend else None,
    }


@page("GET", "POST", asks="can_choose_friend")
def return_friend(request, pk):
    """Choose who shall be the critical friend."""
    annual_return = return_of(request, pk)
    require(permissions.can_choose_friend(request.user, annual_return))
    form = FriendForm(autosave.typed(request), annual_return=annual_return, by=request.user)
    if request.method == "POST" and form.is_valid():
        person = form.cleaned_data["person"]
        verb, done = workflow.choose_friend, f"{person} has been asked to be the critical friend."
        if saved(request, form, verb, annual_return, at="person", person=person, done=done):
            return redirect("sls:return_review", pk)
    context = {"annual_return": annual_return, "form": form}
    return render(request, "sls/return_friend.html", context)


@page("GET", "POST", asks="can_answer_as_friend")
def friend_answer(request, pk):
    """The critical friend reads the return and answers three prompts."""
    annual_return = return_of(request, pk)
    require(permissions.can_answer_as_friend(request.user, annual_return))
    form = FriendAnswerForm(autosave.typed(request), annual_return=annual_return)
    if request.method == "POST" and form.is_valid():
        verb, done = workflow.answer_as_friend, "Thank you. Both sides can read your answer now."
        if saved(request, form, verb, annual_return, done=done, answers=form.cleaned_data):
            return redirect(annual_return)
    said = _as_it_is(annual_return, with_friend=False)
    context = {"annual_return": annual_return, "form": form, **said}
    return render(request, "sls/friend_answer.html", context)


@page("GET", "POST", asks="can_accept_return")
def return_accept(request, pk):
    """Exactly what will be signed, and the password; then make the document and accept."""
    annual_return = return_of(request, pk)
    if annual_return.is_accepted and annual_return.accepted_by == request.user:
        return redirect(annual_return)  # the second of two clicks
    require(permissions.can_accept_return(request.user, annual_return))
    said, role = _as_it_is(annual_return), signing.role_of(request.user)
    fingerprint = said["content"].fingerprint()
    initial = {"shown": signing.as_shown(fingerprint, str(request.user), role)}
    form = ApproveForm(request.POST or None, initial=initial, request=request)
    if not form.is_valid():
        return _accept_page(request, annual_return, form, said)
    try:
        _sign_and_accept(request, annual_return, shown=form.cleaned_data["shown"])
    except (NotAllowed, RenderRefused, SealRefused) as reason:
        messages.error(request, str(reason))
        return redirect("sls:return_review", pk)
    messages.success(request, f"The return of {annual_return.department} is accepted.")
    return redirect(annual_return)


def _sign_and_accept(request, annual_return, *, shown):
    """Render and seal first, which takes seconds; then the short transaction that accepts."""
    document = signing.prepare_return(annual_return, by=request.user)
    if not signing.is_as_shown(document, shown, version=annual_return.version):
        raise NotAllowed(
            "Nothing was accepted: the return, or the name and role you sign with, changed while "
            "you were reading it. Read it again."
        )
    do_once(request, workflow.accept_return, annual_return, document=document)


def _accept_page(request, annual_return, form, said):
    context = {
        "annual_return": annual_return,
        "form": form,
        **said,
        "role": signing.role_of(request.user),
        "confirm_url": where_to_confirm(request),
    }
    return render(request, "sls/return_accept.html", context)
