"""What a statement says, as one frozen value: the page, the PDF, the exports and the comparison
of years all read this, so they cannot differ. Its canonical JSON has the fingerprint that is
printed on the signed document."""

import json
from dataclasses import asdict, dataclass, field, fields

from documents.signature import fingerprint_of
from institution.models import Institution
from kpis.content import KpiContent, of_promise
from sls.models import Section, Stakeholder, Statement


@dataclass(frozen=True)
class ServiceContent:
    """A service: for whom it is, when it is there, how to reach it."""

    name: str
    audiences: tuple[str, ...]
    availability: str
    how_to_reach: str


@dataclass(frozen=True)
class NotDeliveredContent:
    """Something the department does not do, and who does it instead."""

    what: str
    instead: str


@dataclass(frozen=True)
class StakeholderContent:
    """Somebody the service is for or depends on, and what for."""

    name: str
    audience: str
    department: str
    is_dependency: bool
    depends_on: str


@dataclass(frozen=True)
class StandardContent:
    """A service standard, in its parts and as a sentence."""

    promise: str
    time: str
    counted_from: str
    sentence: str


@dataclass(frozen=True)
class SectionContent:
    """One section: its number and title, the Markdown text, and the rows of its part."""

    key: str
    number: str
    title: str
    text: str
    services: tuple[ServiceContent, ...] = ()
    not_delivered: tuple[NotDeliveredContent, ...] = ()
    stakeholders: tuple[StakeholderContent, ...] = ()
    kpis: tuple[KpiContent, ...] = ()
    standards: tuple[StandardContent, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in it."""
        rows = (self.services, self.not_delivered, self.stakeholders, self.kpis, self.standards)
        return not self.text.strip() and not any(rows)

    @property
    def words(self) -> tuple:
        """What a reader would notice: all but the number and title that the template gives it."""
        rows = (self.services, self.not_delivered, self.stakeholders, self.kpis, self.standards)
        return (self.text.strip(), *rows)


@dataclass(frozen=True)
class StatementContent:
    """Everything a statement says. `sections` holds Section A in order, then kpis, standards."""

    institution: str
    reference: str
    department: str
    year_label: str
    edition: int
    tier_label: str
    template_version: int
    head: str
    authors: tuple[str, ...]
    sections: tuple[SectionContent, ...] = field(default_factory=tuple)

    @property
    def written_by(self) -> str:
        """Who wrote it, in one line: "A, B and C"; empty if all was carried over as it was."""
        *others, last = [name for name in self.authors if name] or [""]
        return f"{', '.join(others)} and {last}" if others else last

    def section(self, key: str) -> SectionContent | None:
        """The section with this key, or None."""
        return next((section for section in self.sections if section.key == key), None)

    @property
    def section_a(self) -> tuple[SectionContent, ...]:
        """The sections that have a heading of the template."""
        return tuple(s for s in self.sections if s.key not in (Section.KPIS, Section.STANDARDS))

    @property
    def kpis(self) -> tuple[KpiContent, ...]:
        """What Section B promises."""
        section = self.section(Section.KPIS)
        return section.kpis if section else ()

    @property
    def stakeholders(self) -> tuple[StakeholderContent, ...]:
        """Everybody with a stake in the service."""
        return tuple(row for section in self.sections for row in section.stakeholders)

    @property
    def standards(self) -> tuple[StandardContent, ...]:
        """The service standards."""
        section = self.section(Section.STANDARDS)
        return section.standards if section else ()

    def to_json(self) -> dict:
        """Plain JSON values; `from_json` gives the same content back."""
        return json.loads(json.dumps(asdict(self)))

    def fingerprint(self) -> str:
        """SHA-256 (hex) of the canonical JSON; it is printed on the signed document."""
        return fingerprint_of(self.to_json())


ROWS = {
    "services": ServiceContent,
    "not_delivered": NotDeliveredContent,
    "stakeholders": StakeholderContent,
    "kpis": KpiContent,
    "standards": StandardContent,
}


def from_json(stored: dict) -> StatementContent:
    """The content that was stored by `to_json`. Unknown keys of another version are left out; a
    field that was added since needs a default, or what was signed before could not be read."""
    sections = []
    for entry in stored["sections"]:
        rows = {
            name: tuple(build(kind, row) for row in entry.get(name, []))
            for name, kind in ROWS.items()
        }
        sections.append(build(SectionContent, {**entry, **rows}))
    return build(StatementContent, {**stored, "sections": tuple(sections)})


def build(kind, values: dict):
    """A frozen value of this kind from JSON; unknown keys of another version are left out."""
    known = {item.name for item in fields(kind)}
    return kind(
        **{
            name: tuple(value) if isinstance(value, list) else value
            for name, value in values.items()
            if name in known
        }
    )


def of_section(section: Section) -> SectionContent:
    """What one section says now. Reads its rows; prefetch them for many (see `of_statement`)."""
    return SectionContent(
        key=section.key,
        number=section.number,
        title=section.title,
        text=section.text,
        services=tuple(
            ServiceContent(row.name, tuple(row.audience_labels), row.availability, row.how_to_reach)
            for row in section.services.all()
        ),
        not_delivered=tuple(
            NotDeliveredContent(row.what, row.instead) for row in section.not_delivered.all()
        ),
        stakeholders=tuple(of_stakeholder(row) for row in section.stakeholders.all()),
        kpis=tuple(of_promise(row.promise) for row in section.kpis.all()),
        standards=tuple(
            StandardContent(row.promise, row.time, row.counted_from, row.sentence)
            for row in section.standards.all()
        ),
    )


def of_stakeholder(row: Stakeholder) -> StakeholderContent:
    """What a line about a stakeholder says now."""
    return StakeholderContent(
        name=row.name,
        audience=row.get_audience_display() if row.audience else "",
        department=str(row.department or ""),
        is_dependency=row.is_dependency,
        depends_on=row.depends_on,
    )


def sections_of(statement: Statement) -> list[Section]:
    """The sections in order with every row, in a fixed number of queries."""
    sections = list(
        statement.sections.select_related("heading", "updated_by").prefetch_related(
            "services",
            "not_delivered__instead_department",
            "stakeholders__department",
            "kpis__promise__kpi",
            "kpis__promise__baseline",
            "kpis__promise__university_kpi",
            "standards",
        )
    )
    for section in sections:
        section.statement = statement
    return sections


def of_statement(statement: Statement, sections: list[Section] | None = None) -> StatementContent:
    """What the statement says now, from its rows."""
    sections = sections_of(statement) if sections is None else sections
    heads = statement.department.role_grants.in_force().filter(role="head")
    head = heads.filter(ends_on=None).first() or heads.first()
    return StatementContent(
        institution=str(Institution.get()),
        reference=statement.reference,
        department=statement.department.name,
        year_label=statement.academic_year.label,
        edition=statement.edition,
        tier_label=statement.requirement.asked,
        template_version=statement.template.version,
        head=str(head.person) if head else "",
        authors=tuple(statement.authors.order_by("name").values_list("name", flat=True)),
        sections=tuple(
            content
            for section in sections
            if not (content := of_section(section)).is_empty or section.is_required
        ),
    )


def in_force(statement: Statement) -> StatementContent:
    """What was signed, for a published statement: the frozen content of its document."""
    if statement.document is None:
        raise ValueError(f"{statement} has no signed document.")
    return from_json(statement.document.content)


def of_reader(statement: Statement) -> StatementContent:
    """What a reader sees: what was signed if it is published, else the words as they are now."""
    return in_force(statement) if statement.is_published else of_statement(statement)
