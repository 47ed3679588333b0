"""What a self-assessment says, as one frozen value: its pages, its PDF and a comparison all read
this, so they cannot differ. Dates stand in words. Pure, no Django."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from actionplans.assessments import plain
from actionplans.assessments.counting import Counted
from actionplans.totals import LABELS, Totals, by_theme, words_of
from documents.attachments import PICTURES
from documents.signature import fingerprint_of


@dataclass(frozen=True)
class ActionLine:
    """One row of a plan in the scheme's own columns, and how its impact will be evidenced.

    rating: green, amber, red, or "" while it is unrated; status: what was said last.
    """

    reference: str
    text: str
    owner: str
    timescale: str
    rating: str = ""
    status: str = ""
    cause: str = ""
    is_redefined: bool = False
    impact: str = ""
    is_public: bool = True


@dataclass(frozen=True)
class ThemeLines:
    """A theme and its actions."""

    letter: str
    name: str
    actions: tuple[ActionLine, ...] = ()

    @property
    def totals(self) -> Totals:
        """How many actions have which rating."""
        return by_theme((self.name, one.rating) for one in self.actions).get(self.name, Totals())


@dataclass(frozen=True)
class PlanSaid:
    """A plan: its period, what it calls its ratings, and its actions by theme."""

    title: str
    stage: int
    starts_on: str
    ends_on: str
    months: int
    green_label: str
    amber_label: str
    red_label: str
    themes: tuple[ThemeLines, ...] = ()

    @property
    def actions(self) -> list[ActionLine]:
        """Every action in order."""
        return [action for theme in self.themes for action in theme.actions]

    @property
    def labels(self) -> dict[str, str]:
        """What it calls its ratings."""
        own = {"green": self.green_label, "amber": self.amber_label, "red": self.red_label}
        return LABELS | own

    @property
    def words(self) -> dict[str, str]:
        """What it calls them in tables and sentences."""
        return words_of(self.labels)

    @property
    def totals(self) -> Totals:
        """How many actions have which rating."""
        return by_theme(("", one.rating) for one in self.actions).get("", Totals())

    @property
    def line(self) -> str:
        """The totals as the scheme writes them."""
        return self.totals.line(self.labels)

    @property
    def fullest(self) -> int:
        """How many actions the largest theme has, for drawing."""
        return max((theme.totals.total for theme in self.themes), default=0)

    @property
    def reds(self) -> list[ActionLine]:
        """The red actions, each with its explanation."""
        return [action for action in self.actions if action.rating == "red"]


@dataclass(frozen=True)
class MeasureSaid:
    """Something that was counted twice: both counts with their days and notes, and the change."""

    title: str
    baseline: str
    repeat: str
    change: str
    references: tuple[str, ...] = ()
    is_answered: bool = True


@dataclass(frozen=True)
class ConsultationSaid:
    """When technicians were heard, what they said, and what became of it."""

    held_on: str
    method: str
    who: str
    how_many: int | None
    said: str
    theme: str = ""
    reference: str = ""
    action: str = ""
    outcome: str = ""
    is_public: bool = True


@dataclass(frozen=True)
class Part:
    """One question with what is written for it."""

    number: int
    key: str
    kind: str
    title: str
    text: str = ""
    is_required: bool = True


def picture_name(sha256: str, kind: str) -> str:
    """The name under which a document asks for a picture."""
    return f"picture-{sha256}.{kind}"


@dataclass(frozen=True)
class AttachedFile:
    """A file that belongs to it: in which part, under what title, with its bytes' SHA-256. A
    picture has words for who cannot see it."""

    key: str
    title: str
    name: str
    kind: str
    size: int
    sha256: str
    alt: str = ""

    @property
    def is_picture(self) -> bool:
        """Whether it is shown, and not only listed."""
        return self.kind in PICTURES

    @property
    def picture(self) -> str:
        """The name under which a document asks for the picture."""
        return picture_name(self.sha256, self.kind)


@dataclass(frozen=True)
class Covered:
    """How often a theme was spoken about, and with how many people."""

    theme: str
    times: int
    people: int


@dataclass(frozen=True)
class AssessmentContent:
    """Everything that a self-assessment says."""

    organisation: str
    lead_name: str
    lead_title: str
    email: str
    phone: str
    stage: int
    template_version: int
    published_url: str
    parts: tuple[Part, ...]
    headcounts: Counted
    plan: PlanSaid
    next_plan: PlanSaid | None = None
    measures: tuple[MeasureSaid, ...] = ()
    next_measures: tuple[MeasureSaid, ...] = ()
    consultations: tuple[ConsultationSaid, ...] = ()
    attachments: tuple[AttachedFile, ...] = ()

    def fingerprint(self) -> str:
        """SHA-256 (hex) of the canonical JSON; it is printed on the signed document."""
        return fingerprint_of(self.to_json())

    def part(self, key: str) -> Part | None:
        """The part with this key, or None."""
        return next((one for one in self.parts if one.key == key), None)

    @property
    def coverage(self) -> list[Covered]:
        """Each theme of the plan, then any other that was spoken about."""
        return coverage(self.consultations, [theme.name for theme in self.plan.themes])

    @property
    def you_said(self) -> list[ConsultationSaid]:
        """What technicians said that changed an action: "You said, we did"."""
        return you_said(self.consultations)

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values; `from_json` gives the same content back."""
        return plain.to_json(self)


def from_json(stored: dict[str, Any]) -> AssessmentContent:
    """The content that was stored by `to_json`."""
    return plain.from_json(AssessmentContent, stored)


def coverage(said: Iterable[ConsultationSaid], themes: Iterable[str]) -> list[Covered]:
    """How often each theme was spoken about, in the order of `themes`, then as they come."""
    times: Counter[str] = Counter(dict.fromkeys(themes, 0))
    people: Counter[str] = Counter()
    for one in said:
        if one.theme:
            times[one.theme] += 1
            people[one.theme] += one.how_many or 0
    return [Covered(theme, count, people[theme]) for theme, count in times.items()]


def you_said(said: Iterable[ConsultationSaid]) -> list[ConsultationSaid]:
    """The consultations that changed an action."""
    return [one for one in said if one.reference]
