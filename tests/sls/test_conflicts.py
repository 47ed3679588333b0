"""Two people at the same text, row or promise: nothing is lost, and the person chooses."""

import html
import re

import pytest
from django.urls import reverse

from institution import autosave, once
from sls import workflow
from sls.models import Section, Service
from tests import factories
from tests.sls.sending import mark_for, mark_of, send

THEIRS, MINE = "The desk opens at nine.", "The desk opens at ten."


@pytest.fixture
def section(house) -> Section:
    """A section that both opened at version 1 and the contributor has saved since."""
    section = house.draft().sections.get(key="summary")
    return workflow.save_text(section, by=house.contributor, text=THEIRS, version=1)


def hidden_fields(page: str, button: str) -> dict[str, list[str]]:
    """What the form with the button sends, without most of its marks."""
    form = next(part for part in re.findall(r"<form.*?</form>", page, re.DOTALL) if button in part)
    fields: dict[str, list[str]] = {}
    for tag in re.findall(r'<input type="hidden"[^>]*>', form):
        name, value = re.search(r'name="(.*?)" value="(.*?)"', tag, re.DOTALL).groups()
        if (name == "_seen" or not name.startswith("_")) and name != "csrfmiddlewaretoken":
            fields.setdefault(name, []).append(html.unescape(value))
    return fields


def test_a_save_from_an_old_version_shows_both_texts_and_writes_nothing(house, section, sign_in):
    answer = send(sign_in(house.head), section.get_absolute_url(), text=MINE, version="1")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert f'<div class="typed">{MINE}</div>' in page
    assert f'<div class="typed">{THEIRS}</div>' in page
    assert "What Contributor saved" in page
    assert "[removed: </span> nine.<span" in page
    section.refresh_from_db()
    assert (section.text, section.version) == (THEIRS, 2)


@pytest.mark.parametrize("version", [None, "", "x", "0", "3", "9" * 30, "-1", "²"])
def test_a_save_without_the_right_version_counts_as_old(house, section, sign_in, version):
    typed = {} if version is None else {"version": version}
    answer = send(sign_in(house.head), section.get_absolute_url(), text=MINE, **typed)
    assert answer.status_code == 409
    section.refresh_from_db()
    assert section.text == THEIRS


def test_keeping_mine_saves_it_over_theirs_which_stays_in_the_history(house, section, sign_in):
    client, url = sign_in(house.head), section.get_absolute_url()
    page = send(client, url, text=MINE, version="1").content.decode()
    send(client, url, **hidden_fields(page, "Keep mine"))
    section.refresh_from_db()
    assert (section.text, section.version) == (MINE, 3)
    assert THEIRS in section.history.values_list("text", flat=True)
    assert autosave.offered(house.head, url) is None


