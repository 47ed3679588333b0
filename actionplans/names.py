"""The names of days and periods in a timescale: "11 December 2020", "Spring 2018/19". Pure."""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from actionplans import calendars
from actionplans.calendars import MONTHS, Calendar, Period
from institution import years

ABBREVIATIONS = [month[:3].casefold() for month in MONTHS]
ORDINALS = ("first", "second", "third", "fourth")
FIRST_DAY = (years.FIRST_MONTH, 1)
NO_ACADEMIC_YEAR = "“{}” is no academic year. Write it like {}."
# Early, mid and late: a third each, in a year of its months, in a month of its days.
THIRDS = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}
THIRDS_OF_MONTH = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}

MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])\.?"
)
WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? )?"
TH = r"(?:st|nd|rd|th)?"
# Two digits are a year only where no date begins with them: "May 2019-20 June 2020".
TWO = rf"\d\d(?!\d|{TH} ?(?:of )?{MONTH})"
PART = r"(?:(?P<part>early|mid|late)[ -])?"
OF_MONTH = rf"[ -]?(?P<year>\d{{4}})|[ -]?'(?P<short>\d\d)|-(?P<dashed>{TWO})"
PAIR = rf"\d{{4}} ?[-/] ?(?:\d{{4}}|{TWO})"
SEASON = r"(?:spring|summer|autumn)(?: term)?|winter|christmas|xmas|easter"
# "Autumn 2018-2019" is none of these: it may be a range.
OF_SEASON = rf"\d{{4}}(?:/\d{{4}}|[/-]{TWO})?|'?{TWO}(?:[/-]{TWO})?"
# The first that fits is meant.
PATTERNS = [
    re.compile(rf"(?<![a-z0-9])(?:{pattern})(?![a-z0-9])", re.ASCII)
    for pattern in (
        r"(?P<year>\d{4})-(?P<number>\d{1,2})-(?P<day>\d{1,2})(?:[ t]00:00(?::00)?)?",
        r"(?P<day>\d{1,2})([/.-])(?P<number>\d{1,2})\2(?P<year>\d{4}|\d\d)",
        r"(?P<number>\d{1,2})/(?P<year>\d{4})",
        rf"{WEEKDAY}(?P<day>\d{{1,2}}){TH}(?: of)?[ -]?(?P<month>{MONTH})(?:,?(?:{OF_MONTH}))?",
        rf"{WEEKDAY}(?P<month>{MONTH}) (?P<day>\d{{1,2}}){TH},? (?P<year>\d{{4}})",
        rf"{PART}(?P<month>{MONTH})(?:(?: of|,)?(?:{OF_MONTH}))?",
        rf"(?:q|quarter ?)(?P<quarter>[1-4])(?:(?: of)?[ /-]?(?P<year>\d{{4}}|'?{TWO})(?![/-]\d))?",
        rf"(?P<ordinal>{'|'.join(ORDINALS)}) quarter(?:(?: of)? (?P<year>\d{{4}})(?![/-]\d))?",
        r"(?P<year>\d{4})[ /-]?q(?P<quarter>[1-4])",
        rf"(?P<name>{SEASON})(?:(?: of|,)?[ -]?(?P<year>{OF_SEASON}))?",
        rf"(?P<name>ay|academic year|academic session) ?(?P<year>{PAIR}|{TWO}[-/]{TWO}|\d{{4}})",
        rf"(?P<year>{PAIR})",
        rf"{PART}(?:(?:cy|calendar year|year) ?)?(?P<year>\d{{4}})",
    )
]
FULL_NAMES = {"xmas": "christmas", "academic year": "ay", "academic session": "ay"}


class NoSuchDate(ValueError):
    """A date that does not exist, with the sentence for whoever typed it."""


