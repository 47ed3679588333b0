"""The words of the demo's plans, as they stand in the TOML files beside this module."""

import re
import tomllib
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from actionplans.models import Action, ActionOwner, Plan
from institution import clock
from institution.models import RoleGrant, User
from institution.workflow.recording import in_words

HERE = Path(__file__).parent
SEASONS = ("Winter", "Spring", "Summer", "Autumn")  # from December on, three months each
RELATIVE = re.compile(r"\{(season )?(-?\d+)\}")


class Step(NamedTuple):
    """One thing that happens in the story: on a day, at an hour, and the verbs that do it."""

    day: date
    hour: int
    do: Callable[[], object]


@cache
def told(name: str) -> dict[str, Any]:
    """What stands in the file of this name."""
    return tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))


def day(said: date | int) -> date:
    """The day: itself, or so many days from today."""
    return said if isinstance(said, date) else clock.today() + timedelta(days=said)


def words(text: str) -> str:
    """The words with their days counted from today: "By {18}", "{season 120}"."""
    return RELATIVE.sub(lambda found: _when(day(int(found[2])), is_season=bool(found[1])), text)


def _when(on: date, *, is_season: bool) -> str:
    if not is_season:
        return in_words(on)
    year = on.year - 1 if on.month < 3 else on.year
    return f"{SEASONS[on.month % 12 // 3]} {year}"


def lead() -> User:
    """The institutional lead, with the roles of the day that the clock shows."""
    return User.objects.get(email="lead@kept.example")


def plan(stage: int) -> Plan:
    """The plan of the stage as it is now."""
    return Plan.objects.get(stage=stage)


def action(stage: int, reference: str) -> Action:
    """An action of the plan of the stage as it is now."""
    found = Action.objects.select_related("plan", "latest")
    return found.get(plan__stage=stage, reference=reference)


def speaker(about: Action) -> User:
    """Who says how the action stands: the person or the head of the department that leads it,
    else the institutional lead."""
    first: ActionOwner = about.owners.all()[0]
    if first.person_id:
        return User.objects.get(pk=first.person_id)
    heads = RoleGrant.objects.in_force().filter(role=RoleGrant.Role.HEAD)
    if first.department_id and (head := heads.filter(department=first.department_id).first()):
        return User.objects.get(pk=head.person_id)
    return lead()
