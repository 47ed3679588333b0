"""What administrators can look up in Django's own site. Changes go through the pages."""

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from institution.models import (
    AcademicYear,
    Department,
    DepartmentName,
    Event,
    Institution,
    RoleGrant,
    User,
)
from institution.permissions import is_administrator


class ReadOnly(admin.ModelAdmin):
    """A table to look into. Nothing is added, changed or deleted here."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return is_administrator(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return is_administrator(request.user)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(User)
class UserTable(ReadOnly):
    list_display = ["name", "email", "department", "is_active", "last_login"]
    list_select_related = ["department"]
    search_fields = ["name", "email"]
    exclude = ["password", "groups", "user_permissions"]


@admin.register(RoleGrant)
class RoleGrantTable(ReadOnly):
    list_display = ["person", "role", "department", "starts_on", "ends_on", "revoked_at"]
    list_select_related = ["person", "department"]
    list_filter = ["role"]
    search_fields = ["person__name", "person__email", "department__name"]


@admin.register(Department)
class DepartmentTable(ReadOnly):
    list_display = ["name", "slug", "email", "merged_into", "merged_on"]
    list_select_related = ["merged_into"]
    search_fields = ["name", "names__name"]


@admin.register(DepartmentName)
class DepartmentNameTable(ReadOnly):
    list_display = ["name", "kind", "until_on", "department"]
    list_select_related = ["department"]
    search_fields = ["name", "department__name"]


@admin.register(AcademicYear)
class AcademicYearTable(ReadOnly):
    list_display = ["label", "state", "opens_on", "due_on", "census_on"]


@admin.register(Event)
class EventTable(ReadOnly):
    list_display = ["at", "by_name", "text", "department", "academic_year", "person"]
    list_select_related = ["department", "academic_year", "person"]
    search_fields = ["text", "by_name"]
    date_hierarchy = "at"


admin.site.register(Institution, ReadOnly)
