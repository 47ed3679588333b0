"""Who owes a statement: the list of a year, and deciding for one department."""

from datetime import timedelta

import pytest
from django.utils import timezone

from institution import autosave, once
from institution.models import Event
from institution.permissions import NotAllowed
from sls import workflow
from sls.models import Requirement
from tests import factories
from tests.sls.deciding import DAY, LIST, decision, edit_url, merge_away
from tests.sls.sending import seen_draft, send, words_of

CONFIRM = "/requirements/confirm/"
COPY = "/requirements/copy/"


def test_requirement_list_has_the_three_tiers_with_who_when_and_why(house, sign_in):
    factories.make_requirement(house.finance, house.year, "none")
    workflow.volunteer(house.finance.requirements.get(), by=house.head_elsewhere, offer=True)
    answer = sign_in(house.reviewer).get(LIST)
    found = {
        one.tier: [str(requirement.department) for requirement in one.requirements]
        for one in answer.context["owed"].tiers
    }
    assert found == {"ab": ["Library"], "a": [], "none": ["Finance"]}
    page = words_of(answer)
    assert "The committee,<br>18 March 2026" in page
    assert '<td data-label="Offered">A whole statement</td>' in page


def test_requirement_list_names_departments_that_nobody_thought_of(house, sign_in):
    merge_away(factories.make_department("Old Desk"), into=house.library)
    answer = sign_in(house.reviewer).get(LIST)
    assert [str(one) for one in answer.context["owed"].forgotten] == ["Finance", "Quality Office"]
    assert "2 departments without a requirement" in words_of(answer)
    assert f"{LIST}add/?year=2026-27&amp;department=finance" in words_of(answer)


def test_requirement_list_marks_proposals_and_leads_to_confirming_them(house, proposals, sign_in):
    page = words_of(sign_in(house.reviewer).get(LIST, {"year": "2027-28"}))
    assert "2 of 2 are only proposals" in page
    assert f'href="{CONFIRM}?year=2027-28"' in page
    assert page.count("Proposal</span>") == 2


@pytest.mark.parametrize(
    ("state", "sentence", "may_change"),
    [
        ("planned", "Nothing is asked of anyone until it is opened", True),
        ("open", "Change<span", True),
        ("paused", "2026-27 is paused: nothing is asked of anyone", True),
        ("closed", "What was owed in it does not change any more", False),
    ],
)
def test_requirement_list_says_what_the_state_of_the_year_means(
    house, sign_in, state, sentence, may_change
):
    house.year.state, house.year.public_reason = state, "A year to think."
    house.year.save()
    page = words_of(sign_in(house.reviewer).get(LIST))
    assert sentence in page
    assert ("Copy from another year" in page) is may_change


@pytest.mark.parametrize("year", ["", "1999-00", "x", "\x00", "2026-27'--"])
def test_requirement_list_shows_the_current_year_for_an_address_that_names_none(
    house, next_year, sign_in, year
):
    assert sign_in(house.reviewer).get(LIST, {"year": year}).context["year"] == house.year


def test_requirement_list_of_a_new_site_leads_to_the_first_year(db, sign_in):
    reviewer = factories.make_person("reviewer", role="reviewer")
    assert "There is no academic year yet" in words_of(sign_in(reviewer).get(LIST))


@pytest.mark.parametrize("count", [1, 30])
def test_requirement_list_costs_the_same_for_one_row_and_for_thirty(
    house, sign_in, django_assert_num_queries, count
):
    for number in range(count):
        department = factories.make_department(f"Desk {number}")
        factories.make_requirement(department, house.year, ["ab", "a", "none"][number % 3])
    client = sign_in(house.reviewer)
    with django_assert_num_queries(6):
        answer = client.get(LIST)
    assert answer.context["owed"].total == count + 1


def test_only_the_quality_office_decides(house, sign_in):
    pages = [LIST, f"{LIST}add/", COPY, CONFIRM, edit_url(house.requirement)]
    for url in pages:
        assert sign_in(house.reviewer).get(url).status_code == 200
        answer = sign_in(house.head).get(url)
        assert answer.status_code == 403
        assert "Only the quality office decides who owes a statement." in words_of(answer)
    answer = send(sign_in(house.head), pages[-1], **decision(house.requirement))
    assert answer.status_code == 403
    house.requirement.refresh_from_db()
    assert house.requirement.tier == "ab"
    assert sign_in(house.outsider).get(pages[-1]).status_code == 404


