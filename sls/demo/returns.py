"""The demo's year's end: censuses of every year, and returns of the last one in every state."""

from collections.abc import Callable, Collection
from datetime import date, timedelta

from django.db import transaction

from institution import clock
from institution.models import AcademicYear, User
from kpis import census
from kpis import workflow as kpi_workflow
from sls import workflow
from sls.demo import reading
from sls.demo.statements import head_of, judge_of, writer_of
from sls.models import AnnualReturn, GoodPractice
from sls.returns.content import reviews_of
from sls.signing import prepare_return

WENT = (
    "Most of what we promised we kept. Autumn was harder than we had planned for: more people came "
    "than in the year before, and two of us were away. From January on it went as we meant it to."
)
HEARD = (
    "Students told us in the spring survey, and at the desk, that they do not know how long an "
    "answer takes. Every confirmation now says it, and the page does too.\n\n"
    "- We told the student union in May.\n- The same question in summer had better answers."
)
RISKS = "If one more colleague leaves, the first weeks of term cannot be covered from within."
NEXT = (
    "We begin the rota for autumn in June instead of August, and say in the next statement what we "
    "do in the weeks when everybody comes at once."
)
WORDS = {"year": WENT, "feedback": HEARD, "risks": RISKS, "next": NEXT}
LEARNT = {
    "met": (
        "We kept to what has worked since winter, and looked at the figures in every team meeting.",
        "The first hours of the day decide the month. What is late at ten is late at four.",
    ),
    "": (
        "We looked at every late one of the autumn together, and wrote a guide for the commonest.",
        "Most of the late ones are of two kinds. Both wait for others, and we chase too late.",
    ),
}
ANSWERS = {
    "strengths": "You say plainly what went wrong and when. The guide for new colleagues is good.",
    "questions": "Would the figures look the same without the two busiest weeks?",
    "ideas": "Show the count of the week on the wall of the office. It helped us.",
}
ASKED = {"feedback": "Please say how those who told you this know what came of it."}
PRACTICES = {
    "student-desk": (
        "The answer begins with the answer",
        "Every reply says in its first line what was asked for. What else matters comes after it.",
        "Half as many people write a second time. We counted in October and in March.",
    ),
    "estates-and-facilities": (
        "A date in every message",
        "Whoever reports a fault is told on which day somebody comes, and again if that changes.",
        "Calls that only ask when have nearly gone.",
    ),
    "finance": (
        "Ten minutes on Monday",
        "The team stands together for ten minutes and shares out what is due by Friday.",
        "Nothing has been left to the last day since.",
    ),
}
ON_SHELF = ("student-desk", "finance")


def build(say: Callable[[str], None], *, only: Collection[str] | None = None) -> None:
    """Hold the censuses that are due, ask for the returns of the last year, and answer some."""
    today = clock.today()
    for start in reading.all_years():
        year, day = AcademicYear.objects.get(start_year=start), reading.dates(start)["census_on"]
        if year.is_idle or day > today:
            continue
        with clock.at(day, 5, 30):
            if start != reading.all_years()[-2]:
                kpi_workflow.hold_census(year)
                continue
            workflow.open_returns(year)
        for slug, answer in STATES.items():
            if only is None or slug in only:
                say(f"return of {slug} for {year}")
                _answer(year, slug, answer)


def _answer(year: AcademicYear, slug: str, answer: Callable[[AnnualReturn], None]) -> None:
    """Bring an untouched return to the state that the demo wants it in."""
    found = AnnualReturn.objects.select_related("department", "academic_year").filter(
        academic_year=year, department__slug=slug, department__merged_into=None, version=1
    )
    annual_return = found.first()
    if annual_return:
        with transaction.atomic():
            answer(annual_return)


def _day(annual_return: AnnualReturn, share: float) -> date:
    """A day between the census and today."""
    start = reading.dates(annual_return.academic_year.start_year)["census_on"]
    return start + timedelta(days=int((clock.today() - start).days * share))


def _begun(annual_return: AnnualReturn) -> None:
    """Half of it is written."""
    with clock.at(_day(annual_return, 0.6), 9, 40):
        _write(annual_return, ["year", "feedback"], by=writer_of(annual_return.department))


def _write(annual_return: AnnualReturn, keys: Collection[str], *, by: User) -> None:
    for part in annual_return.parts.filter(key__in=keys):
        workflow.save_return_part(part, by=by, text=WORDS[part.key], version=part.version)


def _sent(annual_return: AnnualReturn) -> None:
    head = head_of(annual_return.department)
    with clock.at(_day(annual_return, 0.3), 10, 20):
        _write(annual_return, WORDS, by=writer_of(annual_return.department))
        _decide(annual_return, by=head)
        if practice := PRACTICES.get(annual_return.department.slug):
            title, what, why = practice
            offered = GoodPractice(annual_return=annual_return, title=title, what=what, why=why)
            workflow.save_practice(offered, by=head)
    with clock.at(_day(annual_return, 0.45), 15, 10):
        workflow.submit_return(annual_return, by=head)


def _decide(annual_return: AnnualReturn, *, by: User) -> None:
    """What was learnt from each KPI; the first that was met is made harder."""
    is_first = True
    for review in reviews_of(annual_return):
        status = census.from_json(review.result).status
        words = LEARNT.get(status, LEARNT[""])
        review = kpi_workflow.save_review(review, by=by, version=review.version, words=words)
        is_harder, is_first = is_first and status == "met", False
        kpi_workflow.decide_review(
            review, by=by, version=review.version, decision="change" if is_harder else "keep",
            reason="It was met all year; a harder target would tell more." if is_harder
            else "It tells what students ask about most.",
        )  # fmt: skip


def _friend_asked(annual_return: AnnualReturn) -> None:
    _sent(annual_return)
    department = annual_return.department
    friend = User.objects.get(email="head.library@kept.example")
    with clock.at(_day(annual_return, 0.6), 9, 5):
        workflow.choose_friend(annual_return, by=judge_of(department), person=friend)


def _friend_answered(annual_return: AnnualReturn) -> None:
    _friend_asked(annual_return)
    friend = User.objects.get(email="head.library@kept.example")
    with clock.at(_day(annual_return, 0.75), 16, 30):
        workflow.answer_as_friend(annual_return, by=friend, answers=ANSWERS)


def _returned(annual_return: AnnualReturn) -> None:
    _sent(annual_return)
    with clock.at(_day(annual_return, 0.7), 11, 45):
        workflow.ask_return_changes(
            annual_return, by=judge_of(annual_return.department), asked=ASKED,
            message="Thank you, this reads well. One thing would make it clearer.",
        )  # fmt: skip


def _accepted(annual_return: AnnualReturn) -> None:
    _friend_answered(annual_return)
    judge = judge_of(annual_return.department)
    with clock.at(_day(annual_return, 0.9), 14, 15):
        annual_return.refresh_from_db()
        document = prepare_return(annual_return, by=judge)
        workflow.accept_return(annual_return, by=judge, document=document)
        for practice in GoodPractice.objects.filter(annual_return=annual_return):
            if annual_return.department.slug in ON_SHELF:
                workflow.shelve_practice(practice, by=judge, is_on=True)


STATES = {
    "library-and-learning-resources": _begun,
    "it-service": _returned,
    "finance": _accepted,
    "student-desk": _accepted,
    "estates-and-facilities": _accepted,
    "student-support-health-and-wellbeing": _accepted,
    "planning-and-academic-administration": _friend_answered,
    "graduate-college": _friend_asked,
    "campus-temps": _sent,
}
