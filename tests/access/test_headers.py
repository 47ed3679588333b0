"""What every answer tells a browser: run nothing of others, frame nothing, keep nothing."""

import pytest
from django.conf import settings
from django.http import HttpResponse, StreamingHttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from institution.middleware import no_body_for_head
from tests.access import examples, table
from tests.access.scene import Scene

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "font-src": "'self'",
    "img-src": "'self' data:",
    "connect-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}
EXPECTED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
# The same for everybody, whoever is signed in; a signed document also for ever.
SAME_FOR_ALL = {"brand_css", "documents:document_pdf"}


def problems(answer) -> list[str]:
    """Which headers are not as they have to be."""
    headers = answer.headers
    parts = headers["Content-Security-Policy"].split(";")
    said = dict(part.strip().split(" ", 1) for part in parts)
    wrong = [] if said == POLICY else [f"Content-Security-Policy: {said}"]
    return wrong + [
        f"{name}: {headers.get(name)}"
        for name, value in EXPECTED.items()
        if headers.get(name) != value
    ]


def answers(client: Client, scene: Scene):
    """(name of the route, answer) of everything that can be opened, also in wrong ways."""
    for route in table.routes().values():
        url = examples.address(route, scene)
        yield route.name, client.get(url)
        yield f"{route.name} by PATCH", client.patch(url)
        yield f"{route.name} by an empty form", client.post(url)
    yield "no such page", client.get("/no/such/page/")
    yield "no such statement", client.get(f"/statements/{examples.NOBODY}/edit/")


@pytest.fixture
def scene(house):
    return Scene(house, "submitted")


@pytest.mark.once
@pytest.mark.parametrize("name", ["visitor", "head", "reviewer"])
def test_every_answer_is_guarded(scene, sign_in, name):
    """Each status that a person can meet is among them; who is signed in has nothing stored."""
    person = scene.house.cast[name]
    wrong, met = [], set()
    for asked, answer in answers(Again(sign_in, person), scene):
        met.add(answer.status_code)
        wrong += [f"{asked}: {problem}" for problem in problems(answer)]
        kept = answer.headers.get("Cache-Control", "")
        if person and asked.split(" ")[0] not in SAME_FOR_ALL and "no-store" not in kept:
            wrong.append(f"{asked}: {answer.status_code} Cache-Control: {kept}")
        if "public" in kept and asked not in SAME_FOR_ALL and person:
            wrong.append(f"{asked}: may be kept by a proxy")
    assert wrong == []
    assert met >= {200, 302, 404, 405} | ({400, 403} if person else set())


class Again:
    """A client that is signed in anew when it has been signed out."""

    def __init__(self, sign_in, person) -> None:
        self.sign_in, self.person = sign_in, person
        self.client = sign_in(person)

    def __getattr__(self, method: str):
        def ask(url: str):
            if self.person and "_auth_user_id" not in self.client.session:
                self.client = self.sign_in(self.person)
            return getattr(self.client, method)(url)

        return ask


def test_public_pages_may_be_kept_for_visitors_only(scene, sign_in):
    pages = [reverse("sls:service_list"), scene.elsewhere.get_absolute_url() + "read/"]
    for url in pages:
        visitor, head = sign_in(None).get(url), sign_in(scene.house.head).get(url)
        assert visitor.headers["Cache-Control"] == "public, max-age=300"
        assert "no-store" in head.headers["Cache-Control"]
        assert {"Cookie"} <= set(visitor.headers["Vary"].split(", "))


def test_a_visitor_gets_no_page_that_was_made_for_somebody(scene, sign_in):
    """What only signed-in people see is never left in a store that is shared."""
    visitor = sign_in(None)
    for route in table.routes().values():
        kept = visitor.get(examples.address(route, scene)).headers.get("Cache-Control", "")
        if "public" in kept:
            assert route.asks.startswith("public"), route.name


def test_an_answer_to_a_mishap_is_guarded_too(scene, sign_in, monkeypatch):
    """500: nothing of what went wrong is said, and the headers are there."""
    monkeypatch.setattr("sls.reports.listed", lambda *args: 1 / 0)
    client = sign_in(scene.house.head)
    client.raise_request_exception = False
    answer = client.get(reverse("sls:statement_list"))
    assert answer.status_code == 500
    assert problems(answer) == []
    assert b"ZeroDivision" not in answer.content


def test_what_never_reaches_a_page_is_guarded_too(sign_in):
    """A static file, one that is not there, and a request for another host."""
    visitor = sign_in(None)
    answers = [
        visitor.get("/static/images/favicon.svg"),
        visitor.get("/static/no-such-file.css"),
        visitor.get("/", headers={"host": "elsewhere.example"}),
    ]
    assert [answer.status_code for answer in answers] == [200, 404, 400]
    assert [problems(answer) for answer in answers] == [[], [], []]
    answers[0].close()  # a file that is sent piece by piece


def test_head_is_answered_without_a_body():
    """Outermost, so that no page and no error escapes. (The test client would drop bodies itself,
    so the function is asked directly.)"""
    assert settings.MIDDLEWARE[0] == "institution.middleware.no_body_for_head"
    response = no_body_for_head(lambda request: HttpResponse("words"))(RequestFactory().head("/"))
    assert (response.content, response["Content-Length"]) == (b"", "5")
    streamed = no_body_for_head(lambda request: StreamingHttpResponse(iter([b"words"])))
    assert list(streamed(RequestFactory().head("/"))) == []
    assert list(streamed(RequestFactory().get("/"))) == [b"words"]
    response = no_body_for_head(lambda request: HttpResponse("words"))(RequestFactory().get("/"))
    assert response.content == b"words"
