"""What the quality office says in a report for the committee: recurring themes, and risks."""

from typing import Any

from django import forms

from documents.longtext_fields import LongTextField, LongTextWidget
from institution.fields import LineField
from institution.models import AcademicYear
from sls.forms.requirements import NO_SUCH_YEAR

MOST_THEMES = 5


class ReportForm(forms.Form):
    """The year, up to five themes of a few words and a paragraph each, and the risks."""

    year = forms.ModelChoiceField(
        AcademicYear.objects.exclude(state="planned"),
        label="Academic year", to_field_name="start_year", empty_label=None,
        widget=forms.Select({"class": "width-10"}),
        error_messages={"required": NO_SUCH_YEAR, "invalid_choice": NO_SUCH_YEAR},
    )  # fmt: skip

    def __init__(self, data: Any = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        for number in range(1, MOST_THEMES + 1):
            self.fields[f"theme_{number}"] = LineField(
                label=f"Theme {number}", max_length=100, required=False,
                help_text="A few words, such as “Enquiries at the start of term”."
                if number == 1 else "",
            )  # fmt: skip
            self.fields[f"text_{number}"] = LongTextField(
                label=f"What was seen of theme {number}", required=False,
                widget=LongTextWidget({"rows": 4}),
            )  # fmt: skip
        self.fields["risks"] = LongTextField(
            label="Risks", required=False, widget=LongTextWidget({"rows": 6}),
            help_text="What could keep departments from their promises, and what would help.",
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """A theme has its words and its paragraph."""
        said = super().clean() or {}
        for number in range(1, MOST_THEMES + 1):
            theme, text = said.get(f"theme_{number}"), said.get(f"text_{number}")
            if theme and text == "":
                self.add_error(f"text_{number}", f"Say in a paragraph what was seen of “{theme}”.")
            if text and theme == "":
                self.add_error(f"theme_{number}", f"Give theme {number} a few words as its name.")
        return said

    @property
    def themes(self) -> list[tuple[str, str]]:
        """The themes of a valid form, in order."""
        said = self.cleaned_data
        numbers = range(1, MOST_THEMES + 1)
        both = [(said[f"theme_{number}"], said[f"text_{number}"]) for number in numbers]
        return [(theme, text) for theme, text in both if theme]


def initial_of(report: Any) -> dict[str, Any]:
    """The words of an earlier report, to begin from."""
    said = {"year": report.academic_year.start_year, "risks": report.risks}
    for number, theme in enumerate(report.themes, start=1):
        said |= {f"theme_{number}": theme["title"], f"text_{number}": theme["text"]}
    return said
