"""Rows beside the text: add, change, remove, move, and what was typed there is kept."""

import pytest
from django.urls import reverse

from institution import autosave, once
from sls import workflow
from sls.models import NotDelivered, Service, ServiceStandard, Stakeholder
from tests import factories
from tests.sls.sending import mark_for, send

# What is typed for one row of each part, and what must then be said on the section's page.
ROWS = {
    "services": (
        "summary",
        Service,
        {"name": "Loans", "audiences": ["staff", "students"], "availability": "Daily"},
        ["Loans", "Students, Staff", "Daily"],
    ),
    "not_delivered": (
        "not_delivered",
        NotDelivered,
        {"what": "Parking", "instead_outside": "The town"},
        ["Parking", "The town"],
    ),
    "stakeholders": (
        "stakeholders",
        Stakeholder,
        {"name": "Registry", "is_dependency": "on", "depends_on": "Enrolment lists"},
        ["Registry", "We depend on them for", "Enrolment lists"],
    ),
    "standards": (
        "standards",
        ServiceStandard,
        {"promise": "answer letters", "time_from": "1", "time_to": "2", "unit": "working_days"},
        ["answer letters", "Answer letters", "1 to 2 working days"],
    ),
}


@pytest.fixture
def statement(house):
    return house.draft()


def url_of(name, statement, part, *rest):
    return reverse(f"sls:{name}", args=[statement.pk, ROWS[part][0], part, *rest])


def section_page(statement, part):
    return reverse("sls:section_edit", args=[statement.pk, ROWS[part][0]])


def add(statement, *names, by):
    section = statement.sections.get(key="summary")
    return [workflow.add_row(section, Service(name=name), by=by) for name in names]


@pytest.mark.parametrize("part", ROWS)
def test_row_add_puts_the_row_on_the_page_of_its_section(house, statement, sign_in, part):
    client, (_, model, typed, said) = sign_in(house.contributor), ROWS[part]
    assert client.get(url_of("row_add", statement, part)).status_code == 200
    answer = send(client, url_of("row_add", statement, part), **typed)
    row = model.objects.get()
    assert answer.url == f"{section_page(statement, part)}#row-{row.pk}"
    page = client.get(answer.url).content.decode()
    assert [words for words in said if words not in page] == []
    assert f'id="row-{row.pk}"' in page
    assert (row.position, row.version) == (1, 1)
    assert row.history.get().history_user == house.contributor


@pytest.mark.parametrize("part", ROWS)
def test_row_add_sent_twice_adds_one_row(house, statement, sign_in, part):
    client, (_, model, typed, _) = sign_in(house.head), ROWS[part]
    typed = typed | {"_once": once.new_token()}
    url = url_of("row_add", statement, part)
    client.post(url, typed)
    assert client.post(url, typed).url == f"{section_page(statement, part)}#rows"
    assert model.objects.count() == 1


def test_row_add_can_go_on_to_another(house, statement, sign_in):
    url = url_of("row_add", statement, "services")
    assert send(sign_in(house.head), url, name="Loans", then="another").url == url


@pytest.mark.parametrize("part", ROWS)
def test_row_add_without_a_name_keeps_the_rest_on_the_page(house, statement, sign_in, part):
    _, model, typed, _ = ROWS[part]
    name = next(iter(typed))
    answer = send(sign_in(house.head), url_of("row_add", statement, part), **(typed | {name: " "}))
    page = answer.content.decode()
    assert "<title>Error: " in page
    assert f'<a href="#id_{name}">' in page
    assert str(list(typed.values())[-1]) in page
    assert not model.objects.exists()


def test_row_edit_changes_the_row_and_asks_the_other_department_again(house, statement, sign_in):
    section = statement.sections.get(key="stakeholders")
    row = Stakeholder(name="Finance", department=house.finance, is_dependency=True)
    row = workflow.add_row(section, row, by=house.head)
    Stakeholder.objects.update(response="confirmed")
    url = url_of("row_edit", statement, "stakeholders", row.pk)
    assert 'value="Finance"' in sign_in(house.head).get(url).content.decode()
    typed = {"name": "Finance", "department": house.finance.pk, "is_dependency": "on"}
    send(sign_in(house.head), url, **typed, version="1")
    row.refresh_from_db()
    assert (row.response, row.version) == ("confirmed", 1)  # nothing was changed
    send(sign_in(house.head), url, **typed, depends_on="Payment", version="1")
    row.refresh_from_db()
    assert (row.response, row.version, row.depends_on) == ("", 2, "Payment")


