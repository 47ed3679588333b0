"""Every page in its states, at 1280 and at 320: nothing for axe to find, one h1, no level skipped,
the skip link first, no scrolling sideways, a title of its own.

KEPT_PICTURES=/some/folder keeps a picture of each page at both widths, for people to look at.
"""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.db import OperationalError
from django.urls import reverse
from playwright.sync_api import Page, Response

from institution.routes import all_routes
from tests.factories import make_person
from tests.journeys.desks import open_browser
from tests.journeys.looking import Window, problems_of, take_pictures
from tests.journeys.plan_world import PlanWorld
from tests.journeys.visits import NO_PAGES, VISITS, Visit
from tests.journeys.world import World

pytestmark = pytest.mark.needs("chromium")

# A part of a style sheet for some widths, up to the brace at the beginning of a line.
BY_WIDTH = re.compile(r"^@media[^{]*width.*?^\}", re.DOTALL | re.MULTILINE)
HIDES = re.compile(r"display:\s*none|visibility|\bclip")
HIDING_CLASS = re.compile(r"\b(?:navbar|offcanvas|d-(?:sm|md|lg|xl|xxl)-)")
EMPTY_AT_FIRST = [
    "home", "sls:service_list", "sls:statement_list", "sls:review_queue", "sls:requirement_list",
    "sls:template_list", "sls:dependency_list", "kpis:university_kpi_list",
    "institution:year_list", "sls:report_list",
    "institution:department_list", "institution:person_list", "institution:institution_edit",
]  # fmt: skip


@pytest.fixture
def window(chromium, quiet_site):
    desk = open_browser(chromium, quiet_site)
    window = Window(desk, quiet_site)
    yield window
    window.leave()
    desk.close()


@pytest.mark.once
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("part", VISITS)
def test_everybody_can_use_every_page(part, window, subtests):
    world = PlanWorld() if part == "plans" else World()
    for visit in VISITS[part]:
        with subtests.test(visit.name):
            page = window.let_in(world.person(visit.by))
            assert come_to(page, visit, world) == visit.status
            assert ("error" in visit.state) == page.title().startswith("Error: ")
            take_pictures(page, visit.name)
            assert problems_of(page) + window.problems == []


def come_to(page: Page, visit: Visit, world: World) -> int:
    """Open the page and let happen what the visit says; the status of the last answer."""
    answers = []

    def note(answer: Response) -> None:
        answers.append(answer)

    page.on("response", note)
    page.goto(reverse(visit.route, args=visit.of(world)) + visit.query)
    if visit.meanwhile:
        visit.meanwhile(world)
    if visit.act:
        visit.act(page)
    page.remove_listener("response", note)
    return [one.status for one in answers if one.request.is_navigation_request()][-1]


@pytest.mark.once
def test_what_is_wrong_is_found(window):
    """The visits can fail: a page with a picture without words, too wide, without a heading."""
    page = window.let_in(None)
    page.set_content(
        "<!doctype html><html lang=en><title>A page</title><p style='width: 400px'><img src=x>"
    )
    found = " ".join(problems_of(page))
    for problem in ("image-alt", "not one first heading", "keyboard", "sideways: 4"):
        assert problem in found


@pytest.mark.once
def test_what_is_wrong_at_one_width_is_found(window):
    """What is wrong with a narrow page alone: words that are paler there, targets too small."""
    page = window.let_in(None)
    page.set_content(
        "<!doctype html><html lang=en><title>A page</title><style>@media (max-width: 400px)"
        "{p {color: #ccc} a {display: inline-block; font-size: 5px; line-height: 5px}}</style>"
        "<main id=main><a href='#main'>On</a> <a href='#x'>Off</a><h1>A page</h1><p>Words</main>"
    )
    found = problems_of(page)
    assert [one for one in found if one.startswith("1280")] == []
    for problem in ("320: color-contrast", "320: target-size"):
        assert any(one.startswith(problem) for one in found)


def test_no_style_sheet_shows_or_hides_anything_by_the_width_or_turn_of_a_page():
    """So what axe says of names and roles at one width holds at the other, and however a telephone
    is held. Of Bootstrap's classes that do, no page uses one."""
    base = Path(settings.BASE_DIR)
    sheets = [file.read_text() for file in base.glob("static/**/*.css")]
    assert [text for text in sheets if "orientation" in text] == []
    own = "\n".join(file.read_text() for file in base.glob("static/css/*.css"))
    by_width = BY_WIDTH.findall(own)
    assert len(by_width) > 10
    assert [block for block in by_width if HIDES.search(block)] == []
    pages = [
        *base.glob("templates/**/*.html"),
        *base.glob("*/forms/*.py"),
        *base.glob("*/forms.py"),
    ]
    assert [file.name for file in pages if HIDING_CLASS.search(file.read_text())] == []


def test_every_page_is_visited():
    visits = [visit for part in VISITS.values() for visit in part]
    pages = {route.name for route in all_routes() if "GET" in route.methods}
    visited = {visit.route for visit in visits if visit.status not in (403, 405)}
    assert pages - visited == set(NO_PAGES)
    names = [visit.name for visit in visits]
    assert sorted(names) == sorted(set(names))


@pytest.mark.django_db(transaction=True)
def test_each_page_has_a_title_of_its_own(sign_in):
    """People with many tabs, and those who hear a page before they see it, tell pages by title."""
    titles = titles_of(World(), [part for name, part in VISITS.items() if name != "plans"], sign_in)
    assert len(titles) > 90
    assert {title: paths for title, paths in titles.items() if len(paths) > 1} == {}


@pytest.mark.django_db
def test_each_page_of_plans_has_a_title_of_its_own(sign_in):
    titles = titles_of(PlanWorld(), [VISITS["plans"]], sign_in)
    assert len(titles) > 40
    assert {title: paths for title, paths in titles.items() if len(paths) > 1} == {}


def titles_of(world, parts, sign_in) -> dict[str, set[str]]:
    """The addresses of the visits by the title of what they show. Each visit gets its answer here
    on every database; browsers, who look longer, are sent on one."""
    titles = {}
    for visit in [visit for part in parts for visit in part if not visit.act]:
        path = reverse(visit.route, args=visit.of(world))
        answer = sign_in(world.person(visit.by)).get(path + visit.query, follow=True)
        assert answer.status_code == visit.status, visit.name
        if answer.status_code == 200:
            words = re.search(r"<title>(.*?)</title>", answer.content.decode(), re.DOTALL)
            titles.setdefault(" ".join(words[1].split()), set()).add(answer.request["PATH_INFO"])
    return titles


@pytest.mark.once
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("problem", "status"), [(RuntimeError("a mistake of ours"), 500), (OperationalError(), 503)]
)
def test_everybody_can_read_that_the_site_has_a_problem(window, monkeypatch, problem, status):
    def explode(*args):
        raise problem

    monkeypatch.setattr("config.views.directory.departments", explode)
    page = window.let_in(None)
    assert page.goto("/").status == status
    take_pictures(page, f"error-{status}")
    assert problems_of(page) == []


@pytest.mark.once
@pytest.mark.django_db(transaction=True)
def test_everybody_can_use_an_empty_site(window, subtests):
    """The first reviewer of a new site finds nothing anywhere, and what to do about it."""
    first = make_person("first", role="reviewer")
    for route in EMPTY_AT_FIRST:
        with subtests.test(route):
            page = window.let_in(first)
            assert page.goto(reverse(route)).status == 200
            take_pictures(page, f"{route.replace(':', '-')}-new-site")
            assert problems_of(page) == []
