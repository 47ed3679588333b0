"""What one version of the template changes against the one before, in words for the page."""

from dataclasses import dataclass

from sls.models import Heading, StatementTemplate

TEXTS = {
    "introduction": "The introduction",
    "section_b_guidance": "The guidance for Section B",
    "standards_guidance": "The guidance for service standards",
}


@dataclass(frozen=True)
class HeadingChange:
    """A heading that is "new", "gone" or "changed", and what is different about it."""

    title: str
    kind: str
    details: list[str]


@dataclass(frozen=True)
class TemplateChanges:
    """What differs: the names of the texts that were rewritten, and the headings."""

    texts: list[str]
    headings: list[HeadingChange]

    def __bool__(self) -> bool:
        return bool(self.texts or self.headings)


def changes(old: StatementTemplate | None, new: StatementTemplate) -> TemplateChanges:
    """How `new` differs from `old`; against nothing, everything in it is new."""
    before = {heading.key: heading for heading in old.headings.all()} if old else {}
    now = {heading.key: heading for heading in new.headings.all()}
    added_or_changed = [
        change for heading in now.values() if (change := _change(before.get(heading.key), heading))
    ]
    gone = [
        HeadingChange(str(heading), "gone", []) for key, heading in before.items() if key not in now
    ]
    texts = [label for name, label in TEXTS.items() if getattr(old, name, "") != getattr(new, name)]
    return TemplateChanges(texts, [*added_or_changed, *gone])


def _change(old: Heading | None, new: Heading) -> HeadingChange | None:
    if old is None:
        return HeadingChange(str(new), "new", [])
    details = []
    if old.title != new.title:
        details.append(f"It was called “{old.title}”.")
    if old.position != new.position:
        details.append(f"It was {old.number}.")
    if old.guidance != new.guidance:
        details.append("Its guidance is rewritten.")
    if old.is_required != new.is_required:
        details.append(
            "It must be answered now." if new.is_required else "It need not be answered any more."
        )
    if old.word_guide != new.word_guide:
        details.append(f"Its word guide is {new.word_guide or 'gone'}.")
    if old.part != new.part:
        details.append(f"Under it people write: {new.get_part_display().lower()}.")
    return HeadingChange(str(new), "changed", details) if details else None
