"""The house on one day: a library statement in one state, and something of everything beside it.

The table of access, the races and the hostile values all look at this scene, so that a new kind
of thing is added in one place.
"""

from datetime import date, timedelta

from django.utils import timezone

from actionplans import workflow as plan_workflow
from actionplans.models import Evidence, Milestone, Plan
from documents.attachments import Attached
from institution.importing import files, people
from institution.models import Closure, Import
from institution.workflow.imports import keep_import, plan_of
from kpis import workflow as kpi_workflow
from kpis.cases import Counted
from kpis.importing import enquiries, lists
from kpis.models import Intervention, Kpi, KpiReview, Measurement, UniversityKpi
from kpis.reports import with_readings
from sls import workflow
from sls.models import AnnualReturn, GoodPractice, Requirement, Service, Stakeholder, Statement
from tests import factories
from tests.actionplans import assessments, groups, plans
from tests.conftest import House
from tests.kpis.promises import make_promise, month, record
from tests.sls import reports, returns

STATES = ("draft", "submitted", "returned", "approved", "superseded", "discarded")


class Scene:
    """A library statement in `state`, Finance's approved one, and what belongs to both.

    Once it has been sent, the library's statement is in its second round: changes were asked for
    in `availability` and made.
    """

    def __init__(self, house: House, state: str) -> None:
        self.house, self.state = house, state
        self.next_year = factories.make_year(2027)
        self.offered = factories.make_requirement(house.library, self.next_year, tier="a")
        self.proposal = Requirement.objects.create(
            department=house.office, academic_year=self.next_year, tier="ab"
        )
        self.elsewhere = self._elsewhere()
        self.statement = self._begun()
        self.advice = workflow.ask_advice(self.statement, by=house.contributor, message="Enough?")
        self.comment = workflow.add_comment(
            self.statement, by=house.contributor, text="The desk moves in May."
        )
        self.note = workflow.add_comment(
            self.statement, by=house.reviewer, text="Ask a colleague.", internal=True
        )
        self.university_kpi = UniversityKpi.objects.create(name="Sustainable campus")
        self.measured = make_promise(house.library, house.year, by=house.head).kpi
        record(
            self.measured,
            month(house.year.start_year, 0, 93, 100),
            by=house.head,
            evidence=Attached("export.csv", "csv", b"Loans,93\n"),
        )
        self._intervene()
        self._count()
        self.token, _ = kpi_workflow.make_token(
            "Service desk", house.library, by=house.head,
            ends_on=timezone.localdate() + timedelta(days=90),
        )  # fmt: skip
        self.waiting_report, self.report = reports.asked(house), reports.ready(house)
        self.closure = Closure.objects.create(day=date(2027, 12, 24), label="Closed")
        self.annual_return = self._returned()
        self.request = None
        self.grant = house.contributor.role_grants.get()
        self.template = workflow.begin_template(by=house.reviewer)
        self.heading = self.template.headings.first()
        self.upload, self.stamp = self._uploaded()
        self.readings, self.readings_stamp = self._readings()
        self.cases, self.cases_stamp = self._cases()
        self._plan()
        self._walk()
        self.statement.refresh_from_db()

    def _plan(self) -> None:
        """An action plan in force: one action of the contributor's, an internal one, a rating; and
        a draft that a head elsewhere helps to write."""
        house, lead = self.house, self.house.lead
        plan = plans.make_plan(lead)
        self.action = plans.make_action(plan, lead, owner=house.contributor)
        self.internal_action = plans.make_action(
            plan, lead, text="Speak with the unions first.", is_public=False
        )
        self.plan = plan_workflow.put_in_force(plan, by=lead)
        self.plan = plan_workflow.publish_plan(self.plan, by=lead)
        self.rating = plans.rate(self.action, "amber", by=house.contributor)
        self.next_plan = plans.make_plan(lead, title="Plan of the next years", stage=2)
        self.planned_action = plans.make_action(self.next_plan, lead)
        self.plan_editor = plan_workflow.add_editor(self.plan, house.library_reviewer, by=lead)
        following = Plan(title="What follows", starts_on=date(2027, 10, 1), months=36)
        self.following = plan_workflow.begin_next(self.plan, following, by=lead)
        plan_workflow.add_editor(self.next_plan, house.head_elsewhere, by=lead)
        step, proof = Milestone(text="Ask around"), Evidence(text="Minutes")
        self.milestone = plan_workflow.save_milestone(self.action, step, by=lead)
        self.evidence = plan_workflow.add_evidence(self.action, proof, by=lead)
        self.plan_upload = plans.keep_plan(lead)
        self.group, self.member = groups.make_group(lead, members=[house.contributor])
        self.newcomer = groups.join(self.group, lead, name="Carl", starts_on=groups.day(1))
        self.meeting = groups.make_meeting(self.group, lead)
        self.item = self.meeting.items.first()
        self.round = groups.make_round(self.plan, lead)
        self._assess()

    def _assess(self) -> None:
        """The plan's self-assessment is begun, with something of each kind beside it."""
        plan, lead = self.plan, self.house.lead
        self.assessment = plan_workflow.begin_assessment(plan, by=lead)
        section = assessments.section(self.assessment, "resources")
        self.headcount = assessments.count_unit(self.assessment, lead)
        self.remark = plan_workflow.comment_on_section(section, by=lead, text="Which budget?")
        file = Attached("figures.csv", "csv", b"Unit,People\n")
        self.attached = plan_workflow.attach(
            self.assessment, by=lead, key="structures", title="Figures", file=file
        )
        self.consultation = assessments.hear(plan, lead, note="Not for print.")
        self.measure = assessments.measure(plan, lead, kpi=self.measured)
        self.question_draft = plan_workflow.begin_assessment_template(2, by=lead)

    def _count(self) -> None:
        """The census is held; later another KPI comes, which is not frozen yet."""
        self.house.year.census_on = timezone.localdate()
        self.house.year.save()
        kpi_workflow.hold_census(self.house.year, by=self.house.reviewer)
        make_promise(self.house.finance, self.house.year, by=self.house.head_elsewhere)

    def _returned(self) -> AnnualReturn:
        """The library's return of another year, about as far as the statement."""
        house, year = self.house, self.next_year
        year.census_on = timezone.localdate()
        year.save()
        workflow.open_returns(year)
        annual_return = AnnualReturn.objects.get(department=house.library)
        returns.fill_in(annual_return, by=house.contributor, head=house.head)
        said = {"title": "A desk", "what": "At noon.", "why": "Queues are shorter."}
        practice = GoodPractice(annual_return=annual_return, **said)
        self.offered_practice = workflow.save_practice(practice, by=house.head)
        if self.state == "draft":
            return annual_return
        annual_return = workflow.submit_return(annual_return, by=house.head)
        if self.state == "discarded":
            return annual_return
        if self.state == "returned":
            asked = {"year": "Which month?"}
            return workflow.ask_return_changes(annual_return, by=house.reviewer, asked=asked)
        friend = house.head_elsewhere
        workflow.choose_friend(annual_return, by=house.reviewer, person=friend)
        annual_return = workflow.answer_as_friend(annual_return, by=friend, answers=returns.ANSWERS)
        if self.state == "submitted":
            return annual_return
        document = factories.quick_return(annual_return, by=house.reviewer)
        return workflow.accept_return(annual_return, by=house.reviewer, document=document)

    @property
    def practice(self) -> GoodPractice:
        """What the library's return offers, as it is now."""
        found = GoodPractice.objects.filter(pk=self.offered_practice.pk).first()
        return found or self.offered_practice

    @property
    def review(self) -> KpiReview:
        """The library's other KPI in the year, as it was frozen."""
        return self.measured.reviews.get()

    def _intervene(self) -> None:
        """The library does something about its figures."""
        start = self.house.year.start_year
        kpi_workflow.plan_intervention(
            self.measured,
            Intervention(
                title="A second desk", starts_on=date(start, 9, 1), review_on=date(start + 1, 6, 1)
            ),
            by=self.house.head,
        )

    @property
    def measurement(self) -> Measurement:
        """The reading that there is of the library's other KPI."""
        return self.measured.measurements.earliest("period_start")

    @property
    def intervention(self) -> Intervention:
        """What the library does about it."""
        return self.measured.interventions.earliest("pk")

    def _elsewhere(self) -> Statement:
        """Finance's approved statement, which depends on the library."""
        house = self.house
        requirement = factories.make_requirement(house.finance, house.year, tier="a")
        statement = house.filled(requirement, by=house.head_elsewhere)
        self._depend(statement, on=house.library, by=house.head_elsewhere)
        workflow.submit(statement, by=house.head_elsewhere)
        return _approved(statement, by=house.reviewer)

    def _uploaded(self) -> tuple[Import, str]:
        """A list of people that the reviewer has uploaded, and the stamp of what it would do."""
        table = files.read(b"E-mail,Name\nida@kept.example,Ida Marsh\n", people.COLUMNS)
        upload = keep_import("people", "list.csv", table, by=self.house.reviewer)
        return upload, plan_of(upload, by=self.house.reviewer).stamp()

    def _readings(self) -> tuple[Import, str]:
        """A list of readings that the head has uploaded, and the stamp of what it would do."""
        library, head, start = self.house.library, self.house.head, self.house.year.start_year
        said = f"KPI,From,Part,Whole\n{self.measured},{start}-09-01,91,100\n"
        table = files.read(said.encode(), lists.COLUMNS)
        upload = kpi_workflow.keep_readings(library, "readings.csv", table, by=head)
        return upload, kpi_workflow.plan_of_readings(upload, library, by=head).stamp()

    def _cases(self) -> tuple[Import, str]:
        """Enquiries that the head has uploaded, and the stamp of what they come to."""
        head, start = self.house.head, self.house.year.start_year
        counted = Counted(2, counts={"": {f"{start}-09-01": [1, 1, 0]}})
        upload = kpi_workflow.keep_cases(
            self.measured, "cases.csv", counted, by=head, sha256="0" * 64, days=None,
            as_at=f"{start}-09-30",
        )  # fmt: skip
        kpi = with_readings(Kpi.objects.filter(pk=self.measured.pk)).get()
        return upload, enquiries.plan(upload, kpi, [], by=head).stamp()

    def _begun(self) -> Statement:
        statement = self.house.filled()
        rooms = Service(name="Study rooms", audiences=["students"])
        workflow.add_row(statement.sections.get(key="summary"), rooms, by=self.house.contributor)
        kpis = statement.sections.get(key="kpis")
        factories.make_kpi(kpis, by=self.house.contributor, title="Loans renewed")
        self.dependency = self._depend(statement, on=self.house.finance, by=self.house.contributor)
        return statement

    @staticmethod
    def _depend(statement: Statement, *, on, by) -> Stakeholder:
        row = Stakeholder(name=str(on), department=on, is_dependency=True, depends_on="Records")
        return workflow.add_row(statement.sections.get(key="stakeholders"), row, by=by)

    def _walk(self) -> None:
        head, reviewer, statement = self.house.head, self.house.reviewer, self.statement
        if self.state == "draft":
            return
        if self.state == "discarded":
            workflow.discard(statement, by=head)
            return
        self._ask_for_changes()
        if self.state == "returned":
            return
        self._answer_and_send()
        if self.state == "submitted":
            return
        self._decide()
        _approved(statement, by=reviewer)
        if self.state == "superseded":
            later = workflow.begin_edition(statement, by=head)
            _approved(workflow.submit(later, by=head), by=reviewer)

    def _ask_for_changes(self) -> None:
        reviewer, section = self.house.reviewer, self.section("availability")
        workflow.submit(self.statement, by=self.house.head)
        workflow.take(self.statement, by=reviewer)
        self.request = workflow.note_request(
            section, by=reviewer, kind="unclear", text="Which days?"
        )
        workflow.return_for_changes(self.statement, by=reviewer)
        self.request.refresh_from_db()

    def _answer_and_send(self) -> None:
        section = self.section("availability")
        workflow.save_text(
            section, by=self.house.contributor, text="Daily, 8 to 22.", version=section.version
        )
        workflow.submit(self.statement, by=self.house.head)
        workflow.note_request(
            section, by=self.house.reviewer, kind="unclear", text="On Sundays too?"
        )

    def _decide(self) -> None:
        """The note that was not sent is dropped, as before an approval it has to be."""
        workflow.drop_request(self.section("availability"), by=self.house.reviewer)

    def section(self, key: str):
        return self.statement.sections.get(key=key)

    def row(self, part: str):
        """The library's first row of a part: services, not_delivered, stakeholders or standards."""
        keys = {"services": "summary", "standards": "standards"}
        return getattr(self.section(keys.get(part, part)), part).first()

    @property
    def kpi(self):
        return self.section("kpis").kpis.first()

    @property
    def document(self):
        """The library's signed document, or Finance's while there is none."""
        return self.statement.document or self.elsewhere.document


def _approved(statement: Statement, *, by) -> Statement:
    document = factories.quick_document(statement, by=by)
    return workflow.approve(statement, by=by, document=document)
