"""Changes to KPIs, their readings and interventions, as verbs with `by=`."""

from kpis.workflow.census import (
    NIGHTLY,
    close_reviews,
    decide_review,
    hold_census,
    reopen_reviews,
    save_review,
)
from kpis.workflow.imports import (
    confirm_cases,
    confirm_readings,
    keep_cases,
    keep_readings,
    lacking,
    plan_of_readings,
)
from kpis.workflow.interventions import (
    change_intervention,
    decide_intervention,
    plan_intervention,
)
from kpis.workflow.promises import (
    approve_promise,
    begin_promise,
    begin_written,
    copy_promise,
    drop_promise,
    save_promise,
)
from kpis.workflow.readings import AlreadyThere, correct_measurement, record_measurement
from kpis.workflow.sending import AlreadyFinal, Sent, send_measurement
from kpis.workflow.tokens import make_token, revoke_token
from kpis.workflow.university import save_university_kpi

__all__ = [
    "NIGHTLY",
    "AlreadyFinal",
    "AlreadyThere",
    "Sent",
    "approve_promise",
    "begin_promise",
    "begin_written",
    "change_intervention",
    "close_reviews",
    "confirm_cases",
    "confirm_readings",
    "copy_promise",
    "correct_measurement",
    "decide_intervention",
    "decide_review",
    "drop_promise",
    "hold_census",
    "keep_cases",
    "keep_readings",
    "lacking",
    "make_token",
    "plan_intervention",
    "plan_of_readings",
    "record_measurement",
    "reopen_reviews",
    "revoke_token",
    "save_promise",
    "save_review",
    "save_university_kpi",
    "send_measurement",
]
