"""Whatever stands in an address or in an uploaded file, the answer is a page."""

import re
from functools import cache
from itertools import count, cycle
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django_filters import ChoiceFilter, ModelChoiceFilter
from hypothesis import given
from hypothesis import strategies as st

from actionplans.filters import ActionFilter
from institution.filters import DepartmentFilter, PersonFilter
from institution.routes import all_routes
from kpis.filters import KpiFilter
from sls.filters import DependencyFilter, QueueFilter, StatementFilter
from tests.access.examples import address, new_token
from tests.access.scene import Scene
from tests.access.table import is_looked_at, routes
from tests.access.test_access import ask
from tests.hostile.test_forms import ANYTHING
from tests.hostile.values import SHORT, as_shown, quarter, rounds, share

FILTERS = [
    DepartmentFilter, PersonFilter, StatementFilter, QueueFilter, DependencyFilter, KpiFilter,
    ActionFilter,
]  # fmt: skip
# What forms sent with GET ask for, and what the sign-in library reads.
TRIED = ["received_on", "received_at", "days", "answered_on"]
BY_FORMS = {"need", "audience", "reference", "next", "code", *TRIED}
READ_BY_VIEWS = re.compile(r'GET(?:\.get(?:list)?)?[(\[]"(\w+)"')
# These lead to the sign-in library, which has its own tests, or end the session.
ELSEWHERE = ("account_", "mfa_", "socialaccount_", "openid_connect_")
CHOSEN = {
    name
    for one in FILTERS
    for name, asked in one.base_filters.items()
    if isinstance(asked, ChoiceFilter | ModelChoiceFilter)
}
# The lists, and what each reads of its address.
LISTS = {
    "institution:calendar": ["year", *TRIED],
    "institution:department_list": [*DepartmentFilter.base_filters, "page"],
    "institution:person_list": [*PersonFilter.base_filters, "page"],
    "sls:statement_list": [*StatementFilter.base_filters, "page"],
    "sls:statement_list_csv": ["year", "text"],
    "sls:review_queue": [*QueueFilter.base_filters, "page"],
    "sls:dependency_list": [*DependencyFilter.base_filters, "page"],
    "sls:requirement_list": ["year"],
    "sls:service_list": ["need", "department", "audience", "page"],
    "sls:version_compare": ["from", "to"],
    "documents:verify": ["reference"],
    "actionplans:plan_detail": [*ActionFilter.base_filters, "page"],
    "actionplans:round_detail": ["page"],
}
STATES = ["draft", "submitted", "returned"]
FILES = [
    b"", b"\x00" * 100, b"PK\x03\x04 not a zip", b"%PDF-1.7 broken", b"\xff\xfe\x00a",
    b"E-mail,Name\n" + b"a," * 400, b"E-mail\tName\n=1+1\t@x\n",
    b"\x89PNG\r\n\x1a\n broken", b"\xff\xd8\xff broken",
]  # fmt: skip


@cache
def parameters() -> list[str]:
    """Every query parameter that a view, a filter or a form reads."""
    found = {name for one in FILTERS for name in one.base_filters} | BY_FORMS
    for app in ("config", "institution", "documents", "kpis", "sls", "actionplans"):
        for file in Path(settings.BASE_DIR, app).rglob("*.py"):
            found.update(READ_BY_VIEWS.findall(file.read_text()))
    return sorted(found)


def pages() -> list:
    return [
        route
        for route in all_routes()
        if "GET" in route.methods and not route.name.startswith(ELSEWHERE)
    ]


def people(house) -> list:
    return [house.head, house.reviewer, house.administrator, house.head_elsewhere, None]


def query(named: dict) -> str:
    """The parameters as they come over the wire."""
    sent = QueryDict(mutable=True)
    for name, value in named.items():
        sent[name] = as_shown(value).encode("utf-8", "replace")
    return sent.urlencode()


