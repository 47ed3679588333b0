"""A program that sends the same reading many times at once has entered it once."""

from functools import partial

import pytest

from institution.models import Event
from kpis.models import Measurement
from tests.kpis.programs import Program, august, make_token
from tests.kpis.promises import last_year, make_promise
from tests.races.together import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_same_reading_at_once_is_entered_once(house):
    year = last_year()
    kpi = make_promise(house.library, year, by=house.head).kpi
    secrets = [make_token(house, name=f"Desk {number}")[1] for number in range(4)]
    said = {"period": august(year), "numerator": 93, "denominator": 100}
    answers = at_once(*(partial(Program(one).send, kpi, **said) for one in secrets))
    assert sorted(answer.status_code for answer in answers) == [200, 200, 200, 201]
    assert Measurement.objects.get().history.count() == 1
    assert Event.objects.filter(text__startswith="entered the reading").count() == 1
