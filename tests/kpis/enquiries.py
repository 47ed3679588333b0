"""Files of enquiries for tests: their rows, and sending them."""

from django.utils import timezone

from institution.models import AcademicYear
from tests.kpis.promises import SHARE
from tests.tables import preview, upload

WITHIN = {**SHARE, "days": 2}
SECRET = "Jane.Doe@elsewhere.example"


def may_of(year: AcademicYear) -> str:
    """The year and month of the May of an academic year."""
    return f"{year.start_year + 1}-05"


def enquiries(may: str, *, met: int = 9, missed: int = 1, queue: str = "Desk") -> str:
    """A list of enquiries of the first Tuesday or so in May."""
    rows = [f"{may}-06 10:00,{may}-07 12:00"] * met + [f"{may}-06 10:00,{may}-30 12:00"] * missed
    return "From,Created,Resolved,Queue\n" + "".join(f"{SECRET},{row},{queue}\n" for row in rows)


def sent(client, url, content, name="cases.csv", **typed):
    typed.setdefault("as_at", timezone.localdate().isoformat())
    return upload(client, url, content, name, **typed)


def shown_for(client, url, content, name="cases.csv", **typed):
    typed.setdefault("as_at", timezone.localdate().isoformat())
    return preview(client, url, content, name, **typed)


def first_of(may: str) -> str:
    return f"{may}-01"
