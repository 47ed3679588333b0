"""Whatever a program sends, the answer is JSON with a sentence, and nothing is half saved."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.models import Measurement
from tests.hostile.values import SCRIPT, VALUES, as_shown
from tests.kpis.programs import make_token
from tests.kpis.promises import last_year, make_promise
from tests.kpis.test_programs import Program, august

FIELDS = (
    "period", "numerator", "denominator", "value", "state", "comment", "evidence_url", "reason",
    SCRIPT,
)  # fmt: skip
ODD = [
    None, True, [], {}, [1], {"a": 1}, 0.1, 1e300, -0.0, 10**400, "", " ", "\ud800",
    *map(as_shown, VALUES),
]  # fmt: skip


@pytest.fixture
def desk(house, settings):
    settings.ACCOUNT_RATE_LIMITS = {}
    return Program(make_token(house)[1])


@pytest.fixture
def year(house):
    return last_year()


@pytest.fixture
def kpi(house, year):
    return make_promise(house.library, year, by=house.head).kpi


def right(year) -> dict:
    return {"period": august(year), "numerator": 93, "denominator": 100}


def failure(answer) -> str:
    """What is wrong with the answer; empty if nothing is."""
    if answer.status_code not in (200, 201, 400, 409, 413, 422):
        return str(answer.status_code)
    if not answer["Content-Type"].startswith("application/json"):
        return answer["Content-Type"]
    said = answer.json()
    return "" if answer.status_code < 300 or said["error"] else "no sentence"


@pytest.mark.parametrize("field", FIELDS)
def test_one_field_with_every_hostile_value(kpi, year, desk, field):
    wrong, statuses = [], set()
    for value in ODD:
        answer = desk.send(kpi, json.dumps(right(year) | {field: value}))
        statuses.add(answer.status_code)
        if problem := failure(answer):
            wrong.append(f"{field} {value!r:.80}: {problem}")
    assert wrong == []
    assert 422 in statuses
    assert Measurement.objects.count() <= 2


BODIES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(FIELDS) | st.text(max_size=8), inner, max_size=6)
    ),
    max_leaves=12,
)


@given(body=BODIES)
def test_no_json_breaks_it(kpi, desk, body):
    assert failure(desk.send(kpi, json.dumps(body))) == ""


@given(body=st.binary(max_size=200))
def test_no_bytes_break_it(kpi, desk, body):
    assert failure(desk.send(kpi, body)) == ""


@pytest.mark.parametrize("value", VALUES[:40])
def test_no_authorization_breaks_it(kpi, value):
    desk = Program("")
    desk.headers = {"authorization": f"Bearer {as_shown(value)}"}
    assert desk.get("kpis").status_code in (401, 429)
