"""A self-assessment on its way to two signatures, and what it sets in force."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from actionplans import signing, workflow
from actionplans.assessments import gathering
from actionplans.models import Action, Plan, Rating, Scheme, SelfAssessment
from documents.attachments import Attached
from documents.models import SignedDocument
from documents.pdf import RenderRefused
from documents.verification import Verdict, look_up
from institution.permissions import NotAllowed
from tests import factories
from tests.actionplans import assessments
from tests.actionplans.plans import plan_in_force, rate

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c63f8cfc0f01f0005000201a4a1f6b80000000049454e44ae426082"
)


@pytest.fixture
def ready(house) -> SelfAssessment:
    return assessments.ready_to_sign(house.lead, owner=house.contributor)


def as_lead(assessment: SelfAssessment, house) -> SelfAssessment:
    shown = gathering.of_assessment(assessment).fingerprint()
    return workflow.sign_as_lead(assessment, by=house.lead, shown=shown)


@pytest.fixture
def out(ready, house) -> SelfAssessment:
    return as_lead(ready, house)


@pytest.fixture
def quick(monkeypatch):
    """Documents that are not typeset; how they look is another test's business."""
    monkeypatch.setattr(signing, "prepare", factories.quick_assessment)


def as_head(assessment: SelfAssessment, house) -> SelfAssessment:
    document = factories.quick_assessment(assessment, by=house.signatory)
    return workflow.sign_as_head(assessment, by=house.signatory, document=document)


def url(name: str, assessment: SelfAssessment, *args) -> str:
    return reverse(f"actionplans:{name}", args=[assessment.plan_id, *args])


def test_what_is_out_offers_nothing_to_change_and_says_why(ready, house, sign_in):
    lead, answers = sign_in(house.lead), url("carry_forward", ready)
    measures = reverse("actionplans:measure_list", args=[ready.next_plan_id])
    pages = [lead.get(one).content.decode() for one in (answers, measures)]
    assert "Change<span" in pages[0]
    assert "Add a measure" in pages[1]
    as_lead(ready, house)
    pages = [lead.get(one).content.decode() for one in (answers, measures)]
    assert "Change<span" not in pages[0]
    assert "Add a measure" not in pages[1]
    assert ["out for signature" in page for page in pages] == [True, True]


def test_the_lead_signs_first_and_what_was_said_is_kept(ready, house):
    said = gathering.of_assessment(ready).to_json()
    out = as_lead(ready, house)
    assert (out.state, out.sent_content) == ("signed_by_lead", said)
    assert [(one.capacity, one.person) for one in out.signatures.all()] == [("lead", house.lead)]


def test_nobody_signs_what_is_not_complete(ready, house):
    ready.phone = ""
    ready.save()
    with pytest.raises(NotAllowed, match="One thing is still missing"):
        as_lead(ready, house)


def test_nobody_signs_before_every_action_has_an_answer(ready, house):
    make_disposition_open(ready)
    with pytest.raises(NotAllowed, match="One action waits for an answer"):
        as_lead(ready, house)


def make_disposition_open(assessment):
    assessment.plan.actions.first().disposition.delete()


def test_nobody_signs_words_that_changed_meanwhile(ready, house):
    shown = gathering.of_assessment(ready).fingerprint()
    rate(ready.plan.actions.first(), "amber", by=house.contributor)
    with pytest.raises(NotAllowed, match="changed while you were reading"):
        workflow.sign_as_lead(ready, by=house.lead, shown=shown)


@pytest.mark.parametrize("person", ["signatory", "head", "reviewer", "administrator"])
def test_only_the_lead_signs_first(ready, house, person):
    shown = gathering.of_assessment(ready).fingerprint()
    with pytest.raises(NotAllowed, match="lead signs first"):
        workflow.sign_as_lead(ready, by=getattr(house, person), shown=shown)


