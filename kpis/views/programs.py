"""What programs may ask: the KPIs of their token, sending a reading, what is published."""

from hashlib import sha256
from http import HTTPStatus
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.cache import get_conditional_response
from ninja import Status

from documents.exports import csv_stream
from institution.pages import FOR_PROGRAMS, PUBLIC, page
from institution.permissions import require
from kpis import figures, periods, published, received, reports, schemas, workflow
from kpis.models import Kpi, Measurement, Promise, Token
from kpis.permissions import (
    can_list_own,
    can_read_published,
    can_record_measurement,
    can_send_reading,
)
from kpis.programs import answer, api, operation
from kpis.schemas import exact, fields_of

PROBLEMS = dict.fromkeys([400, 401, 403, 404, 409, 413, 422, 429], schemas.Problem)


def token_of(request: HttpRequest) -> Token:
    """The token that let the program in."""
    return request.auth  # type: ignore[attr-defined]  # put there by ninja


@operation("GET", "kpis", asks="token and can_list_own",
           summary="The KPIs that the token may send readings of",
           response={200: schemas.KpisOut, **PROBLEMS})  # fmt: skip
def program_kpis(request: HttpRequest):
    """The names, numbers and kinds of the KPIs, for the program to know where to send what."""
    token = token_of(request)
    require(can_list_own(token))
    found = reports.with_promises(token.reach())
    return {"items": [_kpi_out(token, kpi) for kpi in found if kpi.approved_promises()]}


def _kpi_out(token: Token, kpi: Kpi) -> schemas.KpiOut:
    promise = kpi.approved_promises()[0]
    parts = promise.measured_as in figures.IN_PARTS
    return schemas.KpiOut(
        id=kpi.pk, department=str(kpi.department), reference=kpi.reference, title=promise.title,
        frequency=promise.frequency, measure=promise.measured_as,
        figures=["numerator", "denominator"] if parts else ["value"],
        takes_readings=bool(token.made_by and can_record_measurement(token.made_by, kpi)),
    )  # fmt: skip


@operation("POST", "kpis/{int:pk}/readings", asks="token and can_send_reading",
           summary="Send a reading",
           response={200: schemas.ReadingOut, 201: schemas.ReadingOut, **PROBLEMS})  # fmt: skip
def program_reading(request: HttpRequest, pk: int, reading: schemas.ReadingIn):
    """Enter the reading of a period (201), or correct the one that is there (200). The same
    reading sent again changes nothing (200). Other figures than a final reading has are refused
    (409) unless a reason comes with them."""
    token = token_of(request)
    kpi = get_object_or_404(reports.with_readings(token.reach()), pk=pk)
    require(can_send_reading(token, kpi))
    try:
        promise, said, reason = received.read(kpi, reading)
        measurement, done = workflow.send_measurement(kpi, said, token=token, reason=reason)
    except received.Malformed as problem:
        return answer(HTTPStatus.UNPROCESSABLE_ENTITY, str(problem), fields=problem.fields)
    except workflow.AlreadyFinal as problem:
        there = _reading_out(promise, problem.measurement).model_dump(mode="json")
        return answer(HTTPStatus.CONFLICT, str(problem), there=there)
    status = HTTPStatus.CREATED if done == workflow.Sent.ENTERED else HTTPStatus.OK
    return Status(status, _reading_out(promise, measurement, done))


def _reading_out(promise: Promise, one: Measurement, done: str = "") -> schemas.ReadingOut:
    start, end = one.period_start, one.period_end
    return schemas.ReadingOut(
        id=one.pk, kpi=one.kpi_id, period=start, until=end, state=one.state, done=done,
        name=periods.name(promise.frequency, start, end), numerator=exact(one.numerator),
        denominator=exact(one.denominator), value=exact(one.value),
    )  # fmt: skip


@operation("GET", "published/promises", asks="token and can_read_published",
           summary="What is promised",
           response={200: schemas.PromisesPage, **PROBLEMS})  # fmt: skip
def published_promises(request: HttpRequest, year: str = "", after: int = 0):
    """Each KPI's promise in force of each year that has one, by id, in pages. `year`: only that
    of 2026-27; `after`: only those with a higher id."""
    require(can_read_published(token_of(request)))
    return _page_of(request, published.promises, year, after)


@operation("GET", "published/readings", asks="token and can_read_published",
           summary="What was measured",
           response={200: schemas.ReadingsPage, **PROBLEMS})  # fmt: skip
def published_readings(request: HttpRequest, year: str = "", after: int = 0):
    """Final readings of all promised KPIs, by id, in pages. `year`: only of 2026-27; `after`: only
    those with a higher id."""
    require(can_read_published(token_of(request)))
    return _page_of(request, published.readings, year, after)


def _page_of(request: HttpRequest, table: published.Table, year: str, after: int) -> HttpResponse:
    """A page as JSON, which a program keeps until its entity tag is another."""
    rows = table.page(published.year_from(year), after)
    following = None
    if len(rows) == published.A_PAGE:
        asked = urlencode({"year": year, "after": rows[-1].id} if year else {"after": rows[-1].id})
        following = f"{settings.SITE_URL}{request.path}?{asked}"
    said = {"items": [row.model_dump(mode="json") for row in rows], "next": following}
    response: HttpResponse = JsonResponse(said)
    etag = f'"{sha256(response.content).hexdigest()}"'
    response = get_conditional_response(request, etag=etag, response=response) or response
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    return response


@operation("GET", "published/promises.csv", asks="token and can_read_published",
           summary="What is promised, as one CSV file")  # fmt: skip
def published_promises_csv(request: HttpRequest, year: str = ""):
    """All rows of published/promises in one file."""
    require(can_read_published(token_of(request)))
    return _csv("promises.csv", published.promises, year)


@operation("GET", "published/readings.csv", asks="token and can_read_published",
           summary="What was measured, as one CSV file")  # fmt: skip
def published_readings_csv(request: HttpRequest, year: str = ""):
    """All rows of published/readings in one file."""
    require(can_read_published(token_of(request)))
    return _csv("readings.csv", published.readings, year)


def _csv(filename: str, table: published.Table, year: str) -> HttpResponseBase:
    header = list(table.row.model_fields)
    rows = (row.model_dump().values() for row in table.everything(published.year_from(year)))
    return csv_stream(filename, header, rows)


@page("GET", asks=PUBLIC)
def openapi(request):
    """The description of all this for programs that make programs."""
    return JsonResponse(api.get_openapi_schema(path_prefix=FOR_PROGRAMS))


@page("GET", asks=PUBLIC)
def program_help(request):
    """How a program sends readings and reads what is published, with examples."""
    context = {
        "root": f"{settings.SITE_URL}{FOR_PROGRAMS}",
        "sent": fields_of(schemas.ReadingIn),
        "promises": fields_of(schemas.PromiseRow),
        "readings": fields_of(schemas.ReadingRow),
    }
    return render(request, "kpis/program_help.html", context)