def test_keeping_mine_meets_another_save_in_between_with_both_texts_again(house, section, sign_in):
    client, url = sign_in(house.head), section.get_absolute_url()
    page = send(client, url, text=MINE, version="1").content.decode()
    third = "The desk opens at eleven."
    workflow.save_text(section, by=house.contributor, text=third, version=2)
    answer = send(client, url, **hidden_fields(page, "Keep mine"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert f'<div class="typed">{MINE}</div>' in page
    assert f'<div class="typed">{third}</div>' in page
    send(client, url, **hidden_fields(page, "Keep mine"))
    section.refresh_from_db()
    assert (section.text, section.version) == (MINE, 4)


def test_keeping_theirs_changes_nothing_and_drops_the_draft(house, section, sign_in):
    client, url = sign_in(house.head), section.get_absolute_url()
    page = send(client, url, text=MINE, version="1").content.decode()
    assert autosave.offered(house.head, url).fields["text"] == [MINE]
    form = next(f for f in re.findall(r"<form.*?</form>", page, re.DOTALL) if "Keep theirs" in f)
    marks = dict(re.findall(r'name="(_\w+)" value="(.*?)"', form))
    answer = client.post(reverse("autosave_discard"), marks)
    assert answer.url == url
    section.refresh_from_db()
    assert (section.text, section.version) == (THEIRS, 2)
    assert autosave.offered(house.head, url) is None


def test_the_text_to_put_together_starts_from_both(house, section, sign_in):
    client, url = sign_in(house.head), section.get_absolute_url()
    page = send(client, url, text=MINE, version="1").content.decode()
    box = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", page, re.DOTALL)[1]
    assert box == f"{THEIRS}\n\n{MINE}"
    version = hidden_fields(page, "Save this")["version"][0]
    send(client, url, text="From nine or ten.", version=version)
    section.refresh_from_db()
    assert section.text == "From nine or ten."


def test_what_met_a_conflict_is_offered_when_the_person_comes_back(house, section, sign_in):
    client, url = sign_in(house.head), section.get_absolute_url()
    send(client, url, text=MINE, version="1")
    assert "that was not saved" in client.get(url).content.decode()
    page = client.get(f"{url}?restore=1").content.decode()
    assert MINE in page
    assert 'name="version" value="1"' in page  # so that saving it meets the conflict again


def test_somebody_who_changed_nothing_has_no_conflict(house, section, sign_in):
    client, url = sign_in(house.head), section.get_absolute_url()
    workflow.save_text(section, by=house.contributor, text="Newer.", version=2)
    answer = client.post(
        url, {"_once": once.new_token(), "text": THEIRS, "version": "2"}, follow=True
    )
    assert "You had changed nothing." in answer.content.decode()
    section.refresh_from_db()
    assert section.text == "Newer."


def test_the_same_text_from_both_is_no_conflict(house, section, sign_in):
    answer = send(sign_in(house.head), section.get_absolute_url(), text=THEIRS, version="1")
    assert answer.status_code == 302
    section.refresh_from_db()
    assert section.version == 2


def test_a_row_changed_by_both_shows_the_fields_that_differ(house, section, sign_in):
    row = Service(name="Loans", audiences=["students"], availability="Daily")
    row = workflow.add_row(section, row, by=house.head)
    url = reverse("sls:row_edit", args=[section.statement_id, "summary", "services", row.pk])
    client = sign_in(house.head)
    row.availability = "On weekdays"
    workflow.change_row(row, by=house.contributor, version=1)
    answer = send(
        client, url, name="Lending", audiences=["students", "staff"], availability="Daily",
        version="1",
    )  # fmt: skip
    page = answer.content.decode()
    assert answer.status_code == 409
    assert re.findall(r'<div class="typed">(.*?)</div>', page) == [
        "Lending", "Loans", "Students, Staff", "Students", "Daily", "On weekdays",
    ]  # fmt: skip
    kept = hidden_fields(page, "Keep mine")
    assert kept["audiences"] == ["students", "staff"]
    send(client, url, **kept)
    row.refresh_from_db()
    assert (row.name, row.audiences, row.availability, row.version) == (
        "Lending", ["students", "staff"], "Daily", 3,
    )  # fmt: skip


def test_a_row_that_was_removed_meanwhile_can_be_added_again(house, section, sign_in):
    row = workflow.add_row(section, Service(name="Loans"), by=house.head)
    url = reverse("sls:row_edit", args=[section.statement_id, "summary", "services", row.pk])
    client = sign_in(house.head)
    mark = mark_of(client, url)
    workflow.remove_row(row, by=house.contributor, version=1)
    answer = send(client, url, name="Lending", version="1", **mark)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert 'value="Lending"' in page
    add = reverse("sls:row_add", args=[section.statement_id, "summary", "services"])
    assert f'action="{add}"' in page
    assert client.get(url).status_code == 409  # the draft is still there to be seen
    assert sign_in(house.contributor).get(url).status_code == 404


def test_a_promise_changed_by_both_keeps_both(house, section, sign_in):
    row = factories.make_kpi(section.statement.sections.get(key="kpis"), by=house.head)
    url = reverse("sls:kpi_edit", args=[section.statement_id, row.pk])
    promise, client = row.promise, sign_in(house.head)
    read = str(promise.version)
    promise.days = 3
    workflow.change_kpi(row, promise, by=house.contributor, version=promise.version)
    typed = {
        "title": promise.title, "shape": "all_within", "action": "answer", "what": "letters",
        "days": "5", "amber_kind": "none",
    }  # fmt: skip
    answer = send(client, url, **typed, version=read)
    page = answer.content.decode()
    assert answer.status_code == 409
    typed_and_saved = re.findall(r'<div class="typed">(.*?)</div>', page)
    assert typed_and_saved[4:6] == ["5", "3"]
    send(client, url, **hidden_fields(page, "Keep mine"))
    promise.refresh_from_db()
    assert (promise.days, promise.what) == (5, "letters")


def test_a_promise_that_was_removed_meanwhile_can_be_added_again_whole(house, section, sign_in):
    row = factories.make_kpi(section.statement.sections.get(key="kpis"), by=house.head)
    url = reverse("sls:kpi_edit", args=[section.statement_id, row.pk])
    client = sign_in(house.head)
    mark = mark_of(client, url)
    workflow.remove_kpi(row, by=house.contributor, version=row.promise.version)
    typed = {"title": "Answers", "shape": "all_within", "days": "5", "measure": "Every letter."}
    answer = send(client, url, **typed, version="3", **mark)
    assert answer.status_code == 409
    assert send(client, url, **typed, version="3").status_code == 404  # as for any other number
    add = reverse("sls:kpi_add", args=[section.statement_id])
    assert f'action="{add}"' in answer.content.decode()
    answer = send(client, add, **typed)
    page = client.get(answer.url).content.decode()
    assert "Every letter." in page
    assert 'value="5"' in page


def test_what_was_typed_while_the_head_sent_the_statement_is_shown_and_kept(house, sign_in):
    statement = house.filled()
    section = statement.sections.get(key="summary")
    workflow.submit(statement, by=house.head)
    client, url = sign_in(house.contributor), section.get_absolute_url()
    mark = mark_for(house.contributor, url)
    answer = send(client, url, text="One more thing.", version="2", **mark)
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "The head can take it back." in page
    assert "One more thing.</textarea>" in page
    assert "One more thing." in client.get(url).content.decode()
    workflow.withdraw(statement, by=house.head)
    assert "One more thing." in client.get(f"{url}?restore=1").content.decode()


def test_those_who_do_not_write_are_refused_without_a_trace(house, section, sign_in):
    url = section.get_absolute_url()
    answer = send(sign_in(house.reviewer), url, text="Mine now.", version="2")
    assert answer.status_code == 403
    assert "Mine now." not in answer.content.decode()
    assert autosave.offered(house.reviewer, url) is None
    assert send(sign_in(house.head_elsewhere), url, text="x", version="2").status_code == 404
