"""Review rounds: who is asked, who has answered, nudges, many ratings at once, what is counted."""

import pytest
from django.urls import reverse

from actionplans import reviewing, todo, workflow
from actionplans.models import Action, ActionOwner, Plan, Rating, ReviewRound
from institution.models import User
from institution.permissions import NotAllowed, Stale
from institution.workflow.departments import merge_department
from tests import factories
from tests.access.examples import new_token
from tests.actionplans.groups import day, make_group, make_round, said, yesterday
from tests.actionplans.plans import make_action, make_plan, plan_in_force, rate


@pytest.fixture
def plan(house) -> Plan:
    """A plan in force: V001 of the contributor, V002 of the library, V003 of a group, V004 of
    somebody in words."""
    draft = make_plan(house.lead)
    group, _ = make_group(house.lead, members=[house.outsider])
    actions = [make_action(draft, house.lead, owner=house.contributor)]
    actions += [make_action(draft, house.lead) for _ in range(3)]
    for action, owner in (
        (actions[1], {"department": house.library}),
        (actions[2], {"group": group}),
    ):
        action.owners.all().delete()
        ActionOwner.objects.create(action=action, is_lead=True, **owner)
    return workflow.put_in_force(draft, by=house.lead)


def action(plan, number):
    return plan.actions.select_related("latest", "plan").get(reference=f"V00{number}")


def told(mailoutbox) -> dict[str, str]:
    found = {mail.to[0]: mail.body for mail in mailoutbox}
    mailoutbox.clear()
    return found


def test_owners_are_told_when_a_round_opens_each_of_their_own(
    house, plan, mailoutbox, django_capture_on_commit_callbacks
):
    Plan.objects.update(contact_email="technicians@kept.example")
    rate(action(plan, 2), "green", by=house.lead)
    with django_capture_on_commit_callbacks(execute=True):
        make_round(Plan.objects.get(pk=plan.pk), house.lead)
    mails = told(mailoutbox)
    assert all("Questions: technicians@kept.example" in one for one in mails.values())
    assert set(mails) == {house.contributor.email, house.outsider.email}
    assert "- V001" in mails[house.contributor.email]
    assert "- V003" not in mails[house.contributor.email]
    assert reverse("actionplans:my_actions", args=[plan.pk]) in mails[house.outsider.email]


def test_a_round_finds_owners_who_were_added_after_the_plan(
    house, mailoutbox, django_capture_on_commit_callbacks
):
    plan = plan_in_force(house.lead, actions=2, owner="The Elsewhere Group")
    both, other = plan.actions.all()
    ActionOwner.objects.create(action=other, words="Nobody we know")
    with django_capture_on_commit_callbacks(execute=True):
        found = make_round(plan, house.lead)
    assert not mailoutbox
    assert found.nudged_at is None  # nobody was written to, so today they still can be

    group, _ = make_group(house.lead, name="The Elsewhere Group", members=[house.outsider])
    ActionOwner.objects.create(action=both, group=group)
    with django_capture_on_commit_callbacks(execute=True):
        assert workflow.nudge_round(found, by=house.lead) == 1
    assert [mail.to for mail in mailoutbox] == [[house.outsider.email]]
    owners = other.owners.order_by("-is_lead").values_list("group", "words", "is_lead")
    assert list(owners) == [(group.pk, "", True), (None, "Nobody we know", False)]
    assert both.owners.filter(group=group).count() == 1  # named by the lead meanwhile
    texts = plan.events.values_list("text", flat=True)
    assert "found owners of an action by their names" in texts


def test_heads_of_what_an_owner_was_merged_into_are_asked_and_answer(
    house, plan, sign_in, mailoutbox, django_capture_on_commit_callbacks
):
    archives = factories.make_department("Archives")
    merge_department(house.library, archives, by=house.reviewer)
    merge_department(archives, house.finance, by=house.reviewer)
    plan.actions.filter(reference="V002").update(is_public=False)  # for its owners alone
    before, head = (User.objects.get(pk=one.pk) for one in (house.head, house.head_elsewhere))
    with django_capture_on_commit_callbacks(execute=True):
        make_round(plan, house.lead)
    mails = told(mailoutbox)
    assert "- V002" in mails[head.email]
    assert before.email not in mails
    assert [one.what for one in todo.items(head)] == ["Say how 1 action of yours stands"]
    assert "V002" in sign_in(head).get(mine(plan)).content.decode()
    assert reviewing.rateable(head, plan.actions.all()) == {action(plan, 2).pk}
    rate(action(plan, 2), "green", by=head)
    assert not Action.objects.visible_to(before).filter(reference="V002").exists()


