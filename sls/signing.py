"""The statement as a document: the draft that anybody who may read it can print, and the one that
is sealed on approval. Rendering takes seconds, so none of this runs inside a transaction."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from documents import workflow
from documents.models import SignedDocument
from documents.signature import Signature, fingerprint_of
from documents.workflow import MadeDocument
from institution.models import RoleGrant, User
from sls import content
from sls.content import StatementContent
from sls.models import AnnualReturn, Statement
from sls.returns import content as return_content
from sls.returns.content import ReturnContent

Kind = SignedDocument.Kind
TEMPLATES = {Kind.STATEMENT: "pdf/statement.html", Kind.RETURN: "pdf/return.html"}


def prepare(statement: Statement, *, by: User) -> MadeDocument:
    """What `workflow.approve` stores: the sealed PDF of the words as they are now.

    Seconds of work, so it is called outside a transaction. The version is the one `statement`
    was read with, before its words are read: a change in between makes the approval refuse it.
    Raises RenderRefused or SealRefused with a sentence.
    """
    said = content.of_statement(statement)
    return _sealed(statement, said, Kind.STATEMENT, by=by)


def prepare_return(annual_return: AnnualReturn, *, by: User) -> MadeDocument:
    """What `workflow.accept_return` stores; otherwise as `prepare`."""
    said = return_content.of_return(annual_return)
    return _sealed(annual_return, said, Kind.RETURN, by=by)


def _sealed(
    of: Statement | AnnualReturn, said: StatementContent | ReturnContent, kind: Kind, *, by: User
) -> MadeDocument:
    signature = Signature(
        name=str(by),
        role=role_of(by),
        signed_at=timezone.now(),
        reference=of.reference,
        fingerprint=said.fingerprint(),
    )
    return workflow.make(
        _html(said, signature, template=TEMPLATES[kind]),
        kind=kind,
        title=f"{kind.label}: {said.department}, {said.year_label}",
        content=said.to_json(),
        version=of.version,
        signature=signature,
        by=by,
    )


def as_shown(fingerprint: str, name: str, role: str) -> str:
    """What tells one page of approval from the next: the words, who signs and in which role."""
    return fingerprint_of({"words": fingerprint, "name": name, "role": role})


def is_as_shown(document: MadeDocument, shown: str, *, version: int) -> bool:
    """Whether the document says what the page of approval showed, of what is at `version` still.

    Names of departments and people stand in it too, and change without what is signed: what counts
    is all that the page showed, the name and role of who signs included.
    """
    signed = document.signature
    made = as_shown(signed.fingerprint, signed.name, signed.role)
    return made == shown and document.version == version


def draft_pdf(said: StatementContent) -> bytes:
    """A PDF of words that nobody has approved, with DRAFT on each page. Raises RenderRefused."""
    return workflow.typeset(_html(said), is_draft=True)


def _html(
    said: StatementContent | ReturnContent,
    signature: Signature | None = None,
    *,
    template: str = TEMPLATES[Kind.STATEMENT],
) -> str:
    context = {
        "content": said,
        "signature": signature,
        "draft": signature is None,
        "verify_url": settings.SITE_URL + reverse("documents:verify"),
    }
    if signature:
        own = reverse("documents:verify_reference", args=[signature.reference])
        context["own_url"] = settings.SITE_URL + own
    return render_to_string(template, context)


def role_of(person: User) -> str:
    """In which role the person signs, in words for the document."""
    role = str(RoleGrant.Role.REVIEWER.label)
    return f"{person.job_title} ({role[:1].lower()}{role[1:]})" if person.job_title else role
