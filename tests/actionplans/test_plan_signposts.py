"""What pages of plans lead on to: the next step, the place to mend, whom to ask."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from actionplans import workflow
from actionplans.models import Plan
from tests.actionplans import assessments
from tests.actionplans.groups import make_round
from tests.actionplans.plans import make_action, make_plan, plan_in_force, rate


def url(name: str, *args) -> str:
    return reverse(f"actionplans:{name}", args=args)


def send(client, address: str, **typed):
    return client.post(address, {"_once": uuid4(), **typed})


def words(answer) -> str:
    """The page with its white space folded."""
    return " ".join(answer.content.decode().split())


@pytest.fixture
def plan(house) -> Plan:
    return plan_in_force(house.lead, owner=house.contributor)


@pytest.fixture
def lead(house, sign_in):
    return sign_in(house.lead)


def test_a_refusal_says_whom_to_ask(house, plan, sign_in):
    outsider = sign_in(house.outsider)
    refused = words(outsider.get(url("plan_edit", plan.pk)))
    assert "ask the institutional lead of the Technician Commitment." in refused
    assert "ask the quality office." in words(outsider.get(reverse("institution:year_add")))


def test_what_was_counted_once_leads_to_its_form(house, plan, lead):
    workflow.begin_assessment(plan, by=house.lead)
    assessments.measure(plan, house.lead, repeat_value=55, title="Views of the page")
    measure = assessments.measure(plan, house.lead)
    page = words(lead.get(url("assessment_sign", plan.pk)))
    found = re.findall(r'<a href="([^"]+)">“([^”]+)”: count it again', page)
    assert found == [(url("measure_edit", plan.pk, measure.pk), measure.title)]


def test_the_part_on_publication_suggests_the_public_page_that_stays(house, plan, lead):
    assessment = workflow.begin_assessment(plan, by=house.lead)
    address = url("assessment_part", plan.pk, "publication")
    here = settings.SITE_URL + url("commitment")
    assert here not in words(lead.get(address))  # nobody could read it there
    workflow.publish_plan(plan, by=house.lead)
    assert lead.get(address).context["form"]["published_url"].value() == here
    stale = send(lead, address, published_url="https://kept.example/", as_seen="older")
    assert "somebody saved nothing here." in words(stale)  # it is a suggestion, and not saved
    assessment.published_url = "https://www.kept.example/technicians"
    workflow.change_assessment(assessment, ["published_url"], by=house.lead)
    field = lead.get(address).context["form"]["published_url"]
    assert field.value() == assessment.published_url
    assert here in field.help_text


@pytest.mark.parametrize(("starts_in", "warns"), [(1, True), (0, False)])
def test_both_signing_pages_say_that_a_plan_comes_before_its_day(house, sign_in, starts_in, warns):
    ready = assessments.ready_to_sign(house.lead)
    day = timezone.localdate() + timedelta(days=starts_in)
    Plan.objects.filter(pk=ready.next_plan_id).update(starts_on=day)
    lead, head = sign_in(house.lead), sign_in(house.signatory)
    page = lead.get(url("assessment_sign", ready.plan_id))
    said = f"“The next plan” is in force at once, not from {day:%-d %B %Y}"
    assert (said in words(page)) == warns
    assert (url("plan_edit", ready.next_plan_id) in words(page)) == warns
    shown = page.context["form"]["shown"].value()
    workflow.sign_as_lead(ready, by=house.lead, shown=shown)
    page = words(head.get(url("assessment_countersign", ready.plan_id)))
    assert (said in page) == warns
    assert (f"comes into force at once, before {day:%-d %B %Y}, and" in page) == warns


def test_a_plan_put_in_force_by_hand_says_that_its_day_is_to_come(house, lead):
    plan = make_plan(house.lead, starts_on=timezone.localdate() + timedelta(days=9))
    address = url("plan_put_in_force", plan.pk)
    assert "It is in force at once" in words(lead.get(address))
    Plan.objects.update(starts_on=timezone.localdate())
    assert "It is in force at once" not in words(lead.get(address))


def test_carried_actions_without_a_timescale_are_counted_with_the_way_to_mend_them(house, lead):
    ready = assessments.ready_to_sign(house.lead)
    first, second = ready.plan.actions.all()
    workflow.dispose([first, second], by=house.lead, kind="same", sentence="It goes on.")
    carried = [one.disposition.successor for one in ready.plan.actions.all()]
    pages = [url("assessment_sign", ready.plan_id), url("carry_forward", ready.plan_id)]
    edits = [url("action_edit", one.plan_id, one.reference) for one in carried]
    for address in pages:
        page = words(lead.get(address))
        assert "2 actions carried on without a timescale" in page
        assert all(f'href="{one}"' in page for one in edits)
    carried[0].timescale_words = "Summer 2028"
    workflow.change_action(carried[0], by=house.lead)
    for address in pages:
        assert "1 action carried on without a timescale" in words(lead.get(address))
    carried[1].timescale_words = "Ongoing"
    workflow.change_action(carried[1], by=house.lead)
    for address in pages:
        assert "without a timescale" not in words(lead.get(address))


def offered(page: str) -> list[str]:
    """Where the links of the page's own part lead, in their order."""
    main = page[page.index("</h1>") : page.index("</main>")]
    return re.findall(r'<a [^>]*href="([^"]+)"', main)


