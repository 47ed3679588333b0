"""Signing a self-assessment, declining it, taking it back; its document; what is attached to it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header

from actionplans import carrying, permissions, signing, workflow
from actionplans.assessments import gaps, gathering
from actionplans.forms.signing import AttachForm, BackForm, SignForm
from actionplans.views.loading import assessment_of, pressed, section_of
from documents import attachments
from documents.pdf import RenderRefused
from documents.sealing import SealRefused
from documents.uploads import say_if_unread
from institution import autosave, once
from institution.confirming import where_to_confirm
from institution.models import RoleGrant, User
from institution.pages import page
from institution.permissions import NotAllowed, require
from institution.saving import saved


@page("GET", "POST", asks="can_sign_as_lead")
def assessment_sign(request, pk):
    """The lead reads what is missing or what will be signed, and signs it."""
    assessment = assessment_of(request, pk)
    if assessment.is_out and assessment.is_signed_by(request.user, "lead"):
        return redirect(assessment)  # the second of two clicks
    require(permissions.can_sign_as_lead(request.user, assessment))
    said = gathering.of_assessment(assessment)
    form = SignForm(request.POST or None, request=request, initial={"shown": said.fingerprint()})
    if request.method == "POST" and form.is_valid():
        details = {"shown": form.cleaned_data["shown"], "done": "It is signed, and sent on."}
        if saved(request, form, workflow.sign_as_lead, assessment, **details):
            return redirect(assessment)
    context = _to_sign(request, assessment, said, form)
    titles = {part.key: part.title for part in said.parts}
    missing = [(titles[gap.part], gap) for gap in gaps.missing(assessment, said)]
    actions = assessment.plan.actions.live().select_related("disposition__successor")
    context |= {
        "gaps": missing, "undecided": carrying.waiting(assessment),
        "undated": carrying.undated(actions), "heads": _heads(request.user),
    }  # fmt: skip
    return render(request, "actionplans/assessment_sign.html", context)


def _heads(lead):
    """Who is asked to sign after the lead, by name."""
    return User.objects.holding(RoleGrant.Role.SIGNATORY).exclude(pk=lead.pk).order_by("name")


def _to_sign(request, assessment, said, form):
    return {
        "plan": assessment.plan,
        "assessment": assessment,
        "content": said,
        "form": form,
        "confirm_url": where_to_confirm(request),
    }


@page("GET", "POST", asks="can_sign_as_head")
def assessment_countersign(request, pk):
    """The head of the institution reads what the lead signed, and signs it."""
    assessment = assessment_of(request, pk)
    if assessment.is_signed_by(request.user, "head"):
        return redirect(assessment)  # the second of two clicks
    require(permissions.can_sign_as_head(request.user, assessment))
    said = signing.sent(assessment)
    form = SignForm(request.POST or None, request=request, initial={"shown": said.fingerprint()})
    if request.method == "POST" and form.is_valid() and _signed(request, assessment, form):
        return redirect(assessment)
    context = _to_sign(request, assessment, said, form)
    context |= {
        "role": signing.role_of(request.user),
        "signatures": assessment.signatures.standing(),
    }
    return render(request, "actionplans/assessment_countersign.html", context)


def _signed(request, assessment, form):
    """Render and seal first, which takes seconds; then the short transaction that signs."""
    try:
        document = signing.prepare(assessment, by=request.user)
        shown = form.cleaned_data["shown"]
        once.do(request, workflow.sign_as_head, assessment, document=document, shown=shown)
    except (NotAllowed, RenderRefused, SealRefused) as reason:
        form.add_error(None, str(reason))
        return False
    follows = " The plan that follows is in force." if assessment.next_plan_id else ""
    messages.success(request, f"It is signed.{follows} The institutional lead is told by e-mail.")
    return True


@page("GET", "POST", asks="can_sign_as_head")
def assessment_decline(request, pk):
    """The head of the institution does not sign, and says why."""
    assessment = assessment_of(request, pk)
    require(permissions.can_sign_as_head(request.user, assessment))
    return _back(request, assessment, workflow.decline, done="It is declined; the lead is told.")


@page("GET", "POST", asks="can_take_back")
def assessment_take_back(request, pk):
    """The lead takes it back before the head of the institution has signed."""
    assessment = assessment_of(request, pk)
    require(permissions.can_take_back(request.user, assessment))
    return _back(request, assessment, workflow.take_back, done="It can be written again.")


def _back(request, assessment, verb, *, done):
    form = BackForm(autosave.typed(request))
    is_sent = request.method == "POST" and form.is_valid()
    if is_sent and saved(request, form, verb, assessment, **form.cleaned_data, done=done):
        return redirect("actionplans:plan_detail", assessment.plan_id)
    is_declined = verb is workflow.decline
    context = {"plan": assessment.plan, "assessment": assessment, "form": form}
    return render(
        request, "actionplans/assessment_back.html", context | {"is_declined": is_declined}
    )


@page("GET", asks="can_read_assessment")
def assessment_pdf(request, pk):
    """The draft as a PDF, with DRAFT on each page; the signed document once there is one."""
    assessment = assessment_of(request, pk)
    require(permissions.can_read_assessment(request.user, assessment.plan))
    if assessment.document:
        return redirect(assessment.document.pdf_url)
    said = gathering.of_assessment(assessment)
    try:
        made = signing.draft_pdf(assessment, said)
    except RenderRefused as reason:
        raise NotAllowed(str(reason)) from reason
    name = content_disposition_header(True, f"self-assessment-{assessment.plan_id}-draft.pdf")
    return HttpResponse(made, content_type="application/pdf", headers={"Content-Disposition": name})


@page("GET", "POST", asks="can_write_assessment")
def attachment_add(request, pk, key):
    """Attach a file to a part."""
    section = section_of(request, pk, key)
    assessment = section.assessment
    require(permissions.can_write_assessment(request.user, assessment))
    is_sent = request.method == "POST"
    form = AttachForm(*([request.POST, request.FILES] if is_sent else []))
    if is_sent:
        say_if_unread(form, request)
    if is_sent and form.is_valid():
        details = form.cleaned_data | {"key": key, "done": "The file is attached."}
        if saved(request, form, workflow.attach, assessment, **details):
            return redirect(section)
    context = {"plan": assessment.plan, "section": section, "form": form}
    return render(request, "actionplans/attachment_form.html", context)


@page("POST", asks="can_write_assessment")
def attachment_remove(request, pk, row_pk):
    """Take a file off."""
    assessment = assessment_of(request, pk)
    require(permissions.can_write_assessment(request.user, assessment))
    attached = get_object_or_404(assessment.attachments.select_related("file"), pk=row_pk)
    pressed(request, workflow.detach, assessment, attached, done=f"{attached} is taken off.")
    return redirect("actionplans:assessment_part", pk, attached.key)


@page("GET", asks="can_read_assessment")
def attachment_file(request, pk, row_pk):
    """A file of a self-assessment: a picture to be shown, any other to be saved."""
    assessment = assessment_of(request, pk)
    require(permissions.can_read_assessment(request.user, assessment.plan))
    file = get_object_or_404(assessment.attachments.select_related("file"), pk=row_pk).file
    name = content_disposition_header(file.kind not in attachments.PICTURES, file.name) or "inline"
    return HttpResponse(
        bytes(file.content), content_type=attachments.TYPES[file.kind],
        headers={"Content-Disposition": name},
    )  # fmt: skip
