"""Examples of KPIs to begin from: choose one, change it, save it as one's own."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render

from institution import autosave
from institution.pages import page
from institution.permissions import require
from kpis import examples
from kpis.models import Promise
from sls import workflow
from sls.forms.kpis import KpiForm
from sls.models import Section
from sls.permissions import can_edit_section
from sls.views.steps import at_row, do_once, section_of


@page("GET", asks="can_edit_section")
def kpi_example_list(request, pk):
    """Examples to begin from, perhaps of one kind of promise, each with what makes it good."""
    section = section_of(request, pk, Section.KPIS)
    require(can_edit_section(request.user, section))
    shape = request.GET.get("shape", "")
    year = section.statement.academic_year
    context = {
        "statement": section.statement,
        "section": section,
        "examples": [one.shown(year) for one in examples.of_shape(shape)],
        "shapes": Promise.Shape.choices,
        "shape": shape,
    }
    return render(request, "sls/kpi_example_list.html", context)


@page("GET", "POST", asks="can_edit_section")
def kpi_example(request, pk, key):
    """The form of a KPI filled in from an example. Nothing is kept before it is saved."""
    section = section_of(request, pk, Section.KPIS)
    require(can_edit_section(request.user, section))
    example = examples.find(key)
    if example is None:
        raise Http404
    promise = example.promise(section.statement.academic_year)
    sentence = promise.sentence
    form = KpiForm(autosave.typed(request), instance=promise)
    if request.method == "POST" and form.is_valid():
        return _add(request, section, form)
    context = {"statement": section.statement, "section": section, "form": form}
    context |= {"example": example, "sentence": sentence}
    return render(request, "sls/kpi_example.html", context)


def _add(request, section, form):
    row = do_once(request, workflow.add_written_kpi, section, form.promise())
    autosave.forget(request)
    if row is None:
        return redirect(section)  # the second of two clicks
    messages.success(request, f"“{row.promise}” is one of your KPIs now.")
    if request.POST.get("then") == "list":
        return redirect(at_row(section, row))
    name = "sls:kpi_shape" if request.POST.get("then") == "shape" else "sls:kpi_edit"
    return redirect(name, section.statement_id, row.pk)