def test_plan_detail_offers_the_open_round_before_anything_else(house, plan, lead, sign_in):
    contributor = sign_in(house.contributor)
    assert offered(words(lead.get(plan.get_absolute_url())))[0] != url("round_list", plan.pk)
    found = make_round(plan, house.lead)
    mine = url("my_actions", plan.pk)
    assert offered(words(lead.get(plan.get_absolute_url())))[0] == found.get_absolute_url()
    assert offered(words(contributor.get(plan.get_absolute_url())))[0] == mine
    workflow.close_round(found, by=house.lead)
    page = words(lead.get(plan.get_absolute_url()))
    assert found.get_absolute_url() not in offered(page)


def test_plan_detail_offers_own_actions_to_who_owns_some(house, plan, sign_in):
    for person, is_owner in ((house.contributor, True), (house.lead, False)):
        page = words(sign_in(person).get(plan.get_absolute_url()))
        assert ("Your own actions" in page) == is_owner
        assert (url("my_actions", plan.pk) in page) == is_owner


def test_a_closed_round_offers_no_update_and_takes_what_was_typed_before(house, plan, lead):
    found = make_round(plan, house.lead)
    address = found.get_absolute_url()
    assert "<summary>Update" in words(lead.get(address))
    workflow.close_round(found, by=house.lead)
    page = words(lead.get(address))
    assert "<summary>Update" not in page
    assert "Save all" not in page
    typed = {"V001-value": "green", "V001-text": "It is done.", "V001-was": "", "V001-after": ""}
    assert send(lead, address, **typed).status_code == 302
    latest = plan.actions.get(reference="V001").latest
    assert (latest.value, latest.text, latest.review_round) == ("green", "It is done.", None)


def test_a_rating_that_comes_too_late_is_given_back_by_its_own_name(house, plan, lead):
    """Its field is called as the notes of a review are, and it is none."""
    found = make_round(plan, house.lead)
    address = found.get_absolute_url()
    who = re.search(r'name="_who" value="([^"]+)"', words(lead.get(address)))[1]
    Plan.objects.update(state="past")
    typed = {"V001-value": "green", "V001-text": "It is done.", "V001-was": "", "_who": who}
    answer = send(lead, address, **typed)
    page = words(answer)
    assert answer.status_code == 403
    assert "It is done." in page
    assert "V001 text" in page
    assert "ask the institutional lead" not in page  # it is they who asked


def test_an_action_says_above_its_history_what_was_said_last_and_no_date_twice(house, lead):
    draft = make_plan(house.lead, starts_on=timezone.localdate() - timedelta(days=900))
    action = make_action(draft, house.lead, timescale_words="By 1 May 2026")
    workflow.put_in_force(draft, by=house.lead)
    rate(action, "red", by=house.lead, text="Grading is suspended.")
    page = words(lead.get(action.get_absolute_url()))
    above = page.partition('id="history"')[0]
    assert "<dt>Status</dt>" in above
    assert f'Grading is suspended.<br><span class="meta">{house.lead}, ' in above
    assert above.lower().count("1 may 2026") == 2  # as written, and since when it is overdue
    assert "since 1 May 2026" in above


def test_paragraphs_of_a_status_stay_apart_in_the_plan(house, plan, lead):
    said = "The first is named.\n\nThe second is asked."
    rate(plan.actions.first(), "amber", by=house.lead, text=said)
    page = words(lead.get(plan.get_absolute_url()))
    assert "<p>The first is named.</p> <p>The second is asked.</p>" in page
