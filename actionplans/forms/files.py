"""The forms that take a plan from a file, and that correct a row of it."""

from typing import Any

from django import forms

from actionplans import carrying
from actionplans.forms.plans import NO_STAGE, MonthsField
from actionplans.importing import CannotRead, read_bytes, read_pasted
from actionplans.importing.opening import KINDS, OTHERS
from actionplans.models import Plan, Rating, Scheme
from actionplans.understanding import LONGEST, wrong_with
from documents.uploads import UploadField
from institution.fields import Choice, DayField, LineField, TextField, WholeNumberField
from institution.importing import files, reading

NEEDED = {
    "title": "Say what the new plan is called.",
    "stage": NO_STAGE,
    "starts_on": "Say on which day the plan starts.",
    "months": "Say how many months the plan runs.",
}
RATED = [(one.value, one.label) for one in Rating.Value if one.value]
PASTED = "a pasted table"


class PlanFileForm(forms.Form):
    """A file or a pasted table, and which plan it is; what it says is then in `table`."""

    file = UploadField(
        *KINDS, label="Word, Excel or CSV file", required=False, others=OTHERS,
        help_text="At most 10 MB and 2,000 actions.",
        instead="Keep only the plan in it, without pictures.",
    )  # fmt: skip
    pasted = TextField(
        label="Or paste the table from Word or Excel", max_length=2_000_000, rows=6, required=False,
        help_text="Copy the whole table with its headings. Colours are read where your browser "
        "passes them on.",
    )  # fmt: skip
    into = forms.ModelChoiceField(
        Plan.objects.none(), label="Which plan is it?", required=False, empty_label="A new plan",
        help_text="A new one, or one that has no actions yet.",
        error_messages={"invalid_choice": "This plan has actions by now. Choose another."},
        widget=forms.Select({"class": "width-30"}),
    )  # fmt: skip
    follows = forms.ModelChoiceField(
        Plan.objects.none(), label="Which plan does a new one follow?", required=False,
        empty_label="None that is here",
        help_text="Before it is signed, each action of the plan before it has an answer.",
        error_messages={"invalid_choice": "Another plan follows this one by now. Choose again."},
        widget=forms.Select({"class": "width-30"}),
    )  # fmt: skip
    title = LineField(max_length=200, label="What is the new plan called?", required=False)
    stage = WholeNumberField(
        lowest=1, highest=20, label="Stage", required=False,
        widget=forms.TextInput({"class": "width-4"}),
    )  # fmt: skip
    starts_on = DayField(
        label="On which day does it start?",
        help_text="When it was signed: “within 12 months” counts from that day.",
    )
    months = MonthsField("How many months does it run?", required=False)

    def __init__(self, data: Any = None, sent: Any = None) -> None:
        empty = Plan.objects.filter(state=Plan.State.DRAFT, actions=None)
        last = Plan.objects.filter(state=Plan.State.CURRENT, successor=None)
        super().__init__(data, sent, initial=_suggested(last.first()))
        for name, plans in (("into", empty), ("follows", last)):
            self.fields[name].queryset = plans  # type: ignore[attr-defined]  # rows
            if not plans:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Ask for what a new plan needs, then read what was sent."""
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("into"):
            for name, sentence in NEEDED.items():
                if name not in self.errors and not cleaned.get(name):
                    self.add_error(name, sentence)
            self._check_stage(cleaned)
        file, pasted = cleaned.get("file"), cleaned.get("pasted")
        if not file and not pasted and not {"file", "pasted"} & set(self.errors):
            self.add_error("file", "Choose a file, or paste the table below.")
        elif file and pasted:
            self.add_error("file", "Send either a file or a pasted table, not both.")
        if not self.errors:
            self._read(file)
        return cleaned

    def _check_stage(self, cleaned: dict[str, Any]) -> None:
        """A plan that follows another is of the next stage."""
        before, stage = cleaned.get("follows"), cleaned.get("stage")
        if before and stage and stage != before.stage + 1:
            said = f"A plan that follows “{before}” is of stage {before.stage + 1}."
            self.add_error("stage", f"{said} Write that, or say above that it follows none.")

    def _read(self, file: Any) -> None:
        """Read the file, or what was pasted: as HTML if the page's script has sent it so."""
        try:
            if file:
                self.table = reading.at_the_side(read_bytes, file.name, file.read())
            else:
                pasted = self.data.get("_html") or self.data["pasted"]
                self.table = reading.at_the_side(read_pasted, pasted)
        except (CannotRead, files.Unreadable) as problem:
            self.add_error("file" if file else "pasted", str(problem))

    @property
    def file_name(self) -> str:
        """What the import is called."""
        file = self.cleaned_data["file"]
        return file.name if file else PASTED

    @property
    def goal(self) -> dict[str, Any]:
        """The plan that the actions go into, or what the new one is."""
        plan = self.cleaned_data.get("into")
        if plan:
            return {"plan": plan}
        said = {name: self.cleaned_data[name] for name in NEEDED}
        return said | {"follows": self.cleaned_data.get("follows")}


def _suggested(before: Plan | None) -> dict[str, Any]:
    """What a new plan is if nobody says otherwise: the next after the plan in force."""
    if before is None:
        return {"stage": carrying.next_stage(), "months": Scheme.get().plan_months}
    expected = carrying.after(before)
    return {name: getattr(expected, name) for name in NEEDED} | {"follows": before}


class RowForm(forms.Form):
    """One row of a plan that was read: its words, or that it is left out."""

    text = TextField(label="Action", max_length=LONGEST["text"], rows=4, required=False)
    reference = LineField(
        label="Reference", max_length=LONGEST["reference"], required=False,
        help_text="Such as V001. Without one it has the next number of its theme.",
        widget=forms.TextInput({"class": "width-10"}),
    )  # fmt: skip
    theme = LineField(
        label="Theme", max_length=LONGEST["theme"], required=False,
        help_text="Actions with the same words here stand under one theme.",
    )  # fmt: skip
    owner = TextField(
        label="Owner", max_length=LONGEST["owner"], rows=2, required=False,
        help_text="Several with / between them; the first one leads. A name, a department or a "
        "working group is known by any of its names.",
    )  # fmt: skip
    timescale = TextField(
        label="Timescale", max_length=LONGEST["timescale"], rows=1, required=False,
        help_text="Such as Spring 2027, By the end of May 2027, Ongoing.",
    )  # fmt: skip
    rag = Choice(label="RAG", choices=[("", "Not yet rated"), *RATED])
    status = TextField(label="Status", max_length=LONGEST["status"], rows=6, required=False)
    is_left_out = forms.BooleanField(label="Leave this row out", required=False)

    def clean(self) -> dict[str, Any]:
        """What no plan could hold is wrong, unless the row is left out."""
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("is_left_out"):
            said = {name: cleaned.get(name) or "" for name in LONGEST}
            for name, sentence in wrong_with(said).items():
                if name not in self.errors:
                    self.add_error(name, sentence)
        return cleaned

    @property
    def row(self) -> dict[str, Any]:
        """The row as it is to be kept."""
        said = {
            name: value.replace("\r\n", "\n") if isinstance(value, str) else value
            for name, value in self.cleaned_data.items()
        }
        return {**said, "rag": said["rag"] or None}
