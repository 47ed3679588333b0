"""Addresses of the institution: years, working days, departments, people and their roles, lists to
import."""

from django.urls import path

from institution.views import calendar, departments, details, imports, people, roles, years

app_name = "institution"
urlpatterns = [
    path("institution/", details.institution_edit, name="institution_edit"),
    path("years/", years.year_list, name="year_list"),
    path("years/add/", years.year_add, name="year_add"),
    path("years/<int:start_year>/edit/", years.year_edit, name="year_edit"),
    path("years/<int:start_year>/<slug:move>/", years.year_state, name="year_state"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/rules/", calendar.calendar_edit, name="calendar_edit"),
    path("calendar/closures/add/", calendar.closures_add, name="closures_add"),
    path("calendar/closures/remove/", calendar.closures_remove, name="closures_remove"),
    path("departments/", departments.department_list, name="department_list"),
    path("departments/add/", departments.department_add, name="department_add"),
    path("departments/import/", imports.import_departments, name="import_departments"),
    path("departments/<slug:slug>/", departments.department_detail, name="department_detail"),
    path("departments/<slug:slug>/edit/", departments.department_edit, name="department_edit"),
    path("departments/<slug:slug>/merge/", departments.department_merge, name="department_merge"),
    path("departments/<slug:slug>/team/", roles.team, name="team"),
    path("people/", people.person_list, name="person_list"),
    path("people/add/", people.person_add, name="person_add"),
    path("people/import/", imports.import_people, name="import_people"),
    path("people/<int:pk>/", people.person_detail, name="person_detail"),
    path("people/<int:pk>/edit/", people.person_edit, name="person_edit"),
    path("people/<int:pk>/invite/", people.person_invite, name="person_invite"),
    path("people/<int:pk>/deactivate/", people.person_deactivate, name="person_deactivate"),
    path("people/<int:pk>/reactivate/", people.person_reactivate, name="person_reactivate"),
    path("people/<int:pk>/roles/add/", roles.grant_add, name="grant_add"),
    path("roles/<int:pk>/end/", roles.grant_end, name="grant_end"),
    path("imports/<int:pk>/", imports.import_preview, name="import_preview"),
    path("imports/<slug:kind>-example.csv", imports.import_example, name="import_example"),
]
