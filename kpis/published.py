"""What is published about KPIs, as two tables that a program reads page by page.

It is what everybody who signs in can see: promises that were approved, and final figures. Never
what is being written, provisional figures, comments, evidence, interventions, or people.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from pydantic import BaseModel

from institution import years
from institution.permissions import NotAllowed
from kpis import periods, status
from kpis.models import Kpi, Measurement, Promise
from kpis.schemas import PromiseRow, ReadingRow, exact

A_PAGE = 500
SIX_PLACES = Decimal(10) ** -6


def year_from(text: str) -> int | None:
    """The start of the academic year that an address names; None for all. Raises NotAllowed."""
    try:
        return years.parse(text) if text else None
    except ValueError as problem:
        raise NotAllowed(str(problem)) from None


@dataclass(frozen=True)
class Table:
    """Rows in the order of their ids, so that a page is found without counting."""

    row: type[BaseModel]
    chosen: Callable[[int | None], QuerySet[Any]]
    made: Callable[[Any], Any]

    def page(self, year: int | None, after: int) -> list[Any]:
        """The next rows after the id `after`, of the academic year or of all; in a fixed number of
        queries."""
        found = self.chosen(year).filter(pk__gt=after).order_by("pk")[:A_PAGE]
        return [self.made(one) for one in found]

    def everything(self, year: int | None) -> Iterator[Any]:
        """All rows, a page in memory at a time."""
        after = 0
        while rows := self.page(year, after):
            yield from rows
            after = rows[-1].id


def _promises(year: int | None) -> QuerySet[Promise]:
    """Of each KPI and year the newest promise that was approved."""
    approved = Promise.objects.approved()
    newer = approved.filter(
        kpi=OuterRef("kpi"), academic_year=OuterRef("academic_year"),
        revision__gt=OuterRef("revision"),
    )  # fmt: skip
    found = approved.filter(~Exists(newer), kpi__in=Kpi.objects.promised())
    found = found.select_related("kpi__department", "academic_year", "baseline", "university_kpi")
    return found if year is None else found.filter(academic_year__start_year=year)


def _promise_row(promise: Promise) -> PromiseRow:
    target, department = promise.target, promise.kpi.department
    approved_at = promise.approved_at
    assert approved_at is not None  # noqa: S101 - only approved ones are chosen
    return PromiseRow(
        id=promise.pk, kpi=promise.kpi_id, department=department.slug,
        department_name=department.name, reference=promise.kpi.reference,
        year=str(promise.academic_year), revision=promise.revision, title=promise.title,
        promise=promise.sentence, measure=promise.measured_as, unit=promise.unit,
        decimals=promise.decimals,
        target=exact(target.threshold if target else None),
        direction="" if target is None else "at least" if target.is_least else "at most",
        near_miss=exact(target.tolerance) if target and target.tolerance else None,
        due_on=promise.due_on, frequency=promise.frequency, goal=promise.goal,
        university_kpi=str(promise.university_kpi or ""), approved_on=approved_at.date(),
    )  # fmt: skip


def _readings(year: int | None) -> QuerySet[Measurement]:
    """Final readings of KPIs about which something was promised."""
    approved = Promise.objects.approved().select_related("academic_year", "baseline")
    found = Measurement.objects.final().filter(kpi__in=Kpi.objects.promised())
    found = found.select_related("kpi__department").prefetch_related(
        Prefetch("kpi__promises", approved)
    )
    if year is None:
        return found
    return found.filter(period_start__range=(years.first_day(year), years.last_day(year)))


def _reading_row(one: Measurement) -> ReadingRow:
    year = years.year_of(one.period_start)
    newest = one.kpi.promise_on(one.period_start)
    assert newest is not None  # noqa: S101 - only KPIs with an approved promise are chosen
    promise = newest.measured_in(year)
    figure = status.value_of(one.reading, promise.measured_as)
    return ReadingRow(
        id=one.pk, kpi=one.kpi_id, department=one.kpi.department.slug,
        department_name=one.kpi.department.name, reference=one.kpi.reference,
        year=years.label(year),
        period=periods.name(promise.frequency, one.period_start, one.period_end),
        period_start=one.period_start, period_end=one.period_end, state=one.state,
        numerator=exact(one.numerator), denominator=exact(one.denominator),
        value=exact(one.value),
        figure=None if figure is None else exact(figure.quantize(SIX_PLACES)),
        status=status.of_period(one.reading, promise.aim).value,
    )  # fmt: skip


promises = Table(PromiseRow, _promises, _promise_row)
readings = Table(ReadingRow, _readings, _reading_row)
