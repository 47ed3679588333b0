"""The pages of academic years: what they show, propose, refuse and say of the consequences."""

import re
from datetime import date

import pytest

from institution.models import AcademicYear
from institution.views.years import _a_year_on
from institution.workflow import merge_department, move_year
from sls import workflow
from tests import factories
from tests.sls.sending import send

LIST = "/years/"


def page(client, url) -> str:
    """The words of a page, on one line."""
    return " ".join(client.get(url).content.decode().split())


def owed(client) -> list[str]:
    """What the list says is owed in each year, the newest first."""
    cells = re.findall(r'"Statements owed" class="numbers unbroken">(.*?)</td>', page(client, LIST))
    return [" ".join(re.sub("<.*?>", "", cell).split()) for cell in cells]


def test_year_list_counts_what_is_owed_and_proposed(house, sign_in):
    factories.make_requirement(house.finance, house.year, "a")
    factories.make_requirement(house.office, house.year, "none")
    planned = factories.make_year(2027, "planned")
    workflow.copy_requirements(house.year, planned, by=house.reviewer)
    assert owed(sign_in(house.outsider)) == ["0 (3 proposed)", "2"]


def test_a_merged_department_owes_nothing_on_either_page(house, sign_in):
    """The list and the page to open a year say the same."""
    client = sign_in(house.reviewer)
    factories.make_requirement(house.finance, house.year, "a")
    workflow.copy_requirements(house.year, factories.make_year(2027), by=house.reviewer)
    offered = factories.make_requirement(house.office, house.year, "none")
    offered.voluntary = "statement"
    offered.save()
    house.year.state = "planned"
    house.year.save()
    assert owed(client) == ["0 (2 proposed)", "3"]
    assert "3 departments are asked for a statement" in page(client, "/years/2026/open/")
    merge_department(house.finance, house.library, by=house.reviewer)
    assert owed(client) == ["0 (1 proposed)", "2"]
    assert "2 departments are asked for a statement" in page(client, "/years/2026/open/")


def test_year_list_says_why_a_year_is_paused_to_everybody(house, sign_in):
    factories.make_year(2027, "paused", public_reason="A year to think.", still_asked="Drafts.")
    words = page(sign_in(house.outsider), LIST)
    assert "2027-28 is paused" in words
    assert "A year to think." in words
    assert "Drafts." in words
    assert "Plan a year" not in words
    assert "Plan a year" in page(sign_in(house.reviewer), LIST)


@pytest.mark.parametrize("years", [1, 30])
def test_year_list_asks_the_same_of_the_database_for_every_length(
    house, sign_in, years, django_assert_num_queries
):
    for number in range(years):
        factories.make_year(2040 + number)
    client = sign_in(house.reviewer)
    client.get(LIST)
    with django_assert_num_queries(6):
        client.get(LIST)


def test_year_add_proposes_the_next_year_with_dates_a_year_on(house, sign_in):
    AcademicYear.objects.update(
        opens_on=date(2026, 9, 14), due_on=date(2026, 12, 11), census_on=None,
        returns_due_on=date(2027, 10, 29),
    )  # fmt: skip
    form = sign_in(house.reviewer).get("/years/add/").context["form"]
    assert form["start_year"].value() == "2027-28"
    assert (form["opens_on"].value(), form["due_on"].value()) == (
        date(2027, 9, 14),
        date(2027, 12, 11),
    )
    assert form["census_on"].value() is None
    assert form["returns_due_on"].value() == date(2028, 10, 29)


def test_a_year_after_the_29th_of_february_is_the_28th():
    assert _a_year_on(date(2028, 2, 29)) == date(2029, 2, 28)
    assert _a_year_on(date(2027, 2, 28)) == date(2028, 2, 28)


def test_year_add_plans_a_year(house, sign_in):
    answer = send(sign_in(house.reviewer), "/years/add/", start_year="2027/28", due_on="2027-12-10")
    assert answer.status_code == 302
    year = AcademicYear.objects.get(start_year=2027)
    assert (year.state, year.due_on, year.opens_on) == ("planned", date(2027, 12, 10), None)
    assert year.events.get().text == "added 2027-28"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"start_year": ""}, "Say which academic year"),
        ({"start_year": "2026-27"}, "2026-27 is there already"),
        ({"start_year": "2027-29"}, "is not an academic year. Write it like 2026-27."),
        ({"start_year": "\ud800\0 =1"}, "is not an academic year"),
        ({"start_year": "2027-28", "due_on": "soon"}, "write a date such as 5 March 2027"),
        ({"start_year": "2027-28", "due_on": "1827-12-10"}, "the year 1827 is too far away"),
        (
            {"start_year": "2027-28", "opens_on": "2027-10-01", "due_on": "2027-09-30"},
            "The due date is before the opening",
        ),
        (
            {"start_year": "2027-28", "census_on": "2028-09-15", "returns_due_on": "2028-09-14"},
            "Returns would be due before the census. Check both dates.",
        ),
        (
            {"start_year": "2027-28", "opens_on": "2027-10-01", "returns_due_on": "2027-09-30"},
            "Returns would be due before the opening. Check both dates.",
        ),
    ],
)
def test_year_add_answers_mistakes_with_a_sentence(house, sign_in, typed, sentence):
    typed = {name: value.encode("utf-8", "replace").decode() for name, value in typed.items()}
    answer = send(sign_in(house.reviewer), "/years/add/", **typed)
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert AcademicYear.objects.count() == 1