def test_nobody_edits_while_it_is_out(out, house):
    section = assessments.section(out, "resources")
    with pytest.raises(NotAllowed, match="out for signature"):
        workflow.save_section(section, by=house.lead, text="More.", as_seen=section.as_seen)
    action = out.next_plan.actions.first()
    for verb in (workflow.change_action, workflow.remove_action):
        with pytest.raises(NotAllowed, match="out for signature"):
            verb(action, by=house.lead)
    with pytest.raises(NotAllowed, match="out for signature"):
        workflow.dispose(
            [out.plan.actions.first()], by=house.lead, kind="dropped", sentence="Nobody needs it."
        )


def test_ratings_go_on_and_do_not_change_what_is_signed(out, house):
    before = out.sent_content
    rate(out.plan.actions.first(), "amber", by=house.contributor)
    signed = as_head(SelfAssessment.objects.get(pk=out.pk), house)
    assert signed.document.content == before


def test_the_head_signs_last_and_the_next_plan_is_in_force(out, house):
    signed = as_head(out, house)
    assert (signed.state, signed.document.signed_by) == ("signed", house.signatory)
    plans = dict(Plan.objects.values_list("pk", "state"))
    assert plans == {signed.plan_id: "past", signed.next_plan_id: "current"}
    capacities = [one.capacity for one in signed.signatures.all()]
    assert capacities == ["lead", "head"]
    assert signed.document.reference.startswith("TC-STAGE-2-")


@pytest.mark.parametrize("before", [0, 1])
def test_what_was_signed_is_found_by_its_reference_as_people_type_it(out, house, before):
    if before:  # another one of this stage and year
        SignedDocument.store(factories.quick_assessment(out, by=house.signatory))
    document = as_head(out, house).document
    assert document.reference.count("-") == 3 + before
    finding = look_up(f" {document.reference.lower()}")
    assert (finding.verdict, finding.document) == (Verdict.GENUINE, document)


def test_signing_twice_is_signing_once(out, house):
    document = factories.quick_assessment(out, by=house.signatory)
    for _ in range(2):
        workflow.sign_as_head(out, by=house.signatory, document=document)
    assert SignedDocument.objects.count() == 1
    assert out.signatures.count() == 2


def test_the_head_signs_only_what_was_shown(out, house):
    document = factories.quick_assessment(out, by=house.signatory)
    with pytest.raises(NotAllowed, match="changed while you were reading"):
        workflow.sign_as_head(out, by=house.signatory, document=document, shown="other words")
    shown = document.signature.fingerprint
    workflow.sign_as_head(out, by=house.signatory, document=document, shown=shown)


def test_who_signed_as_lead_does_not_sign_for_the_institution(out, house):
    factories.make_grant(house.lead, "signatory")
    lead = type(house.lead).objects.get(pk=house.lead.pk)
    document = factories.quick_assessment(out, by=lead)
    with pytest.raises(NotAllowed, match="You signed it as institutional lead"):
        workflow.sign_as_head(out, by=lead, document=document)


@pytest.mark.parametrize("person", ["reviewer", "head", "administrator", "outsider"])
def test_only_the_signatory_signs_for_the_institution(out, house, person):
    document = factories.quick_assessment(out, by=getattr(house, person))
    with pytest.raises(NotAllowed, match="Only the signatory"):
        workflow.sign_as_head(out, by=getattr(house, person), document=document)


def test_declined_it_can_be_written_again(out, house):
    with pytest.raises(NotAllowed, match="Say why"):
        workflow.decline(out, by=house.signatory, reason=" ")
    back = workflow.decline(out, by=house.signatory, reason="The figures of March are missing.")
    assert (back.state, back.sent_content) == ("writing", None)
    (ended,) = back.signatures.all()
    assert ended.reason == "The figures of March are missing."
    again = as_lead(back, house)
    assert again.signatures.standing().count() == 1


def test_what_was_taken_back_is_not_signed(out, house):
    document = factories.quick_assessment(out, by=house.signatory)
    workflow.take_back(out, by=house.lead, reason="A figure is wrong.")
    with pytest.raises(NotAllowed, match="not out for signature"):
        workflow.sign_as_head(out, by=house.signatory, document=document)
    assert not SignedDocument.objects.exists()