def test_row_edit_of_a_place_that_does_not_exist_is_not_found(house, statement, sign_in):
    (row,) = add(statement, "Loans", by=house.head)
    client = sign_in(house.head)
    for key, part, pk in [
        ("summary", "standards", row.pk),  # another part than the section's
        ("stakeholders", "services", row.pk),  # another section than the row's
        ("nowhere", "services", row.pk),
        ("summary", "services", row.pk + 1),
        ("summary", "services", 10**30),
    ]:
        for name in ("row_edit", "row_remove"):
            url = reverse(f"sls:{name}", args=[statement.pk, key, part, pk])
            assert client.get(url).status_code == 404, url


def test_row_edit_does_not_reach_a_row_of_another_statement(house, statement, sign_in):
    requirement = factories.make_requirement(house.finance, house.year)
    other = house.draft(requirement, by=house.head_elsewhere)
    (row,) = add(other, "Payments", by=house.head_elsewhere)
    client = sign_in(house.head)
    for name in ("row_edit", "row_remove", "row_move"):
        assert send(
            client, url_of(name, statement, "services", row.pk), name="Mine", version="1",
            direction="up",
        ).status_code == 404  # fmt: skip
    row.refresh_from_db()
    assert row.name == "Payments"


def test_row_remove_asks_first_and_keeps_the_history(house, statement, sign_in):
    (row,) = add(statement, "Loans", by=house.head)
    client, url = sign_in(house.head), url_of("row_remove", statement, "services", row.pk)
    page = client.get(url).content.decode()
    assert "Remove this service?" in page
    assert Service.objects.exists()
    typed = {"_once": once.new_token(), "version": "1"}
    assert client.post(url, typed).url == client.post(url, typed).url
    assert not Service.objects.exists()
    assert Service.history.filter(history_type="-").get().history_user == house.head


def test_row_remove_of_a_row_that_changed_meanwhile_shows_it_again(house, statement, sign_in):
    (row,) = add(statement, "Loans", by=house.head)
    row.availability = "Only at night"
    workflow.change_row(row, by=house.contributor, version=1)
    url = url_of("row_remove", statement, "services", row.pk)
    answer = send(sign_in(house.head), url, version="1")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Somebody else has just changed it" in page
    assert "Only at night" in page
    assert 'name="version" value="2"' in page
    assert Service.objects.exists()


def test_row_move_moves_up_and_down_and_stops_at_the_ends(house, statement, sign_in):
    first, second, third = add(statement, "First", "Second", "Third", by=house.head)
    client = sign_in(house.head)

    def move(row, direction):
        url = url_of("row_move", statement, "services", row.pk)
        answer = send(client, url, direction=direction)
        assert answer.url == f"{section_page(statement, 'services')}#row-{row.pk}"
        return list(Service.objects.values_list("name", flat=True))

    assert move(third, "up") == ["First", "Third", "Second"]
    assert move(first, "down") == ["Third", "First", "Second"]
    assert move(third, "up") == ["Third", "First", "Second"]
    assert move(second, "down") == ["Third", "First", "Second"]


def test_forms_that_are_opened_at_a_place_do_not_pass_it_on_to_the_next_page(
    house, statement, sign_in
):
    """A browser opens a page at the "#rows" of the form before it, unless that has an action."""
    (row,) = add(statement, "Loans", by=house.head)
    kpi = workflow.add_kpi(statement.sections.get(key="kpis"), by=house.head, title="One")
    client = sign_in(house.head)
    for url in (
        section_page(statement, "services"),
        f"{section_page(statement, 'services')}?restore=1",
        url_of("row_add", statement, "services"),
        url_of("row_edit", statement, "services", row.pk),
        reverse("sls:kpi_edit", args=[statement.pk, kpi.pk]),
    ):
        assert f'<form method="post" action="{url}"' in client.get(url).content.decode()


