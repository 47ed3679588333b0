"""Who may do what to statements, requirements and the template, and the words for a refusal."""

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from institution.models import AcademicYear, RoleGrant, User
from institution.permissions import YES, Permission, is_reviewer, no, not_now
from sls.models import (
    AdviceRequest,
    CommitteeReport,
    Requirement,
    Section,
    Stakeholder,
    Statement,
    StatementTemplate,
)

Role = RoleGrant.Role
State = Statement.State


def can_manage_requirements(user: User) -> Permission:
    """Decide which department owes what in a year."""
    return YES if is_reviewer(user) else no("Only the quality office decides who owes a statement.")


def can_make_reports(user: User) -> Permission:
    """Make, read and cancel reports for the committee: words of departments stand in them that
    nobody else has read yet."""
    if is_reviewer(user):
        return YES
    return no("Only the quality office makes and reads the reports for the committee.")


def can_cancel_report(user: User, report: CommitteeReport) -> Permission:
    """Stop a report that is waiting or being made."""
    if not (permission := can_make_reports(user)):
        return permission
    if not report.is_unfinished:
        return not_now("The report is not being made any more.")
    return YES


def can_manage_template(user: User) -> Permission:
    """See the template's versions and begin a new one."""
    return YES if is_reviewer(user) else no("Only the quality office changes the template.")


def can_change_template(user: User, template: StatementTemplate) -> Permission:
    """Edit the headings of a template that is not published."""
    if not (permission := can_manage_template(user)):
        return permission
    if template.is_published:
        way = (reverse("sls:template_list"), "Go to the templates")
        return not_now(
            "A published template never changes. Begin a new version of it.", way=way, for_good=True
        )
    return YES


def can_review_statements(user: User) -> Permission:
    """See the review queue and the answers to requests for advice."""
    return YES if is_reviewer(user) else no("Only the quality office reviews statements.")


def _to(statement: Statement) -> tuple[str, str]:
    """The way on from a refusal: where the statement says how it stands."""
    return statement.get_absolute_url(), "Go to the statement"


def _year_asks(year: AcademicYear, way: tuple[str, str] | None = None) -> Permission:
    if year.state == AcademicYear.State.PAUSED:
        sentence = f"{year} is paused: nothing is asked of anyone. {year.public_reason}"
        return not_now(sentence, way=way)
    if year.state != AcademicYear.State.OPEN:
        sentence = f"{year} is {year.get_state_display()}, so its statements do not change."
        return not_now(sentence, way=way)
    return YES


def can_start_statement(user: User, requirement: Requirement) -> Permission:
    """Begin the first edition of the department's statement for the requirement's year."""
    department = requirement.department
    if department.pk not in user.writes_for:
        return no(f"Only people of {department} begin its statement.")
    if not (permission := _year_asks(requirement.academic_year)):
        return permission
    if not requirement.asks_statement:
        return not_now(f"{department} owes no statement for {requirement.academic_year}.")
    return YES


def can_volunteer(user: User, requirement: Requirement) -> Permission:
    """Take up, or drop again, what the department does not owe."""
    if not user.has_role(Role.HEAD, requirement.department):
        return no(f"Only the head of {requirement.department} offers more than is owed.")
    if requirement.is_proposal:
        return not_now("The requirement has not been decided yet.")
    if requirement.tier == Requirement.Tier.AB:
        return not_now("Sections A and B are owed already.")
    if requirement.statements.exclude(state__in=[State.DRAFT, State.DISCARDED]).exists():
        return not_now("The statement has been submitted, so the offer stands.")
    return _year_asks(requirement.academic_year)


def can_begin_edition(user: User, statement: Statement) -> Permission:
    """Begin a later change: a new edition that supersedes the approved one when approved."""
    if not user.has_role(Role.HEAD, statement.department):
        return no(f"Only the head of {statement.department} can begin a new edition.")
    if statement.state != State.APPROVED:
        return not_now("A new edition is begun from the approved statement.", way=_to(statement))
    return _year_asks(statement.academic_year, _to(statement))


def can_read_statement(user: User | AnonymousUser, statement: Statement) -> Permission:
    """Read the words as they are now. Others see the state, and the versions that were sent."""
    if statement.is_published:
        return YES
    if user.is_authenticated and statement.department_id in user.writes_for:
        return YES
    if is_reviewer(user) and statement.state == State.SUBMITTED:
        return YES
    return no("The department is still writing. You can read what it has sent.")


def can_edit_statement(user: User, statement: Statement) -> Permission:
    """Write on the statement: its people, while they hold the pen, in an open year."""
    if statement.department_id not in user.writes_for:
        return no(f"Only people of {statement.department} write its statement.")
    if statement.state == State.SUBMITTED:
        sentence = "The statement is with the quality office. The head can take it back."
        return not_now(sentence, way=_to(statement))
    if not statement.is_being_written:
        sentence = f"The statement is {statement.get_state_display()} and does not change."
        return not_now(sentence, way=_to(statement), for_good=True)
    return _year_asks(statement.academic_year, _to(statement))


def can_edit_section(user: User, section: Section) -> Permission:
    """Write on one section: as the statement, if it is open in this round."""
    if not (permission := can_edit_statement(user, section.statement)):
        return permission
    if section.is_open:
        return YES
    if can_reopen_section(user, section):
        way = reverse("sls:section_reopen", args=[section.statement_id, section.key])
        return no(
            "No change was asked for here. You can open it with a reason.", way=(way, "Open it")
        )
    return no("No change was asked for here. The head can open it with a reason.")


