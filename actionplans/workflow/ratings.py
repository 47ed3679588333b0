"""Say how an action stands."""

from django.db import transaction
from django.utils import timezone

from actionplans import permissions
from actionplans.models import Action, Meeting, Rating
from actionplans.workflow.meetings import lock_meeting
from actionplans.workflow.recording import lock, record
from institution.models import User
from institution.permissions import NotAllowed, Stale
from institution.workflow.recording import check


@transaction.atomic
def rate_action(
    action: Action, rating: Rating, *, by: User, after: int | None, meeting: Meeting | None = None
) -> Rating:
    """Add a rating to an action of the plan in force, as its form read it.

    after: the number of the rating that the person had seen as the latest, None for none; if
        another came meanwhile, Stale is raised with the action as it is now.
    """
    plan = lock(action.plan)
    current = plan.actions.select_related("latest").get(pk=action.pk)
    current.plan = plan
    check(permissions.can_rate_action(by, current))
    if meeting:
        meeting = lock_meeting(meeting)
        check(permissions.can_change_meeting(by, meeting))
    if current.latest_number != after:
        raise Stale(current)
    if wrong := rating.problems(plan.words):
        raise NotAllowed(" ".join(wrong.values()))
    rating.action, rating.meeting, rating.number = current, meeting, (after or 0) + 1
    rating.rated_at = timezone.now()  # not before the progress that was published while it waited
    rating.rated_by, rating.rated_by_name = by, str(by)
    rating.review_round = plan.rounds.open().first()
    rating.save(force_insert=True)
    current.latest = rating
    plan.actions.filter(pk=current.pk).update(latest=rating)  # no change of its words
    said = f"rated {current} {plan.words[rating.value]}" if rating.value else f"updated {current}"
    record(plan, said, by=by, action=current)
    return rating
