"""Statements to take away: Word, JSON, and the list for a spreadsheet."""

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone

from documents import docx
from documents import exports as files
from institution.models import AcademicYear
from institution.pages import SIGNED_IN, for_everybody, page
from sls import content, exports
from sls.views.reading import readable
from sls.views.statements import listed, year_asked


@page("GET", asks="public or can_read_statement")
def statement_docx(request, pk):
    """The statement as a Word document: what was signed if it is published, else the draft."""
    statement = readable(request, pk)
    made = exports.statement_docx(
        content.of_reader(statement),
        is_approved=statement.is_published,
        made_at=statement.approved_at or timezone.now(),
        verify_url=settings.SITE_URL + reverse("documents:verify"),
    )
    response = HttpResponse(made, content_type=docx.KIND)
    response["Content-Disposition"] = f'attachment; filename="{statement.reference}.docx"'
    return for_everybody(request, response)


@page("GET", asks="public or can_read_statement")
def statement_json(request, pk):
    """The statement as data, with its state, fingerprint and where to check the signed document."""
    statement = readable(request, pk)
    said = content.of_reader(statement)
    signed = statement.document
    return for_everybody(
        request,
        JsonResponse(
            {
                "reference": statement.reference,
                "state": statement.state,
                "approved_at": statement.approved_at,
                "fingerprint": signed.content_sha256 if signed else None,
                "verify": settings.SITE_URL + signed.get_absolute_url() if signed else None,
                "content": said.to_json(),
            },
            json_dumps_params={"ensure_ascii": False, "indent": 2},
        ),
    )


@page("GET", asks=SIGNED_IN)
def statement_list_csv(request):
    """The list as it is filtered, every page of it, as CSV."""
    return files.csv_response("statements.csv", exports.LIST_HEADER, _rows(request))


@page("GET", asks=SIGNED_IN)
def statement_list_xlsx(request):
    """The list as it is filtered, every page of it, as a spreadsheet."""
    rows = _rows(request)
    return files.xlsx_response("statements.xlsx", exports.LIST_HEADER, rows, sheet="Statements")


def _rows(request):
    filtered, not_begun = listed(request, year_asked(request, AcademicYear.objects.all()))
    owed = not_begun.select_related("department", "academic_year")
    return exports.list_rows(filtered.rows().for_list(), owed)