def failure(client, url: str, named: dict) -> str:
    """What is wrong with the answer to the page with these parameters; empty if nothing is."""
    try:
        status = ask(client, "GET", f"{url}?{query(named)}").status_code
    except Exception as problem:  # noqa: BLE001 - whatever it is, it is what we look for
        return f"{url} {named!r:.200}: {problem!r:.200}"
    return f"{url} {named!r:.200}: {status}" if status >= 500 else ""


@pytest.fixture
def scene(house) -> Scene:
    return Scene(house, "returned")


def test_every_parameter_of_a_list_with_every_hostile_value(scene, sign_in):
    """One at a time, so that no other stops the search before this one is looked at. What is
    chosen from a list, and else refused, is tried with a quarter of them."""
    client, wrong, turns = sign_in(scene.house.reviewer), [], count()
    for name, read in LISTS.items():
        url = address(routes()[name], scene)
        assert client.get(url).status_code == 200
        assert set(read) <= set(parameters())
        for one in read:
            tried = quarter(share(SHORT), next(turns)) if one in CHOSEN else share(SHORT)
            wrong += [failure(client, url, {one: value}) for value in tried]
    assert [one for one in wrong if one] == []


@pytest.mark.parametrize("state", STATES)
def test_no_page_minds_what_stands_in_its_address(house, sign_in, state):
    """For people of all kinds, with other values on each page. What has nothing to do with the
    statement is looked at in one of its states."""
    scene = Scene(house, state)
    tries, wrong = cycle(rounds(parameters(), SHORT)), []
    looked_at = [page for page in pages() if is_looked_at(page, state)]
    for person in people(house):
        client = sign_in(person)
        wrong += [failure(client, address(page, scene), next(tries)) for page in looked_at]
    assert [one for one in wrong if one] == []


def test_a_broken_page_is_noticed(house, sign_in, monkeypatch):
    monkeypatch.setattr("sls.reports.listed", lambda user, year: 1 / 0)
    assert "ZeroDivisionError" in failure(sign_in(house.head), "/statements/", {"text": "="})


@given(data=st.data())
def test_no_draw_of_parameters_breaks_a_page(scene, sign_in, data):
    names = data.draw(st.lists(st.sampled_from(parameters()), max_size=6, unique=True))
    sent = {name: data.draw(ANYTHING, label=name) for name in names}
    route = data.draw(st.sampled_from(pages()), label="page")
    person = data.draw(st.sampled_from(people(scene.house)), label="person")
    answer = sign_in(person).get(address(route, scene), query_params=QueryDict(query(sent)))
    assert answer.status_code < 500


# The pages that take a file, and who may send them one.
TAKE_FILES = {
    "documents:verify": "reviewer",
    "institution:import_people": "reviewer",
    "institution:import_departments": "reviewer",
    "kpis:readings_import": "head",
    "kpis:cases_import": "head",
    "actionplans:plan_import": "lead",
    "actionplans:attachment_add": "lead",
}
# What their forms ask for beside the file.
ASKED = {
    "as_at": "2026-10-01", "title": "A plan", "stage": "1", "starts_on": "2025-10-01",
    "months": "24", "alt": "A drawing",
}  # fmt: skip


@pytest.mark.parametrize(
    "name", ["list.csv", "list.xlsx", "plan.docx", "statement.pdf", "a\x00b.csv", "a.png", ""]
)
@pytest.mark.parametrize("kept_scene", ["draft"], indirect=True)
def test_no_upload_breaks_a_page(kept_scene, sign_in, name):
    scene, house = kept_scene, kept_scene.house
    clients = {one: sign_in(one) for one in (house.reviewer, house.head, house.lead)}
    for route in all_routes():
        if person := TAKE_FILES.get(route.name):
            client = clients[getattr(house, person)]
            client.raise_request_exception = False
            for content in FILES:
                odd = SimpleUploadedFile(name or "x", content)
                sent = {"file": odd, "_once": new_token(), **ASKED}
                answer = client.post(address(route, scene), sent)
                assert answer.status_code < 500, (route.name, name, content[:20])
