"""What is for one database and what for each; and the list of long modules is of this suite."""

from pathlib import Path

import pytest

from institution.models import User
from tests.running import LONGEST


def is_for_each_database(request) -> bool:
    return request.node.get_closest_marker("database") is not None


def test_what_asks_for_no_database_can_reach_none(request):
    assert not is_for_each_database(request)
    with pytest.raises(RuntimeError, match="Database access not allowed"):
        User.objects.count()


@pytest.mark.django_db
def test_what_says_by_a_mark_that_it_asks_is_for_each(request):
    assert is_for_each_database(request)


def test_what_asks_through_a_fixture_is_for_each(request, sign_in):
    assert is_for_each_database(request)


def test_the_longest_modules_are_there():
    names = [str(file.relative_to("tests"))[:-3] for file in Path("tests").rglob("test_*.py")]
    assert set(LONGEST) <= set(names)
