"""Changes to people, departments, years and the institution, as verbs with `by=`.

A verb checks the rule, writes, and records its event in the same transaction; mail goes out
after the commit. A refusal is NotAllowed with a sentence.
"""

from institution.permissions import NotAllowed
from institution.workflow.calendar import add_closures, change_calendar, remove_closures
from institution.workflow.departments import (
    add_department,
    add_departments,
    change_department,
    merge_department,
    set_aliases,
)
from institution.workflow.details import change_institution
from institution.workflow.imports import confirm_import, keep_import
from institution.workflow.people import (
    add_people,
    add_person,
    change_person,
    deactivate_person,
    invite_person,
    reactivate_person,
)
from institution.workflow.recording import check, record
from institution.workflow.roles import end_role, grant_role, grant_roles
from institution.workflow.years import YEAR_MOVES, add_year, change_year, move_year

__all__ = [
    "YEAR_MOVES",
    "NotAllowed",
    "add_closures",
    "add_department",
    "add_departments",
    "add_people",
    "add_person",
    "add_year",
    "change_calendar",
    "change_department",
    "change_institution",
    "change_person",
    "change_year",
    "check",
    "confirm_import",
    "deactivate_person",
    "end_role",
    "grant_role",
    "grant_roles",
    "invite_person",
    "keep_import",
    "merge_department",
    "move_year",
    "reactivate_person",
    "record",
    "remove_closures",
    "set_aliases",
]
