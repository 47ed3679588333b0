"""The pages people see when something cannot be done: the right words, and no more than that."""

import logging
import re

import pytest
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.db import OperationalError
from django.http import Http404, HttpResponseNotAllowed
from django.test import Client, override_settings
from django.urls import include, path, reverse

from config import errors
from institution.pages import page
from institution.permissions import Forbidden, NotAllowed

RAISED = {
    "bad": SuspiciousOperation("an inner matter"),
    "large": RequestDataTooBig("an inner matter"),
    "forbidden": Forbidden("Only the head of Finance submits its statement."),
    "denied": PermissionDenied("an inner matter"),
    "unseen": Http404("No Statement matches the given query."),
    "stale": NotAllowed("This statement was changed while you were approving it."),
    "broken": RuntimeError("an inner matter"),
    "down": OperationalError("an inner matter"),
}


@page("GET", asks="public")
def raising(request, what):
    raise RAISED[what]


@page("POST", asks="public")
def a_button(request):
    raise AssertionError("never reached by GET")


@page("GET", asks="public")
def with_words(request):
    return HttpResponseNotAllowed(["POST"], content="its own words")


urlpatterns = [
    path("raising/<slug:what>/", raising),
    path("a-button/", a_button),
    path("with-words/", with_words),
    path("", include("config.urls")),
]
handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@pytest.fixture
def visitor():
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("what", "status", "heading"),
    [
        ("bad", 400, "This request could not be read"),
        ("large", 413, "That is too large to send"),
        ("forbidden", 403, "This is not yours to do"),
        ("denied", 403, "This is not yours to do"),
        ("unseen", 404, "Page not found"),
        ("stale", 409, "This cannot be done now"),
        ("broken", 500, "Something went wrong on our side"),
        ("down", 503, "Kept cannot be reached just now"),
    ],
)
def test_each_failure_has_its_page(visitor, what, status, heading):
    response = visitor.get(f"/raising/{what}/")
    assert response.status_code == status
    words = response.content.decode()
    assert f"<h1>{heading}</h1>" in words
    assert "an inner matter" not in words
    assert re.search(r"[2-9B-Z]{4}-[2-9B-Z]{4}</strong>", words)


def test_a_refusal_shows_its_sentence(visitor):
    forbidden = visitor.get("/raising/forbidden/").content.decode()
    assert "Only the head of Finance submits its statement." in forbidden
    stale = visitor.get("/raising/stale/").content.decode()
    assert "This statement was changed while you were approving it." in stale


def test_what_may_not_be_seen_looks_like_what_is_not_there(visitor):
    unseen = visitor.get("/raising/unseen/").content.decode()
    absent = visitor.get("/no-such-address/").content.decode()
    number = r"[2-9B-Z]{4}-[2-9B-Z]{4}"
    assert re.sub(number, "", unseen) == re.sub(number, "", absent)


def test_another_method_than_the_page_takes_gets_a_page_and_the_header(visitor):
    response = visitor.get("/a-button/")
    assert response.status_code == 405
    assert response["Allow"] == "POST"
    assert "This address does not work that way" in response.content.decode()


def test_a_405_leads_to_the_page_that_the_button_is_on(house, sign_in):
    statement, client = house.draft(), sign_in(house.head)
    words = client.get(reverse("sls:statement_submit", args=[statement.pk])).content.decode()
    assert f'href="{statement.get_absolute_url()}">Go to the page that it belongs to' in words
    words = client.post("/directory/").content.decode()  # a page itself
    assert 'href="/directory/">Go to the page that it belongs to' in words


def test_a_405_with_words_of_its_own_keeps_them(visitor):
    assert visitor.get("/with-words/").content == b"its own words"


def test_the_reference_on_the_page_stands_in_the_log(visitor, caplog):
    with caplog.at_level(logging.INFO, logger="config.errors"):
        words = visitor.get("/raising/unseen/").content.decode()
    number = re.search(r"[2-9B-Z]{4}-[2-9B-Z]{4}", words)[0]
    (line,) = [record.getMessage() for record in caplog.records if record.name == "config.errors"]
    assert line == f"{number} 404 GET '/raising/unseen/'"


def test_a_database_that_is_down_says_when_to_come_back(visitor):
    assert visitor.get("/raising/down/")["Retry-After"] == "60"


def test_pages_for_a_failed_site_ask_nothing_of_the_database(visitor, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert visitor.get("/raising/broken/").status_code == 500
    with django_assert_num_queries(0):
        assert visitor.get("/raising/down/").status_code == 503


@override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=1000)
def test_a_form_that_is_too_large_is_told_so(visitor):
    response = visitor.post("/accounts/login/", {"login": "x" * 2000})
    assert response.status_code == 413
    assert "Nothing was saved." in response.content.decode()
