"""The statement as a document: the draft that anybody who may read it can print, and the one that
is sealed on approval. Rendering takes seconds, so none of this runs inside a transaction."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from documents import pdf, workflow
from documents.models import SignedDocument
from documents.signature import Signature
from documents.workflow import MadeDocument
from institution.models import User
from sls import content
from sls.content import StatementContent
from sls.models import Statement


def prepare(statement: Statement, *, by: User) -> MadeDocument:
    """The sealed document of the statement as it is now, with the version it was made from.

    Raises RenderRefused or SealRefused (documents/) with a sentence for the screen.
    """
    statement = Statement.objects.for_list().select_related("template").get(pk=statement.pk)
    frozen = content.of_statement(statement)
    signature = Signature(
        name=str(by),
        role=by.job_title or "Reviewer, quality office",
        signed_at=timezone.now(),
        reference=statement.reference,
        fingerprint=frozen.fingerprint(),
    )
    return workflow.make(
        _html(frozen, signature),
        kind=SignedDocument.Kind.STATEMENT,
        title=f"{statement.department}, service level statement {statement.academic_year}",
        content=frozen.to_json(),
        version=statement.version,
        signature=signature,
        by=by,
    )


def draft_pdf(frozen: StatementContent) -> bytes:
    """A PDF of words that nobody has approved, with DRAFT on each page."""
    return pdf.render(_html(frozen, None))


def _html(frozen: StatementContent, signature: Signature | None) -> str:
    return render_to_string(
        "pdf/statement.html",
        {
            "content": frozen,
            "signature": signature,
            "draft": signature is None,
            "verify_url": settings.SITE_URL + reverse("documents:verify"),
        },
    )
