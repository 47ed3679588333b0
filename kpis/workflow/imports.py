"""Readings from files: kept when uploaded, taken in as a whole when confirmed, or not at all."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from institution.importing.files import Row, Table
from institution.importing.plans import Plan, Step
from institution.models import Department, Import, User
from institution.permissions import NotAllowed
from institution.workflow.recording import check, record
from kpis import reports
from kpis.cases import Counted
from kpis.entering import COMMENT_NEEDED
from kpis.importing import enquiries, lists
from kpis.importing.judging import lacking_reason
from kpis.models import CaseImport, Kpi, Measurement
from kpis.permissions import can_import_readings, can_record_measurement
from kpis.workflow.readings import REASON_NEEDED, filled, lock

ALREADY = "This file has been imported already."
CHANGED = "Something has changed since you looked. Look at it once more."
NONE_CHOSEN = "Choose at least one period."
LEAVE_OUT = "Say that the rows that cannot be counted may be left out, or put them right first."
AT_ONCE = 500  # rows in one statement of the database
WRITTEN = [
    "state", "source", "numerator", "denominator", "value", "comment", "evidence_url",
    "entered_at", "entered_by", "entered_by_name", "version", "case_import",
]  # fmt: skip


@transaction.atomic
def keep_readings(department: Department, file_name: str, table: Table, *, by: User) -> Import:
    """Keep an uploaded list of readings until it is confirmed, in place of an unconfirmed one."""
    check(can_import_readings(by, department))
    Import.objects.filter(person=by, kind=Import.Kind.READINGS, confirmed_at=None).delete()
    return Import.objects.create(
        person=by, kind=Import.Kind.READINGS, about={"department": department.pk},
        file_name=file_name[:200], encoding=table.encoding, unused=table.unused,
        rows=table.as_json(),
    )  # fmt: skip


def plan_of_readings(upload: Import, department: Department, *, by: User) -> Plan:
    """What confirming the list would do now, row by row."""
    return lists.plan([Row(**row) for row in upload.rows], department, by=by)


@transaction.atomic
def confirm_readings(
    upload: Import, department: Department, *, by: User, stamp: str, reason: str = ""
) -> Plan:
    """Take in the whole list, or nothing. `stamp` is that of the plan the person has seen.

    reason: why final readings are corrected, for rows that do not say so themselves.
    Raises NotAllowed.
    """
    upload = _waiting(upload)
    check(can_import_readings(by, department))
    _lock(department)
    plan = plan_of_readings(upload, department, by=by)
    if plan.stamp() != stamp:
        raise NotAllowed(CHANGED)
    if not plan.may_go_ahead:
        raise NotAllowed("This list cannot be imported as it is. Nothing was changed.")
    if lacking_reason(plan) and not reason:
        raise NotAllowed(REASON_NEEDED)
    write(plan.added + plan.changed, reason=reason, by=by)
    _done(upload)
    counts = f"{len(plan.added)} new, {len(plan.changed)} corrected"
    record(f"imported readings from {upload.file_name}: {counts}", by=by, department=department)
    return plan


@transaction.atomic
def keep_cases(kpi: Kpi, file_name: str, counted: Counted, *, by: User, **about: Any) -> Import:
    """Keep what a file of enquiries came to until it is confirmed; nothing of its rows.

    about: how it was read, as plain values: sha256, as_at, days.
    """
    check(can_record_measurement(by, lock(kpi)))
    Import.objects.filter(person=by, kind=Import.Kind.CASES, confirmed_at=None).delete()
    told = ("wrong", "outside", "unclear", "columns", "problems")
    seen = {
        name: day and day.isoformat()
        for name, day in (("first", counted.first), ("last", counted.last))
    }
    return Import.objects.create(
        person=by, kind=Import.Kind.CASES, file_name=file_name[:200], rows=counted.counts,
        about={
            "kpi": kpi.pk, "count": counted.rows, **about, **seen,
            **{name: getattr(counted, name) for name in told},
        },
    )  # fmt: skip


@transaction.atomic
def confirm_cases(
    upload: Import, kpi: Kpi, *, by: User, stamp: str, queues: list[str], chosen: Collection[str],
    leave_out: bool = False, reason: str = "", comment: str = "",
) -> list[Step]:  # fmt: skip
    """Enter the readings of the chosen periods, all or none, and how they came about.

    chosen: first days of periods as "2026-10-01". comment: for those that miss their target.
    Raises NotAllowed.
    """
    upload = _waiting(upload)
    _lock(kpi.department)
    kpi = reports.with_readings(Kpi.objects.filter(pk=kpi.pk)).get()
    check(can_record_measurement(by, kpi))
    plan = enquiries.plan(upload, kpi, queues, by=by)
    if plan.stamp() != stamp:
        raise NotAllowed(CHANGED)
    steps = [one for one in plan.added + plan.changed if one.cells["start"] in chosen]
    if wrong := lacking(steps, upload, leave_out=leave_out, reason=reason, comment=comment):
        raise NotAllowed(next(iter(wrong.values())))
    for step in steps:
        if step.cells["needs_comment"]:
            step.cells["said"] = replace(step.cells["said"], comment=comment)
    write(steps, reason=reason, by=by, case_import=_kept_import(upload, kpi, queues, by=by))
    _done(upload)
    record(
        f"worked out readings of {kpi} from {upload.file_name}: {len(steps)}",
        by=by, department=kpi.department,
    )  # fmt: skip
    return steps


def lacking(
    steps: Sequence[Step], upload: Import, *, leave_out: bool, reason: str, comment: str
) -> dict[str, str]:
    """What must still be said before the steps can be carried out: sentences by field."""
    found = {}
    if not steps:
        found["periods"] = NONE_CHOSEN
    if upload.about["wrong"] and not leave_out:
        found["leave_out"] = LEAVE_OUT
    if not reason and any(step.cells["needs_reason"] for step in steps):
        found["reason"] = REASON_NEEDED
    if not comment and any(step.cells["needs_comment"] for step in steps):
        found["comment"] = COMMENT_NEEDED
    return found


def _kept_import(upload: Import, kpi: Kpi, queues: list[str], *, by: User) -> CaseImport:
    about = upload.about
    return CaseImport.objects.create(
        kpi=kpi, file_name=upload.file_name, sha256=about["sha256"], rows=about["count"],
        rows_left_out=about["wrong"], as_at=date.fromisoformat(about["as_at"]),
        days=about["days"], columns=about["columns"], queues=queues,
        imported_by=by, imported_by_name=str(by),
    )  # fmt: skip


def write(
    steps: Sequence[Step], *, reason: str, by: User, case_import: CaseImport | None = None
) -> None:
    """Enter what the steps say, in a few statements; the caller holds locks and transaction."""
    new: list[Measurement] = []
    corrected: list[Measurement] = []
    for step in steps:
        kpi, said, there = (step.cells[name] for name in ("kpi", "said", "there"))
        reading: Measurement = there or Measurement(
            kpi=kpi, period_start=said.start, period_end=said.end
        )
        filled(reading, said, by=by)
        reading.case_import = case_import
        if there:
            reading.version += 1
        if step.cells["needs_reason"]:
            why = step.cells.get("reason") or reason
            setattr(reading, "_change_reason", why)  # noqa: B010 - a name simple-history reads
        (corrected if there else new).append(reading)
    bulk_create_with_history(new, Measurement, batch_size=AT_ONCE, default_user=by)
    bulk_update_with_history(corrected, Measurement, WRITTEN, batch_size=AT_ONCE, default_user=by)


def _waiting(upload: Import) -> Import:
    upload = Import.objects.select_for_update().get(pk=upload.pk)
    if upload.confirmed_at:
        raise NotAllowed(ALREADY)
    return upload


def _lock(department: Department) -> None:
    """Nobody else enters readings of the department until the transaction is over."""
    list(Kpi.objects.select_for_update().filter(department=department).order_by("pk"))


def _done(upload: Import) -> None:
    upload.confirmed_at, upload.rows = timezone.now(), []
    upload.about.pop("problems", None)
    upload.save(update_fields=["confirmed_at", "rows", "about"])
