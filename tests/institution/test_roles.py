"""The pages with which roles are given and ended, by the quality office and in the team."""

import re
from datetime import timedelta

from django.utils import timezone

from institution.models import RoleGrant, User
from tests.sls.sending import send

Role = RoleGrant.Role


def page(client, url) -> str:
    """The words of a page, on one line."""
    return " ".join(client.get(url).content.decode().split())


def at(person, verb: str = "") -> str:
    return f"/people/{person.pk}/{verb}"


# Roles


def test_grant_add_gives_a_deputy_a_last_day(house, sign_in):
    last = timezone.localdate() + timedelta(days=20)
    typed = {"role": "head", "department": house.library.pk, "ends_on": str(last), "note": "Leave"}
    answer = send(sign_in(house.reviewer), at(house.outsider, "roles/add/"), **typed)
    assert answer.url == at(house.outsider)
    grant = house.outsider.role_grants.get()
    assert (grant.role, grant.department, grant.ends_on, grant.note, grant.granted_by) == (
        "head", house.library, last, "Leave", house.reviewer,
    )  # fmt: skip


def test_grant_add_says_which_roles_give_no_right_yet(house, sign_in):
    page = sign_in(house.reviewer).get(at(house.outsider, "roles/add/")).content.decode()
    told = dict(re.findall(r"<dt>(.*?)</dt>\s*<dd[^>]*>(.*?)</dd>", page))
    without = [role for role, may in told.items() if may.startswith("Gives no right yet")]
    assert without == ["Institutional lead", "Signatory"]
    assert len(told) == 6


MISTAKES = [
    ({}, "Choose a role."),
    ({"role": "head"}, "Choose the department that this role is for."),
    ({"role": "lead", "department": "library"}, "This role is for the whole institution."),
    ({"role": "administrator"}, "Choose from the list."),
    ({"role": "lead", "ends_on": "2001-01-01"}, "is too far away"),
    ({"role": "lead", "starts_on": "{later}", "ends_on": "{today}"}, "before the first"),
    ({"role": "lead", "starts_on": "{before}", "ends_on": "{before}"}, "has passed already"),
    ({"role": "signatory"}, "holds this role already. End it first."),
]


def test_grant_add_answers_mistakes_with_a_sentence(house, sign_in):
    today, client = timezone.localdate(), sign_in(house.reviewer)
    days = {"today": today, "later": today + timedelta(9), "before": today - timedelta(9)}
    for typed, sentence in MISTAKES:
        said = {name: value.format(**days) for name, value in typed.items()}
        if "department" in said:
            said["department"] = house.library.pk
        answer = send(client, at(house.signatory, "roles/add/"), **said)
        assert answer.status_code == 200, typed
        assert sentence in answer.content.decode()
    assert house.signatory.role_grants.count() == 1


def test_grant_add_offers_administrator_to_administrators_only(house, sign_in):
    url = at(house.outsider, "roles/add/")
    assert "Administrator</option>" not in page(sign_in(house.reviewer), url)
    send(sign_in(house.administrator), url, role="administrator")
    assert house.outsider.role_grants.get().role == "administrator"


def test_grant_end_ends_it_and_keeps_it_on_record(house, sign_in):
    grant = house.contributor.role_grants.get()
    client = sign_in(house.reviewer)
    assert "End this role?" in page(client, f"/roles/{grant.pk}/end/")
    assert send(client, f"/roles/{grant.pk}/end/").url == at(house.contributor)
    grant.refresh_from_db()
    assert grant.revoked_by == house.reviewer
    assert not User.objects.get(pk=house.contributor.pk).writes_for


def test_grant_end_is_unknown_to_others_and_refused_to_oneself(house, sign_in):
    grant = house.contributor.role_grants.get()
    for who in ("outsider", "contributor", "head_elsewhere"):
        assert sign_in(house.cast[who]).get(f"/roles/{grant.pk}/end/").status_code == 404
    own = house.reviewer.role_grants.get()
    assert sign_in(house.reviewer).get(f"/roles/{own.pk}/end/").status_code == 403
    assert sign_in(house.head).get(f"/roles/{grant.pk}/end/").status_code == 200


# The team


def test_team_adds_a_contributor_by_address(house, sign_in):
    client = sign_in(house.head)
    answer = send(
        client, "/departments/library/team/", email="OUTSIDER@kept.example", role="contributor"
    )
    assert answer.url == "/departments/library/team/"
    assert house.library.pk in User.objects.get(pk=house.outsider.pk).writes_for
    assert "Outsider" in page(client, "/departments/library/team/")


TEAM_MISTAKES = [
    ({"email": "outsider@kept.example", "role": "deputy"}, "Say until when."),
    ({"email": "nobody@kept.example", "role": "contributor"}, "quality@kept.example"),
    ({"email": "outsider@kept.example", "role": "reviewer"}, "Choose from the list."),
    ({"email": "outsider@kept.example"}, "Choose a role."),
    ({"email": "contributor@kept.example", "role": "contributor"}, "holds this role already"),
    ({"email": "head@kept.example", "role": "contributor"}, "Nobody changes their own roles"),
]


def test_team_answers_mistakes_with_a_sentence(house, sign_in):
    before, client = RoleGrant.objects.count(), sign_in(house.head)
    for typed, sentence in TEAM_MISTAKES:
        answer = send(client, "/departments/library/team/", **typed)
        assert answer.status_code == 200, typed
        assert sentence in answer.content.decode()
    assert RoleGrant.objects.count() == before


def test_team_ends_a_deputy_and_comes_back(house, sign_in):
    client = sign_in(house.head)
    last = timezone.localdate() + timedelta(days=20)
    typed = {"email": "outsider@kept.example", "role": "deputy", "ends_on": str(last)}
    send(client, "/departments/library/team/", **typed)
    grant = house.outsider.role_grants.get()
    assert grant.ends_on == last
    told = page(client, "/departments/library/team/")
    until = f"{last:%-d %B %Y}"
    assert f"{house.outsider} has the role: Deputy head, until {until}." in told
    roles = re.findall(r'data-label="Role"[^>]*>(.*?)<.*?data-label="Until"[^>]*>(.*?)<', told)
    assert ("Deputy head", until) in roles
    assert ("Head of department", "No end") in roles
    assert "Deputy head" in page(client, "/departments/library/")
    answer = send(client, f"/roles/{grant.pk}/end/")
    assert answer.url == "/departments/library/team/"
    assert not User.objects.get(pk=house.outsider.pk).has_role(Role.HEAD)


def test_team_is_for_the_head(house, sign_in):
    typed = {"email": "outsider@kept.example", "role": "contributor"}
    for who in ("contributor", "head_elsewhere", "reviewer", "administrator"):
        client = sign_in(house.cast[who])
        assert client.get("/departments/library/team/").status_code == 403, who
        assert send(client, "/departments/library/team/", **typed).status_code == 403, who
    assert not house.outsider.role_grants.exists()
