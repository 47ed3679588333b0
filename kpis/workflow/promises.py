"""Begin, change, copy and approve promises. Callers hold the transaction and check who may."""

from django.db.models import Q
from django.utils import timezone

from institution import years
from institution.history import delete_as, save_as
from institution.models import AcademicYear, Department, User
from kpis.models import Kpi, KpiBaseline, Promise

COPIED = [
    "title", "shape", "action", "what", "comparison", "share", "days", "change_of", "unit",
    "change_direction", "change_percent", "amber_kind", "amber_value", "measure", "numerator_label",
    "denominator_label", "for_whom", "student_effect", "goal", "university_kpi", "owner",
    "data_source", "frequency", "decimals", "rationale",
]  # fmt: skip


def begin_promise(
    department: Department, year: AcademicYear, *, by: User, title: str, shape: str = ""
) -> Promise:
    """A new KPI of the department with its first, empty promise for the year."""
    return begin_written(Promise(academic_year=year, title=title, shape=shape), department, by=by)


def begin_written(promise: Promise, department: Department, *, by: User) -> Promise:
    """A new KPI of the department with a promise about it that is written already."""
    Department.objects.select_for_update().get(pk=department.pk)  # one reference at a time
    taken = department.kpis.values_list("reference", flat=True)
    highest = max((int(ref[1:]) for ref in taken if ref[1:].isdigit()), default=0)
    promise.kpi = Kpi.objects.create(department=department, reference=f"K{highest + 1}")
    return save_promise(promise, by=by)


def save_promise(promise: Promise, *, by: User) -> Promise:
    """Save a draft promise and its baseline with who changed it in the history."""
    if promise.baseline is not None:
        promise.baseline.kpi = promise.kpi
        save_as(promise.baseline, by)
        promise.baseline = promise.baseline  # takes the key of a baseline that was new
    save_as(promise, by)
    return promise


def copy_promise(source: Promise, year: AcademicYear, *, by: User) -> Promise:
    """The promise again, for the same year as a new revision or for another year.

    In another year a date moves by as many years; a baseline is left out, because the period to
    compare with is another.
    """
    is_same_year = source.academic_year_id == year.pk
    last = source.kpi.promises.filter(academic_year=year).order_by("-revision").first()
    copy = Promise(
        kpi=source.kpi,
        academic_year=year,
        revision=last.revision + 1 if last else 1,
        **{name: getattr(source, name) for name in COPIED},
    )
    later = year.start_year - source.academic_year.start_year
    copy.starts_on = source.starts_on and years.moved(source.starts_on, later)
    copy.due_on = source.due_on and years.moved(source.due_on, later)
    if is_same_year and source.baseline:
        copy.baseline = KpiBaseline(
            period_start=source.baseline.period_start,
            period_end=source.baseline.period_end,
            value=source.baseline.value,
            source=source.baseline.source,
        )
    return save_promise(copy, by=by)


def approve_promise(promise: Promise, *, by: User) -> None:
    """The promise holds from now on, and its KPI is in use, also one that was to be retired."""
    promise.approved_at = timezone.now()
    promise.approved_by = by
    save_promise(promise, by=by)
    is_idle = Q(state=Kpi.State.DRAFT) | Q(last_year__lt=promise.academic_year.start_year)
    idle = Kpi.objects.filter(is_idle, pk=promise.kpi_id)
    idle.update(state=Kpi.State.ACTIVE, last_year=None)


def drop_promise(promise: Promise, *, by: User) -> None:
    """Delete a promise that was never approved, and its KPI if it never had another."""
    kpi, baseline = promise.kpi, promise.baseline
    delete_as(promise, by)
    if baseline and not baseline.promises.exists():
        delete_as(baseline, by)
    if kpi.state == Kpi.State.DRAFT and not kpi.promises.exists():
        kpi.delete()
