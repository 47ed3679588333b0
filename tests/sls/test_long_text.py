"""What people write as long text is shown as they meant it, wherever it is shown: the marks that
make a word bold or a line a list are nobody's to read."""

import io

import docx
import pytest
from django.core import mail
from django.urls import reverse

from sls import workflow
from tests import factories

TYPED = "Say **plainly**:\n\n- which days\n- [which desk](https://desk.example/hours)"
SHOWN = "<p>Say <strong>plainly</strong>:</p>\n<ul>\n<li>which days</li>"
SAID = "Say plainly:\nwhich days\nwhich desk"


@pytest.fixture
def talked_about(house):
    """A statement that was taken back and sent again, was asked about, commented on, answered."""
    statement = house.filled()
    statement.advice = workflow.ask_advice(statement, by=house.head, message=TYPED)
    workflow.answer_advice(statement.advice, by=house.reviewer, comments={"": TYPED})
    statement = workflow.submit(statement, by=house.head)
    statement = workflow.withdraw(statement, by=house.head, reason=TYPED)
    statement = workflow.submit(statement, by=house.head)
    section = statement.sections.get(key="availability")
    workflow.add_comment(statement, by=house.reviewer, text=TYPED, section=section)
    asked = workflow.note_request(section, by=house.reviewer, kind="unclear", text=TYPED)
    statement = workflow.return_for_changes(statement, by=house.reviewer, message=TYPED)
    workflow.add_comment(
        statement, by=house.head, text=TYPED, section=section, change_request=asked
    )
    return statement


@pytest.mark.parametrize(
    ("name", "rest", "times"),
    [
        ("section_edit", ["availability"], 3),  # the request, the answer to it, the comment
        ("statement_edit", [], 1),
        # The comment, the request and its answer; taken back, asked for advice and for changes.
        ("statement_detail", [], 6),
    ],
)
def test_pages_show_what_was_written_without_its_marks(
    house, sign_in, talked_about, name, rest, times
):
    url = reverse(f"sls:{name}", args=[talked_about.pk, *rest])
    page = sign_in(house.head).get(url).content.decode()
    assert page.count(SHOWN) == times
    assert "**plainly**" not in page
    assert "](" not in page


def test_statement_edit_cuts_a_request_short_without_its_marks(house, sign_in, talked_about):
    url = reverse("sls:statement_edit", args=[talked_about.pk])
    page = sign_in(house.head).get(url).content.decode()
    assert "Asked for, unclear: Say plainly: which days which desk</p>" in page


def test_advice_detail_shows_the_question_without_its_marks(house, sign_in, talked_about):
    advice = talked_about.advice_requests.get()
    url = reverse("sls:advice_detail", args=[advice.pk])
    page = sign_in(house.head).get(url).content.decode()
    assert page.count(SHOWN) == 2
    assert "**plainly**" not in page


def test_mails_say_what_was_written_without_its_marks(
    house, request, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        request.getfixturevalue("talked_about")
    saying = [message for message in mail.outbox if "plainly" in message.body]
    subjects = {message.subject.partition(": ")[2] for message in saying}
    assert subjects == {
        "advice asked for", "advice from the quality office", "changes asked for",
        "a comment from Reviewer", "a comment from Head",
    }  # fmt: skip
    for message in saying:
        html = message.alternatives[0][0]
        assert SAID in message.body
        assert "Say plainly:<br>which days<br>which desk" in html
        assert "**" not in message.body + html
        assert "](" not in message.body + html


@pytest.fixture
def measured(house):
    """An approved statement whose KPI says at length what it measures, and in a line by whom."""
    statement = house.filled()
    section = statement.sections.get(key="kpis")
    row = section.kpis.get()
    promise = row.promise
    promise.measure = promise.student_effect = promise.rationale = TYPED
    promise.owner = "**Desk** lead"
    workflow.change_kpi(row, promise, by=house.head, version=promise.version)
    statement = workflow.submit(statement, by=house.head)
    document = factories.quick_document(statement, by=house.reviewer)
    return workflow.approve(statement, by=house.reviewer, document=document)


def test_statement_read_shows_long_text_about_a_kpi_without_its_marks(measured, client):
    """A line is no long text: it is shown as it was typed."""
    url = reverse("sls:statement_read", args=[measured.pk])
    page = client.get(url).content.decode()
    assert page.count(SHOWN) == 3
    assert "**plainly**" not in page
    assert "**Desk** lead" in page


def test_statement_docx_sets_long_text_about_a_kpi_in_runs(measured, client):
    answer = client.get(reverse("sls:statement_docx", args=[measured.pk]))
    table = docx.Document(io.BytesIO(answer.content)).tables[-1]
    cells = {row.cells[0].text: row.cells[1] for row in table.rows}
    for label in ("What counts", "How students would notice", "Why this target"):
        first, *items = cells[label].paragraphs
        assert [run.text for run in first.runs if run.bold] == ["plainly"]
        assert [item.style.name for item in items] == ["List Bullet", "List Bullet"]
        assert items[1].hyperlinks[0].address == "https://desk.example/hours"
    assert cells["Responsible"].text == "**Desk** lead"


def test_what_is_signed_keeps_the_text_as_it_was_typed(measured, client):
    answer = client.get(reverse("sls:statement_json", args=[measured.pk])).json()
    kpi = answer["content"]["sections"][-2]["kpis"][0]
    assert kpi["measure"] == TYPED
