"""The app of promises and measurements."""

from django.apps import AppConfig


class KpisConfig(AppConfig):
    name = "kpis"