def test_requirement_edit_records_the_decision_and_its_event(house, sign_in):
    answer = send(
        sign_in(house.reviewer), edit_url(house.requirement), **decision(house.requirement)
    )
    assert answer.url == f"{LIST}?year=2026-27"
    now = Requirement.objects.get(pk=house.requirement.pk)
    assert (now.tier, now.decided_by, str(now.decided_on), now.reason, now.version) == (
        "a", "The senate", DAY, "New.", 2,
    )  # fmt: skip
    event = Event.objects.get(department=house.library)
    assert event.text == ("decided for Library, 2026-27: Section A only (before: Sections A and B)")
    assert event.by == house.reviewer


def test_requirement_edit_starts_from_the_institutions_deciding_body(house, proposals, sign_in):
    house.institution.deciding_body = "Education Committee"
    house.institution.save()
    page = words_of(sign_in(house.reviewer).get(edit_url(proposals[0])))
    assert 'value="Education Committee"' in page
    assert "Confirm it or decide otherwise" in page
    assert 'value="The committee"' in words_of(
        sign_in(house.reviewer).get(edit_url(house.requirement))
    )


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"tier": "x"}, "Choose one of the three."),
        ({"tier": ""}, "Choose what the department owes."),
        ({"decided_by": " "}, "Say who decided."),
        ({"decided_by": "x" * 201}, "201 characters long and the most is 200"),
        ({"decided_on": ""}, "Say when it was decided."),
        ({"decided_on": "soon"}, "Decided on: write a date such as 5 March 2027."),
        ({"decided_on": "2999-01-01"}, "the year 2999 is too far away"),
        ({"reason": "x" * 2001}, "this is 2,001 characters long and the most is 2,000"),
    ],
)
def test_requirement_edit_says_what_is_wrong_and_keeps_what_was_typed(
    house, sign_in, typed, sentence
):
    typed = decision(house.requirement, **{"decided_by": "Only typed here", **typed})
    answer = send(sign_in(house.reviewer), edit_url(house.requirement), **typed)
    assert answer.status_code == 200
    page = words_of(answer)
    assert "<title>Error: " in page
    assert page.count(sentence) == 2  # in the summary and at the field
    assert typed["decided_by"].strip() in page
    house.requirement.refresh_from_db()
    assert house.requirement.version == 1


def test_requirement_edit_asks_for_the_day_of_the_new_decision(house, sign_in):
    Requirement.objects.update(decided_on=DAY)
    typed, client = decision(house.requirement, reason=""), sign_in(house.reviewer)
    page = words_of(send(client, edit_url(house.requirement), **typed))
    assert page.count("What is owed changes, but the day and the reason are those of") == 2
    typed["reason"] = "It had been recorded wrongly."
    assert send(client, edit_url(house.requirement), **typed).status_code == 302


def test_requirement_edit_refuses_a_decision_that_has_not_been_taken(house, sign_in):
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    typed = decision(house.requirement, decided_on=tomorrow)
    answer = send(sign_in(house.reviewer), edit_url(house.requirement), **typed)
    assert "The day is in the future." in words_of(answer)


@pytest.mark.parametrize("version", ["1", "", "x", None])
def test_requirement_edit_from_an_old_version_keeps_both(house, sign_in, version):
    requirement = house.requirement
    workflow.decide(
        house.library, house.year, by=house.reviewer, tier="none", decided_by="The court",
        decided_on=requirement.decided_on, reason="Theirs.", version=1,
    )  # fmt: skip
    typed = decision(requirement, reason="Mine.")
    typed = {
        key: value for key, value in {**typed, "version": version}.items() if value is not None
    }
    client = sign_in(house.reviewer)
    answer = send(client, edit_url(requirement), **typed)
    page = words_of(answer)
    assert answer.status_code == 409
    assert "Theirs." in page
    assert "Mine." in page
    assert 'name="version" value="2"' in page
    requirement.refresh_from_db()
    assert (requirement.reason, requirement.version) == ("Theirs.", 2)
    assert autosave.offered(house.reviewer, edit_url(requirement)).fields["reason"] == ["Mine."]
    marks = seen_draft(house.reviewer, edit_url(requirement))
    send(client, edit_url(requirement), **{**typed, **marks, "version": "2"})
    requirement.refresh_from_db()
    assert requirement.reason == "Mine."
    assert autosave.offered(house.reviewer, edit_url(requirement)) is None