def test_row_move_keeps_the_text_that_was_typed_beside_the_rows(house, statement, sign_in):
    (row,) = add(statement, "Loans", by=house.head)
    client, url = sign_in(house.head), url_of("row_move", statement, "services", row.pk)
    answer = send(client, url, direction="up", text="", version="1")
    assert "restore" not in answer.url
    answer = send(client, url, direction="up", text="Half a sent", version="1")
    assert "Half a sent" in client.get(answer.url).content.decode()
    assert statement.sections.get(key="summary").text == ""


def test_rows_of_a_closed_part_do_not_change_but_what_was_typed_is_kept(house, sign_in):
    statement = house.returned(key="availability")
    row = Service.objects.get()
    client = sign_in(house.head)
    url = url_of("row_edit", statement, "services", row.pk)
    answer = send(client, url, name="Something else", version="1", **mark_for(house.head, url))
    assert answer.status_code == 403
    assert "Something else" in answer.content.decode()
    assert autosave.offered(house.head, url).fields["name"] == ["Something else"]
    for name in ("row_remove", "row_move"):
        url = url_of(name, statement, "services", row.pk)
        assert send(client, url, version="1", direction="up").status_code == 403
    assert Service.objects.get().name == "Lost card desk"


@pytest.mark.parametrize(
    ("part", "typed", "field", "sentence"),
    [
        ("services", {"name": "x" * 201}, "name", "This is 201 characters long"),
        ("services", {"audiences": ["martians"]}, "audiences", "Choose from the list"),
        (
            "not_delivered",
            {"instead_department": "9" * 30},
            "instead_department",
            "Choose a department from the list.",
        ),
        ("not_delivered", {"instead_department": "own"}, "instead_department", "from the list"),
        ("stakeholders", {"audience": "martians"}, "audience", "Choose a kind of stakeholder"),
        ("standards", {"time_to": "soon"}, "time_to", "Write a number, such as 5."),
        ("standards", {"time_to": "1.5"}, "time_to", "Write a whole number."),
        ("standards", {"time_to": "1e9"}, "time_to", "Write a number, such as 5."),
        ("standards", {"time_to": "99999"}, "time_to", "Write a number from 1 to 1,000."),
        ("standards", {"time_from": "3"}, "time_from", "must not be more than"),
        ("standards", {"time_to": ""}, "time_to", "Say within how long"),
        ("standards", {"unit": "fortnights"}, "unit", "Choose a unit of time."),
    ],
)
def test_a_mistake_gets_a_sentence_at_its_field(
    house, statement, sign_in, part, typed, field, sentence
):
    _, model, good, _ = ROWS[part]
    if typed.get("instead_department") == "own":
        typed = {"instead_department": house.library.pk}
    answer = send(sign_in(house.head), url_of("row_add", statement, part), **(good | typed))
    page = answer.content.decode().replace("&#x27;", "'")
    assert sentence.lower() in page.lower()
    assert f'id="id_{field}_error"' in page
    assert not model.objects.exists()


def test_one_answer_to_who_does_it_instead(house, statement, sign_in):
    typed = {"what": "Parking", "instead_department": house.finance.pk, "instead_outside": "Town"}
    url = url_of("row_add", statement, "not_delivered")
    page = send(sign_in(house.head), url, **typed).content.decode()
    assert "Choose a department or name somebody outside, not both." in page


def test_text_from_elsewhere_is_cleaned_to_one_line(house, statement, sign_in):
    typed = {"name": "  Lo\x00ans\u200b \r\n and\treturns ", "availability": "\ud7ff\ufeffDaily"}
    send(sign_in(house.head), url_of("row_add", statement, "services"), **typed)
    row = Service.objects.get()
    assert (row.name, row.availability) == ("Loans and returns", "\ud7ffDaily")


def test_a_department_that_was_merged_stays_chosen_but_is_not_offered_anew(
    house, statement, sign_in
):
    section = statement.sections.get(key="not_delivered")
    old = factories.make_department("Old Desk", merged_into=house.finance, merged_on="2026-01-01")
    row = NotDelivered(what="Parking", instead_department=old)
    row = workflow.add_row(section, row, by=house.head)
    client = sign_in(house.head)
    add_page = client.get(url_of("row_add", statement, "not_delivered")).content.decode()
    edit_page = client.get(url_of("row_edit", statement, "not_delivered", row.pk)).content.decode()
    assert "Old Desk" not in add_page
    assert f'<option value="{old.pk}" selected>Old Desk</option>' in edit_page
