"""How many actions have which RAG rating, in per cents that add up to 100. Pure, no Django."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

# The ratings in the scheme's order; unrated is a state of its own.
RATINGS = ("green", "amber", "red", "unrated")
LABELS = {
    "green": "Completed actions (Green)",
    "amber": "Started and/or continuing actions (Amber)",
    "red": "Did not start and/or redefined (Red)",
    "unrated": "Not yet rated",
}


@dataclass(frozen=True)
class Share:
    """How many actions have one rating, and how many of a hundred that is."""

    rating: str
    label: str
    count: int
    percent: int

    def __str__(self) -> str:
        """As the scheme writes it: a label, "32 / 73%"."""
        return f"{self.label}: {self.count} / {self.percent}%"


@dataclass(frozen=True)
class Totals:
    """The number of actions at each rating. Raises ValueError for a number below 0."""

    green: int = 0
    amber: int = 0
    red: int = 0
    unrated: int = 0

    def __post_init__(self) -> None:
        if min(self.counts) < 0:
            raise ValueError("There cannot be fewer than 0 actions.")

    @property
    def counts(self) -> list[int]:
        """The numbers in the order of RATINGS."""
        return [self.green, self.amber, self.red, self.unrated]

    @property
    def total(self) -> int:
        """All actions."""
        return sum(self.counts)

    def shares(self, labels: Mapping[str, str] = LABELS) -> list[Share]:
        """Count and per cent of each rating, in the scheme's order.

        labels: what a plan calls its ratings, where it has words of its own.
        """
        percents = per_cents(self.counts)
        return [
            Share(rating, labels.get(rating, LABELS[rating]), count, percent)
            for rating, count, percent in zip(RATINGS, self.counts, percents, strict=True)
        ]

    def line(self, labels: Mapping[str, str] = LABELS) -> str:
        """The totals as the scheme writes them, in one line; unrated actions only if there are any.

        A plan of 44 begins "Total Actions: 44, Completed actions (Green): 32 / 73%, …".
        """
        said = [share for share in self.shares(labels) if share.rating != "unrated" or share.count]
        return ", ".join([f"Total Actions: {self.total}", *map(str, said)])


def words_of(labels: Mapping[str, str]) -> dict[str, str]:
    """What ratings are called in tables and sentences, "" being that of an action without one: the
    name of its colour where a label has it in brackets, as the scheme's own have, else the label.
    """
    colours = {rating: rating.capitalize() for rating in labels}
    found = {
        rating: colours[rating] if label.endswith(f"({colours[rating]})") else label
        for rating, label in labels.items()
    }
    return found | {"": found["unrated"]}


WORDS = words_of(LABELS)


def together(parts: Iterable[Totals]) -> Totals:
    """The totals of a plan from those of its themes."""
    columns = zip(*(part.counts for part in parts), strict=True)
    return Totals(*map(sum, columns))


def by_theme(
    actions: Iterable[tuple[str, str | None]], themes: Iterable[str] = ()
) -> dict[str, Totals]:
    """The totals of each theme, in the order of `themes`, then as they come.

    actions: theme and rating of each; None or "" is unrated. Themes without actions have zeros.
    Raises ValueError for a rating that there is not.
    """
    counts = {theme: dict.fromkeys(RATINGS, 0) for theme in themes}
    for theme, rating in actions:
        if (rating or "unrated") not in RATINGS:
            raise ValueError(f"“{rating}” is none of {', '.join(RATINGS)}.")
        counts.setdefault(theme, dict.fromkeys(RATINGS, 0))[rating or "unrated"] += 1
    return {theme: Totals(**count) for theme, count in counts.items()}


def per_cents(counts: list[int]) -> list[int]:
    """Whole per cents that add up to 100, or zeros where there is nothing to share.

    By the largest remainder: each is rounded down, and what is missing goes to those that lost
    most; where two lost the same, to the larger, then to the first. Wherever rounding half up adds
    up to 100, this is the same.
    """
    total = sum(counts)
    if not total:
        return [0] * len(counts)
    percents = [100 * count // total for count in counts]
    lost = [100 * count % total for count in counts]
    order = sorted(range(len(counts)), key=lambda place: (-lost[place], -counts[place], place))
    for place in order[: 100 - sum(percents)]:
        percents[place] += 1
    return percents
