"""The four shapes of a KPI promise and the sentence each makes, and words to compare by. Pure,
without Django."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

# The fields without which a promise of this shape says nothing.
NEEDS = {
    "all_within": ["action", "what", "days"],
    "share_within": ["action", "what", "share", "comparison"],
    "share_by_date": ["action", "what", "share", "due_on"],
    "change": ["what", "change_direction", "change_percent", "due_on", "baseline"],
}
# All fields that a shape uses; the form asks for these and no others.
USES = {
    "all_within": ["action", "what", "days"],
    "share_within": ["action", "what", "comparison", "share", "days"],
    "share_by_date": ["action", "what", "share", "starts_on", "due_on"],
    "change": [
        "what", "change_of", "unit", "change_direction", "change_percent", "due_on", "baseline",
    ],
}  # fmt: skip
# What it is of a thing that changes, as the sentence says it.
OF = {
    "count": "the number of ", "percentage": "the share of ", "duration": "the average time of ",
    "value": "",
}  # fmt: skip
BLANK = "…"


def number(value: Decimal | None) -> str:
    """A number without trailing zeros: Decimal("90.00") -> "90", None -> "…"."""
    return BLANK if value is None else f"{Decimal(value).normalize():,f}"


def day(value: date | None) -> str:
    """5 March 2026, or "…"."""
    return f"{value.day} {value:%B %Y}" if value else BLANK


def working_days(days: int | None) -> str:
    """ "2 working days", "1 working day", "… working days"."""
    return f"{BLANK if days is None else days} working day{'' if days == 1 else 's'}"


def promise(
    *,
    shape: str,
    action: str = "",
    what: str = "",
    comparison: str = "at_least",
    share: Decimal | None = None,
    days: int | None = None,
    due_on: date | None = None,
    change_of: str = "count",
    change_direction: str = "",
    change_percent: Decimal | None = None,
) -> str:
    """The sentence that a promise makes, "…" standing for what is not yet filled in.

    >>> promise(shape="all_within", action="respond to", what="student enquiries", days=2)
    'We will respond to all student enquiries within 2 working days.'
    """
    by = f"by {day(due_on)}{'.' if due_on else ''}"  # no full stop after "…"
    action, what = action.strip() or BLANK, what.strip().rstrip(".") or BLANK
    if shape == "all_within":
        return f"We will {action} all {what} within {working_days(days)}."
    if shape == "share_within":
        amount = "no more than" if comparison == "at_most" else "at least"
        within = f" within {working_days(days)}" if days is not None else ""
        return f"We will {action} {amount} {number(share)}% of {what}{within}."
    if shape == "share_by_date":
        return f"We will {action} at least {number(share)}% of {what} {by}"
    if shape == "change":
        verb, thing = change_direction or BLANK, OF[change_of or "count"] + what
        return f"We will {verb} {thing} by {number(change_percent)}% {by}"
    return "Choose a shape to see the sentence your promise makes."


def listed(names: Sequence[str]) -> str:
    """ "a", "a and b", "a, b and 3 more"."""
    if len(names) > 3:
        names = [*names[:2], f"{len(names) - 2} more"]
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last


def bare(text: str) -> str:
    """The words alone, to compare by: without capitals, marks, and spaces between lines."""
    return re.sub(r"[\W_]+", " ", text.casefold()).strip()
