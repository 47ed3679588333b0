"""Long text in a form: a box that takes a paste from Word, and the field that cleans it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from documents.longtext import clean, word_count


class LongTextWidget(forms.Textarea):
    """A plain textarea with a word count; with JavaScript also a toolbar, a preview and pasting
    from Word. `word_guide` is the number of words that usually do."""

    template_name = "components/longtext.html"

    class Media:
        js = (
            forms.Script("vendor/turndown/turndown.js", defer=True),
            forms.Script("js/paste.js", defer=True),
            forms.Script("js/longtext.js", defer=True),
        )

    def __init__(self, attrs: dict[str, Any] | None = None, *, word_guide: int | None = None):
        self.word_guide = word_guide
        super().__init__({"rows": 10, "spellcheck": "true", **(attrs or {})})

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Django's own context with the word count, described to screen readers by its id."""
        context = super().get_context(name, value, attrs)
        widget = context["widget"]
        widget["words"] = word_count(widget["value"] or "")
        widget["word_guide"] = self.word_guide
        if widget_id := widget["attrs"].get("id"):
            described = widget["attrs"].get("aria-describedby", "")
            widget["attrs"]["aria-describedby"] = f"{described} {widget_id}_words".strip()
        return context


class LongTextField(forms.CharField):
    """A form field that takes long text and gives it back clean."""

    widget = LongTextWidget

    def to_python(self, value: Any) -> str:
        """The cleaned text; a ValidationError says in a sentence what is wrong with it."""
        try:
            return clean(str(value or ""))
        except ValueError as problem:
            raise ValidationError(str(problem), code="max_length") from problem
