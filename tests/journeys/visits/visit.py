"""One look at one page."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page

from tests.journeys.world import World


def nothing(world: World) -> list[Any]:
    """The address of the route has no parts to fill in."""
    return []


@dataclass(frozen=True)
class Visit:
    """Who opens a page, and what happens before it is looked at.

    `by` names somebody of the world, "" a visitor; `of` fills in the address; `state` tells this
    look from others at the same page. When the page is open, `meanwhile` changes the world behind
    the person's back, and `act` is what they do then. `status` is that of the last answer.
    """

    route: str
    by: str = ""
    of: Callable[[World], list[Any]] = nothing
    query: str = ""
    state: str = ""
    meanwhile: Callable[[World], object] | None = None
    act: Callable[[Page], None] | None = None
    status: int = 200

    @property
    def name(self) -> str:
        """The name of the test and of its pictures."""
        route = self.route.replace(":", "-")
        return "-".join(filter(None, [route, self.state.replace(" ", "-")]))
