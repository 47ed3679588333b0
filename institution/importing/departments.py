"""Departments from a list: which are new, which change, and taking them in."""

from institution.forms.departments import DepartmentForm
from institution.importing.files import Column, Row
from institution.importing.plans import Outcome, Plan, Step, cleaned
from institution.models import Department, DepartmentName, User
from institution.workflow.departments import add_departments, change_department

COLUMNS = (
    Column("name", "Name", ("Department", "Department name", "Service", "Area"), is_required=True),
    Column("aliases", "Other names", ("Aliases", "Alias", "Also known as", "Abbreviations")),
    Column("email", "E-mail", ("Mail", "E-mail address", "Mailbox", "Contact e-mail")),
    Column("phone", "Telephone", ("Phone", "Tel", "Telephone number", "Phone number")),
    Column("web", "Web page", ("Web", "Website", "Web site", "URL", "Web address")),
    Column("summary", "Summary", ("Description", "What it does", "About")),
)
EXAMPLE = (
    ("Library and Learning Resources", "The Library|LLR", "library@example.ac.uk", "01227 000000",
     "https://example.ac.uk/library", "Books, journals, study space and help with finding things"),
    ("Finance", "Finance Department", "finance@example.ac.uk", "", "", ""),
)  # fmt: skip
FIELDS = {name: field for name, field in DepartmentForm.base_fields.items() if name != "aliases"}
WORDS = {"email": "e-mail", "phone": "telephone", "web": "web page", "summary": "summary"}


def by_every_name() -> dict[str, Department]:
    """The departments there are by each name, in lower case; an official one goes before another's
    other names. Two queries."""
    departments = list(Department.objects.select_related("merged_into"))
    by_pk = {department.pk: department for department in departments}
    found: dict[str, Department] = {}
    for other in DepartmentName.objects.all():
        found.setdefault(other.name.lower(), by_pk[other.department_id])
    return found | {department.name.lower(): department for department in departments}


class _Known:
    """The departments there are, by every name, and the names that the rows above have used."""

    def __init__(self) -> None:
        self.departments = by_every_name()
        self.used: dict[str, int] = {}

    def called(self, name: str) -> Department | None:
        return self.departments.get(name.lower())


def plan(rows: list[Row], *, by: User) -> Plan:
    """What importing the rows would do. Changes nothing; a fixed number of queries."""
    known = _Known()
    return Plan([_step(row, known) for row in rows])


def _step(row: Row, known: _Known) -> Step:
    step = Step(row.line, row.cells.get("name", ""))
    step.cells = cleaned(row, FIELDS, step)
    aliases = [" ".join(name.split()) for name in row.cells.get("aliases", "").split("|")]
    step.cells["aliases"] = [name for name in aliases if name]
    name = step.about
    _used_once(step, name, known)
    there = known.called(name)
    _check_aliases(step, there, known)
    if there and not there.is_active:
        step.fail(f"{there} was merged into {there.merged_into}. Use that name instead.")
    elif there:
        _compare(step, there, known)
    elif step.outcome != Outcome.ERROR:
        step.note(Outcome.ADD)
    return step


def _used_once(step: Step, name: str, known: _Known) -> None:
    if not name:
        return
    there = known.called(name)
    key = (there.name if there else name).lower()
    if above := known.used.get(key):
        step.fail(f"“{name}” is in line {above} already. Keep one row for each department.")
    known.used.setdefault(key, step.line)


def _check_aliases(step: Step, there: Department | None, known: _Known) -> None:
    for alias in step.cells["aliases"]:
        if alias.startswith(("=", "+", "-", "@")):
            step.fail(f"Other names: “{alias[:40]}” looks like a formula. Write the text itself.")
        elif len(alias) > 200:
            step.fail(f"Other names: “{alias[:40]}…” is longer than 200 characters.")
        owner = known.called(alias)
        if owner and owner != there:
            step.fail(f"Other names: “{alias}” is a name of {owner} already.")
        above = known.used.setdefault(alias.lower(), step.line)
        if above != step.line:
            step.fail(f"Other names: “{alias}” is in line {above} already.")


def _compare(step: Step, there: Department, known: _Known) -> None:
    """What the row says otherwise than the department does; an empty cell says nothing."""
    if there.name != step.about:
        step.notes.append(f"Known as {there.name}; the name stays.")
    for name, word in WORDS.items():
        said, is_now = step.cells.get(name, ""), getattr(there, name)
        if said and said != is_now:
            step.note(Outcome.CHANGE, f"{word.capitalize()}: {is_now or 'none'} becomes {said}")
    new = [alias for alias in step.cells["aliases"] if known.called(alias) is None]
    if new:
        step.note(Outcome.CHANGE, f"Other names: {', '.join(new)} added")


def carry_out(plan: Plan, *, by: User) -> None:
    """Take in every row of a plan without errors, within the caller's transaction."""
    add_departments([_new(step) for step in plan.added], by=by)
    known = by_every_name()
    for step in plan.changed:
        department = known[step.about.lower()]
        for name in WORDS:
            setattr(department, name, step.cells.get(name) or getattr(department, name))
        kept = department.names.filter(kind=DepartmentName.Kind.ALIAS)
        aliases = [*kept.values_list("name", flat=True), *step.cells["aliases"]]
        change_department(department, by=by, aliases=aliases)


def _new(step: Step) -> tuple[Department, list[str]]:
    values = {name: step.cells[name] for name in ("name", *WORDS)}
    return Department(**values), step.cells["aliases"]
