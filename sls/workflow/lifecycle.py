"""From the blank form to the approved statement and its next edition."""

from collections.abc import Collection
from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.utils import timezone

from documents.models import SignedDocument
from documents.workflow import MadeDocument
from institution.models import User
from institution.permissions import NotAllowed
from institution.workflow.recording import check
from kpis.workflow import approve_promise
from sls import checks, content, emails, permissions
from sls.models import ChangeRequest, Requirement, Section, Statement, SubmittedVersion
from sls.workflow.copying import build_sections
from sls.workflow.locking import lock, record, touch

State = Statement.State

# Which move is legal: from each state, to which. docs/workflow.md draws this.
TRANSITIONS: dict[str, set[str]] = {
    State.DRAFT: {State.SUBMITTED, State.DISCARDED},
    State.SUBMITTED: {State.RETURNED, State.APPROVED, State.DRAFT},
    State.RETURNED: {State.SUBMITTED},
    State.APPROVED: {State.SUPERSEDED},
    State.SUPERSEDED: set(),
    State.DISCARDED: set(),
}


class Incomplete(NotAllowed):
    """Submission refused because something required is missing; `gaps` says what, with links."""

    def __init__(self, gaps: list) -> None:
        super().__init__("The statement is not complete yet.")
        self.gaps = gaps


def _move(statement: Statement, to: str, **changes: Any) -> None:
    if to not in TRANSITIONS[statement.state]:
        raise NotAllowed(f"A statement that is {statement.get_state_display()} cannot become {to}.")
    statement.state, statement.state_at = to, timezone.now()
    for name, value in changes.items():
        setattr(statement, name, value)
    statement.save()
    touch(statement)


@transaction.atomic
def start(requirement: Requirement, *, by: User, begin_from: Statement | None = None) -> Statement:
    """Begin the statement that the requirement asks for, blank or from an approved one.

    Begun twice at once there is one statement: the second call returns the first one's.
    """
    requirement = (
        Requirement.objects.select_for_update(of=("self",))
        .select_related("department", "academic_year")
        .get(pk=requirement.pk)
    )
    check(permissions.can_start_statement(by, requirement))
    existing = requirement.statements.live().first()
    if existing:
        return existing
    if begin_from and not _may_begin_from(begin_from, requirement):
        raise NotAllowed("Begin from an approved statement of the same department, or blank.")
    return _begin(requirement, by=by, source=begin_from)


def _may_begin_from(source: Statement, requirement: Requirement) -> bool:
    """Approved, and of the department or of one that was merged into it."""
    return source.is_published and source.department.successor() == requirement.department


def _begin(requirement: Requirement, *, by: User, source: Statement | None) -> Statement:
    template = checks.template_for(requirement, source)
    if template is None:
        raise NotAllowed("There is no published template yet. The quality office publishes one.")
    last = requirement.statements.order_by("-edition").first()
    of_year = requirement.academic_year
    is_later_edition = source is not None and source.academic_year == of_year
    statement = Statement.objects.create(
        department=requirement.department,
        academic_year=of_year,
        requirement=requirement,
        template=template,
        edition=last.edition + 1 if last else 1,
        begun_from=source,
        is_later_edition=is_later_edition,
        created_by=by,
    )
    build_sections(statement, source, by=by)
    text = f"began it from {source.academic_year}" if source else "began it from a blank form"
    if is_later_edition:
        text = f"began edition {statement.edition}"
    record(statement, "began", text, by=by)
    return statement


@transaction.atomic
def begin_edition(statement: Statement, *, by: User) -> Statement:
    """Begin a later change to an approved statement; until approved, the old one stays in force."""
    statement = lock(statement)
    unfinished = statement.requirement.statements.filter(state__in=Statement.UNFINISHED).first()
    if unfinished:
        return unfinished
    check(permissions.can_begin_edition(by, statement))
    return _begin(statement.requirement, by=by, source=statement)


@transaction.atomic
def discard(statement: Statement, *, by: User) -> Statement:
    """Put away a draft that was never submitted. It is kept, but no longer in the way."""
    statement = lock(statement)
    if statement.state == State.DISCARDED:
        return statement
    check(permissions.can_discard_statement(by, statement))
    _move(statement, State.DISCARDED)
    record(statement, "discarded", "discarded the draft", by=by)
    return statement


@transaction.atomic
def submit(statement: Statement, *, by: User) -> Statement:
    """Send the statement to the quality office; its words are frozen as a numbered version.

    Raises Incomplete with every gap at once. Sent twice there is one submission.
    """
    statement = lock(statement)
    if statement.state == State.SUBMITTED and statement.submitted_by_id == by.pk:
        return statement
    check(permissions.can_submit_statement(by, statement))
    sections = content.sections_of(statement)
    gaps = checks.gaps(statement, sections)
    if gaps:
        raise Incomplete(gaps)
    last = statement.submitted_versions.order_by("-number").first()
    number = last.number + 1 if last else 1
    _move(statement, State.SUBMITTED, submitted_at=timezone.now(), submitted_by=by)
    frozen = content.of_statement(statement, sections)
    SubmittedVersion.objects.create(
        statement=statement, number=number, content=frozen.to_json(),
        content_sha256=frozen.fingerprint(), by=by, by_name=str(by),
        coached=[asdict(one) for one in checks.coached(sections)],
    )  # fmt: skip
    verb = "resubmitted it" if number > 1 else "submitted it"
    record(statement, "submitted", f"{verb} (version {number})", by=by)
    emails.tell_reviewers_submitted(statement, again=number > 1)
    emails.tell_departments_named(statement, content.from_json(last.content) if last else None)
    return statement


