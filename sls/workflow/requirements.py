"""Deciding who owes what, copying it into the next year, and offering more than is owed."""

from collections.abc import Collection
from datetime import date

from django.db import transaction

from institution.history import save_as
from institution.models import AcademicYear, Department, User
from institution.permissions import NotAllowed, Stale
from institution.workflow import recording
from institution.workflow.recording import check
from sls import permissions
from sls.models import Requirement, Statement
from sls.workflow.locking import record, touch


def _record(requirement: Requirement, text: str, *, by: User) -> None:
    recording.record(text, by=by, department=requirement.department, year=requirement.academic_year)


def _save(requirement: Requirement, by: User) -> None:
    requirement.version += 1 if requirement.pk else 0
    save_as(requirement, by)


def _lock(year: AcademicYear) -> AcademicYear:
    """The year as it is now. One decision about it at a time; none about a closed one."""
    year = AcademicYear.objects.select_for_update().get(pk=year.pk)
    if year.state == AcademicYear.State.CLOSED:
        raise NotAllowed(f"{year} is closed: what was owed in it does not change.")
    return year


@transaction.atomic
def decide(
    department: Department,
    year: AcademicYear,
    *,
    by: User,
    tier: str,
    decided_by: str,
    decided_on: date,
    reason: str = "",
    version: int | None = None,
) -> Requirement:
    """Say what the department owes in the year; the history keeps what was decided before.

    Another tier drops what the department had offered beyond the old one. Raises Stale when
    there is a requirement already and it is not at the `version` that was read.
    """
    check(permissions.can_manage_requirements(by))
    year = _lock(year)
    requirement = Requirement.objects.select_for_update().filter(
        department=department, academic_year=year
    ).first() or Requirement(department=department, academic_year=year)
    if requirement.pk and requirement.version != version:
        raise Stale(requirement)
    before = "" if requirement.is_proposal else requirement.get_tier_display()
    if requirement.tier != tier:
        requirement.voluntary = ""
    requirement.tier, requirement.reason = tier, reason.strip()
    requirement.decided_by, requirement.decided_on = decided_by.strip(), decided_on
    _save(requirement, by)
    was = f" (before: {before})" if before else ""
    decided = f"{requirement.get_tier_display()}{was}"
    _record(requirement, f"decided for {department}, {year}: {decided}", by=by)
    if before != requirement.get_tier_display():
        for statement in requirement.statements.filter(state__in=Statement.UNFINISHED):
            record(statement, "requirement", f"decided what is asked: {decided}", by=by)
            touch(statement)  # the document says what was asked
    return requirement


@transaction.atomic
def copy_requirements(source: AcademicYear, target: AcademicYear, *, by: User) -> int:
    """Propose for `target` what was decided for `source`. Returns how many were proposed.

    Departments that were merged away, or have a requirement already, are left alone.
    """
    check(permissions.can_manage_requirements(by))
    target = _lock(target)
    if source == target:
        raise NotAllowed("Choose two different years.")
    count = 0
    for requirement in source.requirements.copied_into(target).select_related("department"):
        proposal = Requirement(
            department=requirement.department, academic_year=target, tier=requirement.tier,
            reason=f"As in {source}.",
        )  # fmt: skip
        save_as(proposal, by)
        count += 1
    if count:
        recording.record(
            f"proposed {count} requirements for {target} from {source}", by=by, year=target
        )
    return count


@transaction.atomic
def confirm_proposals(
    year: AcademicYear,
    *,
    by: User,
    decided_by: str,
    decided_on: date,
    only: Collection[int] | None = None,
) -> int:
    """Confirm the year's proposals, all or `only` those with these ids. Returns how many."""
    check(permissions.can_manage_requirements(by))
    year = _lock(year)
    proposals = year.requirements.select_for_update().filter(decided_on=None)
    if only is not None:
        proposals = proposals.filter(pk__in=only)
    for requirement in proposals:
        requirement.decided_by, requirement.decided_on = decided_by.strip(), decided_on
        _save(requirement, by)
    if proposals:
        recording.record(f"confirmed {len(proposals)} requirements for {year}", by=by, year=year)
    return len(proposals)


@transaction.atomic
def volunteer(requirement: Requirement, *, by: User, offer: bool) -> Requirement:
    """Take up Section B, or a whole statement, that is not owed; or drop the offer again."""
    requirement = (
        Requirement.objects.select_for_update(of=("self",))
        .select_related("department", "academic_year")
        .get(pk=requirement.pk)
    )
    check(permissions.can_volunteer(by, requirement))
    extra = "section_b" if requirement.tier == Requirement.Tier.A else "statement"
    wanted = extra if offer else ""
    if requirement.voluntary == wanted:
        return requirement
    if not offer and extra == "statement" and requirement.statements.live().exists():
        raise NotAllowed("Discard the draft first, then drop the offer.")
    requirement.voluntary = wanted
    _save(requirement, by)
    what = "Section B" if extra == "section_b" else "a whole statement"
    verb = "offered" if offer else "dropped the offer of"
    where = f"{requirement.department}, {requirement.academic_year}"
    _record(requirement, f"{verb} {what} for {where}", by=by)
    return requirement
