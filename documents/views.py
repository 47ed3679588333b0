"""Signed documents for everybody: the stored file, and whether a document is genuine."""

from functools import lru_cache
from http import HTTPStatus

from allauth.core import ratelimit
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import get_conditional_response

from documents.bounded import Busy
from documents.forms import FileForm, ReferenceForm
from documents.models import SignedDocument
from documents.uploads import require_pdf, say_if_unread
from documents.verification import Finding, Verdict, examine, look_up
from institution.pages import page


@page("GET", asks="public")
def document_pdf(request: HttpRequest, reference: str) -> HttpResponse:
    """The stored bytes, the same for ever, so anybody may keep them: no session, and at most one
    query. What is not public is for who is signed in."""
    try:
        pdf, etag = stored_file(reference)
    except Http404:
        return _for_members(request, reference)
    response = get_conditional_response(request, etag=etag) or HttpResponse(
        pdf,
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{reference}.pdf"'},
    )
    response["ETag"] = etag
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


def _for_members(request: HttpRequest, reference: str) -> HttpResponse:
    """A document that is not public, which no cache may keep."""
    documents = SignedDocument.objects.readable_by(request.user).only("pdf")
    document = get_object_or_404(documents, reference=reference)
    disposition = f'inline; filename="{reference}.pdf"'
    return HttpResponse(
        bytes(document.pdf),
        content_type="application/pdf",
        headers={"Content-Disposition": disposition, "Cache-Control": "private, no-store"},
    )


BUSY = "Another file is being checked at this moment. Choose yours again in a minute."


# Each process may remember some: a signed document never changes.
@lru_cache(maxsize=64)
def stored_file(reference: str) -> tuple[bytes, str]:
    """The sealed bytes of a public document and their entity tag. Raises Http404."""
    documents = SignedDocument.objects.public().only("pdf", "sealed_sha256")
    document = get_object_or_404(documents, reference=reference)
    return bytes(document.pdf), f'"{document.sealed_sha256}"'


@page("GET", "POST", asks="public")
def verify(request: HttpRequest) -> HttpResponse:
    """Ask by reference (?reference=) or by sending a PDF, and get the answer in plain words."""
    if request.method == "POST":
        return _verify_file(request)
    form = ReferenceForm(request.GET if "reference" in request.GET else None)
    finding = None
    if form.is_valid():
        finding = look_up(form.cleaned_data["reference"], by=request.user)
        if finding.document:
            return redirect(finding.document)
    return _answer(request, finding, reference_form=form)


@page("GET", asks="public")
def verify_reference(request: HttpRequest, reference: str) -> HttpResponse:
    """The answer for one reference: the address that each document carries."""
    finding = look_up(reference, by=request.user)
    form = ReferenceForm(initial={"reference": reference})
    status = 404 if finding.verdict is Verdict.UNKNOWN else 200
    return _answer(request, finding, reference_form=form, status=status)


def _verify_file(request: HttpRequest) -> HttpResponse:
    if not ratelimit.consume(request, action="verify"):
        return ratelimit.respond_429(request)
    form = FileForm(request.POST, request.FILES)
    say_if_unread(form, request)
    finding, status = None, HTTPStatus.OK
    if form.is_valid():
        content = form.cleaned_data["file"].read()
        try:
            finding = examine(content, by=request.user)
        except Busy:
            form.add_error("file", BUSY)
            status = HTTPStatus.SERVICE_UNAVAILABLE
        if finding and finding.verdict is Verdict.UNKNOWN:
            try:
                require_pdf(content)
            except ValidationError as problem:
                form.add_error("file", problem)
                finding = None
    return _answer(request, finding, file_form=form, status=status)


def _answer(
    request: HttpRequest,
    finding: Finding | None,
    *,
    reference_form: ReferenceForm | None = None,
    file_form: FileForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The verify page with both forms and, above them, the answer if there is one."""
    forms = [reference_form or ReferenceForm(), file_form or FileForm()]
    context = {
        "finding": finding,
        "is_file": file_form is not None,
        "reference_form": forms[0],
        "file_form": forms[1],
        "forms": forms,
        "has_errors": any(form.errors for form in forms),
    }
    return render(request, "documents/verify.html", context, status=status)
