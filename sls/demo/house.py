"""The university of the demo: its departments, people, years, requirements and template."""

from datetime import date, timedelta
from functools import cache

from django.contrib.auth.hashers import make_password
from django.db import transaction

from institution import clock, years
from institution import workflow as house
from institution.models import AcademicYear, Department, Institution, User
from kpis.models import UniversityKpi
from kpis.workflow import save_university_kpi
from sls import workflow
from sls.demo import reading
from sls.models import Heading, Requirement

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
    """Everything that stands before the first statement: the house once, the years as they come."""
    if not User.objects.exists():
        with transaction.atomic(), clock.at(BEFORE_ALL):
            _found()
    _years(reviewer())


def is_there() -> bool:
    """Whether the database holds the demo, with whatever has been done in it since."""
    cast = [entry["email"] for entry in reading.institution()["people"]]
    return User.objects.filter(email__in=cast).exists()


def reviewer() -> User:
    """The demo's reviewer, who works in the Quality and Standards Office."""
    return User.objects.get(email="reviewer@kept.example")


def _found() -> None:
    """The university on its first day, each step taken by somebody who may take it."""
    people = {entry["email"]: entry for entry in reading.institution()["people"]}
    administrator = _first_person(people.pop("admin@kept.example"))
    first = people.pop("reviewer@kept.example")
    # Departments are for a reviewer to add, so this one is here before there is any to work in.
    _person({**first, "department": ""}, by=administrator)
    _departments(reviewer())
    office = reviewer()
    office.department = _department(first["department"])
    house.change_person(office, by=administrator)
    for entry in people.values():
        _person(entry, by=administrator)
    _institution(office)
    for name in UNIVERSITY_KPIS:
        save_university_kpi(UniversityKpi(name=name), by=office)
    _template(office)


def _first_person(entry: dict) -> User:
    """The administrator, as `createsuperuser` makes them: no verb can run before there is one."""
    return User.objects.create_superuser(
        entry["email"], PASSWORD, name=entry["name"], job_title=entry["job"]
    )


def _person(entry: dict, *, by: User) -> None:
    """Somebody of the cast with their roles, who needs no invitation to sign in."""
    person = User(
        email=entry["email"], name=entry["name"], job_title=entry["job"], password=_hash(),
        department=_department(entry["department"]),
    )  # fmt: skip
    house.add_people([person], by=by, invite=False)
    for role in entry["roles"]:
        house.grant_role(
            person, role["role"], by=by, department=_department(role.get("department", ""))
        )


@cache
def _hash() -> str:
    """One hash of the demo's one password: making thirty takes as long as two statements."""
    return make_password(PASSWORD)


def _department(name: str) -> Department | None:
    return Department.objects.get(name=name) if name else None


def _departments(office: User) -> None:
    for entry in reading.departments():
        wanted = ("name", "slug", "summary", "email", "phone", "web")
        department = Department(**{name: entry[name] for name in wanted})
        house.add_department(department, by=office, aliases=entry["aliases"])


def _institution(office: User) -> None:
    described = reading.institution()
    institution = Institution.get()
    for name in ("name", "short_name", "quality_mailbox"):
        setattr(institution, name, described[name])
    institution.quality_office = _department("Quality and Standards Office")
    institution.deciding_body, institution.considering_body = described["committees"]
    house.change_institution(institution, by=office)


def _template(office: User) -> None:
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
        words = reading.institution()["paused_year"]
        return house.move_year(year, AcademicYear.State.PAUSED, by=office, **words)
    return house.move_year(year, AcademicYear.State.OPEN, by=office)


def close_year(year: AcademicYear, office: User) -> None:
    """Close a year that is over."""
    last_day = years.last_day(year.start_year)
    if year.state == AcademicYear.State.OPEN and last_day < clock.today():
        with clock.at(last_day + timedelta(days=1)):
            house.move_year(year, AcademicYear.State.CLOSED, by=office)
