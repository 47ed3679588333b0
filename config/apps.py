"""Names our own site for administrators to Django."""

from django.contrib.admin.apps import AdminConfig


class KeptAdminConfig(AdminConfig):
    """Django's admin, at our own site class."""

    default_site = "config.admin.KeptAdminSite"
