"""Meetings and review rounds that were closed too early are opened again, with a reason."""

from django.shortcuts import get_object_or_404, redirect, render

from actionplans import permissions, workflow
from actionplans.forms.reopening import ReopenForm, ReopenRoundForm
from actionplans.models import Meeting
from actionplans.views.loading import bare_plan_of
from institution import autosave
from institution.pages import page
from institution.permissions import require
from institution.saving import saved


@page("GET", "POST", asks="can_hold_meeting")
def meeting_reopen(request, pk):
    """Open a closed meeting again, on a page that says what follows from it."""
    meeting = get_object_or_404(Meeting.objects.select_related("group"), pk=pk)
    require(permissions.can_hold_meeting(request.user, meeting.group))
    if meeting.is_open:
        return redirect(meeting)
    form = ReopenForm(autosave.typed(request))
    if request.method == "POST" and form.is_valid():
        details = form.cleaned_data | {"done": "The meeting is open again."}
        if saved(request, form, workflow.reopen_meeting, meeting, **details):
            return redirect(meeting)
    context = {"meeting": meeting, "form": form}
    return render(request, "actionplans/meeting_reopen.html", context)


@page("GET", "POST", asks="can_review_plan")
def round_reopen(request, pk, number):
    """Open a closed round again, on a page that says what follows from it."""
    plan = bare_plan_of(request, pk)
    review_round = get_object_or_404(plan.rounds, number=number)
    require(permissions.can_review_plan(request.user, plan))
    if review_round.is_open:
        return redirect(review_round)
    form = ReopenRoundForm(autosave.typed(request))
    if request.method == "POST" and form.is_valid():
        details = form.cleaned_data | {"done": "The round is open again. You can nudge owners."}
        if saved(request, form, workflow.reopen_round, review_round, **details):
            return redirect(review_round)
    context = {"plan": plan, "review_round": review_round, "form": form}
    return render(request, "actionplans/round_reopen.html", context)
