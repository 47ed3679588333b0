"""The list of the university's own indicators."""

from uuid import uuid4

import pytest
from django.urls import reverse

from institution.models import Event
from institution.permissions import NotAllowed
from kpis.models import UniversityKpi
from kpis.workflow import begin_promise, save_university_kpi
from sls.forms.kpis import KpiForm

LIST = reverse("kpis:university_kpi_list")


@pytest.fixture
def served(house) -> UniversityKpi:
    """One that a promise of the library serves."""
    house.filled()
    return UniversityKpi.objects.get()


def send(client, where: str, **typed):
    return client.post(where, {"is_active": "on", **typed, "_once": str(uuid4())})


def test_the_office_adds_one(house, sign_in):
    answer = send(sign_in(house.reviewer), reverse("kpis:university_kpi_add"), name="Continuation")
    assert answer.url == LIST
    assert UniversityKpi.objects.get().is_active
    assert Event.objects.filter(
        text="added the University KPI “Continuation”", by=house.reviewer
    ).exists()


@pytest.mark.parametrize(
    ("name", "url", "sentence"),
    [
        ("", "", "Enter the name of the University KPI."),
        ("Student satisfaction", "", "There is a University KPI of this name already."),
        ("New", "no address", "Write a web address such as https://example.ac.uk/kpis."),
    ],
)
def test_a_mistake_gets_a_sentence(house, served, sign_in, name, url, sentence):
    where = reverse("kpis:university_kpi_add")
    answer = send(sign_in(house.reviewer), where, name=name, url=url)
    assert sentence in answer.content.decode()
    assert UniversityKpi.objects.count() == 1


def test_a_name_that_statements_know_stays(house, served, sign_in):
    """A new name would change the words of statements that were signed with the old one."""
    where = reverse("kpis:university_kpi_edit", args=[served.pk])
    typed = {"name": "Another", "url": "https://kept.example/kpis", "as_seen": served.as_seen}
    send(sign_in(house.reviewer), where, **typed)
    served.refresh_from_db()
    assert (served.name, served.url) == ("Student satisfaction", "https://kept.example/kpis")
    served.name = "Another"
    with pytest.raises(NotAllowed, match="“Student satisfaction” already, so its name stays"):
        save_university_kpi(served, by=house.reviewer)
    served.refresh_from_db()
    assert served.name == "Student satisfaction"


def test_one_that_is_taken_out_is_offered_only_where_it_was_chosen(house, served):
    chosen = served.promises.get()
    served.is_active = False
    save_university_kpi(served, by=house.reviewer)
    other = begin_promise(house.finance, house.year, by=house.head, title="Claims")
    assert served in KpiForm(instance=chosen).fields["university_kpi"].queryset
    assert served not in KpiForm(instance=other).fields["university_kpi"].queryset


def test_only_the_office_may(house):
    with pytest.raises(NotAllowed, match="Only the quality office"):
        save_university_kpi(UniversityKpi(name="Mine"), by=house.head)
    assert not UniversityKpi.objects.exists()


@pytest.mark.parametrize("rows", [1, 30])
def test_the_list_asks_as_much_for_thirty_as_for_one(
    house, sign_in, django_assert_num_queries, rows
):
    UniversityKpi.objects.bulk_create([UniversityKpi(name=f"Indicator {n}") for n in range(rows)])
    client = sign_in(house.reviewer)
    client.get(LIST)
    with django_assert_num_queries(4):
        assert client.get(LIST).content.decode().count("Indicator ") == rows
