"""A form that arrives too late loses its effect and keeps its text, without JavaScript too."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from institution.models import Autosave, Department, User

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.typing_pages")]

NOTE = "/notes/library/"
AGAIN = f"{NOTE}?restore=1"
PASSWORD = "kept-for-tests-only"
TYPED = {"name": "Library", "summary": "An hour of typing", "password": "a-secret"}
SIGN_IN_AGAIN = f"{reverse('account_login')}?next=/notes/library/%3Frestore%3D1"


@pytest.fixture
def ida():
    return User.objects.create_user("ida@kept.example", PASSWORD, name="Ida Marsh")


@pytest.fixture
def noor():
    return User.objects.create_user("noor@kept.example", PASSWORD, name="Noor Vale")


@pytest.fixture
def browser(ida):
    """A browser with CSRF checks, as real ones have, in which Ida has signed in."""
    client = Client(enforce_csrf_checks=True)
    sign_in(client, ida)
    return client


def hidden_fields(page):
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page.content.decode()))


def sign_in(client, person, address="/accounts/login/"):
    fields = hidden_fields(client.get(address))
    return client.post(address, fields | {"login": person.email, "password": PASSWORD})


def opened(client):
    """The hidden fields of the note's form, as it stands open in a tab."""
    form = client.get(NOTE).content.decode().partition("data-autosave>")[2]
    return dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))


def assert_kept_for(person):
    kept = Autosave.objects.get()
    assert (kept.person, kept.page) == (person, NOTE)
    assert kept.fields == {"name": ["Library"], "summary": ["An hour of typing"]}
    assert Department.objects.count() == 0


def test_in_time_the_form_has_its_effect(browser):
    assert browser.post(NOTE, TYPED | opened(browser))["Location"] == NOTE
    assert Department.objects.get().name == "Library"
    assert not Autosave.objects.exists()


def test_a_lost_session_leads_to_sign_in_and_back_to_the_text(browser, ida):
    form = opened(browser)
    browser.cookies.pop("sessionid")
    answer = browser.post(NOTE, TYPED | form)
    assert answer["Location"] == SIGN_IN_AGAIN
    assert_kept_for(ida)
    assert "What you typed is kept." in browser.get(answer["Location"]).content.decode()
    assert sign_in(browser, ida, answer["Location"])["Location"] == AGAIN
    page = browser.get(AGAIN).content.decode()
    assert "An hour of typing</textarea>" in page
    assert "a-secret" not in page
    assert Department.objects.count() == 0


def test_somebody_else_who_signs_in_sees_nothing_of_it(browser, ida, noor):
    form = opened(browser)
    browser.cookies.pop("sessionid")
    answer = browser.post(NOTE, TYPED | form)
    sign_in(browser, noor, answer["Location"])
    assert "An hour of typing" not in browser.get(AGAIN).content.decode()
    assert_kept_for(ida)


def test_signing_in_in_another_tab_does_not_lose_the_text(browser, ida):
    form = opened(browser)
    browser.cookies.pop("sessionid")
    sign_in(browser, ida)  # this makes a new CSRF token
    answer = browser.post(NOTE, TYPED | form)
    assert answer["Location"] == AGAIN
    assert_kept_for(ida)
    page = browser.get(AGAIN).content.decode()
    assert "An hour of typing</textarea>" in page
    assert "Nothing has been sent, because this page had been open too long." in page


def test_all_cookies_gone_leads_to_sign_in_too(browser, ida):
    form = opened(browser)
    browser.cookies.clear()
    assert browser.post(NOTE, TYPED | form)["Location"] == SIGN_IN_AGAIN
    assert_kept_for(ida)


def test_a_form_of_somebody_else_is_kept_for_them_and_not_sent(browser, ida, noor):
    form = opened(browser)
    browser.cookies.clear()
    sign_in(browser, noor)
    answer = browser.post(NOTE, TYPED | form)
    assert answer.status_code == 403
    assert "Somebody else opened this form" in answer.content.decode()
    assert "An hour of typing" not in answer.content.decode()
    assert_kept_for(ida)


@pytest.mark.parametrize("who", [{}, {"_who": ""}, {"_who": "eyJwZXJzb24iOjF9:1:forged"}])
def test_a_form_that_is_not_ours_is_refused_with_a_sentence(browser, who):
    answer = browser.post(NOTE, TYPED | who)
    assert answer.status_code == 403
    assert "The form did not come from a page that Kept had given you" in answer.content.decode()
    assert browser.get(answer.wsgi_request.path).status_code == 200
    # Signed out, the same form has a CSRF token of its own and leads to sign-in, without a text.
    browser.cookies.pop("sessionid")
    token = hidden_fields(browser.get(reverse("account_login")))["csrfmiddlewaretoken"]
    answer = browser.post(NOTE, TYPED | who | {"csrfmiddlewaretoken": token})
    assert answer["Location"] == f"{reverse('account_login')}?next={NOTE}"
    assert not Autosave.objects.exists()


def test_a_button_without_text_leaves_no_draft(browser, ida):
    form = opened(browser)
    browser.cookies.pop("sessionid")
    assert browser.post(NOTE, form)["Location"] == f"{reverse('account_login')}?next={NOTE}"
    sign_in(browser, ida)
    assert browser.post(NOTE, form)["Location"] == NOTE
    assert not Autosave.objects.exists()


def test_the_way_back_leads_to_the_same_view_of_the_page(browser):
    page = browser.get(f"{NOTE}?internal=1&restore=1").content.decode()
    form = dict(re.findall(r'name="(\w+)" value="([^"]*)"', page.partition("data-autosave>")[2]))
    browser.cookies.pop("csrftoken")
    assert browser.post(NOTE, TYPED | form)["Location"] == f"{NOTE}?internal=1&restore=1"


def test_a_file_is_not_kept(browser, ida):
    form = opened(browser)
    browser.cookies.pop("sessionid")
    browser.post(NOTE, TYPED | form | {"file": SimpleUploadedFile("a.txt", b"contents")})
    assert_kept_for(ida)


def test_a_button_beside_the_text_does_not_replace_the_draft(browser, ida):
    form = opened(browser)
    Autosave.objects.create(person=ida, page=NOTE, fields={"summary": ["Already kept"]})
    browser.cookies.pop("sessionid")
    browser.post(NOTE, form | {"name": "Library"})
    assert Autosave.objects.get().fields == {"name": ["Library"], "summary": ["Already kept"]}


def test_nothing_is_kept_for_somebody_who_has_left(browser, ida):
    form = opened(browser)
    User.objects.filter(pk=ida.pk).update(is_active=False)
    answer = browser.post(NOTE, TYPED | form)
    assert answer["Location"].startswith(reverse("account_login"))
    assert not Autosave.objects.exists()


def test_a_draft_sent_by_the_page_itself_is_kept_after_the_session(browser, ida):
    form = opened(browser)
    browser.cookies.pop("sessionid")
    answer = browser.post(reverse("autosave"), TYPED | form)
    assert answer.status_code == 302
    assert_kept_for(ida)
