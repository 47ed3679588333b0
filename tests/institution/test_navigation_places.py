"""Where a page belongs whose address is elsewhere."""

from institution.context import BELONGS
from institution.routes import all_routes


def test_every_page_that_belongs_elsewhere_is_there_and_so_is_where_it_belongs():
    """A view that is renamed would quietly lose its mark in the navigation."""
    assert {*BELONGS, *BELONGS.values()} <= {route.name for route in all_routes()}
