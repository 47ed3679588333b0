"""The pages on which a plan is taken from a file."""

from tests.journeys import acts
from tests.journeys.visits.visit import Visit

PLAN_FILES = [
    Visit("actionplans:plan_import", "lead"),
    Visit("actionplans:plan_import", "lead", state="errors", act=acts.send_empty),
    Visit("actionplans:plan_preview", "lead", of=lambda w: [w.read_plan.pk]),
    Visit("actionplans:plan_preview", "lead", of=lambda w: [w.faulty_plan.pk], state="faulty"),
    Visit("actionplans:plan_import_discard", "lead", of=lambda w: [w.faulty_plan.pk]),
    Visit("actionplans:plan_row", "lead", of=lambda w: [w.faulty_plan.pk, 1]),
    Visit(
        "actionplans:plan_row", "lead", of=lambda w: [w.faulty_plan.pk, 2], state="errors",
        act=acts.send_empty,
    ),
]  # fmt: skip
