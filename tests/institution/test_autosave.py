"""Drafts: what is typed is kept, offered back to the one who typed it, and never sent by itself."""

import re
from datetime import timedelta

import pytest
from django.core import signing
from django.test import RequestFactory
from django.urls import resolve, reverse
from django.utils import timezone

from institution import autosave
from institution.models import Autosave, Department, User

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.typing_pages")]

NOTE = "/notes/library/"
TYPED = {"name": "Library", "summary": "We lend **books**.\r\n\r\n- and laptops"}


@pytest.fixture
def ida():
    return User.objects.create_user("ida@kept.example", "kept-for-tests-only", name="Ida Marsh")


@pytest.fixture
def noor():
    return User.objects.create_user("noor@kept.example", "kept-for-tests-only", name="Noor Vale")


@pytest.fixture
def signed_in(client, ida):
    client.force_login(ida)
    return client


def marks_on(page):
    """The hidden marks of the typed form on a page."""
    form = page.content.decode().partition("data-autosave>")[2]
    return dict(re.findall(r'name="(_\w+)" value="([^"]*)"', form))


def draft(client, fields, marks=None):
    """What js/autosave.js sends two seconds after typing."""
    if marks is None:
        marks = marks_on(client.get(NOTE))
    return client.post(reverse("autosave"), fields | marks)


def test_what_is_typed_is_kept_and_the_page_says_when(signed_in, ida):
    answer = draft(signed_in, TYPED)
    kept = Autosave.objects.get()
    assert (kept.person, kept.page) == (ida, NOTE)
    assert kept.fields["summary"] == ["We lend **books**.\n\n- and laptops"]
    assert answer.json() == {
        "message": f"Draft saved {timezone.localtime(kept.saved_at):%H:%M}",
        "seen": kept.saved_at.isoformat(),
    }
    assert Department.objects.count() == 0


def test_passwords_marks_and_odd_names_are_never_kept(signed_in):
    secrets = {"password": "a", "new_password1": "b", "api_token": "c", "csrfmiddlewaretoken": "d"}
    draft(signed_in, TYPED | secrets | {"_action": "e", "a\x00b": "f"})
    assert Autosave.objects.get().fields.keys() == {"name", "summary"}


def test_what_no_database_holds_is_left_out(signed_in):
    draft(signed_in, {"name": "a\x00b\x1b\ufffec", "summary": "مرحبا 😀"})
    assert Autosave.objects.get().fields == {"name": ["abc"], "summary": ["مرحبا 😀"]}


def test_later_typing_replaces_earlier_typing(signed_in):
    marks = marks_on(signed_in.get(NOTE))
    seen = draft(signed_in, {"summary": "one"}, marks).json()["seen"]
    answer = draft(signed_in, {"summary": "one two"}, marks | {"_seen": seen})
    assert answer.status_code == 200
    assert Autosave.objects.get().fields == {"summary": ["one two"]}


def test_a_draft_from_another_window_is_kept_beside_this_ones(signed_in):
    here, there = marks_on(signed_in.get(NOTE)), marks_on(signed_in.get(NOTE))
    for words in ("one", "one two"):
        draft(signed_in, {"summary": f"here {words}"}, here)
        assert draft(signed_in, {"summary": f"there {words}"}, there).status_code == 200
    texts = [kept.fields["summary"] for kept in Autosave.objects.order_by("saved_at")]
    assert texts == [["here one two"], ["there one two"]]
    assert signed_in.get(NOTE).content.decode().count("You typed something here") == 2


@pytest.mark.parametrize("has_script", [True, False])
def test_what_is_offered_waits_for_an_answer_while_something_else_is_saved(signed_in, has_script):
    draft(signed_in, {"summary": "An hour of typing"})
    marks = marks_on(signed_in.get(NOTE))  # the person chooses nothing
    if has_script:
        marks["_seen"] = draft(signed_in, TYPED, marks).json()["seen"]
    assert signed_in.post(NOTE, TYPED | marks).status_code == 302
    assert Department.objects.count() == 1
    assert Autosave.objects.get().fields == {"summary": ["An hour of typing"]}
    assert "You typed something here" in signed_in.get(NOTE).content.decode()
    assert "An hour of typing</textarea>" in signed_in.get(f"{NOTE}?restore=1").content.decode()


def test_a_form_sent_with_a_mistake_does_not_answer_the_offer(signed_in):
    draft(signed_in, {"summary": "An hour of typing"})
    page = signed_in.post(NOTE, {"summary": "Short"} | marks_on(signed_in.get(NOTE)))
    assert signed_in.post(NOTE, TYPED | marks_on(page)).status_code == 302
    assert Autosave.objects.get().fields == {"summary": ["An hour of typing"]}


