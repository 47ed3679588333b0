"""Signing in with the institution's own account, against a small OpenID Connect server here."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse

from institution.models import User

pytestmark = pytest.mark.django_db


class Server(BaseHTTPRequestHandler):
    """Knows one person (`server.claims`) and hands out one token."""

    def do_GET(self):  # the name http.server asks for
        site = f"http://127.0.0.1:{self.server.server_port}"
        if self.path == "/.well-known/openid-configuration":
            self._say(
                {
                    "issuer": site,
                    "authorization_endpoint": f"{site}/authorize",
                    "token_endpoint": f"{site}/token",
                    "userinfo_endpoint": f"{site}/userinfo",
                    "token_endpoint_auth_methods_supported": ["client_secret_post"],
                }
            )
        elif self.headers["Authorization"] == "Bearer the-token":
            self._say(self.server.claims)

    def do_POST(self):  # the name http.server asks for
        length = int(self.headers["Content-Length"])
        self.server.asked = parse_qs(self.rfile.read(length).decode())
        self._say({"access_token": "the-token", "token_type": "Bearer", "expires_in": 60})

    def _say(self, words):
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(words).encode())

    def log_message(self, *args):
        """Keep quiet."""


@pytest.fixture
def server(settings):
    """The sign-on server, known to the site as KEPT_OIDC_SERVER makes it known."""
    with HTTPServer(("127.0.0.1", 0), Server) as running:
        running.claims = {"sub": "42", "email": "ida@kept.example", "email_verified": True}
        app = {
            "provider_id": "university",
            "name": "your university account",
            "client_id": "kept",
            "secret": "a-secret",
            "settings": {
                "server_url": f"http://127.0.0.1:{running.server_port}",
                "verified_email": False,
            },
        }
        settings.SOCIALACCOUNT_PROVIDERS = {
            "openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}
        }
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        yield running
        running.shutdown()
        thread.join()


@pytest.fixture
def person():
    return User.objects.create_user("ida@kept.example", name="Ida Marsh")


def sign_in(client):
    """Follow the button on the sign-in page to the server and come back from it."""
    login = reverse("openid_connect_login", args=["university"])
    assert f'href="{login}?process=login"' in client.get(reverse("account_login")).content.decode()
    away = client.get(login)["Location"]
    asked = parse_qs(urlsplit(away).query)
    assert asked["code_challenge_method"] == ["S256"]
    back = {"code": "one-time", "state": asked["state"][0]}
    return client.get(reverse("openid_connect_callback", args=["university"]), back)


def test_somebody_we_know_is_let_in(client, server, person):
    assert sign_in(client)["Location"] == reverse("home")
    assert client.session["_auth_user_id"] == str(person.pk)
    assert server.asked["client_secret"] == ["a-secret"]
    assert "code_verifier" in server.asked


def test_somebody_we_do_not_know_is_told_how_accounts_are_given(client, server, person):
    server.claims["email"] = "otto@kept.example"
    assert "Accounts are given, not taken" in sign_in(client).content.decode()
    assert "_auth_user_id" not in client.session
    assert list(User.objects.values_list("email", flat=True)) == ["ida@kept.example"]


def test_an_e_mail_that_the_server_has_not_verified_opens_nothing(client, server, person):
    server.claims["email_verified"] = False
    sign_in(client)
    assert "_auth_user_id" not in client.session


def test_somebody_whose_account_is_closed_stays_out(client, server, person):
    person.is_active = False
    person.save()
    sign_in(client)
    assert "_auth_user_id" not in client.session


def test_an_answer_that_nobody_asked_for_opens_nothing(client, server, person):
    callback = reverse("openid_connect_callback", args=["university"])
    answer = client.get(callback, {"code": "one-time", "state": "made-up"})
    assert "Sign-in with your university account failed" in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_a_server_that_is_down_says_so(client, server, person):
    server.shutdown()
    server.socket.close()
    answer = client.get(reverse("openid_connect_login", args=["university"]))
    assert "Sign-in with your university account failed" in answer.content.decode()


def test_without_a_server_there_is_no_button_and_no_door(client, settings):
    settings.SOCIALACCOUNT_PROVIDERS = {}
    assert "university account" not in client.get(reverse("account_login")).content.decode()
    assert client.get(reverse("openid_connect_login", args=["university"])).status_code == 404
