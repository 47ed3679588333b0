"""Mistakes that can be undone: a draft that should not be, a file that was read, a membership."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from actionplans import workflow
from actionplans.models import Action, Membership, Plan, SelfAssessment
from institution.models import Event, Import
from institution.permissions import NotAllowed
from tests.actionplans import assessments, groups
from tests.actionplans.plans import keep_plan, make_action, make_plan, plan_in_force


def url(name: str, *args) -> str:
    return reverse(f"actionplans:{name}", args=args)


def press(client, address: str):
    return client.post(address, {"_once": uuid4()})


@pytest.fixture
def lead(house, sign_in):
    return sign_in(house.lead)


def begin_next(plan: Plan, house) -> Plan:
    following = Plan(title="By mistake", starts_on=date(2027, 10, 1), months=36)
    return workflow.begin_next(plan, following, by=house.lead)


def test_plan_discard_asks_first_and_keeps_the_record(house, lead, sign_in):
    draft = make_plan(house.lead, title="By mistake")
    workflow.add_editor(draft, house.head, by=house.lead)
    action = make_action(draft, house.lead, owner=house.contributor)
    address = url("plan_discard", draft.pk)
    assert address in lead.get(draft.get_absolute_url()).content.decode()
    assert "nor its 1 action," in lead.get(address).content.decode()
    assert press(lead, address).url == url("plan_list")
    assert draft.get_absolute_url() not in lead.get(url("plan_list")).content.decode()
    for person in (house.lead, house.signatory, house.head, house.contributor):
        client = sign_in(person)
        for gone in (draft.get_absolute_url(), action.get_absolute_url(), address):
            assert client.get(gone).status_code == 404
    draft.refresh_from_db()
    assert (draft.state, draft.events.first().text) == ("discarded", "discarded the draft")
    assert Action.objects.get().text == action.text
    assert Event.objects.filter(text="discarded the draft of the plan “By mistake”").count() == 1
    assert lead.get(url("plan_add")).context["form"]["stage"].value() == 1


def test_a_plan_in_force_or_out_for_signature_is_not_discarded(house, lead):
    ready = assessments.ready_to_sign(house.lead)
    with pytest.raises(NotAllowed, match="Only a draft"):
        workflow.discard_plan(ready.plan, by=house.lead)
    assert lead.get(url("plan_discard", ready.plan_id)).status_code == 403
    shown = lead.get(url("assessment_sign", ready.plan_id)).context["form"]["shown"].value()
    workflow.sign_as_lead(ready, by=house.lead, shown=shown)
    with pytest.raises(NotAllowed, match="out for signature"):
        workflow.discard_plan(ready.next_plan, by=house.lead)
    assert Plan.objects.filter(state="discarded").count() == 0


def test_who_helps_does_not_discard(house):
    draft = make_plan(house.lead)
    workflow.add_editor(draft, house.head, by=house.lead)
    with pytest.raises(NotAllowed, match="institutional lead"):
        workflow.discard_plan(draft, by=house.head)


def test_another_plan_may_follow_once_the_draft_is_discarded(house, lead):
    plan = plan_in_force(house.lead)
    assessment = workflow.begin_assessment(plan, by=house.lead)
    draft = begin_next(plan, house)
    first, second, _ = Plan.objects.get(pk=plan.pk).actions.all()
    workflow.dispose([first], by=house.lead, kind="same", sentence="It goes on.")
    workflow.dispose([second], by=house.lead, kind="completed", sentence="It is there.")
    version = SelfAssessment.objects.get(pk=assessment.pk).version
    page = lead.get(url("plan_discard", draft.pk)).content.decode()
    assert "1 action of that plan goes on in this draft" in page
    workflow.discard_plan(draft, by=house.lead)
    workflow.discard_plan(draft, by=house.lead)  # twice is once
    assert Event.objects.filter(text__startswith="discarded").count() == 1
    assessment.refresh_from_db()
    assert (assessment.next_plan, assessment.version) == (None, version + 1)
    assert second not in plan.actions.undecided()
    assert first in plan.actions.undecided()
    again = begin_next(Plan.objects.get(pk=plan.pk), house)
    assessment.refresh_from_db()
    assert assessment.next_plan == again
    (said,) = workflow.dispose([first], by=house.lead, kind="same", sentence="It does go on.")
    assert (said.successor.plan, said.successor.reference) == (again, "V001")


def test_a_discarded_plan_is_never_in_force_or_published(house):
    draft = make_plan(house.lead)
    workflow.discard_plan(draft, by=house.lead)
    for wrong in ({"in_force_at": draft.created_at}, {"published_at": draft.created_at}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Plan.objects.filter(pk=draft.pk).update(**wrong)
    draft.refresh_from_db()
    for verb in (workflow.put_in_force, workflow.publish_plan, workflow.begin_assessment):
        with pytest.raises(NotAllowed):
            verb(draft, by=house.lead)


def test_plan_import_discard_forgets_what_was_read(house, lead, sign_in):
    upload = keep_plan(house.lead)
    preview, address = url("plan_preview", upload.pk), url("plan_import_discard", upload.pk)
    assert address in lead.get(preview).content.decode()
    assert upload.file_name in lead.get(address).content.decode()
    assert Import.objects.count() == 1  # to look is not to discard
    house.outsider.role_grants.create(role="lead", starts_on=date(2020, 1, 1))
    assert press(sign_in(house.outsider), address).status_code == 404
    assert press(lead, address).url == url("plan_import")
    assert Import.objects.count() == 0
    assert lead.get(preview).status_code == 404
    with pytest.raises(NotAllowed, match="discarded meanwhile"):
        workflow.confirm_plan_file(upload, by=house.lead, stamp="")


def test_what_was_imported_is_not_discarded_with_its_file(house, lead):
    upload = keep_plan(house.lead)
    stamp = lead.get(url("plan_preview", upload.pk)).context["found"].stamp()
    plan = workflow.confirm_plan_file(upload, by=house.lead, stamp=stamp)
    answer = press(lead, url("plan_import_discard", upload.pk))
    assert answer.url == plan.get_absolute_url()
    with pytest.raises(NotAllowed, match="imported already"):
        workflow.discard_plan_file(upload, by=house.lead)
    assert Import.objects.count() == 1


def test_files_read_for_a_draft_go_with_it(house, lead):
    draft, other = make_plan(house.lead), make_plan(house.lead, title="Another")
    for goal in (draft, other):
        upload = keep_plan(house.lead)
        upload.about["plan"] = goal.pk
        upload.save()
    workflow.discard_plan(draft, by=house.lead)
    assert [one.about["plan"] for one in Import.objects.all()] == [other.pk]


def test_member_remove_takes_out_who_was_entered_by_mistake(house, lead, sign_in):
    group, _ = groups.make_group(house.lead, members=[house.contributor])
    groups.make_meeting(group, house.lead, on=groups.day(-1))
    wrong = groups.join(group, house.lead, person=house.outsider, starts_on=groups.day(0))
    address = url("member_remove", group.pk, wrong.pk)
    assert address in lead.get(url("member_edit", group.pk, wrong.pk)).content.decode()
    assert press(sign_in(house.contributor), address).status_code == 403
    assert lead.get(address).status_code == 200
    assert wrong in group.memberships.all()
    assert press(lead, address).url == group.get_absolute_url()
    assert wrong not in group.memberships.all()
    last = Membership.history.filter(id=wrong.pk).first()
    assert (last.history_type, last.history_user) == ("-", house.lead)
    said = f"removed {wrong} from {group}, entered by mistake"
    assert [one.person for one in Event.objects.filter(text=said)] == [house.outsider]
    workflow.remove_member(wrong, by=house.lead)  # twice is once


@pytest.mark.parametrize(
    ("starts", "ends", "held", "stays"),
    [
        (-30, None, -9, True), (-9, None, -9, True), (-30, -9, -9, True), (-30, None, 0, True),
        (-8, None, -9, False), (-30, -10, -9, False), (-30, None, 1, False),
    ],
)  # fmt: skip
def test_a_membership_in_which_the_group_met_stays(house, lead, starts, ends, held, stays):
    group, _ = groups.make_group(house.lead)
    days = {"starts_on": groups.day(starts), "ends_on": ends and groups.day(ends)}
    member = groups.join(group, house.lead, name="Ola", **days)
    groups.make_meeting(group, house.lead, on=groups.day(held))
    address, form = (url(name, group.pk, member.pk) for name in ("member_remove", "member_edit"))
    assert (address in lead.get(form).content.decode()) != stays
    assert lead.get(address).status_code == (409 if stays else 200)
    answer = press(lead, address)
    assert answer.url == (form if stays else group.get_absolute_url())
    assert group.memberships.count() == int(stays)
    if stays:
        assert "Give it a last day instead." in lead.get(answer.url).content.decode()
