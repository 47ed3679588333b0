"""What every test may use: a house with its fixed cast, and statements in each state."""

import gc
from collections.abc import Iterator

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.cache import cache
from django.template import Context, Template
from django.test import Client
from django.test.signals import template_rendered
from hypothesis import settings
from whitenoise.middleware import WhiteNoiseMiddleware

from documents.views import stored_file
from institution import remembered
from sls import workflow
from tests import factories

# How long an example takes says more of the machine than of the code.
settings.register_profile("kept", deadline=None)
settings.load_profile("kept")

pytest_plugins = ["tests.machine", "tests.chromium", "tests.databases", "tests.running"]


def pytest_collection_finish() -> None:
    """Search for garbage less often, and never among the code, as the site does."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


class House:
    """A small university with the people of the cast, and shortcuts to statements by state."""

    def __init__(self) -> None:
        make = factories.make_person
        self.library = factories.make_department("Library", email="library@kept.example")
        self.finance = factories.make_department("Finance")
        self.office = factories.make_department("Quality Office")
        self.institution = factories.make_institution(self.office)
        self.year = factories.make_year()
        self.template = factories.make_template()
        self.requirement = factories.make_requirement(self.library, self.year)
        self.head = make("head", role="head", department=self.library)
        self.contributor = make("contributor", role="contributor", department=self.library)
        self.head_elsewhere = make("head-elsewhere", role="head", department=self.finance)
        self.reviewer = make("reviewer", role="reviewer")
        self.reviewer.department = self.office
        self.reviewer.save()
        self.library_reviewer = make("library-reviewer", role="reviewer")
        self.library_reviewer.department = self.library
        self.library_reviewer.save()
        self.lead = make("lead", role="lead")
        self.signatory = make("signatory", role="signatory")
        self.administrator = make("administrator", role="administrator")
        self.outsider = make("outsider")

    @property
    def cast(self) -> dict:
        """Every person by the name that the access table uses; None is a visitor."""
        names = [
            "head", "contributor", "head_elsewhere", "reviewer", "library_reviewer", "lead",
            "signatory", "administrator", "outsider",
        ]  # fmt: skip
        return {"visitor": None, **{name: getattr(self, name) for name in names}}

    def draft(self, requirement=None, *, by=None):
        return workflow.start(requirement or self.requirement, by=by or self.head)

    def filled(self, requirement=None, *, by=None):
        statement = self.draft(requirement, by=by)
        return factories.fill_in(statement, by=by or self.contributor)

    def submitted(self, requirement=None, *, by=None):
        return workflow.submit(self.filled(requirement, by=by), by=by or self.head)

    def returned(self, key: str = "availability", kind: str = "unclear", text: str = "Which days?"):
        statement = self.submitted()
        section = statement.sections.get(key=key)
        workflow.note_request(section, by=self.reviewer, kind=kind, text=text)
        return workflow.return_for_changes(statement, by=self.reviewer)

    def approved(self, requirement=None, *, by=None):
        statement = self.submitted(requirement, by=by)
        document = factories.quick_document(statement, by=self.reviewer)
        return workflow.approve(statement, by=self.reviewer, document=document)


@pytest.fixture(scope="session", autouse=True)
def quick_passwords() -> Iterator[None]:
    """Passwords are tried by the thousand here, and each would take its time on purpose."""
    with pytest.MonkeyPatch.context() as patch:
        for cost, least in (("time_cost", 1), ("memory_cost", 8), ("parallelism", 1)):
            patch.setattr(Argon2PasswordHasher, cost, least)
        yield


@pytest.fixture(scope="session", autouse=True)
def static_files_listed_once() -> Iterator[None]:
    """Each of the clients, and there are thousands, would go through all of them again."""
    look, listed = WhiteNoiseMiddleware.add_files_from_finders, {}

    def look_once(site: WhiteNoiseMiddleware) -> None:
        if not listed:
            look(site)
            listed.update(site.files)
        site.files.update(listed)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WhiteNoiseMiddleware, "add_files_from_finders", look_once)
        yield


@pytest.fixture(scope="session", autouse=True)
def only_pages_noted(django_test_environment: None) -> Iterator[None]:
    """Django notes every template that is rendered, with a copy of all that it knew. A test that
    asks for an answer's `context` wants that of the page, and not of the dozens that it includes.
    """

    def render(template: Template, context: Context) -> str:
        if context.template is template:
            template_rendered.send(sender=template, template=template, context=context)
        return template.nodelist.render(context)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Template, "_render", render)
        yield


@pytest.fixture(autouse=True)
def nothing_remembered(monkeypatch) -> None:
    """Each test has its own institution and signs its own documents."""
    stored_file.cache_clear()
    monkeypatch.setattr(remembered, "SECONDS", 0)


@pytest.fixture
def house(db) -> House:
    """A university with the cast, an open year and a library that owes Sections A and B. Nobody
    has tried or sent anything too often yet: what a live site counts is no model's, so it stays
    when a test's data goes."""
    cache.clear()
    return House()


def signed_in(person) -> Client:
    """A client that is signed in as the person, where `sign_in` comes too late."""
    client = Client()
    if person is not None:
        client.force_login(person)
    return client


@pytest.fixture
def sign_in(db):
    """sign_in(person) gives a client that is signed in as the person (None: a visitor)."""
    return signed_in
