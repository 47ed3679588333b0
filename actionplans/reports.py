"""What the pages of a plan say: its totals, themes, how ratings went over time, its checks."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, QuerySet
from django.utils import timezone

from actionplans import checking
from actionplans.models import Action, Disposition, Plan, ReviewRound, Scheme, SelfAssessment
from actionplans.totals import RATINGS, Totals, by_theme, together

BAR = 240  # units of the drawing that stand for all actions of the fullest theme


@dataclass(frozen=True)
class Segment:
    """One part of a bar: from where, how wide, and the letter and number it carries."""

    rating: str
    x: float
    width: float
    count: int


@dataclass(frozen=True)
class ThemeLine:
    """A theme with its totals."""

    name: str
    totals: Totals


@dataclass(frozen=True)
class Standing:
    """The totals of a plan and of its themes, and what it calls its ratings."""

    totals: Totals
    themes: list[ThemeLine]
    line: str
    words: dict[str, str]

    @property
    def fullest(self) -> int:
        """How many actions the largest theme has, for drawing."""
        return max((theme.totals.total for theme in self.themes), default=0)


def standing(plan: Plan, actions: QuerySet[Action]) -> Standing:
    """How the actions stand, in the scheme's own words; two queries."""
    counted = actions.order_by().values_list("theme__name", "latest__value")
    ratings = (
        (theme, rating)
        for theme, rating, count in counted.annotate(count=Count("pk"))
        for _ in range(count)
    )
    themes = [theme.name for theme in plan.themes.all()]
    return standing_of(plan, by_theme(ratings, themes))


def standing_of(plan: Plan, totals: dict[str, Totals]) -> Standing:
    """The same from the totals by the name of each theme, in their order."""
    lines = [ThemeLine(name, one) for name, one in totals.items()]
    whole = together(totals.values()) if totals else Totals()
    return Standing(whole, lines, whole.line(plan.labels), plan.words)


def assessment_due(plan: Plan, scheme: Scheme) -> date | None:
    """By when the plan in force is to be assessed: counted from when it was signed. One query."""
    signed = SelfAssessment.objects.filter(next_plan=plan).values_list("signed_at", flat=True)
    at = next(iter(signed), None)
    return scheme.due_on(plan.stage + 1, timezone.localdate(at) if at else plan.starts_on)


def bar(totals: Totals, fullest: int) -> tuple[Segment, ...]:
    """The parts of a bar from the left, in the scheme's order; the fullest is BAR wide."""
    found, x = [], 0.0
    for rating, count in zip(RATINGS, totals.counts, strict=True):
        if count:
            width = round(BAR * count / fullest, 1)
            found.append(Segment(rating, round(x, 1), width, count))
            x += width
    return tuple(found)


def advice(plan: Plan, actions: Iterable[Action]) -> list[checking.Advice]:
    """What others would find in the plan; `actions` as ActionQuerySet.for_list has them."""
    closed = [one for one in plan.rounds.all() if one.closed_at]
    letters = [theme.letter for theme in plan.themes.all()]
    rows = [_checked(action, closed, letters) for action in actions]
    return checking.check(rows, rounds=len(closed), words=plan.words)


def _checked(action: Action, closed: list[ReviewRound], letters: list[str]) -> checking.Row:
    latest = action.latest
    since = latest.rated_at if latest else action.created_at
    return checking.Row(
        reference=action.reference,
        rating=action.rating,
        words=latest.text if latest else "",
        timescale=action.timescale,
        owners=tuple(str(owner) for owner in action.owners.all()),
        # A round that was closed before anything was said about the action does not count.
        updated_in=sum(one.opened_at <= since for one in closed),
        review_on=action.review_on,
        links=references(action, letters),
    )


def references(action: Action, letters: Iterable[str]) -> tuple[str, ...]:
    """The references of other actions that it names: "Following C004", with the letters of the
    plan's themes."""
    begins = "|".join(map(re.escape, letters))
    said = re.findall(rf"\b(?:{begins})\d{{3}}\b", f"{action.follows} {action.text}")
    return tuple(dict.fromkeys(one for one in said if one != action.reference))