def test_requirement_edit_sent_twice_decides_once(house, sign_in):
    client, typed = sign_in(house.reviewer), decision(house.requirement)
    typed["_once"] = once.new_token()
    for _ in range(2):
        assert client.post(edit_url(house.requirement), typed).status_code == 302
    house.requirement.refresh_from_db()
    assert (house.requirement.version, Event.objects.count()) == (2, 1)


def test_a_closed_year_does_not_change_and_what_was_typed_stays_on_the_page(house, sign_in):
    house.year.state = "closed"
    house.year.save()
    client = sign_in(house.reviewer)
    assert "Record the decision" not in words_of(client.get(edit_url(house.requirement)))
    answer = send(
        client, edit_url(house.requirement), **decision(house.requirement, reason="Mine.")
    )
    page = words_of(answer)
    assert "2026-27 is closed: what was owed in it does not change." in page
    assert "Mine." in page
    house.requirement.refresh_from_db()
    assert house.requirement.tier == "ab"


def test_another_tier_leaves_the_begun_statement_as_it_is_but_for_what_it_asks(house, sign_in):
    statement = house.draft()
    assert statement.asks_kpis
    page = words_of(sign_in(house.reviewer).get(edit_url(house.requirement)))
    assert "Library has begun its statement:" in page
    assert "it stays, with every word in it" in page
    send(sign_in(house.reviewer), edit_url(house.requirement), **decision(house.requirement))
    statement = type(statement).objects.get(pk=statement.pk)
    assert statement.requirement == house.requirement
    assert (statement.state, statement.asks_kpis) == ("draft", False)
    event = statement.events.get(kind="requirement")
    assert event.text == "decided what is asked: Section A only (before: Sections A and B)"


def test_another_tier_while_it_is_being_approved_is_noticed(house):
    """The signed document says what was asked."""
    statement = house.submitted()
    document = factories.quick_document(statement, by=house.reviewer)
    workflow.decide(
        house.library, house.year, by=house.reviewer, tier="a", decided_by="The senate",
        decided_on=house.requirement.decided_on, version=1,
    )  # fmt: skip
    with pytest.raises(NotAllowed, match="changed while you were approving"):
        workflow.approve(statement, by=house.reviewer, document=document)


def test_another_tier_drops_the_offer_and_the_page_says_so(house, sign_in):
    requirement = factories.make_requirement(house.finance, house.year, "a")
    workflow.volunteer(requirement, by=house.head_elsewhere, offer=True)
    requirement.refresh_from_db()
    page = words_of(sign_in(house.reviewer).get(edit_url(requirement)))
    assert "the department’s offer (Section B as well) lapses" in page
    send(sign_in(house.reviewer), edit_url(requirement), **decision(requirement, tier="ab"))
    requirement.refresh_from_db()
    assert (requirement.tier, requirement.voluntary) == ("ab", "")


def test_the_same_tier_keeps_the_offer(house, sign_in):
    requirement = factories.make_requirement(house.finance, house.year, "a")
    workflow.volunteer(requirement, by=house.head_elsewhere, offer=True)
    requirement.refresh_from_db()
    send(sign_in(house.reviewer), edit_url(requirement), **decision(requirement))
    requirement.refresh_from_db()
    assert (requirement.reason, requirement.voluntary) == ("New.", "section_b")


def test_requirement_add_decides_for_a_department_without_one(house, sign_in):
    client, url = sign_in(house.reviewer), f"{LIST}add/"
    page = words_of(client.get(url, {"year": "2026-27", "department": "finance"}))
    assert '<option value="finance" selected>' in page
    typed = decision(house.requirement, year="2026", department="finance")
    assert send(client, url, **typed).url == f"{LIST}?year=2026-27"
    made = house.finance.requirements.get()
    assert (made.tier, made.version, made.academic_year) == ("a", 1, house.year)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"department": "library"}, "Library has a requirement for 2026-27 already."),
        ({"department": "nowhere"}, "Choose a department from the list."),
        ({"department": "\x00"}, "there is a character in this that no text has."),
        ({"year": "9" * 40}, "Choose a year from the list."),
        ({"year": "x"}, "Choose a year from the list."),
    ],
)
def test_requirement_add_says_what_is_wrong(house, sign_in, typed, sentence):
    typed = decision(house.requirement, **{"year": "2026", "department": "finance", **typed})
    answer = send(sign_in(house.reviewer), f"{LIST}add/", **typed)
    assert sentence in words_of(answer)
    assert Requirement.objects.count() == 1
