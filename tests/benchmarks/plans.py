"""Action plans of the benchmark: one in force with 44 actions, a past one with 500."""

from dataclasses import dataclass
from datetime import date, timedelta

from allauth.mfa.models import Authenticator
from django.utils import timezone

from actionplans.models import THEMES, Action, ActionOwner, Plan, Rating, Theme
from actionplans.timescales import parse
from institution.models import RoleGrant, User
from tests.benchmarks.house import CLIENTS

FEW, MANY = 44, 500
ROUNDS = 4  # ratings of each action
TIMESCALES = ["Spring 2026", "Ongoing", "Autumn 2026 & Autumn 2027", "AY 2026-27", "May 2027"]
WORDS = (
    "Hold a day on which technicians of all divisions show one another what they do, and write "
    "down what came of it. "
)


@dataclass(frozen=True)
class Planned:
    """The two plans, and people who lead them: one for each client of the benchmark."""

    few: Plan
    many: Plan
    leads: list[User]


def plan(times: int) -> Planned:
    """Both plans, published with their progress; and as many past ones with 44 as make it `times`
    as much."""
    leads = User.objects.bulk_create(
        User(email=f"lead{number}@kept.example", name=f"Lead {number}", password="!")
        for number in range(CLIENTS + 1)
    )
    RoleGrant.objects.bulk_create(RoleGrant(person=one, role="lead") for one in leads)
    totp = Authenticator.Type.TOTP
    Authenticator.objects.bulk_create(Authenticator(user=one, type=totp, data={}) for one in leads)
    many = make_plan("A long plan", MANY, leads[0], state=Plan.State.PAST)
    for number in range(times - 1):
        make_plan(f"Plan {number}", FEW, leads[0], state=Plan.State.PAST)
    return Planned(make_plan("Our plan", FEW, leads[0], state=Plan.State.CURRENT), many, leads)


def make_plan(title: str, actions: int, lead: User, *, state: str) -> Plan:
    """A plan with so many actions, each rated by the lead; published if it is no draft."""
    now = None if state == Plan.State.DRAFT else timezone.now()
    made = Plan.objects.create(
        title=title, state=state, starts_on=date(2025, 10, 1), months=36, in_force_at=now,
        contact_email="technicians@kept.example", published_at=now, progress_at=now,
    )  # fmt: skip
    themes = Theme.objects.bulk_create(
        Theme(plan=made, letter=letter, name=name, position=position, last_number=actions)
        for position, (letter, name) in enumerate(THEMES)
    )
    _rate(Action.objects.bulk_create(_actions(made, themes, actions)), lead)
    return made


def _actions(plan: Plan, themes: list[Theme], count: int) -> list[Action]:
    found = []
    for number in range(count):
        theme = themes[number % len(themes)]
        action = Action(
            plan=plan, theme=theme, reference=f"{theme.letter}{number // len(themes) + 1:03}",
            position=number, text=f"{number + 1}. {WORDS}", owner_words="HR / Technicians",
        )  # fmt: skip
        action.understand(parse(TIMESCALES[number % len(TIMESCALES)], signed_on=plan.starts_on))
        found.append(action)
    return found


def _rate(actions: list[Action], lead: User) -> None:
    ActionOwner.objects.bulk_create(
        ActionOwner(action=one, words=words, is_lead=place == 0, position=place)
        for one in actions for place, words in enumerate(("HR", "Technicians"))
    )  # fmt: skip
    before, values = timezone.now() - timedelta(days=100), ["green", "amber", "red", "green"]
    ratings = Rating.objects.bulk_create(
        Rating(
            action=one, number=number, value=values[(place + number) % len(values)],
            text=f"{number}. {WORDS}", rated_at=before + timedelta(days=number), rated_by=lead,
            rated_by_name=str(lead),
        )
        for place, one in enumerate(actions) for number in range(1, ROUNDS + 1)
    )  # fmt: skip
    for rating in ratings:
        rating.action.latest = rating
    Action.objects.bulk_update(actions, ["latest"])
