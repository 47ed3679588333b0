"""Deciding who owes what, copying it into the next year, and offering more than is owed."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from institution.history import save_as
from institution.models import AcademicYear, Department, Event, User
from institution.permissions import NotAllowed
from sls import permissions
from sls.models import Requirement
from sls.workflow.locking import check


def _record(requirement: Requirement, text: str, *, by: User) -> None:
    Event.objects.create(
        by=by, by_name=str(by), text=text, department=requirement.department,
        academic_year=requirement.academic_year,
    )  # fmt: skip


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
) -> Requirement:
    """Say what the department owes in the year; the history keeps what was decided before."""
    check(permissions.can_manage_requirements(by))
    if year.state == AcademicYear.State.CLOSED:
        raise NotAllowed(f"{year} is closed: what was owed in it does not change.")
    requirement = Requirement.objects.select_for_update().filter(
        department=department, academic_year=year
    ).first() or Requirement(department=department, academic_year=year)
    before = requirement.get_tier_display() if requirement.pk and requirement.decided_on else ""
    if requirement.tier != tier:
        requirement.voluntary = ""
    requirement.tier, requirement.reason = tier, reason.strip()
    requirement.decided_by, requirement.decided_on = decided_by.strip(), decided_on
    save_as(requirement, by)
    was = f" (before: {before})" if before else ""
    text = f"decided for {department}, {year}: {requirement.get_tier_display()}{was}"
    _record(requirement, text, by=by)
    return requirement


@transaction.atomic
def copy_requirements(source: AcademicYear, target: AcademicYear, *, by: User) -> int:
    """Propose for `target` what was decided for `source`. Returns how many were proposed.

    Departments that were merged away, or have a requirement already, are left alone.
    """
    check(permissions.can_manage_requirements(by))
    if target.state in {AcademicYear.State.CLOSED}:
        raise NotAllowed(f"{target} is closed: what was owed in it does not change.")
    taken = set(target.requirements.values_list("department_id", flat=True))
    old = source.requirements.confirmed().filter(department__merged_into=None)
    count = 0
    for requirement in old.exclude(department__in=taken).select_related("department"):
        proposal = Requirement(
            department=requirement.department, academic_year=target, tier=requirement.tier,
            reason=f"As in {source}.",
        )  # fmt: skip
        save_as(proposal, by)
        count += 1
    if count:
        Event.objects.create(
            by=by, by_name=str(by), academic_year=target,
            text=f"proposed {count} requirements for {target} from {source}",
        )  # fmt: skip
    return count


@transaction.atomic
def confirm_proposals(year: AcademicYear, *, by: User, decided_by: str, decided_on: date) -> int:
    """Confirm every proposal of the year at once. Returns how many were confirmed."""
    check(permissions.can_manage_requirements(by))
    proposals = list(year.requirements.filter(decided_on=None))
    for requirement in proposals:
        requirement.decided_by, requirement.decided_on = decided_by.strip(), decided_on
        save_as(requirement, by)
    if proposals:
        Event.objects.create(
            by=by, by_name=str(by), academic_year=year,
            text=f"confirmed {len(proposals)} requirements for {year}",
        )  # fmt: skip
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
    save_as(requirement, by)
    what = "Section B" if extra == "section_b" else "a whole statement"
    text = f"{'offered' if offer else 'no longer offers'} {what}, {timezone.localdate():%d/%m/%Y}"
    _record(requirement, text, by=by)
    return requirement
