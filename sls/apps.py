"""The app of service level statements."""

from django.apps import AppConfig


class SlsConfig(AppConfig):
    name = "sls"