def test_year_edit_keeps_a_day_for_returns_and_says_what_none_means(house, sign_in):
    client, url = sign_in(house.reviewer), "/years/2026/edit/"
    assert "Left empty, it is six weeks after the census." in page(client, url)
    send(client, url, census_on="2027-09-15", as_seen=house.year.as_seen)
    assert "27 October 2027" in page(client, LIST)
    house.year.refresh_from_db()
    typed = {"census_on": "2027-09-15", "returns_due_on": "2027-11-05"}
    send(client, url, **typed, as_seen=house.year.as_seen)
    house.year.refresh_from_db()
    assert house.year.returns_due_on == date(2027, 11, 5)
    last = house.year.events.order_by("pk").last()
    assert last.text == ("changed the dates of 2026-27: due date of returns none to 2027-11-05")
    assert "5 November 2027" in page(client, LIST)


def test_year_edit_saves_dates_and_shows_the_reason_only_in_a_pause(house, sign_in):
    client = sign_in(house.reviewer)
    assert "public_reason" not in client.get("/years/2026/edit/").context["form"].fields
    typed = {"opens_on": "", "due_on": "2027-01-08", "as_seen": house.year.as_seen}
    send(client, "/years/2026/edit/", **typed, public_reason="x")
    house.year.refresh_from_db()
    assert (house.year.due_on, house.year.opens_on) == (date(2027, 1, 8), None)
    assert house.year.public_reason == ""
    factories.make_year(2027, "paused")
    answer = send(client, "/years/2027/edit/", public_reason=" ")
    assert "Say why the year is paused." in answer.content.decode()


@pytest.mark.parametrize(
    ("state", "move", "becomes"),
    [("planned", "open", "open"), ("open", "pause", "paused"), ("open", "close", "closed"),
     ("paused", "open", "open"), ("closed", "open", "open")],
)  # fmt: skip
def test_year_state_moves_a_year(house, sign_in, state, move, becomes):
    year = factories.make_year(2027, state)
    client = sign_in(house.reviewer)
    assert "What this means" in page(client, f"/years/2027/{move}/")
    send(client, f"/years/2027/{move}/", public_reason="A rest.", still_asked="Drafts.")
    year.refresh_from_db()
    assert year.state == becomes
    assert year.events.get().text == f"changed 2027-28 from {state} to {becomes}"


def test_year_state_tells_what_pausing_interrupts(house, sign_in):
    house.draft()
    words = page(sign_in(house.reviewer), "/years/2026/pause/")
    assert "1 statement that is being written stays as it is" in words
    assert "Every page that shows the year says that it is paused, and why." in words
    assert "1 statement that is not finished" in page(sign_in(house.reviewer), "/years/2026/close/")


def test_year_state_tells_what_opening_asks(house, sign_in):
    planned = factories.make_year(2027, "planned", due_on=date(2027, 12, 10))
    words = page(sign_in(house.reviewer), "/years/2027/open/")
    assert "Nobody is asked for anything yet" in words
    assert "2026-27 is open as well" in words
    factories.make_requirement(house.library, planned)
    words = page(sign_in(house.reviewer), "/years/2027/open/")
    assert "1 department is asked for a statement by 10 December 2027" in words


def test_year_state_keeps_what_was_typed_when_the_reason_is_missing(house, sign_in):
    answer = send(sign_in(house.reviewer), "/years/2026/pause/", still_asked="Send your drafts.")
    words = answer.content.decode()
    assert "Say why the year is paused. Everybody can read the reason." in words
    assert "Send your drafts." in words
    assert AcademicYear.objects.get().state == "open"


def test_year_state_leaves_an_illegal_move_alone(house, sign_in):
    factories.make_year(2027, "closed")
    answer = sign_in(house.reviewer).get("/years/2027/pause/", follow=True)
    assert "2027-28 is closed, so it cannot become paused." in answer.content.decode()
    assert sign_in(house.reviewer).get("/years/2027/forget/").status_code == 404


def test_year_state_keeps_the_reason_when_somebody_else_moved_the_year_first(house, sign_in):
    client = sign_in(house.reviewer)
    move_year(house.year, "closed", by=house.library_reviewer)
    answer = send(client, "/years/2026/pause/", public_reason="We rest, for a long reason.")
    words = answer.content.decode()
    assert "2026-27 is closed and cannot become paused." in words
    assert "We rest, for a long reason.</textarea>" in words


def test_a_form_sent_twice_moves_a_year_once(house, sign_in):
    client = sign_in(house.reviewer)
    once = {"_once": "6c1f1b6e-9d0b-4d0a-9c50-0d2d8a2f9b11", "public_reason": "A rest."}
    assert [client.post("/years/2026/pause/", once).status_code for _ in range(2)] == [302, 302]
    assert house.year.events.count() == 1


@pytest.mark.parametrize("url", ["/years/add/", "/years/2026/edit/", "/years/2026/pause/"])
@pytest.mark.parametrize("who", ["head", "administrator", "outsider"])
def test_years_are_for_the_quality_office(house, sign_in, url, who):
    client = sign_in(house.cast[who])
    assert client.get(url).status_code == 403
    assert send(client, url, public_reason="x", start_year="2029-30").status_code == 403
    assert list(AcademicYear.objects.values_list("start_year", "state")) == [(2026, "open")]
