"""The home page: what needs each person, their departments or the year, what happened lately."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from institution import remembered
from institution.models import Closure, Institution
from kpis.models import Intervention, Kpi
from sls import workflow
from sls.models import Stakeholder
from tests import factories
from tests.kpis.promises import last_year, make_promise


def page(client, address="/") -> str:
    return " ".join(client.get(address).content.decode().split())


def needs(client) -> list[str]:
    return [todo.what for todo in client.get("/").context["todos"]]


def test_home_for_a_visitor_offers_the_search_and_what_is_published(house, sign_in):
    house.approved()
    factories.make_requirement(house.finance, house.year)
    html = page(sign_in(None))
    assert "What do you need?" in html
    assert 'href="/directory/library/">Library</a>' in html
    assert "Finance" not in html
    assert "What needs you" not in html


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("nothing", {"head": ["Begin the statement for 2026-27"]}),
        ("draft", {"head": ["Finish the statement for 2026-27"]}),
        ("submitted", {
            "reviewer": ["Review the statement of Library for 2026-27"],
        }),
        ("returned", {"head": ["Make the changes asked for in 2026-27"]}),
        ("approved", {}),
    ],
)  # fmt: skip
def test_home_says_what_needs_whom(house, sign_in, state, expected):
    if state != "nothing":
        getattr(house, state)()
    Kpi.objects.update(state="draft")  # its readings are asked for in tests/kpis/test_todo.py
    if "head" in expected:
        expected["contributor"] = expected["head"]
    asked = {name: needs(sign_in(person)) for name, person in house.cast.items() if person}
    assert {name: todos for name, todos in asked.items() if todos} == expected


def test_home_says_it_to_the_reviewer_who_took_it_and_to_no_other(house, sign_in):
    colleague = factories.make_person("colleague", role="reviewer")
    workflow.take(house.submitted(), by=colleague)
    assert needs(sign_in(colleague)) == ["Review the statement of Library for 2026-27"]
    assert needs(sign_in(house.reviewer)) == []


def test_home_says_since_when_a_statement_waits_for_a_review(house, sign_in):
    colleague = factories.make_person("colleague", role="reviewer")
    statement = house.submitted()
    sent = f"Library · sent on {date_format(timezone.localdate(), 'j F Y')}"
    assert f"{sent}, nobody has taken it yet<" in page(sign_in(colleague))
    workflow.take(statement, by=colleague)
    assert f"{sent}<" in page(sign_in(colleague))


def test_home_asks_reviewers_from_elsewhere_for_advice(house, sign_in):
    workflow.ask_advice(house.filled(), by=house.contributor)
    client, wanted = sign_in(house.reviewer), "Give Library advice on the draft"
    assert needs(client) == [wanted]
    assert f"asked on {date_format(timezone.localdate(), 'j F Y')}" in page(client)
    assert wanted not in needs(sign_in(house.library_reviewer))


def test_home_shows_the_quality_office_the_year_and_who_is_late(house, sign_in):
    house.draft()
    finance = factories.make_requirement(house.finance, house.year, "a")
    house.submitted(finance, by=house.head_elsewhere)
    estates = factories.make_department("Estates")
    factories.make_requirement(estates, house.year)
    glance = sign_in(house.reviewer).get("/").context["glance"]
    assert glance.owed == 3
    assert {state.value: state.count for state in glance.states} == {
        "not_begun": 1, "draft": 1, "submitted": 1, "returned": 0, "approved": 0,
    }  # fmt: skip
    assert glance.late == []
    house.year.due_on = timezone.localdate() - timedelta(days=1)
    house.year.save()
    client = sign_in(house.reviewer)
    assert client.get("/").context["glance"].late == [
        ("Estates", "not begun"), ("Library", "being written"),
    ]  # fmt: skip
    assert "Late: 2" in page(client)
    assert client.get("/").context["glance"] is not None
    assert sign_in(house.head).get("/").context["glance"] is None


def test_home_shows_ones_departments_and_recent_events(house, sign_in):
    statement = house.returned()
    workflow.add_comment(statement, by=house.reviewer, text="Hm.", internal=True)
    html = page(sign_in(house.head))
    assert "Your departments" in html
    assert statement.get_absolute_url() in html
    assert "Reviewer asked for changes in 1 part" in html
    assert "internal note" not in html
    assert "internal note" in page(sign_in(house.reviewer))
    assert "internal note" not in page(sign_in(house.library_reviewer))
    assert "asked for changes" not in page(sign_in(house.outsider))


@pytest.mark.parametrize("who", ["visitor", "head", "reviewer", "outsider"])
def test_home_says_that_a_year_is_paused_and_asks_nothing(house, sign_in, who):
    workflow.ask_advice(house.draft(), by=house.contributor)
    client = sign_in(house.cast[who])
    assert "is paused" not in page(client)
    house.year.state, house.year.public_reason = "paused", "Teaching moved online."
    house.year.still_asked = "Keep contact details right."
    house.year.save()
    html = page(client)
    assert "2026-27 is paused: nothing is asked of anyone" in html
    assert "Teaching moved online." in html
    assert "Keep contact details right." in html
    if who != "visitor":
        assert needs(client) == []


def test_home_of_somebody_without_a_role_says_what_can_be_read(house, sign_in):
    html = page(sign_in(house.outsider))
    assert "Nothing needs you today" in html
    assert "What you can read" in html
    assert 'href="/plans/">action plans</a>' in html


def test_home_lets_a_head_offer_what_is_not_owed(house, sign_in):
    requirement = factories.make_requirement(house.finance, house.year, tier="none")
    url = f'href="/requirements/{requirement.pk}/volunteer/"'
    assert url in page(sign_in(house.head_elsewhere))
    assert url not in page(sign_in(house.head))
    assert url not in page(sign_in(house.reviewer))
    workflow.volunteer(requirement, by=house.head_elsewhere, offer=True)
    assert url not in page(sign_in(house.head_elsewhere))
    client = sign_in(house.head_elsewhere)
    assert needs(client) == ["Begin the statement for 2026-27"]
    assert url in client.get(f"/statements/begin/{requirement.pk}/").content.decode()


def fill_desks(house, people: int) -> None:
    """Others have work for everybody: statements sent and begun, advice asked, lines to confirm;
    and there are readings to enter, and interventions to look at."""
    before = last_year()
    for number in range(people):
        department = factories.make_department(f"Service {number}")
        head = factories.make_person(f"head-{number}", role="head", department=department)
        sent = house.filled(factories.make_requirement(department, house.year, "a"), by=head)
        line = Stakeholder(name="Library", department=house.library, is_dependency=True,
                           depends_on="Records")  # fmt: skip
        workflow.add_row(sent.sections.get(key="stakeholders"), line, by=head)
        workflow.submit(sent, by=head)
        factories.make_grant(house.head, "head", department)
        earlier = factories.make_year(1950 + number)
        factories.make_requirement(house.finance, earlier)
        draft = house.draft(factories.make_requirement(house.library, earlier))
        workflow.ask_advice(draft, by=house.head)
        kpi = make_promise(house.library, before, by=house.head).kpi
        Intervention.objects.create(kpi=kpi, title="A guide", starts_on="2020-01-01",
                                    review_on="2020-06-01")  # fmt: skip
        Closure.objects.create(day=timezone.localdate() - timedelta(days=number), label="Closed")


@pytest.mark.once
@pytest.mark.parametrize(("who", "queries", "each"), [("head", 12, 3), ("reviewer", 10, 2)])
@pytest.mark.parametrize("rows", [1, 30])
def test_home_asks_the_same_of_the_database_for_every_length(
    house, sign_in, rows, who, queries, each, django_assert_num_queries, monkeypatch
):
    monkeypatch.setattr(remembered, "SECONDS", 1e9)
    remembered.forget()
    fill_desks(house, rows)
    client = sign_in(house.cast[who])
    assert len(needs(client)) >= each * rows
    with django_assert_num_queries(queries):
        client.get("/")


def test_the_frame_asks_whose_site_it_is_now_and_then(house, sign_in, monkeypatch):
    now = 1_000.0
    monkeypatch.setattr(remembered, "SECONDS", 5.0)
    monkeypatch.setattr(remembered.time, "monotonic", lambda: now)
    administrator, reader = sign_in(house.administrator), sign_in(house.outsider)
    before = house.institution.name
    verify = reverse("documents:verify")
    assert before in page(reader, verify)
    Institution.objects.update(name="University of Elsewhere")
    assert "University of Elsewhere" not in page(reader, verify)
    edit = page(administrator, reverse("institution:institution_edit"))
    assert before not in edit  # who changes it sees it at once
    now += 5
    assert "University of Elsewhere" in page(reader, verify)


@pytest.mark.parametrize(
    ("who", "steps"),
    [
        ("reviewer", [
            "Publish the template of the statements", "Plan the first academic year",
        ]),
        ("administrator", ["Add the people of the quality office"]),
    ],
)  # fmt: skip
def test_home_of_a_new_site_says_what_to_do_first(sign_in, who, steps):
    person = factories.make_person("first", role=who)
    factories.make_department("Library")  # so departments are there
    assert [what for what, _ in sign_in(person).get("/").context["first_steps"]] == steps
    factories.make_person("office", role="reviewer")
    left = [step for step in steps if step != "Add the people of the quality office"]
    assert [what for what, _ in sign_in(person).get("/").context["first_steps"]] == left
    factories.make_year(2026)
    assert sign_in(person).get("/").context["first_steps"] == []
