"""A form that arrives too late loses its effect and keeps its text, without JavaScript too."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from institution import autosave
from institution.models import Autosave, Department, RoleGrant, User

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


def test_a_draft_does_not_grow_beyond_what_one_may_hold(browser, ida):
    form = opened(browser)
    browser.cookies.clear()
    for number in range(4):
        browser.post(reverse("autosave"), form | {f"text-{number}": "a" * (autosave.MAX_SIZE // 2)})
    # Two halves and their names are more than one draft holds, so the newest stays.
    assert list(Autosave.objects.get().fields) == ["text-3"]


def test_what_is_too_long_to_be_kept_is_not_said_to_be_kept(browser, ida):
    form = opened(browser) | {"summary": "a" * autosave.MAX_SIZE}
    browser.cookies.pop("csrftoken")
    for gone in ("csrftoken", "sessionid"):
        browser.cookies.pop(gone, None)
        answer = browser.post(NOTE, form)
        assert answer.status_code == 403
        assert "it is too long. Go back, copy what you typed" in answer.content.decode()
    assert not Autosave.objects.exists()


def test_texts_without_a_session_come_only_so_often(browser, ida, noor):
    form = opened(browser)
    browser.cookies.clear()
    answers = [browser.post(NOTE, {"name": f"Text {n}"} | form) for n in range(21)]
    assert [answer.status_code for answer in answers] == [302] * 20 + [403]
    assert "too many forms came within a few minutes" in answers[20].content.decode()
    assert Autosave.objects.get().fields == {"name": ["Text 19"]}
    sign_in(browser, noor)
    theirs = opened(browser)
    browser.cookies.clear()
    assert browser.post(NOTE, TYPED | theirs).status_code == 302
    assert Autosave.objects.filter(person=noor).exists()


def test_the_oldest_drafts_of_a_person_make_room_for_the_newest(ida, noor, monkeypatch):
    monkeypatch.setattr(autosave, "MAX_DRAFTS", 3)
    autosave.keep_sent(noor, NOTE, TYPED)
    for number in range(5):
        autosave.keep_sent(ida, f"/notes/{number}/", {"name": ["Library"]})
    autosave.keep_sent(ida, "/notes/2/", {"name": ["Library again"]})
    pages = Autosave.objects.filter(person=ida).order_by("page").values_list("page", flat=True)
    assert list(pages) == ["/notes/2/", "/notes/3/", "/notes/4/"]
    assert Autosave.objects.filter(person=noor).count() == 1


@pytest.mark.parametrize("address", [NOTE, reverse("autosave")])
def test_a_role_that_asks_for_a_code_does_not_cost_what_is_being_typed(
    browser, ida, settings, address
):
    settings.KEPT_REQUIRE_CODES = True
    form = opened(browser)
    RoleGrant.objects.create(person=ida, role=RoleGrant.Role.LEAD)
    answer = browser.post(address, TYPED | form)
    assert answer["Location"] == reverse("mfa_activate_totp")
    assert_kept_for(ida)
    assert (
        "What you typed is kept." in browser.get(answer["Location"], follow=True).content.decode()
    )
