"""What the institution says of itself: name, mailbox, colour, committees."""

from django.shortcuts import redirect, render

from institution import autosave, workflow
from institution.forms.details import InstitutionForm
from institution.models import Institution
from institution.pages import page
from institution.permissions import can_manage_institution, require
from institution.saving import saved


@page("GET", "POST", asks="can_manage_institution")
def institution_edit(request):
    """Change the institution's details."""
    require(can_manage_institution(request.user))
    institution = Institution.get()
    form = InstitutionForm(autosave.typed(request), instance=institution, by=request.user)
    if request.method == "POST" and form.is_valid():
        changed, done = form.save(commit=False), "The institution's details are saved."
        as_seen, verb = form.cleaned_data["as_seen"], workflow.change_institution
        if saved(request, form, verb, changed, as_seen=as_seen, done=done):
            return redirect("institution:institution_edit")
    # Who changes the name looks for it in the frame.
    context = {"form": form, "institution": Institution.get()}
    return render(request, "institution/institution_edit.html", context)
