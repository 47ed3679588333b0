"""Writing a statement: begin it, its task list, and one page for each section."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse

from institution import autosave
from institution.pages import page
from institution.permissions import NotAllowed, require
from sls import content, permissions, workflow
from sls.differences import both
from sls.forms.writing import StartForm, TextForm
from sls.models import Requirement, Section
from sls.predecessors import last_year, predecessor
from sls.tasks import open_requests, task_list
from sls.views.conflicts import conflict_page, not_saved_page
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
    if existing and request.method == "GET":
        return redirect("sls:statement_edit", existing.pk)
    source = predecessor(requirement.department, requirement.academic_year)
    form = StartForm(request.POST or None, source=source)
    if form.is_valid():
        begin_from = source if form.cleaned_data["begin_from"] == "last" else None
        do_once(request, workflow.start, requirement, begin_from=begin_from)
        return redirect("sls:statement_edit", requirement.statements.live().get().pk)
    context = {"requirement": requirement, "source": source, "form": form}
    return render(request, "sls/statement_start.html", context)


@page("GET", asks="can_edit_statement")
def statement_edit(request, pk):
    """The task list: every section with its state, what is missing and what was asked."""
    statement = statement_of(request, pk)
    require(permissions.can_edit_statement(request.user, statement))
    tasks = task_list(statement, content.sections_of(statement))
    returned = statement.events.filter(kind="returned").order_by("-at").first()
    context = {
        "statement": statement,
        "section_a": [task for task in tasks if task.section.heading],
        "section_b": [task for task in tasks if not task.section.heading],
        "done": sum(task.is_done for task in tasks),
        "total": len(tasks),
        "message": returned if statement.state == statement.State.RETURNED else None,
        "can_submit": permissions.can_submit_statement(request.user, statement),
        "can_discard": permissions.can_discard_statement(request.user, statement),
        "may_reopen": request.user.has_role("head", statement.department),
    }
    return render(request, "sls/statement_edit.html", context)


@page("GET", "POST", asks="can_edit_section")
def section_edit(request, pk, key):
    """One section: its text, with what helps to write it, and its rows beside it."""
    section = section_of(request, pk, key)
    permission = permissions.can_edit_section(request.user, section)
    if request.method == "POST":
        return _save_text(request, section, permission)
    require(permission)
    typed = autosave.restored(request)
    form = TextForm(typed, section=section)
    version = typed.get("version", "") if typed else str(section.version)
    return _section_page(request, section, form, version)


def _save_text(request, section, permission):
    form = TextForm(request.POST, section=section)
    if not permission:
        return not_saved_page(request, section, form, permission.reason, status=403)
    if not form.is_valid():
        return _section_page(request, section, form, request.POST.get("version", ""))
    version, text = version_from(request.POST), form.cleaned_data["text"]
    try:
        do_once(request, workflow.save_text, section, text=text, version=version)
    except workflow.Stale as stale:
        return _text_conflict(request, section, form, stale.current)
    except NotAllowed as reason:
        return not_saved_page(request, section, form, reason)
    autosave.forget(request.user, request.path)
    messages.success(request, f"{section} is saved.")
    return redirect(_where_next(section, request.POST.get("then", "")))


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


def _text_conflict(request, section, form, current):
    theirs = TextForm(section=current)
    together = TextForm(
        initial={"text": both(current.text, form.cleaned_data["text"])}, section=current
    )
    return conflict_page(
        request, section, form, theirs,
        together=together, version=current.version, by=current.updated_by,
    )  # fmt: skip


def next_section(section):
    """The next section that the department may change now, or None after the last."""
    following = section.statement.sections.filter(position__gt=section.position, is_open=True)
    return following.order_by("position").first()


def _section_page(request, section, form, version):
    statement = section.statement
    before = last_year(statement)
    context = {
        "statement": statement,
        "section": section,
        "form": form,
        "version": version,
        "requests": open_requests(statement).get(section.pk, []),
        "before": before.section(section.key) if before else None,
        "before_label": before.year_label if before else "",
        "others": autosave.others_editing(request.path, request.user),
        "part": PARTS.get(section.part),
        "rows": rows_of(section) if section.part in PARTS else [],
        "kpis": list(section.kpis.select_related("promise__kpi", "promise__baseline"))
        if section.key == Section.KPIS
        else [],
    }
    return render(request, "sls/section_edit.html", context)
