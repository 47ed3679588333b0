"""Meetings of a group: planned with an agenda, held, closed; and the paper for it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from actionplans import agenda, permissions, reviewing, workflow
from actionplans.forms.meetings import ItemForm, MeetingForm, NewItemForm
from actionplans.models import Action, Meeting, WorkingGroup
from institution import autosave, once
from institution.pages import page
from institution.permissions import require
from institution.saving import saved


@page("GET", "POST", asks="can_plan_meeting")
def meeting_add(request, pk):
    """Plan the next meeting; its day is proposed by the group's cadence."""
    group = get_object_or_404(WorkingGroup, pk=pk)
    require(permissions.can_plan_meeting(request.user, group))
    proposed = {"held_on": group.next_on(timezone.localdate())}
    form = MeetingForm(autosave.typed(request), initial=proposed)
    if request.method == "POST" and form.is_valid():
        new, done = form.save(commit=False), "The meeting is planned. Look at its agenda."
        if saved(request, form, workflow.plan_meeting, group, new, at="held_on", done=done):
            return redirect(new if new.pk else group)
    return render(request, "actionplans/meeting_form.html", {"form": form, "group": group})


@page("GET", asks="can_hold_meeting")
def meeting_detail(request, pk):
    """The agenda of a meeting with what came of each item."""
    meeting, may_change = _held(request, pk)
    context = _agenda(request, meeting) | {
        "may_change": may_change,
        "may_reopen": meeting.is_last_closed,
        "is_over": meeting.held_on <= timezone.localdate(),
    }
    return render(request, "actionplans/meeting_detail.html", context)


@page("GET", asks="can_hold_meeting")
def meeting_paper(request, pk):
    """Agenda or minutes on paper, without the buttons."""
    meeting, _ = _held(request, pk)
    return render(request, "actionplans/meeting_paper.html", _agenda(request, meeting))


def _held(request, pk):
    """The meeting, for who may hold it; and whether they may change it, which who may hold it may
    while it is open."""
    meeting = _meeting(pk)
    may_change = permissions.can_change_meeting(request.user, meeting)
    if not may_change:
        require(permissions.can_hold_meeting(request.user, meeting.group))
    return meeting, may_change


def _open(request, pk):
    """The meeting, for who may change it."""
    meeting = _meeting(pk)
    require(permissions.can_change_meeting(request.user, meeting))
    return meeting


def _meeting(pk):
    return get_object_or_404(Meeting.objects.select_related("group", "closed_by"), pk=pk)


def _agenda(request, meeting):
    """Items in their order; the words of an action only for who may see it, with its rating then
    and whether that was given at this meeting."""
    items = list(meeting.items.select_related("continues__meeting", "came_back_as__meeting"))
    ids = [item.action_id for item in items if item.action_id]
    actions = Action.objects.visible_to(request.user).live().filter(pk__in=ids)
    related = actions.select_related("plan", "latest").prefetch_related("plan__editors")
    shown = related.in_bulk()
    rateable = reviewing.rateable(request.user, shown.values())
    ratings = agenda.ratings_at(meeting, shown)
    for item in items:
        item.shown, item.rating = shown.get(item.action_id), ratings.get(item.action_id)
        item.is_rated = bool(item.rating and item.rating.meeting_id == meeting.pk)
        item.is_rateable = item.action_id in rateable
    return {
        "meeting": meeting, "group": meeting.group, "items": items,
        "open": [item for item in items if not item.outcome and not item.is_rated],
    }  # fmt: skip


@page("GET", "POST", asks="can_change_meeting")
def meeting_edit(request, pk):
    """Change the day and place of a meeting, and the notes about it."""
    meeting = _open(request, pk)
    form = MeetingForm(autosave.typed(request), instance=Meeting.objects.get(pk=pk))
    if request.method == "POST" and form.is_valid():
        changed, seen = form.save(commit=False), form.cleaned_data["as_seen"]
        done, verb = "Day, place and notes are saved.", workflow.change_meeting
        if saved(request, form, verb, changed, at="held_on", done=done, as_seen=seen):
            return redirect(meeting)
    context = {"form": form, "group": meeting.group, "meeting": meeting}
    return render(request, "actionplans/meeting_form.html", context)


