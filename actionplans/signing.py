"""The self-assessment as a document: what is sealed when the head of the institution signs, and the
draft that those who work on it can print. Rendering takes seconds, so none of this runs inside a
transaction."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from actionplans.assessments import content
from actionplans.assessments.content import AssessmentContent
from actionplans.models import AssessmentSignature, SelfAssessment
from documents import workflow
from documents.attachments import PICTURES
from documents.models import SignedDocument
from documents.pdf import RenderRefused
from documents.signature import Signature
from documents.uploads import LARGEST
from documents.workflow import MadeDocument
from institution.models import User

Kind = SignedDocument.Kind
Capacity = AssessmentSignature.Capacity
TEMPLATE = "pdf/assessment.html"


@dataclass(frozen=True)
class Signed:
    """One line of the signature block: who, in which capacity, when."""

    name: str
    job_title: str
    capacity: str
    on: str

    @classmethod
    def by(cls, person: User, capacity: str, at: Any) -> "Signed":
        """The line of somebody who signs at that moment."""
        words = str(Capacity(capacity).label)
        return cls(person.name, person.job_title, words, f"{timezone.localtime(at):%d/%m/%Y}")


def sent(assessment: SelfAssessment) -> AssessmentContent:
    """What the lead signed and sent."""
    return content.from_json(assessment.sent_content or {})


def prepare(assessment: SelfAssessment, *, by: User) -> MadeDocument:
    """What `workflow.sign_as_head` stores: the sealed PDF of what the lead signed.

    Seconds of work, so it is called outside a transaction. Raises RenderRefused or SealRefused
    with a sentence.
    """
    said, now = sent(assessment), timezone.now()
    signature = Signature(
        name=str(by), role=role_of(by), signed_at=now, reference=reference_of(assessment),
        fingerprint=said.fingerprint(),
    )  # fmt: skip
    signed = [
        *(signature_of(one) for one in assessment.signatures.standing()),
        Signed.by(by, Capacity.HEAD, now),
    ]
    made = workflow.make(
        _html(said, assessment, signature, signed),
        kind=Kind.ASSESSMENT,
        title=f"{Kind.ASSESSMENT.label}, stage {said.stage}: {said.organisation}",
        content=said.to_json(),
        version=assessment.version,
        signature=signature,
        by=by,
        files=pictures_of(assessment),
    )
    if len(made.pdf) > LARGEST:
        raise RenderRefused(too_large(len(made.pdf)))
    return made


def too_large(size: int) -> str:
    """The sentence for a document that nobody could have checked."""
    return (
        f"Nothing was signed: the document has {size / 1024**2:.0f} MB, and at most "
        f"{LARGEST // 1024**2} can be checked on the page that verifies documents. Decline it, so "
        "that smaller pictures are attached."
    )


def draft_pdf(assessment: SelfAssessment, said: AssessmentContent) -> bytes:
    """A PDF of words that nobody has signed, with DRAFT on each page. Raises RenderRefused."""
    html = _html(said, assessment)
    return workflow.typeset(html, is_draft=True, files=pictures_of(assessment))


def signature_of(one: AssessmentSignature) -> Signed:
    """A signature that was given, as a line of the block."""
    day = f"{timezone.localtime(one.signed_at):%d/%m/%Y}"
    return Signed(one.name, one.job_title, one.get_capacity_display(), day)


def role_of(person: User) -> str:
    """In which role the head of the institution signs, in words for the document."""
    words = str(Capacity.HEAD.label)
    return f"{person.job_title} ({words})" if person.job_title else words


def reference_of(assessment: SelfAssessment) -> str:
    """The reference of the document that is made now: "TC-STAGE-2-2027", again with a number."""
    said = sent(assessment)
    first = f"TC-STAGE-{said.stage}-{timezone.localdate().year}"
    taken = SignedDocument.objects.filter(reference__startswith=first).count()
    return f"{first}-{taken + 1}" if taken else first


def pictures_of(assessment: SelfAssessment) -> dict[str, bytes]:
    """The pictures that stand in it, by the names under which its page asks for them."""
    attached = assessment.attachments.filter(file__kind__in=PICTURES).select_related("file")
    return {
        content.picture_name(one.file.sha256, one.file.kind): bytes(one.file.content)
        for one in attached
    }


def _html(
    said: AssessmentContent,
    assessment: SelfAssessment,
    signature: Signature | None = None,
    signed: list[Signed] | None = None,
) -> str:
    context = {
        "content": said,
        "signature": signature,
        "signed": signed or [],
        "draft": signature is None,
        "verify_url": settings.SITE_URL + reverse("documents:verify"),
    }
    if signature:
        own = reverse("documents:verify_reference", args=[signature.reference])
        context["own_url"] = settings.SITE_URL + own
    return render_to_string(TEMPLATE, context)
