"""Annual returns on the other side: the critical friend, changes asked for, acceptance."""

import re

import pytest
from django.utils import timezone

from documents.models import SignedDocument
from documents.verification import Verdict, examine, look_up
from institution.permissions import NotAllowed
from kpis import workflow as kpi_workflow
from kpis.models import KpiReview
from sls import signing, workflow
from sls.models import AnnualReturn, ReturnPart, Stakeholder
from sls.returns import content as return_content
from sls.returns import permissions
from tests import factories
from tests.factories import PASSWORD, quick_return
from tests.sls import returns
from tests.sls.returns import again, asked_of, save, url_of
from tests.sls.sending import send, words_of
from tests.verapdf import failed_rules


@pytest.fixture
def quick(monkeypatch):
    """Nothing is typeset."""
    monkeypatch.setattr("sls.signing.prepare_return", quick_return)


def test_return_friend_offers_people_of_other_departments_alone(house, sign_in):
    annual_return = returns.submitted(house)
    client, url = sign_in(house.reviewer), url_of("return_friend", annual_return)
    page = words_of(client.get(url))
    assert f"{house.head_elsewhere} (Finance)" in page
    assert f"{house.head} (" not in page
    assert f"{house.outsider}" not in page
    assert "Choose somebody from the list." in words_of(send(client, url, person=house.head.pk))
    send(client, url, person=house.head_elsewhere.pk)
    assert again(annual_return).friend.person == house.head_elsewhere
    assert asked_of(house.head_elsewhere) == ["Answer as critical friend: return for 2026-27"]
    assert asked_of(house.reviewer) == []


def test_whoever_held_the_census_has_written_nothing_and_may_decide(house):
    returns.counted_kpi(house)
    house.year.census_on = timezone.localdate()
    house.year.save()
    workflow.open_returns(house.year, by=house.reviewer)
    annual_return = AnnualReturn.objects.get(department=house.library)
    returns.fill_in(annual_return, by=house.contributor, head=house.head)
    workflow.submit_return(annual_return, by=house.head)
    assert set(again(annual_return).authors) == {house.contributor, house.head}
    assert asked_of(house.reviewer) == ["Choose a critical friend for the return for 2026-27"]
    assert permissions.may_judge(house.reviewer, again(annual_return))


@pytest.mark.parametrize("who", ["head", "contributor", "outsider", "reviewer"])
def test_nobody_of_the_department_and_nobody_who_writes_for_none_is_a_friend(house, who):
    annual_return = returns.submitted(house)
    with pytest.raises(NotAllowed):
        workflow.choose_friend(annual_return, by=house.reviewer, person=getattr(house, who))


def test_friend_answer_is_read_by_both_sides_and_can_be_changed(house, sign_in):
    annual_return = returns.with_friend(house)
    client, url = sign_in(house.head_elsewhere), url_of("friend_answer", annual_return)
    page = words_of(send(client, url, **{**returns.ANSWERS, "ideas": ""}))
    assert "What would you try in its place? Write a sentence; it need not be long." in page
    assert "A longer lunch." not in words_of(
        sign_in(house.head).get(annual_return.get_absolute_url())
    )
    assert send(client, url, **returns.ANSWERS).url == annual_return.get_absolute_url()
    for person in (house.head, house.reviewer):
        assert "A longer lunch." in words_of(sign_in(person).get(annual_return.get_absolute_url()))
    send(client, url, **{**returns.ANSWERS, "ideas": "Two lunches."})
    assert again(annual_return).friend.ideas == "Two lunches."
    assert asked_of(house.reviewer) == ["Decide about the return for 2026-27"]


