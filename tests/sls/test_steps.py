"""Steps with consequences: taking back, putting away, a new edition, opening a part."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from institution import autosave, once
from kpis.models import Promise
from sls import workflow
from sls.models import Statement
from tests import factories
from tests.sls.sending import mark_for, send


def url_of(name, statement, *rest):
    return reverse(f"sls:{name}", args=[statement.pk, *rest])


def refresh(statement) -> Statement:
    return Statement.objects.get(pk=statement.pk)


def test_statement_withdraw_says_what_it_means_and_opens_every_part(house, sign_in):
    statement, client = house.submitted(), sign_in(house.head)
    url = url_of("statement_withdraw", statement)
    page = client.get(url).content.decode()
    assert "The version you sent is kept" in page
    assert "every part of it is open" in page
    assert refresh(statement).state == "submitted"
    send(client, url, reason="We forgot the branch library.")
    assert refresh(statement).state == "draft"
    event = statement.events.get(kind="withdrawn")
    assert event.note == "We forgot the branch library."


def test_statement_withdraw_in_a_round_of_changes_leads_back_to_the_round(house, sign_in):
    statement, client = workflow.submit(house.returned(), by=house.head), sign_in(house.head)
    url = url_of("statement_withdraw", statement)
    page = client.get(url).content.decode()
    assert "The same parts are open as before you sent it" in page
    assert "noted" not in page
    page = client.post(url, {"_once": once.new_token()}, follow=True).content.decode()
    assert refresh(statement).state == "returned"
    assert "The quality office asks for changes" in page
    assert "Which days?" in page
    assert "Make the changes asked for in 2026-27" in client.get("/").content.decode()


def test_statement_withdraw_is_for_the_head_while_it_is_being_read(house, sign_in):
    statement = house.submitted()
    url = url_of("statement_withdraw", statement)
    assert sign_in(house.reviewer).get(url).status_code == 403
    mark = mark_for(house.contributor, url)
    answer = send(sign_in(house.contributor), url, reason="I would rather go on.", **mark)
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


def test_edition_begin_sent_again_after_the_draft_was_discarded_says_so(house, sign_in):
    statement, client = house.approved(), sign_in(house.head)
    url, typed = url_of("edition_begin", statement), {"_once": once.new_token()}
    client.post(url, typed)
    workflow.discard(Statement.objects.get(edition=2), by=house.head)
    answer = client.post(url, typed, follow=True)
    assert once.ALREADY_SENT in answer.content.decode()
    assert "stays in force" in answer.content.decode()
    assert Statement.objects.get(edition=2).state == "discarded"


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


def test_a_closed_part_shows_its_head_the_way_and_others_the_reason(house, sign_in):
    statement = house.returned(key="availability")
    url, way = (url_of(name, statement, "summary") for name in ("section_edit", "section_reopen"))
    answer = sign_in(house.head).get(url)
    assert answer.status_code == 403
    page = answer.content.decode()
    assert "You can open it with a reason." in page
    assert f'href="{way}">Open it</a>' in page
    assert "not yours" not in page
    page = sign_in(house.contributor).get(url).content.decode()
    assert "The head can open it with a reason." in page
    assert "This is not yours to do" in page
    assert way not in page


def test_statement_check_mentions_a_promise_whose_date_has_passed(house, sign_in):
    statement, today = house.filled(), timezone.localdate()
    row = statement.sections.get(key="kpis").kpis.get()
    url, client = url_of("statement_check", statement), sign_in(house.head)

    def say(**changes):
        Promise.objects.filter(pk=row.promise_id).update(**changes)
        return "has passed" in client.get(url).content.decode()

    yesterday = today - timedelta(days=1)
    assert not say(shape="share_by_date", due_on=today)
    assert say(due_on=yesterday)
    page = client.get(url).content.decode()
    assert f"“Answers in time”, {date_format(yesterday, 'j F Y')}, has passed." in page
    assert not say(shape="all_within")  # has no date, whatever an earlier shape left


def test_section_reopen_is_for_the_head_of_a_returned_statement(house, sign_in):
    statement = house.returned(key="availability")
    url = url_of("section_reopen", statement, "summary")
    assert send(sign_in(house.contributor), url, reason="Please.").status_code == 403
    assert not statement.sections.get(key="summary").is_open


def test_a_later_edition_shows_no_date_anywhere(house, sign_in):
    """The statement it changes is in force, so it has time; the first one had a date."""
    client, due = sign_in(house.head), date_format(house.year.due_on, "j F Y")
    first = house.draft()
    assert [due in page for page in pages_of_a_draft(client, first)] == [True] * 5
    workflow.discard(first, by=house.head)
    later = workflow.begin_edition(house.approved(), by=house.head)
    pages = pages_of_a_draft(client, later)
    assert [due in page for page in pages] == [False] * 5
    assert "stays in force, and you can begin another edition of it." in pages[-1]
    assert "is still asked of" not in pages[-1]


def pages_of_a_draft(client, statement) -> list[str]:
    """What its head sees while it is written, the page for discarding it last."""
    urls = [
        url_of("statement_edit", statement),
        url_of("section_edit", statement, "availability"),
        url_of("statement_check", statement),
        statement.get_absolute_url(),
        url_of("statement_discard", statement),
    ]
    return [client.get(url).content.decode() for url in urls]


def test_statement_withdraw_names_the_date_that_the_statement_has(house, sign_in):
    client, due = sign_in(house.head), date_format(house.year.due_on, "j F Y")
    statement = house.submitted()
    page = client.get(url_of("statement_withdraw", statement)).content.decode()
    assert f"It has to be sent again by {due}." in page
    document = factories.quick_document(statement, by=house.reviewer)
    workflow.approve(statement, by=house.reviewer, document=document)
    later = workflow.submit(workflow.begin_edition(statement, by=house.head), by=house.head)
    page = client.get(url_of("statement_withdraw", later)).content.decode()
    assert "It has to be sent again.</li>" in page
