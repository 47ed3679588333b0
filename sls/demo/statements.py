"""The demo's statements, written, submitted and reviewed by the workflow verbs alone."""

from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction

from institution import clock, years
from institution.models import AcademicYear, Department, User
from kpis.models import KpiBaseline, UniversityKpi
from sls import workflow
from sls.demo import house
from sls.models import (
    NotDelivered,
    Requirement,
    Section,
    Service,
    ServiceStandard,
    Stakeholder,
    Statement,
)
from sls.signing import prepare


def head_of(department: Department) -> User:
    """The head who holds the department's pen in the demo."""
    grant = department.role_grants.filter(role="head").order_by("pk")[0]
    return User.objects.get(pk=grant.person_id)


def writer_of(department: Department) -> User:
    """The contributor where there is one, else the head."""
    grant = department.role_grants.filter(role="contributor").order_by("pk").first()
    return User.objects.get(pk=grant.person_id) if grant else head_of(department)


def judge_of(department: Department) -> User:
    """A reviewer who does not belong to the department."""
    first = house.reviewer()
    if department.pk not in first.belongs_to:
        return first
    return User.objects.get(email="reviewer2@kept.example")


def begin(entry: dict, year: AcademicYear) -> Statement:
    """Begin the department's statement from its last approved one, or blank."""
    requirement = Requirement.objects.get(department__slug=entry["slug"], academic_year=year)
    head = head_of(requirement.department)
    if entry["voluntary"] and not requirement.voluntary:
        requirement = workflow.volunteer(requirement, by=head, offer=True)
    last = (
        Statement.objects.in_force()
        .filter(department=requirement.department)
        .order_by("-academic_year__start_year")
        .first()
    )
    return workflow.start(requirement, by=head, begin_from=last)


def write(statement: Statement, entry: dict, *, texts: dict[str, str], only: int = 99) -> None:
    """Fill in the first `only` headings; rows and KPIs where the statement was begun blank."""
    by = writer_of(statement.department)
    for section in list(statement.sections.all())[:only]:
        if section.key in texts and (section.text != texts[section.key] or not section.text):
            section = workflow.save_text(
                section, by=by, text=texts[section.key].strip(), version=section.version
            )
        if statement.begun_from_id is None:
            _rows(section, entry, by)
    if statement.begun_from_id and only > len(texts):
        _baselines(statement, entry, by)


def _rows(section: Section, entry: dict, by: User) -> None:
    rows: list = []
    if section.part == "services":
        rows = [Service(**row) for row in entry.get("services", [])]
    elif section.part == "not_delivered":
        rows = [_not_delivered(row) for row in entry.get("not_delivered", [])]
    elif section.part == "stakeholders":
        rows = [_stakeholder(row) for row in entry.get("stakeholders", [])]
    elif section.key == Section.STANDARDS:
        rows = [_standard(row) for row in entry.get("standards", [])]
    for row in rows:
        workflow.add_row(section, row, by=by)
    if section.key == Section.KPIS:
        for described in entry.get("kpis", []):
            _kpi(section, described, by)


def _department(name: str | None) -> Department | None:
    return Department.objects.get(name=name) if name else None


def _not_delivered(row: dict) -> NotDelivered:
    return NotDelivered(
        what=row["what"],
        instead_department=_department(row.get("instead_department")),
        instead_outside=row.get("instead_outside", ""),
    )


def _stakeholder(row: dict) -> Stakeholder:
    return Stakeholder(
        name=row["name"],
        audience=row.get("audience", ""),
        department=_department(row.get("department")),
        is_dependency=bool(row.get("depends")),
        depends_on=row.get("depends", ""),
    )


def _standard(row: dict) -> ServiceStandard:
    return ServiceStandard(
        promise=row["promise"],
        time_from=row.get("days_from"),
        time_to=row.get("days_to"),
        unit=row["unit"],
        counted_from=row.get("counted_from", ""),
    )


AS_WRITTEN = [
    "shape", "action", "what", "comparison", "days", "change_direction", "measure",
    "numerator_label", "denominator_label", "for_whom", "student_effect", "goal", "owner",
    "data_source", "frequency", "amber_kind", "rationale",
]  # fmt: skip
NUMBERS = ["share", "change_percent", "amber_value"]


def _kpi(section: Section, described: dict, by: User) -> None:
    row = workflow.add_kpi(section, by=by, title=described["title"])
    promise = row.promise
    for name in AS_WRITTEN:
        if name in described:
            setattr(promise, name, described[name])
    for name in NUMBERS:
        if name in described:
            setattr(promise, name, Decimal(str(described[name])))
    promise.university_kpi = UniversityKpi.objects.get(name=described["university_kpi"])
    start = promise.academic_year.start_year
    if "due_month" in described:
        later = described["due_month"] < years.FIRST_MONTH
        promise.due_on = date(start + later, described["due_month"], described["due_day"])
    promise.baseline = _baseline(described, start)
    workflow.change_kpi(row, promise, by=by, version=promise.version)


def _baseline(described: dict, start_year: int) -> KpiBaseline | None:
    if "baseline" not in described:
        return None
    return KpiBaseline(
        period_start=years.first_day(start_year - 1),
        period_end=years.last_day(start_year - 1),
        value=Decimal(str(described["baseline"]["value"])),
        source=described["baseline"]["source"],
    )


def _baselines(statement: Statement, entry: dict, by: User) -> None:
    """A carried-over promise to change something needs last year's figure to compare with."""
    described = {kpi["title"]: kpi for kpi in entry.get("kpis", [])}
    section = statement.sections.get(key=Section.KPIS)
    for row in section.kpis.select_related("promise__academic_year", "promise__kpi"):
        promise = row.promise
        if promise.shape == "change" and promise.baseline is None:
            promise.baseline = _baseline(described[promise.title], promise.academic_year.start_year)
            workflow.change_kpi(row, promise, by=by, version=promise.version)


def submit(statement: Statement) -> Statement:
    """The head sends it to the quality office."""
    return workflow.submit(statement, by=head_of(statement.department))


def approve(statement: Statement) -> Statement:
    """The reviewer takes it, reads it and signs it: a real document, really sealed."""
    judge = judge_of(statement.department)
    statement = workflow.take(statement, by=judge)
    return workflow.approve(statement, by=judge, document=prepare(statement, by=judge))


def return_it(statement: Statement, entry: dict) -> Statement:
    """Send back what the demo's reviewer asks of this department."""
    judge = judge_of(statement.department)
    statement = workflow.take(statement, by=judge)
    for row in entry["review"]:
        section = statement.sections.get(key=row["section"])
        workflow.note_request(section, by=judge, kind=row["kind"], text=row["comment"])
    message = "Thank you, this reads well. A few things would make it clearer for its readers."
    return workflow.return_for_changes(statement, by=judge, message=message)


def reply(statement: Statement, entry: dict) -> None:
    """The department answers each request and touches the text it is about."""
    head = head_of(statement.department)
    for row in entry["review"]:
        section = statement.sections.get(key=row["section"])
        request = section.change_requests.get(resolved_at=None)
        workflow.add_comment(statement, by=head, text=row["reply"], change_request=request)


@transaction.atomic
def finished(entry: dict, year: AcademicYear, *, texts: dict[str, str], day: date) -> Statement:
    """A statement from the first word to the signature, as if it were then."""
    with clock.at(day - timedelta(days=30)):
        statement = begin(entry, year)
        write(statement, entry, texts=texts)
    with clock.at(day - timedelta(days=12), 15, 20):
        statement = submit(statement)
    with clock.at(day, 11, 5):
        return approve(statement)
