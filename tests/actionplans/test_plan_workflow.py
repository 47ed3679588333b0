"""Plans, actions and ratings: what the verbs do, and what they refuse."""

from datetime import date

import pytest

from actionplans import workflow
from actionplans.models import Action, Plan, PlanEvent, Rating
from institution.permissions import NotAllowed, Stale
from tests.actionplans.plans import make_action, make_plan, plan_in_force, rate


def test_begin_plan_has_the_themes_of_the_scheme_in_order(house):
    plan = make_plan(house.lead)
    assert [theme.letter for theme in plan.themes.all()] == ["V", "R", "C", "S", "I"]
    assert plan.ends_on == date(2027, 9, 30)


def test_only_the_lead_begins_a_plan(house):
    with pytest.raises(NotAllowed, match="institutional lead"):
        make_plan(house.reviewer)


def test_references_go_on_and_are_never_used_again(house):
    plan = make_plan(house.lead)
    first, second = make_action(plan, house.lead), make_action(plan, house.lead)
    workflow.remove_action(second, by=house.lead)
    third = make_action(plan, house.lead)
    assert [str(one) for one in (first, second, third)] == ["V001", "V002", "V003"]
    with pytest.raises(NotAllowed, match="V002 is taken"):
        make_action(plan, house.lead, reference="V002")
    assert make_action(plan, house.lead, theme="C").reference == "C001"


def test_a_timescale_is_kept_as_written_and_understood(house):
    action = make_action(
        make_plan(house.lead), house.lead, timescale_words="Autumn 2025 & Autumn 2026"
    )
    action.refresh_from_db()
    assert action.timescale_words == "Autumn 2025 & Autumn 2026"
    assert (action.starts_on, action.due_on) == (date(2025, 9, 1), date(2026, 11, 30))
    assert [point.due_on for point in action.points] == [date(2025, 11, 30), date(2026, 11, 30)]


def test_one_plan_is_in_force_at_a_time(house):
    plan_in_force(house.lead)
    with pytest.raises(NotAllowed, match="Another plan is in force"):
        plan_in_force(house.lead)


def test_an_empty_plan_does_not_come_into_force(house):
    with pytest.raises(NotAllowed, match="no actions yet"):
        workflow.put_in_force(make_plan(house.lead), by=house.lead)


def test_words_stay_as_signed_once_a_plan_is_in_force(house):
    action = plan_in_force(house.lead).actions.first()
    action.text = "Something easier"
    with pytest.raises(NotAllowed, match="as they were signed"):
        workflow.change_action(action, by=house.lead)
    assert Action.objects.get(pk=action.pk).text != "Something easier"


def test_a_moved_timescale_needs_a_reason_and_keeps_the_old_one(house):
    action = plan_in_force(house.lead).actions.first()
    action.timescale_words = "Winter 2027"
    with pytest.raises(NotAllowed, match="Say why the timescale moves"):
        workflow.change_action(action, by=house.lead)
    workflow.change_action(action, by=house.lead, reason="The building is late.", cause="funding")
    change = action.timescale_changes.get()
    assert (change.before, change.after) == ("Summer 2027", "Winter 2027")
    assert (change.due_before, change.due_after) == (date(2027, 8, 31), date(2028, 2, 29))


def test_a_first_timescale_needs_no_reason(house):
    plan = make_plan(house.lead)
    action = make_action(plan, house.lead, timescale_words="")
    workflow.put_in_force(plan, by=house.lead)
    action = Action.objects.get(pk=action.pk)
    action.timescale_words = "Winter 2027"
    workflow.change_action(action, by=house.lead)
    change = action.timescale_changes.get()
    assert (change.before, change.after, change.reason) == (
        "", "Winter 2027", "It had none before."
    )  # fmt: skip
    action.timescale_words = ""
    with pytest.raises(NotAllowed, match="Say why the timescale moves"):
        workflow.change_action(action, by=house.lead)


