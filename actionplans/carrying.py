"""What became of the actions of a plan: shares, and threads across stages."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Max, Q, QuerySet
from django.utils import timezone

from actionplans.calendars import DAY, months_later
from actionplans.models import Action, Disposition, Plan, Scheme, SelfAssessment
from actionplans.totals import per_cents

NAMES = ("completed", "continued", "dropped", "undecided")
THREADED = ("latest", "plan", "disposition__successor")


def next_stage() -> int:
    """The stage after those that there are plans of."""
    return (Plan.objects.kept().aggregate(last=Max("stage"))["last"] or 0) + 1


def after(plan: Plan) -> Plan:
    """The plan that one expects to follow, not saved: from the day after this one ends, but not
    before today."""
    begins, months = max(timezone.localdate(), plan.ends_on + DAY), Scheme.get().plan_months
    title = f"Action plan {begins.year} to {months_later(begins, months).year}"
    return Plan(title=title, stage=plan.stage + 1, starts_on=begins, months=months)


@dataclass(frozen=True)
class Carried:
    """How many actions of a plan were completed, continued, dropped or not yet decided about, each
    with its per cent; and how many of the next plan are new."""

    counts: dict[str, int]
    percents: dict[str, int]
    new: int
    of_next: int

    @property
    def total(self) -> int:
        """All actions of the plan."""
        return sum(self.counts.values())

    @property
    def rows(self) -> list[tuple[str, int, int]]:
        """A word, a count and a per cent of each."""
        return [(name, self.counts[name], self.percents[name]) for name in NAMES]

    @property
    def new_percent(self) -> int:
        """New ones of a hundred of the next plan's actions."""
        return per_cents([self.new, self.of_next - self.new])[0]


def carried(actions: Iterable[Action], following: QuerySet[Action]) -> Carried:
    """What became of the actions of a plan, which come with their dispositions and successors;
    `following` are those of the next plan. One query."""
    counts = dict.fromkeys(NAMES, 0)
    for action in actions:
        counts[answer(action)] += 1
    percents = dict(zip(counts, per_cents(list(counts.values())), strict=True))
    continuing = Count("pk", filter=Q(continued_from__isnull=False), distinct=True)
    found = following.aggregate(all=Count("pk", distinct=True), continuing=continuing)
    return Carried(counts, percents, found["all"] - found["continuing"], found["all"])


def waiting(assessment: SelfAssessment) -> int:
    """How many actions of the plan before wait for an answer, so that the next is not signed."""
    following = assessment.next_plan
    if following is None or following.predecessor_id is None:
        return 0
    return Action.objects.filter(plan=following.predecessor_id).undecided().count()


def answer(action: Action) -> str:
    """Which of NAMES an action is; as ActionQuerySet.undecided has it."""
    said = getattr(action, "disposition", None)
    if said is None or (said.successor and said.successor.removed_at):
        return "undecided"
    return said.kind if said.kind in Disposition.ENDS else "continued"


def undated(actions: Iterable[Action]) -> list[Action]:
    """Of the actions that carry these on, those that say no time; as for `carried`, these come with
    their dispositions and successors."""
    found = set()
    for action in actions:
        carrier = action.disposition.successor if answer(action) == "continued" else None
        if carrier and not carrier.timescale_words:
            found.add(carrier)
    return sorted(found, key=lambda one: one.position)


@dataclass
class ThreadRow:
    """One thread: by plan the actions that belong to it, with their latest rating."""

    cells: dict[int, list[Action]] = field(default_factory=dict)
    length: int = 0

    def became(self, before: Plan | None, plan: Plan) -> str:
        """What became of its actions in the plan `before`, if `plan` follows that; else a dash."""
        follows = before and before.pk == plan.predecessor_id
        found = self.cells.get(before.pk, []) if before and follows else []
        return ", ".join(sorted({answer(one) for one in found})) or "–"


@dataclass(frozen=True)
class Timeline:
    """All threads across the plans, the longest first."""

    plans: list[Plan]
    rows: list[ThreadRow]

    @property
    def lines(self) -> list[list[tuple[list[Action], str]]]:
        """Of each row the actions in every plan, and a word for where there are none."""
        pairs = list(zip([None, *self.plans], self.plans, strict=False))
        return [
            [(row.cells.get(plan.pk, []), row.became(before, plan)) for before, plan in pairs]
            for row in self.rows
        ]


def timeline(visible: QuerySet[Action]) -> Timeline:
    """The threads of all actions that the person may see, over all plans; three queries. A draft
    that follows no plan has none yet."""
    threaded = visible.live().exclude(plan__state=Plan.State.DRAFT, plan__predecessor=None)  # type: ignore[attr-defined]  # an ActionQuerySet
    actions = list(threaded.select_related(*THREADED).order_by("plan_id", "position"))
    plans = list(Plan.objects.filter(pk__in={one.plan_id for one in actions}).order_by("stage"))
    by_key = {one.pk: one for one in actions}
    said = Disposition.objects.filter(action__in=by_key, successor__in=by_key)
    links = said.order_by("action__plan__stage").values_list("action", "successor")
    thread_of = {one.pk: one.pk for one in actions}
    for action, successor in links:
        _join(thread_of, action, successor)
    rows: dict[int, ThreadRow] = {}
    for one in actions:
        row = rows.setdefault(thread_of[one.pk], ThreadRow())
        row.cells.setdefault(one.plan_id, []).append(one)
    for row in rows.values():
        row.length = len(row.cells)
    return Timeline(plans, sorted(rows.values(), key=lambda row: -row.length))


def _join(thread_of: dict[int, int], first: int, second: int) -> None:
    """Make one thread of two."""
    kept, gone = thread_of[first], thread_of[second]
    for key, thread in thread_of.items():
        if thread == gone:
            thread_of[key] = kept
