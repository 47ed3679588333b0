"""What the reviewer reads: each heading beside the earlier one, with what was said about it."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from sls import content
from sls.comparing import Earlier, approved_before, section_changes
from sls.content import SectionContent, StatementContent
from sls.differences import Change
from sls.forms.review import NoteForm
from sls.models import ChangeRequest, Comment, Section, Statement, SubmittedVersion


@dataclass
class ReviewedHeading:
    """One heading as it is now and as it was, and the conversation about it."""

    section: Section
    now: SectionContent
    before: SectionContent | None
    form: NoteForm
    requests: list["AskedBefore"] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)

    @property
    def is_same(self) -> bool:
        """Whether it says the same as the text beside it."""
        return self.before is not None and self.now.words == self.before.words

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


@dataclass(frozen=True)
class Reading:
    """A statement as the reviewer reads it, and what there is to read it beside."""

    headings: list[ReviewedHeading]
    earlier: Earlier | None
    choices: list[tuple[str, str]]


def read(statement: Statement, *, beside: str = "", posted: Any = None) -> Reading:
    """Every heading in order, beside the version sent before or what was approved last.

    `beside` is "version" or "approved"; without it the version, if there is one. `posted` binds
    the forms of the notes.
    """
    versions = [(one, content.from_json(one.content)) for one in statement.submitted_versions.all()]
    found = {"version": _sent_before(versions), "approved": approved_before(statement)}
    choices = [(key, earlier.label) for key, earlier in found.items() if earlier]
    earlier = found.get(beside) or found["version"] or found["approved"]
    noted = {one.section_id: one for one in _requests(statement).filter(sent_at=None)}
    asked = _asked_before(statement, versions)
    comments = _comments(statement)
    headings = []
    for section in content.sections_of(statement):
        now = content.of_section(section)
        heading = ReviewedHeading(
            section=section,
            now=now,
            before=earlier.content.section(section.key) if earlier else None,
            form=NoteForm(posted, section=section, noted=noted.get(section.pk)),
            requests=[
                AskedBefore(request, list(request.answers.all()), has_changed(now, then))
                for request, then in asked.get(section.pk, [])
            ],
            comments=comments.get(section.pk, []),
        )
        headings.append(heading)
    return Reading(headings, earlier, choices)


Versions = list[tuple[SubmittedVersion, StatementContent]]


def _sent_before(versions: Versions) -> Earlier | None:
    if len(versions) < 2:
        return None
    version, said = versions[-2]
    return Earlier(f"version {version.number}", said)


def _requests(statement: Statement) -> QuerySet[ChangeRequest]:
    return ChangeRequest.objects.filter(section__statement=statement)


def _asked_before(
    statement: Statement, versions: Versions
) -> dict[int, list[tuple[ChangeRequest, StatementContent | None]]]:
    """The requests that were sent, by section, each with the version that it was made on."""
    sent = _requests(statement).exclude(sent_at=None).prefetch_related("answers")
    asked: dict[int, list[tuple[ChangeRequest, StatementContent | None]]] = {}
    for request in sent.order_by("sent_at", "pk"):
        then = [said for one, said in versions if request.sent_at and one.at <= request.sent_at]
        asked.setdefault(request.section_id, []).append((request, then[-1] if then else None))
    return asked


def _comments(statement: Statement) -> dict[int, list[Comment]]:
    """What was said about sections, by section; answers to requests stand with their request."""
    by_section: dict[int, list[Comment]] = {}
    for comment in statement.comments.filter(change_request=None, section__isnull=False):
        by_section.setdefault(comment.section_id or 0, []).append(comment)
    return by_section


def has_changed(now: SectionContent, then: StatementContent | None) -> bool:
    """Whether a section says something else than it did in an earlier version."""
    earlier = then.section(now.key) if then else None
    return not now.is_empty if earlier is None else now.words != earlier.words
