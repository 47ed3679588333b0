"""A production site does not start with a value that was left as it is, or that opens a door."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from gunicorn.config import Config
from gunicorn.glogging import Logger
from gunicorn.sock import create_sockets

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = "docs/production.env"
PUBLISHED = "change-me-with-python-secrets-token-urlsafe-50-0123456789"
GOOD = {
    "KEPT_SECRET_KEY": "".join(chr(ord("a") + n % 26) for n in range(60)),
    "KEPT_SEAL_PASSWORD": "a-password-for-tests-only",
    "KEPT_EMAIL_PASSWORD": "a-password-for-tests-only",
}


def start(**settings: str) -> tuple[int, str]:
    """How Python ends that reads the settings of the sample with others over them, and the last
    line that it says."""
    lines = (ROOT / SAMPLE).read_text(encoding="utf-8").splitlines()
    sample = dict(line.split("=", 1) for line in lines if line[0] != "#")
    ran = subprocess.run(
        [sys.executable, "-c", "import config.settings"], cwd=ROOT, capture_output=True, text=True,
        check=False, env={"PATH": os.environ["PATH"], **sample, **settings},
    )  # fmt: skip
    return ran.returncode, (ran.stderr.splitlines() or [""])[-1]


def test_a_site_with_values_of_its_own_starts():
    assert start(**GOOD) == (0, "")


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"KEPT_SECRET_KEY": PUBLISHED}, "KEPT_SECRET_KEY is still that of the sample."),
        ({"KEPT_SEAL_PASSWORD": "change-me"}, "KEPT_SEAL_PASSWORD is still that of the sample."),
        ({"KEPT_EMAIL_PASSWORD": "change-me"}, "KEPT_EMAIL_PASSWORD is still that of the sample."),
        ({"KEPT_SECRET_KEY": "abababab" * 10}, "Set KEPT_SECRET_KEY to a random text"),
        ({"KEPT_ALLOWED_HOSTS": "kept.example,*"}, "KEPT_ALLOWED_HOSTS allows every name"),
        ({"KEPT_SITE_URL": "http://kept.example"}, "KEPT_SITE_URL begins with https://"),
    ],
)
def test_a_site_with_a_value_that_protects_nothing_does_not_start(settings, sentence):
    code, said = start(**GOOD | settings)
    assert code == 1
    assert said.startswith(f"django.core.exceptions.ImproperlyConfigured: {sentence}")


def test_the_sample_itself_is_refused():
    assert PUBLISHED in (ROOT / SAMPLE).read_text(encoding="utf-8")
    assert "is still that of the sample" in start()[1]


def test_the_socket_is_for_the_server_and_its_group_alone(tmp_path):
    """Whoever else could write to it could say where they come from, past the proxy."""
    found: dict[str, object] = {}
    exec((ROOT / "config" / "gunicorn.py").read_text(encoding="utf-8"), found)  # noqa: S102 - ours
    config = Config()
    config.set("umask", found.get("umask", config.umask))
    place = tmp_path / "web.sock"
    config.set("bind", f"unix:{place}")
    [listener] = create_sockets(config, Logger(config))
    try:
        assert stat.S_IMODE(place.stat().st_mode) == 0o770
    finally:
        listener.close()
