"""What is attached to a self-assessment."""

from django.db import transaction

from actionplans import permissions
from actionplans.models import AssessmentAttachment, SelfAssessment
from actionplans.workflow.recording import record
from actionplans.workflow.signing import locked
from documents.attachments import Attached
from documents.models import Attachment
from institution.models import User
from institution.permissions import NotAllowed
from institution.workflow.recording import check

MOST = 20  # files of one assessment


@transaction.atomic
def attach(
    assessment: SelfAssessment, *, by: User, key: str, title: str, file: Attached, alt: str = ""
) -> AssessmentAttachment:
    """Attach a file to a part; a picture with words for who cannot see it."""
    assessment = locked(assessment)
    check(permissions.can_write_assessment(by, assessment))
    if assessment.attachments.count() >= MOST:
        raise NotAllowed(f"There are {MOST} files already. Remove one first.")
    attached = AssessmentAttachment.objects.create(
        assessment=assessment, key=key, title=title, alt=alt, file=Attachment.keep(file, by=by),
        position=assessment.attachments.count(),
    )  # fmt: skip
    _changed(assessment, f"attached {file.name}", by=by)
    return attached


@transaction.atomic
def detach(assessment: SelfAssessment, attached: AssessmentAttachment, *, by: User) -> None:
    """Take a file off again. Its bytes are kept."""
    assessment = locked(assessment)
    check(permissions.can_write_assessment(by, assessment))
    if assessment.attachments.filter(pk=attached.pk).delete()[0]:
        _changed(assessment, f"took off {attached.file.name}", by=by)


def _changed(assessment: SelfAssessment, text: str, *, by: User) -> None:
    assessment.version += 1
    assessment.save(update_fields=["version"])
    record(assessment.plan, text, by=by, is_change=False)
