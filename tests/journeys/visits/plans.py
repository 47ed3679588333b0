"""The pages of action plans."""

from tests.journeys import acts
from tests.journeys.visits.visit import Visit


def of_action(world):
    """The parts of the address of the action in which most has happened."""
    return [world.plan.pk, world.action.reference]


PLANS = [
    # Another address than once there is a plan: browsers keep a public page for a while.
    Visit("actionplans:commitment", state="nothing", query="?then"),
    Visit("actionplans:plan_publish", "lead", of=lambda w: [w.plan.pk]),
    Visit("actionplans:public_plan", of=lambda w: w.publish()),
    Visit("actionplans:commitment"),
    Visit("actionplans:plan_withdraw", "lead", of=lambda w: [w.plan.pk]),
    Visit("actionplans:plan_list", "lead"),
    Visit("actionplans:plan_add", "lead", state="errors", act=acts.send_empty),
    Visit("actionplans:scheme_edit", "lead"),
    Visit("actionplans:plan_detail", "lead", of=lambda w: [w.plan.pk]),
    Visit(
        "actionplans:plan_detail", "outsider", of=lambda w: [w.plan.pk], query="?rating=red",
        state="filtered",
    ),
    Visit("actionplans:plan_detail", "lead", of=lambda w: [w.empty.pk], state="empty"),
    Visit("actionplans:plan_detail", "head_elsewhere", of=lambda w: [w.draft.pk], state="draft"),
    Visit("actionplans:plan_checks", "lead", of=lambda w: [w.plan.pk]),
    Visit("actionplans:plan_edit", "lead", of=lambda w: [w.plan.pk]),
    Visit("actionplans:plan_extend", "lead", of=lambda w: [w.plan.pk]),
    Visit("actionplans:plan_put_in_force", "lead", of=lambda w: [w.draft.pk]),
    Visit("actionplans:plan_discard", "lead", of=lambda w: [w.draft.pk]),
    Visit("actionplans:editor_list", "lead", of=lambda w: [w.draft.pk]),
    Visit("actionplans:theme_list", "lead", of=lambda w: [w.draft.pk]),
    Visit(
        "actionplans:theme_edit", "lead", of=lambda w: [w.draft.pk, w.draft.themes.first().pk]
    ),
    Visit("actionplans:action_add", "lead", of=lambda w: [w.draft.pk]),
    Visit("actionplans:action_detail", "lead", of=of_action),
    Visit("actionplans:action_edit", "lead", of=of_action),
    Visit("actionplans:action_remove", "lead", of=lambda w: [w.draft.pk, w.planned.reference]),
    Visit("actionplans:action_rate", "contributor", of=of_action),
    Visit(
        "actionplans:action_rate", "lead", of=of_action, state="errors meanwhile",
        meanwhile=lambda w: w.rate_meanwhile(), act=acts.send,
    ),
    Visit("actionplans:owner_list", "lead", of=of_action),
    Visit("actionplans:milestone_add", "lead", of=of_action),
    Visit(
        "actionplans:milestone_edit", "lead", of=lambda w: [*of_action(w), w.milestone.pk]
    ),
    Visit("actionplans:plan_begin_next", "lead", of=lambda w: [w.plan.pk]),
    Visit("actionplans:carry_forward", "lead", of=lambda w: w.carry_forward()),
    Visit(
        "actionplans:action_dispose", "lead", of=of_action, state="errors", act=acts.send_empty
    ),
    Visit("actionplans:thread_list", "lead"),
    Visit("actionplans:evidence_add", "contributor", of=of_action),
]  # fmt: skip
