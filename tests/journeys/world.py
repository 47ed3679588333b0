"""A university in the middle of its year, for visits to its pages: something in every state."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from allauth.account.app_settings import PASSWORD_RESET_TOKEN_GENERATOR
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.utils import timezone

from documents.attachments import Attached
from institution.importing import departments, files, people
from institution.models import AcademicYear, User
from institution.workflow import add_closures, keep_import
from kpis import workflow as kpi_workflow
from kpis.cases import Counted
from kpis.figures import Figures
from kpis.importing import lists
from kpis.models import Intervention, Kpi, Token, UniversityKpi
from sls import workflow
from sls.models import (
    AnnualReturn,
    ChangeRequest,
    CommitteeReport,
    GoodPractice,
    Requirement,
    Stakeholder,
)
from tests import factories
from tests.journeys.statement_world import LONG_WORD, TEXT, StatementWorld
from tests.kpis.promises import CHANGE, make_promise, month, record
from tests.sls import reports, returns

GOOD_LIST = f"""E-mail,Name,Job title,Department,Role,Role department
ida@kept.example,Ida Marsh,Adviser,Library,contributor,Library
{LONG_WORD}@kept.example,Owen {LONG_WORD},,Finance,head,Finance
"""
EXPORT = Attached(f"{LONG_WORD}.csv", "csv", b"Answered,84\n")
FAULTY_LIST = "Name,E-mail\nEstates,not an address\nEstates,\n"


class World(StatementWorld):
    """Statements in each state, each of a department of its own, and what else pages are about."""

    def __init__(self) -> None:
        super().__init__()
        self._describe_the_library()
        self.last = self._last_year()
        self.draft = self._half_written()
        self.advice = self._advice()
        self.blank = self._begun("Careers")
        self.sent = self._sent("Estates", "a")
        self.reviewed = self._reviewed()
        self.returned = self._returned()
        self.approved = self._approved()
        self.superseded, self.current = self._two_editions()
        self.late = self._late()
        self.offered = self._owing("Sport", "a")
        self.renewed = self._renewed()
        self.paused = factories.make_year(2024, "paused", still_asked="Keep your web page up.")
        factories.make_requirement(self.library, self.paused)
        self._plan_next_year()
        self.new_template = workflow.begin_template(by=self.reviewer)
        self.good_list = self._uploaded("people", GOOD_LIST, people.COLUMNS)
        self.faulty_list = self._uploaded("departments", FAULTY_LIST, departments.COLUMNS)
        self.newcomer = factories.make_person("newcomer", name="Nia Newcomer")
        self.passwordless = factories.make_person("single-sign-on", name="Sam Sign-On")
        self.passwordless.set_unusable_password()
        self.passwordless.save()
        self.university_kpi = UniversityKpi.objects.get()
        self.measured, self.counted = self._measured()
        self.tokens = self._tokens()
        closed = [date(2026, 12, number) for number in (24, 29, 30, 31)]
        add_closures(closed, f"Closed, {LONG_WORD}", by=self.reviewer)
        self.good_readings = self._readings("Part,Whole", "97,100", by=self.head)
        self.faulty_readings = self._readings("Part,State", "=1+1,perhaps", by=self.contributor)
        self.cases = self._cases()
        self._returns()
        self.reports = self._reports()
        self.careful = factories.make_person("careful", name="Cara Careful")
        TOTP.activate(self.careful, generate_totp_secret())
        RecoveryCodes.activate(self.careful)
        self.library.refresh_from_db()

    def _measured(self) -> list[Kpi]:
        """A share with two years of readings and something done about it, and a number."""
        before = AcademicYear.objects.get(start_year=2023)
        share = make_promise(self.library, before, by=self.head, title=f"Answers, {LONG_WORD}").kpi
        for number in range(20):
            said = month(2023 + number // 12, number % 12, 84 + number % 3 + 8 * (number > 11), 100)
            said = replace(said, comment="The desk was closed for a week.")
            record(share, said, by=self.head, evidence=None if number else EXPORT)
        kpi_workflow.plan_intervention(
            share,
            Intervention(
                title="A second person at the desk", description="In the first hours.",
                starts_on=date(2024, 8, 1), review_on=date(2025, 6, 1),
            ),
            by=self.head,
        )  # fmt: skip
        number = make_promise(self.library, before, by=self.head, title="Complaints", **CHANGE).kpi
        for month_number in range(6):
            record(number, month(2023, month_number, 20 + month_number), by=self.head)
        self._count(before, share)
        return [share, number]

    def _returns(self) -> None:
        """Returns of last year: the library's half written, Catering's with its friend's answer,
        Finance's just sent; and an accepted one of a year before."""
        year = self.last.academic_year
        factories.make_requirement(self.finance, year)
        year.census_on = timezone.localdate()
        year.save()
        kpi = Kpi.objects.get(department__name="Catering", state="active")
        for number, (start, end) in enumerate(kpi.promises.get().asked_periods[:3]):
            parts = {"numerator": Decimal(97 + number), "denominator": Decimal(100)}
            said = Figures(start, end, **parts, comment="As noted.")
            record(kpi, said, by=self.head_of(kpi))
        workflow.open_returns(year)
        found = {str(one.department): one for one in AnnualReturn.objects.all()}
        self.half_return = found["Library"]
        part = self.half_return.parts.get(key="year")
        workflow.save_return_part(part, by=self.head, text=TEXT, version=part.version)
        self.practice = self._offer(self.half_return, "A desk at noon")
        self.sent_return = self._send_return(found["Finance"])
        self.answered_return = self._answer(self._send_return(found["Catering"]))
        before = AcademicYear.objects.get(start_year=2023)
        workflow.open_returns(before)
        accepted = AnnualReturn.objects.get(academic_year=before)
        self._offer(accepted, "One list for all")
        shelved = self._offer(accepted, "Answers on one page")
        accepted = self._answer(self._send_return(accepted))
        document = factories.quick_return(accepted, by=self.reviewer)
        self.accepted_return = workflow.accept_return(accepted, by=self.reviewer, document=document)
        workflow.shelve_practice(shelved, by=self.reviewer, is_on=True)

    def _offer(self, annual_return: AnnualReturn, title: str) -> GoodPractice:
        head = annual_return.department.role_grants.filter(role="head").first().person
        practice = GoodPractice(
            annual_return=annual_return, title=title, what=TEXT, why="It helps."
        )
        return workflow.save_practice(practice, by=head)

    def _send_return(self, annual_return: AnnualReturn) -> AnnualReturn:
        head = annual_return.department.role_grants.filter(role="head").first().person
        returns.fill_in(annual_return, by=head, head=head)
        part = annual_return.parts.get(key="year")
        workflow.save_return_part(part, by=head, text=TEXT, version=part.version)
        return workflow.submit_return(annual_return, by=head)

    def _answer(self, annual_return: AnnualReturn) -> AnnualReturn:
        workflow.choose_friend(annual_return, by=self.reviewer, person=self.head)
        answers = {**returns.ANSWERS, "ideas": TEXT}
        return workflow.answer_as_friend(annual_return, by=self.head, answers=answers)

    def _reports(self) -> dict[str, CommitteeReport]:
        """A report for the committee in each state; the finished one is of a year with figures."""
        measured = AcademicYear.objects.get(start_year=2023)
        themes = [(f"Term, {LONG_WORD}", TEXT)]
        return {
            "queued": reports.asked(self), "running": reports.running(self),
            "failed": reports.failed(self), "cancelled": reports.cancelled(self),
            "ready": reports.ready(self, measured, themes=themes, risks=TEXT),
            "stale": reports.stale(self),
        }  # fmt: skip

    def _count(self, year: AcademicYear, share: Kpi) -> None:
        """The census of the year is held; then its readings are corrected."""
        year.census_on = timezone.localdate()
        year.save()
        kpi_workflow.hold_census(year)
        first = share.measurements.first()
        said = replace(month(2023, 0, 20, 100), comment="Recounted.")
        kpi_workflow.correct_measurement(
            first, said, by=self.head, version=first.version, reason="Counted twice."
        )
        review = share.reviews.get()
        kpi_workflow.save_review(review, by=self.head, version=1, words=(TEXT, "Mornings count."))

    def _tokens(self) -> list[Token]:
        """A program of the library's that is let in, and one that was."""
        until = timezone.localdate() + timedelta(days=140)
        made = [
            kpi_workflow.make_token(
                name, self.library, by=self.head, ends_on=until, kpis=[self.measured]
            )[0]
            for name in ("Service desk", "The old service desk")
        ]
        return [made[0], kpi_workflow.revoke_token(made[1], by=self.head)]

    def _readings(self, heading: str, cells: str, *, by: User) -> list[Any]:
        """The address of a list of two readings of the share that somebody has uploaded."""
        rows = "".join(f"{self.measured},2023-{month:02d}-01,{cells}\n" for month in (8, 9))
        table = files.read(f"KPI,From,{heading}\n{rows}".encode(), lists.COLUMNS)
        upload = kpi_workflow.keep_readings(self.library, "readings.csv", table, by=by)
        return [self.library.slug, upload.pk]

    def _cases(self) -> list[int]:
        """The address of enquiries that the head has uploaded: new, corrected, missed, faulty."""
        told = [
            ["Desk", "2023-08-01", [95, 100, 0]],
            ["Desk", "2025-05-01", [70, 100, 0]],
            [LONG_WORD, "2025-06-01", [9, 10, 3]],
        ]
        counted = Counted(
            214, wrong=1, unclear=True, columns={"received": "Logged", "answered": "Closed",
            "queue": "Team"}, problems=[(7, "It was answered before it was received.")],
            counts={queue: {} for queue, _, _ in told},
        )  # fmt: skip
        for queue, period, sums in told:
            counted.counts[queue][period] = sums
        upload = kpi_workflow.keep_cases(
            self.measured, "enquiries.csv", counted, by=self.head, sha256="0" * 64, days=None,
            as_at="2025-07-01", zone="uk",
        )  # fmt: skip
        return [self.measured.pk, upload.pk]

    @property
    def place_of_reading(self) -> list[int]:
        """The address of a reading."""
        return [self.measured.pk, self.measured.measurements.first().pk]

    @property
    def place_of_intervention(self) -> list[int]:
        """The address of what was done about the figures."""
        return [self.measured.pk, self.measured.interventions.first().pk]

    def person(self, name: str) -> User | None:
        """Somebody by name: "reviewer", "head of returned", or "" for a visitor."""
        if name.startswith("head of "):
            return self.head_of(getattr(self, name.removeprefix("head of ")))
        return getattr(self, name) if name else None

    @property
    def kpi(self):
        return self.section(self.draft, "kpis").kpis.first()

    @property
    def place_of_row(self) -> list[Any]:
        """The address of a service in the library's draft."""
        summary = self.section(self.draft, "summary")
        return [self.draft.pk, "summary", "services", summary.services.last().pk]

    @property
    def place_of_heading(self) -> list[int]:
        """The address of a heading in the new template."""
        return [self.new_template.pk, self.new_template.headings.first().pk]

    @property
    def key_to_password(self) -> list[str]:
        """The two parts of the address where the newcomer chooses a password."""
        key = PASSWORD_RESET_TOKEN_GENERATOR().make_token(self.newcomer)
        return [user_pk_to_url_str(self.newcomer), key]

    @property
    def request(self) -> ChangeRequest:
        """What was asked of the department that makes changes now."""
        return ChangeRequest.objects.get(section__statement=self.returned)

    @property
    def dependency(self) -> Stakeholder:
        """A line of another statement that the library has to answer."""
        return Stakeholder.objects.get(section__statement=self.sent, department=self.library)

    def _plan_next_year(self) -> None:
        """Next year is planned; one requirement in it is proposed and waits to be decided."""
        self.next_year = factories.make_year(2027, "planned")
        self.proposal = Requirement.objects.create(
            department=self.library, academic_year=self.next_year, tier="ab"
        )

    def _uploaded(self, kind: str, rows: str, columns):
        table = files.read(rows.encode(), columns)
        return keep_import(kind, f"{kind}.csv", table, by=self.reviewer)