def test_what_is_attached_is_part_of_what_is_signed(ready, house):
    before = gathering.of_assessment(ready).fingerprint()
    file = Attached("strategy.pdf", "pdf", b"%PDF-1.7 strategy")
    workflow.attach(ready, by=house.lead, key="next_plan", title="Appendix A", file=file)
    said = gathering.of_assessment(ready)
    assert said.fingerprint() != before
    assert [one.sha256 for one in said.attachments] == [file.sha256]


def test_internal_actions_count_and_are_not_published(ready, house):
    Action.objects.filter(plan=ready.plan, reference="V002").update(is_public=False)
    Rating.objects.filter(value="red").update(cause="funding")
    said = gathering.of_assessment(ready).plan
    assert said.totals.red == 1
    assert said.reds[0].text == "Internal action"
    assert said.reds[0].status == "Not published."
    assert said.reds[0].cause == ""
    Action.objects.update(is_public=True)
    assert gathering.of_assessment(ready).plan.reds[0].cause == "Funding"


def test_assessment_sign_says_what_is_missing(house, sign_in):
    plan = plan_in_force(house.lead)
    workflow.begin_assessment(plan, by=house.lead)
    page = sign_in(house.lead).get(reverse("actionplans:assessment_sign", args=[plan.pk]))
    said = page.content.decode()
    assert "What is still missing" in said
    assert "3 actions have no rating yet." in said
    parts = {title for title, gap in page.context["gaps"] if gap.sentence == "Write the text."}
    assert {"Resources", "The wider community"} <= parts
    assert all(f"<li>{title}: <a" in said for title in parts)


def test_assessment_sign_says_who_is_asked_next_or_that_nobody_is(ready, house, sign_in):
    lead, address = sign_in(house.lead), url("assessment_sign", ready)
    assert f"Then {house.signatory} is asked by e-mail" in lead.get(address).content.decode()
    house.signatory.role_grants.all().delete()
    page = lead.get(address).content.decode()
    assert "Nobody signs for the institution" in page
    assert "is asked by e-mail" not in page


def test_the_whole_way_in_pages(
    ready, house, sign_in, quick, mailoutbox, django_capture_on_commit_callbacks
):
    lead, head = sign_in(house.lead), sign_in(house.signatory)
    page = lead.get(url("assessment_sign", ready))
    typed = {"_once": uuid4(), "password": "wrong", "shown": page.context["form"]["shown"].value()}
    refused = lead.post(url("assessment_sign", ready), typed).content.decode()
    assert "This is not your password" in refused
    typed |= {"password": factories.PASSWORD, "_once": uuid4()}
    with django_capture_on_commit_callbacks(execute=True):
        assert lead.post(url("assessment_sign", ready), typed).status_code == 302
    assert [one.to for one in mailoutbox] == [[house.signatory.email]]
    page = head.get(url("assessment_countersign", ready))
    assert "What there is to say about approach." in page.content.decode()
    shown = page.context["form"]["shown"].value()
    typed = {"_once": uuid4(), "password": factories.PASSWORD, "shown": shown}
    with django_capture_on_commit_callbacks(execute=True):
        answer = head.post(url("assessment_countersign", ready), typed, follow=True)
    said = "It is signed. The plan that follows is in force. The institutional lead is told by"
    assert said in answer.content.decode()
    assert house.lead.email in mailoutbox[-1].to
    assert SelfAssessment.objects.get().state == "signed"
    workflow.publish_plan(ready.plan, by=house.lead)
    public = sign_in(None).get(reverse("actionplans:commitment")).content.decode()
    document = SelfAssessment.objects.get().document
    assert document.reference in public
    verified = sign_in(None).get(document.get_absolute_url()).content.decode()
    assert f"{house.lead} (Technician Commitment Nominated Institutional Lead), " in verified
    assert str(house.signatory) in verified


