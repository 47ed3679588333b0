"""A pytest plugin: which tests are for every database, and in what order modules are begun."""

import pytest

# Whoever is free takes the next module, so what takes longest is begun first: nobody is left alone
# with it at the end. A name that is missing here costs time, and nothing else.
LONGEST = [
    "journeys/test_accessibility", "access/test_access", "hostile/test_forms",
    "access/test_secrets", "journeys/test_fill_and_submit", "hostile/test_addresses",
    "sls/test_demo", "documents/test_pdf", "journeys/test_census_to_report",
    "races/test_sent_five_times", "journeys/test_typed_text",
    "journeys/test_approve_download_verify", "access/test_unseen", "races/test_two_editors",
    "institution/test_typing_in_browser", "sls/test_hostile_writing", "sls/test_kpi_in_browser",
    "journeys/test_two_signatures", "journeys/test_return_and_resubmit", "races/test_approving",
    "journeys/test_import_of_cases", "journeys/test_carry_forward", "journeys/test_review_round",
    "races/test_signing_at_once",
]  # fmt: skip


def pytest_configure(config: pytest.Config) -> None:
    """Make the marks known. Nobody sets the first by hand."""
    config.addinivalue_line("markers", "database: asks for the database, so is run on each")
    config.addinivalue_line("markers", "once: finds the same on each database, so is run on one")


def pytest_itemcollected(item: pytest.Function) -> None:
    """Mark what asks for the database; to all others pytest-django refuses every query."""
    asks = "django_db_setup" in item.fixturenames or item.get_closest_marker("django_db")
    if asks and not item.get_closest_marker("once"):
        item.add_marker("database")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest modules first, and leave each as it is."""
    places = {f"tests/{name}.py": place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.nodeid.partition("::")[0], len(places)))
