"""The university of the demo: its departments, people, years, requirements and template."""

from datetime import date, timedelta
from functools import cache

from django.contrib.auth.hashers import make_password

from institution import workflow as house
from institution import years
from institution.models import AcademicYear, Department, Institution, RoleGrant, User
from kpis.models import UniversityKpi
from kpis.workflow import save_university_kpi
from sls import workflow
from sls.demo import clock, reading
from sls.models import Heading, Requirement, StatementTemplate

PASSWORD = "kept-demo-password"  # noqa: S105 - it protects nothing but invented data
BEFORE_ALL = date(2019, 1, 7)
UNIVERSITY_KPIS = [
    "Student satisfaction",
    "Continuation",
    "Graduate outcomes",
    "Student engagement",
    "Sustainable campus",
    "Staff experience",
]


def build() -> None:
    """Everything that stands before the first statement. What is there already stays."""
    with clock.at(BEFORE_ALL):
        administrator = _first_person()
        office = _first_reviewer(administrator)
        _departments(office)
        _institution()
        _people(administrator)
        known = set(UniversityKpi.objects.values_list("name", flat=True))
        for name in UNIVERSITY_KPIS:
            if name not in known:
                save_university_kpi(UniversityKpi(name=name), by=office)
        _template(office)
    _years(office)


def reviewer() -> User:
    """The demo's reviewer, who works in the Quality and Standards Office."""
    return User.objects.get(email="reviewer@kept.example")


def _entry(email: str) -> dict:
    return next(person for person in reading.institution()["people"] if person["email"] == email)


def _user(entry: dict) -> User:
    found = User.objects.filter(email=entry["email"]).first()
    if found is None:
        found = User(email=entry["email"], name=entry["name"], job_title=entry["job"])
        found.password = _hash()
        found.save()
    return found


@cache
def _hash() -> str:
    """One hash of the demo's one password: making thirty takes as long as two statements."""
    return make_password(PASSWORD)


def _first_person() -> User:
    """The administrator, as `createsuperuser` would make them."""
    person = _user(_entry("admin@kept.example"))
    if not person.is_superuser:
        person.is_staff = person.is_superuser = True
        person.save()
        RoleGrant.objects.create(
            person=person, role=RoleGrant.Role.ADMINISTRATOR, starts_on=BEFORE_ALL
        )
    return person


def _first_reviewer(administrator: User) -> User:
    person = _user(_entry("reviewer@kept.example"))
    if not person.has_role(RoleGrant.Role.REVIEWER):
        house.grant_role(person, RoleGrant.Role.REVIEWER, by=administrator, starts_on=BEFORE_ALL)
    return User.objects.get(pk=person.pk)


def _departments(office: User) -> None:
    for entry in reading.departments():
        if Department.objects.filter(slug=entry["slug"]).exists():
            continue
        wanted = ("name", "slug", "summary", "email", "phone", "web")
        department = Department(**{name: entry[name] for name in wanted})
        house.add_department(department, by=office, aliases=entry["aliases"])


def _institution() -> None:
    described = reading.institution()
    Institution.objects.update_or_create(
        pk=1,
        defaults={
            "name": described["name"],
            "short_name": described["short_name"],
            "quality_mailbox": described["quality_mailbox"],
            "quality_office": Department.objects.get(name="Quality and Standards Office"),
            "deciding_body": described["committees"][0],
            "considering_body": described["committees"][1],
        },
    )


def _people(administrator: User) -> None:
    for entry in reading.institution()["people"]:
        person = _user(entry)
        if person.department is None and entry["department"]:
            person.department = Department.objects.get(name=entry["department"])
            person.save()
        for role in entry["roles"]:
            department = (
                Department.objects.get(name=role["department"]) if role.get("department") else None
            )
            if not person.role_grants.filter(role=role["role"], department=department).exists():
                house.grant_role(
                    person, role["role"], by=administrator, department=department,
                    starts_on=BEFORE_ALL,
                )  # fmt: skip


def _template(office: User) -> None:
    if StatementTemplate.objects.exists():
        return
    described = reading.template()
    draft = workflow.begin_template(by=office)
    draft.introduction = described["introduction"]
    draft.section_b_guidance = described["section_b_guidance"]
    draft.standards_guidance = described["standards_guidance"]
    workflow.save_template(draft, by=office, revision=draft.revision)
    for entry in described["headings"]:
        workflow.save_heading(Heading(template=draft, **entry), by=office)
    workflow.publish_template(draft, by=office, as_seen=draft.as_seen)


def _years(office: User) -> None:
    """Years one after the other, each with what was owed in it."""
    before: AcademicYear | None = None
    for start in reading.all_years():
        year = AcademicYear.objects.filter(start_year=start).first()
        with clock.at(date(start, 7, 1)):
            if year is None:
                year = house.add_year(
                    AcademicYear(start_year=start, **reading.dates(start)), by=office
                )
            _requirements(year, before, office)
        before = year


def _requirements(year: AcademicYear, before: AcademicYear | None, office: User) -> None:
    """The first year is decided department by department; later ones are copied and confirmed."""
    if year.requirements.exists():
        return
    body = reading.institution()["committees"][0]
    day = date(year.start_year, 3, 18)
    if before:
        workflow.copy_requirements(before, year, by=office)
        workflow.confirm_proposals(year, by=office, decided_by=body, decided_on=day)
        return
    for entry in reading.departments():
        workflow.decide(
            Department.objects.get(slug=entry["slug"]), year, by=office, tier=entry["tier"],
            decided_by=body, decided_on=day, reason=REASONS[entry["tier"]],
        )  # fmt: skip


REASONS = {
    Requirement.Tier.AB: "Works with students every day, or shapes their experience directly.",
    Requirement.Tier.A: "Serves students mostly through other departments.",
    Requirement.Tier.NONE: "To be looked at again after the first year.",
}


def open_year(year: AcademicYear, office: User) -> AcademicYear:
    """Open the year, or pause it where the demo's year is paused."""
    if year.state != AcademicYear.State.PLANNED:
        return year
    if year.start_year == reading.PAUSED_YEAR:
        described = next(y for y in reading.institution()["years"] if y["state"] == "paused")
        return house.move_year(
            year, AcademicYear.State.PAUSED, by=office,
            public_reason=described["public_reason"], still_asked=described["still_asked"],
        )  # fmt: skip
    return house.move_year(year, AcademicYear.State.OPEN, by=office)


def close_year(year: AcademicYear, office: User) -> None:
    """Close a year that is over."""
    last_day = years.last_day(year.start_year)
    if year.state == AcademicYear.State.OPEN and last_day < clock.today():
        with clock.at(last_day + timedelta(days=1)):
            house.move_year(year, AcademicYear.State.CLOSED, by=office)
