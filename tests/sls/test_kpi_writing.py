"""Writing KPIs: begin one, say what it promises, change its kind, move it, remove it."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from institution import autosave, once
from kpis.models import Kpi, KpiBaseline, Promise, UniversityKpi
from sls import content, workflow
from sls.models import StatementKpi
from tests import factories
from tests.sls.kpi_forms import COMMON, SHAPES, url_of
from tests.sls.sending import seen_draft, send


@pytest.fixture
def section(house):
    return house.draft().sections.get(key="kpis")


@pytest.fixture
def row(house, section) -> StatementKpi:
    return workflow.add_kpi(section, by=house.head, title="Answers")


def asked_fields(page: str) -> set[str]:
    """The names of the fields that the page asks, leaving out what waits for JavaScript."""
    page = re.sub(r"<template.*?</template>", "", page, flags=re.DOTALL)
    form = next(f for f in re.findall(r"<form.*?</form>", page, re.DOTALL) if "data-kpi" in f)
    names = re.findall(r'<(?:input|select|textarea)[^>]*?name="([a-z]\w*)"', form)
    return set(names) - {"csrfmiddlewaretoken"}


def test_kpi_add_saves_a_kpi_with_nothing_but_its_title(house, section, sign_in):
    url = reverse("sls:kpi_add", args=[section.statement_id])
    answer = send(sign_in(house.contributor), url, title="Answers")
    row = StatementKpi.objects.get()
    assert answer.url == url_of("kpi_edit", row)
    assert (row.promise.title, row.promise.shape) == ("Answers", "")
    page = sign_in(house.head).get(answer.url).content.decode()
    assert "You have not chosen what kind of promise it is." in page
    assert asked_fields(page).isdisjoint({"action", "what", "share", "days", "due_on"})
    assert (
        "Still to say: what kind of promise it is"
        in sign_in(house.head).get(section.get_absolute_url()).content.decode()
    )


def test_kpi_add_gives_examples_in_the_year_of_the_statement(house, section, sign_in):
    url = reverse("sls:kpi_add", args=[section.statement_id])
    assert "by 31 May 2027." in sign_in(house.head).get(url).content.decode()
    house.year.start_year = 2031
    house.year.save()
    page = sign_in(house.head).get(url).content.decode()
    assert re.findall(r"by \d+ \w+ (\d{4})", page) == ["2032", "2032"]


def test_kpi_edit_asks_nothing_of_how_near_where_there_is_no_near_miss(house, row, sign_in):
    client, url = sign_in(house.head), url_of("kpi_edit", row)
    typed = {"title": "Answers", "amber_value": "nonsense", "owner": "The desk", "version": "1"}
    answer = send(client, url, **typed, amber_kind="points")
    assert answer.status_code == 200
    assert Promise.objects.get().owner == ""
    assert send(client, url, **typed, amber_kind="none").status_code == 302
    assert (Promise.objects.get().owner, Promise.objects.get().amber_value) == ("The desk", None)


def test_kpi_add_sent_twice_adds_one_kpi(house, section, sign_in):
    url = reverse("sls:kpi_add", args=[section.statement_id])
    client, typed = sign_in(house.head), {"_once": once.new_token(), "title": "Answers"}
    client.post(url, typed)
    client.post(url, typed)
    assert Kpi.objects.count() == 1


def test_kpi_add_takes_the_shape_at_once(house, section, sign_in):
    url = reverse("sls:kpi_add", args=[section.statement_id])
    send(sign_in(house.head), url, title="Answers", shape="change")
    assert Promise.objects.get().shape == "change"


def test_above_three_kpis_the_pages_advise_and_do_not_stop(house, section, sign_in):
    client, url = sign_in(house.head), reverse("sls:kpi_add", args=[section.statement_id])
    words = "Two or three that matter most are more likely to be kept."
    for _ in range(3):
        assert words not in client.get(url).content.decode()
        assert words not in client.get(section.get_absolute_url()).content.decode()
        send(client, url, title="Another")
    assert words in client.get(url).content.decode()
    send(client, url, title="A fourth")
    assert section.kpis.count() == 4
    assert words in client.get(section.get_absolute_url()).content.decode()


@pytest.mark.parametrize("shape", SHAPES)
def test_kpi_edit_asks_what_the_shape_needs_and_shows_its_sentence(house, row, sign_in, shape):
    client, (typed, sentence) = sign_in(house.head), SHAPES[shape]
    send(client, url_of("kpi_shape", row), title="Answers", shape=shape, version="1")
    page = client.get(url_of("kpi_edit", row)).content.decode()
    every_shapes = {name for fields, _ in SHAPES.values() for name in fields} | {"comparison"}
    expected = set(typed) | ({"comparison"} if shape == "share_within" else set())
    assert asked_fields(page) & every_shapes == expected
    answer = send(
        client, url_of("kpi_edit", row), **COMMON, **typed, shape=shape, version="2", then="stay"
    )
    assert answer.url == url_of("kpi_edit", row)
    assert f'role="status" data-kpi-sentence>{sentence}<' in client.get(answer.url).content.decode()


def test_kpi_edit_keeps_the_baseline_and_its_period(house, row, sign_in):
    typed, _ = SHAPES["change"]
    client, url = sign_in(house.head), url_of("kpi_edit", row)
    send(client, url, **COMMON, **typed, shape="change", version="1")
    baseline = KpiBaseline.objects.get()
    assert (baseline.value, baseline.period_start, baseline.period_end, baseline.source) == (
        Decimal(1234), date(2025, 8, 1), date(2026, 7, 31), "Help desk",
    )  # fmt: skip
    promise = Promise.objects.get()
    assert promise.target.threshold == Decimal("1079.75")
    page = client.get(url).content.decode()
    assert 'name="baseline_value" value="1234"' in page
    assert 'name="baseline_start" value="2025-08-01"' in page
    send(client, url, **COMMON, **(typed | {"baseline_value": ""}), shape="change", version="2")
    assert Promise.objects.get().baseline is None


@pytest.mark.parametrize(
    ("change_of", "thing"),
    [
        ("percentage", "the share of calls"), ("duration", "the average time of calls"),
        ("value", "calls"), ("", "the number of calls"),
    ],
)  # fmt: skip
def test_kpi_edit_says_what_changes(house, row, sign_in, change_of, thing):
    typed, _ = SHAPES["change"]
    url = url_of("kpi_edit", row)
    said = typed | {"change_of": change_of, "unit": "kWh"}
    send(sign_in(house.head), url, **COMMON, **said, shape="change", version="1")
    promise = Promise.objects.get()
    assert promise.sentence == f"We will reduce {thing} by 12.5% by 31 July 2027."
    assert promise.measured_as == (change_of or "count")


def test_kpi_edit_refuses_to_count_from_after_the_deadline(house, row, sign_in):
    typed = SHAPES["share_by_date"][0] | {"starts_on": "2026-12-18"}
    answer = send(
        sign_in(house.head), url_of("kpi_edit", row), **COMMON, **typed, shape="share_by_date",
        version="1",
    )  # fmt: skip
    assert "The counting must begin before the date of the target." in answer.content.decode()


def test_kpi_shape_keeps_what_the_other_shape_had(house, row, sign_in):
    client, url = sign_in(house.head), url_of("kpi_edit", row)
    send(client, url, **COMMON, **SHAPES["change"][0], shape="change", version="1")
    send(client, url_of("kpi_shape", row), title="Answers", shape="all_within", version="2")
    send(client, url, **COMMON, **SHAPES["all_within"][0], shape="all_within", version="3")
    promise = Promise.objects.select_related("baseline", "kpi").get()
    assert (promise.days, promise.change_percent) == (2, Decimal("12.5"))
    assert promise.baseline is not None
    assert content.of_promise(promise).baseline == ""  # nothing is compared with it any more


def test_kpi_edit_can_save_first_and_then_change_the_shape(house, row, sign_in):
    answer = send(
        sign_in(house.head), url_of("kpi_edit", row), **(COMMON | {"title": "Replies"}),
        owner="The desk", version="1", then="shape",
    )  # fmt: skip
    assert answer.url == url_of("kpi_shape", row)
    assert Promise.objects.get().owner == "The desk"


def test_kpi_edit_saves_everything_that_is_asked(house, row, sign_in):
    serves, _ = UniversityKpi.objects.get_or_create(name="Student satisfaction")
    typed = {
        "measure": "Each letter.\r\nNot calls.", "numerator_label": "Answered", "goal": "strategic",
        "denominator_label": "All letters", "data_source": "Register", "frequency": "monthly",
        "amber_kind": "points", "amber_value": "2,5".replace(",", "."), "for_whom": "Students",
        "student_effect": "They hear sooner.", "university_kpi": serves.pk, "owner": "The desk",
        "rationale": "They asked for it.", "decimals": "2",
    }  # fmt: skip
    shape, _ = SHAPES["all_within"]
    sent = COMMON | shape | typed | {"shape": "all_within", "version": "1", "then": "list"}
    answer = send(sign_in(house.contributor), url_of("kpi_edit", row), **sent)
    assert answer.url == reverse("sls:section_edit", args=[row.section.statement_id, "kpis"]) + (
        f"#row-{row.pk}"
    )
    promise = Promise.objects.get()
    assert promise.missing() == []
    assert promise.measure == "Each letter.\nNot calls."
    assert (promise.university_kpi, promise.amber_value) == (serves, Decimal("2.5"))
    assert promise.history.first().history_user == house.contributor
    assert promise.decimals == 2
    send(sign_in(house.head), url_of("kpi_edit", row), **sent | {"version": "2", "decimals": ""})
    assert Promise.objects.get().decimals == 1


def test_the_page_of_section_b_asks_the_database_as_often_for_many_kpis(
    house, section, sign_in, django_assert_num_queries
):
    client = sign_in(house.head)
    for number in (1, 9):
        for _ in range(number):
            factories.make_kpi(section, by=house.head)
        with django_assert_num_queries(13):
            client.get(section.get_absolute_url())


def test_an_odd_shape_is_refused_and_none_leaves_it_as_it_was(house, row, sign_in):
    client, url = sign_in(house.head), url_of("kpi_edit", row)
    page = send(client, url, **COMMON, shape="pentagon", version="1").content.decode()
    assert "Choose one of the four kinds of promise." in page
    send(client, url_of("kpi_shape", row), title="Answers", shape="change", version="1")
    send(client, url, **COMMON, what="calls", version="2")
    assert Promise.objects.get().shape == "change"


def test_a_retired_university_kpi_stays_where_it_was_chosen(house, row, sign_in):
    old = UniversityKpi.objects.create(name="Old aim", is_active=False)
    other = workflow.add_kpi(row.section, by=house.head, title="Other")
    Promise.objects.filter(pk=row.promise_id).update(university_kpi=old)
    client = sign_in(house.head)
    assert "Old aim" in client.get(url_of("kpi_edit", row)).content.decode()
    assert "Old aim" not in client.get(url_of("kpi_edit", other)).content.decode()


def test_kpi_remove_asks_first_and_minds_the_version(house, row, sign_in):
    client, url = sign_in(house.head), url_of("kpi_remove", row)
    page = client.get(url).content.decode()
    assert "Remove this KPI?" in page
    assert "There are no readings of it yet." in page
    Kpi.objects.update(state="active")
    assert "Its own page stays, and so do its readings." in client.get(url).content.decode()
    Kpi.objects.update(state="draft")
    row.promise.owner = "The desk"
    workflow.change_kpi(row, row.promise, by=house.contributor, version=1)
    assert send(client, url, version="1").status_code == 409
    assert Promise.objects.exists()
    send(client, url, version="2")
    assert not Promise.objects.exists()
    assert not Kpi.objects.exists()


def test_kpi_pages_reach_only_the_kpis_of_their_own_statement(house, row, sign_in):
    requirement = factories.make_requirement(house.finance, house.year)
    other = house.draft(requirement, by=house.head_elsewhere)
    client = sign_in(house.head_elsewhere)
    for name in ("kpi_edit", "kpi_shape", "kpi_remove"):
        for statement in (row.section.statement, other):
            url = reverse(f"sls:{name}", args=[statement.pk, row.pk])
            assert client.get(url).status_code == 404
            assert send(client, url, **COMMON, version="1").status_code == 404
    assert Promise.objects.get().version == 1


def test_kpi_edit_offers_what_was_typed_and_not_saved(house, row, sign_in):
    client, url = sign_in(house.head), url_of("kpi_edit", row)
    typed = {"title": ["Replies"], "shape": ["all_within"], "days": ["3"], "version": ["1"]}
    autosave.keep(house.head, url, typed, shown=autosave.NO_DRAFT)
    page = client.get(f"{url}?restore=1").content.decode()
    assert 'value="Replies"' in page
    assert 'name="days" value="3"' in page
    marks = seen_draft(house.head, url)
    send(client, url, **COMMON, shape="all_within", days="3", version="1", **marks)
    assert autosave.offered(house.head, url) is None
    assert Promise.objects.get().days == 3


def test_kpi_move_moves_up_and_down_and_keeps_what_was_typed(house, section, sign_in):
    first, second = (workflow.add_kpi(section, by=house.head, title=t) for t in ("One", "Two"))
    client = sign_in(house.head)

    def order():
        return [str(row) for row in section.kpis.all()]

    answer = send(client, url_of("kpi_move", second), direction="up")
    assert order() == ["Two", "One"]
    assert answer.url == f"{section.get_absolute_url()}#row-{second.pk}"
    assert f'id="row-{second.pk}"' in client.get(answer.url).content.decode()
    send(client, url_of("kpi_move", second), direction="up")
    assert order() == ["Two", "One"]
    answer = send(client, url_of("kpi_move", second), direction="down", text="Half", version="1")
    assert order() == ["One", "Two"]
    assert "Half" in client.get(answer.url).content.decode()
    assert workflow.move_row(first, by=house.head, up=True) is None
    assert order() == ["One", "Two"]
