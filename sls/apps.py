from django.apps import AppConfig


class SlsConfig(AppConfig):
    name = "sls"