def test_only_the_lead_opens_one_round_of_the_plan_in_force(house, plan):
    with pytest.raises(NotAllowed, match="institutional lead"):
        make_round(plan, house.contributor)
    make_round(plan, house.lead)
    with pytest.raises(NotAllowed, match="Close it before"):
        make_round(plan, house.lead)
    with pytest.raises(NotAllowed, match="in force"):
        make_round(make_plan(house.lead, title="Next"), house.lead)


def test_waiting_says_who_has_not_answered_and_whom_a_mail_reaches(house, plan):
    found = make_round(plan, house.lead)
    asked = {one.owner: (one.actions, one.people) for one in reviewing.waiting(found)}
    assert asked == {
        "HR": ([action(plan, 4)], []),
        "Library": ([action(plan, 2)], [house.head]),
        "TCWG": ([action(plan, 3)], [house.outsider]),
        str(house.contributor): ([action(plan, 1)], [house.contributor]),
    }
    rate(action(plan, 1), "amber", by=house.contributor)
    assert str(house.contributor) not in {one.owner for one in reviewing.waiting(found)}
    workflow.close_round(found, by=house.lead)
    found.refresh_from_db()
    assert reviewing.waiting(found) == []


def test_a_merged_department_is_asked_through_its_successor(house, plan):
    house.library.merged_into, house.library.merged_on = house.finance, day(0)
    house.library.save()
    found = {one.owner: one.people for one in reviewing.waiting(make_round(plan, house.lead))}
    assert house.head_elsewhere in found["Library"]


def test_a_nudge_goes_to_who_has_not_answered_once_a_day(
    house, plan, mailoutbox, django_capture_on_commit_callbacks
):
    found = make_round(plan, house.lead)
    with pytest.raises(NotAllowed, match="today already"):
        workflow.nudge_round(found, by=house.lead)
    rate(action(plan, 1), "amber", by=house.contributor)
    with django_capture_on_commit_callbacks(execute=True):
        assert workflow.nudge_round(yesterday(found), by=house.lead) == 2
    assert set(told(mailoutbox)) == {house.head.email, house.outsider.email}
    with pytest.raises(NotAllowed, match="institutional lead"):
        workflow.nudge_round(yesterday(found), by=house.contributor)
    workflow.close_round(found, by=house.lead)
    with pytest.raises(NotAllowed, match="closed"):
        workflow.nudge_round(found, by=house.lead)


def test_a_closed_round_keeps_what_was_counted_by_theme_and_in_all(house, plan):
    rate(action(plan, 1), "green", by=house.lead)
    rate(action(plan, 2), "red", by=house.lead)
    found = workflow.close_round(make_round(plan, house.lead), by=house.lead)
    expected = {"green": 1, "amber": 0, "red": 1, "unrated": 2}
    assert found.totals["all"] == found.totals["themes"]["V"] == expected
    assert found.totals["themes"]["R"] == dict.fromkeys(expected, 0)
    rate(action(plan, 3), "green", by=house.lead)
    assert workflow.close_round(found, by=house.lead).totals["all"] == expected


def test_progress_is_published_of_a_published_plan_alone(house, plan):
    with pytest.raises(NotAllowed, match="not on the public page"):
        workflow.publish_progress(plan, by=house.lead)
    Plan.objects.filter(pk=plan.pk).update(published_at=plan.in_force_at)
    assert workflow.publish_progress(plan, by=house.lead).progress_at
    with pytest.raises(NotAllowed, match="institutional lead"):
        workflow.publish_progress(plan, by=house.contributor)


