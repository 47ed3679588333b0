"""The sections of a new statement: blank, or carried over from an approved one."""

from institution.history import save_as
from institution.models import User
from kpis.workflow import copy_promise
from sls.models import Heading, Section, Stakeholder, Statement, StatementKpi


def build_sections(statement: Statement, source: Statement | None, *, by: User) -> None:
    """Make a section for every heading of the statement's template, and the two of Section B.

    Text and rows come from the source's section of the same key. Answers that other departments
    gave about dependencies are not carried over: they are asked again.
    """
    old = {section.key: section for section in source.sections.all()} if source else {}
    headings = list(statement.template.headings.all())
    places: list[tuple[Heading | None, str]] = [(heading, heading.key) for heading in headings]
    places += [(None, Section.KPIS), (None, Section.STANDARDS)]
    for position, (heading, key) in enumerate(places, start=1):
        before = old.get(key)
        section = Section(
            statement=statement, heading=heading, key=key, position=position,
            text=before.text if before else "",
        )  # fmt: skip
        save_as(section, None)
        if before:
            _copy_rows(before, section)
            for row in before.kpis.select_related("promise__kpi", "promise__academic_year"):
                promise = copy_promise(row.promise, statement.academic_year, by=by)
                StatementKpi.objects.create(section=section, promise=promise, position=row.position)


def _copy_rows(before: Section, section: Section) -> None:
    for rows in (before.services, before.not_delivered, before.stakeholders, before.standards):
        for row in rows.all():
            row.pk, row.section, row.version, row._state.adding = None, section, 1, True
            if isinstance(row, Stakeholder):
                row.response, row.response_note = "", ""
                row.responded_at, row.responded_by = None, None
            row.save(force_insert=True)
