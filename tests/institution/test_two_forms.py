"""Two people have the same form open: the second to save sees what the first has saved, and
chooses. Nothing is put back unseen."""

import re
from html import unescape

import pytest

from institution import workflow
from institution.models import Department, Institution, User
from kpis.models import UniversityKpi
from kpis.workflow import save_university_kpi
from tests.access.examples import new_token

FORMS = ["department", "institution", "year", "person", "university KPI"]


@pytest.fixture
def case(request, house):
    """A form by its name: its row, its address, and what two people change in it."""
    university_kpi = UniversityKpi.objects.create(name="Continuation")
    return {
        "department": (
            house.library, "/departments/library/edit/",
            {"phone": "01227 1"}, {"summary": "Books and desks"},
        ),
        "institution": (
            house.institution, "/institution/",
            {"deciding_body": "The Senate"}, {"considering_body": "The Council"},
        ),
        "year": (
            house.year, "/years/2026/edit/", {"census_on": "2027-05-01"}, {"due_on": "2027-04-01"},
        ),
        "person": (
            house.head, f"/people/{house.head.pk}/edit/",
            {"job_title": "Librarian"}, {"name": "Hedda Gray"},
        ),
        "university KPI": (
            university_kpi, f"/university-kpis/{university_kpi.pk}/",
            {"url": "https://kept.example/kpis"}, {"name": "Students who stay"},
        ),
    }[request.param]  # fmt: skip


def fields_of(page):
    """What the page's form holds, as a browser would send it."""
    form = page.content.decode().rpartition("data-autosave>")[2].partition("</form>")[0]
    found = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = (re.search(rf'{part}="([^"]*)"', tag) for part in ("name", "value"))
        if 'type="checkbox"' not in tag or " checked" in tag:
            found[name[1]] = unescape(value[1]) if value else ""
    for name, body in re.findall(r'<select[^>]*name="(\w+)".*?>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', body)
        found[name] = chosen[1] if chosen else ""
    for name, text in re.findall(
        r'<textarea[^>]*name="(\w+)"[^>]*>(.*?)</textarea>', form, re.DOTALL
    ):
        found[name] = unescape(text).strip()
    return found


def someone_else(house, url):
    """Who may change it besides the reviewer; the same reviewer in another window if nobody."""
    is_shared = url.startswith(("/institution/", "/people/"))
    return house.administrator if is_shared else house.reviewer


def said(row, fields):
    row = type(row).objects.get(pk=row.pk)
    return {name: str(getattr(row, name)) for name in fields}


@pytest.mark.parametrize("case", FORMS, indirect=True)
def test_the_second_of_two_forms_shows_what_the_first_saved(house, case, sign_in):
    row, url, first, second = case
    one, other = sign_in(house.reviewer), sign_in(someone_else(house, url))
    mine, theirs = fields_of(other.get(url)), fields_of(one.get(url))
    assert one.post(url, theirs | first).status_code == 302
    answer = other.post(url, mine | second)
    assert answer.status_code == 200
    page = " ".join(unescape(answer.content.decode()).split())
    assert "Somebody changed this while you were writing, so nothing is saved yet." in page
    (saved,) = first.values()
    assert f"somebody saved “{saved}”." in page
    assert said(row, first) == first
    assert said(row, second) != second
    # What was typed stands in the form, and the next save is of somebody who has seen both.
    again = fields_of(answer)
    assert {name: again[name] for name in second} == second
    assert other.post(url, again | first).status_code == 302
    assert said(row, first | second) == first | second


@pytest.mark.parametrize("case", FORMS, indirect=True)
@pytest.mark.parametrize("as_seen", [None, "", "x", "\x00"])
def test_a_form_that_does_not_say_what_it_showed_saves_nothing(house, case, sign_in, as_seen):
    row, url, first, _ = case
    client = sign_in(someone_else(house, url))
    typed = fields_of(client.get(url)) | first
    del typed["as_seen"]
    if as_seen is not None:
        typed["as_seen"] = as_seen
    assert client.post(url, typed).status_code == 200
    assert said(row, first) != first


@pytest.mark.parametrize("case", FORMS, indirect=True)
def test_a_form_sent_again_with_other_words_shows_both(house, case, sign_in):
    row, url, first, second = case
    client = sign_in(someone_else(house, url))
    typed = fields_of(client.get(url))
    for _ in range(2):
        assert client.post(url, typed | first).status_code == 302
    answer = client.post(url, typed | second)
    assert answer.status_code == 200
    assert "Somebody changed this while you were writing" in answer.content.decode()
    assert said(row, first) == first


def test_other_names_of_a_department_are_seen_too(house, sign_in):
    client = sign_in(house.reviewer)
    typed = fields_of(client.get("/departments/library/edit/"))
    workflow.set_aliases(house.library, ["LLR"], by=house.reviewer)
    answer = client.post("/departments/library/edit/", typed | {"aliases": "Books"})
    assert "Other names: somebody saved “LLR”." in answer.content.decode()
    assert [str(name) for name in house.library.names.all()] == ["LLR"]


@pytest.mark.parametrize(
    ("url", "first", "second", "model"),
    [
        ("/departments/add/", {"name": "Estates"}, {"name": "Security"}, Department),
        (
            "/people/add/",
            {"name": "Ida Marsh", "email": "ida@kept.example"},
            {"name": "Noor Vale", "email": "noor@kept.example"},
            User,
        ),
    ],
)
def test_what_is_added_with_a_form_sent_again_is_added_too(
    house, sign_in, url, first, second, model
):
    client, token = sign_in(house.reviewer), {"_once": new_token()}
    for typed in (first, second, second):
        client.post(url, token | typed)
    assert model.objects.filter(name__in=[first["name"], second["name"]]).count() == 2


def test_a_verb_without_a_form_is_not_asked_what_was_seen(house):
    """A list that is imported, or a demo that is built, has shown no form."""
    institution = Institution.get()
    institution.short_name = "Tests"
    workflow.change_institution(institution, by=house.administrator)
    kpi = save_university_kpi(UniversityKpi(name="Continuation"), by=house.reviewer)
    kpi.url = "https://kept.example/kpis"
    save_university_kpi(kpi, by=house.reviewer)
    assert (Institution.get().short_name, UniversityKpi.objects.get().url) == ("Tests", kpi.url)
