"""What the institution says of itself: name, mailbox, colour, committees."""

from django.contrib import messages
from django.shortcuts import redirect, render

from institution import autosave, once, workflow
from institution.forms.details import InstitutionForm
from institution.models import Institution
from institution.pages import page
from institution.permissions import can_manage_institution, require


@page("GET", "POST", asks="can_manage_institution")
def institution_edit(request):
    """Change the institution's details."""
    require(can_manage_institution(request.user))
    typed = request.POST or autosave.restored(request)
    form = InstitutionForm(typed, instance=Institution.get())
    if request.method == "POST" and form.is_valid():
        once.do(request, workflow.change_institution, form.save(commit=False))
        autosave.forget(request.user, request.path)
        messages.success(request, "The institution's details are saved.")
        return redirect("institution:institution_edit")
    return render(request, "institution/institution_edit.html", {"form": form})
