"""Forms of the pages where a department writes its statement."""

from typing import cast

from django import forms

from documents.longtext_fields import LongTextField, LongTextWidget
from institution.fields import LineField
from institution.models import Department
from sls.models import ReturnPart, Section, Statement


class TextForm(forms.Form):
    """The text of one section, or of one part of a return."""

    text = LongTextField(required=False)

    def __init__(self, *args, section: Section | ReturnPart, **kwargs) -> None:
        super().__init__(*args, **{"initial": {"text": section.text}, **kwargs})
        guide, is_prose = section.word_guide, section.is_prose
        self.fields["text"].widget = LongTextWidget(
            {"rows": 16 if is_prose else 5}, word_guide=guide
        )
        self.fields["text"].label = "Your text" if is_prose else "Introduction (optional)"


class StartForm(forms.Form):
    """Blank, or from an approved statement: the department's last one, or since a merge also that
    of a department that it answers for."""

    begin_from = forms.ChoiceField(
        label="How do you want to begin?",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose how to begin.",
            "invalid_choice": "Choose one of the ways to begin.",
        },
    )

    def __init__(self, *args, sources: list[Statement], department: Department, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.sources = {str(source.pk): source for source in sources}
        field = cast(forms.ChoiceField, self.fields["begin_from"])
        field.choices = [
            *((key, _approved(source, department)) for key, source in self.sources.items()),
            ("blank", "With a blank form"),
        ]
        field.initial = next(iter(self.sources), "blank")
        if not sources:
            field.help_text = (
                "No earlier statement of yours has been approved, so nothing can be carried over."
            )

    def clean_begin_from(self) -> Statement | None:
        """The statement to begin from, or None to begin with a blank form."""
        return self.sources.get(self.cleaned_data["begin_from"])


def _approved(source: Statement, department: Department) -> str:
    whose = "" if source.department == department else f" of {source.department}"
    return f"From the approved statement{whose} for {source.academic_year}"


class ReopenForm(forms.Form):
    """Why the head opens a part that the reviewer did not ask about."""

    reason = LineField(
        label="Why do you open it?",
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        help_text="The reviewer reads this beside the part. A sentence will do.",
        error_messages={"required": "Say why you open this part; the reviewer will read it."},
    )


class WithdrawForm(forms.Form):
    """Why the head takes the statement back."""

    reason = LongTextField(
        label="Why do you take it back? (optional)",
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text="It stands in the timeline, where the quality office reads it.",
    )


class DeclarationForm(forms.Form):
    """What the head declares when the statement is sent."""

    declared = forms.BooleanField(
        label="I have read the statement, it is true to the best of my knowledge, and my "
        "department means to do what it says.",
        error_messages={"required": "Tick the declaration before you send the statement."},
    )


class AdviceForm(forms.Form):
    """What to ask advice on: the whole draft or one section."""

    section = forms.ChoiceField(
        label="What do you want advice on?",
        required=False,
        error_messages={"invalid_choice": "Choose the whole draft or one of its parts."},
    )
    message = LongTextField(
        label="Your question (optional)",
        required=False,
        widget=forms.Textarea({"rows": 5}),
        help_text="Say what you are unsure about, so that the answer is of use to you.",
    )

    def __init__(self, *args, sections: list[Section], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.ChoiceField, self.fields["section"])
        field.choices = [
            ("", "The whole draft"),
            *((section.key, str(section)) for section in sections),
        ]
