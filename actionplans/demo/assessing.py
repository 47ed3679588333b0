"""The self-assessments of the demo, its ledgers of consultations and its impact measures."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from typing import Any

from actionplans import workflow
from actionplans.assessments import gathering
from actionplans.demo.plans import HELPER
from actionplans.demo.reading import Step, action, day, lead, plan, told
from actionplans.models import (
    Consultation,
    Headcount,
    ImpactMeasure,
)
from actionplans.signing import prepare
from institution.models import User

SENT_BEFORE = timedelta(days=4)
FIELDS = ("lead_title", "phone", "published_url")


def steps(stage: int) -> Iterator[Step]:
    """What is written about the plan of the stage; the plan in force has no self-assessment yet."""
    said = told(f"assessment{stage}")
    for one in said["consultations"]:
        yield Step(_noted_on(stage, one), 15, partial(_hear, stage, one))
    for one in said["measures"]:
        yield Step(day(said["measured_on"]), 16, partial(_measure, stage, one))
    if begun_on := said.get("begun_on"):
        yield Step(begun_on, 9, partial(_begin, stage, said))
        for days, key in enumerate(said["texts"], start=1):
            on = begun_on + timedelta(days=days)
            yield Step(on, 10, partial(_write, stage, key, said["texts"][key], by_lead=days % 3))
        for key, words in said["comments"]:
            yield Step(begun_on + timedelta(days=len(said["texts"])), 15,
                       partial(_comment, stage, key, words))  # fmt: skip
        signed_on = told(f"stage{stage + 1}")["starts_on"]
        yield Step(signed_on - SENT_BEFORE, 17, partial(_send, stage))
        yield Step(signed_on, 9, partial(_sign, stage))


def _noted_on(stage: int, said: dict[str, Any]) -> date:
    """The day after; what changed an action of the next plan once that action was written."""
    held_on = day(said["held_on"])
    begun_on = told(f"stage{stage + 1}")["begun_on"] if "next" in said else held_on
    return max(held_on, begun_on, told(f"stage{stage}")["begun_on"]) + timedelta(days=1)


def _hear(stage: int, said: dict[str, Any]) -> None:
    heard = plan(stage)
    changed = None
    if "action" in said:
        changed = action(stage, said["action"])
    elif "next" in said:
        changed = action(stage + 1, said["next"])
    consultation = Consultation(
        held_on=day(said["held_on"]), method=said["method"], who=said["who"],
        how_many=said.get("how_many"), said=said["said"], action=changed,
        theme=heard.themes.get(letter=said["theme"]) if "theme" in said else None,
    )  # fmt: skip
    workflow.save_consultation(heard, consultation, by=lead())


def _measure(stage: int, said: dict[str, Any]) -> None:
    values = {name: value for name, value in said.items() if name != "actions"}
    about = [action(stage, ref) for ref in said["actions"]]
    measure = ImpactMeasure(is_insufficient="insufficient_reason" in said, **values)
    workflow.save_measure(plan(stage), measure, by=lead(), actions=about)


def _begin(stage: int, said: dict[str, Any]) -> None:
    """Begin it and say what is known at once: who answers, and how many work where."""
    assessment = workflow.begin_assessment(plan(stage), by=lead())
    for name in FIELDS:
        setattr(assessment, name, said[name])
    workflow.change_assessment(assessment, FIELDS, by=lead())
    for unit, technicians, apprentices, led_by, note in said["headcounts"]:
        count = Headcount(
            unit=unit, technicians=technicians, apprentices=apprentices, led_by=led_by, note=note
        )
        workflow.save_headcount(assessment, count, by=lead())


def _write(stage: int, key: str, text: str, *, by_lead: int) -> None:
    """The lead writes two parts of three, and who helps the third."""
    section = plan(stage).assessment.sections.get(question__key=key)
    by = lead() if by_lead else User.objects.get(email=HELPER)
    workflow.save_section(section, by=by, text=text.strip(), as_seen=section.as_seen)


def _comment(stage: int, key: str, text: str) -> None:
    section = plan(stage).assessment.sections.get(question__key=key)
    by = User.objects.get(email=HELPER)
    comment = workflow.comment_on_section(section, by=by, text=text)
    workflow.resolve_comment(comment, by=lead())


def _send(stage: int) -> None:
    """The lead signs what is written, and sends it to the head of the institution."""
    assessment = plan(stage).assessment
    shown = gathering.of_assessment(assessment).fingerprint()
    workflow.sign_as_lead(assessment, by=lead(), shown=shown)


def _sign(stage: int) -> None:
    """The head of the institution signs: this plan is past, and the next is in force."""
    assessment = plan(stage).assessment
    by = User.objects.get(email="signatory@kept.example")
    workflow.sign_as_head(assessment, by=by, document=prepare(assessment, by=by))
