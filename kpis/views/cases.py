"""Readings worked out from a file of enquiries: upload, look at what it comes to, confirm."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from documents.uploads import say_if_unread
from institution import once
from institution.models import Import
from institution.pages import page
from institution.permissions import require
from institution.saving import saved
from kpis import entering, workflow
from kpis.forms.imports import CasesForm, ConfirmCasesForm
from kpis.importing import enquiries
from kpis.permissions import can_record_measurement
from kpis.views.loading import kpi_of, page_of
from kpis.words import figure_words


@page("GET", "POST", asks="can_record_measurement")
def cases_import(request, pk):
    """Upload a file of enquiries; what it comes to is shown next."""
    kpi = kpi_of(request, pk, with_measurements=True)
    require(can_record_measurement(request.user, kpi))
    if not any(enquiries.is_fit(one) for one in kpi.approved_promises()):
        return render(request, "kpis/cases_import.html", {"kpi": kpi, "unfit": enquiries.UNFIT})
    is_sent = request.method == "POST"
    form = CasesForm(*([request.POST, request.FILES] if is_sent else []), kpi=kpi)
    if is_sent:
        say_if_unread(form, request)
    if is_sent and form.is_valid():
        name = form.cleaned_data["file"].name
        once.do(request, workflow.keep_cases, kpi, name, form.counted, **form.how())
        return redirect("kpis:cases_preview", pk, _mine(request, kpi).latest("pk").pk)
    return render(request, "kpis/cases_import.html", {"kpi": kpi, "form": form})


def _mine(request, kpi):
    return Import.objects.filter(person=request.user, kind=Import.Kind.CASES, about__kpi=kpi.pk)


@page("GET", "POST", asks="can_record_measurement")
def cases_preview(request, pk, upload_pk):
    """What the enquiries come to, period by period; confirming enters the chosen ones."""
    kpi = kpi_of(request, pk, with_measurements=True)
    require(can_record_measurement(request.user, kpi))
    upload = get_object_or_404(_mine(request, kpi), pk=upload_pk)
    if upload.confirmed_at:
        messages.info(request, f"{upload.file_name} has been imported already.")
        return redirect(kpi)
    queues = [one for one in request.GET.getlist("queue") if one in upload.rows]
    plan = enquiries.plan(upload, kpi, queues, by=request.user)
    form = ConfirmCasesForm(request.POST or None, plan=plan, wrong=upload.about["wrong"])
    is_sent = request.method == "POST" and form.is_valid()
    if is_sent and _confirmed(request, upload, kpi, plan, queues, form):
        days = filter(None, map(entering.day_from, request.POST.getlist("period")))
        return redirect(page_of(kpi, max(days)))
    context = {
        "kpi": kpi, "upload": upload, "about": _readable(upload.about), "plan": plan, "form": form,
        "rows": _rows(plan, request.POST.getlist("period") if request.POST else None),
        "rule": enquiries.rule_words(upload.about),
        "queues": [(name, name in queues) for name in sorted(upload.rows)],
    }  # fmt: skip
    return render(request, "kpis/cases_preview.html", context)


def _confirmed(request, upload, kpi, plan, queues, form):
    """Whether it was entered; else the form says at each field what is missing."""
    chosen = request.POST.getlist("period")
    steps = [one for one in plan.added + plan.changed if one.cells["start"] in chosen]
    if wrong := workflow.lacking(steps, upload, **form.said()):
        for name, sentence in wrong.items():
            form.add_error(name if name in form.fields else None, sentence)
        return False
    return saved(
        request, form, workflow.confirm_cases, upload, kpi, queues=queues, chosen=chosen,
        stamp=request.POST.get("stamp", ""), **form.said(),
        done=f"Readings worked out from {upload.file_name}: {len(steps)}.",
    )  # fmt: skip


def _readable(about):
    """What is known of the file, its numbers of rows as people write them; nothing stays ""."""
    numbers = {name: f"{about[name]:,}" if about.get(name) else "" for name in ("count", "outside")}
    return about | numbers


def _rows(plan, chosen):
    """Each period with its figure in words, and whether it is ticked: at first all that are."""
    happening = {id(one) for one in plan.added + plan.changed}
    return [
        {
            "step": step, "figure": figure_words(step.cells["value"], step.cells["promise"]),
            **{name: f"{step.cells[name]:,}" for name in ("met", "due", "open")},
            "may": id(step) in happening,
            "is_chosen": chosen is None or step.cells["start"] in chosen,
        }
        for step in plan.steps
    ]  # fmt: skip
