"""The form of something that works, and the search of the shelf."""

from django import forms

from documents.longtext_fields import LongTextField, LongTextWidget
from institution.fields import LineField
from sls.models import GoodPractice


class PracticeForm(forms.ModelForm):
    """What works, why, and whom to ask."""

    title = LineField(
        label="What is it called?", max_length=150,
        error_messages={"required": "Give it a name that others understand."},
    )  # fmt: skip
    what = LongTextField(
        label="What do you do?", widget=LongTextWidget({"rows": 6}, word_guide=120),
        error_messages={"required": "Say what you do."},
    )  # fmt: skip
    why = LongTextField(
        label="Why does it work?", widget=LongTextWidget({"rows": 5}, word_guide=80),
        help_text="What has changed since, and how you know.",
        error_messages={"required": "Say why it works."},
    )  # fmt: skip
    contact = LineField(
        label="Whom can others ask? (optional)", max_length=150, required=False,
        help_text="A team or a mailbox. Without one they write to your department.",
    )  # fmt: skip

    class Meta:
        model = GoodPractice
        fields = ["title", "what", "why", "contact"]


class ShelfForm(forms.Form):
    """A search of the shelf."""

    text = LineField(label="Search", max_length=100, required=False)

    def words(self) -> list[str]:
        """The words that are searched for; the first eight will do."""
        return self.cleaned_data["text"].split()[:8] if self.is_valid() else []
