"""The words of an error, the same at the field and in the summary at the top of the page."""

from django import template
from django.core.validators import ProhibitNullCharactersValidator
from django.forms import BoundField, ChoiceField, Field

from institution.fields import bare

register = template.Library()

BARE = Field.default_error_messages["required"]
NO_CHOICE = str(ChoiceField.default_error_messages["invalid_choice"]).partition("%")[0]
NO_TEXT = str(ProhibitNullCharactersValidator.message)


@register.filter
def about(error: str, field: BoundField) -> str:
    """The error as it is; with the field's label where Django says it is required, which names
    nothing, or that it is no valid choice or holds a null character, which tells nobody what to
    do."""
    label = f"“{bare(field.label)}”"
    if error.startswith(NO_CHOICE):
        return f"{label}: choose from the list. What was chosen is not in it."
    if error == NO_TEXT:
        return f"{label}: there is a character in this that no text has. Enter it again."
    return f"{label} is missing." if error == BARE else error
