"""Annual returns on the side of the department: opened at the census, written, sent, taken back."""

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from institution.models import AcademicYear, User
from institution.permissions import NotAllowed
from institution.workflow.recording import check
from kpis import workflow as kpi_workflow
from kpis.permissions import census_is_due
from sls.models import AnnualReturn, Requirement, ReturnEvent, ReturnPart, ReturnVersion
from sls.returns import checks, emails, permissions, prompts
from sls.returns import content as return_content
from sls.workflow.lifecycle import Incomplete
from sls.workflow.writing import write_text

State = AnnualReturn.State
NIGHTLY = kpi_workflow.NIGHTLY

# Which move is legal: from each state, to which. docs/workflow.md draws this.
RETURN_TRANSITIONS: dict[str, set[str]] = {
    State.DRAFT: {State.SUBMITTED},
    State.SUBMITTED: {State.DRAFT, State.RETURNED, State.ACCEPTED},
    State.RETURNED: {State.SUBMITTED},
    State.ACCEPTED: set(),
}


def lock_return(annual_return: AnnualReturn) -> AnnualReturn:
    """The return as it is now, locked until the transaction ends."""
    AnnualReturn.objects.select_for_update().get(pk=annual_return.pk)
    related = ("department", "academic_year", "critical_friend__person")
    return AnnualReturn.objects.select_related(*related).get(pk=annual_return.pk)


def move(annual_return: AnnualReturn, to: str, **changes: Any) -> None:
    """Bring the return to another state, or NotAllowed if no way leads there."""
    if to not in RETURN_TRANSITIONS[annual_return.state]:
        raise NotAllowed(
            f"A return that is {annual_return.get_state_display()} cannot become {to}."
        )
    annual_return.state, annual_return.state_at = to, timezone.now()
    for name, value in changes.items():
        setattr(annual_return, name, value)
    annual_return.save()
    touch(annual_return)


def touch(annual_return: AnnualReturn) -> None:
    """Count one more change, so that older words are not accepted."""
    AnnualReturn.objects.filter(pk=annual_return.pk).update(version=F("version") + 1)
    annual_return.refresh_from_db(fields=["version"])


def record(
    annual_return: AnnualReturn, kind: str, text: str, *, by: User | None, note: str = ""
) -> None:
    """One line of the timeline, in the transaction of the change it tells of."""
    ReturnEvent.objects.create(
        annual_return=annual_return, kind=kind, text=text, note=note, by=by,
        by_name=str(by or NIGHTLY),
    )  # fmt: skip


@transaction.atomic
def open_returns(year: AcademicYear, *, by: User | None = None) -> list[AnnualReturn]:
    """Hold the census, and ask each department that owes a statement of the year for its return.

    Done again it adds what is missing and changes nothing. `by` is None for the nightly job.
    """
    check(permissions.can_open_returns(by, year) if by else census_is_due(year))
    kpi_workflow.hold_census(year, by=by)
    owed = Requirement.objects.owed().of_departments_today().filter(academic_year=year)
    asked = owed.exclude(department__returns__academic_year=year).select_related("department")
    return [_open(requirement, year, by) for requirement in asked]


def _open(requirement: Requirement, year: AcademicYear, by: User | None) -> AnnualReturn:
    annual_return = AnnualReturn.objects.create(
        department=requirement.department, academic_year=year
    )
    ReturnPart.objects.bulk_create(
        ReturnPart(annual_return=annual_return, key=prompt.key, position=position)
        for position, prompt in enumerate(prompts.PARTS, start=1)
    )
    record(annual_return, "opened", "asked for it", by=by)
    emails.tell_department_opened(annual_return)
    return annual_return


@transaction.atomic
def save_return_part(part: ReturnPart, *, by: User, text: str, version: int | None) -> ReturnPart:
    """Save the answer to a prompt that was read at `version`. The same text again is no change.

    Raises Stale when somebody else saved in between, or when no version was given.
    """
    annual_return = lock_return(part.annual_return)
    part = annual_return.parts.get(pk=part.pk)
    part.annual_return = annual_return
    check(permissions.can_write_return_part(by, part))
    if write_text(part, by=by, text=text, version=version):
        touch(annual_return)
    return part


@transaction.atomic
def submit_return(annual_return: AnnualReturn, *, by: User) -> AnnualReturn:
    """Send the return to the quality office; its words are frozen as a numbered version.

    Raises Incomplete with every gap at once. Sent twice there is one submission.
    """
    annual_return = lock_return(annual_return)
    if annual_return.state == State.SUBMITTED and annual_return.submitted_by_id == by.pk:
        return annual_return
    check(permissions.can_submit_return(by, annual_return))
    if gaps := checks.gaps(annual_return):
        raise Incomplete(gaps)
    last = annual_return.versions.order_by("-number").first()
    number = last.number + 1 if last else 1
    move(annual_return, State.SUBMITTED, submitted_at=timezone.now(), submitted_by=by)
    kpi_workflow.close_reviews(return_content.reviews_of(annual_return))
    frozen = return_content.of_return(annual_return, with_friend=False)
    ReturnVersion.objects.create(
        annual_return=annual_return, number=number, content=frozen.to_json(),
        content_sha256=frozen.fingerprint(), by=by, by_name=str(by),
    )  # fmt: skip
    record(annual_return, "submitted", f"sent it (version {number})", by=by)
    emails.tell_office_submitted(annual_return)
    return annual_return


@transaction.atomic
def withdraw_return(annual_return: AnnualReturn, *, by: User) -> AnnualReturn:
    """Take a return back to write on; in a round of changes only what was asked for is open."""
    annual_return = lock_return(annual_return)
    if annual_return.state == State.DRAFT:
        return annual_return
    check(permissions.can_withdraw_return(by, annual_return))
    is_asked = annual_return.parts.exclude(asked="").exists()
    move(annual_return, State.RETURNED if is_asked else State.DRAFT)
    open_reviews(annual_return)
    record(annual_return, "withdrawn", "took it back to change it", by=by)
    emails.tell_office_withdrawn(annual_return)
    return annual_return


def open_reviews(annual_return: AnnualReturn) -> None:
    """What is said about the KPIs may be changed again, if that part of the return may."""
    if annual_return.parts.filter(key=prompts.KPIS, is_open=True).exists():
        kpi_workflow.reopen_reviews(return_content.reviews_of(annual_return))
