"""How far a statement is: one task a section, with its state and what was asked about it."""

from dataclasses import dataclass

from sls import checks, content
from sls.models import ChangeRequest, Section, Statement
from sls.predecessors import last_year


@dataclass(frozen=True)
class Task:
    """One line of the task list. `since` says how it differs from the statement before."""

    section: Section
    state: checks.SectionState
    requests: tuple[ChangeRequest, ...] = ()
    since: str = ""

    @property
    def is_done(self) -> bool:
        """Whether nothing more is wanted here before the statement can be sent."""
        return not self.state.missing and self.state.word not in ("changes asked", "not started")


def task_list(statement: Statement, sections: list[Section]) -> list[Task]:
    """The tasks in page order. `sections` come from `content.sections_of`."""
    requests = open_requests(statement)
    sent = statement.submitted_versions.order_by("-number").first()
    as_sent = content.from_json(sent.content) if sent else None
    before = last_year(statement)
    tasks = []
    for section in sections:
        asked = tuple(requests.get(section.pk, ()))
        now = content.of_section(section)
        is_changed = as_sent is not None and _differs(now, as_sent.section(section.key))
        state = checks.section_state(section, asked=bool(asked), is_changed=is_changed)
        tasks.append(Task(section, state, asked, _since(now, before)))
    return tasks


def open_requests(statement: Statement) -> dict[int, list[ChangeRequest]]:
    """The reviewer's open requests by the section they are about."""
    found = ChangeRequest.objects.filter(
        section__statement=statement, sent_at__isnull=False, resolved_at=None
    )
    by_section: dict[int, list[ChangeRequest]] = {}
    for request in found.order_by("sent_at", "pk"):
        by_section.setdefault(request.section_id, []).append(request)
    return by_section


def _differs(now: content.SectionContent, then: content.SectionContent | None) -> bool:
    return not now.is_empty if then is None else now != then


def _since(now: content.SectionContent, before: content.StatementContent | None) -> str:
    """Whether the section says the same as the statement before it, in words."""
    if before is None:
        return ""
    then = before.section(now.key)
    if then is None or then.is_empty:
        return "" if now.is_empty else f"New since {before.year_label}"
    if now.is_empty:
        return ""
    same = _said(now) == _said(then)
    return f"The same as {before.year_label}" if same else f"Changed since {before.year_label}"


def _said(section: content.SectionContent) -> tuple:
    """What a reader would notice: not the number or the title that the template gives it."""
    return (
        section.text, section.services, section.not_delivered, section.stakeholders,
        section.kpis, section.standards,
    )  # fmt: skip
