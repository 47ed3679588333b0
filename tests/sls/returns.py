"""Annual returns in each state, for tests."""

from django.urls import reverse
from django.utils import timezone

from kpis import workflow as kpi_workflow
from sls import todo, workflow
from sls.models import AnnualReturn, ReturnPart
from sls.returns import prompts
from sls.returns.content import reviews_of
from tests.factories import quick_return
from tests.kpis.promises import make_promise, month, record

ANSWERS = {"strengths": "The desk.", "questions": "Why mornings?", "ideas": "A longer lunch."}


def url_of(name, annual_return, *more) -> str:
    """The address of one of its pages."""
    return reverse(f"sls:{name}", args=[annual_return.pk, *more])


def again(annual_return) -> AnnualReturn:
    """As it is in the database now."""
    return AnnualReturn.objects.get(pk=annual_return.pk)


def asked_of(person) -> list[str]:
    """What needs the person about returns."""
    return [item.what for item in todo.items(person) if "return" in item.what]


def save(part, text, *, by) -> ReturnPart:
    """Save a text from what is there now."""
    return workflow.save_return_part(part, by=by, text=text, version=part.version)


def counted_kpi(house):
    """A KPI of the library with one reading of the year."""
    kpi = make_promise(house.library, house.year, by=house.head).kpi
    record(kpi, month(house.year.start_year, 0, 93, 100), by=house.head)
    return kpi


def opened(house) -> AnnualReturn:
    """The library is asked for its return."""
    house.year.census_on = timezone.localdate()
    house.year.save()
    workflow.open_returns(house.year)
    return AnnualReturn.objects.get(department=house.library, academic_year=house.year)


def fill_in(annual_return, *, by, head) -> AnnualReturn:
    """Write everything that is asked; `head` decides about the KPIs."""
    for part in annual_return.parts.all():
        text = f"**{part}** in our own words."
        workflow.save_return_part(part, by=by, text=text, version=part.version)
    for review in reviews_of(annual_return):
        words = ("A second desk.", "Mornings count.")
        review = kpi_workflow.save_review(review, by=by, version=review.version, words=words)
        kpi_workflow.decide_review(
            review, by=head, version=review.version, decision="keep", reason="It tells."
        )
    annual_return.refresh_from_db()
    return annual_return


def filled(house) -> AnnualReturn:
    return fill_in(opened(house), by=house.contributor, head=house.head)


def submitted(house) -> AnnualReturn:
    return workflow.submit_return(filled(house), by=house.head)


def with_friend(house) -> AnnualReturn:
    return workflow.choose_friend(submitted(house), by=house.reviewer, person=house.head_elsewhere)


def answered(house) -> AnnualReturn:
    annual_return = with_friend(house)
    return workflow.answer_as_friend(annual_return, by=house.head_elsewhere, answers=ANSWERS)


def returned(house, key: str = "year") -> AnnualReturn:
    return workflow.ask_return_changes(
        submitted(house), by=house.reviewer, asked={key: "Which month?"}, message="Nearly there."
    )


def accepted(house) -> AnnualReturn:
    annual_return = answered(house)
    document = quick_return(annual_return, by=house.reviewer)
    return workflow.accept_return(annual_return, by=house.reviewer, document=document)


assert set(ANSWERS) == {prompt.key for prompt in prompts.FRIEND}
