"""Sending a statement, taking it back, discarding it, a new edition, advice, and offers."""

import re

import pytest
from django.core import mail
from django.urls import reverse

from institution import autosave, once
from institution.models import AcademicYear
from sls import workflow
from sls.models import AdviceRequest, NotDelivered, Requirement, Stakeholder, Statement
from tests import factories
from tests.sls.sending import send


def url_of(name, statement, *rest):
    return reverse(f"sls:{name}", args=[statement.pk, *rest])


def gaps_on(page: str) -> list[tuple[str, str]]:
    """The lines of the error summary: (address, sentence)."""
    summary = re.search(r'<div class="error-summary".*?</div>', page, re.DOTALL)[0]
    return re.findall(r'<a href="(.*?)">(.*?)</a>', summary)


def refresh(statement) -> Statement:
    return Statement.objects.get(pk=statement.pk)


# Checking and sending


def test_statement_check_shows_everything_in_order_with_a_way_to_change_it(house, sign_in):
    statement = house.filled()
    page = sign_in(house.head).get(url_of("statement_check", statement)).content.decode()
    assert re.findall(r"<h2>([AB]\d)", page) == ["A1", "A2", "A3", "A4", "B1", "B2"]
    for section in statement.sections.all():
        assert f'<a href="{section.get_absolute_url()}">Change<' in page
    words = ["Lost card desk", "Parking", "within 2 working days", "Answer letters within 2"]
    assert [word for word in words if word not in page] == []
    assert "Send to the quality office" in page
    assert "Still to fill in" not in page


def test_statement_check_points_at_a_request_that_nothing_was_done_about(house, sign_in):
    statement = house.returned("availability")
    url, said = url_of("statement_check", statement), "nothing has been changed or answered there"
    assert said in sign_in(house.head).get(url).content.decode()
    section = statement.sections.get(key="availability")
    workflow.save_text(section, by=house.head, text="Weekdays, 9 to 4.", version=section.version)
    assert said not in sign_in(house.head).get(url).content.decode()


def test_statement_check_tells_a_contributor_who_sends_it(house, sign_in):
    statement = house.filled()
    page = sign_in(house.contributor).get(url_of("statement_check", statement)).content.decode()
    assert "Only the head of Library can send its statement." in page
    assert "Send to the quality office</button>" not in page
    answer = send(sign_in(house.contributor), url_of("statement_submit", statement), declared="on")
    assert answer.status_code == 403
    assert refresh(statement).state == "draft"


def test_statement_submit_names_every_gap_at_once_each_with_a_link_to_its_field(house, sign_in):
    statement = house.draft()
    sections = {section.key: section for section in statement.sections.all()}
    workflow.add_row(sections["not_delivered"], NotDelivered(what="Parking"), by=house.head)
    workflow.add_row(
        sections["stakeholders"], Stakeholder(name="Registry", is_dependency=True), by=house.head
    )
    workflow.add_kpi(sections["kpis"], by=house.head, title="Answers", shape="change")
    client = sign_in(house.head)
    answer = send(client, url_of("statement_submit", statement), declared="on")
    page = answer.content.decode()
    assert "<title>Error: " in page
    assert "The statement has not been sent" in page
    gaps = gaps_on(page)
    sentences = [sentence for _, sentence in gaps]
    assert sentences[:4] == [
        "A1 What we do is still empty.",
        "A2 When we are there is still empty.",
        "Say who does this instead: Parking.",
        "Say what you depend on Registry for.",
    ]
    assert "KPI “Answers” lacks the baseline to compare with." in sentences
    for address, sentence in gaps:
        path, _, field = address.partition("#")
        assert f'id="{field}"' in client.get(path).content.decode(), sentence
    assert refresh(statement).state == "draft"
    assert mail.outbox == []


def test_statement_submit_without_kpis_where_one_is_owed_links_to_section_b(house, sign_in):
    statement = factories.fill_in(house.draft(), by=house.head, kpi=False)
    answer = send(sign_in(house.head), url_of("statement_submit", statement), declared="on")
    assert gaps_on(answer.content.decode()) == [
        (
            url_of("section_edit", statement, "kpis"),
            "Section B needs at least one key performance indicator.",
        )
    ]


