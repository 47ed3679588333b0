"""Two people write the same section at the same moment: nobody's text is lost in silence."""

from functools import partial

import pytest

from sls import workflow
from sls.models import Section
from sls.workflow import writing
from tests.conftest import House
from tests.races.together import at_once

ROUNDS = 200


@pytest.fixture
def house(transactional_db) -> House:
    return House()


def silent_losses(house: House, save, rounds: int) -> int:
    """The rounds in which a text that was accepted was overwritten by somebody who never saw it.

    `save(section, by, text, version)` saves, or raises Stale.
    """
    section = house.draft().sections.get(key="summary")
    losses = 0
    for number in range(rounds):
        seen = Section.objects.get(pk=section.pk).version
        answers = at_once(
            partial(save, section, house.head, f"head {number}", seen),
            partial(save, section, house.contributor, f"contributor {number}", seen),
        )
        accepted = [a for a in answers if not isinstance(a, Exception)]
        refused = [a for a in answers if isinstance(a, workflow.Stale)]
        assert len(accepted) + len(refused) == 2, answers
        # Both saw the same version, so only one of them may have been accepted.
        losses += max(len(accepted) - 1, 0)
    return losses


def test_two_editors_lose_nothing(house):
    def save(section, by, text, version):
        return workflow.save_text(section, by=by, text=text, version=version)

    assert silent_losses(house, save, ROUNDS) == 0
    section = Section.objects.get(key="summary")
    assert section.version == ROUNDS + 1
    assert section.text in {f"head {ROUNDS - 1}", f"contributor {ROUNDS - 1}"}


def test_without_the_version_check_texts_are_lost(house):
    """The control: the same rounds with the check switched off must show losses."""

    def save(section, by, text, version):
        current = Section.objects.get(pk=section.pk)
        return writing.save_text(current, by=by, text=text, version=current.version)

    assert silent_losses(house, save, 20) > 0
