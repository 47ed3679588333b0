"""What is still missing from a statement, and what would be wise. Questions only; nothing here
writes, and nothing but `gaps` ever stops a submission."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from kpis import advising, coach
from kpis.coach import Advice
from kpis.models import Promise
from kpis.sentences import NEEDS, day
from sls.models import Requirement, Section, Statement, StatementKpi, StatementTemplate

# What a promise still has to say, after "Say" or "Still to say:".
KPI_WORDS = {
    "title": "what it is called",
    "shape": "what kind of promise it is",
    "action": "what you will do",
    "what": "what it is about",
    "share": "what the target is, in per cent",
    "comparison": "whether it is at least or no more than that",
    "days": "within how many working days",
    "due_on": "by which date",
    "change_direction": "whether you will reduce or increase it",
    "change_percent": "by how many per cent",
    "baseline": "which figure to compare with",
    "amber_value": "how near a near miss is",
    "measure": "what counts and what does not",
    "for_whom": "for whom it matters",
    "student_effect": "how students would notice",
    "goal": "whether it serves an operational or a strategic goal",
    "owner": "who is responsible",
    "data_source": "where the figures come from",
    "frequency": "how often it is measured",
}


@dataclass(frozen=True)
class Gap:
    """One thing to fill in before submission: the sentence and the page and field it is on, and
    the KPI that it is about, if it is about one."""

    sentence: str
    url: str
    about: str = ""


@dataclass(frozen=True)
class Coached:
    """What the coach says of one KPI: what it is called, and the page on which it is written."""

    name: str
    url: str
    advice: tuple[Advice, ...]


@dataclass(frozen=True)
class SectionState:
    """How far a section is: a word for the tag, what is missing, and a hint."""

    word: str
    missing: tuple[Gap, ...] = ()
    hint: str = ""


def template_for(requirement: Requirement, source: Statement | None) -> StatementTemplate | None:
    """The template of a new statement: the newest, None before the first is published; a new
    edition of a year keeps its own."""
    if source and source.academic_year_id == requirement.academic_year_id:
        return source.template
    return StatementTemplate.objects.current()


def section_gaps(section: Section) -> list[Gap]:
    """What is missing from one section. Rows are read with `.all()`: prefetch them for many."""
    url = section.get_absolute_url()
    if section.key == Section.KPIS:
        rows = list(section.kpis.all())
        gaps = [gap for row in rows for gap in kpi_gaps(row)]
        if section.is_required and not rows:
            gaps.append(Gap("Section B needs at least one key performance indicator.", url))
        return gaps
    gaps = _row_gaps(section)
    has_rows = {
        "services": lambda: section.services.all(),
        "not_delivered": lambda: section.not_delivered.all(),
        "stakeholders": lambda: section.stakeholders.all(),
    }.get(section.part)
    if section.is_required and not section.text.strip() and not (has_rows and has_rows()):
        gaps.append(Gap(f"{section.number} “{section.title}” is still empty.", f"{url}#id_text"))
    return gaps


def kpi_gaps(row: StatementKpi) -> list[Gap]:
    """What is missing from one KPI promise, each with a link to its field."""
    missing = row.promise.missing()
    if not missing:
        return []
    url = reverse("sls:kpi_edit", args=[row.section.statement_id, row.pk])
    return [
        Gap(f"Say {KPI_WORDS[name]}.", f"{url}#id_{name}", f"KPI “{row.promise.title}”")
        for name in missing
    ]


def is_past(promise: Promise) -> bool:
    """Whether the promise is one by a date, and that date has passed."""
    due_on = promise.due_on if "due_on" in NEEDS.get(promise.shape, ()) else None
    return due_on is not None and due_on < timezone.localdate()


def kpi_missing(promise: Promise) -> list[str]:
    """What a promise still lacks, in words."""
    return [KPI_WORDS[name] for name in promise.missing()]


def _row_gaps(section: Section) -> list[Gap]:
    """Rows that say only half: a dependency without what, a service nobody does instead."""
    gaps = []
    statement = section.statement_id
    for row in section.stakeholders.all():
        if row.is_dependency and not row.depends_on.strip():
            url = reverse("sls:row_edit", args=[statement, section.key, "stakeholders", row.pk])
            gaps.append(Gap(f"Say what you depend on {row.name} for.", f"{url}#id_depends_on"))
    for line in section.not_delivered.all():
        if not line.instead:
            url = reverse("sls:row_edit", args=[statement, section.key, "not_delivered", line.pk])
            gaps.append(
                Gap(f"Say who does this instead: {line.what}.", f"{url}#id_instead_outside")
            )
    return gaps


def gaps(statement: Statement, sections: list[Section]) -> list[Gap]:
    """Everything that must be filled in before `statement` can be submitted, in page order."""
    return [gap for section in sections for gap in section_gaps(section)]


def has_content(section: Section) -> bool:
    """Whether anything is written in the section: text or a row."""
    rows = (section.services, section.not_delivered, section.stakeholders)
    return bool(section.text.strip()) or any(
        bool(row.all()) for row in (*rows, section.kpis, section.standards)
    )


def _is_open_now(section: Section) -> bool:
    """Whether the department may write in it: all of a draft, what was opened of a returned one."""
    return section.statement.state != Statement.State.RETURNED or section.is_open


def section_state(
    section: Section, *, asked: bool = False, is_changed: bool = False
) -> SectionState:
    """How far the section is. `asked`: the reviewer asked for a change in the present round;
    `is_changed`: it differs from the version the reviewer read."""
    missing = tuple(section_gaps(section))
    if asked and section.statement.state == Statement.State.RETURNED:
        return SectionState("changes made" if is_changed else "changes asked", missing)
    if not _is_open_now(section):
        return SectionState("locked", missing, "No change was asked for here.")
    if not has_content(section):
        return SectionState("not started" if section.is_required else "optional", missing)
    if missing:
        return SectionState("in progress", missing)
    if section.updated_by_id is None and section.statement.begun_from_id:
        hint = "Carried over. Read it through and save it."
        return SectionState("in progress", (), hint)
    return SectionState("complete")


def _advice_on_kpis(section: Section) -> list[str]:
    promises, said = [row.promise for row in section.kpis.all()], []
    if many := coach.of_number(len(promises)):
        said.append(f"{many.sentence} {many.what_to_do}")
    year = section.statement.academic_year.start_year
    for promise in promises:
        if not promise.kpi.is_measured_in(year):
            said.append(
                f"You decided to retire {promise.kpi} “{promise.title}”. Remove it here, or it "
                "goes on."
            )
        if is_past(promise) and _is_open_now(section):
            said.append(
                f"The date of KPI “{promise.title}”, {day(promise.due_on)}, has passed. Check that "
                "it is the date you mean."
            )
    return said


def advice(statement: Statement, sections: list[Section]) -> list[str]:
    """What would be wise before submission; shown, never enforced."""
    kpis = next((s for s in sections if s.key == Section.KPIS), None)
    said = _advice_on_kpis(kpis) if kpis else []
    untouched = [
        section.number
        for section in sections
        if section.updated_by_id is None and has_content(section) and _is_open_now(section)
    ]
    if statement.begun_from_id and untouched:
        said.append(
            "Nobody has saved these parts since they were carried over: "
            f"{', '.join(untouched)}. Check that they are still true."
        )
    return said


def coached(sections: Iterable[Section]) -> list[Coached]:
    """What the coach says of the KPIs of Section B, without what is missing anyway; shown, never
    enforced."""
    rows = [
        row for section in sections if section.key == Section.KPIS
        for row in section.kpis.select_related("promise__kpi", "promise__baseline")
    ]  # fmt: skip
    for row in rows:
        row.promise.academic_year = row.section.statement.academic_year
    advice = advising.of_promises([row.promise for row in rows])
    found = []
    for row in rows:
        missing = row.promise.missing()
        said = tuple(one for one in advice[row.promise_id] if one.field not in missing)
        if said:
            url = reverse("sls:kpi_edit", args=[row.section.statement_id, row.pk])
            name = f"{row.promise.kpi.reference} {row.promise.title}"
            found.append(Coached(name, url, said))
    return found
