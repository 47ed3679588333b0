"""The pages of working groups, their meetings, and review rounds."""

from tests.journeys import acts
from tests.journeys.visits.visit import Visit


def of_round(world):
    """The parts of the address of the open round."""
    return [world.plan.pk, world.round.number]


GROUPS = [
    Visit("actionplans:group_list", "lead"),
    Visit("actionplans:group_add", "lead", state="errors", act=acts.send_empty),
    Visit("actionplans:group_detail", "lead", of=lambda w: [w.group.pk]),
    Visit("actionplans:group_detail", "outsider", of=lambda w: [w.group.pk], state="of others"),
    Visit("actionplans:group_edit", "lead", of=lambda w: [w.group.pk]),
    Visit("actionplans:member_add", "lead", of=lambda w: [w.group.pk]),
    Visit(
        "actionplans:member_edit", "lead",
        of=lambda w: [w.group.pk, w.group.memberships.first().pk],
    ),
    Visit("actionplans:member_remove", "lead", of=lambda w: [w.group.pk, w.newcomer.pk]),
    Visit("actionplans:meeting_add", "contributor", of=lambda w: [w.group.pk]),
    Visit("actionplans:meeting_detail", "contributor", of=lambda w: [w.meeting.pk]),
    Visit("actionplans:meeting_detail", "lead", of=lambda w: [w.held.pk], state="closed"),
    Visit("actionplans:meeting_edit", "lead", of=lambda w: [w.meeting.pk]),
    Visit("actionplans:meeting_paper", "lead", of=lambda w: [w.held.pk]),
    Visit("actionplans:meeting_close", "lead", of=lambda w: [w.meeting.pk]),
    Visit("actionplans:meeting_reopen", "lead", of=lambda w: [w.held.pk]),
    Visit("actionplans:item_add", "lead", of=lambda w: [w.meeting.pk]),
    Visit("actionplans:item_edit", "lead", of=lambda w: w.place_of_item),
    Visit("actionplans:round_list", "lead", of=lambda w: [w.plan.pk]),
    Visit("actionplans:round_add", "lead", of=lambda w: [w.plan.pk]),
    Visit("actionplans:round_detail", "lead", of=of_round, act=acts.open_menus),
    Visit("actionplans:round_detail", "outsider", of=of_round, state="of others"),
    Visit("actionplans:round_close", "lead", of=of_round),
    Visit("actionplans:round_reopen", "lead", of=lambda w: [w.plan.pk, 1]),
    Visit("actionplans:my_actions", "contributor", of=lambda w: [w.plan.pk]),
]  # fmt: skip
