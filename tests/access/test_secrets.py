"""What is said among reviewers stays among them, what is being written stays with its writers."""

from collections.abc import Iterator
from functools import partial

import pytest
from django.urls import reverse

from sls import workflow
from sls.models import Service, Stakeholder
from tests import factories
from tests.access import examples, table
from tests.access.crawl import everything, told
from tests.access.scene import Scene

NOTE, DRAFT = "Zugunruhe", "Quagmire"  # words that stand nowhere else
UNSENT = "On Sundays too?"  # what the scene's reviewer noted
SOUGHT = "Bergschrund"  # stands beside DRAFT, to be searched for
DEPARTMENT = ("head", "contributor", "library_reviewer")
ELSEWHERE = ("visitor", "head_elsewhere", "reviewer", "library_reviewer", "lead", "signatory",
             "administrator", "outsider")  # fmt: skip


def found_by(client, scene, *secrets: str, **options) -> Iterator[str]:
    """The addresses where the person comes upon one of the secrets, as they are come upon: who
    wants to know whether there is any need not go on."""
    for url, words in everything(client, scene, **options):
        if any(secret in words for secret in secrets):
            yield url


@pytest.fixture
def mailing(django_capture_on_commit_callbacks):
    """Within it, what is to be sent after a commit is sent; the test itself never commits."""
    return partial(django_capture_on_commit_callbacks, execute=True)


@pytest.mark.parametrize(
    "state",
    ["submitted", *(pytest.param(one, marks=pytest.mark.once) for one in ("returned", "approved"))],
)
def test_notes_among_reviewers_never_reach_the_department(house, sign_in, mailing, state):
    """Nor does what the reviewer noted and has not sent."""
    with mailing():
        scene = Scene(house, state)
        _note(scene, f"Beware of the {NOTE}.")
    assert any(found_by(sign_in(house.reviewer), scene, NOTE, UNSENT))
    for name in DEPARTMENT:
        person = getattr(house, name)
        assert list(found_by(sign_in(person), scene, NOTE, UNSENT)) == [], name
        assert NOTE not in told(person), name
        assert UNSENT not in told(person), name
    assert told(house.head) != ""


@pytest.mark.once
def test_notes_on_a_statement_that_was_taken_back_stay_with_the_reviewers(house, sign_in, mailing):
    """They wait for the next version; the page that comes before says nothing of them either."""
    with mailing():
        scene = Scene(house, "submitted")
        workflow.withdraw(scene.statement, by=house.head)
    assert scene.section("availability").change_requests.get(sent_at=None).text == UNSENT
    for name in DEPARTMENT:
        person = getattr(house, name)
        assert list(found_by(sign_in(person), scene, UNSENT)) == [], name
        assert UNSENT not in told(person), name
    workflow.submit(scene.statement, by=house.head)
    assert any(found_by(sign_in(house.reviewer), scene, UNSENT))


def _note(scene, text):
    """A note on the whole, one on a section, and an answer to it."""
    reviewer, statement = scene.house.reviewer, scene.statement
    workflow.add_comment(statement, by=reviewer, text=text, internal=True)
    section = scene.section("summary")
    note = workflow.add_comment(statement, by=reviewer, text=text, section=section, internal=True)
    workflow.add_comment(statement, by=reviewer, text=text, answers=note)
    workflow.resolve_comment(note, by=reviewer)


class Drafts:
    """Four statements with words that only their writers may read: one that was sent back, one
    that was never sent, one that was taken back, and a later edition of one in force."""

    def __init__(self, house) -> None:
        self.house, self.scene = house, Scene(house, "returned")
        owed = [self._owed(name) for name in ("Estates", "Careers", "Catering")]
        self.writer = factories.make_person("writer")
        for requirement in owed:
            factories.make_grant(self.writer, "head", requirement.department)
        for key in ("summary", "stakeholders", "kpis"):
            workflow.reopen_section(self.scene.section(key), by=house.head, reason="More to say.")
        fresh, sent, in_force = (house.filled(one, by=self.writer) for one in owed)
        withdrawn = workflow.withdraw(workflow.submit(sent, by=self.writer), by=self.writer)
        workflow.submit(in_force, by=self.writer)
        document = factories.quick_document(in_force, by=house.reviewer)
        workflow.approve(in_force, by=house.reviewer, document=document)
        later = workflow.begin_edition(in_force, by=self.writer)
        self.others = [fresh, withdrawn, later]
        self._write(self.scene.statement, by=house.head)
        for statement in self.others:
            self._write(statement, by=self.writer)

    def _owed(self, name: str):
        return factories.make_requirement(factories.make_department(name), self.house.year)

    def _write(self, statement, *, by) -> None:
        """The word in a text, in rows, and in a KPI."""
        sections = {section.key: section for section in statement.sections.all()}
        text, summary = f"{SOUGHT} and {DRAFT}", sections["summary"]
        workflow.save_text(summary, by=by, text=text, version=summary.version)
        workflow.add_row(summary, Service(name=text, availability=text, how_to_reach=text), by=by)
        stakeholder = Stakeholder(
            name=text, department=self.house.finance, is_dependency=True, depends_on=text
        )
        workflow.add_row(sections["stakeholders"], stakeholder, by=by)
        factories.make_kpi(sections["kpis"], by=by, title=text)

    def addresses(self) -> list[str]:
        """The pages of the statements beside the scene's, and searches for what stands in them."""
        routes = [
            route for route in table.routes().values()
            if route.pattern.startswith("/statements/<int:pk>/") and "GET" in route.methods
        ]  # fmt: skip
        pages = [
            examples.address(route, self.scene, pk=statement.pk)
            for route in routes
            for statement in self.others
        ]
        return [*pages, *self.searches()]

    def searches(self) -> list[str]:
        directory, listed = reverse("sls:service_list"), reverse("sls:statement_list")
        return [f"{directory}?need={SOUGHT}", f"{listed}?text={SOUGHT}"]


@pytest.mark.once
def test_words_that_are_being_written_reach_nobody_else(house, sign_in, mailing):
    with mailing():
        drafts = Drafts(house)
    also = drafts.addresses()
    assert any(found_by(sign_in(house.head), drafts.scene, DRAFT, also=also))
    assert any(found_by(sign_in(drafts.writer), drafts.scene, DRAFT, also=also))
    assert told(house.reviewer) != ""
    for name in ELSEWHERE:
        person = house.cast[name]
        assert list(found_by(sign_in(person), drafts.scene, DRAFT, also=also)) == [], name
        assert person is None or DRAFT not in told(person), name


def test_a_search_does_not_tell_which_words_are_being_written(house, sign_in):
    drafts = Drafts(house)
    for name in ELSEWHERE:
        client = sign_in(house.cast[name])
        for url in drafts.searches():
            page = client.get(url).content.decode()
            for statement in (drafts.scene.statement, *drafts.others):
                assert statement.get_absolute_url() not in page, (name, url)
