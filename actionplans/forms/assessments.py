"""The forms of a self-assessment: its texts, its details, headcounts, comments, and its wording."""

from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Q
from django.urls import reverse

from actionplans.models import (
    AssessmentQuestion,
    AssessmentSection,
    Headcount,
    Plan,
    SelfAssessment,
)
from actionplans.workflow.assessing import NO_DRAFT
from documents.longtext_fields import LongTextField, LongTextWidget
from institution.fields import LineField, MailField, TextField, WholeNumberField
from institution.forms.seen import SeenForm

LABELS = {
    "rag": "Overall evaluation",
    "next_plan": "How the next plan goes on",
    "voice": "How technicians were heard",
}
OWN_PAGE = "The page of your own website, or the public page of the plan"


class SectionForm(SeenForm):
    """The text of one part. What somebody else saved meanwhile is kept as `theirs`, for the page
    to show it whole beside what was typed."""

    text = LongTextField(required=False)
    theirs: AssessmentSection | None = None

    class Meta:
        model = AssessmentSection
        fields = ["text"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        question = self.instance.question
        field = self.fields["text"]
        field.widget = LongTextWidget({"rows": 16}, word_guide=question.word_guide)
        field.label = LABELS.get(question.kind, "Your text")

    def show_saved(self, current: AssessmentSection) -> None:
        """Keep what is saved now for the page; the next save begins from there."""
        self.theirs = current
        self.data = dict(self.data.items()) | {"as_seen": current.as_seen}
        self.add_error(
            "text",
            "Somebody else saved this part while you were writing, so nothing of yours is saved "
            "yet. Both texts are on this page. Put together what you want to keep, then save.",
        )


class OrganisationForm(SeenForm):
    """Who answers for the Commitment, and how the scheme reaches them."""

    organisation = LineField(label="Organisation", max_length=200, required=False)
    lead_name = LineField(label="Name of the institutional lead", max_length=150, required=False)
    lead_title = LineField(label="Title of the institutional lead", max_length=150, required=False)
    email = MailField(label="E-mail", required=False)
    phone = LineField(label="Telephone", max_length=40, required=False)

    class Meta:
        model = SelfAssessment
        fields = ["organisation", "lead_name", "lead_title", "email", "phone"]


class PublicationForm(SeenForm):
    """Where status and plan are published. While nothing is saved, it suggests the public page of
    the Commitment here, which shows both, and the plan that follows once it has followed."""

    published_url = forms.URLField(
        label="Address of the page", required=False, max_length=500, assume_scheme="https",
        help_text=f"{OWN_PAGE} here, once it is published.",
        error_messages={"invalid": "Write a whole address, such as https://www.example.ac.uk/plan."},
    )  # fmt: skip

    class Meta:
        model = SelfAssessment
        fields = ["published_url"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.plan.is_published:
            here = settings.SITE_URL + reverse("actionplans:commitment")
            self.initial["published_url"] = self.instance.published_url or here
            self.fields["published_url"].help_text = f"{OWN_PAGE} here: {here}"

    def form_of(self, current: SelfAssessment) -> "PublicationForm":
        """What is saved now, without the suggestion."""
        found = type(self)(instance=current)
        found.initial["published_url"] = current.published_url
        return found


class NextPlanForm(SeenForm):
    """Which draft follows the plan that is assessed."""

    next_plan = forms.ModelChoiceField(
        label="Which plan follows?", queryset=Plan.objects.none(), empty_label="Choose a plan",
        error_messages={
            "required": "Choose the plan that follows.",
            "invalid_choice": NO_DRAFT,
        },
    )  # fmt: skip

    class Meta:
        model = SelfAssessment
        fields = ["next_plan"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        follows = Q(predecessor=None) | Q(predecessor=self.instance.plan_id)
        drafts = Plan.objects.filter(follows, state=Plan.State.DRAFT)
        self.fields["next_plan"].queryset = drafts  # type: ignore[attr-defined]  # it has one


class HeadcountForm(SeenForm):
    """How many technicians work in one unit."""

    unit = LineField(
        label="Unit", max_length=150, help_text="A division, a school or a service.",
        error_messages={"required": "Name the unit."},
    )  # fmt: skip
    technicians = WholeNumberField(
        label="Technicians", lowest=0, highest=100_000,
        help_text="Everybody in a technical post, apprentices among them.",
        error_messages={"required": "Say how many technicians there are; 0 if none."},
    )  # fmt: skip
    apprentices = WholeNumberField(
        label="Of them on an apprenticeship (optional)", lowest=0, highest=100_000, required=False
    )
    led_by = LineField(
        label="Who leads them? (optional)", max_length=150, required=False,
        help_text="The post, such as “Technical manager”.",
    )  # fmt: skip
    note = LineField(label="Note (optional)", max_length=300, required=False)

    class Meta:
        model = Headcount
        fields = ["unit", "technicians", "apprentices", "led_by", "note"]

    def clean_apprentices(self) -> int:
        """Nothing said is none."""
        return self.cleaned_data["apprentices"] or 0

    def clean(self) -> dict[str, Any]:
        """Apprentices are among the technicians."""
        cleaned = super().clean() or self.cleaned_data
        whole, part = cleaned.get("technicians"), cleaned.get("apprentices")
        if whole is not None and part is not None and part > whole:
            self.add_error(
                "apprentices",
                f"Apprentices count among the {whole:,} technicians, so there cannot be more.",
            )
        return cleaned


class SectionCommentForm(forms.Form):
    """What somebody says about a part."""

    text = TextField(
        label="Your comment", max_length=5000, rows=5,
        help_text="Everybody who works on the self-assessment reads it. It is never signed.",
        error_messages={"required": "Write your comment."},
    )  # fmt: skip


class QuestionForm(SeenForm):
    """The wording of one question."""

    title = LineField(
        label="Title", max_length=150, error_messages={"required": "Give the question a title."}
    )
    guidance = LongTextField(label="Guidance (optional)", required=False)
    word_guide = WholeNumberField(
        label="About how many words? (optional)", lowest=1, highest=10_000, required=False
    )
    is_required = forms.BooleanField(label="It has to be answered", required=False)

    class Meta:
        model = AssessmentQuestion
        fields = ["title", "guidance", "word_guide", "is_required"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if not self.instance.has_text:
            del self.fields["word_guide"]


class StageForm(forms.Form):
    """For which stage a new version is begun."""

    stage = WholeNumberField(
        label="Stage", lowest=1, highest=20,
        error_messages={"required": "Say for which stage."},
    )  # fmt: skip
