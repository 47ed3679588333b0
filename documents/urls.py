"""Addresses of signed documents; they are printed, so they never change."""

from django.urls import path

from documents import views

app_name = "documents"
urlpatterns = [
    path("verify/", views.verify, name="verify"),
    path("verify/<slug:reference>/", views.verify_reference, name="verify_reference"),
    path("documents/<slug:reference>.pdf", views.document_pdf, name="document_pdf"),
]
