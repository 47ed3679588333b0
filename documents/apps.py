"""The app of signed documents, exports and long text."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "documents"
