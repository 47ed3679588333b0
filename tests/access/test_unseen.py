"""What a person may not see is the same as what is not there: in addresses and in forms."""

import re

import pytest
from django.db import connection
from django.urls import reverse

from sls import workflow
from tests.access import examples, table
from tests.access.scene import Scene
from tests.access.test_access import ask, askers, said

# A number to quote and the tokens of forms are new on every page.
CHANGING = re.compile(rb'[2-9B-Z]{4}-[2-9B-Z]{4}|value="[^"]{20,}"')


def words(answer) -> bytes:
    return CHANGING.sub(b"", answer.content)


@pytest.mark.parametrize("state", ["draft", pytest.param("submitted", marks=pytest.mark.once)])
def test_the_unseen_looks_like_what_is_not_there(house, sign_in, state):
    scene = Scene(house, state)
    clients = {name: sign_in(person) for name, person in house.cast.items()}
    compared, wrong = 0, []
    for turn, (route, line) in enumerate(table.lines_for(state)):
        unseen = [name for name in askers(line, turn) if line.answers[name] == "404"]
        if "<int:pk>" not in route.pattern or not unseen:
            continue
        is_post = line.method == "POST"
        here = examples.address(route, scene)
        nowhere = examples.address(route, scene, pk=examples.NOBODY)
        for name in unseen:
            form = examples.sent(route, scene, house.cast[name]) if is_post else None
            there, nothing = (ask(clients[name], line.method, url, form) for url in (here, nowhere))
            compared += 1
            if (there.status_code, words(there)) != (nothing.status_code, words(nothing)):
                wrong.append(f"{line.method} {here} for {name}")
    assert wrong == []
    assert compared > (100 if connection.vendor == "sqlite" else 50)


def test_a_visitor_is_led_to_sign_in_before_anything_is_looked_up(house, sign_in):
    scene, visitor = Scene(house, "draft"), sign_in(None)
    route = table.routes()["sls:statement_edit"]
    for pk in (scene.statement.pk, examples.NOBODY):
        assert said(ask(visitor, "GET", examples.address(route, scene, pk=pk))) == "in"


@pytest.fixture
def scene(house):
    return Scene(house, "draft")


@pytest.fixture
def head(scene, sign_in):
    return sign_in(scene.house.head)


def foreign(scene) -> list[tuple[str, dict]]:
    """Addresses in the library's statement with something of Finance's in them."""
    theirs = scene.elsewhere
    service = theirs.sections.get(key="summary").services.get().pk
    kpi = theirs.sections.get(key="kpis").kpis.get().pk
    rows = {"key": "summary", "part": "services", "row_pk": service}
    return [
        ("sls:section_edit", {"key": "no-such-key"}),
        ("sls:section_reopen", {"key": "no-such-key"}),
        ("sls:row_add", {"key": "availability", "part": "services"}),
        ("sls:row_add", {"key": "summary", "part": "people"}),
        ("sls:row_edit", rows),
        ("sls:row_remove", rows),
        ("sls:row_move", rows),
        ("sls:row_edit", {**rows, "key": "stakeholders", "part": "stakeholders"}),
        ("sls:kpi_edit", {"row_pk": kpi}),
        ("sls:kpi_shape", {"row_pk": kpi}),
        ("sls:kpi_move", {"row_pk": kpi}),
        ("sls:kpi_remove", {"row_pk": kpi}),
        ("sls:version_detail", {"number": 99}),
    ]


def test_things_of_another_statement_are_not_found_in_this_one(scene, head):
    known, wrong = table.routes(), []
    for name, parts in foreign(scene):
        route = known[name]
        url = examples.address(route, scene, **parts)
        for method in route.methods:
            form = examples.sent(route, scene, scene.house.head) if method == "POST" else None
            if (got := said(ask(head, method, url, form))) != "404":
                wrong.append(f"{method} {url}: {got}")
    assert wrong == []


