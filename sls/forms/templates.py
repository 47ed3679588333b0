"""Forms of the template: its introduction and guidance, and its headings."""

from django import forms

from documents.longtext_fields import LongTextField, LongTextWidget
from institution.fields import LineField, WholeNumberField
from sls.models import Heading, StatementTemplate

Part = Heading.Part


class TemplateForm(forms.ModelForm):
    """The three texts of a template that belong to no heading."""

    introduction = LongTextField(
        label="Introduction (optional)",
        required=False,
        widget=LongTextWidget({"rows": 12}),
        help_text="What a statement is for. It stands above the form.",
    )
    section_b_guidance = LongTextField(
        label="Guidance for Section B, the KPIs (optional)",
        required=False,
        widget=LongTextWidget({"rows": 12}),
    )
    standards_guidance = LongTextField(
        label="Guidance for service standards (optional)",
        required=False,
        widget=LongTextWidget({"rows": 8}),
    )

    class Meta:
        model = StatementTemplate
        fields = ["introduction", "section_b_guidance", "standards_guidance"]


class HeadingForm(forms.ModelForm):
    """One heading: what it asks, and what helps to answer it."""

    title = LineField(
        label="Title",
        max_length=200,
        help_text="A few words, as they will stand in every statement.",
        error_messages={"required": "Give the heading a title."},
    )
    guidance = LongTextField(
        label="Guidance (optional)",
        required=False,
        widget=LongTextWidget({"rows": 10}),
        help_text="What a good answer says. It stands beside the answer while people write.",
    )
    is_required = forms.BooleanField(
        label="It must be answered before a statement can be sent", required=False
    )
    word_guide = WholeNumberField(
        label="About how many words (optional)",
        lowest=10,
        highest=5_000,
        required=False,
        help_text="A guide beside the word count, never a limit. Leave it empty for none.",
        widget=forms.TextInput({"class": "width-4"}),
    )
    part = forms.ChoiceField(
        label="What people write under it",
        choices=Part,
        required=False,
        widget=forms.RadioSelect,
        help_text="Each list stands beside one heading at most, so that readers find it in one "
        "place and it is carried over from year to year.",
        error_messages={"invalid_choice": "Choose from the list what people write under it."},
    )

    class Meta:
        model = Heading
        fields = ["title", "guidance", "part", "is_required", "word_guide"]

    def clean_part(self) -> str:
        """A list that stands beside another heading already cannot stand beside this one."""
        part = self.cleaned_data["part"]
        others = self.instance.template.headings.exclude(pk=self.instance.pk)
        taken = others.filter(part=part).first() if part else None
        if taken:
            raise forms.ValidationError(
                f"{Part(part).label.removeprefix('Text and a ').capitalize()} stands beside "
                f"“{taken}” already. Take it away there first."
            )
        return part