def test_a_long_reason_is_kept_whole(house):
    """In the history too, where there once was room for 100 characters."""
    action = plan_in_force(house.lead).actions.first()
    action.timescale_words, reason = "Winter 2027", "The building is late. " * 20
    workflow.change_action(action, by=house.lead, reason=reason)
    assert action.timescale_changes.get().reason == reason.strip()
    assert action.history.first().history_change_reason == reason.strip()


def test_a_save_from_an_older_page_is_refused(house):
    action = make_action(make_plan(house.lead), house.lead)
    as_seen = action.as_seen
    workflow.change_action(action, by=house.lead, as_seen=as_seen)
    with pytest.raises(Stale):
        workflow.change_action(action, by=house.lead, as_seen=as_seen)


def test_rating_a_red_needs_words(house):
    action = plan_in_force(house.lead).actions.first()
    with pytest.raises(NotAllowed, match="why it is Red"):
        rate(action, "red", by=house.lead, text=" ")
    rating = rate(action, "red", by=house.lead, text="Nobody was free.", cause="staffing")
    action.refresh_from_db()
    assert (action.latest, action.rating) == (rating, "red")


def test_an_owner_rates_their_action_and_no_other(house):
    plan = make_plan(house.lead)
    own = make_action(plan, house.lead, owner=house.contributor)
    other = make_action(plan, house.lead)
    workflow.put_in_force(plan, by=house.lead)
    assert rate(own, "green", by=house.contributor).rated_by_name == str(house.contributor)
    with pytest.raises(NotAllowed, match="Only its owners"):
        rate(other, "green", by=house.contributor)


def test_a_head_of_department_owns_what_the_department_owns(house):
    plan = make_plan(house.lead)
    action = make_action(plan, house.lead)
    owner = action.owners.get()
    owner.words, owner.department = "", house.library
    owner.save()
    workflow.put_in_force(plan, by=house.lead)
    assert rate(action, "amber", by=house.head)
    with pytest.raises(NotAllowed):
        rate(action, "amber", by=house.head_elsewhere)


def test_two_ratings_at_once_are_not_mixed_up(house):
    action = plan_in_force(house.lead).actions.first()
    rate(action, "amber", by=house.lead)
    with pytest.raises(Stale) as refused:
        workflow.rate_action(action, Rating(value="green"), by=house.lead, after=None)
    assert refused.value.current.rating == "amber"


def test_every_verb_counts_and_leaves_a_line(house):
    plan = plan_in_force(house.lead, actions=1)
    action = plan.actions.get()
    rate(action, "green", by=house.lead)
    workflow.extend_plan(plan, by=house.lead, until=date(2028, 3, 31), reason="It began late.")
    told = list(PlanEvent.objects.filter(plan=plan).values_list("text", flat=True))
    assert told[:2] == ["extended the plan until 31 March 2028", "rated V001 Green"]
    plan = Plan.objects.get(pk=plan.pk)
    assert plan.version == 1 + len(told)
    assert (plan.ends_on, plan.planned_end) == (date(2028, 3, 31), date(2027, 9, 30))


def test_a_draft_is_seen_by_those_who_work_on_it(house):
    plan = make_plan(house.lead)
    make_action(plan, house.lead, owner=house.contributor)
    workflow.add_editor(plan, house.head_elsewhere, by=house.lead)
    seen = {
        name for name, person in house.cast.items()
        if person and plan in Plan.objects.visible_to(person)
    }  # fmt: skip
    assert seen == {"lead", "signatory", "contributor", "head_elsewhere"}


def test_internal_actions_are_seen_by_those_who_work_on_the_plan(house):
    plan = make_plan(house.lead)
    make_action(plan, house.lead, owner=house.contributor, is_public=False)
    workflow.put_in_force(plan, by=house.lead)
    seen = {
        name for name, person in house.cast.items()
        if person and Action.objects.visible_to(person).exists()
    }  # fmt: skip
    assert seen == {"lead", "signatory", "contributor"}