def test_many_ratings_are_saved_together_or_not_at_all(house, plan):
    found = make_round(plan, house.lead)
    first, second, third = (action(plan, number) for number in (1, 2, 3))
    rate(action(plan, 2), "amber", by=house.head)
    chosen = [
        (first, said("green"), None),
        (second, said("green"), None),
        (third, said("red", ""), None),
    ]
    with pytest.raises(workflow.Refused) as refused:
        workflow.rate_several(chosen, by=house.lead)
    assert set(refused.value.reasons) == {second.pk, third.pk}
    assert isinstance(refused.value.reasons[second.pk], Stale)
    assert Rating.objects.count() == 1
    assert workflow.rate_several(chosen[:1], by=house.lead) == 1
    assert Rating.objects.get(value="green").review_round == found


def mine(plan) -> str:
    return reverse("actionplans:my_actions", args=[plan.pk])


def row(plan, number, **typed) -> dict:
    """What the row of an action sends, seen as it is now."""
    found = action(plan, number)
    seen = {"value": found.rating, "was": found.rating, "after": found.latest_number or ""}
    return {f"V00{number}-{name}": value for name, value in (seen | typed).items()}


def test_my_actions_shows_ones_own_and_saves_what_was_said(house, plan, sign_in):
    rate(action(plan, 2), "amber", by=house.head, text="Half done.")
    make_round(plan, house.lead)
    client = sign_in(house.head)
    shown = client.get(mine(plan)).context["rows"]
    assert [str(one.action) for one in shown] == ["V002"]
    assert shown[0].is_asked
    typed = row(plan, 2, same="on") | row(plan, 1, value="green")
    assert client.post(mine(plan), typed | {"_once": new_token()}).status_code == 302
    latest = action(plan, 2).latest
    assert (latest.value, latest.text, latest.review_round.number) == ("amber", "Half done.", 1)
    assert action(plan, 1).latest is None  # not theirs
    client.post(mine(plan), row(plan, 2) | {"_once": new_token()})
    assert action(plan, 2).latest == latest  # nothing was said


def test_my_actions_has_first_what_a_round_waits_for(house, plan, sign_in):
    for number in (1, 3):
        ActionOwner.objects.create(action=action(plan, number), person=house.head)
    rate(action(plan, 1), "green", by=house.lead)
    make_round(plan, house.lead)
    rate(action(plan, 2), "amber", by=house.head)
    shown = sign_in(house.head).get(mine(plan)).context["rows"]
    assert [str(one.action) for one in shown] == ["V003", "V001", "V002"]


def test_my_actions_keeps_what_was_typed_when_it_is_refused(house, plan, sign_in):
    client, typed = sign_in(house.head), row(plan, 2, value="red")
    answer = client.post(mine(plan), typed | {"_once": new_token()})
    assert (
        "V002: say why it is Red; the self-assessment shows the reason." in answer.content.decode()
    )
    rate(action(plan, 2), "amber", by=house.lead, text="I looked.")
    typed["V002-text"] = "No room for it."
    answer = client.post(mine(plan), typed | {"_once": new_token()})
    html = answer.content.decode()
    assert f"{house.lead} rated it Amber while you were writing: “I looked.”" in html
    assert "No room for it." in html
    shown = answer.context["rows"][0]
    again = {
        shown[name].html_name: shown[name].value() or ""
        for name in ("value", "text", "was", "after")
    }
    assert client.post(mine(plan), again | {"_once": new_token()}).status_code == 302
    assert action(plan, 2).latest.text == "No room for it."


def test_my_actions_says_so_when_one_owns_none(house, plan, sign_in):
    assert "You own no action" in sign_in(house.reviewer).get(mine(plan)).content.decode()


def test_round_detail_shows_who_works_on_the_plan_more_than_others(house, plan, sign_in):
    found = make_round(plan, house.lead)
    plan.actions.filter(reference="V004").update(is_public=False)
    rate(action(plan, 1), "amber", by=house.contributor)
    context = sign_in(house.lead).get(found.get_absolute_url()).context
    assert {one.owner for one in context["seen"].waiting} == {"HR", "Library", "TCWG"}
    assert [(str(one), bool(form), state) for one, form, state in context["lines"]] == [
        ("V001", True, "updated"), ("V002", True, ""), ("V003", True, ""), ("V004", True, ""),
    ]  # fmt: skip
    answer = sign_in(house.head).get(found.get_absolute_url())
    assert [(str(one), bool(form)) for one, form, _ in answer.context["lines"]] == [
        ("V001", False), ("V002", True), ("V003", False),
    ]  # fmt: skip
    assert "Who has not answered" not in answer.content.decode()


