"""The forms of a KPI's year: what was done and learnt, and whether the KPI goes on."""

from typing import Any

from django import forms

from documents.longtext_fields import LongTextField, LongTextWidget
from institution.fields import ReasonField
from kpis.models import KpiReview

Decision = KpiReview.Decision


class ReviewForm(forms.Form):
    """What the department did about the figure, and what it learnt."""

    what_done = LongTextField(
        label="What we did", required=False, widget=LongTextWidget({"rows": 8}, word_guide=120),
        help_text="What you changed in the year to keep the promise, and what came of it.",
    )  # fmt: skip
    learnt = LongTextField(
        label="What we learnt", required=False, widget=LongTextWidget({"rows": 8}, word_guide=120),
        help_text="What you know now that you did not know before, and what follows from it.",
    )  # fmt: skip

    def __init__(self, data: Any = None, *, review: KpiReview) -> None:
        super().__init__(data, initial={"what_done": review.done, "learnt": review.learnt})


class KeepForm(forms.Form):
    """Keep, change or retire; always with a reason."""

    decision = forms.ChoiceField(
        label="Is this still the right thing to measure?", widget=forms.RadioSelect,
        choices=[
            (Decision.KEEP, "Keep it: it still tells what matters"),
            (Decision.CHANGE, "Change it: another target, or counted in another way"),
            (Decision.RETIRE, "Retire it: it has served its time"),
        ],
        error_messages={
            "required": "Choose whether you keep, change or retire it.",
            "invalid_choice": "Choose one of the three.",
        },
    )  # fmt: skip
    reason = ReasonField()