def test_of_two_texts_the_chosen_one_is_restored_and_the_other_waits(signed_in):
    for words in ("The older text", "The newer text"):
        draft(signed_in, TYPED | {"summary": words})
    older = Autosave.objects.earliest("saved_at")
    chosen = f"?restore=1&amp;draft={older.pk}"
    assert f'href="{chosen}"' in signed_in.get(NOTE).content.decode()
    page = signed_in.get(NOTE, {"restore": "1", "draft": older.pk})
    assert "The older text</textarea>" in page.content.decode()
    assert page.content.decode().count("It is not saved yet.") == 1
    assert signed_in.post(NOTE, TYPED | marks_on(page)).status_code == 302
    assert Autosave.objects.get().fields["summary"] == ["The newer text"]
    # What is there no longer puts nothing else in its place.
    page = signed_in.get(NOTE, {"restore": "1", "draft": older.pk}).content.decode()
    assert "The newer text" not in page


def test_discarding_one_of_two_texts_leaves_the_other(signed_in):
    for words in ("The older text", "The newer text"):
        draft(signed_in, {"summary": words})
    offer = signed_in.get(NOTE).content.decode().rpartition("data-autosave-offer")[2]
    discard = dict(re.findall(r'name="(\w+)" value="([^"]*)"', offer.partition("</form>")[0]))
    for sentence in ("The unsaved text has been discarded.", "nothing was discarded"):
        signed_in.post(reverse("autosave_discard"), discard)
        assert sentence in signed_in.get(NOTE).content.decode()
    assert Autosave.objects.get().fields == {"summary": ["The newer text"]}


def test_a_form_that_was_sent_leaves_no_draft_behind(signed_in):
    marks = marks_on(signed_in.get(NOTE))
    seen = draft(signed_in, TYPED, marks).json()["seen"]
    assert Autosave.objects.exists()
    assert signed_in.post(NOTE, TYPED | marks).status_code == 302
    assert not Autosave.objects.exists()
    # A request that was under way when the form was sent arrives late.
    assert draft(signed_in, TYPED, marks | {"_seen": seen}).status_code == 409
    assert not Autosave.objects.exists()
    assert Department.objects.count() == 1


def test_more_than_a_draft_holds_gets_a_sentence(signed_in):
    answer = draft(signed_in, {"summary": "a" * autosave.MAX_SIZE})
    assert answer.status_code == 409
    assert answer.json()["message"] == "Not kept as a draft: it is too long. Save the page now."
    assert not Autosave.objects.exists()
    assert draft(signed_in, {"summary": "a" * (autosave.MAX_SIZE - 7)}).status_code == 200


def test_nobody_writes_a_draft_for_somebody_else(signed_in, ida, noor):
    for_ida = marks_on(signed_in.get(NOTE))
    signed_in.force_login(noor)
    for marks in (for_ida, {}, {"_who": "nonsense"}, {"_who": "é\x00:"}):
        answer = draft(signed_in, TYPED, marks)
        assert answer.status_code == 403
        assert answer.json()["message"].startswith("Not kept as a draft: ")
    assert not Autosave.objects.exists()
    assert draft(signed_in, TYPED).status_code == 200


def test_a_mark_is_good_for_a_week(signed_in, monkeypatch):
    marks = marks_on(signed_in.get(NOTE))
    now = signing.time.time()
    week = autosave.MARK_AGE.total_seconds()
    monkeypatch.setattr(signing.time, "time", lambda: now + week - 60)
    assert draft(signed_in, TYPED, marks).status_code == 200
    monkeypatch.setattr(signing.time, "time", lambda: now + week + 60)
    assert draft(signed_in, TYPED, marks).status_code == 403


@pytest.mark.parametrize(
    ("path", "match", "is_marked"),
    [
        (NOTE, resolve, True),
        (NOTE, lambda path: None, False),  # a page that does not exist
        (f"/{NOTE}", resolve, False),  # a browser would take it for another host
        ("/notes/" + "a" * 300 + "/", resolve, False),
        (NOTE, lambda path: resolve("/verify/"), False),  # a page for everybody
    ],
)
def test_only_a_page_to_come_back_to_is_marked(ida, path, match, is_marked):
    request = RequestFactory().get(NOTE)
    request.user, request.path, request.resolver_match = ida, path, match(NOTE)
    assert bool(autosave.mark_of(request)) == is_marked


def test_unsaved_text_is_offered_to_the_one_who_typed_it(signed_in, ida, noor):
    assert "You typed something here" not in signed_in.get(NOTE).content.decode()
    draft(signed_in, TYPED)
    page = signed_in.get(NOTE).content.decode()
    at = timezone.localtime(Autosave.objects.get().saved_at)
    assert (
        f"You typed something here at {at:%H:%M} on {at.day} {at:%B %Y} that was not saved" in page
    )
    assert 'href="?restore=1"' in page
    # It is offered, not put into the form.
    assert "and laptops" not in page
    assert "You typed something here" not in signed_in.get("/notes/finance/").content.decode()
    signed_in.force_login(noor)
    assert "You typed something here" not in signed_in.get(NOTE).content.decode()


