"""Statements in each state, each of a department of its own, as the verbs make them."""

from datetime import timedelta

from django.utils import timezone

from institution import autosave
from institution.models import AcademicYear, User
from sls import workflow
from sls.models import (
    AdviceRequest,
    ChangeRequest,
    Requirement,
    Section,
    Service,
    Stakeholder,
    Statement,
)
from tests import factories
from tests.conftest import House

LONG_NAME = (
    "Human Resources, Organisational Development and Internationalisation (including Equality, "
    "Diversity and Inclusion)"
)
LONG_WORD = "Wissenschaftsorganisationsentwicklungszusammenarbeit"
TEXT = f"""The desk answers questions, lends and takes back, and shows people round.

- By **e-mail** and telephone, every working day
- At the desk:
  - in term, until late
  - in vacations, in the mornings

Write to [the desk](https://library.example/{LONG_WORD}/{LONG_WORD}) for anything else.

| Card | Price | Who may have one |
| --- | --- | --- |
| Reader | Free of charge | Everybody who studies or works here |
| Visitor | 25 pounds a year | Others, with a letter |
"""


class StatementWorld(House):
    """What a world does to have a statement in some state."""

    def head_of(self, about: Statement | Requirement) -> User:
        """The head of the department that a statement or requirement is of."""
        return about.department.role_grants.filter(role="head").first().person

    def section(self, statement: Statement, key: str) -> Section:
        return statement.sections.get(key=key)

    def _describe_the_library(self) -> None:
        self.library.summary = "Books, rooms to read in, and people who know where things are."
        self.library.phone, self.library.web = "01227 922000", "https://library.example"
        self.library.save()
        self.template.introduction = TEXT
        self.template.section_b_guidance = "Two or three promises that **matter**."
        self.template.save()
        self.deputy = factories.make_person(
            "deputy", role="contributor", department=self.library, name=f"Orla {LONG_WORD}"
        )

    def _owing(self, name: str, tier: str = "ab", year: AcademicYear | None = None) -> Requirement:
        """What a new department with a head of its own owes."""
        department = factories.make_department(name, email="somebody@kept.example")
        department.slug = f"unit-{department.pk}"
        department.save()
        head = factories.make_person(department.slug, role="head", department=department)
        head.name = f"Head of {name}"[:150]
        head.save()
        return factories.make_requirement(department, year or self.year, tier)

    def _begun(self, name: str, tier: str = "ab") -> Statement:
        requirement = self._owing(name, tier)
        return workflow.start(requirement, by=self.head_of(requirement))

    def _write(self, statement: Statement, text: str = TEXT) -> None:
        """Fill everything in as its head, with text that has a list, a table and a long address."""
        head = self.head_of(statement)
        factories.fill_in(statement, by=head)
        for section in statement.sections.exclude(heading=None):
            workflow.save_text(section, by=head, text=text, version=section.version)

    def _depend(self, statement: Statement, on, words: str = "enrolment records by May") -> None:
        row = Stakeholder(name=f"{on} team", department=on, is_dependency=True, depends_on=words)
        by = self.head_of(statement)
        workflow.add_row(self.section(statement, "stakeholders"), row, by=by)

    def _sent(self, name: str, tier: str = "ab", text: str = TEXT) -> Statement:
        statement = self._begun(name, tier)
        self._write(statement, text)
        self._depend(statement, self.library)
        return workflow.submit(statement, by=self.head_of(statement))

    def _sign(self, statement: Statement) -> Statement:
        document = factories.quick_document(statement, by=self.reviewer)
        return workflow.approve(statement, by=self.reviewer, document=document)

    def _last_year(self) -> Statement:
        year = factories.make_year(2025)
        statement = self.approved_of_library(year)
        year.state = "closed"
        year.save()
        return statement

    def approved_of_library(self, year: AcademicYear) -> Statement:
        """The library's approved statement of a year."""
        requirement = factories.make_requirement(self.library, year)
        statement = self.filled(requirement)
        return self._sign(workflow.submit(statement, by=self.head))

    def _half_written(self) -> Statement:
        """The library's draft, begun from last year's: long rows, a gap, a colleague typing."""
        statement = workflow.start(self.requirement, by=self.head, begin_from=self.last)
        summary = self.section(statement, "summary")
        workflow.save_text(summary, by=self.head, text=TEXT, version=summary.version)
        for name in (f"Loans of {LONG_WORD}", "Reading rooms"):
            row = Service(
                name=name, audiences=["students", "staff"], availability="9 to 5 " * 6,
                how_to_reach=f"{LONG_WORD}@library.example",
            )  # fmt: skip
            workflow.add_row(summary, row, by=self.head)
        kpis = self.section(statement, "kpis")
        for vague in ("Timely", "Better", "Improved"):  # of which the coach has something to say
            workflow.add_kpi(kpis, by=self.head, title=f"{vague} {LONG_WORD}", shape="change")
        self._depend(statement, self.finance, words="")
        page = summary.get_absolute_url()
        autosave.keep_sent(self.deputy, page, {"text": ["Something else."]})
        workflow.add_comment(statement, by=self.head, text="Who checks the hours?")
        return statement

    def _advice(self) -> AdviceRequest:
        workflow.ask_advice(self.draft, by=self.head, message="Is the whole of it enough?")
        section = self.section(self.draft, "summary")
        advice = workflow.ask_advice(self.draft, by=self.head, section=section, message="Too long?")
        self.answered = workflow.ask_advice(self.draft, by=self.contributor, message="Too short?")
        workflow.answer_advice(self.answered, by=self.reviewer, comments={"": "Just right."})
        return advice

    def _ask_for_changes(self, statement: Statement) -> None:
        workflow.take(statement, by=self.reviewer)
        section = self.section(statement, "availability")
        words = f"Which days? {LONG_WORD} {LONG_WORD}"
        workflow.note_request(section, by=self.reviewer, kind="incomplete", text=words)
        workflow.return_for_changes(statement, by=self.reviewer, message="Nearly there.")

    def _reviewed(self) -> Statement:
        """In its second round: what was asked for is done, and something else is noted."""
        statement = self._sent(LONG_NAME)
        self._ask_for_changes(statement)
        head, section = self.head_of(statement), self.section(statement, "availability")
        request = ChangeRequest.objects.get(section=section)
        workflow.add_comment(
            statement, by=head, section=section, change_request=request, text="All of them now."
        )
        workflow.save_text(
            section, by=head, text=TEXT.replace("term", "spring"), version=section.version
        )
        statement = workflow.submit(statement, by=head)
        summary = self.section(statement, "summary")
        workflow.note_request(summary, by=self.reviewer, kind="unclear", text="Who is the desk?")
        workflow.add_comment(
            statement, by=self.reviewer, section=summary, text="Ask Finance.", internal=True
        )
        self.comment = workflow.add_comment(statement, by=self.reviewer, text="Thank you.")
        return workflow.take(statement, by=self.reviewer)

    def _returned(self) -> Statement:
        statement = self._sent("Student Records")
        self._ask_for_changes(statement)
        statement.refresh_from_db()
        section = self.section(statement, "summary")
        workflow.reopen_section(section, by=self.head_of(statement), reason="The desk has moved.")
        return statement

    def _approved(self) -> Statement:
        """A statement in force with more services than one page of the directory shows."""
        statement = self._begun("Registry")
        self._write(statement)
        summary = self.section(statement, "summary")
        for number in range(32):
            row = Service(name=f"Certificate of kind {number}", availability="Every working day")
            workflow.add_row(summary, row, by=self.head_of(statement))
        self._depend(statement, self.library)
        statement = self._sign(workflow.submit(statement, by=self.head_of(statement)))
        line = Stakeholder.objects.get(section__statement=statement, department=self.library)
        workflow.answer_dependency(
            line, by=self.head, response="disputed", note="By June.", as_seen=line.as_seen
        )
        return statement

    def _two_editions(self) -> tuple[Statement, Statement]:
        first = self._sign(self._sent("Computing"))
        second = workflow.begin_edition(first, by=self.head_of(first))
        self._sign(workflow.submit(second, by=self.head_of(first)))
        first.refresh_from_db()
        second.refresh_from_db()
        return first, second

    def _late(self) -> Statement:
        """A draft of a year whose day has passed."""
        year = factories.make_year(
            2023, opens_on=None, due_on=timezone.localdate() - timedelta(days=3)
        )
        requirement = self._owing("Careers abroad", "a", year)
        return workflow.start(requirement, by=self.head_of(requirement))

    def _renewed(self) -> Requirement:
        """A department that has not begun yet, and can begin from last year's statement."""
        requirement = self._owing("Catering")
        year = AcademicYear.objects.get(start_year=2025)
        year.state = "open"
        year.save()
        before = factories.make_requirement(requirement.department, year)
        statement = workflow.start(before, by=self.head_of(before))
        self._write(statement)
        self._sign(workflow.submit(statement, by=self.head_of(before)))
        year.state = "closed"
        year.save()
        return requirement
