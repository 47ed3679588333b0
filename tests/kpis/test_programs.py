"""What programs send: one reading by the rules of the form, with a token and nothing else."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from institution.models import Event
from kpis import schemas
from kpis.models import Kpi, Measurement, Promise
from tests import factories
from tests.kpis.programs import Program, august, make_token
from tests.kpis.promises import CHANGE, make_promise, month, record
from tests.sls.sending import words_of


def test_program_kpis_names_the_kpis_of_the_token_and_no_others(house, kpi, year, desk):
    make_promise(house.finance, year, by=house.head_elsewhere, title="Invoices paid")
    house.filled()  # a draft promises something too
    answer = desk.get("kpis")
    assert answer.status_code == 200
    assert answer.json() == {
        "items": [
            {
                "id": kpi.pk, "department": "Library", "reference": "K1",
                "title": "Answers in time", "frequency": "monthly", "measure": "percentage",
                "figures": ["numerator", "denominator"], "takes_readings": True,
            }
        ]
    }  # fmt: skip
    assert answer["Cache-Control"] == "no-store, private"
    assert answer.cookies == {}


def test_program_reading_is_entered_under_the_name_of_the_program(house, kpi, year, desk, sign_in):
    answer = desk.send(kpi, period=august(year), numerator=93, denominator="100")
    assert answer.status_code == 201
    measurement = Measurement.objects.get()
    assert answer.json() == {
        "id": measurement.pk, "kpi": kpi.pk, "period": august(year),
        "until": f"{year.start_year}-08-31", "name": f"August {year.start_year}",
        "state": "final", "numerator": "93", "denominator": "100", "value": None,
        "done": "entered",
    }  # fmt: skip
    assert (measurement.source, measurement.entered_by) == ("api", None)
    assert measurement.entered_by_name == "Service desk (program)"
    event = Event.objects.latest("pk")
    assert event.text == (
        f"entered the reading of K1 for August {year.start_year}, "
        "through the program “Service desk”"
    )
    assert event.by == house.head
    page = reverse("kpis:measurement_edit", args=[kpi.pk, measurement.pk])
    assert "Service desk (program)" in words_of(sign_in(house.head).get(page))


def test_the_same_reading_twice_has_one_effect(kpi, year, desk):
    said = {"period": august(year), "numerator": 93, "denominator": 100}
    first, second = desk.send(kpi, **said), desk.send(kpi, **said)
    assert (first.status_code, second.status_code) == (201, 200)
    assert second.json() == first.json() | {"done": "unchanged"}
    measurement = Measurement.objects.get()
    assert (measurement.version, measurement.history.count()) == (1, 1)
    assert Event.objects.filter(text__startswith="entered the reading").count() == 1


def test_other_figures_than_a_final_reading_has_need_a_reason(kpi, year, desk):
    desk.send(kpi, period=august(year), numerator=93, denominator=100)
    other = {"period": august(year), "numerator": 94, "denominator": 100}
    for reason in ({}, {"reason": "  "}):
        refused = desk.send(kpi, **other, **reason)
        assert refused.status_code == 409
        assert "Send a reason to correct it" in refused.json()["error"]
        assert refused.json()["there"]["numerator"] == "93"
    assert Measurement.objects.get().numerator == 93
    done = desk.send(kpi, **other, reason="One had been closed twice.")
    assert (done.status_code, done.json()["done"]) == (200, "corrected")
    newest = Measurement.objects.get().history.first()
    assert (newest.numerator, newest.history_change_reason) == (94, "One had been closed twice.")
    assert newest.entered_by_name == "Service desk (program)"


def test_what_a_program_leaves_out_stays(house, kpi, year, desk):
    said = month(year.start_year, 0, 90, 100, state="provisional", comment="A person's words.")
    record(kpi, said, by=house.head)
    sent = {"period": august(year), "numerator": 95, "denominator": 100, "state": "final"}
    assert desk.send(kpi, **sent).json()["done"] == "corrected"
    measurement = Measurement.objects.get()
    assert (measurement.comment, measurement.state) == ("A person's words.", "final")
    assert desk.send(kpi, **sent).json()["done"] == "unchanged"
    assert "A person's words." not in desk.send(kpi, **sent).content.decode()


WRONG = [
    ({"numerator": 12, "denominator": 10}, "numerator", "The part is more than the whole."),
    ({"denominator": 10}, "numerator", "“Resolved in time” is missing"),
    ({"numerator": "many", "denominator": 1}, "numerator", "write a number, such as 12.5."),
    ({"numerator": -1, "denominator": 10}, "numerator", "This cannot be less than 0."),
    ({"numerator": 5, "denominator": 10}, "comment", "The target is missed: say what"),
    ({"numerator": 9, "denominator": 10, "state": "so"}, "state", "Choose from the list."),
    ({"numerator": 9, "denominator": 10, "value": 1}, "value", "Send numerator and denomin"),
    ({"numerator": 9, "denominator": 10, "evidence_url": "x y"}, "evidence_url", "web address"),
    ({"numerator": 9, "denominator": 10, "nominator": 1}, "nominator", "no field of this name"),
    ({"numerator": [9], "denominator": 10}, "numerator", "Write a text or a number."),
    ({"numerator": True, "denominator": 10}, "numerator", "Write a text or a number."),
    ({"numerator": 9, "denominator": 10, "reason": "x" * 301}, "reason", "the most is 300"),
    ({"period": "2026-8-1"}, "period", "Write the first day"),
    ({"period": "0001-01-01"}, "period", "Write the first day"),
    ({"period": None}, "period", "Write a text or a number."),
]  # fmt: skip


def test_program_reading_says_what_is_wrong_in_the_words_of_the_form(kpi, year, desk):
    for said, field, sentence in WRONG:
        answer = desk.send(kpi, **{"period": august(year)} | said)
        assert answer.status_code == 422, said
        assert sentence in " ".join(answer.json()["fields"][field])
    assert Measurement.objects.count() == 0


@pytest.mark.parametrize(
    ("day", "sentence"),
    [((2, 0), "no period of this KPI. The nearest is"), ((1, 3), "This period has not begun.")],
)
def test_an_odd_period_is_refused_by_the_same_verb(kpi, year, desk, day, sentence):
    period = date(year.start_year + day[1], 8, day[0]).isoformat()
    answer = desk.send(kpi, period=period, numerator=9, denominator=10)
    assert answer.status_code == 422
    assert sentence in answer.json()["error"]


def test_a_year_without_a_promise_asks_for_no_comment(kpi, year, desk):
    """As the form: there is no target that the figure could miss."""
    Promise.objects.update(academic_year=factories.make_year(year.start_year - 1, state="closed"))
    assert desk.send(kpi, period=august(year), numerator=5, denominator=10).status_code == 201


def test_a_miss_that_nobody_explains_waits_as_provisional(kpi, year, desk):
    said = {"period": august(year), "numerator": 5, "denominator": 10, "state": "provisional"}
    assert desk.send(kpi, **said).status_code == 201
    assert Measurement.objects.get().state == "provisional"


def test_numbers_are_not_rounded_on_their_way(house, year):
    """A float would make 1234567.0000999999 of the first, and 0.30000000000000004 of others."""
    rate = CHANGE | {"change_of": "value", "unit": "minutes"}
    kpi = make_promise(house.library, year, by=house.head, **rate).kpi
    desk = Program(make_token(house)[1])
    exact = "123456789.0001"
    body = f'{{"period": "{august(year)}", "value": {exact}}}'
    assert desk.send(kpi, body).json()["value"] == exact
    assert Measurement.objects.get().value == Decimal(exact)
    assert desk.send(kpi, period=august(year), value=exact).json()["done"] == "unchanged"
    lossy = f'{{"period": "{august(year)}", "value": {exact}0001}}'
    assert "no more than 4 digits" in desk.send(kpi, lossy).content.decode()


NO_JSON = [b"", b"{", b"[]", b"1", b'"text"', b"null", b'{"a": NaN}', b"\xff\xfe", b"[" * 60_000]


def test_what_is_no_json_is_said_to_be_none(kpi, desk):
    for body in NO_JSON:
        answer = desk.send(kpi, body)
        assert answer.status_code == (422 if body == b"" else 400), body[:20]
        assert answer["Content-Type"].startswith("application/json")
        assert answer.json()["error"]


def test_too_much_is_not_read(kpi, year, desk):
    answer = desk.send(kpi, period=august(year), comment="x" * 70_000)
    assert answer.status_code == 413
    assert answer.json()["error"] == "Send at most 64 kB at once."


def test_a_retired_kpi_takes_no_reading(kpi, year, desk):
    Kpi.objects.filter(pk=kpi.pk).update(state="retired", last_year=year.start_year - 1)
    assert [item["takes_readings"] for item in desk.get("kpis").json()["items"]] == [False]
    answer = desk.send(kpi, period=august(year), numerator=9, denominator=10)
    assert answer.status_code == 403
    assert answer.json()["error"] == "This KPI is retired: it takes no more readings."


def test_mistakes_in_the_address_are_json_too(kpi, desk):
    for answer, status in [(desk.get("nowhere"), 404), (desk.get(f"kpis/{kpi.pk}/readings"), 405)]:
        assert answer.status_code == status
        assert answer.json()["error"]
        assert answer.json()["reference"]


def test_head_is_answered_as_get(house, desk):
    reports = Program(make_token(house, None)[1])
    for program, path in [(desk, "kpis"), (reports, "published/readings.csv")]:
        answer = program.client.head(f"/api/v1/{path}", headers=program.headers)
        assert (answer.status_code, answer.getvalue()) == (200, b"")
    assert Program("").client.head("/api/v1/kpis").status_code == 401


def test_nobody_is_led_to_set_up_a_code(house, sign_in, settings):
    settings.KEPT_REQUIRE_CODES = True
    assert sign_in(house.reviewer).get("/api/v1/kpis").status_code == 401


def test_openapi_describes_every_address_for_programs(client):
    said = client.get(reverse("kpis:openapi")).json()
    assert set(said["paths"]) == {
        "/api/v1/kpis", "/api/v1/kpis/{pk}/readings", "/api/v1/published/promises",
        "/api/v1/published/promises.csv", "/api/v1/published/readings",
        "/api/v1/published/readings.csv",
    }  # fmt: skip
    post = said["paths"]["/api/v1/kpis/{pk}/readings"]["post"]
    assert set(post["responses"]) >= {"200", "201", "401", "404", "409", "422", "429"}
    assert said["components"]["securitySchemes"]["Bearer"]["scheme"] == "bearer"


def test_program_help_explains_each_field(client, db):
    page = words_of(client.get(reverse("kpis:program_help")))
    for words in ("curl -X POST", "numerator", "period_start", "near_miss", "Retry-After"):
        assert words in page
    for schema in (schemas.ReadingIn, schemas.PromiseRow, schemas.ReadingRow):
        assert all(field.words for field in schemas.fields_of(schema))


def test_a_reading_can_be_sent_until_the_promise_of_a_running_period(house, desk, kpi):
    first = timezone.localdate().replace(day=1)
    said = {"period": first.isoformat(), "numerator": 9, "denominator": 10}
    refused = desk.send(kpi, **said, state="final")
    assert "Choose from the list" in refused.content.decode()
    assert desk.send(kpi, **said).json()["state"] == "provisional"
    later = (first + timedelta(days=40)).replace(day=1).isoformat()
    assert desk.send(kpi, **said | {"period": later}).status_code == 422
