"""The forms that take readings from files: lists of them, and enquiries to count."""

from hashlib import sha256
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from documents.uploads import UploadField
from institution.fields import Choice, DayField, LineField, NumberField, TextField
from institution.importing import files, reading
from kpis import cases
from kpis.importing import enquiries, lists
from kpis.models import Kpi

LARGEST = 30 * 1024**2  # bytes of a file of enquiries


class ReadingsForm(forms.Form):
    """A CSV or Excel file with the columns of the export; what it says is then in `table`."""

    file = UploadField(
        *reading.KINDS, label="CSV or Excel file",
        help_text=f"At most 10 MB and {lists.MOST_ROWS:,} rows.",
        instead="Split the list into several files, each with the headings.",
    )  # fmt: skip

    def clean_file(self) -> Any:
        """A file that can be read."""
        file = self.cleaned_data["file"]
        try:
            self.table = reading.read_list(
                file.name, file.read(), lists.COLUMNS, most_rows=lists.MOST_ROWS
            )
        except files.Unreadable as problem:
            raise ValidationError(str(problem)) from problem
        return file


class ConfirmForm(forms.Form):
    """What has to be said when final readings are corrected; where none is, nothing is asked."""

    reason = LineField(
        label="Why are final readings corrected?", max_length=300, required=False,
        help_text="It stays in the history of each of them.",
    )  # fmt: skip


class CasesForm(forms.Form):
    """A file of enquiries and how to read it; what it came to is then in `counted`."""

    file = UploadField(
        *reading.KINDS, largest=LARGEST, label="CSV or Excel file of enquiries",
        help_text="At most 30 MB and 500,000 rows; CSV is read faster. It is counted and "
        "forgotten: no row of it is kept.",
        instead="Export only the columns that are counted, or a part of the year at a time.",
    )  # fmt: skip
    as_at = DayField(
        label="On which day was it exported?", required=True,
        help_text="What was unanswered and overdue on that day is a miss.",
        error_messages={"required": "Say on which day it was exported."},
    )  # fmt: skip
    days = NumberField(
        label="Within how many working days?", lowest=0, highest=250, places=0,
        help_text="The promise does not say, so say it here.",
        error_messages={"required": "Say within how many working days."},
        widget=forms.TextInput({"class": "width-4"}),
    )  # fmt: skip
    dates = Choice(
        label="Which comes first in a date such as 5/10/2026?",
        choices=[("day", "The day, as in Britain"), ("month", "The month, as in America")],
    )  # fmt: skip
    zone = Choice(
        label="Times without a time zone are",
        choices=[("uk", "Times in the United Kingdom"), ("utc", "UTC, all year round")],
    )  # fmt: skip
    received = LineField(
        label="Column with the time of receipt (optional)", max_length=100, required=False,
        help_text="Only if the column has an unusual heading.",
    )  # fmt: skip
    answered = LineField(
        label="Column with the time of the answer (optional)", max_length=100, required=False
    )
    queue = LineField(label="Column with the queue (optional)", max_length=100, required=False)

    def __init__(self, data: Any = None, sent: Any = None, *, kpi: Kpi) -> None:
        super().__init__(data, sent, initial={"as_at": timezone.localdate()})
        self.kpi = kpi
        if not enquiries.lacks_days(kpi):
            del self.fields["days"]

    def clean_as_at(self) -> Any:
        """A day that has come."""
        day = self.cleaned_data["as_at"]
        if day > timezone.localdate():
            raise ValidationError("This day has not come yet.")
        return day

    def clean(self) -> dict[str, Any]:
        """Count the file, if everything that says how is there."""
        cleaned = super().clean() or self.cleaned_data
        if not self.errors:
            try:
                self._count(cleaned)
            except cases.Unrecognised as problem:
                self._offer(problem.headings)
                self.add_error("file", f"{problem} Or choose below, and choose the file again.")
            except files.Unreadable as problem:
                self.add_error("file", str(problem))
        return cleaned

    def _count(self, cleaned: dict[str, Any]) -> None:
        file, days = cleaned["file"], cleaned.get("days")
        named = [(name, cleaned[name]) for name in ("received", "answered", "queue")]
        asked = enquiries.asked_for(
            self.kpi, days=None if days is None else int(days), as_at=cleaned["as_at"],
            month_first=cleaned["dates"] == "month", is_utc=cleaned["zone"] == "utc",
            columns=tuple((name, heading) for name, heading in named if heading),
        )  # fmt: skip
        self.asked, content = asked, file.read()
        self.sha256 = sha256(content).hexdigest()
        self.counted = reading.at_the_side(
            cases.count_file, content, reading.is_sheet(file.name), asked
        )
        if not self.counted.rows:
            raise files.Unreadable("The file has headings but no rows below them.")
        if not self.counted.counts:
            found = self.counted.problems
            why = f"Line {found[0][0]}: {found[0][1]}" if found else "They are of other years."
            raise files.Unreadable(f"None of the rows could be counted. {why}")

    def _offer(self, headings: list[str]) -> None:
        """The headings of the file to choose from, in place of lines to type them."""
        choices = [("", "Find it"), *((heading, heading) for heading in headings)]
        for name in ("received", "answered", "queue"):
            self.fields[name].widget = forms.Select(choices=choices)

    def how(self) -> dict[str, Any]:
        """How it was read, to be kept with the counts."""
        days = self.cleaned_data.get("days")
        return {
            "sha256": self.sha256, "as_at": self.cleaned_data["as_at"].isoformat(),
            "days": None if days is None else int(days), "zone": self.cleaned_data["zone"],
            **enquiries.rule_of(self.asked, self.counted),
        }  # fmt: skip


class ConfirmCasesForm(ConfirmForm):
    """Which periods are taken over, and what has to be said about them."""

    leave_out = forms.BooleanField(
        label="Leave out the rows that cannot be counted", required=False
    )
    comment = TextField(
        label="What is to be said about the periods that miss the target?", max_length=2000,
        required=False, help_text="What happened, and what you do about it.",
    )  # fmt: skip

    def __init__(self, data: Any = None, *, plan: Any, wrong: int) -> None:
        super().__init__(data)
        happening = [*plan.added, *plan.changed]
        if not wrong:
            del self.fields["leave_out"]
        for name in ("reason", "comment"):
            if not any(step.cells[f"needs_{name}"] for step in happening):
                del self.fields[name]

    def said(self) -> dict[str, Any]:
        """What was said, with nothing for what was not asked."""
        cleaned = self.cleaned_data
        texts = {name: cleaned.get(name, "") for name in ("reason", "comment")}
        return {"leave_out": bool(cleaned.get("leave_out")), **texts}
