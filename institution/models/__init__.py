"""Who we are: people, departments, roles, academic years, and what has happened to them."""

from institution.models.closures import Closure
from institution.models.departments import Department, DepartmentName, Institution
from institution.models.events import Event
from institution.models.imports import Import
from institution.models.people import RoleGrant, User
from institution.models.typed_text import Autosave, SentForm
from institution.models.years import AcademicYear

__all__ = [
    "AcademicYear",
    "Autosave",
    "Closure",
    "Department",
    "DepartmentName",
    "Event",
    "Import",
    "Institution",
    "RoleGrant",
    "SentForm",
    "User",
]
