"""The words of an error, the same at the field and in the summary at the top of the page."""

from django import template
from django.core.validators import ProhibitNullCharactersValidator
from django.forms import BoundField, ChoiceField, Field

register = template.Library()

BARE = Field.default_error_messages["required"]
NO_CHOICE = str(ChoiceField.default_error_messages["invalid_choice"]).partition("%")[0]
NO_TEXT = str(ProhibitNullCharactersValidator.message)


@register.filter
def about(error: str, field: BoundField) -> str:
    """The error as it is; with the field's label where Django says it is required, which names
    nothing, or that it is no valid choice or holds a null character, which tells nobody what to
    do."""
    if error.startswith(NO_CHOICE):
        why = "The link that you followed asks for something that is not in it."
        return f"“{field.label}”: choose from the list. {why}"
    if error == NO_TEXT:
        return f"“{field.label}”: there is a character in this that no text has. Enter it again."
    return f"“{field.label}” is missing." if error == BARE else error
