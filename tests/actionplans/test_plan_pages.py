"""The pages of plans and actions: what they show to whom, and what forms do with what is typed."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from actionplans import workflow
from actionplans.calendars import Calendar
from actionplans.forms.plans import SEASONS, in_words
from actionplans.meanings import meaning
from actionplans.models import Action, Charter, Plan, Scheme
from tests.actionplans.groups import make_round
from tests.actionplans.plans import make_action, make_plan, plan_in_force, rate


def url(name: str, *args) -> str:
    return reverse(f"actionplans:{name}", args=args)


def send(client, address: str, **typed):
    return client.post(address, {"_once": uuid4(), **typed})


@pytest.fixture
def plan(house) -> Plan:
    return plan_in_force(house.lead, owner=house.contributor)


@pytest.fixture
def lead(house, sign_in):
    return sign_in(house.lead)


def test_plan_list_is_found_from_nowhere_without_a_plan(lead):
    assert "No plan yet" in lead.get(url("plan_list")).content.decode()


def test_plan_detail_has_the_totals_line_of_the_scheme(house, lead, plan):
    first, second, _ = plan.actions.all()
    rate(first, "green", by=house.lead)
    rate(second, "red", by=house.lead, text="Nobody was free.")
    said = lead.get(plan.get_absolute_url()).content.decode()
    assert (
        "Total Actions: 3, Completed actions (Green): 1 / 34%, "
        "Started and/or continuing actions (Amber): 0 / 0%, "
        "Did not start and/or redefined (Red): 1 / 33%, Not yet rated: 1 / 33%"
    ) in said


def test_plan_detail_without_actions_leads_who_may_to_the_import(house, lead, sign_in):
    plan = make_plan(house.lead)
    plan.editors.create(person=house.reviewer)
    page = lead.get(plan.get_absolute_url()).content.decode()
    assert "Filter actions" not in page
    assert "plan.docx" not in page
    assert url("plan_import") in page
    page = sign_in(house.reviewer).get(plan.get_absolute_url()).content.decode()
    assert "No actions yet" in page
    assert url("plan_import") not in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("rating=green", ["V001"]),
        ("rating=unrated", ["V002", "V003"]),
        ("text=register", ["V002"]),
        ("text=v003", ["V003"]),
        ("dates=overdue", []),
        ("dates=on_schedule", ["V001", "V002", "V003"]),
        ("theme=999", ["V001", "V002", "V003"]),
    ],
)
def test_plan_detail_filters(house, lead, plan, query, found):
    rate(plan.actions.first(), "green", by=house.lead)
    answer = lead.get(f"{plan.get_absolute_url()}?{query}")
    assert [row.reference for row in answer.context["page"]] == found


def test_plan_detail_keeps_internal_actions_from_others(house, sign_in):
    plan = make_plan(house.lead)
    make_action(plan, house.lead, text="For everybody")
    make_action(plan, house.lead, text="Between ourselves", is_public=False)
    workflow.put_in_force(plan, by=house.lead)
    seen = {
        name: "Between ourselves" in sign_in(person).get(plan.get_absolute_url()).content.decode()
        for name, person in house.cast.items()
        if person
    }
    assert {name for name, sees in seen.items() if sees} == {"lead", "signatory"}
    page = sign_in(house.outsider).get(plan.get_absolute_url()).content.decode()
    assert "Total Actions: 1," in page  # nor do they count where they are not shown


@pytest.mark.parametrize("actions", [1, 30])
def test_plan_detail_asks_the_same_of_the_database(house, lead, actions, django_assert_num_queries):
    plan = plan_in_force(house.lead, actions=actions, owner=house.contributor)
    lead.get(plan.get_absolute_url())
    with django_assert_num_queries(12):
        lead.get(plan.get_absolute_url())


@pytest.mark.parametrize("actions", [1, 30])
def test_plan_checks_asks_the_same_of_the_database(house, lead, actions, django_assert_num_queries):
    plan = plan_in_force(house.lead, actions=actions, owner=house.contributor)
    lead.get(url("plan_checks", plan.pk))
    with django_assert_num_queries(11):
        lead.get(url("plan_checks", plan.pk))


def test_plan_checks_find_a_green_that_is_not_done(house, lead, plan):
    rate(plan.actions.first(), "green", by=house.lead, text="It is not yet published.")
    said = lead.get(url("plan_checks", plan.pk)).content.decode()
    assert "V001 is Green, but its text says “not yet”." in said


def test_plan_checks_find_a_reference_that_is_not_there(house, lead):
    plan = make_plan(house.lead)
    make_action(plan, house.lead, text="Following V009, write the guide")
    workflow.put_in_force(plan, by=house.lead)
    assert "V009" in lead.get(url("plan_checks", plan.pk)).content.decode()


def test_plan_add_begins_a_plan(house, lead):
    typed = {"title": "Our plan", "stage": "1", "starts_on": "2026-10-01", "months": "24"}
    labels = {f"{one}_label": one for one in ("green", "amber", "red")}
    answer = send(lead, url("plan_add"), **typed, **labels)
    plan = Plan.objects.get()
    assert (answer.status_code, plan.title, plan.created_by) == (302, "Our plan", house.lead)


def test_plan_add_keeps_what_was_typed(lead):
    page = send(lead, url("plan_add"), title="Our plan", stage="none", months="0").content.decode()
    assert "Our plan" in page
    assert "Stage: write a number, such as 5." in page
    assert "For how many months? Write a number from 1 to 120." in page
    assert "Say from which day the plan runs." in page
    assert "Say what Green is called." in page
    assert not Plan.objects.exists()


def test_action_add_says_that_a_date_does_not_exist(house, lead):
    plan = make_plan(house.lead)
    typed = {
        "theme": plan.themes.first().pk,
        "text": "Hold a day",
        "timescale_words": "31 June 2027",
    }
    page = send(lead, url("action_add", plan.pk), **typed).content.decode()
    assert "There is no 31 June 2027: June 2027 has 30 days." in page
    assert "Hold a day" in page
    assert not plan.actions.exists()


def test_action_add_gives_the_next_reference(house, lead):
    plan = make_plan(house.lead)
    typed = {"theme": plan.themes.get(letter="S").pk, "text": "Hold a day", "is_public": "on"}
    assert send(lead, url("action_add", plan.pk), **typed).status_code == 302
    assert plan.actions.get().reference == "S001"


def test_the_words_about_owners_name_them(house, lead):
    plan = make_plan(house.lead)
    typed = {"theme": plan.themes.first().pk, "text": "Hold a day", "owner_words": "Library / IT"}
    send(lead, url("action_add", plan.pk), **typed)
    action = plan.actions.get()
    named = [(one.department, one.words, one.is_lead) for one in action.owners.all()]
    assert named == [(house.library, "", True), (None, "IT", False)]
    typed |= {"owner_words": "Finance", "as_seen": action.as_seen}
    send(lead, url("action_edit", plan.pk, action.reference), **typed)
    assert [one.department for one in action.owners.all()] == [house.finance]


def test_action_detail_says_what_a_timescale_means_as_an_import_does(house, lead):
    plan = make_plan(house.lead)
    for words in ("Summer 2027", "Ongoing", "When the moon is blue"):
        action = make_action(plan, house.lead, timescale_words=words)
        said = meaning(action.timescale)
        assert (
            f"{said[:1].upper()}{said[1:]}" in lead.get(action.get_absolute_url()).content.decode()
        )


def test_action_edit_asks_why_a_timescale_moves(house, lead, plan):
    address = url("action_edit", plan.pk, "V001")
    action = plan.actions.first()
    typed = {"timescale_words": "Winter 2027", "owner_words": "HR", "as_seen": action.as_seen}
    page = send(lead, address, **typed).content.decode()
    assert "Say why the timescale moves" in page
    assert "Winter 2027" in page
    assert send(lead, address, **typed, reason="The building is late.").status_code == 302
    page = lead.get(action.get_absolute_url()).content.decode()
    assert "Timescale moved from “Summer 2027” to “Winter 2027”" in page
    assert "The building is late." in page


def test_action_edit_takes_a_first_timescale_as_it_is(house, lead):
    draft = make_plan(house.lead)
    action = make_action(draft, house.lead, timescale_words="")
    workflow.put_in_force(draft, by=house.lead)
    address = url("action_edit", draft.pk, action.reference)
    typed = {"timescale_words": "Winter 2027", "owner_words": "HR"}
    sent = send(lead, address, **typed, as_seen=Action.objects.get(pk=action.pk).as_seen)
    assert sent.status_code == 302
    page = lead.get(action.get_absolute_url()).content.decode()
    assert "Timescale set to “Winter 2027”" in page


def test_action_edit_shows_what_somebody_else_saved(house, lead, plan):
    action = plan.actions.first()
    as_seen = action.as_seen
    action.impact = "By a survey."
    workflow.change_action(action, by=house.lead)
    address = url("action_edit", plan.pk, "V001")
    typed = {"timescale_words": "Summer 2027", "impact": "By counting."}
    page = send(lead, address, **typed, as_seen=as_seen).content.decode()
    assert "Somebody saved “By a survey.”" in page
    assert "By counting." in page


def test_action_rate_asks_why_it_is_red(lead, plan):
    address = url("action_rate", plan.pk, "V001")
    page = send(lead, address, value="red", cause="funding", after="").content.decode()
    assert "Say why it is Red" in page
    assert send(lead, address, value="red", text="No money.", after="").status_code == 302
    assert Action.objects.get(reference="V001").rating == "red"


def test_ratings_have_the_words_of_their_plan_on_every_page(house, lead, plan):
    Plan.objects.update(green_label="Done", amber_label="Half way", red_label="To do")
    action = Action.objects.get(reference="V001")
    rate(action, "green", by=house.lead)
    made = make_round(plan, house.lead)
    pages = [plan, action, made, url("action_rate", plan.pk, "V001"), url("plan_checks", plan.pk)]
    for place in pages:
        page = lead.get(getattr(place, "get_absolute_url", lambda at=place: at)())
        said = page.content.decode()
        assert "Done" in said or place == pages[-1]
        assert not [one for one in ("Green", "Amber", "Red ") if one in said]
    typed = {"value": "red", "after": str(action.latest_number or 1)}
    refused = send(lead, pages[3], **typed).content.decode()
    assert "Say why it is To do; the self-assessment shows the reason." in refused


def test_action_rate_twice_at_once_keeps_both(house, sign_in, plan):
    action, address = plan.actions.first(), url("action_rate", plan.pk, "V001")
    owner = sign_in(house.contributor)
    rate(action, "green", by=house.lead, text="All is done.")
    page = send(owner, address, value="amber", text="Half is done.", after="")
    said = page.content.decode()
    assert "Lead rated it Green meanwhile: “All is done.”" in said
    assert "has-error" in said
    assert "Half is done." in said
    after = page.context["form"]["after"].value()
    again = send(owner, address, value="amber", text="Half is done.", after=after)
    assert again.status_code == 302
    assert [one.text for one in action.ratings.all()] == ["Half is done.", "All is done."]


def test_action_rate_refuses_a_meeting_that_is_not_there(lead, plan):
    address = url("action_rate", plan.pk, "V001")
    assert lead.get(f"{address}?meeting=99").status_code == 404
    assert lead.get(f"{address}?meeting=x").status_code == 404


def test_owner_list_takes_one_of_four(house, lead, plan):
    address = url("owner_list", plan.pk, "V001")
    page = send(lead, address, person=house.head.pk, words="Technicians").content.decode()
    assert "in one of the four fields" in page
    assert "Technicians" in page
    assert send(lead, address, department=house.library.pk).status_code == 302
    action = plan.actions.first()
    assert [str(one) for one in action.owners.all()] == [str(house.contributor), "Library"]


def test_an_owner_that_is_taken_off_hands_the_lead_on(house, lead, plan):
    action = plan.actions.first()
    send(lead, url("owner_list", plan.pk, "V001"), department=house.library.pk)
    first = action.owners.first()
    send(lead, url("owner_remove", plan.pk, "V001", first.pk))
    assert [(str(one), one.is_lead) for one in action.owners.all()] == [("Library", True)]


def test_milestones_and_evidence_stand_on_the_page(house, sign_in, plan):
    owner = sign_in(house.contributor)
    send(owner, url("milestone_add", plan.pk, "V001"), text="Ask around", due_on="2026-12-01")
    send(owner, url("evidence_add", plan.pk, "V001"), text="A survey", url="https://kept.example/s")
    page = owner.get(url("action_detail", plan.pk, "V001")).content.decode()
    assert "Ask around" in page
    assert 'href="https://kept.example/s"' in page


def test_a_step_that_is_not_done_in_time_says_so(house, lead, plan):
    yesterday = timezone.localdate() - timedelta(days=1)
    action, shown = plan.actions.first(), url("action_detail", plan.pk, "V001")
    step = action.milestones.create(text="Ask around", due_on=yesterday)
    assert "Overdue" in lead.get(shown).content.decode()
    step.done_on = yesterday
    step.save()
    assert "Overdue" not in lead.get(shown).content.decode()


def test_evidence_takes_no_address_that_runs(house, sign_in, plan):
    address = url("evidence_add", plan.pk, "V001")
    page = send(sign_in(house.contributor), address, text="A survey", url="javascript:alert(1)")
    assert "Write a whole address" in page.content.decode()


def test_plan_extend_refuses_an_earlier_day(lead, plan):
    page = send(lead, url("plan_extend", plan.pk), until="2027-01-01", reason="Late.")
    assert "The plan runs until 30 September 2027 already." in page.content.decode()


def test_scheme_edit_changes_when_a_season_is(house, lead):
    spans = {
        "spring": "1 February to 30 April", "summer": "1 June to 31 August",
        "autumn": "1 September to 30 November", "winter": "1 December to 28 February",
        "autumn_term": "1 August to 31 December", "spring_term": "1 January to 30 April",
        "summer_term": "1 May to 31 July",
    }  # fmt: skip
    months = {"first_months": "12", "between_months": "24", "plan_months": "36"}
    assert send(lead, url("scheme_edit"), **months, **spans).status_code == 302
    action = make_action(make_plan(house.lead), house.lead, timescale_words="Spring 2026")
    assert (action.due_on.month, Scheme.get().first_months) == (4, 12)
    page = send(lead, url("scheme_edit"), **months, **spans | {"spring": "soon"})
    assert "Write two days such as 1 March to 31 May." in page.content.decode()


def rules(**said) -> dict[str, object]:
    typed = {f"{one}_months": 24 for one in ("first", "between", "plan")}
    return typed | {name: in_words(Calendar().span(name)) for name in SEASONS} | said


def test_scheme_edit_keeps_the_list_of_other_charters(house, lead):
    typed = rules(charters="Athena SWAN\n\n REF \nAthena SWAN")
    assert send(lead, url("scheme_edit"), **typed).status_code == 302
    assert [one.name for one in Charter.objects.all()] == ["Athena SWAN", "REF"]
    action = make_action(make_plan(house.lead), house.lead)
    action.charters.set(Charter.objects.filter(name="REF"))
    seen = Scheme.get().as_seen
    page = send(lead, url("scheme_edit"), **rules(charters="Athena SWAN", as_seen=seen))
    assert "Actions contribute to REF, so it cannot go" in page.content.decode()
    assert Charter.objects.count() == 2
    page = send(lead, url("scheme_edit"), **rules(charters="x" * 81, as_seen=seen))
    assert "is longer than 80 characters" in page.content.decode()


def test_plan_list_says_when_the_first_is_due(lead):
    Scheme.objects.create(signed_on="2026-09-01", first_months=13)
    assert "due by 1 October 2027" in lead.get(url("plan_list")).content.decode()


def test_plan_list_says_when_the_plan_is_to_be_assessed(lead, plan):
    assert "due by 1 October 2027" in lead.get(url("plan_list")).content.decode()


def test_a_rating_does_not_say_whether_an_action_is_late(house, lead):
    plan = make_plan(house.lead, starts_on=timezone.localdate() - timedelta(days=500))
    make_action(plan, house.lead, timescale_words="January 2026")
    workflow.put_in_force(plan, by=house.lead)
    rate(plan.actions.get(), "amber", by=house.lead)
    page = lead.get(plan.get_absolute_url()).content.decode()
    assert "Overdue" in page
    assert "Amber" in page
