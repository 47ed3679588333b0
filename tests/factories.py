"""Objects for tests. Statements walk the real workflow to their state, so none is impossible."""

import hashlib
from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from actionplans import signing as plan_signing
from actionplans.models import SelfAssessment
from documents.sealing import Seal
from documents.signature import Signature
from documents.workflow import MadeDocument
from institution.models import AcademicYear, Department, Institution, RoleGrant, User
from kpis.models import UniversityKpi
from sls import content, signing, workflow
from sls.models import (
    AnnualReturn,
    Heading,
    NotDelivered,
    Requirement,
    Service,
    ServiceStandard,
    Stakeholder,
    Statement,
    StatementTemplate,
)
from sls.returns import content as return_content

PASSWORD = "a-password-for-tests-only"
# Every person of the tests shares one hash.
_hash: list[str] = []
HEADINGS = [
    ("summary", "What we do", "services"),
    ("availability", "When we are there", ""),
    ("not_delivered", "What we do not do", "not_delivered"),
    ("stakeholders", "Who is involved", "stakeholders"),
]


def make_person(email: str, *, role: str = "", department: Department | None = None, **fields):
    """A person who can sign in, with one role from last year on if one is named."""
    person = User(email=f"{email}@kept.example", name=fields.pop("name", email.title()), **fields)
    if not _hash:
        person.set_password(PASSWORD)
        _hash.append(person.password)
    person.password = _hash[0]
    person.save()
    if role:
        make_grant(person, role, department)
    return person


def make_grant(person: User, role: str, department: Department | None = None, **dates):
    """A role in force since last year, unless other dates are given."""
    dates.setdefault("starts_on", timezone.localdate() - timedelta(days=365))
    return RoleGrant.objects.create(person=person, role=role, department=department, **dates)


def make_department(name: str = "Library", **fields) -> Department:
    """A department with the slug of its name."""
    slug = name.lower().replace(" ", "-")[:80]
    return Department.objects.create(name=name, slug=slug, **fields)


def make_institution(office: Department) -> Institution:
    """The one institution, with its quality office."""
    return Institution.objects.create(
        pk=1, name="University of Testing", quality_mailbox="quality@kept.example",
        quality_office=office,
    )  # fmt: skip


def make_year(start: int = 2026, state: str = "open", **fields) -> AcademicYear:
    """An academic year, by default open and due in a month."""
    today = timezone.localdate()
    fields.setdefault("opens_on", today - timedelta(days=30))
    fields.setdefault("due_on", today + timedelta(days=30))
    if state == "paused":
        fields.setdefault("public_reason", "A year to think.")
    return AcademicYear.objects.create(start_year=start, state=state, **fields)


def make_template() -> StatementTemplate:
    """A published template of four headings, one with each kind of rows."""
    template = StatementTemplate.objects.create(version=1, published_at=timezone.now())
    for position, (key, title, part) in enumerate(HEADINGS, start=1):
        Heading.objects.create(
            template=template, key=key, position=position, title=title, part=part,
            guidance=f"Say **{title.lower()}**.", word_guide=150,
        )  # fmt: skip
    return template


def make_requirement(department: Department, year: AcademicYear, tier: str = "ab") -> Requirement:
    """A decided requirement."""
    return Requirement.objects.create(
        department=department, academic_year=year, tier=tier, decided_on=date(2026, 3, 18),
        decided_by="The committee",
    )  # fmt: skip


def fill_in(statement: Statement, *, by: User, kpi: bool = True) -> Statement:
    """Write everything that submission asks for."""
    for section in statement.sections.all():
        if section.heading:
            text = f"**{section.title}** of {statement.department}, in our own words."
            section = workflow.save_text(section, by=by, text=text, version=section.version)
        if section.part == "services":
            row = Service(name="Lost card desk", audiences=["students"], availability="Daily")
            workflow.add_row(section, row, by=by)
        if section.part == "not_delivered":
            workflow.add_row(
                section, NotDelivered(what="Parking", instead_outside="The town"), by=by
            )
        if section.part == "stakeholders":
            workflow.add_row(section, Stakeholder(name="Students", is_dependency=False), by=by)
        if section.key == "standards":
            row = ServiceStandard(promise="answer letters", time_to=2, counted_from="they arrive")
            workflow.add_row(section, row, by=by)
        if section.key == "kpis" and kpi:
            make_kpi(section, by=by)
    return statement


def make_kpi(section, *, by: User, title: str = "Answers in time"):
    """A complete KPI promise of the shape "all within days"."""
    row = workflow.add_kpi(section, by=by, title=title)
    promise = row.promise
    promise.shape, promise.action, promise.what, promise.days = (
        "all_within", "respond to", "student enquiries", 2,
    )  # fmt: skip
    promise.measure, promise.for_whom = "Every enquiry by e-mail.", "Students"
    promise.student_effect, promise.goal = "They hear from us sooner.", "operational"
    promise.owner, promise.data_source, promise.frequency = "Desk lead", "Help desk", "weekly"
    promise.amber_kind, promise.amber_value = "points", Decimal(2)
    promise.university_kpi, _ = UniversityKpi.objects.get_or_create(name="Student satisfaction")
    workflow.change_kpi(row, promise, by=by, version=promise.version)
    return row


def as_shown(statement: Statement, *, to: User) -> str:
    """What the page of approval sends with the form when this person reads it now."""
    words = content.of_statement(Statement.objects.get(pk=statement.pk)).fingerprint()
    return signing.as_shown(words, str(to), signing.role_of(to))


def return_as_shown(annual_return: AnnualReturn, *, to: User) -> str:
    """The same for the page where a return is accepted."""
    words = return_content.of_return(again(annual_return)).fingerprint()
    return signing.as_shown(words, str(to), signing.role_of(to))


def again(row):
    """The row as it is stored now."""
    return type(row).objects.get(pk=row.pk)


def quick_document(statement: Statement, *, by: User) -> MadeDocument:
    """A stand-in for the sealed PDF where a test is about the workflow, not the document."""
    statement = again(statement)
    return _quick("statement", statement, content.of_statement(statement), by=by)


def quick_return(annual_return: AnnualReturn, *, by: User) -> MadeDocument:
    """The same for a return."""
    annual_return = again(annual_return)
    return _quick("return", annual_return, return_content.of_return(annual_return), by=by)


def quick_assessment(assessment: SelfAssessment, *, by: User) -> MadeDocument:
    """The same for a self-assessment that is out for signature."""
    assessment = again(assessment)
    assessment.reference = plan_signing.reference_of(assessment)
    return _quick("assessment", assessment, plan_signing.sent(assessment), by=by)


def _quick(kind: str, row, frozen, *, by: User) -> MadeDocument:
    pdf = b"%PDF-1.7 not typeset " + frozen.fingerprint().encode() + row.reference.encode()
    signature = Signature(
        name=str(by), role=signing.role_of(by), signed_at=timezone.now(),
        reference=row.reference, fingerprint=frozen.fingerprint(),
    )  # fmt: skip
    return MadeDocument(
        kind=kind, title=str(row), content=frozen.to_json(), version=row.version,
        signature=signature, signed_by=by,
        pdf=pdf, sealed_sha256=hashlib.sha256(pdf).hexdigest(),
        unsigned_sha256=hashlib.sha256(pdf[:20]).hexdigest(), unsigned_size=20,
        seal=Seal("University of Testing", True, timezone.now(), True, True),
    )  # fmt: skip
