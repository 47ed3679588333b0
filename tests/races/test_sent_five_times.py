"""A form that is sent five times at once, as by an impatient hand, has the effect of one."""

from collections import Counter
from copy import deepcopy
from datetime import timedelta
from functools import cache

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.exceptions import ObjectDoesNotExist
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Model
from django.test import TestCase
from django.utils import timezone

from actionplans import workflow as plan_workflow
from actionplans.models import Plan, ReviewRound
from institution import autosave
from sls import signing, workflow
from tests.access import examples, table
from tests.access.scene import STATES, Scene
from tests.access.test_access import is_ours, said
from tests.conftest import House
from tests.factories import quick_document, quick_return
from tests.races.together import at_once

TIMES = 5
Rows = dict[type[Model], list[Model]]
# What counts the changes of a row.
COUNTERS = {"version", "revision"}
# These answer, and change nothing.
CHANGES_NOTHING = {"documents:verify", "preview"}
# In the scene nobody may do these yet, or they are refused; where they are sent many times instead.
ELSEWHERE = {
    "actionplans:plan_begin_next": "tests/actionplans/test_carrying.py: a second is refused",
    "actionplans:round_add": "tests/actionplans/test_rounds.py: there is one open round at a time",
    "actionplans:assessment_sign": "tests/races/test_signing_at_once.py",
    "actionplans:assessment_countersign": "tests/races/test_signing_at_once.py",
    "actionplans:assessment_decline": "tests/actionplans/test_signing.py: not out any more",
    "actionplans:assessment_take_back": "tests/actionplans/test_signing.py: not out any more",
}
# Whose form has an effect, where everybody may send one.
WHOSE = {"actionplans:my_actions": "contributor", "actionplans:round_detail": "lead"}
# What has to be done in the scene first: with a note that is not sent, nothing is approved.
BEFORE = {
    "sls:statement_approve": lambda scene: workflow.drop_request(
        scene.section("availability"), by=scene.house.reviewer
    ),
    "actionplans:plan_put_in_force": lambda scene: Plan.objects.filter(state="current").update(
        state="past"
    ),
    "actionplans:round_nudge": lambda scene: ReviewRound.objects.update(
        opened_at=timezone.now() - timedelta(days=3), nudged_at=timezone.now() - timedelta(days=2)
    ),
    "actionplans:meeting_reopen": lambda scene: plan_workflow.close_meeting(
        scene.meeting, by=scene.house.lead
    ),
    "actionplans:round_reopen": lambda scene: plan_workflow.close_round(
        scene.round, by=scene.house.lead
    ),
    "autosave_discard": lambda scene: autosave.keep_sent(
        scene.house.head, examples.PAGE, {"text": ["Typed and not sent."]}
    ),
}

pytestmark = pytest.mark.django_db(transaction=True)


def everything() -> Counter:
    """How many rows each table has, the sum of the counters in it, and how many mails were sent."""
    with connection.cursor() as cursor:
        cursor.execute(count_everything())
        return Counter({"mails": len(mail.outbox), **dict(cursor.fetchall())})


@cache
def count_everything() -> str:
    """One question for all tables: to ask each by itself would take longer than the forms."""
    counted = []
    for model in apps.get_models():
        if model is not Session:
            label, table = model._meta.label, model._meta.db_table
            counted.append((label, "COUNT(*)", table))
            for name in COUNTERS & {field.name for field in model._meta.fields}:
                counted.append((f"{label}.{name}", f"COALESCE(SUM({name}), 0)", table))
    return " UNION ALL ".join(f"SELECT '{said}', {what} FROM {of}" for said, what, of in counted)  # noqa: S608 - names of our own tables and columns


def all_rows() -> Rows:
    """Everything that is in the database."""
    models = apps.get_models(include_auto_created=True)
    return {model: list(model._base_manager.all()) for model in models}


def put_back(rows: Rows) -> None:
    """Fill the empty database again: to walk a scene to its state once more takes far longer."""
    with transaction.atomic(), connection.cursor() as cursor:
        for model, kept in rows.items():
            model._base_manager.bulk_create(kept)
        for statement in connection.ops.sequence_reset_sql(no_style(), [*rows]):
            cursor.execute(statement)


