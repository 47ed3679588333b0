"""Starting the site: what a production site needs, what is refused with a sentence, what is off."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from config import gunicorn
from documents import pdf
from documents.uploads import LARGEST as LISTS
from kpis.forms.imports import LARGEST as CASES

ROOT = Path(__file__).resolve().parent.parent
KEY = "only-for-development-and-the-demo-never-in-production-0000000000"
SECRET = "kZ3v-8Qm_1xT7bLw0pR5nYc2fHs9dJg4aUe6oIiVtXyKqWzMlNrB"
# What is said of each name without which a production site does not start.
REQUIRED = {
    "KEPT_SECRET_KEY": "a long random text that signs sessions",
    "KEPT_ALLOWED_HOSTS": "the host names people use",
    "KEPT_SITE_URL": "the address of the site with its scheme",
    "KEPT_SEAL_FILE": "the PKCS#12 file with the institution's certificate",
    "KEPT_SEAL_PASSWORD": "the password of KEPT_SEAL_FILE",
    "DATABASE_URL": "the PostgreSQL database",
    "KEPT_EMAIL_HOST": "the host name of your mail server",
    "KEPT_EMAIL_FROM": "the address that mail from Kept comes from",
}


def sample() -> dict[str, str]:
    """The settings that docs/production.env shows, with secrets in place of the sample's."""
    lines = (ROOT / "docs" / "production.env").read_text(encoding="utf-8").splitlines()
    pairs = [line.split("=", 1) for line in lines if not line.startswith("#")]
    said = {name: shlex.split(value)[0] for name, value in pairs}
    return {name: SECRET if "change-me" in value else value for name, value in said.items()}


def start(settings: dict[str, str], question: str = "") -> subprocess.CompletedProcess[str]:
    """Read the settings as a new process does, and print what the question asks of them."""
    ours = {name for name in os.environ if name.startswith(("KEPT_", "DATABASE_URL"))}
    kept = {name: value for name, value in os.environ.items() if name not in ours}
    program = f"from config import settings\nprint({question or '0'})"
    return subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=kept | settings, check=False,
        capture_output=True, text=True, timeout=60,
    )  # fmt: skip


def refusal(settings: dict[str, str]) -> str:
    """The sentence with which the start ends."""
    run = start(settings)
    assert run.returncode == 1
    kind, _, sentence = run.stderr.strip().splitlines()[-1].partition(": ")
    assert kind == "django.core.exceptions.ImproperlyConfigured"
    return sentence


def test_the_sample_of_production_settings_starts():
    run = start(sample(), "settings.IS_PRODUCTION, settings.DEBUG")
    assert (run.stdout.strip(), run.stderr) == ("True False", "")
    assert REQUIRED.keys() <= sample().keys()


@pytest.mark.parametrize("name", REQUIRED)
def test_a_missing_setting_stops_a_production_site(name):
    without = {known: value for known, value in sample().items() if known != name}
    sentence = f"Set {name} before starting Kept in production: {REQUIRED[name]}"
    assert refusal(without).startswith(sentence)


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("KEPT_ENV", "prodution", "KEPT_ENV is “prodution”. Write production"),
        ("KEPT_DEBUG", "1", "Unset KEPT_DEBUG: a production site never runs in debug mode."),
        ("KEPT_SECRET_KEY", "x" * 49, "Set KEPT_SECRET_KEY to a random text of 50 characters"),
        ("KEPT_SECRET_KEY", KEY, "Set KEPT_SECRET_KEY to a random text of 50 characters"),
        ("KEPT_SITE_URL", "kept.example.ac.uk", "KEPT_SITE_URL is “kept.example.ac.uk”. Write it"),
        ("DATABASE_URL", "kept", "DATABASE_URL is no address of a database. Write it like"),
        ("DATABASE_URL", "mysqll://k@h/k", "DATABASE_URL is no address of a database. Write it"),
        ("KEPT_EMAIL_PORT", "smtp", "KEPT_EMAIL_PORT is “smtp”. Write a whole number"),
        ("KEPT_PROXIES", "-1", "KEPT_PROXIES is “-1”. Write a whole number, such as 1."),
        ("KEPT_REQUIRE_CODES", "yess", "KEPT_REQUIRE_CODES is “yess”. Write yes or no."),
    ],
)
def test_a_setting_that_cannot_be_right_stops_a_production_site(name, value, sentence):
    assert refusal(sample() | {name: value}).startswith(sentence)


def test_who_stops_waiting_first_has_a_sentence_to_say():
    """Kept before gunicorn, and gunicorn before nginx, which would answer a bare 504."""
    nginx = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")
    proxy = int(re.search(r"proxy_read_timeout (\d+)s;", nginx)[1])
    for process in (pdf._typesetter, pdf._reader):
        assert process.patience + process.seconds < gunicorn.timeout < proxy


def test_a_file_that_is_too_large_reaches_kept_which_says_so():
    """Each limit lets through what the next has a sentence for; nginx would answer a bare 413."""
    nginx = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")
    proxy = int(re.search(r"client_max_body_size (\d+)m;", nginx)[1]) * 1024**2
    assert CASES < settings.LARGEST_UPLOAD_SIGNED_IN < proxy / 2
    assert LISTS < settings.FILE_UPLOAD_MAX_MEMORY_SIZE


@pytest.mark.parametrize(
    ("settings", "answer"),
    [
        ({}, "True False"),  # the demo: tables to look into, no codes
        (sample(), "False True"),
        (sample() | {"KEPT_ADMIN_SITE": "yes", "KEPT_REQUIRE_CODES": "no"}, "True False"),
    ],
)
def test_django_s_admin_is_off_in_production_and_codes_are_on(settings, answer, tmp_path):
    settings = {"KEPT_VAR_DIR": str(tmp_path), **settings}
    admin = "'django.contrib.admin.apps.SimpleAdminConfig' in settings.INSTALLED_APPS"
    run = start(settings, f"{admin}, settings.KEPT_REQUIRE_CODES")
    assert run.stdout.strip() == answer
