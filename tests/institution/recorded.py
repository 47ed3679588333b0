"""What tests of verbs look at: what was recorded, and people as the next request sees them."""

from institution.models import Event, User


def events() -> list[str]:
    """What has been recorded, the oldest first."""
    return list(Event.objects.order_by("pk").values_list("text", flat=True))


def again(person: User) -> User:
    """The person as the next request sees them."""
    return User.objects.get(pk=person.pk)
