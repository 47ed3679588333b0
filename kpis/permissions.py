"""Who may do what about the university's indicators."""

from institution.models import User
from institution.permissions import YES, Permission, is_reviewer, no


def can_manage_university_kpis(user: User) -> Permission:
    """Keep the list of the University KPIs, which departments' KPIs may serve."""
    return YES if is_reviewer(user) else no("Only the quality office keeps the University KPIs.")
