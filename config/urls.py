"""Every address of the site, app by app."""

from django.conf import settings
from django.urls import include, path

from config import brand, views

urlpatterns = [
    path("", include("documents.urls")),  # first, for nothing is asked for as often as a document
    path("", views.home, name="home"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("brand.css", brand.brand_css, name="brand_css"),
    path("", include("institution.typing_urls")),
    path("accounts/", include("institution.sign_in_urls")),
    path("", include("institution.urls")),
    path("", include("kpis.urls")),
    path("", include("sls.urls")),
    path("", include("actionplans.urls")),
]
if settings.KEPT_ADMIN_SITE:
    from institution import admin  # it needs an app that is there only then

    urlpatterns.append(path("admin/", admin.tables.urls))
handler400 = "config.errors.bad_request"
handler403 = "config.errors.forbidden"
handler404 = "config.errors.not_found"
handler429 = "config.errors.too_many_requests"  # asked for by the sign-in pages
handler500 = "config.errors.server_error"
