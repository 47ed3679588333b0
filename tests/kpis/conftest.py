"""What most tests of figures begin with: a year that is over, and the library's promise in it."""

import pytest

from institution.models import AcademicYear
from kpis.models import Kpi
from tests.kpis.promises import last_year, make_promise


@pytest.fixture
def year(house) -> AcademicYear:
    return last_year()


@pytest.fixture
def kpi(house, year) -> Kpi:
    return make_promise(house.library, year, by=house.head).kpi
