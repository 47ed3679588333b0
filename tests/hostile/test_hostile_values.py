"""Whatever a form or an address is given, the answer is a page with a sentence, never a failure."""

import random
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import resolve
from lxml import html

from institution.routes import all_routes
from tests.access.conftest import quick_documents, quiet  # noqa: F401 - fixtures
from tests.access.examples import address, new_token, sent
from tests.access.scene import Scene

VALUES = [
    "", "\x00", "a\x00b", "\ud800", "‮evil", "x" * 60_000, "9" * 400, "-1", "1e400", "NaN",
    "0000-00-00", "31/06/2026", "2026-13-45", "=cmd|' /C calc'!A0", "../../etc/passwd", "%00",
    "'; DROP TABLE sls_statement; --", "<script>alert(1)</script>", "😀👩‍👩‍👧", "[1, 2]", "null",
    "99999999999999999999", "½", "١٢٣",
]  # fmt: skip
QUERY = ["page", "year", "need", "department", "audience", "state", "text", "tier", "late", "from",
         "to", "beside", "differences", "section", "restore", "reference", "next", "role",
         "reviewer", "internal", "answers"]  # fmt: skip
STATES = ["draft", "submitted", "returned"]
# A visit to these ends the session or leads to the sign-in library, which has its own tests.
ELSEWHERE = ("account_", "mfa_", "socialaccount_", "openid_connect_")


def routes():
    """Every route of ours."""
    return [route for route in all_routes() if not route.name.startswith(ELSEWHERE)]


def people(house):
    return [house.head, house.reviewer, house.administrator, house.head_elsewhere]


def post(client, where: str, fields: dict):
    """Send the fields byte for byte as a browser under somebody's hand might, also broken UTF-8."""
    if any(hasattr(value, "read") for value in fields.values()):
        plain = {k: v for k, v in fields.items() if v != "\ud800"}
        return client.post(where, plain)
    body = urlencode(fields, doseq=True, errors="surrogatepass")
    return client.post(where, body, content_type="application/x-www-form-urlencoded")


def bad(response) -> bool:
    return response.status_code >= 500


def fields_of(page: bytes) -> list[tuple[str, list[str]]]:
    """The forms that are posted from a page: where to, and the names of their fields."""
    if not page.lstrip().startswith(b"<!doctype html>"):
        return []
    found = []
    for form in html.fromstring(page).forms:
        if form.method == "POST" and "logout" not in (form.action or ""):
            names = {field.name for field in form.inputs if field.name}
            found.append((form.action or "", sorted(names - {"csrfmiddlewaretoken", "_once"})))
    return found


@pytest.mark.django_db
@pytest.mark.parametrize("state", STATES)
def test_no_query_parameter_breaks_a_page(house, sign_in, state):
    scene = Scene(house, state)
    chance = random.Random(state)  # noqa: S311 - the same draw in every run
    for person in people(house):
        client = sign_in(person)
        client.raise_request_exception = False
        for route in routes():
            if "GET" not in route.methods:
                continue
            where = address(route, scene)
            for value in chance.sample(VALUES, 2):
                query = {name: value for name in QUERY if len(value) < 2_000}
                response = client.get(
                    where, {k: v.encode("utf-8", "replace") for k, v in query.items()}
                )
                assert not bad(response), (route.name, str(person), value[:40])


@pytest.mark.django_db
@pytest.mark.parametrize("state", STATES)
def test_no_value_breaks_a_form(house, sign_in, state):
    scene = Scene(house, state)
    tried = 0
    for person in people(house):
        client = sign_in(person)
        client.raise_request_exception = False
        for where, names in forms_for(client, scene):
            for value in VALUES:
                fields = {**dict.fromkeys(names, value), "_once": new_token()}
                response = post(client, where, fields)
                assert not bad(response), (where, str(person), value[:40])
                tried += 1
    assert tried > 200, "so few forms were found that this test says nothing"


def forms_for(client, scene) -> list[tuple[str, list[str]]]:
    """Every form that the person is offered on any page, each once."""
    seen = {}
    for route in routes():
        if "GET" not in route.methods:
            continue
        where = address(route, scene)
        response = client.get(where)
        if response.status_code != 200 or response.streaming:
            continue
        for action, names in fields_of(response.content):
            target = action or where
            seen[resolve(target.split("?")[0]).url_name, tuple(names)] = (target, names)
    return list(seen.values())


@pytest.mark.django_db
def test_one_odd_field_among_good_ones_breaks_nothing(house, sign_in):
    """Each field in turn, the others as a person would fill them in."""
    scene = Scene(house, "draft")
    chance = random.Random(7)  # noqa: S311 - the same draw in every run
    for person in people(house):
        client = sign_in(person)
        client.raise_request_exception = False
        for route in routes():
            if "POST" not in route.methods:
                continue
            good = sent(route, scene, person)
            for name in [key for key in good if not key.startswith("_")]:
                for value in chance.sample(VALUES, 4):
                    odd = {**sent(route, scene, person), name: value}
                    response = post(client, address(route, scene), odd)
                    assert not bad(response), (route.name, name, value[:40])


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["list.csv", "list.xlsx", "statement.pdf", "a\x00b.csv", ""])
def test_no_upload_breaks_a_page(house, sign_in, name):
    contents = [b"", b"\x00" * 100, b"PK\x03\x04 not a zip", b"%PDF-1.7 broken", b"\xff\xfe\x00a",
                b"E-mail,Name\n" + b"a," * 400, b"E-mail\tName\n=1+1\t@x\n"]  # fmt: skip
    scene = Scene(house, "draft")
    client = sign_in(house.reviewer)
    client.raise_request_exception = False
    for route in routes():
        if route.name.split(":")[-1] not in {"verify", "import_people", "import_departments"}:
            continue
        for content in contents:
            odd = SimpleUploadedFile(name or "x", content)
            answer = client.post(address(route, scene), {"file": odd, "_once": new_token()})
            assert not bad(answer), (route.name, name, content[:20])
