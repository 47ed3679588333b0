"""Interventions: planned, judged by the readings, decided by the head."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from institution.permissions import NotAllowed
from kpis import workflow
from kpis.coach_readings import of_review
from kpis.evaluations import earliest_review
from kpis.models import Intervention
from kpis.sentences import day
from tests import factories
from tests.kpis.promises import CHANGE, make_promise, month, record
from tests.sls.sending import send, words_of

BEFORE, AFTER = [84, 86, 85, 87] * 3, [93, 94, 95, 93, 94, 95, 93, 94]


@pytest.fixture
def kpi(house, year):
    """Twelve months before, and as many months since as have passed, up to eight."""
    earlier = factories.make_year(year.start_year - 1, state="closed")
    make_promise(house.library, earlier, by=house.head)
    kpi = make_promise(house.library, earlier, by=house.head, title="Enquiries").kpi
    for number, figure in enumerate(BEFORE):
        record(kpi, month(earlier.start_year, number, figure, 100, comment="So."), by=house.head)
    for number, figure in enumerate(AFTER):
        record(kpi, month(year.start_year, number, figure, 100), by=house.head)
    return kpi


def plan(house, kpi, year, **fields) -> Intervention:
    said = {
        "title": "Second person at the desk", "starts_on": date(year.start_year, 8, 1),
        "review_on": date(year.start_year + 1, 5, 1), **fields,
    }  # fmt: skip
    return workflow.plan_intervention(kpi, Intervention(**said), by=house.contributor)


def url_of(name, intervention):
    return reverse(f"kpis:{name}", args=[intervention.kpi_id, intervention.pk])


def test_intervention_add_saves_it_and_warns_of_an_early_review(house, kpi, year, sign_in):
    client, url = sign_in(house.contributor), reverse("kpis:intervention_add", args=[kpi.pk])
    from_when = day(timezone.localdate() + timedelta(days=8 * 31))
    page = words_of(client.get(url))
    assert "With readings every month most real changes show after eight of them:" in page
    assert f"if it begins today, from {from_when} on." in page
    refused = words_of(send(client, url, starts_on=f"{year.start_year}-08-01", review_on=""))
    earliest = day(date(year.start_year, 8, 1) + timedelta(days=8 * 31))
    assert f"if it begins on 1 August {year.start_year}, from {earliest} on." in refused
    typed = {"title": "A guide", "starts_on": f"{year.start_year}-08-01"}
    answer = send(client, url, **typed, review_on=f"{year.start_year}-09-01")
    assert answer.url == kpi.get_absolute_url()
    page = words_of(client.get(answer.url))
    assert "is early: with readings every month most real changes show from" in page
    assert "A guide" in page
    assert (
        words_of(sign_in(house.outsider).get(answer.url)).count("A guide") == 1
    )  # on the chart only


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"title": "", "starts_on": "2025-08-01", "review_on": "2026-08-01"}, "Say in a few words"),
        ({"title": "A", "starts_on": "", "review_on": "2026-08-01"}, "Say from which day"),
        (
            {"title": "A", "starts_on": "2026-08-01", "review_on": "2026-08-01"},
            "after it has begun",
        ),
    ],
)
def test_intervention_add_says_what_is_wrong(house, kpi, sign_in, typed, sentence):
    url = reverse("kpis:intervention_add", args=[kpi.pk])
    assert sentence in words_of(send(sign_in(house.head), url, **typed, description="At length."))
    assert Intervention.objects.count() == 0


def test_the_readings_say_that_it_worked_and_the_head_closes_the_loop(house, kpi, year, sign_in):
    intervention = plan(house, kpi, year)
    client = sign_in(house.head)
    page = words_of(client.get(url_of("intervention_detail", intervention)))
    assert "It worked: since then the figures are better than chance explains." in page
    assert "+8.4 points (+9.8%)" in page
    assert "met or missed by chance; since then it is met every time." in page
    decide = url_of("intervention_decide", intervention)
    assert re.search(r'value="close_loop"[^>]* checked', words_of(client.get(decide)))
    send(client, decide, decision="close_loop", reason="It holds.", rebase="on", version="1")
    intervention.refresh_from_db()
    assert (intervention.decision, intervention.verdict_then) == ("close_loop", "improved")
    assert intervention.is_rebased
    page = words_of(client.get(kpi.get_absolute_url()))
    assert "Decided: close the loop." in page
    assert "Lower limit" in page
    with pytest.raises(NotAllowed, match="has been decided"):
        workflow.change_intervention(intervention, by=house.head, version=intervention.version)


def test_a_decision_needs_a_reason_and_is_the_heads(house, kpi, year, sign_in):
    intervention = plan(house, kpi, year)
    decide = url_of("intervention_decide", intervention)
    answer = send(sign_in(house.head), decide, decision="continue", reason="", version="1")
    assert "Say why; the reason stays with the decision." in words_of(answer)
    assert sign_in(house.contributor).get(decide).status_code == 403
    assert sign_in(house.head_elsewhere).get(decide).status_code == 403
    detail = words_of(sign_in(house.contributor).get(url_of("intervention_detail", intervention)))
    assert "Only the head of Library decides this." in detail


def test_a_day_of_review_that_has_passed_is_called_so(house, kpi, year, sign_in):
    intervention, client = plan(house, kpi, year), sign_in(house.head)
    assert ", was to be looked at on" in words_of(client.get(kpi.get_absolute_url()))
    intervention.review_on = timezone.localdate()
    intervention.save()
    assert ", to be looked at on" in words_of(client.get(kpi.get_absolute_url()))


def test_with_few_readings_since_there_is_no_rebasing(house, kpi, year, sign_in):
    intervention = plan(house, kpi, year, starts_on=date(year.start_year + 1, 1, 1))
    decide = url_of("intervention_decide", intervention)
    client = sign_in(house.head)
    assert "Count mean and limits anew" not in words_of(client.get(decide))
    send(client, decide, decision="continue", reason="Too early.", rebase="on", version="1")
    intervention.refresh_from_db()
    assert not intervention.is_rebased
    with pytest.raises(NotAllowed, match="once there are 7 readings since it began"):
        workflow.decide_intervention(
            intervention, by=house.head, version=2, decision="continue", reason="Now.", rebase=True
        )
    # Going on is no end: it may be changed, and decided again.
    workflow.decide_intervention(
        intervention, by=house.head, version=2, decision="close_loop", reason="Now."
    )
    intervention.refresh_from_db()
    assert intervention.verdict_then == "early signal"  # found by the verb, not said by the page


def test_an_old_version_is_refused(house, kpi, year, sign_in):
    intervention = plan(house, kpi, year)
    workflow.change_intervention(intervention, by=house.head, version=1)
    answer = send(
        sign_in(house.contributor), url_of("intervention_detail", intervention), version="1",
        title="Three people", starts_on="2025-08-01", review_on="2026-08-01",
    )  # fmt: skip
    assert "Somebody else changed this while you were writing." in words_of(answer)
    assert "Three people" in words_of(answer)


def test_without_regular_readings_there_is_no_verdict(house, year, sign_in):
    rare = make_promise(house.library, year, by=house.head, **CHANGE | {"frequency": "annual"})
    assert earliest_review(rare, date(2026, 1, 1)) is None
    assert "too rare" in of_review(rare, date(2026, 1, 1), date(2027, 1, 1)).sentence
    intervention = plan(house, rare.kpi, year)
    page = words_of(sign_in(house.head).get(url_of("intervention_detail", intervention)))
    assert "No verdict can be had: the readings are too rare" in page
    assert "No verdict can be had from these readings" in page  # beside the day of the review


def test_a_mean_that_fell_is_told_in_a_sentence_with_a_proper_minus(house, year, sign_in):
    kpi = steady(house, year, [85, 86, 84, 85, 86, 84, 85, 86])
    plan(house, kpi, year)
    page = words_of(sign_in(house.head).get(kpi.get_absolute_url()))
    assert re.search(
        r"Since it began the mean has changed by −0\.\d+ points \(−0\.\d%\)\.", page
    ), page[page.find("Second person") :][:500]


def test_closing_the_loop_against_the_readings_asks_why_and_stays_visible(house, year, sign_in):
    kpi = steady(house, year, [85, 86, 84, 85, 86, 84, 85, 86])
    intervention = plan(house, kpi, year)
    client, decide = sign_in(house.head), url_of("intervention_decide", intervention)
    page = words_of(client.get(decide))
    assert "Closing the loop would go against the readings" in page
    assert "Changing course would go against" not in page
    answer = send(client, decide, decision="close_loop", reason="", version="1")
    refused = words_of(answer)
    assert "Say why: by the readings alone one would not. What do they not show?" in refused
    assert "Say why; the reason stays with the decision." not in refused  # one error for one field
    answer = send(client, decide, decision="change_course", reason="", version="1")
    assert "Say why: by the readings alone" not in words_of(answer)
    send(client, decide, decision="close_loop", reason="Students told us.", version="1")
    detail = words_of(client.get(url_of("intervention_detail", intervention)))
    assert "This went against what the readings said." in detail
    assert "Decided: close the loop, against what the readings said then." in words_of(
        client.get(kpi.get_absolute_url())
    )


def test_too_few_readings_are_not_readings_against_it(house, kpi, year, sign_in):
    intervention = plan(house, kpi, year, starts_on=date(year.start_year - 1, 10, 1))
    client, decide = sign_in(house.head), url_of("intervention_decide", intervention)
    page = words_of(client.get(decide))
    assert "There are too few readings to tell whether it worked." in page
    assert "against the readings" not in page
    send(client, decide, decision="close_loop", reason="Students told us.", version="1")
    detail = words_of(client.get(url_of("intervention_detail", intervention)))
    assert "The readings said then: There are too few readings from before to tell." in detail
    assert "insufficient baseline" not in detail
    assert "This went against" not in detail


def steady(house, year, after):
    """A KPI whose readings since are these, as those of the twelve months before."""
    earlier = factories.make_year(year.start_year - 1, state="closed")
    kpi = make_promise(house.library, earlier, by=house.head, title="Enquiries").kpi
    for number, figure in enumerate(BEFORE):
        record(kpi, month(earlier.start_year, number, figure, 100, comment="So."), by=house.head)
    for number, figure in enumerate(after):
        record(kpi, month(year.start_year, number, figure, 100), by=house.head)
    return kpi
