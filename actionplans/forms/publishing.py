"""The form with which a plan is taken off the public page."""

from django import forms

from institution.fields import ReasonField


class WithdrawForm(forms.Form):
    """Why nobody outside shall read the plan any more."""

    reason = ReasonField()
