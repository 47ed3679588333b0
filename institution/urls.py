"""Addresses of people, departments, years, signing in, and typing."""

from django.urls import include, path

app_name = "institution"
urlpatterns = []
