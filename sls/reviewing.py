"""What the reviewer reads: each heading beside the earlier one, with what was said about it."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.text import Truncator

from documents.longtext import plain_text
from sls import content
from sls.comparing import section_changes
from sls.content import SectionContent, StatementContent
from sls.differences import Change
from sls.forms.review import NoteForm
from sls.models import ChangeRequest, Comment, Section, Statement, SubmittedVersion
from sls.predecessors import Earlier, approved_before

NOTHING_DONE = "not changed since"


@dataclass
class ReviewedHeading:
    """One heading as it is now and as it was, and the conversation about it."""

    section: Section
    now: SectionContent
    before: SectionContent | None
    form: NoteForm
    requests: list["AskedBefore"] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    coached: list[dict[str, Any]] = field(default_factory=list)

    @property
    def is_same(self) -> bool:
        """Whether it says the same as the text beside it."""
        if self.before is None:
            return self.now.is_empty
        return self.now.words == self.before.words

    @property
    def changes(self) -> list[Change]:
        """What changed, word by word. Worked out when it is asked for: it takes a while."""
        return section_changes(self.before, self.now)


@dataclass(frozen=True)
class AskedBefore:
    """A request that was sent: the answers to it, and whether the heading changed since."""

    request: ChangeRequest
    answers: list[Comment]
    is_changed: bool

    @property
    def word(self) -> str:
        """What the department did about it since it was asked."""
        if self.is_changed:
            return "changes made"
        return "answered" if self.request.is_answered_in(self.answers) else NOTHING_DONE

    @property
    def in_a_line(self) -> str:
        """The request and what was done about it, short enough for a list."""
        text = Truncator(plain_text(self.request.text)).words(24)
        kind = self.request.get_kind_display()
        return f"{self.request.section}, {kind}: {text} ({self.word})"


@dataclass(frozen=True)
class Reading:
    """A statement as the reviewer reads it, and what there is to read it beside."""

    headings: list[ReviewedHeading]
    earlier: Earlier | None
    choices: list[tuple[str, str]]


def read(statement: Statement, *, beside: str = "", posted: Any = None) -> Reading:
    """Every heading as it was sent, beside the version sent before or what was approved last.

    `beside` is "version" or "approved"; without it the version, if there is one. `posted` binds
    the forms of the notes. While a statement is with the quality office its words are those of
    its newest version, so nothing else is read.
    """
    versions = [(one, content.from_json(one.content)) for one in statement.submitted_versions.all()]
    found = {"version": _sent_before(versions), "approved": approved_before(statement)}
    choices = [(key, earlier.label) for key, earlier in found.items() if earlier]
    earlier = found.get(beside) or found["version"] or found["approved"]
    sections = list(statement.sections.select_related("heading"))
    said = _said(statement, sections)
    headings = [_heading(section, versions, earlier, said, posted) for section in sections]
    return Reading(headings, earlier, choices)


Versions = list[tuple[SubmittedVersion, StatementContent]]


@dataclass(frozen=True)
class _Said:
    """Requests and comments of one statement, by the key of what they are about."""

    noted: dict[int, ChangeRequest]
    asked: dict[int, list[ChangeRequest]]
    answers: dict[int, list[Comment]]
    comments: dict[int, list[Comment]]


def still_open(statement: Statement) -> list[AskedBefore]:
    """What was asked before and nobody has resolved, in the order of the headings."""
    asked = [one for heading in read(statement).headings for one in heading.requests]
    return [one for one in asked if one.request.is_open]


def _said(statement: Statement, sections: list[Section]) -> _Said:
    said, known = _Said({}, {}, {}, {}), {section.pk: section for section in sections}
    for request in ChangeRequest.objects.filter(section__in=known).order_by("at", "pk"):
        request.section = known[request.section_id]
        if request.sent_at is None:
            said.noted[request.section_id] = request
        else:
            said.asked.setdefault(request.section_id, []).append(request)
    for comment in statement.comments.filter(advice=None):
        if comment.change_request_id:
            said.answers.setdefault(comment.change_request_id, []).append(comment)
        elif comment.section_id:
            said.comments.setdefault(comment.section_id, []).append(comment)
    return said


def _heading(
    section: Section, versions: Versions, earlier: Earlier | None, said: _Said, posted: Any
) -> ReviewedHeading:
    now = _in(versions[-1][1] if versions else None, section)
    return ReviewedHeading(
        section=section,
        now=now,
        before=earlier.content.section(section.key) if earlier else None,
        form=NoteForm(posted, section=section, noted=said.noted.get(section.pk)),
        requests=[
            AskedBefore(
                request,
                said.answers.get(request.pk, []),
                now.words != _in(_version_of(request, versions), section).words,
            )
            for request in said.asked.get(section.pk, [])
        ],
        comments=said.comments.get(section.pk, []),
        coached=versions[-1][0].coached if versions and section.key == Section.KPIS else [],
    )


def _in(version: StatementContent | None, section: Section) -> SectionContent:
    """What a version says in a section. What is optional and empty is not in a version."""
    found = version.section(section.key) if version else None
    return found or SectionContent(section.key, section.number, section.title, "")


def _version_of(request: ChangeRequest, versions: Versions) -> StatementContent | None:
    """The version that a request was made on: the newest one when it was sent."""
    read = [said for one, said in versions if request.sent_at and one.at <= request.sent_at]
    return read[-1] if read else None


def _sent_before(versions: Versions) -> Earlier | None:
    if len(versions) < 2:
        return None
    version, said = versions[-2]
    return Earlier(f"version {version.number}", said)