def test_round_detail_counts_what_was_asked_about_alone(house, plan, sign_in):
    rate(action(plan, 1), "green", by=house.lead)
    found = make_round(plan, house.lead)
    rate(action(plan, 2), "green", by=house.lead)
    page = sign_in(house.lead).get(found.get_absolute_url()).content.decode()
    assert "Updated in this round: 1 of 3 actions; those completed before" in page
    assert action(plan, 4).latest is None


def test_round_list_offers_a_round_while_none_is_open(house, plan, sign_in):
    client = sign_in(house.lead)
    address = reverse("actionplans:round_list", args=[plan.pk])
    assert "Open a round" in client.get(address).content.decode()
    found = make_round(plan, house.lead)
    assert "Open a round" not in client.get(address).content.decode()
    workflow.close_round(found, by=house.lead)
    assert "Open a round" in client.get(address).content.decode()


def test_round_add_says_whether_anybody_is_asked(house, sign_in):
    plan, client = plan_in_force(house.lead), sign_in(house.lead)
    address = reverse("actionplans:round_add", args=[plan.pk])
    typed = {"title": "Winter", "due_on": str(day(9))}
    page = client.post(address, typed | {"_once": new_token()}, follow=True).content.decode()
    assert "Nobody is asked by mail" in page
    assert "written to today already" not in page
    workflow.close_round(plan.rounds.get(), by=house.lead)
    ActionOwner.objects.filter(action=plan.actions.first()).update(words="", person=house.head)
    page = client.post(address, typed | {"_once": new_token()}, follow=True).content.decode()
    assert "Owners are asked by mail." in page


def test_round_detail_takes_a_word_from_its_rows_and_from_nobody_else(house, plan, sign_in):
    found = make_round(plan, house.lead)
    url, typed = found.get_absolute_url(), row(plan, 1, value="green")
    sign_in(house.reviewer).post(url, typed | {"_once": new_token()})
    assert action(plan, 1).latest is None
    assert sign_in(house.lead).post(url, typed | {"_once": new_token()}).status_code == 302
    assert action(plan, 1).rating == "green"


def test_round_nudge_says_why_not(house, plan, sign_in):
    found = make_round(plan, house.lead)
    url = reverse("actionplans:round_nudge", args=[plan.pk, found.number])
    answer = sign_in(house.lead).post(url, {"_once": new_token()}, follow=True)
    assert "Owners were written to today already" in answer.content.decode()
    assert sign_in(house.lead).get(url.replace("/1/", "/9/")).status_code == 405
    assert sign_in(house.lead).post(url.replace("/1/", "/9/")).status_code == 404


def test_round_detail_promises_no_nudge_where_nobody_gets_a_mail(house, plan, sign_in):
    found = make_round(plan, house.lead)
    lead, url = sign_in(house.lead), found.get_absolute_url()
    assert "nudge them again from tomorrow" in lead.get(url).content.decode()
    for number in (1, 2, 3):
        rate(action(plan, number), "green", by=house.lead)
    page = lead.get(url).content.decode()
    assert "Nobody here: ask them another way" in page
    assert "nudge them again" not in page


@pytest.mark.parametrize("rows", [1, 30])
def test_rounds_ask_the_same_for_every_length(house, sign_in, rows, django_assert_num_queries):
    plan = plan_in_force(house.lead, actions=rows, owner=house.contributor)
    for number in range(rows):
        action, group = plan.actions.all()[number], make_group(house.lead, name=f"G{number}")[0]
        department = factories.make_department(f"Service {number}")
        ActionOwner.objects.create(action=action, position=1, department=department)
        ActionOwner.objects.create(action=action, position=2, group=group)
        ReviewRound.objects.create(
            plan=plan, number=number + 1, title="Then", due_on=day(0), closed_at=plan.in_force_at
        )
    found = make_round(plan, house.lead)
    lead, owner = sign_in(house.lead), sign_in(house.contributor)
    for client, address, queries in (
        (lead, found.get_absolute_url(), 11), (owner, found.get_absolute_url(), 10),
        (owner, mine(plan), 10), (lead, reverse("actionplans:round_list", args=[plan.pk]), 6),
    ):  # fmt: skip
        with django_assert_num_queries(queries):
            client.get(address)
