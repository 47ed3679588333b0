"""What the two sides say to each other: comments, answers, internal notes, advice on drafts."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from institution import autosave
from institution.pages import page
from institution.permissions import NotAllowed, require
from institution.saving import saved
from sls import content, permissions, workflow
from sls.forms.review import AdviceAnswerForm, MessageForm
from sls.models import AdviceRequest, ChangeRequest, Comment, Statement
from sls.views.steps import do_once, statement_of


def conversation_of(statement):
    """The address of the conversation on the statement's page."""
    return reverse("sls:statement_detail", args=[statement.pk]) + "#conversation"


@page("GET", "POST", asks="can_comment_on_statement or can_see_internal_notes")
def comment_add(request, pk):
    """Say something about the statement or one section, to both sides or to reviewers only."""
    statement = statement_of(request, pk)
    # First: a 404 would tell a stranger which comments there are.
    may_note = permissions.can_see_internal_notes(request.user, statement)
    require(may_note or permissions.can_comment_on_statement(request.user, statement))
    about = _about(request, statement)
    is_internal = about["internal"]
    may = (
        permissions.can_see_internal_notes if is_internal else permissions.can_comment_on_statement
    )
    require(may(request.user, statement))
    draft = _draft_name(about)
    form = MessageForm(autosave.typed(request, draft), **_field(statement, is_internal))
    is_sent = request.method == "POST" and form.is_valid()
    if is_sent and _say(request, statement, form, draft=draft, **about):
        return redirect(conversation_of(statement))
    context = {"statement": statement, "form": form, "draft": draft, **about}
    return render(request, "sls/comment_add.html", context)


def _field(statement, is_internal):
    """What the box is called, and who reads what is written in it."""
    theirs = statement.department
    if is_internal:
        hint = f"Reviewers from other departments see it. {theirs} never does."
        return {"label": "Note", "hint": hint}
    hint = f"Both sides read it: {theirs} and the quality office. The other side is told by e-mail."
    return {"label": "Comment", "hint": hint}


def _about(request, statement):
    """What the address says the comment is about; an answer to an internal note is internal."""
    asked = request.GET.get("section")
    sections = statement.sections.select_related("heading")
    answered = _answered(request, statement)
    return {
        "section": next((section for section in sections if section.key == asked), None),
        "answers": answered,
        "internal": answered.is_internal if answered else request.GET.get("internal") == "1",
    }


def _draft_name(about):
    """The name under which what is typed is kept: a note never turns up in an open comment."""
    if about["answers"]:
        return f"answer-{about['answers'].pk}"
    name = "note" if about["internal"] else "comment"
    return f"{name}-{about['section'].key}" if about["section"] else name


def _answered(request, statement):
    """The comment that the address names as the one to answer, if it names one; else a 404."""
    asked = request.GET.get("answers")
    if asked is None:
        return None
    return get_object_or_404(_comments(request, statement), pk=_number(asked))


def _number(typed):
    return int(typed) if typed and typed.isascii() and typed.isdigit() and len(typed) < 10 else None


def _say(request, statement, form, **details):
    """Add the comment; a refusal stands in the form with what was typed. True when it is said."""
    text, done = form.cleaned_data["text"], "It is added to the conversation."
    return saved(request, form, workflow.add_comment, statement, text=text, done=done, **details)


def _comments(request, statement):
    """The comments that the person may read."""
    comments = Comment.objects.filter(statement=statement)
    if permissions.can_see_internal_notes(request.user, statement):
        return comments
    return comments.filter(is_internal=False)


@page("POST", asks="can_comment_on_statement or can_see_internal_notes")
def comment_resolve(request, pk):
    """Close a comment: what it asked has been dealt with."""
    visible = Statement.objects.visible_to(request.user)
    comment = get_object_or_404(Comment.objects.filter(statement__in=visible), pk=pk)
    statement = statement_of(request, comment.statement_id)
    if not permissions.can_follow_statement(request.user, statement):
        raise Http404
    get_object_or_404(_comments(request, statement), pk=pk)
    if not comment.is_internal:
        require(permissions.can_comment_on_statement(request.user, statement))
    try:
        do_once(request, workflow.resolve_comment, comment)
    except NotAllowed as reason:
        messages.error(request, str(reason))
    return redirect(conversation_of(statement))


def _request_of(request, pk):
    """A request that was sent to the department, if the person may follow the statement."""
    sent = ChangeRequest.objects.exclude(sent_at=None).select_related("section__heading")
    asked = get_object_or_404(sent, pk=pk)
    statement = statement_of(request, asked.section.statement_id)
    if not permissions.can_follow_statement(request.user, statement):
        raise Http404
    asked.section.statement = statement
    return asked


@page("POST", asks="can_review_statement")
def request_resolve(request, pk):
    """The reviewer is content with what became of a request."""
    asked = _request_of(request, pk)
    statement = asked.section.statement
    require(permissions.can_review_statement(request.user, statement))
    try:
        do_once(request, workflow.resolve_request, asked)
    except NotAllowed as reason:
        messages.error(request, str(reason))
    return redirect(conversation_of(statement))


@page("GET", "POST", asks="can_comment_on_statement")
def request_answer(request, pk):
    """Answer what the reviewer asked about a section."""
    asked = _request_of(request, pk)
    statement = asked.section.statement
    require(permissions.can_comment_on_statement(request.user, statement))
    form = MessageForm(autosave.typed(request), label="Your answer")
    if request.method == "POST" and form.is_valid():
        details = {"section": asked.section, "change_request": asked}
        if _say(request, statement, form, **details):
            return redirect(conversation_of(statement))
    context = {"statement": statement, "asked": asked, "form": form, "answers": asked.answers.all()}
    return render(request, "sls/request_answer.html", context)


@page("GET", "POST", asks="can_read_advice and can_give_advice")
def advice_detail(request, pk):
    """What was sent for advice, and the answer; a reviewer writes it here."""
    visible = Statement.objects.visible_to(request.user)
    found = AdviceRequest.objects.filter(statement__in=visible)
    advice = get_object_or_404(found.select_related("section__heading"), pk=pk)
    advice.statement = statement_of(request, advice.statement_id)
    if not permissions.can_read_advice(request.user, advice):
        raise Http404
    said = content.from_json(advice.content)
    form = AdviceAnswerForm(autosave.typed(request), sections=said.sections)
    if request.method == "POST":
        require(permissions.can_give_advice(request.user, advice))
        if form.is_valid() and _give_advice(request, advice, form):
            return redirect("sls:advice_detail", pk)
    context = {
        "advice": advice,
        "title": f"Advice on {advice.section or 'the whole draft'}",
        "statement": advice.statement,
        "parts": [(section, form[section.key]) for section in said.sections],
        "form": form,
        "comments": _advice_given(advice),
        "can_give": permissions.can_give_advice(request.user, advice),
    }
    return render(request, "sls/advice_detail.html", context)


def _give_advice(request, advice, form):
    verb, done = workflow.answer_advice, "The advice is sent."
    return saved(request, form, verb, advice, comments=form.comments(), done=done)


def _advice_given(advice):
    return list(advice.comments.select_related("section__heading"))
