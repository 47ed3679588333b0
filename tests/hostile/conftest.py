"""How hard to try. `--hypothesis-profile=thorough` tries every value on every field, alone and
with others, for hours."""

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from hypothesis import HealthCheck, settings

from tests import factories
from tests.access.conftest import quick_documents, quiet  # noqa: F401  # fixtures of these tests too

# The same tries in every run: what fails here fails there. Nothing is kept beside the tests.
COMMON = {
    "deadline": None,
    "database": None,
    "derandomize": True,
    "suppress_health_check": [HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
}
settings.register_profile("quick", max_examples=150, **COMMON)
settings.register_profile("thorough", max_examples=20_000, **COMMON)


@pytest.fixture(autouse=True)
def quick_passwords(monkeypatch):
    """Guesses are made by the hundred here, and each would take its time on purpose."""
    monkeypatch.setattr(Argon2PasswordHasher, "time_cost", 1)
    monkeypatch.setattr(Argon2PasswordHasher, "memory_cost", 8)
    monkeypatch.setattr(Argon2PasswordHasher, "parallelism", 1)
    monkeypatch.setattr(factories, "_hash", [])


def pytest_configure(config) -> None:
    """Be quick unless the command line says otherwise."""
    if not config.getoption("--hypothesis-profile"):
        settings.load_profile("quick")
