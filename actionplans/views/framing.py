"""What frames a plan: its details, themes, more time, who helps, and the rules of the scheme."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from actionplans import carrying, permissions, workflow
from actionplans.forms.plans import EditorForm, ExtensionForm, PlanForm, SchemeForm, ThemeForm
from actionplans.models import Action, Plan, Scheme, Theme
from actionplans.views.loading import plan_of, pressed
from institution import autosave, once
from institution.pages import page
from institution.permissions import require
from institution.saving import saved


@page("GET", "POST", asks="can_manage_plans")
def plan_add(request):
    """Begin an empty plan with the scheme's themes."""
    require(permissions.can_manage_plans(request.user))
    begun = Plan(starts_on=timezone.localdate(), months=Scheme.get().plan_months)
    begun.stage = carrying.next_stage()
    form = PlanForm(autosave.typed(request), instance=begun)
    if request.method == "POST" and form.is_valid():
        said, done = form.save(commit=False), f"“{form.instance}” is begun. Add its actions now."
        if saved(request, form, workflow.begin_plan, said, done=done):
            return redirect(said if said.pk else "actionplans:plan_list")
    return render(request, "actionplans/plan_form.html", {"form": form})


@page("GET", "POST", asks="can_change_plan")
def plan_edit(request, pk):
    """Change the details of a plan."""
    plan = plan_of(request, pk)
    require(permissions.can_change_plan(request.user, plan))
    form = PlanForm(autosave.typed(request), instance=plan)
    if request.method == "POST" and form.is_valid():
        said, as_seen = form.save(commit=False), form.cleaned_data["as_seen"]
        details = {"as_seen": as_seen, "done": "The plan's details are saved."}
        if saved(request, form, workflow.change_plan, said, **details):
            return redirect(plan)
    return render(request, "actionplans/plan_form.html", {"form": form, "plan": plan})


@page("GET", "POST", asks="can_put_in_force")
def plan_put_in_force(request, pk):
    """Say that the plan was signed before it came here, after a question."""
    plan = plan_of(request, pk)
    require(permissions.can_put_in_force(request.user, plan))
    if request.method == "POST":
        pressed(request, workflow.put_in_force, plan, done="The plan is in force.")
        return redirect(plan)
    return render(request, "actionplans/plan_put_in_force.html", {"plan": plan})


@page("GET", "POST", asks="can_discard_plan")
def plan_discard(request, pk):
    """Discard a draft, on a page that says what follows from it."""
    plan = plan_of(request, pk)
    require(permissions.can_discard_plan(request.user, plan))
    if request.method == "POST":
        done = f"The draft “{plan}” is discarded."
        went_well = pressed(request, workflow.discard_plan, plan, done=done)
        return redirect("actionplans:plan_list" if went_well else plan)
    actions = plan.actions.live()
    carried = Action.objects.filter(disposition__successor__in=actions)
    context = {"plan": plan, "actions": actions.count(), "carried": carried.count()}
    return render(request, "actionplans/plan_discard.html", context)


@page("GET", "POST", asks="can_extend_plan")
def plan_extend(request, pk):
    """Give the plan in force more time, with a reason."""
    plan = plan_of(request, pk)
    require(permissions.can_extend_plan(request.user, plan))
    form = ExtensionForm(autosave.typed(request))
    if request.method == "POST" and form.is_valid():
        details = form.cleaned_data | {"done": "The plan has more time.", "at": "until"}
        if saved(request, form, workflow.extend_plan, plan, **details):
            return redirect(plan)
    return render(request, "actionplans/plan_extend.html", {"plan": plan, "form": form})


@page("GET", "POST", asks="can_choose_editors")
def editor_list(request, pk):
    """Who helps to write the plan: add somebody."""
    plan = plan_of(request, pk)
    require(permissions.can_choose_editors(request.user, plan))
    form = EditorForm(autosave.typed(request))
    if request.method == "POST" and form.is_valid():
        person = form.cleaned_data["person"]
        if saved(request, form, workflow.add_editor, plan, person, done=f"{person} helps now."):
            return redirect("actionplans:editor_list", pk)
    editors = plan.editors.select_related("person")
    context = {"plan": plan, "form": form, "editors": editors}
    return render(request, "actionplans/editor_list.html", context)


@page("POST", asks="can_choose_editors")
def editor_remove(request, pk, row_pk):
    """Somebody no longer helps."""
    plan = plan_of(request, pk)
    require(permissions.can_choose_editors(request.user, plan))
    editor = get_object_or_404(plan.editors.select_related("person"), pk=row_pk)
    once.do(request, workflow.remove_editor, plan, editor.person)
    return redirect("actionplans:editor_list", pk)


@page("GET", "POST", asks="can_write_plan")
def theme_list(request, pk):
    """The themes of a draft: add one."""
    return _theme(request, pk, None)


@page("GET", "POST", asks="can_write_plan")
def theme_edit(request, pk, row_pk):
    """Rename a theme of a draft."""
    return _theme(request, pk, row_pk)


def _theme(request, pk, row_pk):
    plan = plan_of(request, pk)
    require(permissions.can_write_plan(request.user, plan))
    theme = get_object_or_404(plan.themes, pk=row_pk) if row_pk else Theme(plan=plan)
    form = ThemeForm(autosave.typed(request), instance=theme)
    if request.method == "POST" and form.is_valid():
        said, done = form.save(commit=False), f"The theme {form.instance} is saved."
        if row_pk:
            as_seen = form.cleaned_data["as_seen"]
            went_well = saved(
                request, form, workflow.change_theme, said, as_seen=as_seen, done=done
            )
        else:
            went_well = saved(request, form, workflow.add_theme, plan, said, done=done)
        if went_well:
            return redirect("actionplans:theme_list", pk)
    context = {"plan": plan, "form": form, "theme": theme, "themes": plan.themes.all()}
    return render(request, "actionplans/theme_list.html", context)


@page("GET", "POST", asks="can_manage_plans")
def scheme_edit(request):
    """The rules that hold for all plans: when stages are due, when seasons begin and end."""
    require(permissions.can_manage_plans(request.user))
    form = SchemeForm(autosave.typed(request), instance=Scheme.get())
    if request.method == "POST" and form.is_valid():
        said, as_seen = form.save(commit=False), form.cleaned_data.get("as_seen")
        charters = form.cleaned_data["charters"]
        details = {"as_seen": as_seen, "charters": charters, "done": "The rules are saved."}
        if saved(request, form, workflow.change_scheme, said, **details):
            return redirect("actionplans:plan_list")
    return render(request, "actionplans/scheme_form.html", {"form": form})