@page("GET", "POST", asks="can_change_meeting")
def meeting_close(request, pk):
    """Close a meeting, on a page that says what follows from it."""
    meeting = _open(request, pk)
    if request.method == "POST":
        once.do(request, workflow.close_meeting, meeting)
        messages.success(request, "The meeting is closed.")
        return redirect(meeting)
    return render(request, "actionplans/meeting_close.html", _agenda(request, meeting))


@page("POST", asks="can_change_meeting")
def meeting_fill(request, pk):
    """Put on the agenda what has become due or has changed by now."""
    meeting = _open(request, pk)
    added = once.do(request, workflow.add_due_items, meeting)
    if added:
        messages.success(request, f"{added} item{'s are' if added > 1 else ' is'} added.")
    else:
        messages.info(request, "Everything that is due or has changed is on the agenda.")
    return redirect(meeting)


@page("GET", "POST", asks="can_change_meeting")
def item_add(request, pk):
    """Add something to the agenda by hand."""
    meeting = _open(request, pk)
    form = NewItemForm(autosave.typed(request), actions=agenda.open_to(meeting.group))
    if request.method == "POST" and form.is_valid():
        item = form.item
        done = f"“{item}” is on the agenda."
        if saved(request, form, workflow.add_item, meeting, item, done=done):
            return redirect(meeting)
    return render(request, "actionplans/item_add.html", {"form": form, "meeting": meeting})


@page("GET", "POST", asks="can_change_meeting")
def item_edit(request, pk, item_pk):
    """Write down what came of an item; then back to the agenda, or on to the next open item."""
    meeting, item = _item(request, pk, item_pk)
    current = get_object_or_404(meeting.items, pk=item_pk)
    form = ItemForm(autosave.typed(request), instance=current)
    if request.method == "POST" and form.is_valid():
        changed, seen = form.save(commit=False), form.cleaned_data["as_seen"]
        done = f"“{changed}” is saved."
        if saved(request, form, workflow.change_item, changed, done=done, as_seen=seen):
            return _after(request, meeting, item)
    shown = Action.objects.visible_to(request.user).filter(pk=item.action_id or 0).first()
    may_rate = shown and permissions.can_rate_action(request.user, shown)
    context = {
        "form": form, "meeting": meeting, "item": item, "shown": shown, "may_rate": may_rate,
    }  # fmt: skip
    return render(request, "actionplans/item_form.html", context)


def _after(request, meeting, item):
    """The next open item after this one if that was asked for, else the agenda."""
    later = meeting.items.filter(outcome="", position__gt=item.position).first()
    if request.POST.get("then") == "next" and later:
        return redirect("actionplans:item_edit", meeting.pk, later.pk)
    return redirect(f"{meeting.get_absolute_url()}#item-{item.pk}")


@page("POST", asks="can_change_meeting")
def item_move(request, pk, item_pk):
    """Move an item one place up or down."""
    meeting, item = _item(request, pk, item_pk)
    once.do(request, workflow.move_item, item, up=request.POST.get("direction") == "up")
    return redirect(f"{meeting.get_absolute_url()}#item-{item.pk}")


@page("POST", asks="can_change_meeting")
def item_remove(request, pk, item_pk):
    """Take an item off the agenda."""
    meeting, item = _item(request, pk, item_pk)
    once.do(request, workflow.remove_item, item)
    messages.success(request, f"“{item}” is off the agenda.")
    return redirect(meeting)


def _item(request, pk, item_pk):
    """The item and its meeting, for who may change it."""
    meeting = _open(request, pk)
    item = get_object_or_404(meeting.items.select_related("action__plan"), pk=item_pk)
    item.meeting = meeting
    return meeting, item
