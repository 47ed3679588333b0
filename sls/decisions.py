"""Who owes what in a year and how that was decided, as plain values for the pages."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models.functions import Lower
from django.utils.formats import date_format

from institution.models import AcademicYear, Department
from sls.models import Requirement, Statement

Tier = Requirement.Tier
BY_NAME = Lower("department__name")


@dataclass(frozen=True)
class TierOfYear:
    """One of the three lists of a year: the tier and the departments in it."""

    tier: str
    label: str
    requirements: list[Requirement]

    @property
    def has_offers(self) -> bool:
        """Whether a department in the list has offered more than it owes."""
        return any(one.voluntary for one in self.requirements)


@dataclass(frozen=True)
class RequirementsOfYear:
    """All that was decided or proposed for a year, and the departments that nobody thought of."""

    tiers: list[TierOfYear]
    proposals: int
    forgotten: list[Department]

    @property
    def total(self) -> int:
        """How many requirements are decided."""
        return sum(len(one.requirements) for one in self.tiers)


@dataclass(frozen=True)
class LeftAlone:
    """A requirement that is not copied, and why."""

    requirement: Requirement
    why: str


@dataclass(frozen=True)
class CopyPlan:
    """What copying one year into another does: what is proposed and what is left alone."""

    proposed: list[Requirement]
    counts: list[tuple[str, int]]
    left_alone: list[LeftAlone]


@dataclass(frozen=True)
class Decision:
    """One entry of a requirement's history: when, who, and what changed in sentences."""

    at: datetime
    who: str
    what: str
    changes: list[str]


def requirements_of(year: AcademicYear) -> RequirementsOfYear:
    """The three lists of a year by department."""
    found = list(year.requirements.select_related("department__merged_into").order_by(BY_NAME))
    named = {requirement.department_id for requirement in found}
    return RequirementsOfYear(
        tiers=[
            TierOfYear(tier, label, [one for one in found if one.tier == tier])
            for tier, label in Tier.choices
        ],
        proposals=sum(one.is_proposal for one in found),
        forgotten=[one for one in Department.objects.active() if one.pk not in named],
    )


def count_by_tier(requirements: Iterable[Requirement]) -> list[tuple[str, int]]:
    """How many requirements are in each tier, in the order of the tiers; none is left out."""
    counted = Counter(requirement.tier for requirement in requirements)
    return [(label, counted[tier]) for tier, label in Tier.choices]


def copy_plan(source: AcademicYear, target: AcademicYear) -> CopyPlan:
    """What copying the requirements of `source` into `target` would do, without doing it."""
    proposed = list(
        source.requirements.copied_into(target).select_related("department").order_by(BY_NAME)
    )
    others = source.requirements.exclude(pk__in=[one.pk for one in proposed])
    there = {one.department_id: one for one in target.requirements.all()}
    return CopyPlan(
        proposed=proposed,
        counts=count_by_tier(proposed),
        left_alone=[
            LeftAlone(one, _why_left_alone(one, there.get(one.department_id), target))
            for one in others.select_related("department__merged_into").order_by(BY_NAME)
        ],
    )


def _why_left_alone(
    requirement: Requirement, there: Requirement | None, target: AcademicYear
) -> str:
    if there:
        kind = "has been proposed" if there.is_proposal else "has been decided"
        return f"{there.get_tier_display()} {kind} for {target} already."
    if requirement.department.merged_into:
        return f"It was merged into {requirement.department.merged_into}."
    return "It is only a proposal and has not been decided."


def statements_begun(requirement: Requirement) -> list[Statement]:
    """The statements that another decision finds already begun, the newest edition first."""
    return list(requirement.statements.live().order_by("-edition"))


def history_of(requirement: Requirement) -> list[Decision]:
    """Every decision and offer about the requirement, the newest first, old and new in words."""
    entries = list(requirement.history.select_related("history_user"))
    older = [*entries[1:], None]
    return [_decision(entry, before) for entry, before in zip(entries, older, strict=True)]


def _decision(entry: Any, before: Any) -> Decision:
    was = _in_words(before) if before else {}
    changes = [_change(name, was.get(name, ""), said) for name, said in _in_words(entry).items()]
    return Decision(
        at=entry.history_date,
        who=str(entry.history_user or "Kept"),
        what=_kind_of_change(entry, before),
        changes=[change for change in changes if change],
    )


def _change(name: str, was: str, now: str) -> str:
    """What changed about one thing, in words; empty when nothing did."""
    if was == now:
        return ""
    if not was:
        return f"{name}: {now}"
    return f"{name}: {now or 'nothing'} (before: {was})"


def _in_words(entry: Any) -> dict[str, str]:
    return {
        "What is owed": entry.get_tier_display(),
        "Offered": entry.get_voluntary_display() if entry.voluntary else "",
        "Decided by": entry.decided_by,
        "Decided on": date_format(entry.decided_on, "j F Y") if entry.decided_on else "",
        "Reason": f"“{entry.reason}”" if entry.reason else "",
    }


def _kind_of_change(entry: Any, before: Any) -> str:
    if before is None:
        return "Proposed" if entry.decided_on is None else "Decided"
    if before.decided_on is None and entry.decided_on is not None:
        return "Confirmed" if entry.tier == before.tier else "Decided otherwise than proposed"
    if entry.tier != before.tier:
        return "Decided anew"
    if entry.voluntary != before.voluntary:
        return "Offered" if entry.voluntary else "Offer dropped"
    return "Corrected" if entry.decided_on == before.decided_on else "Decided again"
