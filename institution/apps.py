"""The app of people, departments and years."""

from django.apps import AppConfig


class InstitutionConfig(AppConfig):
    name = "institution"
