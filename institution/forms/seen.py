"""A form of a row that somebody else may change at the same time: nobody saves over what they
have not seen."""

from typing import Any

from django import forms

from institution.fields import named, shown

CHANGED = (
    "Somebody changed this while you were writing, so nothing is saved yet. What is saved now "
    "stands at each field that differs. Choose, then save again."
)


class SeenForm(forms.ModelForm):
    """Carries how the row was when the form was shown; its verb compares (see `check_seen`)."""

    as_seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.pk is None:
            del self.fields["as_seen"]
        else:
            self.initial["as_seen"] = self.instance.as_seen

    def form_of(self, current: Any) -> "SeenForm":
        """The form as it would be shown of the row as it is now."""
        return type(self)(instance=current)

    def show_saved(self, current: Any) -> None:
        """Put what is saved now beside what was typed; the next save begins from there."""
        saved = self.form_of(current)
        self.data = dict(self.data.items()) | {"as_seen": current.as_seen}
        self.add_error(None, CHANGED)
        for field in self.visible_fields():
            now = shown(saved[field.name])
            if now != shown(field):
                said = f"Somebody saved “{now}”." if now else "Somebody saved nothing here."
                self.add_error(field.name, named(field.label, said))