def test_attachment_add_asks_what_a_picture_shows(ready, house, sign_in):
    lead, address = sign_in(house.lead), url("attachment_add", ready, "structures")
    typed = {"_once": uuid4(), "title": "Our divisions", "file": SimpleUploadedFile("a.png", PNG)}
    assert "Say what the picture shows" in lead.post(address, typed).content.decode()
    typed |= {"file": SimpleUploadedFile("a.png", PNG), "alt": "Six boxes", "_once": uuid4()}
    assert lead.post(address, typed).status_code == 302
    attached = ready.attachments.get()
    file = lead.get(url("attachment_file", ready, attached.pk))
    assert (file.content, file.headers["Content-Type"]) == (PNG, "image/png")
    assert (
        sign_in(house.outsider).get(url("attachment_file", ready, attached.pk)).status_code == 403
    )
    part = lead.get(url("assessment_part", ready, "structures")).content.decode()
    assert 'alt="Six boxes"' in part


def test_pictures_together_leave_a_document_that_can_be_checked(ready, house, monkeypatch):
    for number in range(3):
        picture = Attached(f"{number}.png", "png", PNG.ljust(4 * 1024**2))
        about = {"key": "structures", "title": "Boxes", "alt": "Six boxes", "file": picture}
        if number == 2:
            with pytest.raises(NotAllowed, match="8 MB together"):
                workflow.attach(ready, by=house.lead, **about)
        else:
            workflow.attach(ready, by=house.lead, **about)
    table = Attached("a.xlsx", "xlsx", b"PK".ljust(4 * 1024**2))
    workflow.attach(ready, by=house.lead, key="structures", title="Figures", file=table)
    assert len(signing.pictures_of(ready)) == 1  # of the same bytes
    out = as_lead(SelfAssessment.objects.get(pk=ready.pk), house)
    made = replace(factories.quick_assessment(out, by=house.signatory), pdf=b"%PDF" * 3 * 1024**2)
    monkeypatch.setattr(signing.workflow, "make", lambda *said, **more: made)
    with pytest.raises(RenderRefused, match="12 MB, and at most 10"):
        signing.prepare(out, by=house.signatory)


def test_a_part_does_not_read_the_files_that_it_lists(ready, house, sign_in):
    file = Attached("strategy.pdf", "pdf", b"%PDF-1.7 strategy")
    workflow.attach(ready, by=house.lead, key="structures", title="Appendix A", file=file)
    page = sign_in(house.lead).get(url("assessment_part", ready, "structures"))
    (listed,) = page.context["attachments"]
    assert listed.file.get_deferred_fields() == {"content"}


def test_home_asks_whoever_is_to_sign_or_to_write_again(out, house, sign_in):
    head, lead = sign_in(house.signatory), sign_in(house.lead)
    said = head.get(reverse("home")).content.decode()
    assert "Read and sign the self-assessment" in said
    assert url("assessment_countersign", out) in said
    assert "Read and sign" not in lead.get(reverse("home")).content.decode()
    workflow.decline(out, by=house.signatory, reason="The figures of March are missing.")
    assert "Read and sign" not in head.get(reverse("home")).content.decode()
    Plan.objects.filter(state="current").update(starts_on=date(2023, 10, 1))  # due long ago
    asked = lead.get(reverse("home")).content.decode()
    assert "Write the self-assessment again" in asked
    assert "Send the self-assessment" not in asked  # one task, one line, and as late
    assert 'datetime="2025-10-01"' in asked


def test_home_tells_the_lead_when_a_self_assessment_is_due(house, sign_in):
    lead = sign_in(house.lead)
    plan = plan_in_force(house.lead, starts_on=timezone.localdate() - timedelta(days=500))
    assert "Send the self-assessment" not in lead.get(reverse("home")).content.decode()
    Scheme.objects.create(between_months=18)
    said = lead.get(reverse("home")).content.decode()
    assert "Send the self-assessment" in said
    assert reverse("actionplans:assessment_detail", args=[plan.pk]) in said