@dataclass(frozen=True)
class Named:
    """What one name says, as far as it does.

    year: as typed, such as "2018", "'18", "2018/19"; "" where it is not said.
    name: as in Calendar, "ay" for the academic year, "" for a month or a plain year.
    """

    year: str
    name: str = ""
    quarter: int | None = None
    month: int | None = None
    day: int | None = None
    part: str = ""

    @property
    def is_plain_year(self) -> bool:
        """Whether it is a year and no more."""
        return not (self.name or self.part) and self.quarter is None and self.month is None

    def period(self, calendar: Calendar) -> Period:
        """The days that are meant.

        Two years that follow each other are an academic year, and "Spring 2018/19" is the spring
        in it; plain years that do not ("2020-22") are a range.
        Raises NoSuchDate for a day that does not exist, ValueError for a year beyond all dates.
        """
        year, end = _years(self.year)
        if end and end != year + 1:
            if self.is_plain_year and "-" in self.year:
                return Period(date(year, 1, 1), date(end, 12, 31))
            raise NoSuchDate(NO_ACADEMIC_YEAR.format(self.year, years.label(year)))
        if self.name == "ay" or (self.is_plain_year and end):
            return calendars.academic_year(year)
        if self.month is not None:
            in_year = end if end and self.month < years.FIRST_MONTH else year
            return _of_month(in_year, self.month, self.day, self.part)
        if self.quarter is not None:
            return calendars.months(year, 3 * self.quarter - 2, 3 * self.quarter)
        if self.name:
            begins, _ = calendar.span(self.name)
            return calendar.period(self.name, end if end and begins < FIRST_DAY else year)
        return calendars.months(year, *THIRDS[self.part]) if self.part else calendars.year(year)


def plain(text: str) -> str:
    """The words without case, kinds of dashes and white space, and marks at either end."""
    text = unicodedata.normalize("NFKC", text)
    text = re.sub("[\u00ad\u200b-\u200d\u2060\ufeff]", "", text)  # what nobody sees
    text = re.sub("[\u2010-\u2015\u2212]", "-", text).replace("‘", "'").replace("’", "'")
    return " ".join(text.split()).casefold().strip(" .,;:")


def scan(words: str) -> tuple[str, list[Named]]:
    """The frame of plain words, with "#" where a name was, and the names in order.

    "by the end of may 2019" has the frame "by the end of #" and one name, a month.
    """
    frame, names, at = "", [], 0
    words = words.replace("#", "?")
    while at < len(words):
        found = next((m for pattern in PATTERNS if (m := pattern.match(words, at))), None)
        if found:
            names.append(_named(found.groupdict()))
        frame += "#" if found else words[at]
        at = found.end() if found else at + 1
    return frame, names


def with_years(names: Sequence[Named]) -> list[Named]:
    """The same names, each without a year having that of the next name with one."""
    said, year = [], ""
    for name in reversed(names):
        year = name.year or year
        said.append(replace(name, year=year))
    return said[::-1]


def repeated(names: Sequence[Named]) -> list[Named]:
    """The same names, a plain year standing for the name before it in that year."""
    said = list(names[:1])
    for name in names[1:]:
        said.append(replace(said[-1], year=name.year) if name.is_plain_year else name)
    return said


def _named(said: dict[str, str | None]) -> Named:
    """What the groups of a pattern found."""
    name, ordinal, written = said.get("name") or "", said.get("ordinal"), said.get("month")
    quarter, month = _number(said.get("quarter")), _number(said.get("number"))
    return Named(
        year=said.get("year") or said.get("short") or said.get("dashed") or "",
        name=FULL_NAMES.get(name, name).replace(" ", "_"),
        quarter=ORDINALS.index(ordinal) + 1 if ordinal else quarter,
        month=ABBREVIATIONS.index(written[:3]) + 1 if written else month,
        day=_number(said.get("day")),
        part=said.get("part") or "",
    )


def _number(digits: str | None) -> int | None:
    return int(digits) if digits else None


def _years(text: str) -> tuple[int, int | None]:
    """The year and, where there are two, the other: "2018/19" -> 2018, 2019; "'18" -> 2018, None.

    Raises NoSuchDate where the second is not later.
    """
    first, *others = re.split(r" ?[-/] ?", text.removeprefix("'"))
    year = int(first) if len(first) == 4 else 2000 + int(first)
    if not others:
        return year, None
    end = int(others[0])
    if len(others[0]) == 2:
        end += year - year % 100 + (100 if end == 0 else 0)
    if end <= year:
        raise NoSuchDate(NO_ACADEMIC_YEAR.format(text, years.label(year)))
    return year, end


def _of_month(year: int, month: int, day: int | None, part: str) -> Period:
    """The month, a third of it, or one day.

    Raises NoSuchDate where there is no such day.
    """
    if not 1 <= month <= 12:
        raise NoSuchDate(f"There is no month {month}. Write the day first, then the month.")
    whole, length = calendars.months(year, month, month), monthrange(year, month)[1]
    if part:
        first, last = THIRDS_OF_MONTH[part]
        return Period(date(year, month, first), date(year, month, min(last, length)))
    if day is None:
        return whole
    if not 1 <= day <= length:
        words = f"{MONTHS[month - 1]} {year}"
        raise NoSuchDate(
            f"There is no {day} {words}: {words} has {length} days. Write another day."
        )
    return Period(date(year, month, day), date(year, month, day), is_deadline=True)
