"""Service level statements: who owes one, its template, its sections and rows, its review."""

from sls.models.committee import CommitteeReport
from sls.models.practices import GoodPractice
from sls.models.requirements import Reminder, Requirement
from sls.models.return_review import CriticalFriend, ReturnEvent
from sls.models.returns import AnnualReturn, ReturnPart
from sls.models.review import AdviceRequest, ChangeRequest, Comment, StatementEvent
from sls.models.rows import (
    Audience,
    NotDelivered,
    Row,
    Service,
    ServiceStandard,
    Stakeholder,
    StatementKpi,
)
from sls.models.sections import Section
from sls.models.statements import Statement
from sls.models.templates import Heading, StatementTemplate
from sls.models.versions import ReturnVersion, SubmittedVersion

__all__ = [
    "AdviceRequest",
    "AnnualReturn",
    "Audience",
    "ChangeRequest",
    "Comment",
    "CommitteeReport",
    "CriticalFriend",
    "GoodPractice",
    "Heading",
    "NotDelivered",
    "Reminder",
    "Requirement",
    "ReturnEvent",
    "ReturnPart",
    "ReturnVersion",
    "Row",
    "Section",
    "Service",
    "ServiceStandard",
    "Stakeholder",
    "Statement",
    "StatementEvent",
    "StatementKpi",
    "StatementTemplate",
    "SubmittedVersion",
]
