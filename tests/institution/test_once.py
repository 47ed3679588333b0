"""A form sent twice, or five times at once, has one effect."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from django.core.exceptions import BadRequest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import RequestFactory

from institution import once
from institution.models import Department, SentForm, User
from institution.permissions import NotAllowed


@pytest.fixture
def ida():
    return User.objects.create_user("ida@kept.example", name="Ida Marsh")


def form(token, **typed):
    """The request with which a form arrives."""
    return RequestFactory().post("/", {"_once": token, **typed})


def send(key, ida, department, problem=None):
    """A view's use of the key: at most one department is made."""
    with transaction.atomic():
        is_first = once.first_time(key, by=ida)
        if is_first:
            Department.objects.create(name=department, slug=department)
        if problem:
            raise problem
    return is_first


@pytest.mark.django_db
def test_a_form_counts_once(ida):
    sent = form(uuid4(), text="One.")
    key = once.key_from(sent)
    assert not once.was_sent(sent)
    assert [send(key, ida, f"department-{n}") for n in range(3)] == [True, False, False]
    assert [department.name for department in Department.objects.all()] == ["department-0"]
    assert once.was_sent(sent)


def test_marks_line_ends_and_the_way_onward_make_no_other_form_of_it():
    token = uuid4()
    sent = form(token, text="One.\r\nTwo.", then="next", _seen="a", csrfmiddlewaretoken="b")
    again = form(token, then="list", text="One.\nTwo.", _seen="c", _who="d")
    assert once.key_from(sent) == once.key_from(again)


@pytest.mark.parametrize(
    "other",
    [
        {"text": "One. Two."},
        {"text": ["One.", "Two."]},
        {"text": "One.", "resolve": "7"},
        {"text": "One.", "file": SimpleUploadedFile("list.csv", b"Name\nEstates\n")},
    ],
)
def test_other_words_make_another_form_of_it(other):
    token = uuid4()
    assert once.key_from(form(token, **other)) != once.key_from(form(token, text="One."))


def test_a_file_is_known_by_what_it_holds():
    token, name = uuid4(), "list.csv"
    keys = [
        once.key_from(form(token, file=SimpleUploadedFile(name, contents)))
        for contents in (b"Name\nEstates\n", b"Name\nEstates\n", b"Name\nSecurity\n")
    ]
    assert keys[0] == keys[1] != keys[2]


@pytest.mark.django_db
def test_another_token_counts_too(ida):
    assert send(uuid4(), ida, "one")
    assert send(uuid4(), ida, "two")
    assert SentForm.objects.count() == 2


@pytest.mark.django_db
def test_a_step_that_fails_leaves_the_token_free(ida):
    sent = form(uuid4())
    with pytest.raises(NotAllowed):
        send(once.key_from(sent), ida, "department", problem=NotAllowed("Not today."))
    assert not once.was_sent(sent)
    assert send(once.key_from(sent), ida, "department")


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_it_refuses(ida):
    with pytest.raises(RuntimeError, match="inside the transaction"):
        once.first_time(uuid4(), by=ida)
    assert SentForm.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_sent_five_times_at_once_it_counts_once(ida):
    tokens = [uuid4() for _ in range(5)]
    together = Barrier(5)

    def sender(number):
        try:
            counted = []
            for token in tokens:
                together.wait(timeout=20)
                counted.append(send(token, ida, f"{token}-{number}"))
            return counted
        finally:
            connection.close()

    with ThreadPoolExecutor(5) as senders:
        counted = list(senders.map(sender, range(5)))
    assert [sum(one_token) for one_token in zip(*counted, strict=True)] == [1] * 5
    assert Department.objects.count() == 5


@pytest.mark.django_db
def test_what_somebody_else_has_just_done_is_a_refusal_and_stands_in_the_log(ida, caplog):
    def add(*, by):
        Department.objects.create(name="Library", slug="library")

    add(by=ida)
    request = RequestFactory().post("/departments/add/", {"_once": once.new_token()})
    request.user = ida
    with pytest.raises(NotAllowed, match=r"Somebody else has just saved the same\. Look again\."):
        once.do(request, add)
    assert "'/departments/add/' broke a constraint" in caplog.text
    assert not once.was_sent(request)


@pytest.mark.parametrize("sent", [{}, {"_once": ""}, {"_once": "7"}, {"_once": "é\x00"}])
def test_a_form_without_its_token_is_refused_with_a_sentence(sent):
    with pytest.raises(BadRequest, match=r"This form was incomplete .* send it from there\."):
        once.key_from(RequestFactory().post("/", sent))


def test_the_token_of_a_form_comes_back():
    token = once.new_token()
    assert str(once.token_from(RequestFactory().post("/", {"_once": token}))) == token
    assert once.new_token() != token
    assert once.was_sent(RequestFactory().post("/", {"_once": "not a token"})) is False