def test_what_is_said_elsewhere_cannot_be_reached(scene, sign_in):
    """Finance's comments and advice for the library's head, and the other way round."""
    house = scene.house
    theirs = workflow.add_comment(scene.elsewhere, by=house.head_elsewhere, text="Ours alone.")
    later = workflow.begin_edition(scene.elsewhere, by=house.head_elsewhere)
    advice = workflow.ask_advice(later, by=house.head_elsewhere, message="Ours alone.")
    head = sign_in(house.head)
    resolve = reverse("sls:comment_resolve", args=[theirs.pk])
    assert said(ask(head, "POST", resolve, {"_once": examples.new_token()})) == "404"
    assert said(ask(head, "GET", reverse("sls:advice_detail", args=[advice.pk]))) == "404"
    answer = reverse("sls:comment_add", args=[scene.statement.pk])
    assert said(ask(head, "GET", f"{answer}?answers={theirs.pk}")) == "404"
    assert said(ask(head, "GET", f"{answer}?answers={scene.comment.pk}")) == "200"


def test_a_note_among_reviewers_cannot_be_reached_by_the_department(scene, sign_in):
    answer = reverse("sls:comment_add", args=[scene.statement.pk]) + f"?answers={scene.note.pk}"
    resolve = reverse("sls:comment_resolve", args=[scene.note.pk])
    # The department's own reviewer may say nothing here, whichever number they name.
    expected = {"head": "404", "contributor": "404", "library_reviewer": "403", "reviewer": "200"}
    for name, status in expected.items():
        client = sign_in(getattr(scene.house, name))
        assert said(ask(client, "GET", answer)) == status, name
        got = said(ask(client, "POST", resolve, {"_once": examples.new_token()}))
        assert got == ("302" if status == "200" else "404"), name


def test_what_a_form_names_is_looked_up_among_what_it_may_name(scene, head):
    """Keys in the body of a form: a department, a section and a proposal that are not offered."""
    house, known = scene.house, table.routes()
    rows = {"key": "not_delivered", "part": "not_delivered"}
    add = examples.address(known["sls:row_add"], scene, **rows)
    token = {"_once": examples.new_token()}
    own = {"what": "Parking", "instead_department": house.library.pk, **token}
    assert said(ask(head, "POST", add, own)) == "200"
    assert said(ask(head, "POST", add, {**own, "instead_department": house.finance.pk})) == "302"
    advice = examples.address(known["sls:advice_ask"], scene)
    assert said(ask(head, "POST", advice, {"section": "no-such-key", **token})) == "200"
    assert said(ask(head, "POST", advice, {"section": "summary", **token})) == "302"


def test_a_request_of_another_statement_is_not_resolved_with_the_notes(house, sign_in):
    scene = Scene(house, "submitted")
    theirs = scene.elsewhere.sections.get(key="availability").change_requests.create(
        kind="unclear", text="Which?", by=house.reviewer, by_name="R", sent_at=scene.request.sent_at
    )
    route, reviewer = table.routes()["sls:statement_review"], sign_in(house.reviewer)
    for asked in (theirs, scene.request):
        form = {**examples.sent(route, scene, house.reviewer), "resolve": asked.pk}
        assert reviewer.post(examples.address(route, scene), form).status_code == 302
        asked.refresh_from_db()
    assert theirs.resolved_at is None
    assert scene.request.resolved_at is not None


def test_only_proposals_of_the_year_are_confirmed(house, sign_in):
    scene = Scene(house, "draft")
    route, reviewer = table.routes()["sls:requirement_confirm"], sign_in(house.reviewer)
    form = examples.sent(route, scene, house.reviewer)
    before = house.requirement.decided_by
    answer = reviewer.post(
        examples.address(route, scene), {**form, "which": house.requirement.pk, "decided_by": "Me"}
    )
    assert answer.status_code == 200
    house.requirement.refresh_from_db()
    assert house.requirement.decided_by == before