def test_restoring_fills_the_form_and_saves_nothing(signed_in, noor):
    draft(signed_in, TYPED)
    page = signed_in.get(f"{NOTE}?restore=1")
    assert "We lend **books**.\n\n- and laptops</textarea>" in page.content.decode()
    assert "It is not saved yet." in page.content.decode()
    assert Department.objects.count() == 0
    # From here on typing goes into the same draft, and saving is a form like any other.
    marks = marks_on(page)
    assert draft(signed_in, TYPED | {"name": "Libraries"}, marks).status_code == 200
    assert signed_in.post(NOTE, TYPED | marks).status_code == 302
    assert Department.objects.get().name == "Library"
    assert "and laptops" not in signed_in.get(f"{NOTE}?restore=1").content.decode()


def test_somebody_else_restores_nothing(signed_in, noor):
    draft(signed_in, TYPED)
    assert "and laptops" in signed_in.get(f"{NOTE}?restore=1").content.decode()
    signed_in.force_login(noor)
    assert "and laptops" not in signed_in.get(f"{NOTE}?restore=1").content.decode()


def test_discarding_drops_the_text_of_this_page_alone(signed_in, ida):
    draft(signed_in, TYPED)
    Autosave.objects.create(person=ida, page="/notes/finance/", fields={"name": ["Finance"]})
    offer = signed_in.get(NOTE).content.decode().partition("data-autosave-offer")[2]
    marks = dict(re.findall(r'name="(\w+)" value="([^"]*)"', offer.partition("</form>")[0]))
    answer = signed_in.post(reverse("autosave_discard"), marks)
    assert answer["Location"] == NOTE
    assert "The unsaved text has been discarded." in signed_in.get(NOTE).content.decode()
    assert [kept.page for kept in Autosave.objects.all()] == ["/notes/finance/"]


def test_nobody_discards_for_somebody_else(signed_in, noor):
    draft(signed_in, TYPED)
    marks = marks_on(signed_in.get(NOTE))
    signed_in.force_login(noor)
    for attempt in (marks, {}):
        assert signed_in.post(reverse("autosave_discard"), attempt)["Location"] == reverse("home")
    assert Autosave.objects.count() == 1


def test_a_form_with_errors_shows_what_was_sent_and_keeps_drafting(signed_in):
    marks = marks_on(signed_in.get(NOTE))
    draft(signed_in, TYPED, marks)
    page = signed_in.post(NOTE, {"summary": "We lend books"} | marks)
    assert "We lend books</textarea>" in page.content.decode()
    assert "You typed something here" not in page.content.decode()
    assert draft(signed_in, {"summary": "We lend"}, marks_on(page)).status_code == 200
    assert Autosave.objects.get().fields == {"summary": ["We lend"]}


def test_others_who_type_on_the_page_are_named(signed_in, ida, noor):
    for person in (noor, noor, ida):
        Autosave.objects.create(person=person, page=NOTE)
    assert autosave.others_editing(NOTE, ida) == ["Noor Vale"]
    assert "Noor Vale is editing this." in signed_in.get(NOTE).content.decode()
    assert autosave.others_editing("/notes/finance/", ida) == []
    later = timezone.now() + autosave.STILL_EDITING + timedelta(seconds=5)
    assert autosave.others_editing(NOTE, ida, now=later) == []


def test_two_forms_on_a_page_have_a_draft_each(ida):
    request = RequestFactory().get(NOTE, {"restore": "1"})
    request.user, request.resolver_match = ida, resolve(NOTE)
    for form in ("comment-1", "comment-2"):
        mark = signing.loads(autosave.mark_of(request, form), salt=autosave.MARK_SALT)
        assert mark == {"person": ida.pk, "page": f"{NOTE}#{form}", "query": ""}
        autosave.keep(ida, mark["page"], {"text": [form]}, shown=autosave.NO_DRAFT)
    assert autosave.restored(request, "comment-1") == {"text": ["comment-1"]}
    assert autosave.restored(request, "comment-2") == {"text": ["comment-2"]}
    assert autosave.restored(request) is None


def test_the_preview_is_the_cleaned_text(signed_in):
    page = signed_in.post(reverse("preview"), {"text": "**a** <script>alert(1)</script>\x00"})
    assert page.content.decode() == (
        "<p><strong>a</strong> &lt;script&gt;alert(1)&lt;/script&gt;</p>\n"
    )
    too_long = signed_in.post(reverse("preview"), {"text": "a" * 50_001})
    assert too_long.content.decode().startswith("This text is 50,001 characters long")


@pytest.mark.parametrize("name", ["autosave", "autosave_discard", "preview"])
def test_typing_is_for_people_who_are_signed_in(client, signed_in, name):
    assert signed_in.get(reverse(name)).status_code == 405
    client.logout()
    answer = client.post(reverse(name), {"text": "a"})
    assert answer["Location"] == f"{reverse('account_login')}?next={reverse(name)}"
