"""Addresses of action plans."""

from django.urls import path

from actionplans.views import plans

app_name = "actionplans"
urlpatterns = [
    # Plans and their actions
    path("plans/", plans.plan_list, name="plan_list"),
    path("plans/<int:pk>/", plans.plan_detail, name="plan_detail"),
    path("plans/<int:pk>/actions/<slug:action>/", plans.action_detail, name="action_detail"),
    # Files
    # Groups, meetings, rounds
]
