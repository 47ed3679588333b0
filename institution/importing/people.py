"""People and their roles from a list: who is new, what changes, and taking them in."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from institution import permissions
from institution.fields import DayField
from institution.forms.people import PersonForm
from institution.importing.departments import by_every_name
from institution.importing.files import Column, Row
from institution.importing.plans import Outcome, Plan, Step, cleaned
from institution.models import Department, RoleGrant, User
from institution.workflow.people import add_people, change_person
from institution.workflow.recording import in_words
from institution.workflow.roles import grant_roles

Role = RoleGrant.Role
DEPUTY = "deputy"
COLUMNS = (
    Column("email", "E-mail", ("Mail", "E-mail address", "User name"), is_required=True),
    Column("name", "Name", ("Full name", "Person")),
    Column("job_title", "Job title", ("Job", "Position", "Post")),
    Column("department", "Department", ("Works in", "Service", "Area")),
    Column("role", "Role", ("Role in Kept",)),
    Column("role_department", "Role department", ("Department of the role", "Role for")),
    Column("starts_on", "From", ("Start", "Starts on", "Starts", "Start date", "Since")),
    Column("ends_on", "Until", ("End", "Ends on", "Ends", "End date", "To")),
)
EXAMPLE = (
    ("a.reader@example.ac.uk", "Alex Reader", "Head of Library", "Library", "head", "Library",
     "1 August 2026", ""),
    ("b.writer@example.ac.uk", "Bo Writer", "Librarian", "Library", "deputy", "Library", "",
     "31 July 2027"),
    ("c.keeper@example.ac.uk", "Charlie Keeper", "Quality Officer", "Quality Office", "reviewer",
     "", "", ""),
)  # fmt: skip
ROLES = {
    "head": Role.HEAD, "head of department": Role.HEAD, "hod": Role.HEAD,
    "deputy": DEPUTY, "deputy head": DEPUTY, "contributor": Role.CONTRIBUTOR,
    "reviewer": Role.REVIEWER, "reviewer, quality office": Role.REVIEWER,
    "lead": Role.LEAD, "institutional lead": Role.LEAD,
    "signatory": Role.SIGNATORY, "administrator": Role.ADMINISTRATOR, "admin": Role.ADMINISTRATOR,
}  # fmt: skip
FIELDS: Mapping[str, forms.Field] = {
    "email": PersonForm.base_fields["email"],
    "job_title": PersonForm.base_fields["job_title"],
    "starts_on": DayField(label="From"),
    "ends_on": DayField(label="Until"),
}
NAME = PersonForm.base_fields["name"]
WORDS = {"name": "Name", "job_title": "Job title", "department": "Works in"}


class _Known:
    """The people and departments there are, and what the rows above say of the same people."""

    def __init__(self) -> None:
        people = User.objects.select_related("department").prefetch_related("role_grants")
        self.people = {person.email.lower(): person for person in people}
        self.grants: dict[str, list[RoleGrant]] = {
            email: [grant for grant in person.role_grants.all() if grant.revoked_at is None]
            for email, person in self.people.items()
        }
        self.departments = by_every_name()
        self.above: dict[str, dict[str, Any]] = {}


def plan(rows: list[Row], *, by: User) -> Plan:
    """What importing the rows would do. Changes nothing; a fixed number of queries."""
    known = _Known()
    return Plan([_step(row, known, by) for row in rows])


def _step(row: Row, known: _Known, by: User) -> Step:
    step = Step(row.line, row.cells.get("email", "").lower())
    is_named = bool(row.cells.get("name"))
    fields = {**FIELDS, "name": NAME} if is_named else FIELDS
    step.cells = {"name": "", **cleaned(row, fields, step)}
    step.cells["department"] = _department(row.cells.get("department", ""), known, step)
    person = known.people.get(step.about)
    if step.outcome != Outcome.ERROR:
        _details(step, person, known, by)
        _role(row, step, person, known, by)
    return step


def _department(name: str, known: _Known, step: Step) -> Department | None:
    if not name:
        return None
    found = known.departments.get(name.lower())
    if found is None:
        step.fail(f"There is no department called “{name}”. Add it first, or check its name.")
    elif not found.is_active:
        step.fail(f"{found} was merged into {found.merged_into}. Use that name instead.")
    return found


def _details(step: Step, person: User | None, known: _Known, by: User) -> None:
    """What the row says of the person; an empty cell says nothing."""
    above = known.above.setdefault(step.about, {})
    for name, word in WORDS.items():
        said = step.cells[name]
        if said and "line" in above and name not in above:
            step.note(Outcome.CHANGE, f"{word}: {said}")
        if said and above.setdefault(name, said) != said:
            step.fail(f"{word}: a row above says {above[name]} for this e-mail. Make them agree.")
    if person is None and "line" not in above:
        if not step.cells["name"]:
            step.fail("Name: this person is new here. Enter the name.")
        step.note(Outcome.ADD)
    elif person is not None:
        _compare(step, person, by)
    above.setdefault("line", step.line)


def _compare(step: Step, person: User, by: User) -> None:
    for name, word in WORDS.items():
        said, is_now = step.cells[name], getattr(person, name)
        if said and said != is_now:
            step.note(Outcome.CHANGE, f"{word}: {is_now or 'none'} becomes {said}")
    permission = permissions.can_change_person(by, person)
    if step.outcome == Outcome.CHANGE and not permission:
        step.fail(permission.reason)


def _role(row: Row, step: Step, person: User | None, known: _Known, by: User) -> None:
    """The role that the row gives, if any: a grant to make, kept in the step's cells."""
    said = row.cells.get("role", "")
    if not said:
        if step.cells["starts_on"] or step.cells["ends_on"] or row.cells.get("role_department"):
            step.fail("Role: there are dates or a department for a role, but no role.")
        return
    role = ROLES.get(said.casefold())
    if role is None:
        step.fail(f"Role: “{said}” is not a role. Write one of: {', '.join(role_words())}.")
        return
    if role == DEPUTY and not step.cells["ends_on"]:
        step.fail("Until: a deputy's role needs a last day.")
    grant = _grant(row, Role.HEAD if role == DEPUTY else role, step, known)
    if grant and step.outcome != Outcome.ERROR:
        _give(grant, step, person, known, by)


