"""The working group of the demo and its meetings, as steps of the story."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from typing import Any

from actionplans import workflow
from actionplans.demo.plans import rate
from actionplans.demo.reading import Step, lead, told
from actionplans.models import AgendaItem, Meeting, Membership, WorkingGroup
from institution import clock
from institution.models import User

WEDNESDAY = 2
PLANNED_BEFORE = timedelta(days=14)
STAGE = 3  # of the plan that is in force when they meet


def steps() -> Iterator[Step]:
    """The group is there before the first plan; its meetings are those of the last months."""
    said = told("groups")
    yield Step(told("stage1")["begun_on"], 8, partial(_found, said))
    for member in said["members"]:
        yield Step(member[4], 8, partial(_join, *member))
    for one in said["meetings"]:
        on = _last() + timedelta(weeks=one["weeks"])
        yield Step(min(on, clock.today()) - PLANNED_BEFORE, 9, partial(_plan, on, one))
        if on < clock.today():
            yield Step(on, 14, partial(_hold, on, one))


def _last() -> date:
    """The day of the last meeting: a Wednesday, 17 days ago or a little more."""
    day = clock.today() - timedelta(days=17)
    return day - timedelta(days=(day.weekday() - WEDNESDAY) % 7)


def _found(said: dict[str, Any]) -> None:
    wanted = ("name", "short_name", "purpose", "weeks")
    workflow.add_group(WorkingGroup(**{name: said[name] for name in wanted}), by=lead())


def _join(
    who: str, role: str, area: str, grade: str, starts_on: date, ends_on: date | None = None
) -> None:
    """Somebody of the cast by their address, or a name."""
    person = User.objects.filter(email=who).first()
    member = Membership(
        person=person, name=str(person or who), role=role, area=area, grade=grade,
        starts_on=starts_on, ends_on=ends_on,
    )  # fmt: skip
    workflow.add_member(WorkingGroup.objects.get(), member, by=lead())


def _plan(on: date, said: dict[str, Any]) -> None:
    """Plan the meeting, with what is due on its agenda and what its chair adds."""
    meeting = Meeting(held_on=on, place=said["place"])
    workflow.plan_meeting(WorkingGroup.objects.get(), meeting, by=lead())
    for title, *_ in said["items"]:
        workflow.add_item(meeting, AgendaItem(title=title), by=lead())


def _hold(on: date, said: dict[str, Any]) -> None:
    """Rate what was rated, write down what came of each item, and close the meeting."""
    meeting = Meeting.objects.get(held_on=on)
    for ref, *rating in said["rated"]:
        rate(STAGE, ref, *rating, meeting=meeting)
    outcomes = {name: came for name, *came in [*said["items"], *said["about"]]}
    rated = {ref for ref, *_ in said["rated"]}
    for item in meeting.items.select_related("action"):
        name = str(item.action) if item.action else item.title
        if name not in rated:
            item.outcome, item.note = outcomes.get(name, (AgendaItem.Outcome.NOTED, ""))
            workflow.change_item(item, by=lead())
    meeting.refresh_from_db()
    meeting.notes = said["notes"]
    workflow.change_meeting(meeting, by=lead())
    workflow.close_meeting(meeting, by=lead())