def test_statement_submit_asks_for_the_declaration(house, sign_in):
    statement = house.filled()
    answer = send(sign_in(house.head), url_of("statement_submit", statement))
    gaps = gaps_on(answer.content.decode())
    assert gaps == [("#id_declared", "Tick the declaration before you send the statement.")]
    assert refresh(statement).state == "draft"


def test_statement_submit_sends_it_once_and_says_what_happens_next(
    house, sign_in, django_capture_on_commit_callbacks
):
    statement, client = house.filled(), sign_in(house.head)
    typed = {"_once": once.new_token(), "declared": "on"}
    with django_capture_on_commit_callbacks(execute=True):
        first = client.post(url_of("statement_submit", statement), typed)
        second = client.post(url_of("statement_submit", statement), typed)
    assert first.url == second.url == url_of("statement_submitted", statement)
    assert statement.submitted_versions.count() == 1
    assert sorted(message.to[0] for message in mail.outbox) == [
        "quality@kept.example", "reviewer@kept.example",
    ]  # fmt: skip
    page = client.get(first.url).content.decode()
    assert refresh(statement).reference in page
    assert "What happens next" in page
    assert "quality@kept.example" in page


def test_statement_submitted_leads_on_once_it_has_been_decided(house, sign_in):
    statement = house.returned()
    answer = sign_in(house.head).get(url_of("statement_submitted", statement))
    assert answer.url == statement.get_absolute_url()


# Steps with consequences


def test_statement_withdraw_says_what_it_means_and_opens_every_part(house, sign_in):
    statement, client = house.submitted(), sign_in(house.head)
    url = url_of("statement_withdraw", statement)
    assert "The version you sent is kept" in client.get(url).content.decode()
    assert refresh(statement).state == "submitted"
    send(client, url, reason="We forgot the branch library.")
    assert refresh(statement).state == "draft"
    event = statement.events.get(kind="withdrawn")
    assert event.note == "We forgot the branch library."


def test_statement_withdraw_is_for_the_head_while_it_is_being_read(house, sign_in):
    statement = house.submitted()
    url = url_of("statement_withdraw", statement)
    assert sign_in(house.reviewer).get(url).status_code == 403
    answer = send(sign_in(house.contributor), url, reason="I would rather go on.")
    assert answer.status_code == 403
    assert "I would rather go on." in answer.content.decode()
    assert autosave.offered(house.contributor, url).fields["reason"] == ["I would rather go on."]
    assert refresh(statement).state == "submitted"


def test_statement_discard_puts_away_only_what_was_never_sent(house, sign_in):
    statement, client = house.draft(), sign_in(house.head)
    url = url_of("statement_discard", statement)
    assert "Discard this draft?" in client.get(url).content.decode()
    assert send(sign_in(house.contributor), url).status_code == 403
    send(client, url)
    assert refresh(statement).state == "discarded"
    sent = house.returned()
    answer = send(client, url_of("statement_discard", sent))
    assert answer.status_code == 403
    assert "What has been submitted once is kept." in answer.content.decode()


def test_edition_begin_leaves_the_approved_one_in_force(house, sign_in):
    statement, client = house.approved(), sign_in(house.head)
    url = url_of("edition_begin", statement)
    assert "stays in force" in client.get(url).content.decode()
    typed = {"_once": once.new_token()}
    first = client.post(url, typed)
    assert client.post(url, typed).url == first.url
    new = Statement.objects.get(edition=2)
    assert first.url == url_of("statement_edit", new)
    assert refresh(statement).state == "approved"
    page = client.get(url_of("section_edit", new, "summary")).content.decode()
    assert "What you said in edition 1" in page
    assert sign_in(house.contributor).get(url_of("edition_begin", statement)).url == first.url


def test_edition_begin_is_for_the_head(house, sign_in):
    statement = house.approved()
    assert sign_in(house.contributor).get(url_of("edition_begin", statement)).status_code == 403
    assert sign_in(house.reviewer).get(url_of("edition_begin", statement)).status_code == 403