def linked(action: Action, visible: QuerySet[Action]) -> list[Action]:
    """The actions of the same plan that it names, of those the person may see."""
    letters = [theme.letter for theme in action.plan.themes.all()]
    named = references(action, letters)
    return list(visible.filter(plan=action.plan, reference__in=named)) if named else []


@dataclass(frozen=True)
class Told:
    """One line of an action's history: when, what, by whom, and in which words."""

    at: datetime
    what: str
    who: str
    note: str = ""
    rating: str | None = None


def history(action: Action, *, with_events: bool) -> list[Told]:
    """Everything that was said of an action, the newest first: ratings, timescales that were
    moved, and for who works on the plan what else was changed."""
    found = []
    for one in action.ratings.select_related("meeting__group", "review_round"):
        what = f"Rated {action.plan.words[one.value]}" if one.value else "Updated"
        if one.is_redefined:
            what += ", redefined"
        if one.is_imported:
            what += ", as read from a file"
        if one.meeting or one.review_round:
            what += f" ({one.meeting or one.review_round})"
        cause = f"\n\nCause: {one.get_cause_display()}" if one.cause else ""
        found.append(Told(one.rated_at, what, one.rated_by_name, one.text + cause, one.value))
    for moved in action.timescale_changes.all():
        what = f"Timescale moved from “{moved.before}” to “{moved.after or 'none'}”"
        if not moved.before:
            what = f"Timescale set to “{moved.after}”"
        cause = f"\n\nCause: {moved.get_cause_display()}" if moved.cause else ""
        found.append(Told(moved.at, what, moved.by_name, moved.reason + cause))
    if with_events:
        told = action.events.exclude(text__startswith="rated").exclude(text__startswith="updated")
        found += [
            Told(one.at, f"{one.text[:1].upper()}{one.text[1:]}", one.by_name) for one in told
        ]
    return sorted(found, key=lambda told: told.at, reverse=True)


@dataclass(frozen=True)
class Thread:
    """Where an action comes from and goes on: in which plan it is, counted from the first."""

    before: list[Disposition]
    after: Disposition | None
    successor: Action | None
    plans: int

    @property
    def words(self) -> str:
        """ "Third plan running", or "" in its first."""
        names = {2: "Second", 3: "Third", 4: "Fourth", 5: "Fifth"}
        return f"{names.get(self.plans, f'{self.plans}th')} plan running" if self.plans > 1 else ""


def thread(action: Action, visible: QuerySet[Action], plans: QuerySet[Plan]) -> Thread:
    """The thread of an action through the plans; of those before and after it what the person may
    see. `plans` are those that the person may know of: what becomes of an action is written with
    the plan that follows, and is read with it."""
    related = Disposition.objects.select_related("action__plan")
    before = list(related.filter(successor=action, action__in=visible))
    count, earlier = 1, [action.pk]
    while earlier := list(related.filter(successor__in=earlier).values_list("action", flat=True)):
        count += 1
    after = related.filter(action=action, action__plan__successor__in=plans).first()
    successor = visible.filter(continued_from__action=action).select_related("plan").first()
    return Thread(before, after, successor, count)


@dataclass(frozen=True)
class RoundLine:
    """How a plan stood when a round was closed; `fullest` is the most that any round counted."""

    title: str
    on: date
    totals: Totals
    fullest: int


def over_time(rounds: Iterable[ReviewRound], *, with_internal: bool) -> list[RoundLine]:
    """How ratings went from round to round, the oldest first; the rounds come newest first."""
    counted = [(one, one.counts(with_internal=with_internal)) for one in rounds]
    closed = [(one, one.closed_at, counts) for one, counts in counted if one.closed_at and counts]
    found = [(one, timezone.localdate(at), Totals(**counts)) for one, at, counts in closed[::-1]]
    fullest = max((totals.total for *_, totals in found), default=0)
    return [RoundLine(one.title, day, totals, fullest) for one, day, totals in found]