class Forms:
    """Sends the example of each route, in the state and by the person that the table allows.

    The scene is used for as long as it has what the next form needs, then put back as it was.
    """

    def __init__(self, sign_in) -> None:
        self.sign_in = sign_in
        self.scene: Scene | None = None
        self.kept: dict[str, tuple[Scene, Rows]] = {}

    def effects(self, route: str) -> tuple[Counter, Counter]:
        """What changes when the route's form is sent once, and five times at once."""
        for line in lines(route):
            for state in line.states:
                once = self._come_to(line, state)
                if once or route in CHANGES_NOTHING:
                    return once, self._at_once(line)
        return Counter(), Counter()

    def _come_to(self, line: table.Line, state: str) -> Counter:
        """Have a scene in the state, and say what the form changes there when it is sent once."""
        is_there = self.scene is not None and self.scene.state == state
        if is_there and ((once := self._once(line)) or line.route in CHANGES_NOTHING):
            return once
        self._begin_anew(state)
        BEFORE.get(line.route, lambda scene: None)(self.scene)
        return self._once(line)

    def _begin_anew(self, state: str) -> None:
        call_command("flush", verbosity=0, interactive=False, inhibit_post_migrate=True)
        if state in self.kept:
            put_back(self.kept[state][1])
        else:
            self.kept[state] = Scene(House(), state), all_rows()
        self.scene = deepcopy(self.kept[state][0])

    def _send(self, line: table.Line, forms: list[dict]) -> list:
        """A way to send each of the forms, by clients of one person."""
        route, name = table.routes()[line.route], allowed(line)
        url, person = examples.address(route, self.scene), self.scene.house.cast[name]
        clients = [self.sign_in(person) for _ in forms]
        return [
            lambda client=client, form=form: client.post(url, form)
            for client, form in zip(clients, forms, strict=True)
        ]

    def _forms(self, line: table.Line, times: int) -> list[dict]:
        """The same form so many times: with one token, and a file of its own for each."""
        route, token = table.routes()[line.route], examples.new_token()
        person = self.scene.house.cast[allowed(line)]
        forms = [examples.sent(route, self.scene, person) for _ in range(times)]
        return [{**form, "_once": token} for form in forms]

    def _once(self, line: table.Line) -> Counter:
        """What one form changes, which is then undone. Nothing if the scene is past it."""
        before, sent = everything(), len(mail.outbox)
        try:
            (send,) = self._send(line, self._forms(line, 1))
        except ObjectDoesNotExist:  # another form removed what this one is about
            return Counter()
        with transaction.atomic():
            with TestCase.captureOnCommitCallbacks(execute=True):
                is_done = said(send()) == line.answers[allowed(line)]
            after = everything()
            transaction.set_rollback(True)
        del mail.outbox[sent:]
        return difference(before, after) if is_done else Counter()

    def _at_once(self, line: table.Line) -> Counter:
        before = everything()
        answers = at_once(*self._send(line, self._forms(line, TIMES)))
        expected = {200, 409} if line.route == "autosave" else {200, 302}
        assert {answer.status_code for answer in answers} <= expected, line.route
        return difference(before, everything())


def difference(before: Counter, after: Counter) -> Counter:
    changed = [name for name in after if after[name] != before[name]]
    return Counter({name: after[name] - before[name] for name in changed})


def allowed(line: table.Line) -> str:
    """The first person whose form is taken and has an effect."""
    if line.route in WHOSE:
        return WHOSE[line.route]
    return next(name for name, answer in line.answers.items() if answer in ("200", "302"))


def lines(route: str) -> list[table.Line]:
    """The lines of the table that let somebody send the route's form."""
    taken = [line for line in table.read() if (line.route, line.method) == (route, "POST")]
    return [line for line in taken if {"200", "302"} & set(line.answers.values())]


def forms_of_ours() -> list[str]:
    """The names of the routes that take a form from people, by the state in which they can first
    be sent: to come to another takes a scene. Programs have test_programs_at_once.py."""
    routes = table.routes().items()
    ours = {
        name
        for name, route in routes
        if is_ours(route) and "POST" in route.methods and route.asks[:5] != "token"
    }
    return sorted(ours - ELSEWHERE.keys(), key=lambda name: (STATES.index(first_state(name)), name))


def first_state(route: str) -> str:
    """The first state that lets somebody send the route's form."""
    return next((state for line in lines(route) for state in line.states), STATES[0])


def test_every_form_sent_five_times_at_once_has_one_effect(sign_in, monkeypatch):
    monkeypatch.setattr(signing, "prepare", quick_document)
    monkeypatch.setattr(signing, "prepare_return", quick_return)
    forms, wrong = Forms(sign_in), []
    for route in forms_of_ours():
        once, at_once = forms.effects(route)
        if once != at_once:
            wrong.append(f"{route}: once {dict(once)}, five times {dict(at_once)}")
        if not once and route not in CHANGES_NOTHING:
            wrong.append(f"{route}: the example changes nothing, so this says nothing")
    assert wrong == []


def test_without_the_token_a_form_would_count_five_times(sign_in, monkeypatch):
    """The test above can fail: the same with every token taken for a new one."""
    monkeypatch.setattr("institution.once.first_time", lambda key, *, by: True)
    once, at_once = Forms(sign_in).effects("sls:comment_add")
    assert (once["sls.Comment"], at_once["sls.Comment"]) == (1, TIMES)