@transaction.atomic
def withdraw(statement: Statement, *, by: User, reason: str = "") -> Statement:
    """Take a submitted statement back to write on.

    While changes are asked for, the same parts are open as before it was sent; otherwise it is a
    draft again and every part is. What the reviewer noted and did not send waits until it is back.
    """
    statement = lock(statement)
    check(permissions.can_withdraw_statement(by, statement))
    if ChangeRequest.objects.open_on(statement).exists():
        _move(statement, State.RETURNED)
    else:
        _move(statement, State.DRAFT)
        statement.sections.update(is_open=True, reopened_because="")
    record(statement, "withdrawn", "took it back to change it", by=by, note=reason)
    emails.tell_reviewers_withdrawn(statement)
    return statement


@transaction.atomic
def take(statement: Statement, *, by: User) -> Statement:
    """The reviewer takes the statement on, also from a colleague."""
    statement = lock(statement)
    check(permissions.can_review_statement(by, statement))
    if statement.reviewer_id != by.pk:
        colleague = statement.reviewer
        Statement.objects.filter(pk=statement.pk).update(reviewer=by)
        statement.reviewer = by
        record(statement, "taken", "took it for review", by=by)
        if colleague:
            emails.tell_reviewer_taken_over(statement, colleague)
    return statement


@transaction.atomic
def return_for_changes(
    statement: Statement, *, by: User, message: str = "", again: Collection[ChangeRequest] = ()
) -> Statement:
    """Send every noted request to the department, and `again` those of the earlier ones that still
    stand. Only their sections open; every other earlier request is settled by this."""
    statement = lock(statement)
    earlier = ChangeRequest.objects.open_on(statement)
    asked_again = earlier.filter(pk__in=[request.pk for request in again])
    sent = [*ChangeRequest.objects.noted_on(statement), *asked_again]
    asked = {request.section_id for request in sent}
    if statement.state == State.RETURNED and statement.reviewer_id == by.pk and not asked:
        return statement
    check(permissions.can_return_statement(by, statement))
    if not asked:
        raise NotAllowed(
            "Tick “Needs changes” at one heading at least, and say what should change there."
        )
    pks, now = [request.pk for request in sent], timezone.now()
    earlier.exclude(pk__in=pks).update(resolved_at=now)
    ChangeRequest.objects.filter(pk__in=pks).update(sent_at=now)
    statement.sections.update(is_open=False, reopened_because="")
    statement.sections.filter(pk__in=asked).update(is_open=True)
    _move(statement, State.RETURNED, reviewer=by)
    what = "1 part" if len(asked) == 1 else f"{len(asked)} parts"
    record(statement, "returned", f"asked for changes in {what}", by=by, note=message)
    emails.tell_department_returned(statement, message)
    return statement


@transaction.atomic
def reopen_section(section: Section, *, by: User, reason: str) -> Section:
    """The head opens a part that no change was asked for, and says why."""
    statement = lock(section.statement)
    section = statement.sections.get(pk=section.pk)
    if section.is_open:
        return section
    check(permissions.can_reopen_section(by, section))
    if not reason.strip():
        raise NotAllowed("Say why you open this part; the reviewer will read it.")
    section.is_open, section.reopened_because = True, reason.strip()
    section.save(update_fields=["is_open", "reopened_because"])
    record(statement, "reopened", f"opened {section}", by=by, note=reason)
    return section


@transaction.atomic
def approve(statement: Statement, *, by: User, document: MadeDocument) -> Statement:
    """Approve the statement and keep its signed document. Nothing changes it afterwards.

    `document` is what `signing.prepare` made, rendered and sealed before: if the words have
    changed since, nothing is approved.
    """
    statement = lock(statement)
    if statement.state == State.APPROVED and statement.approved_by_id == by.pk:
        return statement
    check(permissions.can_approve_statement(by, statement))
    if ChangeRequest.objects.noted_on(statement).exists():
        raise NotAllowed("You noted changes that are not sent. Send them, or remove them first.")
    made_from = (document.signature.reference, document.version)
    if made_from != (statement.reference, statement.version):
        raise NotAllowed("This statement changed while you were approving it. Read it again first.")
    older = Statement.objects.in_force().filter(
        department=statement.department_id, academic_year=statement.academic_year_id
    )
    replaced = older.select_related("document").first()
    if replaced:
        _move(replaced, State.SUPERSEDED)
        record(replaced, "superseded", f"approved edition {statement.edition} in its place", by=by)
    signed = SignedDocument.store(document, supersedes=replaced.document if replaced else None)
    _move(
        statement, State.APPROVED,
        approved_at=signed.signed_at, approved_by=by, document=signed, reviewer=by,
    )  # fmt: skip
    for section in content.sections_of(statement):
        for row in section.kpis.all():
            approve_promise(row.promise, by=by)
    ChangeRequest.objects.open_on(statement).update(resolved_at=timezone.now())
    record(statement, "approved", "approved it and signed the document", by=by)
    emails.tell_department_approved(statement)
    return statement
