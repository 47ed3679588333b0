"""Working groups, meetings and rounds for tests, as the verbs make them."""

from datetime import date, timedelta

from django.utils import timezone

from actionplans import workflow
from actionplans.models import (
    AgendaItem,
    Meeting,
    Membership,
    Plan,
    Rating,
    ReviewRound,
    WorkingGroup,
)
from institution.models import User


def day(offset: int) -> date:
    """A day so many days from today."""
    return timezone.localdate() + timedelta(days=offset)


def make_group(
    lead: User, *, members: list[User] = (), **fields
) -> tuple[WorkingGroup, Membership | None]:
    """A group that meets every six weeks, and the last of its members."""
    said = {"name": "Technician Commitment Working Group", "short_name": "TCWG"} | fields
    group, member = workflow.add_group(WorkingGroup(**said), by=lead), None
    for person in members:
        member = join(group, lead, person=person)
    return group, member


def join(group: WorkingGroup, lead: User, **fields) -> Membership:
    """Somebody serves in the group since last year."""
    person = fields.get("person")
    said = {"name": str(person), "area": "Engineering", "grade": "7", "starts_on": day(-365)}
    return workflow.add_member(group, Membership(**said | fields), by=lead)


def make_meeting(group: WorkingGroup, by: User, *, on: date | None = None) -> Meeting:
    """A meeting, today by default, with one item of its own at the end of its agenda."""
    meeting = workflow.plan_meeting(group, Meeting(held_on=on or day(0)), by=by)
    workflow.add_item(meeting, AgendaItem(title="The symposium"), by=by)
    return meeting


def make_round(plan: Plan, lead: User, *, due_on: date | None = None, **fields) -> ReviewRound:
    """An open round that is due in three weeks."""
    said = {"title": "Quarter 1 of 2027", "due_on": due_on or day(21)}
    return workflow.open_round(plan, ReviewRound(**said | fields), by=lead)


def yesterday(review_round: ReviewRound) -> ReviewRound:
    """The round as if owners had been written to the day before."""
    review_round.nudged_at = timezone.now() - timedelta(days=1)
    review_round.save()
    return review_round


def said(value: str, text: str = "As planned.") -> Rating:
    """A rating that is not saved yet."""
    return Rating(value=value, text=text)
