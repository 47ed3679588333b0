"""Addresses of KPIs."""

from django.urls import path

from kpis import views

app_name = "kpis"
urlpatterns = [
    path("university-kpis/", views.university_kpi_list, name="university_kpi_list"),
    path("university-kpis/add/", views.university_kpi_add, name="university_kpi_add"),
    path("university-kpis/<int:pk>/", views.university_kpi_edit, name="university_kpi_edit"),
]
