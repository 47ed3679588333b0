"""The sections of a new statement: blank, or carried over from an approved one."""

from collections import defaultdict

from institution.history import save_as
from institution.models import User
from kpis.workflow import copy_promise
from sls import content
from sls.models import Heading, Section, Stakeholder, Statement, StatementKpi


def build_sections(statement: Statement, source: Statement | None, *, by: User) -> None:
    """Make a section for every heading of the statement's template, and the two of Section B.

    Text comes from the source's section of the same key. Rows come from the section that has the
    same list beside it, since a later template may put a list beside another heading. With both
    comes who wrote them. KPIs that were retired stay behind. Answers that other departments gave
    about dependencies are not carried over: they are asked again.
    """
    sections = list(source.sections.select_related("heading")) if source else []
    old_texts = {section.key: section.text for section in sections}
    old_lists = {section.part: section for section in sections if section.part}
    authors = _authors_by_section(source) if source else {}
    headings = list(statement.template.headings.all())
    places: list[tuple[Heading | None, str]] = [(heading, heading.key) for heading in headings]
    places += [(None, Section.KPIS), (None, Section.STANDARDS)]
    for position, (heading, key) in enumerate(places, start=1):
        section = Section(
            statement=statement, heading=heading, key=key, position=position,
            text=old_texts.get(key, ""),
        )  # fmt: skip
        save_as(section, None)
        section.earlier_authors.add(*authors.get(key, ()))
        if section.part in old_lists:
            before = old_lists[section.part]
            section.earlier_authors.add(*authors.get(before.key, ()))
            _copy_rows(before, section, by)


def _authors_by_section(source: Statement) -> dict[str, set[int]]:
    """Ids of those whose words an approved statement hands on, by the key of the section: who
    changed it, and who wrote what it had itself carried over, if that was not changed."""
    authors: dict[str, set[int]] = defaultdict(set)
    changed = Section.history.filter(statement=source, history_user__isnull=False)
    earlier = source.sections.filter(earlier_authors__isnull=False)
    for key, person in changed.values_list("key", "history_user"):
        authors[key].add(person)
    unchanged = _unchanged(source)
    for key, person in earlier.values_list("key", "earlier_authors"):
        if key in unchanged:
            authors[key].add(person)
    return authors


def _unchanged(source: Statement) -> set[str]:
    """Keys of the sections that say the same as in the statement that this one was begun from."""
    before = content.in_force(source.begun_from) if source.begun_from else None
    if before is None:
        return set()
    return {
        now.key
        for now in content.in_force(source).sections
        if (then := before.section(now.key)) and then.words == now.words
    }


def _copy_rows(before: Section, section: Section, by: User) -> None:
    if section.part == Section.KPIS:
        for row in before.kpis.select_related("promise__kpi", "promise__academic_year"):
            if not row.promise.kpi.is_measured_in(section.statement.academic_year.start_year):
                continue
            promise = copy_promise(row.promise, section.statement.academic_year, by=by)
            StatementKpi.objects.create(section=section, promise=promise, position=row.position)
        return
    for row in getattr(before, section.part).all():
        row.pk, row.section, row.version, row._state.adding = None, section, 1, True
        if isinstance(row, Stakeholder):
            row.response, row.response_note = "", ""
            row.responded_at, row.responded_by = None, None
        row.save(force_insert=True)