def test_return_review_opens_only_what_should_change(house, sign_in):
    returns.counted_kpi(house)
    annual_return = returns.submitted(house)
    client, url = sign_in(house.reviewer), url_of("return_review", annual_return)
    assert "Say in at least one part what should change." in words_of(
        send(client, url, message="No.")
    )
    assert send(client, url, year="Which month?", message="Nearly there.").status_code == 302
    annual_return = again(annual_return)
    assert annual_return.state == "returned"
    save(annual_return.parts.get(key="year"), "In May.", by=house.head)
    with pytest.raises(NotAllowed, match="No change was asked for here"):
        save(annual_return.parts.get(key="feedback"), "More.", by=house.head)
    assert not KpiReview.objects.get().is_open
    page = words_of(sign_in(house.head).get(url_of("return_edit", annual_return)))
    assert "Asked for: Which month?" in page
    assert "Nearly there." in page
    workflow.submit_return(annual_return, by=house.head)
    assert annual_return.versions.count() == 2


@pytest.mark.parametrize("key", ["year", "kpis"])
def test_return_edit_says_whether_what_was_asked_for_has_been_changed(house, sign_in, key):
    kpi = returns.counted_kpi(house)
    annual_return = returns.returned(house, key=key)
    part = annual_return.parts.get(key=key)
    client, url = sign_in(house.head), url_of("return_edit", annual_return)
    nothing_done = f"{part}: a change was asked for, and nothing has been changed there."

    def page():
        return words_of(client.get(url))

    assert nothing_done in page()
    assert re.search("Changes asked ?<", page())
    if key == "year":
        save(part, "In May.", by=house.head)
    else:
        review = kpi.reviews.get()
        words = ("A second desk.", "Afternoons count too.")
        kpi_workflow.save_review(review, by=house.head, version=review.version, words=words)
    assert nothing_done not in page()
    assert re.search("Changes made ?<", page())
    if key == "year":  # emptied is no answer
        save(annual_return.parts.get(key=key), "", by=house.head)
        assert not re.search("Changes made ?<", page())


def test_changes_asked_for_in_the_figures_open_the_reviews(house):
    kpi = returns.counted_kpi(house)
    returns.returned(house, key="kpis")
    review = kpi.reviews.get()
    assert review.is_open
    words = ("A second desk.", "Afternoons count too.")
    kpi_workflow.save_review(review, by=house.head, version=review.version, words=words)


def test_nobody_decides_about_their_own_department_or_words_or_as_a_friend(house):
    annual_return = returns.filled(house)
    writer = factories.make_person("writer", role="reviewer")
    ReturnPart.history.filter(key="risks").update(history_user=writer)
    friend = factories.make_person("friend", role="reviewer")
    factories.make_grant(friend, "head", house.finance)
    workflow.submit_return(annual_return, by=house.head)
    workflow.choose_friend(annual_return, by=house.reviewer, person=friend)
    workflow.answer_as_friend(annual_return, by=friend, answers=returns.ANSWERS)
    for person in (writer, friend, house.library_reviewer, house.head, house.administrator):
        with pytest.raises(NotAllowed):
            workflow.ask_return_changes(annual_return, by=person, asked={"year": "Why?"})
        assert annual_return not in AnnualReturn.objects.judgeable_by(person)
    assert list(AnnualReturn.objects.judgeable_by(house.reviewer)) == [annual_return]


def test_return_accept_waits_for_the_friend_and_asks_for_the_password(house, sign_in, quick):
    annual_return = returns.with_friend(house)
    client, url = sign_in(house.reviewer), url_of("return_accept", annual_return)
    assert client.get(url).status_code == 403
    workflow.answer_as_friend(annual_return, by=house.head_elsewhere, answers=returns.ANSWERS)
    page = client.get(url)
    shown = page.context["form"].initial["shown"]
    assert "This is not your password." in words_of(send(client, url, password="no", shown=shown))
    assert send(client, url, password=PASSWORD, shown=shown).status_code == 302
    annual_return = again(annual_return)
    assert (annual_return.state, annual_return.accepted_by) == ("accepted", house.reviewer)
    said = return_content.from_json(annual_return.document.content)
    assert said.friend == str(house.head_elsewhere)


