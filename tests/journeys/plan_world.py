"""A university with action plans, for visits to their pages: something in every state."""

from datetime import date, timedelta

from django.utils import timezone

from actionplans import workflow
from actionplans.assessments import gathering
from actionplans.importing import PlanRow
from actionplans.models import Action, Charter, Evidence, Milestone, Plan
from institution.models import Import, User
from tests.actionplans import assessments, groups
from tests.actionplans.plans import keep_plan, make_action, make_plan, rate
from tests.conftest import House
from tests.kpis.promises import make_promise, month, record

LONG_WORD = "Wissenschaftsorganisationsentwicklungszusammenarbeit"
STATUS = "\n".join([f"It was said on every page, and at {LONG_WORD}."] * 12)
TABLE = """Each division has its own team.

| Division | Teams |
|---|---|
| Sciences | 4 |

- One route to each grade
- **No post without a description**
"""
STEPS = [
    # theme, timescale, rating, what was said
    ("V", "Spring 2026", "green", "The page is there, and 135 people came in its first month."),
    ("V", "Ongoing", "amber", "Two of six divisions have named somebody.\n\nThe others follow."),
    ("R", "Summer 2026", "red", "The scheme was rewritten, and this waits for the new one."),
    ("R", "Starting Autumn 2025", "", ""),
    ("C", "Autumn 2025 & Autumn 2026", "amber", f"Held once. See {LONG_WORD}."),
    ("S", "AY 2026-27", "", ""),
    ("I", "TBC", "green", "Done, but not yet counted; further work is needed."),
]


