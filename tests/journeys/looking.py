"""Looking at a page: what axe finds, and what must hold of every page at every width."""

import json
import os
from itertools import pairwise
from pathlib import Path

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import BrowserContext, Page

from institution.models import User
from tests.journeys.desks import let_in, watch

WIDE, NARROW = 1280, 320
# Everything that axe knows, and the size of targets, which it does not ask about by itself. For
# one rule it would fetch the style sheets of each page; test_accessibility.py reads them once.
EVERYTHING = {
    "rules": {"target-size": {"enabled": True}, "css-orientation-lock": {"enabled": False}}
}
# What depends on how wide the page is. Nothing comes or goes with it (test_accessibility.py), so
# names, roles and languages are the same at each width.
WIDTH = {
    "runOnly": [
        "color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size"
    ],
}  # fmt: skip
# The page as its outline, its first stop for the keyboard, and how far it scrolls sideways.
SHAPE = """() => {
  const stops = "a[href], button, input:not([type=hidden]), select, textarea, summary";
  return {
    levels: [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].map(h => +h.tagName[1]),
    first: document.querySelector(stops)?.getAttribute("href"),
    width: document.scrollingElement.scrollWidth,
  };
}"""


class Window:
    """One window for one visitor after another. To open a browser for each would take three times
    as long. `problems` is what went wrong in it since the last one came."""

    def __init__(self, desk: BrowserContext, site: str) -> None:
        self.desk, self.site = desk, site
        self.page = desk.new_page()
        self.problems: list[str] = []
        watch(self.page, site, self.problems)

    def let_in(self, person: User | None) -> Page:
        """The page, empty and wide, in the hands of the next visitor."""
        self.leave()
        if person:
            let_in(self.desk, person, self.site)
        self.page.set_viewport_size({"width": WIDE, "height": 900})
        self.problems.clear()
        return self.page

    def leave(self) -> None:
        """Leave the page, and none of what was typed there. To an address of the same site: for a
        page of nobody's the browser would start a process, and another for the page after it."""
        self.page.route("**/autosave/", lambda route: route.abort())
        self.page.goto(f"{self.site}/healthz")
        self.page.unroute("**/autosave/")
        self.desk.clear_cookies()


def problems_of(page: Page) -> list[str]:
    """What is wrong with the page as it is, at both widths. Leaves it narrow."""
    found = []
    page.evaluate(AXE_SCRIPT)
    for width in (WIDE, NARROW):
        page.set_viewport_size({"width": width, "height": 900})
        problems = [*_axe(page, width), *_shape(page, width)]
        found += [f"{width}: {problem}" for problem in problems]
    return found


def _axe(page: Page, width: int) -> list[str]:
    asked = EVERYTHING if width == WIDE else WIDTH
    options = json.dumps(asked | {"resultTypes": ["violations"], "preload": False})
    # Only what it found crosses over: all that is well would take longer than the looking.
    violations = page.evaluate(f"axe.run({options}).then(told => told.violations)")
    return [
        f"{violation['id']} at {', '.join(map(str, node['target']))}: {node['failureSummary']}"
        for violation in violations
        for node in violation["nodes"]
    ]


def _shape(page: Page, width: int) -> list[str]:
    shape = page.evaluate(SHAPE)
    levels = shape["levels"]
    found = []
    if levels.count(1) != 1:
        found.append(f"it has not one first heading but {levels}")
    if any(after > before + 1 for before, after in pairwise(levels)):
        found.append(f"a level of heading is skipped: {levels}")
    if shape["first"] != "#main":
        found.append(f"the first stop for the keyboard is {shape['first']}")
    if shape["width"] > width + 1:
        found.append(f"it scrolls sideways: {shape['width']}")
    return found


def take_pictures(page: Page, name: str) -> None:
    """Keep the page as a picture at both widths, if KEPT_PICTURES names a folder for them."""
    folder = os.environ.get("KEPT_PICTURES")
    if not folder:
        return
    Path(folder).mkdir(parents=True, exist_ok=True)
    for width in (WIDE, NARROW):
        page.set_viewport_size({"width": width, "height": 900})
        page.screenshot(path=Path(folder, f"{name}-{width}.png"), full_page=True)
