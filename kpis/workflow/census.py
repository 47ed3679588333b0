"""The census: each KPI's year is frozen, once. Then the department writes and decides."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from institution.history import save_as
from institution.models import AcademicYear, Event, User
from institution.permissions import Stale
from institution.workflow.recording import check, reason_in, record
from kpis import census, permissions, reports
from kpis.models import Kpi, KpiReview
from kpis.workflow.readings import lock

Decision = KpiReview.Decision
NIGHTLY = "Kept"  # by whom the census is held when nobody pressed a button


@transaction.atomic
def hold_census(year: AcademicYear, *, by: User | None = None) -> list[KpiReview]:
    """Freeze what came of every KPI in the year, but for those that are frozen already.

    Held again it adds what is new and changes nothing. `by` is None for the nightly job. Raises
    NotAllowed before the census date.
    """
    year = AcademicYear.objects.select_for_update().get(pk=year.pk)
    check(permissions.can_hold_census(by, year) if by else permissions.census_is_due(year))
    waiting = Kpi.objects.promised().exclude(reviews__academic_year=year)
    made = [one for pk in waiting.values_list("pk", flat=True) if (one := _freeze(pk, year, by))]
    if made:
        many = f"{len(made)} KPI{'' if len(made) == 1 else 's'}"
        Event.objects.create(
            by=by, by_name=str(by or NIGHTLY), academic_year=year,
            text=f"counted what came of {many} in {year}",
        )  # fmt: skip
    return made


def _freeze(pk: int, year: AcademicYear, by: User | None) -> KpiReview | None:
    """The frozen year of one KPI, or None if it was neither promised nor measured in it."""
    kpi = reports.with_readings(Kpi.objects.filter(pk=pk)).get()
    if not census.is_counted(kpi, year.start_year):
        return None
    today = timezone.localdate()
    result = census.freeze(kpi, year.start_year, today=today).to_json()
    if plot := census.plot(kpi, year.start_year, today=today):
        result["plot"] = plot.to_json()
    review = KpiReview(
        kpi=kpi, academic_year=year, result=result, frozen_by_name=str(by or NIGHTLY)
    )
    save_as(review, by, force_insert=True)
    return review


@transaction.atomic
def save_review(
    review: KpiReview, *, by: User, version: int | None, words: tuple[str, str]
) -> KpiReview:
    """Save what the department did, and what it learnt. The same words again are no change.

    Raises Stale when somebody else saved since `version`.
    """
    kpi = lock(review.kpi)
    current = _current(kpi, review)
    check(permissions.can_write_review(by, current))
    if (current.done, current.learnt) == words and current.updated_by_id is not None:
        return current
    if current.version != version:
        raise Stale(current)
    current.done, current.learnt = words
    current.version += 1
    current.updated_at, current.updated_by = timezone.now(), by
    save_as(current, by)
    what = f"wrote what was learnt from {kpi} in {current.academic_year}"
    record(what, by=by, department=kpi.department)
    return current


@transaction.atomic
def decide_review(
    review: KpiReview, *, by: User, version: int | None, decision: str, reason: str
) -> KpiReview:
    """The head keeps, changes or retires the KPI, with a reason; decided again, the last counts.

    A retired one is asked for no more after the year, or after the last year for which something
    about it is approved. Deciding otherwise brings it back.
    """
    kpi = lock(review.kpi)
    current = _current(kpi, review)
    check(permissions.can_decide_review(by, current))
    if current.version != version:
        raise Stale(current)
    reason = reason_in(reason)
    before, current.decision, current.decision_reason = current.decision, decision, reason
    current.decided_at, current.decided_by, current.decided_by_name = timezone.now(), by, str(by)
    current.version += 1
    save_as(current, by, reason=reason)
    if decision == Decision.RETIRE:
        promised = [one.academic_year.start_year for one in kpi.approved_promises()]
        _retire(kpi, max(current.academic_year.start_year, *promised))
    elif before == Decision.RETIRE:
        _bring_back(kpi)
    words = f"decided on {kpi} after {current.academic_year}: {current.get_decision_display()}"
    record(words, by=by, department=kpi.department)
    return current


def close_reviews(reviews: Iterable[KpiReview]) -> None:
    """They are sent: nobody writes or decides. The caller holds the transaction and checks."""
    _found(reviews).update(is_open=False)


def reopen_reviews(reviews: Iterable[KpiReview]) -> None:
    """They may be changed again."""
    _found(reviews).update(is_open=True)


def _found(reviews: Iterable[KpiReview]) -> QuerySet[KpiReview]:
    return KpiReview.objects.filter(pk__in=[one.pk for one in reviews])


def _retire(kpi: Kpi, last_year: int) -> None:
    Kpi.objects.filter(pk=kpi.pk).update(state=Kpi.State.RETIRED, last_year=last_year)


def _bring_back(kpi: Kpi) -> None:
    Kpi.objects.filter(pk=kpi.pk).update(state=Kpi.State.ACTIVE, last_year=None)


def _current(kpi: Kpi, review: KpiReview) -> KpiReview:
    """The review as it is now; it is not closed by a return that is sent, until we are done."""
    locked = KpiReview.objects.select_for_update(of=("self",)).select_related("academic_year")
    current = locked.get(pk=review.pk)
    current.kpi = kpi
    return current
