"""The form of a reading: the figures that its kind has, and nothing else."""

from datetime import date
from typing import Any, cast

from django import forms

from documents import attachments
from documents.uploads import AttachmentField
from institution.fields import Choice, DayField, LineField, NumberField, TextField
from kpis import entering, figures
from kpis.figures import Figures
from kpis.models import Measurement, Promise

State = Measurement.State
# In the words of the person who has, or has not, the number at hand.
STATES = [
    (State.FINAL, "Final"),
    (State.PROVISIONAL, "Provisional, to be made final later"),
    (State.NO_ACTIVITY, "There was nothing to measure"),
    (State.NOT_COLLECTED, "It was not collected"),
]
COMMENT_ASKED = "Needed when the target is missed: what happened, and what you do about it."


def _number() -> NumberField:
    widget = forms.TextInput({"class": "width-10"})
    return NumberField(
        label="", lowest=-(10**9), highest=10**9, places=4, required=False, widget=widget
    )


class MeasurementForm(forms.Form):
    """What was measured in one period of the promise. A missed target asks for a comment."""

    period = DayField(
        label="As of which day?", required=True,
        error_messages={"required": "Say as of which day this is."},
    )  # fmt: skip
    numerator = _number()
    denominator = _number()
    value = _number()
    state = Choice(label="Is this final?", choices=STATES)
    comment = TextField(
        label="What is to be said about it? (optional)", max_length=2000, required=False,
        help_text="What happened, and what you do about it.",
    )  # fmt: skip
    evidence_url = forms.URLField(
        label="Where it can be looked up (optional)", required=False, max_length=200,
        assume_scheme="https", help_text="A web address of the report or the export.",
        error_messages={"invalid": "Write a web address such as https://example.ac.uk/report."},
    )  # fmt: skip

    evidence_file = AttachmentField(
        label="Or a file (optional)", required=False,
        help_text=f"{attachments.TAKEN[:1].upper()}{attachments.TAKEN[1:]}, at most 5 MB. The "
        "department and the quality office can read it, so leave out who the people in it are.",
    )  # fmt: skip
    drop_evidence = forms.BooleanField(label="Remove the file", required=False)

    def __init__(
        self, data: Any = None, files: Any = None, *, promise: Promise, period: tuple[date, date],
        measurement: Measurement | None = None,
    ) -> None:  # fmt: skip
        names = ["numerator", "denominator", "value", "state", "comment", "evidence_url"]
        now = {name: getattr(measurement, name) for name in names} if measurement else {}
        at_first = entering.first_state(promise, period[1])
        super().__init__(data, files, initial={"state": at_first, "period": period[0], **now})
        choices = STATES if at_first == State.FINAL else STATES[1:]
        cast(Choice, self.fields["state"]).choices = choices
        self.promise, self.days, self.measurement = promise, period, measurement
        if measurement or promise.frequency != Promise.Frequency.MILESTONE:
            del self.fields["period"]
        # Where the day is typed it may be that of the target.
        end = promise.aim.due_on if "period" in self.fields else period[1]
        if promise.target and promise.aim.judges(end):
            self.fields["comment"].label = "What is to be said about it?"
            self.fields["comment"].help_text = COMMENT_ASKED
        parts = figures.IN_PARTS.get(promise.measured_as)
        for name in ["value"] if parts else ["numerator", "denominator"]:
            del self.fields[name]
        if parts:
            self.fields["numerator"].label = promise.numerator_label or parts[0]
            self.fields["denominator"].label = promise.denominator_label or parts[1]
        else:
            self.fields["value"].label = (
                promise.numerator_label or promise.what or figures.THE_FIGURE
            )
        if measurement and measurement.evidence_file:
            self.fields["evidence_file"].label = "Another file instead (optional)"
            self.fields["drop_evidence"].label = f"Remove “{measurement.evidence_file}”"
        else:
            del self.fields["drop_evidence"]
        if measurement and measurement.is_final:
            self.fields["reason"] = LineField(
                label="Why is it corrected?", max_length=300,
                error_messages={"required": "Say why this final reading is corrected."},
            )  # fmt: skip

    def clean_state(self) -> str:
        """What was chosen, else what the form began with."""
        return self.cleaned_data["state"] or self.initial["state"]

    def clean(self) -> dict[str, Any]:
        """The figures must be there and agree; a miss must be commented on."""
        cleaned = super().clean() or self.cleaned_data
        said = self.figures()
        if said is None or not said.reading.has_figures:
            return cleaned
        if missing := figures.missing(self.promise.measured_as, said):
            for name in missing:
                self.add_error(name, figures.is_missing(str(self.fields[name].label)))
            return cleaned
        if wrong := figures.problem(self.promise.measured_as, said):
            self.add_error(*wrong)
        elif entering.lacks_comment(self.promise, said):
            self.add_error("comment", entering.COMMENT_NEEDED)
        return cleaned

    def evidence(self) -> dict[str, Any]:
        """The file that is to be kept, and whether the one that is there is to go."""
        cleaned = self.cleaned_data
        dropped = {"drop_evidence": True} if cleaned.get("drop_evidence") else {}
        return {"evidence": cleaned.get("evidence_file")} | dropped

    def say_file_is_gone(self, unread: int) -> None:
        """A browser sends a file once: say so beside the field when the form is shown again.

        unread: the size of a form that was so large that its file was not even read.
        """
        if unread:
            self.add_error("evidence_file", attachments.too_large(unread))
        elif self.files.get("evidence_file") and "evidence_file" not in self.errors:
            self.add_error(
                "evidence_file",
                "The file is not kept, because something else has to be mended. Choose it again.",
            )

    def figures(self) -> Figures | None:
        """What was typed, as one value; None while a field of it cannot be read."""
        if set(self.errors) & {"period", "numerator", "denominator", "value", "state"}:
            return None
        cleaned = self.cleaned_data
        day = cleaned.get("period")
        start, end = (day, day) if day else self.days
        return Figures(
            start, end, cleaned.get("state") or State.FINAL,
            numerator=cleaned.get("numerator"), denominator=cleaned.get("denominator"),
            value=cleaned.get("value"), comment=cleaned.get("comment", ""),
            evidence_url=cleaned.get("evidence_url", ""),
        )  # fmt: skip
