"""Which statement of the demo is in which state, year by year."""

from collections.abc import Callable, Collection
from datetime import date, timedelta
from itertools import cycle

from django.db import transaction

from institution import clock
from institution.models import AcademicYear, RoleGrant
from sls import workflow
from sls.demo import house, reading, statements
from sls.models import Requirement, Stakeholder, Statement

# Only these departments took part before last year: each statement takes seconds to typeset.
LONG_STANDING = ["library-and-learning-resources"]
Entries = list[tuple[int, dict]]  # each with its place in the list, which spreads their days


def build(say: Callable[[str], None], *, only: Collection[str] | None = None) -> None:
    """Every year in turn; what is there already stays.

    `only` names the departments whose statements are wanted, by their slugs; without it all are.
    """
    office = house.reviewer()
    for start in reading.all_years():
        year = AcademicYear.objects.get(start_year=start)
        opens = reading.dates(start)["opens_on"]
        with clock.at(opens):
            year = house.open_year(year, office)
        if year.state != AcademicYear.State.OPEN:
            continue
        entries = [
            (number, entry)
            for number, entry in enumerate(_writing())
            if (only is None or entry["slug"] in only) and _is_free(entry, year)
        ]
        if start == reading.all_years()[-1]:
            _present_year(year, entries, say)
        else:
            _past_year(year, entries, say)
            house.close_year(year, office)


def earlier(entry: dict) -> dict[str, str]:
    """The words of the years before the present one."""
    return {**entry["text"], **entry.get("earlier", {})}


def _is_free(entry: dict, year: AcademicYear) -> bool:
    """Whether the department is still there in the year, and has begun nothing."""
    asked = Requirement.objects.filter(department__slug=entry["slug"], academic_year=year)
    return asked.filter(statements=None).exists()


def _writing() -> list[dict]:
    return [entry for entry in reading.departments() if entry.get("text")]


def _past_year(year: AcademicYear, entries: Entries, say: Callable[[str], None]) -> None:
    is_last_year = year.start_year == reading.all_years()[-2]
    for number, entry in entries:
        if is_last_year or entry["slug"] in LONG_STANDING:
            say(f"{year.label} {entry['name']}: approved")
            day = reading.dates(year.start_year)["due_on"] + timedelta(days=number % 14)
            statements.finished(entry, year, texts=earlier(entry), day=day)


def _present_year(year: AcademicYear, entries: Entries, say: Callable[[str], None]) -> None:
    for number, entry in entries:
        build_state = PRESENT.get(entry["slug"])
        if build_state is None:
            continue
        say(f"{year.label} {entry['name']}: {build_state.__name__.strip('_').replace('_', ' ')}")
        with transaction.atomic():
            build_state(entry, year, number)


def _day(number: int, ago: int) -> date:
    """A day about `ago` days before today, not the same for every department."""
    return clock.today() - timedelta(days=ago + number % 5)


def _begun(entry: dict, year: AcademicYear, number: int) -> Statement:
    with clock.at(_day(number, 30), 9, 30 + number):
        return statements.begin(entry, year)


def _draft(entry: dict, year: AcademicYear, number: int) -> Statement:
    statement = _begun(entry, year, number)
    with clock.at(_day(number, 20), 14, 10):
        statements.write(statement, entry, texts=entry["text"], only=4)
    return statement


def _discarded(entry: dict, year: AcademicYear, number: int) -> Statement:
    statement = _begun(entry, year, number)
    with clock.at(_day(number, 29), 12, 15):
        return workflow.discard(statement, by=statements.head_of(statement.department))


def _draft_sent_for_advice(entry: dict, year: AcademicYear, number: int) -> Statement:
    statement = _draft(entry, year, number)
    with clock.at(_day(number, 3), 16, 40):
        workflow.ask_advice(
            statement,
            by=statements.head_of(statement.department),
            section=statement.sections.get(key="monitoring"),
            message="Is this the kind of evidence you look for, or is it too much detail?",
        )
    return statement


