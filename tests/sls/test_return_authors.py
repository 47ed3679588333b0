"""Who is an author of an annual return through what was done about a figure that it tells of."""

from datetime import date, datetime

import pytest
from django.utils import timezone

from kpis import workflow as kpi_workflow
from kpis.models import Intervention
from sls import workflow
from sls.models import AnnualReturn
from sls.returns import content, permissions
from tests import factories
from tests.sls import returns


@pytest.fixture
def mover(house):
    """Somebody of the library, who will have moved to the quality office."""
    mover = factories.make_person("mover")
    factories.make_grant(mover, "contributor", house.library)
    return again(mover)


def again(person):
    return type(person).objects.get(pk=person.pk)


def plan(house, kpi, *, by, years_on=0, **decided) -> Intervention:
    """Something that begins so many years after the year of the return."""
    begins = date(house.year.start_year + years_on, 9, 1)
    planned = Intervention(
        title="A second desk", starts_on=begins, review_on=begins.replace(month=12)
    )
    kpi_workflow.plan_intervention(kpi, planned, by=by)
    Intervention.objects.filter(pk=planned.pk).update(**decided)
    return planned


def at(year, month, day, hour):
    return datetime(year, month, day, hour, tzinfo=timezone.get_default_timezone())


def settled(moment) -> dict:
    return {"decision": "close_loop", "decision_reason": "It works.", "decided_at": moment}


def test_who_wrote_what_was_done_decides_nothing_about_the_return(house, mover):
    kpi = returns.counted_kpi(house)
    plan(house, kpi, by=mover)
    annual_return = returns.filled(house)
    mover.role_grants.all().delete()
    factories.make_grant(mover, "reviewer")
    mover = again(mover)
    annual_return = workflow.submit_return(annual_return, by=house.head)
    assert list(AnnualReturn.objects.judgeable_by(house.reviewer)) == [annual_return]
    assert not AnnualReturn.objects.judgeable_by(mover).exists()
    refused = permissions.can_review_return(mover, annual_return)
    assert not refused
    assert "You wrote or sent part of this return" in refused.reason
    said = content.of_return(annual_return)
    assert str(mover) in said.authors
    assert [one.title for one in said.kpis[0].interventions] == ["A second desk"]


@pytest.mark.parametrize("case", ["later", "over before", "not over before", "of no counted KPI"])
def test_only_what_the_return_tells_of_makes_an_author(house, mover, case):
    """What one return tells of is asked of one intervention; who wrote it of many at once."""
    kpi, start = returns.counted_kpi(house), house.year.start_year
    if case == "later":
        plan(house, kpi, by=mover, years_on=1)
    elif case == "of no counted KPI":
        plan(house, kpi, by=mover)
        kpi.state = "draft"
        kpi.save()
    else:
        moment = at(start, 7, 31, 23) if case == "over before" else at(start, 8, 1, 0)
        plan(house, kpi, by=mover, years_on=-1, **settled(moment))
    annual_return = returns.filled(house)
    is_told = any(one.interventions for one in content.of_return(annual_return).kpis)
    assert is_told == (case == "not over before")
    assert (mover in annual_return.authors) == is_told
    mover.role_grants.all().delete()
    factories.make_grant(mover, "reviewer")
    judgeable = AnnualReturn.objects.judgeable_by(again(mover))
    assert judgeable.exists() != is_told
