"""The words of an error, the same at the field and in the summary at the top of the page."""

from django import template
from django.forms import BoundField, Field

register = template.Library()

BARE = Field.default_error_messages["required"]


@register.filter
def about(error: str, field: BoundField) -> str:
    """The error as it is; Django's bare "required", which names nothing, with the field's label."""
    return f"“{field.label}” is missing." if error == BARE else error
