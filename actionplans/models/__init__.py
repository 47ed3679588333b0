"""Action plans: their themes and actions, what people say of them, and the groups behind them."""

from actionplans.lettering import THEMES
from actionplans.models.actions import Action, ActionOwner
from actionplans.models.assessments import (
    AssessmentSection,
    Headcount,
    SectionComment,
    SelfAssessment,
)
from actionplans.models.dispositions import Disposition
from actionplans.models.groups import AgendaItem, Meeting, Membership, WorkingGroup
from actionplans.models.parts import Evidence, Milestone
from actionplans.models.plans import Extension, Plan, PlanEditor, PlanEvent, Theme
from actionplans.models.questions import AssessmentQuestion, AssessmentTemplate
from actionplans.models.ratings import Cause, Rating, TimescaleChange
from actionplans.models.rounds import ReviewRound
from actionplans.models.scheme import Charter, Scheme
from actionplans.models.signatures import AssessmentAttachment, AssessmentSignature
from actionplans.models.voice import Consultation, ImpactMeasure

__all__ = [
    "THEMES",
    "Action",
    "ActionOwner",
    "AgendaItem",
    "AssessmentAttachment",
    "AssessmentQuestion",
    "AssessmentSection",
    "AssessmentSignature",
    "AssessmentTemplate",
    "Cause",
    "Charter",
    "Consultation",
    "Disposition",
    "Evidence",
    "Extension",
    "Headcount",
    "ImpactMeasure",
    "Meeting",
    "Membership",
    "Milestone",
    "Plan",
    "PlanEditor",
    "PlanEvent",
    "Rating",
    "ReviewRound",
    "Scheme",
    "SectionComment",
    "SelfAssessment",
    "Theme",
    "TimescaleChange",
    "WorkingGroup",
]
