"""Working groups: the list, the page of one, and who belongs to it."""

from collections import Counter

from django.db.models import Count, Max, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from actionplans import permissions, workflow
from actionplans.forms.groups import GroupForm, MemberForm
from actionplans.models import Membership, WorkingGroup
from actionplans.views.loading import pressed
from institution import autosave
from institution.pages import SIGNED_IN, page
from institution.permissions import NotAllowed, require
from institution.saving import saved


@page("GET", asks=SIGNED_IN)
def group_list(request):
    """Every working group, with how many serve today and when it last met or will meet."""
    today = timezone.localdate()
    serving = Q(memberships__in=Membership.objects.serving(today))
    groups = WorkingGroup.objects.annotate(
        serving=Count("memberships", filter=serving, distinct=True),
        met=Max("meetings__held_on", filter=Q(meetings__held_on__lte=today)),
        meets=Max("meetings__held_on", filter=Q(meetings__held_on__gt=today)),
    ).order_by("-is_active", "name")  # fmt: skip
    may_manage = permissions.can_manage_plans(request.user)
    context = {"groups": groups, "may_manage": may_manage}
    return render(request, "actionplans/group_list.html", context)


@page("GET", asks=SIGNED_IN)
def group_detail(request, pk):
    """Who serves today and who did before, whom they stand for; for members also its meetings."""
    group = get_object_or_404(WorkingGroup, pk=pk)
    today, members = timezone.localdate(), list(group.memberships.all())
    past = [one for one in members if one.ends_on and one.ends_on < today]
    serving = [one for one in members if one.starts_on <= today and one not in past]
    may_plan = permissions.can_plan_meeting(request.user, group)
    # Who may plan one may hold one; of a group that no longer meets it is asked by itself.
    may_hold = may_plan or permissions.can_hold_meeting(request.user, group)
    context = {
        "group": group,
        "serving": serving,
        "past": past,
        "coming": [one for one in members if one.starts_on > today],
        "areas": _counted(one.area for one in serving),
        "grades": _counted(one.grade for one in serving),
        "meetings": _meetings(group) if may_hold else [],
        "may_hold": may_hold,
        "may_plan": may_plan,
        "may_manage": permissions.can_manage_plans(request.user),
    }
    return render(request, "actionplans/group_detail.html", context)


def _meetings(group):
    return group.meetings.annotate(items_count=Count("items")).order_by("-held_on")


def _counted(said):
    """How many of each, the most first; those of whom nothing is said at the end."""
    counts = Counter(one.strip() for one in said)
    unsaid = counts.pop("", 0)
    found = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0].lower()))
    return found + ([("not said", unsaid)] if unsaid else [])


@page("GET", "POST", asks="can_manage_plans")
def group_add(request):
    """Add a working group."""
    require(permissions.can_manage_plans(request.user))
    form = GroupForm(autosave.typed(request), initial={"weeks": 6, "is_active": True})
    if request.method == "POST" and form.is_valid():
        new = form.save(commit=False)
        done = f"{new} is added. Say next who belongs to it."
        if saved(request, form, workflow.add_group, new, done=done):
            return redirect(new if new.pk else "actionplans:group_list")
    return render(request, "actionplans/group_form.html", {"form": form})


@page("GET", "POST", asks="can_manage_plans")
def group_edit(request, pk):
    """Change what a group is called, what it is for, how often it meets."""
    require(permissions.can_manage_plans(request.user))
    group = get_object_or_404(WorkingGroup, pk=pk)
    form = GroupForm(autosave.typed(request), instance=get_object_or_404(WorkingGroup, pk=pk))
    if request.method == "POST" and form.is_valid():
        changed, seen = form.save(commit=False), form.cleaned_data["as_seen"]
        done = f"The details of {changed} are saved."
        if saved(request, form, workflow.change_group, changed, done=done, as_seen=seen):
            return redirect(group)
    return render(request, "actionplans/group_form.html", {"form": form, "group": group})


@page("GET", "POST", asks="can_manage_plans")
def member_add(request, pk):
    """Add somebody to a group."""
    require(permissions.can_manage_plans(request.user))
    group = get_object_or_404(WorkingGroup, pk=pk)
    form = MemberForm(autosave.typed(request), initial={"starts_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        new = form.save(commit=False)
        done = f"{new} belongs to {group}."
        if saved(request, form, workflow.add_member, group, new, done=done):
            return redirect(group)
    return render(request, "actionplans/member_form.html", {"form": form, "group": group})


@page("GET", "POST", asks="can_manage_plans")
def member_edit(request, pk, member_pk):
    """Change what is said of a member, or say when they stop."""
    require(permissions.can_manage_plans(request.user))
    found = Membership.objects.select_related("group", "person").filter(group=pk)
    member = get_object_or_404(found, pk=member_pk)
    form = MemberForm(autosave.typed(request), instance=get_object_or_404(found, pk=member_pk))
    if request.method == "POST" and form.is_valid():
        changed, seen = form.save(commit=False), form.cleaned_data["as_seen"]
        done = f"What is said of {changed} is saved."
        if saved(request, form, workflow.change_member, changed, done=done, as_seen=seen):
            return redirect(member.group)
    context = {"form": form, "group": member.group, "member": member}
    return render(request, "actionplans/member_form.html", context)


@page("GET", "POST", asks="can_manage_plans")
def member_remove(request, pk, member_pk):
    """Remove a membership that was entered by mistake, after a question."""
    require(permissions.can_manage_plans(request.user))
    found = Membership.objects.select_related("group").filter(group=pk)
    member = get_object_or_404(found, pk=member_pk)
    if request.method == "POST":
        done = f"{member} is removed from {member.group}."
        if pressed(request, workflow.remove_member, member, done=done):
            return redirect(member.group)
        return redirect("actionplans:member_edit", pk, member_pk)
    if member.has_met:
        raise NotAllowed(workflow.HAS_MET)
    context = {"group": member.group, "member": member}
    return render(request, "actionplans/member_remove.html", context)
