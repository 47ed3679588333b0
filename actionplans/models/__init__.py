"""Action plans: their themes and actions, what people say of them, and the groups behind them."""

from actionplans.models.actions import Action, ActionOwner, Disposition, Evidence, Milestone
from actionplans.models.groups import AgendaItem, Meeting, Membership, WorkingGroup
from actionplans.models.plans import THEMES, Extension, Plan, PlanEditor, PlanEvent, Theme
from actionplans.models.ratings import Cause, Rating, TimescaleChange
from actionplans.models.rounds import ReviewRound
from actionplans.models.scheme import Charter, Scheme

__all__ = [
    "THEMES",
    "Action",
    "ActionOwner",
    "AgendaItem",
    "Cause",
    "Charter",
    "Disposition",
    "Evidence",
    "Extension",
    "Meeting",
    "Membership",
    "Milestone",
    "Plan",
    "PlanEditor",
    "PlanEvent",
    "Rating",
    "ReviewRound",
    "Scheme",
    "Theme",
    "TimescaleChange",
    "WorkingGroup",
]