class PlanWorld(House):
    """A plan in force in which things have happened, a draft, and one with nothing in it."""

    def __init__(self) -> None:
        super().__init__()
        self.charter = Charter.objects.create(name="Athena SWAN")
        self.plan = make_plan(self.lead, title="Action plan 2025 to 2027")
        for number, (theme, timescale, *_) in enumerate(STEPS):
            make_action(
                self.plan, self.lead, theme=theme, timescale_words=timescale,
                owner=self.contributor if number == 1 else f"HR / {LONG_WORD}",
                follows="R001" if number == 4 else "", is_public=number != 3,
            )  # fmt: skip
        workflow.put_in_force(self.plan, by=self.lead)
        self._happen()
        workflow.extend_plan(
            self.plan, by=self.lead, until=date(2028, 3, 31), reason="The survey came late."
        )
        self.draft = make_plan(self.lead, title="Action plan 2027 to 2030", stage=2)
        self.planned = make_action(self.draft, self.lead)
        workflow.add_editor(self.draft, self.head_elsewhere, by=self.lead)
        self._meet()
        self.empty = make_plan(self.lead, title="Nothing in it yet", stage=3)
        self.plan = Plan.objects.get(pk=self.plan.pk)
        self.read_plan, self.faulty_plan = self._read_plans()

    def _read_plans(self) -> list[Import]:
        """A plan that was read without a doubt, and one that cannot be imported as it is."""
        words = f"Publish the register of skills, {LONG_WORD}"
        said = {"owner": "Library/TCWG", "timescale": "Autumn 2025 & Autumn 2026"}
        first = PlanRow("Visibility", "V001", "Name a champion", **said, rag="green", status=STATUS)
        others = [
            PlanRow("Recognition", f"R{number:03}", words, "HR", "31 June 2025", "red")
            for number in range(1, 4)
        ]
        again = PlanRow(
            "", "V001", "Open a route to registration", place="table 1, row 3",
            warnings=["The colour of the cell may be amber or red."],
        )  # fmt: skip
        good = keep_plan(self.lead, first, *others)
        return [good, keep_plan(self.lead, again, first, file_name=f"{LONG_WORD}.xlsx")]

    def _happen(self) -> None:
        """Ratings, a moved timescale, steps and evidence."""
        actions = list(self.plan.actions.order_by("position"))
        for action, (_, _, value, text) in zip(actions, STEPS, strict=True):
            if value:
                said = {"is_redefined": True, "cause": "pandemic"} if value == "red" else {}
                rate(action, value, by=self.lead, text=text, **said)
        self.action = Action.objects.get(pk=actions[1].pk)
        self.action.timescale_words, self.action.impact = "Ongoing until 2028", "By a survey."
        self.action.review_on = timezone.localdate() + timedelta(days=20)
        workflow.change_action(
            self.action, by=self.lead, reason=f"The building is late: {LONG_WORD}.",
            cause="funding", charters=[self.charter],
        )  # fmt: skip
        step, proof = (
            Milestone(text="Ask the divisions", due_on=date(2026, 3, 1)),
            Evidence(text=f"Survey of March 2026, {LONG_WORD}", url="https://kept.example/survey"),
        )
        self.milestone = workflow.save_milestone(self.action, step, by=self.lead)
        workflow.add_evidence(self.action, proof, by=self.lead)

    def publish(self) -> list[int]:
        """Put the plan in force on the public page, with its progress; its key."""
        plan = workflow.publish_plan(self.plan, by=self.lead)
        plan.progress_at = timezone.now()
        plan.save()
        return [plan.pk]

    def carry_forward(self) -> list[int]:
        """Begin what follows the plan in force, say what becomes of two actions; its key."""
        following = Plan(title="Action plan 2028 to 2031", starts_on=date(2028, 4, 1), months=36)
        self.following = workflow.begin_next(self.plan, following, by=self.lead)
        first, second = self.plan.actions.order_by("position")[:2]
        said = {"kind": "completed", "sentence": "The page is there."}
        workflow.dispose([first], by=self.lead, **said)
        said = {"kind": "extended", "sentence": f"All divisions take part: {LONG_WORD}."}
        workflow.dispose([second], by=self.lead, **said)
        return [self.plan.pk]

    def _meet(self) -> None:
        """A group that has met once and meets today, and a round that is open."""
        self.group, _ = groups.make_group(self.lead, members=[self.contributor])
        groups.join(self.group, self.lead, name=f"Ola {LONG_WORD}", ends_on=groups.day(-9))
        self.newcomer = groups.join(
            self.group, self.lead, name=f"Una {LONG_WORD}", starts_on=groups.day(1)
        )
        before = groups.make_meeting(self.group, self.lead, on=groups.day(-42))
        item = before.items.get(title="The symposium")
        item.outcome, item.note = "decided", f"In March, at {LONG_WORD}."
        workflow.change_item(item, by=self.lead)
        workflow.close_meeting(before, by=self.lead)
        self.held = before
        self.meeting = groups.make_meeting(self.group, self.lead)
        closed = groups.make_round(self.plan, self.lead, title="Quarter 4 of 2026")
        workflow.close_round(closed, by=self.lead)
        self.round = groups.make_round(self.plan, self.lead, meeting=self.meeting)
        rate(self.action, "amber", by=self.contributor, text="Three of six.")

    @property
    def place_of_item(self) -> list[int]:
        """The address of an item about an action."""
        return [self.meeting.pk, self.meeting.items.exclude(action=None).first().pk]

    def assess(self) -> list[int]:
        """Begin the self-assessment, with something of everything in it."""
        lead, plan = self.lead, self.plan
        self.assessment = workflow.begin_assessment(plan, by=lead)
        for key in ("structures", "rag", "voice"):
            assessments.write(self.assessment, key, TABLE, by=lead)
        self.unit = assessments.count_unit(self.assessment, lead, led_by="Technical manager")
        assessments.count_unit(
            self.assessment, lead, unit=LONG_WORD, technicians=12, apprentices=0, note="Since May."
        )
        self.heard = assessments.hear(
            plan, lead, action=self.action, theme=self.action.theme, note="Ask them again."
        )
        kpi = make_promise(self.library, self.year, by=self.head).kpi
        record(kpi, month(self.year.start_year, 0, 2, 3), by=self.head)
        self.measure = assessments.measure(plan, lead, [self.action], kpi=kpi)
        assessments.measure(plan, lead, repeat_value=55, title=f"Views of {LONG_WORD}", unit="")
        part = assessments.section(self.assessment, "structures")
        workflow.comment_on_section(part, by=self.signatory, text="Are these all?")
        self.asking = workflow.begin_assessment_template(plan.stage + 1, by=lead)
        return [plan.pk]

    def send_out(self) -> list[int]:
        """Complete the self-assessment, and have the lead sign it."""
        plan = Plan.objects.get(pk=self.plan.pk)
        workflow.dispose(
            list(plan.actions.undecided()), by=self.lead, kind="completed", sentence="It is there."
        )
        for action in self.following.actions.live():
            action.impact = action.impact or "By a survey."
            workflow.change_action(action, by=self.lead)
        for measure in plan.measures.all():
            measure.is_insufficient, measure.insufficient_reason = True, "Nobody counted."
            workflow.save_measure(plan, measure, by=self.lead, actions=[])
        assessment = assessments.complete(plan, self.lead)
        shown = gathering.of_assessment(assessment).fingerprint()
        workflow.sign_as_lead(assessment, by=self.lead, shown=shown)
        return [plan.pk]

    def write_meanwhile(self) -> None:
        """A helper saves another text while a form is open."""
        workflow.add_editor(self.plan, self.outsider, by=self.lead)
        assessments.write(self.assessment, "resources", "Two days a week.", by=self.outsider)

    def person(self, name: str) -> User | None:
        """Somebody of the cast, or nobody for ""."""
        return getattr(self, name) if name else None

    def rate_meanwhile(self) -> None:
        """Somebody else rates the action while a form is open."""
        rate(self.action, "red", by=self.contributor, text="Nobody answers.")
