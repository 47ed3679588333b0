"""How hard to try. `--hypothesis-profile=thorough` tries every value on every field, alone and
with others, for hours."""

from hypothesis import HealthCheck, settings

from tests.access.conftest import kept_scene, one_frame, quick_documents, quiet  # noqa: F401  # fixtures of these tests too

# The same tries in every run: what fails here fails there. Nothing is kept beside the tests.
COMMON = {
    "deadline": None,
    "database": None,
    "derandomize": True,
    "suppress_health_check": [HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
}
settings.register_profile("quick", max_examples=150, **COMMON)
settings.register_profile("thorough", max_examples=20_000, **COMMON)


def pytest_configure(config) -> None:
    """Be quick unless the command line says otherwise."""
    if not config.getoption("--hypothesis-profile"):
        settings.load_profile("quick")
