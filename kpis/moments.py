"""Days and times as help-desks write them. Pure, no Django.

ISO (2026-10-05, 2026-10-05T09:30:00Z), day first (5/10/2026 09:30, 5 Oct 2026, 05-Oct-26) and, if
one says so, month first. Where two numbers could be either, a reader counts it.
"""

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

from institution.workdays import LOCAL

ISO = re.compile(r"(\d{4})[-/.](\d\d?)[-/.](\d\d?)")
PARTS = re.compile(r"(\d\d?)[-/. ](\d\d?|[A-Za-z]{3,9})[-/., ]+(\d{4}|\d\d)")
TIME = re.compile(
    r"(\d\d?):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?\s*([AaPp])?(?:\.?[Mm]\.?)?\s*"
    r"(Z|UTC|GMT|BST|[+-]\d\d:?(?:\d\d)?)?",
    re.IGNORECASE,
)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
ZONES: dict[str, tzinfo] = {
    "Z": UTC, "UTC": UTC, "GMT": UTC, "BST": timezone(timedelta(hours=1)),
}  # fmt: skip
SHOWN = re.compile(r"[\d/.:\-+ TZ]{1,30}")  # what can be no name of a person


@dataclass
class MomentReader:
    """Reads one cell after another; the same day or time is worked out once.

    month_first: whether 10/5/2026 is the fifth of October.
    zone: where times without a zone of their own are meant.
    unclear, clear: dates of two numbers that could be read either way, and those that could not.
    """

    month_first: bool = False
    zone: tzinfo = LOCAL
    unclear: int = 0
    clear: int = 0
    _days: dict[str, tuple[date, int]] = field(default_factory=dict)
    _times: dict[str, time] = field(default_factory=dict)

    def read(self, text: str) -> date | datetime:
        """The day, or the moment in local time if there is a time of day.

        Raises ValueError with a sentence.
        """
        found = ISO.match(text) or PARTS.match(text)
        if found is None:
            raise ValueError(f"{said(text)} is no date such as 2026-10-05 or 5/10/2026 14:30.")
        day = self._day(found, text)
        rest = text[found.end() :].lstrip(" ,Tt").rstrip()
        if not rest:
            return day
        moment = datetime.combine(day, self._time(rest, text))
        return moment if moment.tzinfo is LOCAL else moment.astimezone(LOCAL)

    def _day(self, found: re.Match[str], text: str) -> date:
        known = self._days.get(found[0])
        if known is None:
            known = self._days[found[0]] = self._worked_out(found, text)
        self.unclear += known[1] == 0
        self.clear += known[1] == 1
        return known[0]

    def _worked_out(self, found: re.Match[str], text: str) -> tuple[date, int]:
        """The day, and whether two numbers were clear (1), unclear (0) or none (2)."""
        if found.re is ISO:
            return self._date(int(found[1]), int(found[2]), int(found[3]), text), 2
        first, second, year = found[1], found[2], int(found[3])
        year += 2000 if year < 100 else 0
        if second.isalpha():
            month = second[:3].lower()
            if month not in MONTHS:
                raise ValueError(f"{said(text)} is no date: there is no such month.")
            return self._date(year, MONTHS.index(month) + 1, int(first), text), 2
        day, month = int(first), int(second)
        is_clear = int(max(day, month) > 12)
        if self.month_first:
            day, month = month, day
        return self._date(year, month, day, text), is_clear if day != month else 2

    def _date(self, year: int, month: int, day: int, text: str) -> date:
        try:
            return date(year, month, day)
        except ValueError:
            order = "month" if self.month_first else "day"
            raise ValueError(f"{said(text)} is no date, with the {order} first.") from None

    def _time(self, rest: str, text: str) -> time:
        known = self._times.get(rest)
        if known is not None:
            return known
        found = TIME.fullmatch(rest)
        if found is None:
            raise ValueError(f"{said(text)} has no time of day such as 14:30.")
        hour = int(found[1])
        if found[4]:
            hour = hour % 12 + (12 if found[4].lower() == "p" else 0)
        try:
            at = time(hour, int(found[2]), int(found[3] or 0), tzinfo=self._zone(found[5]))
        except ValueError:
            raise ValueError(f"{said(text)} has no time of day such as 14:30.") from None
        self._times[rest] = at
        return at

    def _zone(self, name: str | None) -> tzinfo:
        if not name:
            return self.zone
        if name.upper() in ZONES:
            return ZONES[name.upper()]
        digits = name[1:].replace(":", "").ljust(4, "0")
        ahead = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
        return timezone(-ahead if name[0] == "-" else ahead)


def said(text: str) -> str:
    """The cell in quotation marks, unless it might be about a person."""
    return f"“{text}”" if SHOWN.fullmatch(text) else "What stands there"
