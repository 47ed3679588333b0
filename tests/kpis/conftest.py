"""What most tests of figures begin with: a year that is over, and the library's promise in it."""

import pytest

from institution.models import AcademicYear
from kpis.models import Kpi
from tests.kpis.enquiries import may_of
from tests.kpis.programs import Program, make_token
from tests.kpis.promises import last_year, make_promise


@pytest.fixture
def year(house) -> AcademicYear:
    return last_year()


@pytest.fixture
def kpi(house, year) -> Kpi:
    return make_promise(house.library, year, by=house.head).kpi


@pytest.fixture
def may(year) -> str:
    """The year and month of a May that is over."""
    return may_of(year)


@pytest.fixture
def token(house, kpi):
    """The library's token with its secret."""
    return make_token(house)


@pytest.fixture
def desk(token) -> Program:
    """A program with the token of the library."""
    return Program(token[1])
