"""Who is signed in, with the roles they hold: every page asks for both."""

from allauth.account.auth_backends import AuthenticationBackend

from institution.models import RoleGrant, User


class PeopleBackend(AuthenticationBackend):
    """allauth's own way to sign in; the person of a session comes with their roles, in one
    question if they have any."""

    def get_user(self, user_id: int) -> User | None:
        grants = list(RoleGrant.objects.filter(person=user_id).select_related("person"))
        if not grants:
            return super().get_user(user_id)
        person = grants[0].person
        person.keep_grants(grants)
        return person if self.user_can_authenticate(person) else None