def test_section_reopen_needs_a_reason_that_the_reviewer_reads(house, sign_in):
    statement, client = house.returned(key="availability"), sign_in(house.head)
    url = url_of("section_reopen", statement, "summary")
    page = send(client, url, reason=" ").content.decode()
    assert "Say why you open this part; the reviewer will read it." in page
    page = send(client, url, reason="x" * 301).content.decode()
    assert "301 characters long" in page
    answer = send(client, url, reason="A service\nhas moved.")
    section = statement.sections.get(key="summary")
    assert answer.url == section.get_absolute_url()
    assert (section.is_open, section.reopened_because) == (True, "A service has moved.")
    assert "A service has moved." in client.get(answer.url).content.decode()
    assert client.get(url).url == answer.url  # it is open already


def test_section_reopen_is_for_the_head_of_a_returned_statement(house, sign_in):
    statement = house.returned(key="availability")
    url = url_of("section_reopen", statement, "summary")
    assert send(sign_in(house.contributor), url, reason="Please.").status_code == 403
    assert not statement.sections.get(key="summary").is_open


# Advice


def test_advice_ask_sends_one_part_and_submits_nothing(house, sign_in):
    statement = house.filled()
    client, url = sign_in(house.contributor), url_of("advice_ask", statement)
    page = client.get(f"{url}?section=summary").content.decode()
    assert '<option value="summary" selected>' in page
    send(client, url, section="summary", message="Is this\nclear?")
    advice = AdviceRequest.objects.get()
    assert (advice.section.key, advice.message) == ("summary", "Is this\nclear?")
    assert [section["key"] for section in advice.content["sections"]] == ["summary"]
    assert refresh(statement).state == "draft"
    page = client.get(url_of("statement_edit", statement)).content.decode()
    assert reverse("sls:advice_detail", args=[advice.pk]) in page
    assert "not answered yet" in page


def test_advice_ask_on_an_odd_or_empty_part_keeps_the_question(house, sign_in):
    statement = house.draft()
    client, url = sign_in(house.head), url_of("advice_ask", statement)
    page = send(client, url, section="nowhere", message="Is this clear?").content.decode()
    assert "Choose the whole draft or one of its parts." in page
    assert "Is this clear?" in page
    page = send(client, url, section="standards", message="Is this clear?").content.decode()
    assert "There is nothing in this part yet to give advice on." in page
    assert "Is this clear?" in page
    assert not AdviceRequest.objects.exists()


# Offering more than is owed


@pytest.fixture
def requirement(house) -> Requirement:
    return factories.make_requirement(house.finance, house.year, tier="a")


def test_volunteer_offers_section_b_and_can_drop_it_again(house, requirement, sign_in):
    client, url = sign_in(house.head_elsewhere), reverse("sls:volunteer", args=[requirement.pk])
    assert "Offer Section B?" in client.get(url).content.decode()
    send(client, url, offer="1")
    requirement.refresh_from_db()
    assert requirement.asks_kpis
    assert "Drop your offer?" in client.get(url).content.decode()
    send(client, url, offer="0")
    requirement.refresh_from_db()
    assert requirement.voluntary == ""


def test_volunteer_a_whole_statement_leads_to_beginning_it(house, sign_in):
    requirement = factories.make_requirement(house.finance, house.year, tier="none")
    client, url = sign_in(house.head_elsewhere), reverse("sls:volunteer", args=[requirement.pk])
    assert "Offer a whole statement?" in client.get(url).content.decode()
    answer = send(client, url, offer="1")
    assert answer.url == reverse("sls:statement_start", args=[requirement.pk])
    assert client.get(answer.url).status_code == 200


def test_volunteer_is_for_the_head_in_an_open_year(house, requirement, sign_in):
    url = reverse("sls:volunteer", args=[requirement.pk])
    assert sign_in(house.head).get(url).status_code == 404
    assert sign_in(house.reviewer).get(url).status_code == 403
    AcademicYear.objects.update(state="closed")
    assert send(sign_in(house.head_elsewhere), url, offer="1").status_code == 403
    requirement.refresh_from_db()
    assert requirement.voluntary == ""
