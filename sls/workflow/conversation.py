"""Advice on drafts, comments and answers, and what other departments say of dependencies."""

from django.db import transaction
from django.utils import timezone

from institution.history import save_as
from institution.models import User
from institution.permissions import NotAllowed, Stale
from institution.workflow.recording import check
from sls import content, emails, permissions
from sls.models import (
    AdviceRequest,
    ChangeRequest,
    Comment,
    Section,
    Stakeholder,
    Statement,
)
from sls.workflow.locking import lock, record


@transaction.atomic
def ask_advice(
    statement: Statement, *, by: User, section: Section | None = None, message: str = ""
) -> AdviceRequest:
    """Send the draft as it is, or one section of it, for advice. Nothing is submitted."""
    statement = lock(statement)
    check(permissions.can_ask_advice(by, statement))
    frozen = content.of_statement(statement).to_json()
    if section:
        only = [entry for entry in frozen["sections"] if entry["key"] == section.key]
        if not only:
            raise NotAllowed("There is nothing in this part yet to give advice on.")
        frozen["sections"] = only
    advice = AdviceRequest.objects.create(
        statement=statement, section=section, message=message.strip(), content=frozen,
        by=by, by_name=str(by),
    )  # fmt: skip
    what = str(section) if section else "the whole draft"
    record(statement, "advice_asked", f"asked for advice on {what}", by=by, note=message)
    emails.tell_reviewers_advice_asked(advice)
    return advice


@transaction.atomic
def answer_advice(advice: AdviceRequest, *, by: User, comments: dict[str, str]) -> AdviceRequest:
    """Send comments back: long text by section key, "" being the draft as a whole."""
    statement = lock(advice.statement)
    advice.refresh_from_db()
    check(permissions.can_give_advice(by, advice))
    said = {key: text.strip() for key, text in comments.items() if text.strip()}
    if not said:
        raise NotAllowed("Write at least one comment before you send the advice.")
    sections = {section.key: section for section in statement.sections.all()}
    for key, text in said.items():
        Comment.objects.create(
            statement=statement, section=sections.get(key), advice=advice, text=text,
            by=by, by_name=str(by),
        )  # fmt: skip
    advice.answered_at, advice.answered_by_name = timezone.now(), str(by)
    advice.save(update_fields=["answered_at", "answered_by_name"])
    record(statement, "advice_given", "gave advice", by=by)
    emails.tell_department_advised(advice)
    return advice


@transaction.atomic
def add_comment(
    statement: Statement,
    *,
    by: User,
    text: str,
    section: Section | None = None,
    change_request: ChangeRequest | None = None,
    answers: Comment | None = None,
    internal: bool = False,
) -> Comment:
    """Say something: to both sides, or as a note that only reviewers from elsewhere see."""
    statement = lock(statement)
    internal = internal or (answers is not None and answers.is_internal)
    if internal:
        check(permissions.can_see_internal_notes(by, statement))
    else:
        check(permissions.can_comment_on_statement(by, statement))
    if not text.strip():
        raise NotAllowed("Write something before you send it.")
    comment = Comment.objects.create(
        statement=statement, section=section, change_request=change_request, answers=answers,
        text=text.strip(), is_internal=internal, by=by, by_name=str(by),
    )  # fmt: skip
    where = change_request.section if change_request else section
    said = "answered the request about" if change_request else "commented on"
    said = "made an internal note on" if internal else said
    record(
        statement, "commented", f"{said} {where or 'the statement'}", by=by, note=comment.text,
        internal=internal,
    )  # fmt: skip
    if not internal:
        emails.tell_other_side_commented(comment)
    return comment


@transaction.atomic
def resolve_comment(comment: Comment, *, by: User) -> Comment:
    """Close a comment: what it asked has been dealt with."""
    statement = lock(comment.statement)
    comment.refresh_from_db()
    if comment.is_internal:
        check(permissions.can_see_internal_notes(by, statement))
    else:
        check(permissions.can_comment_on_statement(by, statement))
    if comment.resolved_at is None:
        comment.resolved_at, comment.resolved_by_name = timezone.now(), str(by)
        comment.save(update_fields=["resolved_at", "resolved_by_name"])
        record(
            statement, "resolved", "resolved a comment", by=by, note=comment.text,
            internal=comment.is_internal,
        )  # fmt: skip
    return comment


@transaction.atomic
def resolve_request(request: ChangeRequest, *, by: User) -> ChangeRequest:
    """The reviewer is content with what became of a request."""
    statement = lock(request.section.statement)
    request.refresh_from_db()
    check(permissions.can_review_statement(by, statement))
    if request.resolved_at is None:
        request.resolved_at, request.resolved_by_name = timezone.now(), str(by)
        request.save(update_fields=["resolved_at", "resolved_by_name"])
        record(statement, "resolved", f"resolved the request about {request.section}", by=by)
    return request


@transaction.atomic
def answer_dependency(
    stakeholder: Stakeholder, *, by: User, response: str, as_seen: str, note: str = ""
) -> Stakeholder:
    """Confirm or dispute that another department's service depends on one's own.

    Raises Stale when the line, or a colleague's answer to it, is not as it was seen (see
    Stakeholder.as_seen).
    """
    statement = lock(stakeholder.section.statement)
    lines = Stakeholder.objects.dependencies().select_related("department", "responded_by")
    current = lines.filter(pk=stakeholder.pk).first()
    if current is None:
        raise NotAllowed("This line is not in a submitted statement any more.")
    stakeholder = current
    check(permissions.can_answer_dependency(by, stakeholder))
    if response not in {"confirmed", "disputed"}:
        raise NotAllowed("Choose whether you confirm or dispute the line.")
    if response == "disputed" and not note.strip():
        raise NotAllowed("Say why you dispute the line; the other department will read it.")
    if (stakeholder.response, stakeholder.response_note) == (response, note.strip()):
        return stakeholder
    if stakeholder.as_seen != as_seen:
        raise Stale(stakeholder)
    stakeholder.response, stakeholder.response_note = response, note.strip()
    stakeholder.responded_at, stakeholder.responded_by = timezone.now(), by
    save_as(stakeholder, by)
    record(
        statement, "dependency", f"{response} that it depends on {stakeholder.department}", by=by,
        note=note,
    )  # fmt: skip
    emails.tell_department_dependency(stakeholder)
    return stakeholder
