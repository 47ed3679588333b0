"""Forms of the review and of the conversation about a statement."""

from typing import Any, cast

from django import forms
from django.http import QueryDict

from documents.longtext_fields import LongTextField
from institution.confirming import PasswordForm
from sls.content import SectionContent
from sls.models import ChangeRequest, Section

MOST_LETTERS = 5_000


class NoteForm(forms.Form):
    """What the reviewer notes about one heading: whether it needs changes, which, and a remark
    for colleagues. `was` is the note as the page showed it, to notice another window's."""

    needs = forms.BooleanField(
        label="Needs changes",
        required=False,
    )
    kind = forms.ChoiceField(
        label="What is the matter",
        choices=[("", "Choose"), *ChangeRequest.Kind.choices],
        required=False,
        error_messages={"invalid_choice": "Choose from the list what is the matter."},
    )
    text = LongTextField(label="What should change", required=False, widget=forms.Textarea)
    internal = LongTextField(
        label="Note for reviewers", required=False, widget=forms.Textarea,
        help_text="The department never sees it.",
    )  # fmt: skip
    was = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, posted: Any = None, *, section: Section, noted: ChangeRequest | None):
        self.section, self.noted = section, noted
        initial = {"needs": bool(noted), "was": stamp(noted)}
        if noted:
            initial |= {"kind": noted.kind, "text": noted.text}
        super().__init__(posted, prefix=section.key, initial=initial)

    def clean(self) -> dict[str, Any]:
        """A tick needs its kind and its comment; a comment needs its tick."""
        said = super().clean() or {}
        if said.get("needs"):
            if not said.get("kind") and "kind" not in self.errors:
                self.add_error("kind", f"{self.section}: choose what is the matter.")
            if not said.get("text") and "text" not in self.errors:
                self.add_error("text", f"{self.section}: say what should change.")
        elif said.get("text") and not self.noted:
            self.add_error(
                "needs", f"{self.section}: tick “Needs changes”, or remove what you wrote there."
            )
        if said.get("was", "") != stamp(self.noted) and self.is_noted:
            self.add_error("text", self._meanwhile())
        return said

    @property
    def wanted(self) -> tuple[str, str] | None:
        """The kind of change and the comment as they shall stand; None for no note."""
        said = self.cleaned_data
        return (said.get("kind", ""), said.get("text", "")) if said.get("needs") else None

    @property
    def is_noted(self) -> bool:
        """Whether the tick, the kind or the comment differs from what is noted already."""
        return self.wanted != ((self.noted.kind, self.noted.text) if self.noted else None)

    def _meanwhile(self) -> str:
        changed = cast(QueryDict, self.data).copy()
        changed[self.add_prefix("was")] = stamp(self.noted)
        self.data = changed
        now = f"it now says: “{self.noted.text}”" if self.noted else "it was removed"
        return (
            f"{self.section}: this note was changed in another window; {now}. "
            "Save again to replace it with yours."
        )


def stamp(noted: ChangeRequest | None) -> str:
    """What tells one state of a note from the next; empty for none."""
    return f"{noted.kind}: {noted.text}" if noted else ""


class MessageForm(forms.Form):
    """A few words to the other side; `required` when they are the whole point."""

    text = LongTextField(label="Message", widget=forms.Textarea({"rows": 5}))

    def __init__(
        self, *args: Any, label: str, hint: str = "", required: bool = True, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        field = self.fields["text"]
        field.label, field.help_text, field.required = label, hint, required
        field.error_messages["required"] = "Write something before you send it."

    def clean_text(self) -> str:
        """The text, if it is no book."""
        text = self.cleaned_data["text"]
        if len(text) > MOST_LETTERS:
            raise forms.ValidationError(
                f"This is {len(text):,} characters long and the most is {MOST_LETTERS:,}."
            )
        return text


class ReturnForm(MessageForm):
    """A message to the department, and which of the earlier requests are asked once more."""

    again = forms.TypedMultipleChoiceField(
        label="Ask again for what you asked before", coerce=int, required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="What is ticked is sent once more, and its part opens. What is not ticked counts "
        "as settled.",
        error_messages={
            "invalid_choice": "One of these was settled in another window. Look at the list again."
        },
    )  # fmt: skip
    field_order = ("again", "text")

    def __init__(self, posted: Any, *, earlier: list[tuple[int, str]], ticked: list[int]) -> None:
        super().__init__(
            posted, label="Message to the department (optional)", required=False,
            hint="Stands above the requests in the e-mail and on the timeline.",
            initial={"again": ticked},
        )  # fmt: skip
        if earlier:
            cast(forms.ChoiceField, self.fields["again"]).choices = earlier
        else:
            del self.fields["again"]


class ApproveForm(PasswordForm):
    """The password, and what stands for all that the page shows (`signing.as_shown`)."""

    shown = forms.CharField(widget=forms.HiddenInput)


class AdviceAnswerForm(forms.Form):
    """A comment on each part that was sent for advice, and one on the whole of it."""

    def __init__(self, *args: Any, sections: list[SectionContent], **options: Any) -> None:
        super().__init__(*args, **options)
        for section in sections:
            self.fields[section.key] = _comment_field(f"Comment on {section.number}")
        if len(sections) != 1:
            self.fields[WHOLE] = _comment_field("Comment on the draft as a whole")

    def comments(self) -> dict[str, str]:
        """What was written, by section key; "" is the draft as a whole."""
        return {"" if key == WHOLE else key: text for key, text in self.cleaned_data.items()}


WHOLE = "the_whole"  # no section key has an underscore


def _comment_field(label: str) -> LongTextField:
    return LongTextField(label=label, required=False, widget=forms.Textarea({"rows": 4}))
