"""The action plans of the demo: what they hold, that they are built once, and that their words are
our own."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from django.apps import apps
from django.test import Client
from django.utils import timezone

from actionplans import totals
from actionplans.assessments import gathering
from actionplans.demo import reading, story
from actionplans.models import Action, Disposition, Meeting, Plan, Rating, SelfAssessment
from actionplans.reviewing import waiting
from actionplans.schedule import State
from institution import clock
from institution.models import User
from sls.demo import house
from tests import factories

# Digests of six words each, and of names, of the published plan after which this one is modelled.
PUBLISHED = Path(__file__).parent.parent / "data" / "action-plans" / "six-words.bin"
DIGEST = 5
STAGE_1 = {"V": 11, "R": 11, "C": 7, "S": 10, "I": 5}


@pytest.fixture
def built(db, monkeypatch):
    """The university of the demo with its plans; nothing is typeset."""
    monkeypatch.setattr("actionplans.demo.assessing.prepare", factories.quick_assessment)
    house.build()
    story.build(lambda said: None)


def rows() -> dict[str, int]:
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}


def test_three_plans_follow_one_another(built):
    before = rows()
    story.build(lambda said: None)
    assert rows() == before
    states = Plan.objects.order_by("stage").values_list("stage", "state")
    assert list(states) == [(1, "past"), (2, "past"), (3, "current")]
    check_first_plan(Plan.objects.get(stage=1))
    check_threads()
    check_assessments()
    check_plan_in_force(Plan.objects.get(stage=3))
    check_meetings()
    check_pages()


def check_first_plan(plan: Plan) -> None:
    """44 actions, 32 green, 5 amber and 7 red, and it says itself that these are invented."""
    actions = plan.actions.live().select_related("theme", "latest")
    assert Counter(one.theme.letter for one in actions) == STAGE_1
    rated = totals.by_theme(("", one.rating) for one in actions)[""]
    assert rated == totals.Totals(green=32, amber=5, red=7)
    assert "invented" in plan.title
    assert (plan.planned_end, plan.ends_on) == (date(2020, 9, 30), date(2021, 5, 23))
    assert plan.extensions.get().reason
    redefined = Rating.objects.filter(action__plan=plan, is_redefined=True, cause="pandemic")
    assert redefined.exists()
    assert sum(one.evidence.count() + one.milestones.count() for one in actions) > 10


def check_threads() -> None:
    """Every action of a plan that is over has its answer, green ones too, and threads run on."""
    past = Action.objects.filter(plan__state="past")
    assert past.undecided().count() == 0
    kinds = Disposition.objects.filter(action__plan__stage=1).values_list("kind", flat=True)
    assert set(kinds) == set(Disposition.Kind.values)
    third = Action.objects.filter(continued_from__action__continued_from__isnull=False)
    assert set(third.values_list("plan__stage", flat=True)) == {3}


def check_assessments() -> None:
    """Both are signed by two, and the first says how 83 technicians were heard ten times."""
    signed = SelfAssessment.objects.order_by("plan__stage")
    assert [(one.state, one.signatures.count()) for one in signed] == [("signed", 2)] * 2
    said = gathering.of_assessment(signed[0])
    assert (said.headcounts.technicians, said.headcounts.apprentices) == (83, 6)
    assert len(said.headcounts.units) == 6
    assert (len(said.consultations), len(said.you_said)) == (10, 6)
    assert all(covered.times for covered in said.coverage)
    assert "invented" in said.part("rag").text


def check_plan_in_force(plan: Plan) -> None:
    """Something is late, something soon, a timescale was moved, and owners are asked."""
    today = timezone.localdate()
    stands = {one.stands(one.rating, today).state for one in plan.actions.select_related("latest")}
    assert stands == set(State)
    assert plan.actions.exclude(timescale_changes=None).exists()
    assert list(plan.rounds.filter(closed_at=None).values_list("number", flat=True)) == [4]
    assert all(one.totals["all"] for one in plan.rounds.exclude(closed_at=None))
    current = plan.rounds.get(number=4)
    assert current.ratings.exists()
    asked = {person.email for one in waiting(current) for person in one.people}
    assert {"lead@kept.example", "head.it@kept.example"} <= asked
    assert plan.is_published
    assert plan.progress_at


def check_meetings() -> None:
    """Three were held, six weeks apart, and what stayed open stands on the agenda of the next."""
    following, *held = Meeting.objects.all()
    assert [one.is_open for one in (following, *held)] == [True, False, False, False]
    days = [one.held_on for one in (following, *held)]
    assert [(after - before).days for after, before in pairwise(days)] == [42] * 3
    assert days[1] < clock.today() < days[0]
    assert following.items.exclude(continues=None).exists()
    outcomes = {item.outcome for one in held for item in one.items.all()}
    assert outcomes == {"", "noted", "decided", "updated"}


def check_pages() -> None:
    """The lead's desk has work on it, and anybody sees how far the plan is."""
    client = Client()
    assert "Technician Commitment action plan" in client.get("/technician-commitment/").text
    client.force_login(User.objects.get(email="lead@kept.example"))
    assert "actions of yours stand" in client.get("/").text


def strings(told: object) -> Iterator[str]:
    """Every text in what a TOML file holds."""
    if isinstance(told, str):
        yield told
    elif isinstance(told, dict | list):
        for one in told.values() if isinstance(told, dict) else told:
            yield from strings(one)


def digests(text: str) -> set[bytes]:
    """Those of each word, and of each six words that follow one another."""
    words = re.findall(r"[a-z0-9]+", text.lower())
    sixes = [" ".join(words[at : at + 6]) for at in range(len(words) - 5)]
    return {hashlib.sha256(one.encode()).digest()[:DIGEST] for one in [*words, *sixes]}


def test_no_name_and_no_sentence_was_taken_from_a_published_plan():
    kept = PUBLISHED.read_bytes()
    published = {kept[at : at + DIGEST] for at in range(0, len(kept), DIGEST)}
    scheme = "shared via the Technician Commitment's dedicated online resource, available at"
    assert digests(scheme) & published, "The digests no longer know the plan that they are of."
    files = [path.stem for path in reading.HERE.glob("*.toml")]
    assert len(files) == 7
    texts = [text for name in files for text in strings(reading.told(name))]
    assert len(texts) > 500
    assert [text for text in texts if digests(text) & published] == []
    # Long text has no headings; a line in bold begins a part.
    assert [text for text in texts if re.search(r"^#", text, re.MULTILINE)] == []


@pytest.mark.parametrize(
    ("today", "said", "meant"),
    [
        (date(2026, 11, 27), "By {18}", "By 15 December 2026"),
        (date(2026, 11, 27), "{season 60}", "Winter 2026"),
        (date(2026, 11, 27), "Starting {season 10}", "Starting Winter 2026"),
        (date(2027, 3, 1), "{season 0}", "Spring 2027"),
        (date(2027, 3, 1), "{season -1}", "Winter 2026"),
        (date(2027, 3, 1), "AY 2026-27", "AY 2026-27"),
    ],
)
def test_days_of_the_present_count_from_today(monkeypatch, today, said, meant):
    monkeypatch.setattr(clock, "today", lambda: today)
    assert reading.words(said) == meant
