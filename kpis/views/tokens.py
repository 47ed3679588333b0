"""Which programs are let in: a department's, those of the whole house, letting one in and out."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from institution import autosave, once
from institution.models import Department
from institution.pages import page
from institution.permissions import NotAllowed, require
from kpis import workflow
from kpis.forms.tokens import TokenForm
from kpis.models import Token
from kpis.permissions import can_make_token, can_revoke_token, can_see_tokens

# With what a list asks of each, in a fixed number of queries.
FOR_LIST = Token.objects.select_related("department__merged_into", "made_by").prefetch_related(
    "kpis", "made_by__role_grants"
)


@page("GET", asks="can_see_tokens")
def token_list(request):
    """Every program that is let in, and those that were."""
    require(can_see_tokens(request.user, None))
    return _list_page(request, FOR_LIST.all(), None)


@page("GET", asks="can_see_tokens")
def department_tokens(request, slug):
    """The programs that send the department's readings."""
    department = _department(slug)
    require(can_see_tokens(request.user, department))
    return _list_page(request, FOR_LIST.filter(department=department), department)


def _list_page(request, tokens, department):
    tokens = list(tokens)
    context = {
        "department": department,
        "working": [token for token in tokens if not token.is_over],
        "over": [token for token in tokens if token.is_over],
        "can_make": can_make_token(request.user, department),
    }
    return render(request, "kpis/token_list.html", context)


@page("GET", "POST", asks="can_make_token")
def token_add(request):
    """Let a program read what is published."""
    return _add_page(request, None)


@page("GET", "POST", asks="can_make_token")
def department_token_add(request, slug):
    """Let a program send the department's readings."""
    return _add_page(request, _department(slug))


def _add_page(request, department):
    require(can_make_token(request.user, department))
    form = TokenForm(autosave.typed(request), department=department)
    context = {"department": department, "form": form, "back": _list_url(department)}
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        name = said.pop("name")
        try:
            made = once.do(request, workflow.make_token, name, department, **said)
        except NotAllowed as reason:
            form.add_error(None, str(reason))
        else:
            autosave.forget(request)
            context["token"], context["secret"] = made or (None, "")
            return render(request, "kpis/token_made.html", context)
    return render(request, "kpis/token_add.html", context)


@page("GET", "POST", asks="can_revoke_token")
def token_revoke(request, pk):
    """Shut a program out, on a page that lists what follows."""
    token = get_object_or_404(FOR_LIST, pk=pk)
    if not can_revoke_token(request.user, token):
        raise Http404
    back = _list_url(token.department)
    if request.method == "POST":
        once.do(request, workflow.revoke_token, token)
        messages.success(request, f"The program “{token}” is shut out.")
        return redirect(back)
    context = {"token": token, "department": token.department, "back": back}
    return render(request, "kpis/token_revoke.html", context)


def _department(slug):
    return get_object_or_404(Department.objects.select_related("merged_into"), slug=slug)


def _list_url(department):
    """The list that the token stands in."""
    if department is None:
        return reverse("kpis:token_list")
    return reverse("kpis:department_tokens", args=[department.slug])
