"""Annual returns: asked for at the census, written, sent, answered, accepted."""

from datetime import date

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from documents.models import SignedDocument
from documents.verification import Verdict, examine, look_up
from institution.permissions import NotAllowed, Stale
from kpis import workflow as kpi_workflow
from kpis.models import KpiReview
from sls import return_content, signing, todo, workflow
from sls.models import AnnualReturn, ReturnPart, Stakeholder
from tests import factories
from tests.factories import PASSWORD, quick_return
from tests.sls import returns
from tests.sls.sending import send, words_of
from tests.verapdf import failed_rules


@pytest.fixture
def quick(monkeypatch):
    """Nothing is typeset."""
    monkeypatch.setattr("sls.signing.prepare_return", quick_return)


def url_of(name, annual_return, *more):
    return reverse(f"sls:{name}", args=[annual_return.pk, *more])


def again(annual_return):
    return AnnualReturn.objects.get(pk=annual_return.pk)


def asked_of(person):
    return [item.what for item in todo.items(person) if "return" in item.what]


def save(part, text, *, by):
    return workflow.save_return_part(part, by=by, text=text, version=part.version)


# Asked for


def test_hold_census_asks_whoever_owes_a_statement_once(house, capsys, mailoutbox, sign_in):
    factories.make_requirement(house.finance, house.year, tier="none")
    returns.counted_kpi(house)
    annual_return = returns.opened(house)
    call_command("hold_census")
    assert f"{house.year}: 0 returns asked for." in capsys.readouterr().out
    assert list(AnnualReturn.objects.all()) == [annual_return]
    assert annual_return.parts.count() == 5
    assert KpiReview.objects.count() == 1
    assert asked_of(house.head) == asked_of(house.contributor) == ["Write the return for 2026-27"]
    assert asked_of(house.head_elsewhere) == []


def test_hold_census_leaves_years_long_past_alone(house, capsys):
    year = factories.make_year(2019, census_on=date(2020, 9, 1))
    factories.make_requirement(house.library, year)
    call_command("hold_census")
    assert AnnualReturn.objects.count() == 0
    workflow.open_returns(year, by=house.reviewer)
    assert AnnualReturn.objects.count() == 1


def test_return_open_is_for_the_quality_office_from_the_census_date_on(house, sign_in):
    url = reverse("sls:return_open", args=[house.year.start_year])
    assert send(sign_in(house.reviewer), url).status_code == 403
    house.year.census_on = timezone.localdate()
    house.year.save()
    assert send(sign_in(house.head), url).status_code == 403
    client = sign_in(house.reviewer)
    page = words_of(client.get(send(client, url).url))
    assert "1 more department has been asked for the return of 2026-27." in page


def test_return_list_offers_to_ask_whoever_has_not_been_asked(house, sign_in):
    returns.opened(house)
    client, offer = sign_in(house.reviewer), "Hold the census and ask for the returns of 2026-27"
    assert offer not in words_of(client.get(reverse("sls:return_list")))
    factories.make_requirement(house.finance, house.year)
    assert offer in words_of(client.get(reverse("sls:return_list")))
    assert offer not in words_of(sign_in(house.head).get(reverse("sls:return_list")))


# Written


def test_return_part_is_saved_and_keeps_its_history(house, sign_in):
    annual_return = returns.opened(house)
    part = annual_return.parts.get(key="year")
    typed = {"text": "It went **well**.", "version": part.version}
    answer = send(sign_in(house.contributor), part.get_absolute_url(), **typed)
    assert answer.url == url_of("return_edit", annual_return)
    part.refresh_from_db()
    assert (part.text, part.updated_by) == ("It went **well**.", house.contributor)
    assert again(annual_return).version == annual_return.version + 1
    assert part.history.count() == 1


def test_return_part_shows_both_texts_when_somebody_else_saved_first(house, sign_in):
    part = returns.opened(house).parts.get(key="year")
    save(part, "It rained.", by=house.head)
    client = sign_in(house.contributor)
    answer = send(client, part.get_absolute_url(), text="It was dry.", version=1)
    assert answer.status_code == 409
    page = words_of(answer)
    assert "It rained." in page
    assert "It was dry." in page
    assert 'name="version" value="2"' in page
    with pytest.raises(Stale):
        save(part, "Again.", by=house.contributor)
    kept = send(client, part.get_absolute_url(), text="It was dry.", version=2)
    assert kept.status_code == 302


def test_return_part_of_the_figures_leads_to_each_kpi(house, sign_in):
    kpi = returns.counted_kpi(house)
    annual_return = returns.opened(house)
    page = words_of(sign_in(house.head).get(url_of("return_part", annual_return, "kpis")))
    assert reverse("kpis:review_edit", args=[kpi.pk, 2026]) in page
    assert "93.0%, target at least 90%" in page


def test_return_edit_says_everything_that_is_missing(house, sign_in):
    returns.counted_kpi(house)
    annual_return = returns.opened(house)
    client = sign_in(house.head)
    page = words_of(send(client, url_of("return_submit", annual_return), declared="on"))
    assert "The return has not been sent" in page
    assert page.count("is still empty.") == 6  # thrice above, and beside each part
    assert "say what you did, what you learnt, whether you keep, change or retire it" in page
    page = words_of(send(client, url_of("return_submit", annual_return)))
    assert "Tick the declaration before you send the return." in page
    assert again(annual_return).state == "draft"


