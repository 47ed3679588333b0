"""The university that the benchmark measures: departments, people, years, a template.

Rows go straight into the tables: this is about speed, and no test of the workflow.
"""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from allauth.mfa.models import Authenticator
from django.utils import timezone

from institution.models import AcademicYear, Department, Institution, RoleGrant, User
from kpis.models import Kpi, KpiBaseline, UniversityKpi
from sls.demo import reading
from sls.models import Heading, Requirement, StatementTemplate

# For each benchmark client one of each, so that no two share a session or a statement.
CLIENTS = 20
PARTS = {
    "summary": "services",
    "not_delivered": "not_delivered",
    "stakeholders": "stakeholders",
}
KPIS = 5  # of a department


@dataclass(frozen=True)
class Size:
    """How much data: every past year holds `editions` of each department's statement, the
    present year one."""

    departments: int
    years: int
    editions: int = 1

    @property
    def statements(self) -> int:
        return self.departments * ((self.years - 1) * self.editions + 1)

    def times_ten(self) -> "Size":
        """The same departments and years, so that pages show the same, over ten times the rows."""
        editions = (10 * self.years - 1) // (self.years - 1)
        return Size(self.departments, self.years, editions)


FULL = Size(departments=60, years=10)
QUICK = Size(departments=40, years=4)


@dataclass
class House:
    """What statements are made of. Lists follow the order of `departments`."""

    departments: list[Department]
    words: list[dict]
    heads: list[User]
    contributors: list[User]
    reviewers: list[User]
    years: list[AcademicYear]
    template: StatementTemplate
    headings: list[Heading]
    requirements: dict[tuple[int, int], Requirement]
    kpis: list[list[Kpi]]
    baselines: dict[int, KpiBaseline]
    university_kpis: list[UniversityKpi]


def words_of(place: int) -> dict:
    """The words of the demo's full statements in turn, again from the first after the last."""
    written = [entry for entry in reading.departments() if entry.get("kpis")]
    return written[place % len(written)]


def build_house(size: Size) -> House:
    """Everything that stands before the first statement."""
    words = [words_of(number) for number in range(size.departments)]
    random.Random(1).shuffle(words)  # noqa: S311 - no secret; a list by name is no list by key
    departments = _departments(words)
    office = departments[-1]
    Institution.objects.create(pk=1, name="University of Measurement", quality_office=office)
    heads = _people("Head", departments)
    contributors = _people("Contributor", departments)
    reviewers = _people("Reviewer", [office] * CLIENTS)
    _grants(heads, RoleGrant.Role.HEAD)
    _grants(contributors, RoleGrant.Role.CONTRIBUTOR)
    _grants(reviewers, RoleGrant.Role.REVIEWER)
    Authenticator.objects.bulk_create(
        Authenticator(user=person, type=Authenticator.Type.TOTP, data={}) for person in reviewers
    )
    years = _years(size)
    template, headings = _template()
    kpis = [
        Kpi.objects.bulk_create(
            Kpi(department=department, reference=f"K{number + 1}", state=Kpi.State.ACTIVE)
            for number in range(KPIS)
        )
        for department in departments
    ]
    return House(
        departments, words, heads, contributors, reviewers, years, template, headings,
        _requirements(departments, years), kpis, _baselines(kpis),
        UniversityKpi.objects.bulk_create(
            UniversityKpi(name=name) for name in ("Student satisfaction", "Continuation")
        ),
    )  # fmt: skip


def _departments(words: list[dict]) -> list[Department]:
    return Department.objects.bulk_create(
        Department(
            name=f"{entry['name']} {number}",
            slug=f"{entry['slug']}-{number}",
            summary=entry["summary"],
            email=f"department-{number}@kept.example",
        )
        for number, entry in enumerate(words, start=1)
    )


def _people(what: str, departments: list[Department]) -> list[User]:
    return User.objects.bulk_create(
        User(
            email=f"{what.lower()}-{number}@kept.example", name=f"{what} Number {number}",
            job_title=what, department=department, password="!",
        )
        for number, department in enumerate(departments, start=1)
    )  # fmt: skip


def _grants(people: list[User], role: str) -> None:
    is_departmental = role in RoleGrant.DEPARTMENTAL
    RoleGrant.objects.bulk_create(
        RoleGrant(
            person=person, role=role, starts_on=date(2015, 8, 1),
            department=person.department if is_departmental else None,
        )
        for person in people
    )  # fmt: skip


def _years(size: Size) -> list[AcademicYear]:
    """Closed years, and the present one, which is open."""
    today = timezone.localdate()
    first = today.year - size.years + 1
    states = [AcademicYear.State.CLOSED] * (size.years - 1) + [AcademicYear.State.OPEN]
    return AcademicYear.objects.bulk_create(
        AcademicYear(
            start_year=first + number, state=state,
            opens_on=today - timedelta(days=40 + 365 * (size.years - 1 - number)),
            due_on=today + timedelta(days=20 - 365 * (size.years - 1 - number)),
        )
        for number, state in enumerate(states)
    )  # fmt: skip


def _template() -> tuple[StatementTemplate, list[Heading]]:
    template = StatementTemplate.objects.create(version=1, published_at=timezone.now())
    headings = Heading.objects.bulk_create(
        Heading(
            template=template, key=key, position=position, word_guide=200,
            title=key.replace("_", " ").capitalize(), part=PARTS.get(key, ""),
            guidance=f"Say what a reader of {key.replace('_', ' ')} needs to know.\n\n- Be plain.",
        )
        for position, key in enumerate(words_of(0)["text"], start=1)
    )  # fmt: skip
    return template, headings


def _requirements(
    departments: list[Department], years: list[AcademicYear]
) -> dict[tuple[int, int], Requirement]:
    made = Requirement.objects.bulk_create(
        Requirement(
            department=department, academic_year=year, tier=Requirement.Tier.AB,
            decided_by="The committee", decided_on=date(year.start_year, 3, 18),
        )
        for year in years
        for department in departments
    )  # fmt: skip
    return {(row.department_id, row.academic_year_id): row for row in made}


def _baselines(kpis: list[list[Kpi]]) -> dict[int, KpiBaseline]:
    made = KpiBaseline.objects.bulk_create(
        KpiBaseline(
            kpi=kpi, value=148, source="Feedback log",
            period_start=date(2015, 8, 1), period_end=date(2016, 7, 31),
        )
        for of_department in kpis
        for kpi in of_department
    )  # fmt: skip
    return {row.kpi_id: row for row in made}
