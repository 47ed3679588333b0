"""The coach beside the form, before sending and in the review; and the examples to begin from."""

from decimal import Decimal

import pytest
from django.urls import reverse

from institution import autosave, once
from kpis import coach, examples
from kpis.models import Kpi, Promise
from sls import workflow
from tests import factories
from tests.sls.sending import seen_draft, send, words_of

ADVICE = "One miss in a whole year misses a target of 100%"
SOURCE = "It is not said where the figures come from."


@pytest.fixture
def section(house):
    return house.draft().sections.get(key="kpis")


@pytest.fixture
def row(house, section):
    """A KPI with nothing missing of which the coach has something to say."""
    return factories.make_kpi(section, by=house.head)


def edit_url(row):
    return reverse("sls:kpi_edit", args=[row.section.statement_id, row.pk])


def change(row, by, **fields):
    for name, value in fields.items():
        setattr(row.promise, name, value)
    workflow.change_kpi(row, row.promise, by=by, version=row.promise.version)


def test_kpi_edit_shows_the_advice_beside_the_form_and_at_its_field(house, row, sign_in):
    page = words_of(sign_in(house.head).get(edit_url(row)))
    assert f'<a href="#id_shape">{ADVICE}' in page
    assert f'<p class="coach-note"><strong>Worth a thought:</strong> {ADVICE}' in page
    change(row, house.head, rationale="Everybody matters.")
    assert ADVICE not in words_of(sign_in(house.head).get(edit_url(row)))


def test_kpi_edit_saves_whatever_the_coach_says(house, row, sign_in):
    typed = {"title": "Timely help", "shape": "all_within", "version": row.promise.version}
    answer = send(sign_in(house.head), edit_url(row), **typed, action="help", what="all", days="2")
    assert answer.status_code == 302
    assert Promise.objects.get().title == "Timely help"


def test_kpi_edit_points_to_fields_that_are_there(house, row, sign_in):
    change(row, house.head, title="Timely help", measure="All.", data_source="", student_effect="",
           frequency="termly")  # fmt: skip
    page = sign_in(house.head).get(edit_url(row)).content.decode()
    fields = [one.field for one in coach.of_promise(row.promise)]
    assert len(fields) == 5
    for field in fields:
        assert f'href="#id_{field}"' in page
        assert f'id="id_{field}"' in page


def test_statement_check_keeps_advice_apart_from_what_is_missing(house, row, sign_in):
    url = reverse("sls:statement_check", args=[row.section.statement_id])
    change(row, house.head, data_source="")
    missing, _, advice = words_of(sign_in(house.head).get(url)).partition("Worth a thought")
    assert "where the figures come from.</a>" in missing
    assert ADVICE not in missing
    assert ADVICE in advice
    assert SOURCE not in advice  # said once, where it is missing
    assert f'href="{edit_url(row)}#id_shape"' in advice


def test_statement_review_shows_the_reviewer_the_same_advice(house, sign_in):
    statement = house.submitted()
    url = reverse("sls:statement_review", args=[statement.pk])
    page = words_of(sign_in(house.reviewer).get(url))
    assert page.count("What the coach says") == 1
    assert ADVICE in page
    row = statement.sections.get(key="kpis").kpis.get()
    assert edit_url(row) not in page  # it is not the reviewer's to write
    Promise.objects.update(rationale="Everybody matters.")
    assert ADVICE in words_of(sign_in(house.reviewer).get(url))  # as the department was shown
    workflow.withdraw(statement, by=house.head)
    workflow.submit(statement, by=house.head)
    assert "What the coach says" not in words_of(sign_in(house.reviewer).get(url))


def example_url(section, key="transcripts-issued"):
    return reverse("sls:kpi_example", args=[section.statement_id, key])


def test_kpi_example_list_can_show_one_kind(house, section, sign_in):
    url, client = reverse("sls:kpi_example_list", args=[section.statement_id]), sign_in(house.head)
    assert words_of(client.get(url)).count("Begin from this one") == len(examples.EXAMPLES)
    page = words_of(client.get(f"{url}?shape=change"))
    assert page.count("Begin from this one") == 2
    assert "Fewer questions about handing in" in page
    assert "the coach would say:" in page
    assert "Begin from an example" in words_of(
        client.get(reverse("sls:kpi_add", args=[section.statement_id]))
    )


def test_kpi_example_fills_the_form_in_and_keeps_nothing(house, section, sign_in):
    page = sign_in(house.head).get(example_url(section)).content.decode()
    assert "We will send at least 95% of transcripts within 4 working days." in page
    assert 'name="share" value="95"' in page
    assert not Kpi.objects.exists()


def typed(**more):
    return {
        "title": "Our transcripts", "shape": "share_within", "action": "post",
        "what": "transcripts", "comparison": "at_least", "share": "92", "days": "5",
        "amber_kind": "none", **more,
    }  # fmt: skip


def test_kpi_example_saves_it_as_ones_own(house, section, sign_in):
    client, url = sign_in(house.contributor), example_url(section)
    autosave.keep(house.contributor, url, {"title": ["Ours"]}, shown=autosave.NO_DRAFT)
    answer = send(client, url, **typed(then="stay"), **seen_draft(house.contributor, url))
    promise = Promise.objects.get()
    assert promise.sentence == "We will post at least 92% of transcripts within 5 working days."
    assert (promise.kpi.department, promise.academic_year) == (house.library, house.year)
    assert promise.data_source == ""  # not what the example had, if it was taken out
    assert answer.url == edit_url(section.kpis.get())
    assert autosave.offered(house.contributor, url) is None
    answer = send(client, url, **typed(then="list"))
    assert answer.url == f"{section.get_absolute_url()}#row-{section.kpis.last().pk}"


def test_kpi_example_takes_a_baseline_of_ones_own(house, section, sign_in):
    said = {
        "title": "Fewer questions", "shape": "change", "what": "questions", "change_of": "count",
        "change_direction": "reduce", "change_percent": "15", "due_on": "2027-07-31",
        "baseline_value": "200", "baseline_start": "2025-08-01", "baseline_end": "2026-07-31",
    }  # fmt: skip
    url = example_url(section, "fewer-questions-about-submission")
    assert send(sign_in(house.head), url, **said).status_code == 302
    assert Promise.objects.get().target.threshold == Decimal(170)


def test_kpi_example_sent_twice_adds_one(house, section, sign_in):
    client, said = sign_in(house.head), {"_once": once.new_token(), **typed()}
    client.post(example_url(section), said)
    assert client.post(example_url(section), said).status_code == 302
    assert Kpi.objects.count() == 1


def test_kpi_example_gives_back_what_was_typed_wrong(house, section, sign_in):
    page = send(sign_in(house.head), example_url(section), **typed(share="many")).content.decode()
    assert 'name="share" value="many"' in page
    assert not Kpi.objects.exists()


def test_kpi_example_that_is_none_is_not_found(house, section, sign_in):
    assert sign_in(house.head).get(example_url(section, "no-such")).status_code == 404
