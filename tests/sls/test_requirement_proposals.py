"""Copying what is owed into the next year, confirming it, and the history of each decision."""

import pytest
from django.urls import reverse

from institution import once
from institution.models import Event
from institution.permissions import NotAllowed
from sls import decisions, workflow
from sls.models import Requirement
from tests import factories
from tests.sls.deciding import DAY, LIST, decision, edit_url, merge_away
from tests.sls.sending import send, words_of

CONFIRM = "/requirements/confirm/"
COPY = "/requirements/copy/"


def test_requirement_copy_lists_the_consequences_before_anything_happens(house, next_year, sign_in):
    factories.make_requirement(house.finance, house.year, "none")
    factories.make_requirement(house.finance, next_year, "a")
    old_desk = factories.make_department("Old Desk")
    factories.make_requirement(old_desk, house.year, "a")
    merge_away(old_desk, into=house.library)
    undecided = factories.make_requirement(house.office, house.year, "a")
    Requirement.objects.filter(pk=undecided.pk).update(decided_on=None)
    page = words_of(sign_in(house.reviewer).get(COPY, {"source": "2026", "target": "2027"}))
    assert "1 requirement is proposed" in page
    assert "<li>Sections A and B: 1</li>" in page
    assert "3 are left alone" in page
    assert "Finance: Section A only has been decided for 2027-28 already." in page
    assert "Old Desk: It was merged into Library." in page
    assert "Quality Office: It is only a proposal and has not been decided." in page
    assert next_year.requirements.count() == 1


def test_requirement_copy_proposes_what_the_page_said(house, next_year, sign_in):
    client = sign_in(house.reviewer)
    answer = send(client, COPY, source="2026", target="2027")
    assert answer.url == f"{LIST}?year=2027-28"
    proposal = next_year.requirements.get()
    assert (proposal.tier, proposal.reason, proposal.is_proposal) == ("ab", "As in 2026-27.", True)
    assert "1 proposed for 2027-28." in words_of(client.get(answer.url))
    send(client, COPY, source="2026", target="2027")
    assert next_year.requirements.count() == 1


def test_requirement_copy_sent_twice_says_so(house, next_year, sign_in):
    client = sign_in(house.reviewer)
    typed = {"_once": once.new_token(), "source": "2026", "target": "2027"}
    client.post(COPY, typed)
    page = words_of(client.post(COPY, typed, follow=True))
    assert once.ALREADY_SENT in page


@pytest.mark.parametrize(
    ("source", "target", "sentence"),
    [
        ("2026", "2026", "Choose another year than the one you copy from."),
        ("2026", "2025", "Choose a year from the list that is not closed."),
        ("", "2027", "Choose a year from the list."),
        ("1e9", "²", "Choose a year from the list"),
    ],
)
def test_requirement_copy_says_what_is_wrong(house, next_year, sign_in, source, target, sentence):
    factories.make_year(2025, "closed")
    client = sign_in(house.reviewer)
    assert sentence in words_of(client.get(COPY, {"source": source, "target": target}))
    assert sentence in words_of(send(client, COPY, source=source, target=target))
    assert Requirement.objects.count() == 1


def test_requirement_copy_into_itself_or_a_closed_year_is_refused(house):
    closed = factories.make_year(2025, "closed")
    with pytest.raises(NotAllowed, match="two different years"):
        workflow.copy_requirements(house.year, house.year, by=house.reviewer)
    with pytest.raises(NotAllowed, match="2025-26 is closed"):
        workflow.copy_requirements(house.year, closed, by=house.reviewer)


def test_requirement_confirm_confirms_all_at_once(house, proposals, next_year, sign_in):
    client = sign_in(house.reviewer)
    page = words_of(client.get(CONFIRM, {"year": "2027-28"}))
    assert "Library: Sections A and B" in page
    assert page.count("checked") == 2
    ticked = [str(one.pk) for one in proposals]
    typed = {"year": "2027-28", "decided_by": "The senate", "decided_on": DAY, "which": ticked}
    answer = send(client, CONFIRM, **typed)
    assert answer.url == f"{LIST}?year=2027-28"
    decided = next_year.requirements.values_list("decided_by", "decided_on", "version")
    assert {(by, str(on), version) for by, on, version in decided} == {("The senate", DAY, 2)}


def test_requirement_confirm_leaves_what_is_not_ticked(house, proposals, next_year, sign_in):
    finance, library = proposals
    typed = {"decided_by": "The senate", "decided_on": DAY, "which": [str(library.pk)]}
    send(sign_in(house.reviewer), CONFIRM, year="2027-28", **typed)
    library.refresh_from_db()
    finance.refresh_from_db()
    assert (library.is_proposal, finance.is_proposal) == (False, True)
    assert Event.objects.latest("pk").text == "confirmed 1 requirements for 2027-28"


def test_requirement_confirm_asks_for_somebody_who_decided_and_a_tick(house, proposals, sign_in):
    page = words_of(send(sign_in(house.reviewer), CONFIRM, year="2027-28", decided_by=""))
    for sentence in ("Say who decided.", "Say when it was decided.", "Tick at least one proposal."):
        assert page.count(sentence) == 2


def test_requirement_confirm_takes_proposals_of_its_year_only(house, proposals, sign_in):
    typed = {"decided_by": "The senate", "decided_on": DAY, "which": [str(house.requirement.pk)]}
    answer = send(sign_in(house.reviewer), CONFIRM, year="2027-28", **typed)
    assert "One of these has been decided in the meantime." in words_of(answer)


def test_requirement_confirm_without_proposals_leads_back(house, sign_in):
    page = words_of(sign_in(house.reviewer).get(CONFIRM, {"year": "2026-27"}))
    assert "Everything for this year has been decided." in page


def test_requirement_history_says_who_changed_what_in_words(house, proposals, next_year):
    finance = proposals[0]
    workflow.confirm_proposals(
        next_year, by=house.reviewer, decided_by="The senate",
        decided_on=house.requirement.decided_on,
    )  # fmt: skip
    workflow.decide(
        house.finance, next_year, by=house.library_reviewer, tier="a", decided_by="The senate",
        decided_on=house.requirement.decided_on, reason="Students pay fees.", version=2,
    )  # fmt: skip
    said = [(one.who, one.what, one.changes) for one in decisions.history_of(finance)]
    assert said == [
        (
            "Library-Reviewer",
            "Decided anew",
            [
                "What is owed: Section A only (before: Not required)",
                "Reason: “Students pay fees.” (before: “As in 2026-27.”)",
            ],
        ),
        ("Reviewer", "Confirmed", ["Decided by: The senate", "Decided on: 18 March 2026"]),
        ("Reviewer", "Proposed", ["What is owed: Not required", "Reason: “As in 2026-27.”"]),
    ]


def test_requirement_history_is_for_the_department_too(house, sign_in):
    send(sign_in(house.reviewer), edit_url(house.requirement), **decision(house.requirement))
    url = reverse("sls:requirement_history", args=[house.requirement.pk])
    sentence = "What is owed: Section A only"
    assert sentence in words_of(sign_in(house.reviewer).get(url))
    assert sentence in words_of(sign_in(house.head).get(url))
    assert sign_in(house.head_elsewhere).get(url).status_code == 404
    assert sign_in(house.outsider).get(url).status_code == 404
    assert sign_in(None).get(url).status_code == 302
