"""How far a statement is: one task a section, with its state and what was asked about it."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import resolve

from institution import autosave
from institution.models import User
from sls import checks, content
from sls.models import ChangeRequest, Comment, Section, Statement
from sls.predecessors import Earlier, approved_before


@dataclass(frozen=True)
class Task:
    """One line of the task list. `since` says how it differs from the statement before, `writers`
    who else is typing there."""

    section: Section
    state: checks.SectionState
    requests: tuple[ChangeRequest, ...] = ()
    since: str = ""
    writers: tuple[str, ...] = ()

    @property
    def is_locked(self) -> bool:
        """Whether it is closed in the present round: no change was asked for."""
        return not self.section.is_open


def task_list(statement: Statement, sections: list[Section], *, reader: User) -> list[Task]:
    """The tasks in page order. `sections` come from `content.sections_of`."""
    requests = open_requests(statement)
    sent = statement.submitted_versions.order_by("-number").first()
    as_sent = content.from_json(sent.content) if sent else None
    before = approved_before(statement)
    writers = who_is_writing(statement, besides=reader)
    tasks = []
    for section in sections:
        now = content.of_section(section)
        asked = tuple(requests.get(section.pk, ()))
        state = checks.section_state(
            section, asked=bool(asked), is_changed=_is_changed(now, as_sent)
        )
        names = tuple(sorted(writers.get(section.key, ())))
        since = _since(section, now, before) if before else ""
        tasks.append(Task(section, state, asked, since, names))
    return tasks


def changes_made(tasks: list[Task]) -> tuple[int, int]:
    """In how many parts what was asked for has been changed, and in how many a change was asked."""
    words = [task.state.word for task in tasks if task.requests]
    return words.count("changes made"), len(words)


def open_requests(statement: Statement) -> dict[int, list[ChangeRequest]]:
    """The reviewer's open requests by the section they are about, each with its answers."""
    found = ChangeRequest.objects.open_on(statement).prefetch_related("answers")
    by_section: dict[int, list[ChangeRequest]] = {}
    for request in found.order_by("sent_at", "pk"):
        by_section.setdefault(request.section_id, []).append(request)
    return by_section


def unmet(statement: Statement, sections: list[Section]) -> list[str]:
    """What is left as it was sent, with no answer, though a change was asked for: a sentence a
    part, shown before it is sent again and never enforced."""
    sent = statement.submitted_versions.order_by("-number").first()
    if sent is None:
        return []
    requests, as_sent = open_requests(statement), content.from_json(sent.content)
    return [
        f"{section.number} {section.title}: a change was asked for, and nothing has been changed "
        "or answered there."
        for section in sections
        if not all(one.is_answered_in(one.answers.all()) for one in requests.get(section.pk, ()))
        and not _is_changed(content.of_section(section), as_sent)
    ]


def open_remarks(section: Section) -> list[Comment]:
    """What was said about the section and is not settled: advice and comments, the oldest first.

    Answers to requests stand with their request; notes among reviewers are not the department's.
    """
    found = section.comments.filter(is_internal=False, resolved_at=None, change_request=None)
    return list(found.order_by("at", "pk"))


def who_is_writing(
    statement: Statement, *, besides: User, now: datetime | None = None
) -> dict[str, set[str]]:
    """The names of other people who typed in the statement within the last minutes, by section."""
    found: dict[str, set[str]] = {}
    for path, name in autosave.others_editing_below(statement.get_absolute_url(), besides, now=now):
        page = resolve(path)
        is_kpi = str(page.url_name).startswith("kpi_")
        key = Section.KPIS if is_kpi else page.kwargs.get("key", "")
        found.setdefault(key, set()).add(name)
    return found


def _is_changed(now: content.SectionContent, sent: content.StatementContent | None) -> bool:
    then = sent.section(now.key) if sent else None
    return not now.is_empty if then is None else now.words != then.words


def _since(section: Section, now: content.SectionContent, before: Earlier) -> str:
    """Whether the section says the same as the statement before it, in words. Carrying over moves
    dates, and leaves out what was retired: nobody has changed anything yet."""
    if now.is_empty:
        return ""
    then = before.content.section(now.key)
    if then is None or then.is_empty:
        return f"New since {before.label}"
    if now.words == then.words:
        return f"The same as in {before.label}"
    if section.updated_by_id is None and section.statement.begun_from_id:
        return f"As in {before.label}, but for what does not carry over"
    return f"Changed since {before.label}"