def test_return_accept_signs_only_what_was_shown(house, sign_in, quick):
    annual_return = returns.answered(house)
    client, url = sign_in(house.reviewer), url_of("return_accept", annual_return)
    shown = client.get(url).context["form"].initial["shown"]
    later = {**returns.ANSWERS, "ideas": "Two lunches."}
    workflow.answer_as_friend(annual_return, by=house.head_elsewhere, answers=later)
    page = words_of(client.get(send(client, url, password=PASSWORD, shown=shown).url))
    assert "Nothing was accepted" in page
    assert again(annual_return).state == "submitted"
    document = quick_return(annual_return, by=house.reviewer)
    workflow.answer_as_friend(annual_return, by=house.head_elsewhere, answers=returns.ANSWERS)
    with pytest.raises(NotAllowed, match="changed while you were accepting"):
        workflow.accept_return(annual_return, by=house.reviewer, document=document)


def test_disputed_dependencies_stand_in_the_return(house):
    statement = house.draft()
    row = Stakeholder(
        name="Finance", department=house.finance, is_dependency=True, depends_on="Records",
        response="disputed", response_note="By June.",
    )  # fmt: skip
    workflow.add_row(statement.sections.get(key="stakeholders"), row, by=house.head)
    factories.fill_in(statement, by=house.head)
    workflow.submit(statement, by=house.head)
    content = return_content.of_return(returns.opened(house))
    assert [(one.needs, one.of, one.answer) for one in content.disputes] == [
        ("Records", "Finance", "By June.")
    ]


def test_everybody_concerned_is_told(house, django_capture_on_commit_callbacks, mailoutbox):
    told = []

    def happened(act, *args, **how):
        del mailoutbox[:]
        with django_capture_on_commit_callbacks(execute=True):
            done = act(*args, **how)
        told.append(sorted({to.split("@")[0] for mail in mailoutbox for to in mail.to}))
        return done

    annual_return = happened(returns.filled, house)
    happened(workflow.submit_return, annual_return, by=house.head)
    friend = house.head_elsewhere
    happened(workflow.choose_friend, annual_return, by=house.reviewer, person=friend)
    happened(workflow.answer_as_friend, annual_return, by=friend, answers=returns.ANSWERS)
    asked = {"year": "Which month?"}
    happened(workflow.ask_return_changes, annual_return, by=house.reviewer, asked=asked)
    happened(workflow.submit_return, annual_return, by=house.head)
    document = quick_return(annual_return, by=house.reviewer)
    happened(workflow.accept_return, annual_return, by=house.reviewer, document=document)
    office, department = ["quality", "reviewer"], ["contributor", "head"]
    assert told == [
        department, office, ["head-elsewhere"], sorted(office + department), department,
        sorted([*office, "head-elsewhere"]), sorted([*department, "head-elsewhere"]),
    ]  # fmt: skip
    assert "Which month?" not in mailoutbox[0].body


def test_the_sealed_document_can_be_checked_by_who_holds_it(house, sign_in):
    """A visitor who only knows the reference, or writes it into a file, learns nothing."""
    returns.counted_kpi(house)
    annual_return = returns.answered(house)
    document = signing.prepare_return(annual_return, by=house.reviewer)
    annual_return = workflow.accept_return(annual_return, by=house.reviewer, document=document)
    pdf, reference = bytes(annual_return.document.pdf), annual_return.reference
    assert examine(pdf).verdict == Verdict.GENUINE
    assert examine(pdf + b"more").verdict == Verdict.ALTERED
    claim = b"%PDF-1.7 about " + reference.encode()
    visitor, member = (None, Verdict.UNKNOWN, Verdict.UNKNOWN, 404), (
        house.outsider, Verdict.GENUINE, Verdict.ALTERED, 200,
    )  # fmt: skip
    for person, looked_up, claimed, status in (visitor, member):
        assert look_up(reference, by=person).verdict == looked_up
        assert examine(claim, by=person).verdict == claimed
        assert sign_in(person).get(f"/verify/{reference}/").status_code == status
    found = SignedDocument.objects.get(reference=reference)
    assert (found.kind, found.title) == ("return", "Annual return: Library, 2026-27")


@pytest.mark.once
@pytest.mark.needs("verapdf")
def test_the_document_is_accessible(house):
    returns.counted_kpi(house)
    annual_return = returns.answered(house)
    assert failed_rules(signing.prepare_return(annual_return, by=house.reviewer).pdf) == []
