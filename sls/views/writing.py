"""Writing a statement: begin it, its task list, and one page for each section."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse

from institution import autosave, once
from institution.once import was_sent
from institution.pages import page
from institution.permissions import require
from institution.saving import saved
from kpis import coach
from sls import checks, content, listing, permissions, standing, workflow
from sls.forms.writing import ReopenForm, StartForm, TextForm
from sls.models import Requirement, Section
from sls.predecessors import approved_before, predecessors
from sls.tasks import changes_made, open_remarks, open_requests, task_list
from sls.views.conflicts import stale_text_page
from sls.views.rows import PARTS, rows_of
from sls.views.steps import do_once, section_of, statement_of, version_from


@page("GET", "POST", asks="can_start_statement")
def statement_start(request, requirement_pk):
    """Begin the statement that is asked for: blank, or from the last approved one."""
    requirements = Requirement.objects.visible_to(request.user)
    requirement = get_object_or_404(
        requirements.select_related("department", "academic_year"), pk=requirement_pk
    )
    require(permissions.can_start_statement(request.user, requirement))
    existing = requirement.statements.live().first()
    if existing:
        return redirect(_where_it_is(existing))
    sources = list(predecessors(requirement.department, requirement.academic_year))
    posted = request.POST if request.method == "POST" else None
    form = StartForm(posted, sources=sources, department=requirement.department)
    if form.is_valid():
        begin_from = form.cleaned_data["begin_from"]
        begun = do_once(request, workflow.start, requirement, begin_from=begin_from)
        if begun:
            return redirect(_where_it_is(begun))
        messages.info(request, once.ALREADY_SENT)
        return redirect("sls:statement_start", requirement_pk)  # on to the draft, if it is there
    context = {
        "requirement": requirement, "form": form,
        "can_drop": requirement.voluntary and permissions.can_volunteer(request.user, requirement),
    }  # fmt: skip
    return render(request, "sls/statement_start.html", context)


def _written(statement):
    return listing.written({statement.pk: statement.asks_kpis}).get(statement.pk, (0, 0))


def _where_it_is(statement):
    """The task list of a statement that is being written, the page of any other."""
    if statement.is_being_written:
        return reverse("sls:statement_edit", args=[statement.pk])
    return statement


@page("GET", asks="can_edit_statement")
def statement_edit(request, pk):
    """The task list: every section with its state, what is missing and what was asked."""
    statement = statement_of(request, pk)
    require(permissions.can_edit_statement(request.user, statement))
    tasks = task_list(statement, content.sections_of(statement), reader=request.user)
    can_submit = permissions.can_submit_statement(request.user, statement)
    is_returned = statement.state == statement.State.RETURNED
    returned = statement.events.filter(kind="returned").order_by("-at") if is_returned else None
    done, total = changes_made(tasks) if is_returned else _written(statement)
    owed = statement.requirement
    context = {
        "statement": statement,
        "section_a": [task for task in tasks if task.section.heading],
        "section_b": [task for task in tasks if not task.section.heading],
        "done": done,
        "total": total,
        "returned": returned.first() if returned else None,
        "advice": statement.advice_requests.select_related("section__heading")[:5],
        "can_submit": can_submit,
        "can_discard": permissions.can_discard_statement(request.user, statement),
        "heads": [] if can_submit else standing.heads(statement),
        "is_head": request.user.has_role("head", statement.department),
        "may_offer": owed.tier == "a" and permissions.can_volunteer(request.user, owed),
    }
    return render(request, "sls/statement_edit.html", context)


@page("GET", "POST", asks="can_edit_section")
def section_edit(request, pk, key):
    """One section: its text, with what helps to write it, and its rows beside it."""
    section = section_of(request, pk, key)
    require(permissions.can_edit_section(request.user, section))
    typed = autosave.typed(request)
    form = TextForm(typed, section=section)
    if request.method == "POST":
        return _save_text(request, section, form)
    version = typed.get("version", "") if typed else str(section.version)
    return _section_page(request, section, form, version)


def _save_text(request, section, form):
    then = request.POST.get("then", "")
    if not form.is_valid():
        return _section_page(request, section, form, request.POST.get("version", ""))
    if form.has_changed() or then in ("next", "list", ""):
        version, text = version_from(request.POST), form.cleaned_data["text"]
        try:
            do_once(request, workflow.save_text, section, text=text, version=version)
        except workflow.Stale as stale:
            return stale_text_page(request, section, form, stale.current)
        messages.success(request, f"{section} is saved.")
    autosave.forget(request)
    return redirect(_where_next(section, then))


def _where_next(section, then):
    """The page that the pressed button names: "next", "add services", "change services 12", …"""
    statement = section.statement_id
    if then == "next":
        return next_section(section) or reverse("sls:statement_check", args=[statement])
    verb, _, which = then.partition(" ")
    part, _, row = which.partition(" ")
    names = {"add": "add", "change": "edit", "remove": "remove"}
    if verb not in names or part != section.part:
        return reverse("sls:statement_edit", args=[statement])
    rows = [row] if verb != "add" else []
    try:
        if part == Section.KPIS:
            return reverse(f"sls:kpi_{names[verb]}", args=[statement, *rows])
        return reverse(f"sls:row_{names[verb]}", args=[statement, section.key, part, *rows])
    except NoReverseMatch:
        return section


def next_section(section):
    """The next section that the department may change now, or None after the last."""
    following = section.statement.sections.filter(position__gt=section.position, is_open=True)
    return following.order_by("position").first()


def _section_page(request, section, form, version):
    statement = section.statement
    before = approved_before(statement)
    has_kpis = section.key == Section.KPIS
    kpis = section.kpis.select_related("promise__kpi", "promise__baseline") if has_kpis else []
    context = {
        "statement": statement,
        "section": section,
        "form": form,
        "version": version,
        "requests": open_requests(statement).get(section.pk, []),
        "remarks": open_remarks(section),
        "before": before.content.section(section.key) if before else None,
        "before_name": before.label if before else "",
        "others": autosave.others_editing(request.path, request.user),
        "part": PARTS.get(section.part),
        "rows": rows_of(section) if section.part in PARTS else [],
        "kpis": [(row, checks.kpi_missing(row.promise)) for row in kpis],
        "many": coach.of_number(len(kpis)),
    }
    return render(request, "sls/section_edit.html", context)


@page("GET", "POST", asks="can_reopen_section")
def section_reopen(request, pk, key):
    """The head opens a part that the reviewer did not ask about, and says why."""
    section = section_of(request, pk, key)
    statement = section.statement
    is_open = section.is_editable and permissions.can_edit_section(request.user, section)
    if is_open and (request.method != "POST" or was_sent(request)):
        return redirect(section)  # the second of two clicks, or an old link
    require(permissions.can_reopen_section(request.user, section))
    form = ReopenForm(autosave.typed(request))
    if request.method == "POST" and form.is_valid():
        verb, said = workflow.reopen_section, form.cleaned_data
        done = f"{section} is open. The reviewer will see your reason."
        if saved(request, form, verb, section, done=done, **said):
            return redirect(section)
    context = {"statement": statement, "section": section, "form": form}
    return render(request, "sls/section_reopen.html", context)