def test_return_submit_freezes_a_version_and_closes_the_reviews(house, sign_in, mailoutbox):
    returns.counted_kpi(house)
    annual_return = returns.filled(house)
    answer = send(sign_in(house.head), url_of("return_submit", annual_return), declared="on")
    assert answer.url == annual_return.get_absolute_url()
    version = annual_return.versions.get()
    content = return_content.from_json(version.content)
    assert content.fingerprint() == version.content_sha256
    assert [kpi.learnt for kpi in content.kpis] == ["Mornings count."]
    assert not KpiReview.objects.filter(is_open=True).exists()
    with pytest.raises(NotAllowed, match="with the quality office"):
        save(annual_return.parts.first(), "More.", by=house.head)
    page = words_of(sign_in(house.reviewer).get(url_of("return_version", annual_return, 1)))
    assert "Mornings count." in page


def test_only_the_head_sends_it(house, sign_in):
    annual_return = returns.filled(house)
    url = url_of("return_submit", annual_return)
    assert send(sign_in(house.contributor), url, declared="on").status_code == 403
    assert again(annual_return).state == "draft"


def test_return_withdraw_opens_it_again(house, sign_in):
    returns.counted_kpi(house)
    annual_return = returns.submitted(house)
    answer = send(sign_in(house.head), url_of("return_withdraw", annual_return))
    assert answer.url == url_of("return_edit", annual_return)
    assert again(annual_return).state == "draft"
    assert KpiReview.objects.get().is_open


def test_a_paused_year_asks_nothing(house):
    annual_return = returns.opened(house)
    house.year.state, house.year.public_reason = "paused", "A year to think."
    house.year.save()
    assert asked_of(house.head) == []
    with pytest.raises(NotAllowed, match="is paused"):
        save(annual_return.parts.first(), "More.", by=house.head)


def test_a_closed_year_still_takes_its_return(house):
    annual_return = returns.opened(house)
    house.year.state = "closed"
    house.year.save()
    save(annual_return.parts.first(), "More.", by=house.head)
    assert asked_of(house.head) == ["Write the return for 2026-27"]


# Who reads it


def test_the_words_are_the_departments_until_it_is_sent(house, sign_in):
    annual_return = returns.opened(house)
    save(annual_return.parts.first(), "Zugunruhe", by=house.head)
    url = annual_return.get_absolute_url()
    assert "Zugunruhe" in words_of(sign_in(house.contributor).get(url))
    assert "Zugunruhe" not in words_of(sign_in(house.reviewer).get(url))
    for person in (house.head_elsewhere, house.outsider, house.administrator):
        assert sign_in(person).get(url).status_code == 404
    assert sign_in(None).get(url).status_code == 302


def test_a_friend_reads_it_while_it_is_with_the_office(house, sign_in):
    annual_return = returns.with_friend(house)
    url = annual_return.get_absolute_url()
    client = sign_in(house.head_elsewhere)
    assert "in our own words" in words_of(client.get(url))
    assert client.get(url_of("return_version", annual_return, 1)).status_code == 403
    assert sign_in(house.outsider).get(url).status_code == 404
    workflow.withdraw_return(annual_return, by=house.head)
    assert client.get(url).status_code == 404


def test_an_accepted_one_is_for_everybody_who_is_signed_in(house, sign_in):
    annual_return = returns.accepted(house)
    page = words_of(sign_in(house.outsider).get(annual_return.get_absolute_url()))
    assert "in our own words" in page
    assert "A longer lunch." in page
    assert "What has happened" not in page
    document = annual_return.document
    assert sign_in(house.outsider).get(document.pdf_url).content == bytes(document.pdf)
    assert sign_in(None).get(document.pdf_url).status_code == 404
    assert document.reference == "AMR-2026-27-LIBRARY"


@pytest.mark.parametrize("count", [1, 30])
def test_return_list_asks_the_same_of_the_database(
    house, sign_in, count, django_assert_num_queries
):
    for number in range(count - 1):
        department = factories.make_department(f"Department {number}")
        factories.make_requirement(department, house.year)
    returns.opened(house)
    client = sign_in(house.reviewer)
    client.get(reverse("sls:return_list"))
    with django_assert_num_queries(7):
        page = client.get(reverse("sls:return_list")).content.decode()
    assert page.count('scope="row"') == count


# The other side


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


@pytest.mark.parametrize("who", ["head", "contributor", "outsider", "reviewer"])
def test_nobody_of_the_department_and_nobody_who_writes_for_none_is_a_friend(house, who):
    annual_return = returns.submitted(house)
    with pytest.raises(NotAllowed):
        workflow.choose_friend(annual_return, by=house.reviewer, person=getattr(house, who))


def test_friend_answer_is_read_by_both_sides_and_can_be_changed(house, sign_in):
    annual_return = returns.with_friend(house)
    client, url = sign_in(house.head_elsewhere), url_of("friend_answer", annual_return)
    page = words_of(send(client, url, **{**returns.ANSWERS, "ideas": ""}))
    assert "Write a sentence here; it need not be long." in page
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


@pytest.mark.needs("verapdf")
def test_the_document_is_accessible(house):
    returns.counted_kpi(house)
    annual_return = returns.answered(house)
    assert failed_rules(signing.prepare_return(annual_return, by=house.reviewer).pdf) == []
