"""Two people write on one section at the same time: no text is lost without a word."""

from html import unescape
from threading import Barrier

import pytest
from lxml import html

from institution.models import Autosave
from sls import workflow
from sls.models import Section
from tests.races.together import PATIENCE, at_once

ROUNDS = 200
ACCEPTED, REFUSED = 302, 409

pytestmark = pytest.mark.django_db(transaction=True)


class Editor:
    """Somebody with a browser who reads the section, adds a line to what they read, and saves."""

    def __init__(self, name: str, client, section: Section) -> None:
        self.name, self.client, self.section = name, client, section
        self.accepted: list[str] = []
        self.refused: list[str] = []
        self.not_returned: list[str] = []

    def work(self, rounds: int, together: Barrier) -> None:
        """Both read, then both save, as often as there are rounds."""
        for number in range(rounds):
            form = self.read()
            line = f"{self.name} {number}."
            together.wait(timeout=PATIENCE)
            self.save(form, line)
            together.wait(timeout=PATIENCE)

    def read(self) -> dict[str, str]:
        """The section's form as the page shows it."""
        page = html.fromstring(self.client.get(self.section.get_absolute_url()).content)
        form = next(form for form in page.forms if "text" in form.fields)
        return dict(form.form_values())

    def save(self, form: dict[str, str], line: str) -> None:
        text = f"{form['text'].strip()}\n\n{line}".strip()
        answer = self.client.post(self.section.get_absolute_url(), {**form, "text": text})
        if answer.status_code == ACCEPTED:
            self.accepted.append(line)
        else:
            assert answer.status_code == REFUSED
            self.refused.append(line)
            if line not in unescape(answer.content.decode()) or not self.is_kept(line):
                self.not_returned.append(line)

    def is_kept(self, line: str) -> bool:
        """Whether the line waits for its author, should they close the page."""
        kept = Autosave.objects.filter(person__name=self.name)
        return any(line in draft.fields["text"][0] for draft in kept)


@pytest.fixture
def editors(house, sign_in) -> list[Editor]:
    section = house.draft().sections.get(key="summary")
    people = (house.head, house.contributor)
    return [Editor(person.name, sign_in(person), section) for person in people]


def race(editors: list[Editor], rounds: int) -> set[str]:
    """Let both work, and give back the lines that were accepted and are nowhere now."""
    together = Barrier(len(editors))
    at_once(*(lambda one=one: one.work(rounds, together) for one in editors))
    text = Section.objects.get(pk=editors[0].section.pk).text
    return {line for one in editors for line in one.accepted} - set(text.split("\n\n"))


def test_two_editors_lose_nothing(editors):
    assert race(editors, ROUNDS) == set()
    accepted = [line for one in editors for line in one.accepted]
    assert len(accepted) == ROUNDS
    assert sum(len(one.refused) for one in editors) == ROUNDS
    assert [line for one in editors for line in one.not_returned] == []
    versions = Section.history.filter(id=editors[0].section.pk).values_list("text", flat=True)
    ends = {text.rpartition("\n\n")[2] for text in versions}
    assert set(accepted) <= ends


def test_without_the_version_check_they_would(editors, monkeypatch):
    """The test above can fail: the same race, with a save that is taken whatever it began from."""
    save_text = workflow.save_text

    def careless(section, *, version, **details):
        try:
            return save_text(section, version=version, **details)
        except workflow.Stale as stale:
            return save_text(section, version=stale.current.version, **details)

    monkeypatch.setattr(workflow, "save_text", careless)
    assert race(editors, 20) != set()


def test_somebody_who_read_long_ago_is_refused_too(editors):
    """Not only the version before the last is old."""
    early, late = editors
    form = early.read()
    for number in range(3):
        late.save(late.read(), f"{late.name} {number}.")
    early.save(form, "Long ago.")
    assert (len(late.accepted), early.accepted, early.not_returned) == (3, [], [])
