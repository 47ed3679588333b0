"""What an annual return asks the department, and what it asks a critical friend. Pure."""

from typing import NamedTuple


class Prompt(NamedTuple):
    """One question: its key in the database, its title, and what helps to answer it."""

    key: str
    title: str
    guidance: str
    is_required: bool = True


KPIS = "kpis"
PARTS = (
    Prompt(
        "year", "How the year went",
        "What went as you promised, what did not, and why. Two or three paragraphs will do.",
    ),
    Prompt(
        KPIS, "What the figures say",
        "Each KPI has a page of its own: say there what you did and learnt, and whether it goes "
        "on. If you like, say here what they tell together.",
        is_required=False,
    ),
    Prompt(
        "feedback", "What we heard, and what we did about it",
        "What students, colleagues and others told you, what you changed because of it, and how "
        "they know.",
    ),
    Prompt(
        "risks", "What could keep us from our promises",
        "What you see coming, and what would help: from within, from others, from the university.",
        is_required=False,
    ),
    Prompt(
        "next", "What changes next year",
        "What you will do otherwise, and what your next statement will say differently.",
    ),
)  # fmt: skip
FRIEND = (
    Prompt(
        "strengths", "What is done well here?", "Something that others could learn from."
    ),
    Prompt(
        "questions", "What would you ask the department?", "Something you did not understand, or "
        "that the figures leave open.",
    ),
    Prompt("ideas", "What would you try in its place?", "One thing, small enough to be tried."),
)  # fmt: skip


def prompt(key: str) -> Prompt:
    """The department's prompt with this key."""
    return next(one for one in PARTS if one.key == key)
