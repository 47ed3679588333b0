"""A step that is refused, or no longer there, gives back what was typed: to its author alone."""

import pytest
from django.urls import reverse

from institution import autosave
from institution.models import Autosave
from institution.workflow import merge_department
from sls import workflow
from tests import factories
from tests.sls.sending import mark_for, send

TYPED = "The work of an afternoon,\nin two lines."


def assert_given_back(answer, person, page, *, status, name="text"):
    assert answer.status_code == status
    assert f"{TYPED}</textarea>" in answer.content.decode()
    assert autosave.offered(person, page).fields[name] == [TYPED]


@pytest.fixture
def summary(house):
    return house.filled().sections.get(key="summary")


@pytest.mark.parametrize("kind", ["row", "kpi"])
def test_text_beside_a_row_that_is_moved_in_vain(house, summary, sign_in, kind):
    """The buttons that move a row send the text of the section with them."""
    statement = summary.statement
    section = summary if kind == "row" else statement.sections.get(key="kpis")
    rows = (section.services if kind == "row" else section.kpis).all()
    place = ["summary", "services"] if kind == "row" else []
    move = reverse(f"sls:{kind}_move", args=[statement.pk, *place, rows[0].pk])
    nowhere = reverse(f"sls:{kind}_move", args=[statement.pk, *place, rows[0].pk + 999])
    page = section.get_absolute_url()
    typed = {"text": TYPED, "version": section.version, **mark_for(house.head, page)}
    client = sign_in(house.head)
    answer = send(client, nowhere, direction="up", **typed)
    assert_given_back(answer, house.head, page, status=404)
    Autosave.objects.all().delete()
    workflow.submit(statement, by=house.head)
    answer = send(client, move, direction="up", **typed)
    assert_given_back(answer, house.head, page, status=403)


def test_the_second_of_two_who_answer_a_request_for_advice(house, sign_in):
    advice = workflow.ask_advice(house.draft(), by=house.head, message="Enough?")
    url = reverse("sls:advice_detail", args=[advice.pk])
    client, colleague = sign_in(house.reviewer), factories.make_person("second", role="reviewer")
    mark = mark_for(house.reviewer, url)
    workflow.answer_advice(advice, by=colleague, comments={"": "It is."})
    answer = send(client, url, the_whole=TYPED, **mark)
    assert_given_back(answer, house.reviewer, url, status=403, name="the_whole")


def test_the_message_with_changes_that_can_no_longer_be_asked_for(house, sign_in):
    statement = house.submitted()
    url = reverse("sls:statement_return", args=[statement.pk])
    workflow.withdraw(statement, by=house.head)
    answer = send(sign_in(house.reviewer), url, text=TYPED, **mark_for(house.reviewer, url))
    assert_given_back(answer, house.reviewer, url, status=403)


def test_the_details_of_a_department_that_was_merged_meanwhile(house, sign_in):
    url = reverse("institution:department_edit", args=[house.finance.slug])
    merge_department(house.finance, house.library, by=house.library_reviewer)
    answer = send(sign_in(house.reviewer), url, summary=TYPED, **mark_for(house.reviewer, url))
    assert_given_back(answer, house.reviewer, url, status=404, name="summary")
    assert TYPED in sign_in(house.reviewer).get(url).content.decode()
    assert TYPED not in sign_in(house.library_reviewer).get(url).content.decode()


@pytest.fixture
def closed(house, summary):
    """The address of a section that has been sent."""
    workflow.submit(summary.statement, by=house.head)
    return summary.get_absolute_url()


def test_a_form_of_somebody_else_gives_nothing_back(house, closed, sign_in):
    client = sign_in(house.contributor)
    for mark in (mark_for(house.head, closed), {"_who": "forged"}, {}):
        answer = send(client, closed, text=TYPED, **mark)
        assert answer.status_code == 403
        assert TYPED not in answer.content.decode()
        assert not Autosave.objects.exists()
    answer = send(client, closed, text=TYPED, **mark_for(house.contributor, closed))
    assert_given_back(answer, house.contributor, closed, status=403)
    assert TYPED in client.get(closed).content.decode()
    assert TYPED not in sign_in(house.head).get(closed).content.decode()


def test_what_is_given_back_has_the_words_of_its_page_and_no_codes(house, sign_in):
    statement = house.submitted()
    url = reverse("sls:statement_review", args=[statement.pk])
    workflow.take(statement, by=factories.make_person("second", role="reviewer"))
    typed = {"summary-needs": "on", "summary-kind": "unclear", "summary-text": TYPED}
    answer = send(sign_in(house.reviewer), url, **typed, **mark_for(house.reviewer, url))
    assert_given_back(answer, house.reviewer, url, status=403, name="summary-text")
    page = answer.content.decode()
    assert ">Summary: what should change</label>" in page
    assert "unclear" not in page


def test_what_nobody_may_do_now_is_no_matter_of_whom_one_asks(house, sign_in):
    statement = house.submitted()
    workflow.take(statement, by=factories.make_person("second", role="reviewer"))
    review = reverse("sls:statement_review", args=[statement.pk])
    page = send(sign_in(house.reviewer), review, **{"summary-text": TYPED}).content.decode()
    assert "<h1>This cannot be done now</h1>" in page
    assert f'href="{review}">Go to the review</a>' in page
    assert "ask the quality office" not in page


def test_what_never_opens_again_is_not_promised_to(house, sign_in):
    draft = house.draft()
    url = draft.sections.get(key="summary").get_absolute_url()
    workflow.discard(draft, by=house.head)
    answer = send(sign_in(house.head), url, text=TYPED, **mark_for(house.head, url))
    assert_given_back(answer, house.head, url, status=403)
    page = answer.content.decode()
    assert f'href="{draft.get_absolute_url()}">Go to the statement</a>' in page
    assert "it is offered there" not in page


def test_a_secret_is_neither_kept_nor_shown(house, closed, sign_in):
    secrets = {name: f"Secret {name}" for name in ("password", "new_password1", "token", "code")}
    mark = mark_for(house.head, closed)
    answer = send(sign_in(house.head), closed, text=TYPED, **secrets, **mark)
    assert_given_back(answer, house.head, closed, status=403)
    assert "Secret" not in answer.content.decode()
    assert list(Autosave.objects.get().fields) == ["text"]


def test_a_mere_button_gives_nothing_back(house, closed, sign_in):
    mark = mark_for(house.head, closed)
    answer = send(sign_in(house.head), closed, direction="up", version="3", **mark)
    assert answer.status_code == 403
    assert "What you typed" not in answer.content.decode()
    assert not Autosave.objects.exists()
