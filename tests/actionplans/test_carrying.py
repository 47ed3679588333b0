"""Carry-forward: every action gets an answer, what goes on keeps its thread."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from actionplans import carrying, workflow
from actionplans.models import Action, Disposition, Plan
from institution.permissions import NotAllowed, Stale
from tests.actionplans.plans import make_action, make_plan, plan_in_force, rate
from tests.sls.sending import words_of


@pytest.fixture
def plan(house) -> Plan:
    return plan_in_force(house.lead, owner=house.contributor)


def begin_next(plan: Plan, house, **fields) -> Plan:
    following = Plan(title="The next plan", starts_on=date(2027, 10, 1), months=36, **fields)
    return workflow.begin_next(plan, following, by=house.lead)


def carried(plan: Plan) -> carrying.Carried:
    found = plan.actions.select_related("disposition__successor")
    return carrying.carried(found, Action.objects.live().filter(plan__predecessor=plan))


def url(name: str, *args) -> str:
    return reverse(f"actionplans:{name}", args=args)


def test_begin_next_follows_with_the_same_themes(house, plan):
    workflow.add_editor(plan, house.head, by=house.lead)
    following = begin_next(plan, house)
    assert (following.stage, following.predecessor, following.state) == (2, plan, "draft")
    assert [one.letter for one in following.themes.all()] == ["V", "R", "C", "S", "I"]
    assert [one.person for one in following.editors.all()] == [house.head]
    with pytest.raises(NotAllowed, match="follows this plan already"):
        begin_next(Plan.objects.get(pk=plan.pk), house)


def test_what_goes_on_is_a_new_action_unrated_with_its_thread(house, plan):
    action = plan.actions.first()
    rate(action, "amber", by=house.lead)
    following = begin_next(plan, house)
    (said,) = workflow.dispose([action], by=house.lead, kind="same", sentence="Half is done.")
    anew = said.successor
    assert (anew.plan, anew.reference, anew.rating) == (following, "V001", "")
    assert (anew.text, anew.timescale_words) == (action.text, "")
    assert [one.person for one in anew.owners.all()] == [house.contributor]


@pytest.mark.parametrize("kind", Disposition.ENDS)
def test_what_ends_goes_on_nowhere(house, plan, kind):
    following = begin_next(plan, house)
    workflow.dispose(list(plan.actions.all()), by=house.lead, kind=kind, sentence="It is over.")
    assert not following.actions.exists()
    assert not plan.actions.undecided().exists()


def test_an_answer_needs_a_sentence(house, plan):
    begin_next(plan, house)
    with pytest.raises(NotAllowed, match="in a sentence"):
        workflow.dispose([plan.actions.first()], by=house.lead, kind="completed", sentence=" ")


def test_what_is_merged_says_where(house, plan):
    following = begin_next(plan, house)
    first, second, _ = plan.actions.all()
    with pytest.raises(NotAllowed, match="into which action"):
        workflow.dispose([first], by=house.lead, kind="merged", sentence="One is enough.")
    with pytest.raises(NotAllowed, match="no action of the plan that follows"):
        workflow.dispose(
            [first], by=house.lead, kind="merged", sentence="One is enough.", successor=second
        )
    into = make_action(following, house.lead)
    workflow.dispose(
        [first, second], by=house.lead, kind="merged", sentence="One is enough.", successor=into
    )
    assert [one.action for one in into.continued_from.all()] == [first, second]


def test_taking_the_new_action_out_opens_the_old_one_again(house, plan):
    begin_next(plan, house)
    action = plan.actions.first()
    (said,) = workflow.dispose([action], by=house.lead, kind="same", sentence="It goes on.")
    assert action not in plan.actions.undecided()
    workflow.remove_action(said.successor, by=house.lead)
    assert action in plan.actions.undecided()
    (again,) = workflow.dispose([action], by=house.lead, kind="same", sentence="It does go on.")
    assert again.successor != said.successor or again.successor.removed_at is None


def test_an_answer_given_twice_makes_one_action(house, plan):
    following = begin_next(plan, house)
    for kind in ("same", "extended"):
        workflow.dispose([plan.actions.first()], by=house.lead, kind=kind, sentence="It goes on.")
    assert following.actions.count() == 1


def test_an_answer_from_an_older_page_is_refused(house, plan):
    begin_next(plan, house)
    action = plan.actions.first()
    workflow.dispose([action], by=house.lead, kind="same", sentence="It goes on.", as_seen="")
    with pytest.raises(Stale):
        workflow.dispose([action], by=house.lead, kind="dropped", sentence="Over.", as_seen="")


def test_shares_add_up(house, plan):
    following = begin_next(plan, house)
    first, second, third = plan.actions.all()
    workflow.dispose([first], by=house.lead, kind="completed", sentence="It is there.")
    workflow.dispose([second], by=house.lead, kind="narrowed", sentence="Less of it.")
    make_action(following, house.lead)
    found = carried(plan)
    assert found.counts == {"completed": 1, "continued": 1, "dropped": 0, "undecided": 1}
    assert sum(found.percents.values()) == 100
    assert (found.new, found.of_next, found.new_percent) == (1, 2, 50)
    workflow.dispose([third], by=house.lead, kind="dropped", sentence="Nobody needs it.")
    assert carried(plan).counts["undecided"] == 0


def test_threads_run_through_the_plans(house, plan):
    begin_next(plan, house)
    first, second, third = plan.actions.all()
    (said,) = workflow.dispose([first], by=house.lead, kind="same", sentence="It goes on.")
    workflow.dispose(
        [second], by=house.lead, kind="merged", sentence="With it.", successor=said.successor
    )
    found = carrying.timeline(Action.objects.visible_to(house.lead))
    assert [len(row.cells) for row in found.rows] == [2, 1]
    words = [[became for _, became in cells] for cells in found.lines]
    assert [actions for actions, _ in found.lines[0]] == [[first, second], [said.successor]]
    assert words[1] == ["–", "undecided"]
    workflow.dispose([third], by=house.lead, kind="dropped", sentence="Nobody asked for it.")
    found = carrying.timeline(Action.objects.visible_to(house.lead))
    assert found.lines[1] == [([third], "–"), ([], "dropped")]


def test_a_draft_that_follows_no_plan_has_no_threads(house, plan):
    alone = make_plan(house.lead, title="Read from a file", stage=1)
    make_action(alone, house.lead)
    seen = carrying.timeline(Action.objects.visible_to(house.lead))
    assert seen.plans == [plan]
    assert len(seen.rows) == plan.actions.count()


def test_both_pages_show_the_link(house, plan, sign_in):
    begin_next(plan, house)
    action = plan.actions.first()
    (said,) = workflow.dispose([action], by=house.lead, kind="extended", sentence="With more.")
    lead = sign_in(house.lead)
    before = lead.get(action.get_absolute_url()).content.decode()
    after = lead.get(said.successor.get_absolute_url()).content.decode()
    assert said.successor.get_absolute_url() in before
    assert "With more." in before
    assert action.get_absolute_url() in after
    assert "Second plan running" in after
    outside = sign_in(house.outsider).get(action.get_absolute_url()).content.decode()
    assert said.successor.get_absolute_url() not in outside  # a draft is not for everybody


def test_the_next_plan_is_expected_to_begin_when_this_one_ends(house, plan, sign_in):
    lead = sign_in(house.lead)
    page = lead.get(url("plan_begin_next", plan.pk))
    assert page.context["form"]["starts_on"].value() == date(2027, 10, 1)
    Plan.objects.filter(pk=plan.pk).update(starts_on=date(2020, 1, 1))
    page = lead.get(url("plan_begin_next", plan.pk))
    assert page.context["form"]["starts_on"].value() == timezone.localdate()


def test_carry_forward_answers_for_several(house, plan, sign_in):
    begin_next(plan, house)
    lead, address = sign_in(house.lead), url("carry_forward", plan.pk)
    first, second, third = plan.actions.all()
    typed = {"actions": [first.pk, second.pk], "kind": "completed", "sentence": "It is there."}
    page = lead.post(address, {"_once": uuid4(), **typed, "sentence": ""}).content.decode()
    assert "Say in a sentence what becomes of it" in page
    assert lead.post(address, {"_once": uuid4(), **typed}).status_code == 302
    assert list(plan.actions.undecided()) == [third]
    assert "Still open: 1" in lead.get(address).content.decode()


@pytest.mark.parametrize(
    ("carried_on", "new", "said"),
    [
        (1, 0, "The only action of the plan that follows is not new."),
        (0, 1, "The only action of the plan that follows is new."),
        (3, 0, "None of the 3 actions of the plan that follows are new."),
        (2, 1, "1 of the 3 actions of the plan that follows is new (33%)."),
    ],
)
def test_carry_forward_says_how_many_are_new(house, plan, sign_in, carried_on, new, said):
    following = begin_next(plan, house)
    for action in plan.actions.all()[:carried_on]:
        workflow.dispose([action], by=house.lead, kind="same", sentence="Half is done.")
    for _ in range(new):
        make_action(following, house.lead)
    assert said in words_of(sign_in(house.lead).get(url("carry_forward", plan.pk)))


def test_carry_forward_says_how_each_stands_where_several_are_answered(house, plan, sign_in):
    begin_next(plan, house)
    rate(plan.actions.first(), "green", by=house.lead)
    page = sign_in(house.lead).get(url("carry_forward", plan.pk))
    first, *others = [label for _, label in page.context["form"].fields["actions"].choices]
    assert first.endswith(" (Green)")
    assert {label.partition(" (")[2] for label in others} == {"Not yet rated)"}


def test_action_dispose_shows_what_somebody_said_meanwhile(house, plan, sign_in):
    begin_next(plan, house)
    action, lead = plan.actions.first(), sign_in(house.lead)
    workflow.dispose([action], by=house.lead, kind="completed", sentence="It is there.")
    typed = {"kind": "dropped", "sentence": "Nobody needs it.", "as_seen": ""}
    address = url("action_dispose", plan.pk, action.reference)
    page = lead.post(address, {"_once": uuid4(), **typed}).content.decode()
    assert "said meanwhile that it is completed: “It is there.”" in page
    assert "Nobody needs it." in page


@pytest.mark.parametrize("actions", [1, 30])
def test_carry_forward_asks_the_same_of_the_database(
    house, sign_in, actions, django_assert_num_queries
):
    plan = plan_in_force(house.lead, actions=actions)
    begin_next(plan, house)
    lead, address = sign_in(house.lead), url("carry_forward", plan.pk)
    lead.get(address)
    with django_assert_num_queries(12):
        lead.get(address)


@pytest.mark.parametrize("actions", [1, 30])
def test_thread_list_asks_the_same_of_the_database(
    house, sign_in, actions, django_assert_num_queries
):
    plan_in_force(house.lead, actions=actions)
    lead = sign_in(house.lead)
    with django_assert_num_queries(6):
        lead.get(url("thread_list"))
