"""Working groups: who belongs to them, when, and whom they stand for."""

import pytest
from django.urls import reverse

from actionplans import workflow
from actionplans.models import Membership, WorkingGroup
from institution.models import Event
from institution.permissions import NotAllowed, Stale
from tests.access.examples import new_token
from tests.actionplans.groups import day, join, make_group, make_meeting

ADDRESS = "actionplans:group_detail"


def page(client, name, *args) -> str:
    return " ".join(client.get(reverse(name, args=args)).content.decode().split())


def send(client, route, *args, **typed):
    """Open the form and send it with what was typed."""
    url = reverse(route, args=args)
    shown = client.get(url).context["form"]
    known = {
        field.html_name: field.value() for field in shown if field.value() not in (None, False)
    }
    return client.post(url, known | typed | {"_once": new_token()})


def test_only_the_lead_keeps_groups_and_members(house):
    group, member = make_group(house.lead, members=[house.contributor])
    for verb, row in ((workflow.change_group, group), (workflow.change_member, member)):
        with pytest.raises(NotAllowed, match="institutional lead"):
            verb(row, by=house.contributor)
    assert Event.objects.filter(text__startswith="added the working group").count() == 1


def test_a_group_and_a_member_that_somebody_else_changed_are_not_overwritten(house):
    group, member = make_group(house.lead, members=[house.contributor])
    seen, member_seen = group.as_seen, member.as_seen
    group.weeks, member.grade = 2, "8"
    workflow.change_group(group, by=house.lead, as_seen=seen)
    workflow.change_member(member, by=house.lead, as_seen=member_seen)
    with pytest.raises(Stale):
        workflow.change_group(group, by=house.lead, as_seen=seen)
    with pytest.raises(Stale):
        workflow.change_member(member, by=house.lead, as_seen=member_seen)


def test_group_detail_says_who_serves_who_did_and_whom_they_stand_for(house, sign_in):
    group, _ = make_group(house.lead, members=[house.contributor, house.head])
    join(group, house.lead, name="Nina Nomore", ends_on=day(-1), area="Estates")
    join(group, house.lead, name="Carl Coming", starts_on=day(1))
    join(group, house.lead, name="Una Unsaid", area="", grade="")
    context = sign_in(house.lead).get(group.get_absolute_url()).context
    assert [one.name for one in context["past"]] == ["Nina Nomore"]
    assert [one.name for one in context["coming"]] == ["Carl Coming"]
    assert len(context["serving"]) == 3
    assert context["areas"] == [("Engineering", 2), ("not said", 1)]
    assert context["grades"] == [("7", 2), ("not said", 1)]


def test_groups_and_meetings_stand_below_the_plans(house, sign_in):
    group, _ = make_group(house.lead)
    meeting = make_meeting(group, house.lead)
    client = sign_in(house.lead)
    for address in ("/groups/", group.get_absolute_url(), meeting.get_absolute_url()):
        places = client.get(address).context["navigation"]().main
        assert [one.label for one in places if one.is_current] == ["Action plans"]


def test_group_detail_keeps_grades_and_meetings_to_members_and_the_lead(house, sign_in):
    group, _ = make_group(house.lead, members=[house.contributor])
    make_meeting(group, house.lead)
    assert "Members by grade" in page(sign_in(house.contributor), ADDRESS, group.pk)
    assert "Plan the next meeting" in page(sign_in(house.contributor), ADDRESS, group.pk)
    for person in (house.outsider, house.signatory):
        html = page(sign_in(person), ADDRESS, group.pk)
        assert "Engineering" in html
        assert "Grade" not in html
        assert "Meetings" not in html


def test_a_membership_that_ended_gives_no_rights(house, sign_in):
    group, member = make_group(house.lead, members=[house.contributor])
    meeting = make_meeting(group, house.lead)
    client = sign_in(house.contributor)
    assert client.get(meeting.get_absolute_url()).status_code == 200
    member.ends_on = day(-1)
    workflow.change_member(member, by=house.lead)
    assert client.get(meeting.get_absolute_url()).status_code == 403


def test_group_add_and_edit_take_what_was_typed(house, sign_in):
    client = sign_in(house.lead)
    send(client, "actionplans:group_add", name="Management Group", weeks="2")
    group = WorkingGroup.objects.get()
    assert (group.name, group.weeks, group.is_active) == ("Management Group", 2, True)
    answer = send(client, "actionplans:group_edit", group.pk, weeks="0")
    assert "from 1 to 60" in answer.content.decode()
    answer = send(client, "actionplans:group_add", name="management group")
    assert "There is a group called management group already." in answer.content.decode()


def test_member_add_takes_a_person_by_address_or_a_name(house, sign_in):
    group, _ = make_group(house.lead)
    client, add = sign_in(house.lead), "actionplans:member_add"
    send(client, add, group.pk, email=house.head.email.upper())
    assert group.memberships.get().name == str(house.head)
    assert group.memberships.get().person == house.head
    send(client, add, group.pk, name="Ida Marsh")
    assert group.memberships.get(name="Ida Marsh").person is None
    assert "Give a name" in send(client, add, group.pk).content.decode()
    answer = send(client, add, group.pk, email="nobody@kept.example").content.decode()
    assert "Nobody with this e-mail is known here" in answer
    answer = send(client, add, group.pk, name="Ola", ends_on="2001-01-01").content.decode()
    assert "too far away" in answer
    member = group.memberships.get(person=house.head)
    send(client, "actionplans:member_edit", group.pk, member.pk, ends_on=str(day(9)))
    member.refresh_from_db()
    assert (member.ends_on, member.person) == (day(9), house.head)


@pytest.mark.parametrize("rows", [1, 30])
def test_groups_ask_the_same_for_every_length(house, sign_in, rows, django_assert_num_queries):
    group, _ = make_group(house.lead)
    for number in range(rows):
        join(group, house.lead, name=f"Member {number}")
        make_meeting(group, house.lead, on=day(number))
        WorkingGroup.objects.create(name=f"Group {number}")
    assert Membership.objects.count() == rows
    client = sign_in(house.lead)
    with django_assert_num_queries(4):
        client.get(reverse("actionplans:group_list"))
    with django_assert_num_queries(6):
        client.get(group.get_absolute_url())