def role_words() -> list[str]:
    """What may stand in the column for the role."""
    return ["head", DEPUTY, *(role.value for role in Role if role != Role.HEAD)]


def _grant(row: Row, role: str, step: Step, known: _Known) -> RoleGrant | None:
    """The grant that the row describes; None after an error."""
    where = None
    if role in RoleGrant.DEPARTMENTAL:
        named = row.cells.get("role_department", "")
        where = _department(named, known, step) if named else step.cells["department"]
        if where is None:
            step.fail("Role department: say which department this role is for.")
            return None
    elif row.cells.get("role_department"):
        step.fail("Role department: this role is for the whole institution. Leave it empty.")
        return None
    first: date = step.cells["starts_on"] or timezone.localdate()
    last: date | None = step.cells["ends_on"]
    if last and last < max(first, timezone.localdate()):
        step.fail("Until: the last day is before the first, or has passed already.")
        return None
    return RoleGrant(role=role, department=where, starts_on=first, ends_on=last)


def _give(grant: RoleGrant, step: Step, person: User | None, known: _Known, by: User) -> None:
    """Note the grant, unless the person holds the role already or may not be given it."""
    if any(held.is_same_role(grant) for held in known.grants.setdefault(step.about, [])):
        return
    if not (permission := permissions.can_grant_role(by, person or User(), grant.role)):
        step.fail(permission.reason)
        return
    if person and not person.is_active:
        step.fail(f"{person} cannot sign in any more, so a role would have no effect.")
        return
    known.grants[step.about].append(grant)
    step.cells["grant"] = grant
    until = f" until {in_words(grant.ends_on)}" if grant.ends_on else ""
    step.note(Outcome.CHANGE, f"{grant} from {in_words(grant.starts_on)}{until}")


def carry_out(plan: Plan, *, by: User, invite: bool) -> None:
    """Take in every row of a plan without errors, within the caller's transaction."""
    new = {step.about: User(email=step.about, **_said(step)) for step in plan.added}
    people = {person.email.lower(): person for person in User.objects.all()} | new
    changed = set()
    for step in plan.changed:
        person = people[step.about]
        for name, value in _said(step).items():
            setattr(person, name, value)
            changed.add(step.about)
    add_people(list(new.values()), by=by, invite=invite)
    for email in sorted(changed - set(new)):
        change_person(people[email], by=by)
    giving = [step for step in plan.steps if "grant" in step.cells]
    for step in giving:
        step.cells["grant"].person = people[step.about]
    grant_roles([step.cells["grant"] for step in giving], by=by)


def _said(step: Step) -> dict[str, Any]:
    """What the row says of the person, without its empty cells."""
    return {name: step.cells[name] for name in WORDS if step.cells[name]}
