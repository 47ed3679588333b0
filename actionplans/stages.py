"""When the stages of the Technician Commitment are due. Pure, no Django."""

from dataclasses import dataclass
from datetime import date

from actionplans.calendars import months_later


@dataclass(frozen=True)
class Rules:
    """Months that count: from signing the Commitment to the first submission, from one submission
    to the next, and how long a plan runs."""

    first: int = 13
    between: int = 24
    plan: int = 36


def due_on(
    stage: int, *, signed_on: date | None, submitted_on: date | None, rules: Rules
) -> date | None:
    """By when the self-assessment of the stage is due; None where the day it counts from is not
    known.

    signed_on: when the institution signed the Commitment; stage 1 counts from it.
    submitted_on: when the stage before was submitted; all others count from that.
    """
    if stage == 1:
        return months_later(signed_on, rules.first) if signed_on else None
    return months_later(submitted_on, rules.between) if submitted_on else None
