"""What is attached to a self-assessment."""

from django.db import transaction
from django.db.models import Sum

from actionplans.models import AssessmentAttachment, SelfAssessment
from actionplans.workflow.assessing import touch, writable
from actionplans.workflow.recording import record
from documents.attachments import PICTURES, Attached
from documents.models import Attachment
from institution.models import User
from institution.permissions import NotAllowed

MOST = 20  # files of one assessment
# Bytes of its pictures together: they stand in its document, which others send on and check.
MOST_PICTURED = 8 * 1024**2


@transaction.atomic
def attach(
    assessment: SelfAssessment, *, by: User, key: str, title: str, file: Attached, alt: str = ""
) -> AssessmentAttachment:
    """Attach a file to a part; a picture with words for who cannot see it."""
    assessment = writable(assessment, by)
    if assessment.attachments.count() >= MOST:
        raise NotAllowed(f"There are {MOST} files already. Remove one first.")
    if file.kind in PICTURES and _pictured(assessment) + file.size > MOST_PICTURED:
        raise NotAllowed(
            f"The pictures of a self-assessment may have {MOST_PICTURED // 1024**2} MB together, "
            "and this one is too much. Save it smaller, or take another one off first."
        )
    attached = AssessmentAttachment.objects.create(
        assessment=assessment, key=key, title=title, alt=alt, file=Attachment.keep(file, by=by),
        position=assessment.attachments.count(),
    )  # fmt: skip
    touch(assessment)
    record(assessment.plan, f"attached {file.name}", by=by, is_change=False)
    return attached


def _pictured(assessment: SelfAssessment) -> int:
    """The bytes of its pictures together."""
    pictures = assessment.attachments.filter(file__kind__in=PICTURES)
    return pictures.aggregate(bytes=Sum("file__size"))["bytes"] or 0


@transaction.atomic
def detach(assessment: SelfAssessment, attached: AssessmentAttachment, *, by: User) -> None:
    """Take a file off again. Its bytes are kept."""
    assessment = writable(assessment, by)
    if assessment.attachments.filter(pk=attached.pk).delete()[0]:
        touch(assessment)
        record(assessment.plan, f"took off {attached.file.name}", by=by, is_change=False)
