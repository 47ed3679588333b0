"""Reports for the committee: all of them, a new one, how far one is, and its files."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render

from documents.exports import download
from institution import autosave
from institution.background import is_worker_there
from institution.models import AcademicYear
from institution.pages import page
from institution.permissions import NotAllowed, require
from institution.saving import saved
from sls import permissions, workflow
from sls.committee import content, files
from sls.forms.committee import ReportForm, initial_of
from sls.models import CommitteeReport
from sls.views.steps import do_once


@page("GET", asks="can_make_reports")
def report_list(request):
    """Every report that was asked for, the newest first."""
    require(permissions.can_make_reports(request.user))
    reports = CommitteeReport.objects.for_list()
    return render(request, "sls/report_list.html", {"reports": reports})


@page("GET", "POST", asks="can_make_reports")
def report_add(request):
    """Ask for a report, with words of one's own; `?from=` begins with those of an earlier one."""
    require(permissions.can_make_reports(request.user))
    form = ReportForm(autosave.typed(request), initial=_words_before(request.GET.get("from", "")))
    if request.method == "POST" and form.is_valid():
        details = {"themes": form.themes, "risks": form.cleaned_data["risks"]}
        year, done = form.cleaned_data["year"], "The report is asked for. It takes a minute or two."
        if saved(request, form, workflow.ask_report, year, done=done, **details):
            newest = CommitteeReport.objects.filter(asked_by=request.user).for_list().first()
            return redirect(newest or "sls:report_list")
    return render(request, "sls/report_add.html", {"form": form})


def _words_before(number):
    """What the form begins with: an earlier report's words, else the newest year whose
    census was held and whose returns were asked for: the running one has little to report."""
    found = CommitteeReport.objects.for_list()
    report = found.filter(pk=number).first() if number.isascii() and number.isdecimal() else None
    if report:
        return initial_of(report)
    with_returns = AcademicYear.objects.filter(returns__isnull=False)
    year = with_returns.first() or AcademicYear.objects.current()
    return {"year": year.start_year} if year else {}


@page("GET", asks="can_make_reports")
def report_detail(request, pk):
    """How far the report is; what it says, once it is there."""
    require(permissions.can_make_reports(request.user))
    report = get_object_or_404(CommitteeReport.objects.for_list(), pk=pk)
    context = {
        "report": report,
        "content": content.from_json(report.figures) if report.is_done else None,
        "is_worker_there": report.is_unfinished and is_worker_there(),
        "can_cancel": permissions.can_cancel_report(request.user, report),
        "kinds": {"pdf": "PDF", "docx": "Word", "xlsx": "Excel"},
    }
    return render(request, "sls/report_detail.html", context)


@page("POST", asks="can_make_reports")
def report_cancel(request, pk):
    """Stop a report; one that is being made ends after the department it is at."""
    require(permissions.can_make_reports(request.user))
    report = get_object_or_404(CommitteeReport.objects.for_list(), pk=pk)
    try:
        do_once(request, workflow.cancel_report, report)
    except NotAllowed as reason:
        messages.error(request, str(reason))
    else:
        messages.success(request, "The report is cancelled.")
    return redirect(report)


@page("GET", asks="can_make_reports")
def report_file(request, pk, ending):
    """A file of a report that is there."""
    require(permissions.can_make_reports(request.user))
    if ending not in files.KINDS:
        raise Http404
    done = CommitteeReport.objects.filter(state=CommitteeReport.State.DONE)
    report = get_object_or_404(done.select_related("academic_year").defer("figures"), pk=pk)
    file = bytes(getattr(report, ending))
    return download(f"{report.file_name}.{ending}", file, files.KINDS[ending])
