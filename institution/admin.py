"""Django's own site for administrators: to look things up. Changes go through the pages.

It is there only with KEPT_ADMIN_SITE, off in production by default. It shows the tables of the
house and no others: neither content nor the secrets of signing in.
"""

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from institution.models import (
    AcademicYear,
    Department,
    DepartmentName,
    Event,
    Institution,
    RoleGrant,
    User,
)
from institution.permissions import Forbidden, is_administrator


class Tables(admin.AdminSite):
    """For people with the role of an administrator, who sign in at the one front door."""

    site_header = "Kept: the tables"
    site_title = "Kept"
    index_title = "To look things up"

    def has_permission(self, request: HttpRequest) -> bool:
        """By role alone, as on every other page."""
        return is_administrator(request.user)

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """No second front door, which would ask for no code and count no guesses."""
        if self.has_permission(request):
            return redirect("admin:index")
        raise Forbidden("Only administrators look into the tables.")

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """On the page that everybody uses, which counts guesses."""
        return redirect("account_change_password")


tables = Tables()


class ReadOnly(admin.ModelAdmin):
    """A table to look into. Nothing is added, changed or deleted here."""

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """Every column, without building a form that nobody fills in."""
        return [f.name for f in self.model._meta.fields if f.name not in (self.exclude or [])]

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """Only the filters beside the table: other lookups could guess a hidden column."""
        column = lookup.partition("__")[0]
        return column in self.list_filter or column == self.date_hierarchy

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


@admin.register(User, site=tables)
class UserTable(ReadOnly):
    list_display = ["name", "email", "department", "is_active", "last_login"]
    list_select_related = ["department"]
    search_fields = ["name", "email"]
    exclude = ["password"]


@admin.register(RoleGrant, site=tables)
class RoleGrantTable(ReadOnly):
    list_display = ["person", "role", "department", "starts_on", "ends_on", "revoked_at"]
    list_select_related = ["person", "department"]
    list_filter = ["role"]
    search_fields = ["person__name", "person__email", "department__name"]


@admin.register(Department, site=tables)
class DepartmentTable(ReadOnly):
    list_display = ["name", "slug", "email", "merged_into", "merged_on"]
    list_select_related = ["merged_into"]
    search_fields = ["name", "names__name"]


@admin.register(DepartmentName, site=tables)
class DepartmentNameTable(ReadOnly):
    list_display = ["name", "kind", "until_on", "department"]
    list_select_related = ["department"]
    search_fields = ["name", "department__name"]


@admin.register(AcademicYear, site=tables)
class AcademicYearTable(ReadOnly):
    list_display = ["label", "state", "opens_on", "due_on", "census_on", "returns_due_on"]


@admin.register(Event, site=tables)
class EventTable(ReadOnly):
    list_display = ["at", "by_name", "text", "department", "academic_year", "person"]
    list_select_related = ["department", "academic_year", "person"]
    search_fields = ["text", "by_name"]
    date_hierarchy = "at"


tables.register(Institution, ReadOnly)
