"""Who is to be told of what about KPIs: from two weeks before it is due, once a week at most; and
of programs whose tokens run out."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction

from institution.models import User
from institution.todo import REMIND_EVERY, REMIND_FROM
from kpis import emails
from kpis.models import Reminder, Token
from kpis.todo import Duty


def untold(person: User, duties: Iterable[Duty], today: date) -> list[Duty]:
    """Which of the duties are due soon or late, and the person was not told of this week."""
    soon = [
        duty for duty in duties
        if duty.todo.due_on and duty.todo.due_on <= today + timedelta(days=REMIND_FROM)
    ]  # fmt: skip
    if not soon:
        return []
    recent = Reminder.objects.filter(person=person, sent_on__gt=_a_week_before(today))
    told = set(recent.values_list("kpi", "about"))
    return [duty for duty in soon if (duty.kpi.pk, duty.about) not in told]


def note(person: User, duties: Iterable[Duty], today: date) -> None:
    """Record that the person was told of all of them today."""
    old = Reminder.objects.filter(person=person, sent_on__lte=_a_week_before(today))
    old.delete()  # these decide nothing any more
    for duty in duties:
        Reminder.objects.update_or_create(
            person=person, kpi=duty.kpi, about=duty.about, defaults={"sent_on": today}
        )


def _a_week_before(day: date) -> date:
    return day - timedelta(days=REMIND_EVERY)


@transaction.atomic
def tell_of_programs(today: date) -> tuple[int, set[str]]:
    """Tell whoever answers for a program, two weeks before its token ends and once it has ended.

    Returns of how many tokens somebody was told, and the departments that have nobody to tell.
    Safe to run again: what was told is recorded with it.
    """
    count, headless = 0, set()
    locked = Token.objects.running_out(today).select_for_update(of=("self",))
    for token in locked.select_related("department__merged_into"):
        has_ended = token.ends_on < today
        now = "ended" if has_ended else "ending"
        if token.told == now:
            continue
        if emails.tell_token_runs_out(token, has_ended=has_ended):
            Token.objects.filter(pk=token.pk).update(told=now)
            count += 1
        elif token.department:
            headless.add(str(token.department))
    return count, headless