def _submitted(entry: dict, year: AcademicYear, number: int) -> Statement:
    statement = _begun(entry, year, number)
    with clock.at(_day(number, 16), 14, 10):
        statements.write(statement, entry, texts=entry["text"])
    with clock.at(_day(number, 9), 16, 45):
        return statements.submit(statement)


def _under_review(entry: dict, year: AcademicYear, number: int) -> Statement:
    statement = _submitted(entry, year, number)
    with clock.at(_day(number, 4), 9, 15):
        return workflow.take(statement, by=statements.judge_of(statement.department))


def _returned(entry: dict, year: AcademicYear, number: int) -> Statement:
    statement = _submitted(entry, year, number)
    with clock.at(_day(number, 3), 11, 30):
        return statements.return_it(statement, entry)


def _resubmitted(entry: dict, year: AcademicYear, number: int) -> Statement:
    statement = _returned(entry, year, number)
    with clock.at(_day(number, 1), 10, 20):
        statements.reply(statement, entry)
        by = statements.head_of(statement.department)
        for row in entry["review"]:
            section = statement.sections.get(key=row["section"])
            text = f"{section.text}\n\nThis was last checked with the teams concerned in November."
            workflow.save_text(section, by=by, text=text, version=section.version)
        return statements.submit(statement)


def _approved(entry: dict, year: AcademicYear, number: int) -> Statement:
    statement = _submitted(entry, year, number)
    with clock.at(_day(number, 2), 15, 5):
        return statements.approve(statement)


def _second_edition(entry: dict, year: AcademicYear, number: int) -> Statement:
    statement = _approved(entry, year, number)
    head = statements.head_of(statement.department)
    with clock.at(clock.today() - timedelta(days=1), 9, 5):
        edition = workflow.begin_edition(statement, by=head)
        section = edition.sections.get(key="contact")
        text = f"{section.text}\n\nOur telephone lines now open half an hour earlier, at 8.30am."
        workflow.save_text(section, by=head, text=text, version=section.version)
        edition = statements.submit(edition)
    with clock.at(clock.today() - timedelta(days=1), 16, 5):
        return statements.approve(edition)


PRESENT = {
    "library-and-learning-resources": _draft,
    "finance": _submitted,
    "it-service": _returned,
    "quality-and-standards-office": _submitted,
    "planning-and-academic-administration": _under_review,
    "student-desk": _approved,
    "estates-and-facilities": _second_edition,
    "student-support-health-and-wellbeing": _resubmitted,
    "campus-temps": _draft_sent_for_advice,
    "graduate-college": _approved,
    "sustainability": _draft,
    "research-development": _submitted,
    "learning-and-teaching-enhancement": _approved,
    "student-survey-unit": _discarded,
}
DISPUTES = [
    "Part of this is ours and part comes from the faculties. Let us put down who does what.",
    "We send this once a term, not every month. Please say what you need in between.",
    "This moved to another team last summer. We can tell you whom to name instead.",
]


def answers() -> None:
    """Some departments have confirmed or disputed what others say they depend on them for."""
    lines = Stakeholder.objects.filter(
        section__statement__state__in=["submitted", "approved"],
        section__statement__academic_year__state="open",
        is_dependency=True, response="", department__isnull=False,
    ).select_related("department", "section__statement")  # fmt: skip
    notes = cycle(DISPUTES)
    for number, line in enumerate(lines.order_by("pk")):
        heads = RoleGrant.objects.filter(department=line.department_id, role="head")
        grant = heads.first()
        if grant is None or number % 3 == 0:
            continue
        disputed = number % 7 == 1
        response = "disputed" if disputed else "confirmed"
        with clock.at(clock.today() - timedelta(days=1), 13, number % 60):
            workflow.answer_dependency(
                line, by=grant.person, response=response, note=next(notes) if disputed else "",
                as_seen=line.as_seen,
            )  # fmt: skip
