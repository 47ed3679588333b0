"""Sign a self-assessment, twice: the lead sends it, the head of the institution signs or declines.

What the lead signed is kept as it was said then. Ratings may go on meanwhile; what both sign, and
what stands in the document, are the words of that moment.
"""

from django.db import transaction
from django.utils import timezone

from actionplans import carrying, emails, permissions
from actionplans.assessments import gathering
from actionplans.assessments.content import AssessmentContent
from actionplans.assessments.gaps import missing
from actionplans.models import AssessmentSignature, Plan, SelfAssessment
from actionplans.workflow.assessing import DOES_NOT_FOLLOW
from actionplans.workflow.recording import lock, record
from documents.models import SignedDocument
from documents.workflow import MadeDocument
from institution.models import User
from institution.permissions import NotAllowed
from institution.workflow.recording import check, reason_in

State = SelfAssessment.State
Capacity = AssessmentSignature.Capacity
CHANGED = (
    "Nothing was signed: what it says changed while you were reading it. Read it again, then sign."
)


@transaction.atomic
def sign_as_lead(assessment: SelfAssessment, *, by: User, shown: str) -> SelfAssessment:
    """The lead signs what the page showed, and sends it to the head of the institution.

    shown: the fingerprint of the words that were shown.
    """
    assessment = locked(assessment)
    check(permissions.can_sign_as_lead(by, assessment))
    said = gathering.of_assessment(assessment)
    if said.fingerprint() != shown:
        raise NotAllowed(CHANGED)
    check_complete(assessment, said)
    assessment.state, assessment.sent_content = State.SIGNED_BY_LEAD, said.to_json()
    assessment.save(update_fields=["state", "sent_content"])
    _sign(assessment, Capacity.LEAD, said.fingerprint(), by=by)
    record(assessment.plan, "signed the self-assessment as lead", by=by, is_change=False)
    emails.ask_signatories(assessment, by=by)
    return assessment


@transaction.atomic
def take_back(assessment: SelfAssessment, *, by: User, reason: str) -> SelfAssessment:
    """The lead takes it back before the head of the institution has signed."""
    assessment = locked(assessment)
    check(permissions.can_take_back(by, assessment))
    return _reopen(assessment, "took the self-assessment back", reason=reason, by=by)


@transaction.atomic
def decline(assessment: SelfAssessment, *, by: User, reason: str) -> SelfAssessment:
    """The head of the institution does not sign, and says why. It can be written again."""
    assessment = locked(assessment)
    check(permissions.can_sign_as_head(by, assessment))
    assessment = _reopen(assessment, "declined to sign", reason=reason, by=by)
    emails.tell_lead(assessment, by=by, reason=reason.strip())
    return assessment


@transaction.atomic
def sign_as_head(
    assessment: SelfAssessment, *, by: User, document: MadeDocument, shown: str | None = None
) -> SelfAssessment:
    """The head of the institution signs. The document is kept for ever, the plan that follows
    comes into force, and the one that was assessed is past.

    shown: the fingerprint of the words that were shown; None where no page showed any.
    """
    assessment = locked(assessment)
    if assessment.is_signed_by(by, Capacity.HEAD):
        return assessment
    check(permissions.can_sign_as_head(by, assessment))
    if shown is not None and document.signature.fingerprint != shown:
        raise NotAllowed(CHANGED)
    # The version counts each sending: the document names who signed as lead that time.
    if (document.content, document.version) != (assessment.sent_content, assessment.version):
        raise NotAllowed(CHANGED)
    _check_dispositions(assessment)
    assessment.document = SignedDocument.store(document)
    assessment.state, assessment.signed_at = State.SIGNED, document.signature.signed_at
    assessment.save(update_fields=["document", "state", "signed_at"])
    _sign(assessment, Capacity.HEAD, document.signature.fingerprint, by=by)
    _follow(assessment, by=by)
    record(assessment.plan, "signed the self-assessment", by=by, is_change=False)
    emails.tell_lead(assessment, by=by)
    return assessment


def locked(assessment: SelfAssessment) -> SelfAssessment:
    """The assessment as it is now; its plan and the one that follows are held with it."""
    plan = lock(assessment.plan)
    current = SelfAssessment.objects.select_for_update(of=("self",)).get(pk=assessment.pk)
    current.plan = plan
    if current.next_plan_id:
        current.next_plan = Plan.objects.select_for_update().get(pk=current.next_plan_id)
    return current


def check_complete(assessment: SelfAssessment, said: AssessmentContent) -> None:
    """Raise NotAllowed while something is missing, or an action has no answer."""
    if gaps := missing(assessment, said):
        count = "One thing is" if len(gaps) == 1 else f"{len(gaps)} things are"
        raise NotAllowed(f"{count} still missing. The first: {gaps[0].sentence}")
    _check_dispositions(assessment)


def _check_dispositions(assessment: SelfAssessment) -> None:
    """No plan is signed before every action of the one before it has an answer."""
    following = assessment.next_plan
    if following is None:
        return
    if following.predecessor_id != assessment.plan_id:
        raise NotAllowed(DOES_NOT_FOLLOW)
    if waiting := carrying.waiting(assessment):
        said = "One action waits" if waiting == 1 else f"{waiting} actions wait"
        raise NotAllowed(f"{said} for an answer: say what becomes of each in the plan before.")


def _sign(assessment: SelfAssessment, capacity: str, fingerprint: str, *, by: User) -> None:
    AssessmentSignature.objects.create(
        assessment=assessment, capacity=capacity, person=by, name=by.name, job_title=by.job_title,
        fingerprint=fingerprint,
    )  # fmt: skip


def _reopen(assessment: SelfAssessment, text: str, *, reason: str, by: User) -> SelfAssessment:
    """Back to being written; the signatures that were given end, with the reason."""
    reason = reason_in(reason)
    assessment.signatures.standing().update(
        ended_at=timezone.now(), ended_by_name=str(by), reason=reason
    )
    assessment.state, assessment.sent_content = State.WRITING, None
    assessment.version += 1
    assessment.save(update_fields=["state", "sent_content", "version"])
    record(assessment.plan, f"{text}: {reason}", by=by, is_change=False)
    return assessment


def _follow(assessment: SelfAssessment, *, by: User) -> None:
    """The plan that was signed holds now, in place of the one in force."""
    following, now = assessment.next_plan, timezone.now()
    if following is None:
        return
    for plan in Plan.objects.select_for_update().filter(state=Plan.State.CURRENT):
        plan.state = Plan.State.PAST
        plan.save(update_fields=["state"])
        plan.rounds.open().update(closed_at=now, closed_by=by)
    following.state, following.in_force_at = Plan.State.CURRENT, now
    following.save(update_fields=["state", "in_force_at"])
    record(following, "came into force when it was signed", by=by)
