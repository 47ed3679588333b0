"""Plans from files: send, look, correct, confirm. And plans as files."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from actionplans import exporting, workflow
from actionplans.forms.files import PlanFileForm, RowForm
from actionplans.models import Action
from actionplans.permissions import can_manage_plans
from actionplans.understanding import understand
from actionplans.views.loading import plan_of, pressed
from actionplans.workflow.files import ALREADY, goal_of
from documents import docx
from documents.exports import XLSX, download
from documents.uploads import say_if_unread
from institution import autosave, once
from institution.models import Import, Institution
from institution.pages import SIGNED_IN, page
from institution.permissions import NotAllowed, require
from institution.saving import saved

PER_PAGE = 50


@page("GET", "POST", asks="can_manage_plans")
def plan_import(request):
    """Send a file or a pasted table; what can be read leads on to the preview."""
    require(can_manage_plans(request.user))
    is_sent = request.method == "POST"
    form = PlanFileForm(autosave.typed(request), request.FILES if is_sent else None)
    if is_sent:
        say_if_unread(form, request)
    if is_sent and form.is_valid() and _kept(request, form):
        return redirect("actionplans:plan_preview", _mine(request).latest("pk").pk)
    waiting = _mine(request).filter(confirmed_at=None).order_by("-pk")[:5]
    return render(request, "actionplans/plan_import.html", {"form": form, "waiting": waiting})


def _kept(request, form):
    return saved(
        request, form, workflow.keep_plan_file, form.file_name, form.table, **form.goal,
        done="What you sent was read. Nothing is imported yet.",
    )  # fmt: skip


def _mine(request):
    return Import.objects.filter(person=request.user, kind=Import.Kind.PLAN)


@page("GET", "POST", asks="can_manage_plans")
def plan_preview(request, upload_pk):
    """What was understood of each row; confirming takes in all of them or none."""
    require(can_manage_plans(request.user))
    upload = get_object_or_404(_mine(request), pk=upload_pk)
    if request.method == "POST" and not upload.confirmed_at:
        if plan := _confirmed(request, upload):
            return redirect(plan)
        upload = get_object_or_404(_mine(request), pk=upload_pk)
    if upload.confirmed_at:
        return _is_done(request, upload)
    goal = goal_of(upload)
    found = understand(upload, goal)
    rows = found.to_look_at if request.GET.get("show") == "look" else found.rows
    context = {
        "upload": upload,
        "goal": goal,
        "found": found,
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "actionplans/plan_preview.html", context)


def _confirmed(request, upload):
    """The plan that the rows are in now, or None."""
    stamp = request.POST.get("stamp", "")
    try:
        plan = once.do(request, workflow.confirm_plan_file, upload, stamp=stamp)
    except NotAllowed as reason:
        messages.error(request, str(reason))
        return None
    if plan:
        messages.success(request, f"The actions of {upload.file_name} are in the plan.")
    return plan


def _is_done(request, upload):
    """Imported already: on to the plan that has its actions."""
    messages.info(request, ALREADY)
    return redirect("actionplans:plan_detail", upload.about["plan"])


@page("GET", "POST", asks="can_manage_plans")
def plan_import_discard(request, upload_pk):
    """Forget a file that was read and not imported, after a question."""
    require(can_manage_plans(request.user))
    upload = get_object_or_404(_mine(request), pk=upload_pk)
    if upload.confirmed_at:
        return _is_done(request, upload)
    if request.method == "POST":
        done = f"What was read of {upload.file_name} is discarded."
        pressed(request, workflow.discard_plan_file, upload, done=done)
        return redirect("actionplans:plan_import")
    return render(request, "actionplans/plan_import_discard.html", {"upload": upload})


@page("GET", "POST", asks="can_manage_plans")
def plan_row(request, upload_pk, number):
    """Correct one row that was read, or leave it out."""
    require(can_manage_plans(request.user))
    upload = get_object_or_404(_mine(request), pk=upload_pk)
    if upload.confirmed_at:
        return _is_done(request, upload)
    if not 1 <= number <= len(upload.rows):
        raise Http404
    form = RowForm(autosave.typed(request), initial=upload.rows[number - 1])
    if request.method == "POST" and form.is_valid() and _changed(request, form, upload, number):
        return redirect(_back(upload, number))
    found = understand(upload, goal_of(upload)).rows[number - 1]
    context = {"upload": upload, "form": form, "row": found, "back": _back(upload, number)}
    return render(request, "actionplans/plan_row.html", context)


def _changed(request, form, upload, number):
    as_seen, done = request.POST.get("as_seen", ""), f"Row {number} is saved."
    return saved(
        request, form, workflow.change_row, upload, number, form.row, as_seen=as_seen, done=done
    )


def _back(upload, number):
    """The row's place in the preview."""
    preview = reverse("actionplans:plan_preview", args=[upload.pk])
    return f"{preview}?page={(number - 1) // PER_PAGE + 1}#row-{number}"


@page("GET", asks=SIGNED_IN)
def plan_file(request, pk, ending):
    """The actions that the person may see, as a file that can be imported again."""
    plan = plan_of(request, pk)
    actions = Action.objects.visible_to(request.user).live().filter(plan=plan).for_list()
    rows = exporting.rows_of(actions.order_by("theme__position", "position", "pk"))
    name = f"{slugify(plan.title)[:80] or 'plan'}.{ending}"
    if ending == "csv":
        return download(name, exporting.plan_csv(rows), "text/csv; charset=utf-8")
    if ending == "xlsx":
        return download(name, exporting.plan_xlsx(rows), XLSX)
    if ending == "docx":
        about = {"title": plan.title, "author": str(Institution.get())}
        content = exporting.plan_docx(rows, **about, made_at=timezone.localtime())
        return download(name, content, docx.KIND)
    raise Http404