def can_reopen_section(user: User, section: Section) -> Permission:
    """Open a section that the reviewer did not ask about, with a reason."""
    if not user.has_role(Role.HEAD, section.statement.department):
        return no("Only the head opens a part that no change was asked for.")
    if section.statement.state != State.RETURNED or section.is_open:
        sentence = "This part is open already, or the statement is not with you."
        return not_now(sentence, way=_to(section.statement))
    return _year_asks(section.statement.academic_year, _to(section.statement))


def can_submit_statement(user: User, statement: Statement) -> Permission:
    """Send the statement to the quality office: the head alone."""
    if not user.has_role(Role.HEAD, statement.department):
        return no(f"Only the head of {statement.department} can send its statement.")
    return can_edit_statement(user, statement)


def can_withdraw_statement(user: User, statement: Statement) -> Permission:
    """Take a submitted statement back to write on."""
    if not user.has_role(Role.HEAD, statement.department):
        return no(f"Only the head of {statement.department} can take its statement back.")
    if statement.state != State.SUBMITTED:
        return not_now("The statement is not with the quality office.", way=_to(statement))
    return _year_asks(statement.academic_year, _to(statement))


def can_discard_statement(user: User, statement: Statement) -> Permission:
    """Put away a draft that was never submitted."""
    if not user.has_role(Role.HEAD, statement.department):
        return no(f"Only the head of {statement.department} can discard its draft.")
    if statement.state != State.DRAFT or statement.submitted_versions.exists():
        return not_now("What has been submitted once is kept.", way=_to(statement))
    return YES


def can_ask_advice(user: User, statement: Statement) -> Permission:
    """Send the draft, or part of it, for advice: whoever may write on it."""
    return can_edit_statement(user, statement)


def can_read_advice(user: User, advice: AdviceRequest) -> Permission:
    """Read what was sent for advice, and the answer."""
    if advice.statement.department_id in user.writes_for or is_reviewer(user):
        return YES
    return no("Only the department and the quality office read this.")


def can_give_advice(user: User, advice: AdviceRequest) -> Permission:
    """Answer a request for advice that nobody has answered."""
    if not (permission := can_review_statements(user)):
        return permission
    if user.is_part_of(advice.statement.department):
        return no("You belong to this department, so a reviewer from elsewhere gives the advice.")
    if advice.answered_at:
        return not_now("This has been answered.", way=_to(advice.statement), for_good=True)
    if advice.is_over:
        sentence = "The draft has been sent or discarded since, so advice comes too late."
        return not_now(sentence, way=_to(advice.statement), for_good=True)
    return YES


def _may_judge(user: User, statement: Statement) -> Permission:
    """Separation of duties: nobody judges their own department's statement or their own words.

    `Statement.objects.judgeable_by` asks the same of many statements.
    """
    if not is_reviewer(user):
        return no("Only the quality office reviews statements.")
    if user.is_part_of(statement.department):
        return no(
            f"You belong to {statement.department}. Nobody reviews the statement of their own "
            "department, so a reviewer from elsewhere does it."
        )
    if user.pk in statement.writers:
        return no("You wrote or submitted part of this statement, so somebody else reviews it.")
    return YES


def judges_of(statement: Statement) -> list[User]:
    """Everybody who may judge the statement, in a constant number of queries."""
    reviewers = User.objects.reviewing().prefetch_related("role_grants")
    return [one for one in reviewers if _may_judge(one, statement)]


def can_see_internal_notes(user: User, statement: Statement) -> Permission:
    """Notes among reviewers, which nobody of the department reads."""
    if is_reviewer(user) and not user.is_part_of(statement.department):
        return YES
    return no("These notes are for reviewers from other departments.")


def can_review_statement(user: User, statement: Statement) -> Permission:
    """Take it on, ask for changes, comment, and decide."""
    if is_reviewer(user) and statement.state != State.SUBMITTED:
        return not_now("The statement is not waiting for a review.", way=_to(statement))
    return _may_judge(user, statement)


def can_note_changes(user: User, statement: Statement) -> Permission:
    """Note what should change: the reviewer who has taken the statement, or takes it by noting."""
    if not (permission := can_review_statement(user, statement)):
        return permission
    if statement.reviewer_id not in {None, user.pk}:
        sentence = f"{statement.reviewer} has taken this statement. "
        return not_now(
            sentence + "Take it over to note changes or to decide.",
            way=(reverse("sls:statement_review", args=[statement.pk]), "Go to the review"),
        )
    return YES


def can_return_statement(user: User, statement: Statement) -> Permission:
    """Ask the department for changes: whoever may note them."""
    return can_note_changes(user, statement)


def can_approve_statement(user: User, statement: Statement) -> Permission:
    """Approve the statement and sign its document: whoever may note changes instead."""
    return can_note_changes(user, statement)


def can_follow_statement(user: User, statement: Statement) -> Permission:
    """Read the timeline, the versions that were sent and the conversation: the two sides only."""
    if is_reviewer(user) or statement.department_id in user.writes_for:
        return YES
    return no(f"Only {statement.department} and the quality office read this.")


def can_comment_on_statement(user: User, statement: Statement) -> Permission:
    """Take part in the conversation that both sides read."""
    if statement.department_id in user.writes_for:
        return YES
    return _may_judge(user, statement)


def can_see_dependencies(user: User) -> Permission:
    """See who depends on one's department; the quality office sees all of it."""
    if user.writes_for or is_reviewer(user):
        return YES
    return no("Only people who write for a department see who depends on it.")


def can_answer_dependency(user: User, stakeholder: Stakeholder) -> Permission:
    """Confirm or dispute that another department depends on one's own."""
    if stakeholder.department_id not in user.writes_for:
        return no(f"Only people of {stakeholder.department or 'that department'} answer this.")
    return _year_asks(stakeholder.section.statement.academic_year)
