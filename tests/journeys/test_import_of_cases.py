"""The sixth journey: a year of a help-desk's enquiries becomes readings, counted here once more."""

import csv
import random
from collections import Counter
from datetime import date, datetime, timedelta

import holidays
import pytest
from playwright.sync_api import expect

from kpis import periods
from kpis.models import Measurement
from tests.journeys.hands import ways
from tests.kpis.promises import SHARE, last_year, make_promise

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.django_db(transaction=True)]

ROWS = 200_000
DAY = timedelta(days=1)
# After how many days an enquiry is answered, and how often; never is None. Within seven working
# days is nine calendar days, eleven or more: of those answered after ten, some are in time.
ANSWERED_AFTER = {1: 60, 6: 32, 10: 5, 20: 2, None: 1}


@pytest.mark.parametrize("way", ways("mouse", "no-javascript"))
def test_200_000_enquiries_become_readings(house, way, sit_down, tmp_path):
    year = last_year()
    make_promise(house.library, year, by=house.head, **{**SHARE, "frequency": "quarterly"})
    file = tmp_path / "enquiries.csv"
    counted = write_enquiries(file, year.start_year)
    assert file.stat().st_size > 10 * 1024**2  # more than other files may have

    contributor = sit_down(house.contributor, way)
    upload(contributor, file)
    see_what_it_comes_to(contributor, counted)
    enter_the_readings(contributor)
    for name, (met, due) in counted.items():
        row = contributor.page.locator("#readings ~ * tbody tr").filter(has_text=name)
        for words in (f"{met:,} of {due:,}", f"{100 * met / due:.1f}%", "Met"):
            expect(row).to_contain_text(words)
    found = Measurement.objects.order_by("period_start").values_list("numerator", "denominator")
    assert list(found) == list(counted.values())


def write_enquiries(file, start_year):
    """A year's enquiries but for July, and one line that cannot be; gives answered in time and
    due, by period."""
    chance = random.Random(start_year)  # noqa: S311 - no secret, the same list each time
    in_time = last_days(start_year)
    met, due = Counter(), Counter()
    first = datetime(start_year, 8, 1, 8)  # noqa: DTZ001 - local time, as a help-desk writes it
    days, after = (date(start_year + 1, 6, 30) - first.date()).days, list(ANSWERED_AFTER)
    with file.open("w", newline="", encoding="utf-8") as target:
        rows = csv.writer(target)
        rows.writerow(["Ticket", "Subject", "Created", "Resolved"])
        for number in range(ROWS - 1):
            received = first + timedelta(chance.randrange(days), minutes=chance.randrange(12 * 60))
            (delay,) = chance.choices(after, ANSWERED_AFTER.values())
            answered = received + timedelta(delay) if delay else ""
            rows.writerow([number, "My card, once more", received, answered])
            day = received.date() + DAY * (received.hour >= 17)
            due[quarter(day)] += 1
            met[quarter(day)] += bool(answered) and answered.date() <= in_time[day]
        rows.writerow([ROWS, "Turned round", received, received - DAY])
    known = periods.periods("quarterly", date(start_year, 8, 1), date(start_year + 1, 7, 31))
    return {
        periods.name("quarterly", *one): (met[number], due[number])
        for number, one in enumerate(known)
    }


def last_days(start_year):
    """For each day of receipt the last of seven working days, found by walking day by day."""
    closed = holidays.country_holidays("GB", subdiv="ENG", years=[start_year, start_year + 1])
    found, day = {}, date(start_year, 8, 1)

    def is_free(one):
        return one.weekday() > 4 or one in closed

    while day < date(start_year + 1, 8, 1):
        last, left = day, 7 + is_free(day)  # what arrives on a free day arrives on the next other
        while left:
            last += DAY
            left -= not is_free(last)
        found[day] = last
        day += DAY
    return found


def quarter(day):
    """The quarter of the academic year, as 0 to 3."""
    return (day.month - 8) % 12 // 3


def upload(at, file):
    """From the KPI's page to what the file comes to."""
    at.go("/")
    at.press("KPIs")
    at.press("Answers in time")
    at.press("work them out from enquiries")
    at.attach("CSV or Excel file of enquiries", file)
    at.press("Count the enquiries")
    assert at.title == "What the enquiries come to"


def see_what_it_comes_to(at, counted):
    """The preview says how many rows there were, and what each period comes to."""
    main = at.page.get_by_role("main")
    expect(main.locator(".summary-row").first).to_contain_text(f"{ROWS:,}")
    table = main.get_by_role("table")
    expect(table.locator("tbody tr")).to_have_count(len(counted))
    for name, (met, due) in counted.items():
        row = table.get_by_role("row").filter(has_text=name)
        for words in (f"{met:,}", f"{due:,}", f"{100 * met / due:.1f}%", "Met", "final"):
            expect(row).to_contain_text(words)


def enter_the_readings(at):
    """Not before the row that cannot be counted is left out on purpose."""
    at.press("Enter these readings")
    expect(at.page.get_by_role("alert")).to_contain_text("may be left out")
    at.toggle("1 row that cannot be counted")
    expect(at.page.get_by_text("It was answered before it was received.")).to_be_visible()
    at.mark("Leave out the rows that cannot be counted")
    at.press("Enter these readings")
    messages = at.page.get_by_label("Messages")
    expect(messages).to_contain_text("Readings worked out from enquiries.csv: 4.")
