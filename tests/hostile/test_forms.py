"""Whatever a form is sent, the answer is a page; and what was typed stays on it."""

from collections.abc import Iterator
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from documents.longtext import without_unseen
from tests.conftest import signed_in
from tests.hostile.forms import OF_EVERY_FORM, STATES, URL_ENCODED, Form, forms, turns
from tests.hostile.values import (
    MINDED,
    SCRIPT,
    VALUES,
    as_shown,
    is_thorough,
    is_turn,
    quarter,
    rounds,
    share,
    some,
)  # fmt: skip

# Sent as it was by hand, nothing of it is there to be shown again.
NEVER_SHOWN = ("password", "csrfmiddlewaretoken")


in_each_state = pytest.mark.parametrize("kept_scene", STATES, indirect=True)


@pytest.fixture(scope="module")
def kept_forms(kept_scene) -> list[Form]:
    """The forms whose turn it is in the scene's state. To read all their pages takes a while."""
    return list(forms(kept_scene, signed_in))


@pytest.fixture
def found(kept_forms, db) -> list[Form]:
    return kept_forms


def failure(form: Form, changed: dict) -> str:
    """What is wrong with the answer to the form with these fields changed; empty if nothing is."""
    try:
        answer = form.send(changed)
    except Exception as problem:  # noqa: BLE001 - whatever it is, it is what we look for
        return f"{problem!r:.200}"
    if answer.status_code >= 500:
        return str(answer.status_code)
    is_page = "html" in answer.headers.get("Content-Type", "")
    if is_page and SCRIPT.encode() in answer.content:
        return "the script is on the page"
    return lost(form, changed, answer)


def lost(form: Form, changed: dict, answer) -> str:
    """Which words are not on the page of a form that was refused; empty if they all are."""
    if answer.status_code not in (200, 403, 409) or not form.boxes or "_once" in changed:
        return ""
    shown = typed_on(answer)
    for name in sorted(form.boxes):
        # Of a box sent twice, the last one counts.
        for value in changed.get(name, form.fields[name])[-1:]:
            if bare(as_shown(value)) not in shown:
                return f"{answer.status_code}: the words in {name} are lost"
    return ""


def typed_on(answer) -> str:
    """What stands on a page, in its text and in its boxes."""
    # libxml2 ends a value at a NUL, where browsers show a mark in its place.
    page = html.fromstring(answer.content.replace(b"\0", b""))
    return bare(" ".join([page.text_content(), *page.xpath("//input/@value")]))


def bare(text: str) -> str:
    """The text as two people would call it the same."""
    return " ".join(without_unseen(text).split())


