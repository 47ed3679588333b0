"""One plan of the demo from its first draft to its last review, as steps of the story."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from typing import Any

from actionplans import workflow
from actionplans.demo.reading import Step, action, day, lead, plan, speaker, told, words
from actionplans.models import (
    Action,
    Charter,
    Evidence,
    Meeting,
    Milestone,
    Plan,
    Rating,
    ReviewRound,
)
from institution.models import User

HELPER = "head.learning-and-teaching-enhancement@kept.example"
DECIDED_BEFORE = timedelta(days=14)  # so long before the next plan it is said what becomes of each


def steps(stage: int) -> Iterator[Step]:
    """Everything that happens to the plan of the stage and to its actions."""
    said = told(f"stage{stage}")
    yield Step(said["begun_on"], 9, partial(_begin, stage, said))
    yield Step(said["published_on"], 12, lambda: workflow.publish_plan(plan(stage), by=lead()))
    for on in said["progress_on"]:
        yield Step(on, 12, lambda: workflow.publish_progress(plan(stage), by=lead()))
    if more := said.get("extended"):
        yield Step(more["on"], 12, partial(_extend, stage, more["until"], more["reason"]))
    for one in said["rounds"]:
        yield Step(day(one["opened_on"]), 9, partial(_open, stage, one))
        if "closed_on" in one:
            yield Step(one["closed_on"], 16, partial(_close, stage))
    for one in said["actions"]:
        yield from _steps_of_action(stage, one, said["begun_on"])


def _steps_of_action(stage: int, said: dict[str, Any], begun_on: date) -> Iterator[Step]:
    """What is said of one action, what is done for it, and what becomes of it."""
    ref = said["ref"]
    for on, *rating in said.get("said", []):
        yield Step(day(on), 11, partial(rate, stage, ref, *rating))
    for text, _, *done_on in said.get("steps", []):
        if done_on and done_on[0] > begun_on:
            yield Step(done_on[0], 10, partial(_done, stage, ref, text, done_on[0]))
    for on, *evidence in said.get("evidence", []):
        yield Step(on, 14, partial(_show, stage, ref, *evidence))
    if moved := said.get("moved"):
        yield Step(day(moved[0]), 13, partial(_move, stage, ref, *moved[1:]))
    if becomes := said.get("becomes"):
        on = told(f"stage{stage + 1}")["starts_on"] - DECIDED_BEFORE
        yield Step(on, 15, partial(_dispose, stage, ref, *becomes))


def _begin(stage: int, said: dict[str, Any]) -> None:
    """The first plan was signed before it came here; others follow the one before them."""
    wanted = ("title", "starts_on", "months", "contact_name", "contact_email", "external_url")
    begun = Plan(stage=stage, **{name: said[name] for name in wanted if name in said})
    if stage == 1:
        begun = workflow.begin_plan(begun, by=lead())
        workflow.add_editor(begun, User.objects.get(email=HELPER), by=lead())
    else:
        begun = workflow.begin_next(plan(stage - 1), begun, by=lead())
    for one in said["actions"]:
        _add(begun, one, said["begun_on"])
    if stage == 1:
        workflow.put_in_force(begun, by=lead())


def _add(begun: Plan, said: dict[str, Any], begun_on: date) -> None:
    added = Action(
        theme=begun.themes.get(letter=said["ref"][0]), reference=said["ref"], text=said["text"],
        owner_words=said["owner"], timescale_words=words(said["time"]),
        impact=said.get("impact", ""), follows=said.get("follows", ""),
        review_on=day(said["review"]) if "review" in said else None,
        is_public=not said.get("internal"),
    )  # fmt: skip
    charters = list(Charter.objects.filter(name__in=said.get("charters", [])))
    workflow.add_action(begun, added, by=lead(), charters=charters)
    for text, due_on, *done_on in said.get("steps", []):
        done = done_on[0] if done_on and done_on[0] <= begun_on else None
        step = Milestone(text=text, due_on=day(due_on), done_on=done)
        workflow.save_milestone(added, step, by=lead())


def _extend(stage: int, until: date, reason: str) -> None:
    workflow.extend_plan(plan(stage), by=lead(), until=until, reason=reason)


def _open(stage: int, said: dict[str, Any]) -> None:
    """A round may be for the meeting that is planned."""
    meeting = Meeting.objects.filter(closed_at=None).last() if "meeting" in said else None
    opened = ReviewRound(title=said["title"], due_on=day(said["due_on"]), meeting=meeting)
    workflow.open_round(plan(stage), opened, by=lead())


def _close(stage: int) -> None:
    workflow.close_round(plan(stage).rounds.open().get(), by=lead())


def rate(
    stage: int, ref: str, value: str, text: str, cause: str = "", redefined: str = "", *,
    meeting: Meeting | None = None,
) -> None:  # fmt: skip
    """Say how an action stands; at a meeting its chair does."""
    about = action(stage, ref)
    rating = Rating(value=value, text=text, cause=cause, is_redefined=bool(redefined))
    by = lead() if meeting else speaker(about)
    workflow.rate_action(about, rating, by=by, after=about.latest_number, meeting=meeting)


def _done(stage: int, ref: str, text: str, on: date) -> None:
    about = action(stage, ref)
    step = about.milestones.get(text=text)
    step.done_on = on
    workflow.save_milestone(about, step, by=speaker(about))


def _show(stage: int, ref: str, text: str, url: str) -> None:
    about = action(stage, ref)
    workflow.add_evidence(about, Evidence(text=text, url=url), by=speaker(about))


def _move(stage: int, ref: str, anew: str, reason: str, cause: str) -> None:
    about = action(stage, ref)
    about.timescale_words = words(anew)
    workflow.change_action(about, by=lead(), reason=reason, cause=cause)


def _dispose(stage: int, ref: str, kind: str, sentence: str, successor: str = "") -> None:
    carrier = action(stage + 1, successor) if successor else None
    workflow.dispose(
        [action(stage, ref)], by=lead(), kind=kind, sentence=sentence, successor=carrier
    )
