"""Addresses that pages use while somebody types."""

from django.urls import path

from institution import typing_views

urlpatterns = [
    path("autosave/", typing_views.autosave, name="autosave"),
    path("autosave/discard/", typing_views.autosave_discard, name="autosave_discard"),
    path("preview/", typing_views.preview, name="preview"),
]
