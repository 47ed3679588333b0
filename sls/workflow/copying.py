"""The sections of a new statement: blank, or carried over from an approved one."""

from institution.history import save_as
from institution.models import User
from kpis.workflow import copy_promise
from sls.models import Heading, Section, Stakeholder, Statement, StatementKpi


def build_sections(statement: Statement, source: Statement | None, *, by: User) -> None:
    """Make a section for every heading of the statement's template, and the two of Section B.

    Text comes from the source's section of the same key. Rows come from the section that has the
    same list beside it, since a later template may put a list beside another heading. Answers
    that other departments gave about dependencies are not carried over: they are asked again.
    """
    sections = list(source.sections.select_related("heading")) if source else []
    old_texts = {section.key: section.text for section in sections}
    old_lists = {section.part: section for section in sections if section.part}
    headings = list(statement.template.headings.all())
    places: list[tuple[Heading | None, str]] = [(heading, heading.key) for heading in headings]
    places += [(None, Section.KPIS), (None, Section.STANDARDS)]
    for position, (heading, key) in enumerate(places, start=1):
        section = Section(
            statement=statement, heading=heading, key=key, position=position,
            text=old_texts.get(key, ""),
        )  # fmt: skip
        save_as(section, None)
        if section.part in old_lists:
            _copy_rows(old_lists[section.part], section, by)


def _copy_rows(before: Section, section: Section, by: User) -> None:
    if section.part == Section.KPIS:
        for row in before.kpis.select_related("promise__kpi", "promise__academic_year"):
            promise = copy_promise(row.promise, section.statement.academic_year, by=by)
            StatementKpi.objects.create(section=section, promise=promise, position=row.position)
        return
    for row in getattr(before, section.part).all():
        row.pk, row.section, row.version, row._state.adding = None, section, 1, True
        if isinstance(row, Stakeholder):
            row.response, row.response_note = "", ""
            row.responded_at, row.responded_by = None, None
        row.save(force_insert=True)
