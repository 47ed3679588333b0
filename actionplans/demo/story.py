"""The story of the demo's plans: every step in the order of its day, the clock set to it."""

from collections.abc import Callable, Iterator
from datetime import date

from django.db import transaction

from actionplans import workflow
from actionplans.demo import assessing, meetings, plans
from actionplans.demo.reading import Step, lead, told
from actionplans.models import Plan, Scheme
from institution import clock

CHARTERS = ("Athena SWAN", "Race Equality Charter", "REF", "TEF")
STAGES = (1, 2, 3)


def build(say: Callable[[str], None]) -> None:
    """The three plans, all or none; where there is any plan already, nothing is changed."""
    if Plan.objects.exists():
        return
    say("action plans of three stages")
    with transaction.atomic():
        for step in sorted(_steps(), key=lambda step: (step.day, step.hour)):
            with clock.at(step.day, step.hour):
                step.do()


def _steps() -> Iterator[Step]:
    yield Step(told("stage1")["begun_on"], 7, _sign_up)
    yield from meetings.steps()
    for stage in STAGES:
        yield from plans.steps(stage)
        yield from assessing.steps(stage)


def _sign_up() -> None:
    """The University signed the Commitment; the scheme and the charters that it knows."""
    scheme = Scheme.get()
    scheme.signed_on, scheme.contact_email = date(2017, 11, 20), "scheme@kept.example"
    workflow.change_scheme(scheme, by=lead(), charters=CHARTERS)