def tries(form: Form, name: str, number: int) -> Iterator[dict]:
    """The ways in which one field is sent wrongly: a box for words, which takes most of them, with
    two values, any other with one that a database may mind, and on one of the two twice or not at
    all. If it is the only one, the test of all fields sends it with many."""
    values = some(VALUES, number, 2) if name in form.boxes else some(MINDED, number, 1)
    for value in values if form.own != [name] else ():
        yield {name: [value]}
    if is_turn(number):
        yield {name: [] if number // 2 % 2 else ["1", SCRIPT]}


def report(wrong: list[str]) -> None:
    assert wrong == [], "\n".join(wrong)


@in_each_state
def test_one_field_with_a_hostile_value(found):
    """The others are right, so that nothing else stops it. Of what every form has, one in turn."""
    wrong, number = [], 0
    for turn, form in enumerate(found):
        for name in [*form.own, OF_EVERY_FORM[turn % len(OF_EVERY_FORM)]]:
            number += 1
            for changed in tries(form, name, number):
                if problem := failure(form, changed):
                    wrong.append(f"{form.url} {changed!r:.120}: {problem}")
    report(wrong)


@in_each_state
def test_every_form_with_every_hostile_value(found):
    """All fields at once, each with another value. Where nothing is written, a button pressed or
    one of several chosen, one form is tried with a quarter of them and the next with another."""
    wrong = []
    for turn, form in enumerate(found):
        tried = share(VALUES) if form.boxes else quarter(share(VALUES), turn)
        for values in rounds(form.own or form.names, tried):
            if problem := failure(form, {name: [value] for name, value in values.items()}):
                wrong.append(f"{form.url} {values!r:.300}: {problem}")
    report(wrong)


@pytest.mark.once
@in_each_state
def test_what_is_not_a_form_at_all(found):
    """Nothing at all for each form, and of the rest, which is refused before any of them is asked,
    two for each in turn."""
    bodies = [
        ("", URL_ENCODED),
        ("&&&=&=1&%zz=%", URL_ENCODED),
        ('["a", {"text": 1}]', "application/json"),
        ("--x\r\nContent-Disposition: form-data\r\n\r\n1", "multipart/form-data; boundary=x"),
        ("nothing", "multipart/form-data"),
        ("text=1", "text/plain; charset=no-such"),
        ("&".join(f"f{n}=1" for n in range(2_000)), URL_ENCODED),
    ]
    wrong = []
    for turn, form in enumerate(found):
        some_bodies = [bodies[0], bodies[1 + turn % 3], bodies[4 + turn % 3]]
        for body, content_type in bodies if is_thorough() else some_bodies:
            try:
                status = form.send_body(body, content_type).status_code
            except Exception as problem:  # noqa: BLE001 - as above
                status = f"{problem!r:.200}"
            if not isinstance(status, int) or status >= 500:
                wrong.append(f"{form.url} {body[:40]} as {content_type}: {status}")
    report(wrong)


ANYTHING = st.one_of(
    st.text(st.characters(codec="utf-8"), max_size=400),
    st.sampled_from(VALUES),
    st.integers().map(str),
    st.floats().map(str),
    st.dates().map(str),
    st.binary(max_size=60),
)


# The draws are the same on both databases, and beyond a draft the forms are few.
@pytest.mark.parametrize(
    "kept_scene",
    ["draft", *(pytest.param(state, marks=pytest.mark.once) for state in STATES[1:])],
    indirect=True,
)
@given(data=st.data())
def test_several_fields_with_anything(found, data):
    form = data.draw(st.sampled_from(found), label="form")
    names = data.draw(st.lists(st.sampled_from(form.names), max_size=5, unique=True))
    changed = {name: data.draw(st.lists(ANYTHING, max_size=2), label=name) for name in names}
    assert failure(form, changed) == ""


@pytest.mark.parametrize("kept_scene", ["draft"], indirect=True)
def test_every_form_has_its_turn(found):
    """And its fields are found: those of the pages here are known to be there."""
    assert {state for state, _ in turns().values()} == set(STATES)
    found = {form.route.name: form for form in found}
    assert {"text", "version", "then"} <= set(found["sls:section_edit"].names)
    assert {"share", "days", "baseline_value", "owner"} <= set(found["sls:kpi_edit"].names)
    assert found["sls:kpi_edit"].boxes >= {"title", "measure", "owner"}
    answer = found["sls:kpi_edit"].send({"title": [""]})
    assert answer.status_code == 200
    assert lost(found["sls:kpi_edit"], {"title": [""]}, answer) == ""
    assert "lost" in lost(found["sls:kpi_edit"], {"title": ["Never sent."]}, answer)
    assert unescape(SCRIPT) in SCRIPT


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 33])
def test_every_value_has_its_turn(count):
    names = [f"field {number}" for number in range(count)]
    sent = list(rounds(names, VALUES))
    assert {value for one in sent for value in one.values()} == set(VALUES)
    for name in names:
        assert len({one[name] for one in sent}) >= len(VALUES) // 4


def test_the_databases_share_the_values(monkeypatch):
    tried = []
    for turn in (0, 1):
        monkeypatch.setattr("tests.hostile.values._turn", lambda turn=turn: turn)
        tried.append({*share(VALUES)})
    assert tried[0] | tried[1] == {*VALUES}
    assert tried[0] & tried[1] == {*MINDED}
    assert max(map(len, tried)) < len(VALUES) * 2 / 3
