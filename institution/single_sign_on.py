"""The way to the institution's sign-on server."""

from allauth.socialaccount.providers.openid_connect import views
from django.shortcuts import render

from institution.pages import page


@page("GET", asks="public")
def openid_connect_login(request, provider_id):
    """Lead to the sign-on server; when it does not answer, say so and offer the password."""
    try:
        return views.login(request, provider_id)
    except OSError:  # what every failed connection is
        return render(request, "socialaccount/authentication_error.html", status=503)
