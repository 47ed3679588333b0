"""Annual returns: asked for at the census, written, sent, and who reads them."""

from datetime import date

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from institution.permissions import NotAllowed, Stale
from kpis.models import KpiReview
from sls import workflow
from sls.models import AnnualReturn
from sls.returns import content as return_content
from tests import factories
from tests.sls import returns
from tests.sls.returns import again, asked_of, save, url_of
from tests.sls.sending import send, words_of

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
    with django_assert_num_queries(6):
        page = client.get(reverse("sls:return_list")).content.decode()
    assert page.count('scope="row"') == count
