"""What no form should ever be sent, and sooner or later is.

The two databases share the work: the run on one tries every other value in a place, the run on the
other the rest. What a database may mind, and the next one not, both try.
"""

from collections.abc import Iterator, Sequence

from django.db import connection
from hypothesis import settings

SCRIPT = "<script>alert(1)</script>"
# As they come over the wire; those that are no text are bytes.
VALUES: list[str | bytes] = [
    "",
    " ",
    "\x00",  # PostgreSQL holds no NUL
    "a\x00b",
    "\x1b[31m\x07\x08",
    b"\xed\xa0\x80",  # half of a surrogate pair
    b"\xff\xfe\xc3\x28",  # not UTF-8 at all
    "\u202egnp.exe\u2066",  # runs from right to left
    "\u200b\ufeff\ufffe",  # seen by nobody
    "שלום مرحبا",
    "e\u0301" * 40,  # letters with accents apart
    "👩‍👩‍👧‍👦🇬🇧🏴\U000e0067",
    "Z\u0351\u036b" * 30,
    "x" * 301,
    "word " * 12_000,
    "line\r\nline\r\n" * 50,
    "0",
    "-1",
    "-0.0",
    "1e400",
    "1e-400",
    "NaN",
    "Infinity",
    "0x1F",
    "½",
    "١٢٣",  # digits, and not ASCII
    "1,234,5",
    "999999999999999999999999999999",
    "9" * 5_000,
    "0000-00-00",
    "2026-06-31",
    "31 June 2026",
    "9999-12-31",
    "10000-01-01",
    "2026-13-45T99:99",
    "=cmd|' /C calc'!A0",
    "+1+1",
    "@SUM(A1)",
    "../../../../etc/passwd",
    "..\\..\\windows",
    "/",
    "%00",
    "%s%n{0}{{ settings.SECRET_KEY }}{% debug %}",
    "'; DROP TABLE sls_statement; --",
    "\\' OR 1=1 --",
    "%_\\%",
    SCRIPT,
    '"><img src=x onerror=alert(1)>',
    "javascript:alert(1)",
    "[a](javascript:alert(1)) **" * 20,
    "| a | b |\n|---|---|\n" + "| c | d |\n" * 50,
    "> " * 200 + "deep",
    '["a", 1, null]',
    '{"$ne": null}',
    "null",
    "true",
    "on",
    "a@b@c",
    "x" * 64 + "@" + "y" * 300 + ".example",
    "http://[::1",
    "2026-27 OR 1",
    "A" * 300_000,
]
# A web server takes no longer address.
SHORT = [value for value in VALUES if len(value) < 4_000]
MINDED: list[str | bytes] = [
    "", "\x00", "a\x00b", b"\xed\xa0\x80", b"\xff\xfe\xc3\x28", "-1", "1e400", "NaN", "Infinity",
    "999999999999999999999999999999", "9" * 5_000, "9999-12-31", "A" * 300_000,
]  # fmt: skip


def share(values: Sequence[str | bytes]) -> list[str | bytes]:
    """The values that this run's database tries; all of them in a thorough run."""
    return [
        value
        for place, value in enumerate(values)
        if place % 2 == _turn() or value in MINDED or is_thorough()
    ]


def quarter(values: Sequence[str | bytes], number: int) -> list[str | bytes]:
    """A quarter of the values, another for each number, and what a database may mind; all of them
    in a thorough run."""
    return [
        value
        for place, value in enumerate(values)
        if place % 4 == number % 4 or value in MINDED or is_thorough()
    ]


def some(values: Sequence[str | bytes], number: int, few: int) -> Sequence[str | bytes]:
    """A few of the values, others for each number and database; all of them in a thorough run."""
    if is_thorough():
        return VALUES
    start = (2 * number + _turn()) * few
    return [values[(start + step) % len(values)] for step in range(few)]


def is_turn(number: int) -> bool:
    """Whether it is this run's database that tries what has the number."""
    return number % 2 == _turn() or is_thorough()


def _turn() -> int:
    return int(connection.vendor == "sqlite")


def rounds(names: Sequence[str], values: Sequence[str | bytes]) -> Iterator[dict]:
    """A value for every name, another for each, until every value has been there and every name
    has had a quarter of them; all of them in a thorough run."""
    step = 1 if is_thorough() else min(4, len(names))
    for start in range(0, len(values), step):
        yield {name: values[(start + place) % len(values)] for place, name in enumerate(names)}


def is_thorough() -> bool:
    return settings.default.max_examples > 1_000


def as_shown(value: str | bytes) -> str:
    """The value as text, as Django reads it."""
    return value if isinstance(value, str) else value.decode(errors="replace")
