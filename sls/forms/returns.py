"""Forms of annual returns: the choice of a critical friend, the answers, what should change."""

from typing import Any

from django import forms

from documents.longtext_fields import LongTextField, LongTextWidget
from institution.fields import TextField
from institution.models import User
from sls.models import AnnualReturn, ReturnPart
from sls.returns import prompts
from sls.returns.permissions import can_be_friend


class ReturnDeclarationForm(forms.Form):
    """What the head declares when the return is sent."""

    declared = forms.BooleanField(
        label="I have read the return, and it is true to the best of my knowledge.",
        error_messages={"required": "Tick the declaration before you send the return."},
    )


class FriendForm(forms.Form):
    """Who shall be the critical friend: heads and contributors of other departments."""

    person = forms.ChoiceField(
        label="Who shall be the critical friend?",
        error_messages={
            "required": "Choose somebody.", "invalid_choice": "Choose somebody from the list.",
        },
    )  # fmt: skip

    def __init__(self, data: Any = None, *, annual_return: AnnualReturn, by: User) -> None:
        super().__init__(data)
        writers = User.objects.filter(role_grants__role__in=["head", "contributor"]).distinct()
        found = writers.prefetch_related("role_grants__department").order_by("name")
        self.people = {
            str(one.pk): one for one in found if one != by and can_be_friend(one, annual_return)
        }
        field = self.fields["person"]
        friend = annual_return.friend
        field.initial = str(friend.person_id) if friend else ""
        field.choices = [  # type: ignore[attr-defined]  # a ChoiceField has choices
            ("", "Choose somebody"),
            *((key, f"{one} ({where(one)})") for key, one in self.people.items()),
        ]

    def clean_person(self) -> User:
        """The person of the chosen line."""
        return self.people[self.cleaned_data["person"]]


def where(person: User) -> str:
    """For which departments somebody writes, in words."""
    names = {str(one.department) for one in person.grants if one.department_id}
    return ", ".join(sorted(names))


class FriendAnswerForm(forms.Form):
    """The three prompts of a critical friend."""

    def __init__(self, data: Any = None, *, annual_return: AnnualReturn) -> None:
        super().__init__(data)
        for prompt in prompts.FRIEND:
            self.fields[prompt.key] = LongTextField(
                label=prompt.title, help_text=prompt.guidance, widget=LongTextWidget({"rows": 6}),
                initial=getattr(annual_return.friend, prompt.key),
                error_messages={
                    "required": f"{prompt.title} Write a sentence; it need not be long."
                },
            )  # fmt: skip


class ReturnReviewForm(forms.Form):
    """What should change, part by part, and a message."""

    message = TextField(label="Message to the department", max_length=3000, required=False)

    def __init__(self, data: Any = None, *, parts: list[ReturnPart]) -> None:
        super().__init__(data)
        for part in parts:
            self.fields[part.key] = TextField(
                label=f"What should change in “{part}”?", max_length=3000, required=False
            )

    def asked(self) -> dict[str, str]:
        """What should change, by the key of the part."""
        return {key: text for key, text in self.cleaned_data.items() if key != "message"}
