"""Two ways to work a page: with a mouse, and with a keyboard alone.

A control is named as it is announced: by its label, or by the whole name of a link or button.
"""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Response

Label = str | re.Pattern[str]  # the whole label, or how it begins
MOST_STEPS = 400  # more presses of Tab than any page has places to stop
IS_FRESH = "document.activeElement === document.body && !location.hash"
IS_FOCUSED = "it => it === document.activeElement"
IS_IN_MAIN = "it => !!it.closest('main')"
# An outline or a shadow that the control has only while it is in focus.
SHOWS_FOCUS = """it => {
  const look = () => { const s = getComputedStyle(it); return s.outline + s.boxShadow; };
  const focused = look();
  it.blur();
  const plain = look();
  it.focus();
  return focused !== plain;
}"""


def ways(first: str, *others: str) -> list[Any]:
    """Ways to work a page, as parameters of a journey: on each database the first, and the others
    on one, because hands know nothing of databases."""
    return [first, *(pytest.param(way, marks=pytest.mark.once) for way in others)]


class Mouse:
    """Points and clicks; types only into boxes."""

    def __init__(self, page: Page) -> None:
        self.page = page
        # From the first listener on, files are asked for here and not in a window of the system;
        # one that comes with the key is now and then a moment late.
        page.on("filechooser", lambda chooser: None)

    def go(self, address: str) -> Response:
        """Open an address as from a bookmark."""
        answer = self.page.goto(address)
        assert answer is not None, f"{address} is the page that is open already."
        return answer

    def press(self, name: str, within: Locator | None = None) -> None:
        """Press a link or button that leads to another page, and wait for that page."""
        control = self._pressable(name, within)
        self.reach(control)
        with self.page.expect_navigation(wait_until="load"):
            self._hit(control)

    def toggle(self, name: str) -> None:
        """Press a button, or open a part of the page, without leaving the page."""
        summary = self.page.locator("summary", has_text=name)
        control = self.page.get_by_role("button", name=name, exact=True).or_(summary)
        self.reach(control)
        self._hit(control)

    def write(self, label: str, text: str, within: Locator | None = None) -> None:
        """Write into a box in place of what is there. A day is written as 2027-03-05."""
        self.box(label, within).fill(text)

    def choose(self, label: str, option: str, within: Locator | None = None) -> None:
        """Choose an option of a drop-down list."""
        self.box(label, within).select_option(label=option)

    def mark(self, label: Label, within: Locator | None = None) -> None:
        """Tick a box, or choose one of several radio buttons."""
        self.box(label, within).check()

    def paste(self, label: str) -> None:
        """Paste into a box, in place of what is there, what was copied before."""
        self.write(label, "")
        self.page.keyboard.press("Control+v")

    def attach(self, label: str, file: Path) -> None:
        """Choose a file to send."""
        self.reach(self.box(label))
        with self.page.expect_file_chooser() as chooser:
            self._hit(self.box(label), "Space")
        chooser.value.set_files(file)

    def download(self, name: str, to: Path) -> Path:
        """Press a link or button that hands out a file, and keep the file."""
        control = self._pressable(name, None)
        self.reach(control)
        with self.page.expect_download() as file:
            self._hit(control)
        file.value.save_as(to)
        return to

    @property
    def title(self) -> str:
        """What the page calls itself: its one heading of the first level."""
        return self.page.get_by_role("heading", level=1).inner_text()

    def box(self, label: Label, within: Locator | None = None) -> Locator:
        """The control with this label."""
        labelled = (within or self.page.locator("body")).get_by_label(label, exact=True)
        return labelled.and_(self.page.locator("input, select, textarea"))

    def reach(self, control: Locator) -> None:
        """Come to the control. A pointer is there at once."""

    def _hit(self, control: Locator, key: str = "Enter") -> None:
        control.click()

    def _pressable(self, name: str, within: Locator | None) -> Locator:
        place = within or self.page.locator("body")
        link = place.get_by_role("link", name=name, exact=True)
        return link.or_(place.get_by_role("button", name=name, exact=True))


class Keyboard(Mouse):
    """Has no mouse: goes from control to control with Tab, and must see where it is."""

    def write(self, label: str, text: str, within: Locator | None = None) -> None:
        """Write into a box in place of what is there. A day is written as 2027-03-05."""
        box = self.box(label, within)
        self.reach(box)
        if box.get_attribute("type") == "date":
            # Browsers ask for day and month in the order of their own language.
            year, month, day = text.split("-")
            assert month == day, "Choose a day that reads the same in both orders."
            self.page.keyboard.type(f"{day}{month}{year}")
        else:
            self.page.keyboard.press("Control+a")
            self.page.keyboard.press("Delete")
            self.page.keyboard.type(text)

    def choose(self, label: str, option: str, within: Locator | None = None) -> None:
        """Go down the list until the option is chosen."""
        box = self.box(label, within)
        self.reach(box)
        self.page.keyboard.press("Home")
        for _ in range(box.locator("option").count()):
            if box.evaluate("it => it.selectedOptions[0].label") == option:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"“{label}” does not offer “{option}”.")

    def mark(self, label: Label, within: Locator | None = None) -> None:
        """Tick a box with Space; go to a radio button with the arrow keys."""
        box = self.box(label, within)
        if box.get_attribute("type") == "radio":
            self._go_to_radio(box)
        else:
            self.reach(box)
        if not box.is_checked():
            self.page.keyboard.press("Space")

    def reach(self, control: Locator) -> None:
        """Press Tab until the control is in focus, by way of the skip link on a fresh page."""
        control.wait_for()
        if self.page.evaluate(IS_FRESH):
            self.page.keyboard.press("Tab")
            assert self.page.evaluate("document.activeElement.hash") == "#main"
            if control.evaluate(IS_IN_MAIN):
                self.page.keyboard.press("Enter")
        for _ in range(MOST_STEPS):
            if control.evaluate(IS_FOCUSED):
                break
            self.page.keyboard.press("Tab")
        else:
            raise AssertionError(f"{control} cannot be reached with Tab.")
        assert control.evaluate(SHOWS_FOCUS), f"Nothing shows that {control} is in focus."

    def _hit(self, control: Locator, key: str = "Enter") -> None:
        self.page.keyboard.press(key)

    def _go_to_radio(self, radio: Locator) -> None:
        name = radio.get_attribute("name")
        in_group = f"document.activeElement.name === '{name}'"
        radio.wait_for()
        for _ in range(MOST_STEPS):
            if self.page.evaluate(in_group):
                break
            self.page.keyboard.press("Tab")
        for _ in range(MOST_STEPS):
            if radio.evaluate(IS_FOCUSED):
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{radio} cannot be reached with the arrow keys.")
