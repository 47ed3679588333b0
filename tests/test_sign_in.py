"""Signing in: who gets in, how often one may guess, and who needs a code besides the password."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.urls import NoReverseMatch, reverse

from institution.adapter import SingleSignOnAdapter
from institution.codes import needs_codes
from institution.models import Department, RoleGrant, User

PASSWORD = "kept-for-tests-only"
Role = RoleGrant.Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return User.objects.create_user("ida@kept.example", PASSWORD, name="Ida Marsh")


@pytest.fixture
def reviewer(person):
    RoleGrant.objects.create(person=person, role=Role.REVIEWER)
    return person


def sign_in(client, email="ida@kept.example", password=PASSWORD, **extra):
    return client.post(reverse("account_login"), {"login": email, "password": password}, **extra)


def is_signed_in(client):
    return "_auth_user_id" in client.session


def code_for(secret):
    """The code that an authenticator app with this secret shows now."""
    counter = list(totp.yield_hotp_counters_from_time())[1]
    return totp.format_hotp_value(totp.hotp_value(secret, counter))


def set_up_codes(client):
    """Walk through the set-up; the secret that the app then has."""
    page = client.get(reverse("mfa_activate_totp"))
    if page.status_code == 302:
        page = client.post(page["Location"], {"password": PASSWORD}, follow=True)
    groups = re.findall(r"<span>([A-Z2-7]{4})</span>", page.content.decode())
    secret = "".join(groups)
    answer = client.post(reverse("mfa_activate_totp"), {"code": code_for(secret)})
    assert answer.status_code == 302
    return secret


def test_the_right_password_leads_home(client, person):
    assert sign_in(client).headers["Location"] == reverse("home")
    assert is_signed_in(client)


def test_the_case_of_the_e_mail_does_not_matter(client, person):
    sign_in(client, email="Ida@Kept.Example")
    assert is_signed_in(client)


def test_sign_in_leads_back_to_the_page_that_asked_for_it(client, person):
    login = reverse("account_login")
    form = {"login": person.email, "password": PASSWORD, "next": "/accounts/password/change/"}
    assert client.post(login, form).headers["Location"] == "/accounts/password/change/"


def test_sign_in_never_leads_to_another_site(client, person):
    form = {"login": person.email, "password": PASSWORD, "next": "https://elsewhere.example/"}
    assert client.post(reverse("account_login"), form).headers["Location"] == reverse("home")


def test_a_wrong_password_says_the_same_as_an_unknown_e_mail(client, person):
    wrong = sign_in(client, password="not-the-password").content.decode()
    unknown = sign_in(client, email="nobody@kept.example").content.decode()
    sentence = "This e-mail and this password do not belong together. Check both and try again."
    assert wrong.count(sentence) == unknown.count(sentence) == 2  # the summary and the form
    assert "<title>Error: Sign in" in wrong
    assert not is_signed_in(client)


def test_a_form_without_its_fields_names_them(client):
    words = sign_in(client, email="", password="").content.decode()
    assert '<a href="#id_login">Enter your e-mail address.</a>' in words
    assert 'aria-describedby="id_password_error"' in words


def test_after_five_wrong_passwords_the_right_one_has_to_wait(client, person):
    for _ in range(5):
        sign_in(client, password="not-the-password")
    assert "Wait five minutes" in sign_in(client).content.decode()
    assert not is_signed_in(client)


def try_wrongly(client, times: int, place: str = "192.0.2.{}", **extra) -> None:
    """Wrong passwords for Ida, each from a place of its own unless `place` is one."""
    for number in range(times):
        sign_in(client, password="not-the-password", REMOTE_ADDR=place.format(number), **extra)


def test_wrong_passwords_from_one_place_do_not_keep_the_person_out_elsewhere(client, person):
    try_wrongly(client, 10, "192.0.2.1")
    sign_in(client, REMOTE_ADDR="192.0.2.1")
    assert not is_signed_in(client)
    sign_in(client, REMOTE_ADDR="192.0.2.2")
    assert is_signed_in(client)


def test_many_places_together_may_not_guess_for_ever(client, person):
    try_wrongly(client, 30)
    assert "Wait five minutes" in sign_in(client, REMOTE_ADDR="192.0.2.99").content.decode()
    assert not is_signed_in(client)


def test_right_passwords_are_not_counted(client, person):
    for number in range(31):
        sign_in(client, REMOTE_ADDR=f"192.0.2.{number}")
        assert is_signed_in(client)
        client.logout()


def test_a_port_that_somebody_invents_gives_no_more_guesses(client, person):
    for port in range(6):
        try_wrongly(client, 1, "192.0.2.1", HTTP_HOST=f"localhost:{port + 1}")
    assert "Wait five minutes" in sign_in(client, REMOTE_ADDR="192.0.2.1").content.decode()


def test_a_limit_is_not_pushed_out_by_hundreds_of_others(client, person):
    try_wrongly(client, 5, "192.0.2.1")
    for number in range(400):
        cache.set(f"another-{number}", [1], 3600)
    assert "Wait five minutes" in sign_in(client, REMOTE_ADDR="192.0.2.1").content.decode()


def test_who_chooses_a_new_password_by_a_letter_need_not_wait(client, person):
    sign_in(client)  # whoever has been here is known to the sign-in by address
    client.logout()
    try_wrongly(client, 30)
    try_wrongly(client, 5, "127.0.0.1")
    assert "choose a new one" in sign_in(client).content.decode()
    choose_anew(client, "another-one-for-tests")
    sign_in(client, password="another-one-for-tests")
    assert is_signed_in(client)


def test_wrong_passwords_for_one_person_do_not_keep_another_out(client, person):
    User.objects.create_user("otto@kept.example", PASSWORD, name="Otto Wren")
    for _ in range(6):
        sign_in(client, password="not-the-password", REMOTE_ADDR="192.0.2.1")
    sign_in(client, email="otto@kept.example", REMOTE_ADDR="192.0.2.2")
    assert is_signed_in(client)


def test_one_address_cannot_try_password_after_password(client, person):
    answers = [
        sign_in(client, email=f"nobody{n}@kept.example", REMOTE_ADDR="192.0.2.7").status_code
        for n in range(31)
    ]
    assert answers[0] == 200
    assert answers[-1] == 429


def test_somebody_whose_account_is_closed_stays_out(client, person):
    person.is_active = False
    person.save()
    sign_in(client)
    assert not is_signed_in(client)


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_makes_an_account_for_themselves(client, method):
    form = {"email": "new@kept.example", "password1": PASSWORD, "password2": PASSWORD}
    answer = getattr(client, method)(reverse("account_signup"), form)
    assert "Accounts are given, not taken" in answer.content.decode()
    assert not User.objects.filter(email="new@kept.example").exists()


def test_single_sign_on_makes_no_accounts(rf):
    adapter = SingleSignOnAdapter()
    stranger = SocialLogin(
        user=User(email="new@kept.example"),
        account=SocialAccount(provider="openid_connect", uid="1"),
    )
    assert adapter.is_open_for_signup(rf.get("/"), stranger) is False


@pytest.mark.parametrize("name", ["account_email", "account_confirm_email", "socialaccount_signup"])
def test_doors_that_kept_does_not_need_are_not_there(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_signing_out_takes_a_button(client, person):
    client.force_login(person)
    assert client.get(reverse("account_logout")).status_code == 200
    assert is_signed_in(client)
    client.post(reverse("account_logout"))
    assert not is_signed_in(client)


def choose_anew(client, new: str) -> None:
    """Ask for the letter, follow its link and choose a new password."""
    client.post(reverse("account_reset_password"), {"email": "ida@kept.example"})
    link = re.search(r"https?://[^/]+(/\S+)", mail.outbox[0].body)[1]
    form = client.get(link, follow=True)
    client.post(form.request["PATH_INFO"], {"password1": new, "password2": new})


def test_a_forgotten_password_is_chosen_anew_by_a_link(client, person):
    choose_anew(client, "another-one-for-tests")
    assert mail.outbox[0].to == [person.email]
    sign_in(client, password="another-one-for-tests")
    assert is_signed_in(client)


def test_the_link_of_a_letter_leads_to_the_site_whatever_the_request_called_it(client, person):
    asked = {"email": person.email}
    client.post(reverse("account_reset_password"), asked, HTTP_HOST="localhost:1337")
    [link] = re.findall(r"https?://\S+/key/\S+", mail.outbox[0].body)
    assert link.startswith(f"{settings.SITE_URL}/accounts/password/reset/key/")
    assert client.get(link.removeprefix(settings.SITE_URL)).status_code == 302


def test_asking_for_an_unknown_e_mail_says_the_same_and_sends_nothing(client, person):
    known = client.post(reverse("account_reset_password"), {"email": person.email}, follow=True)
    mail.outbox.clear()
    form = {"email": "nobody@kept.example"}
    unknown = client.post(reverse("account_reset_password"), form, follow=True)
    assert "Look in your mailbox" in known.content.decode()
    assert "Look in your mailbox" in unknown.content.decode()
    assert mail.outbox == []


def test_a_new_password_has_twelve_characters_or_more(client, person):
    client.force_login(person)
    form = {"oldpassword": PASSWORD, "password1": "eleven-char", "password2": "eleven-char"}
    words = client.post(reverse("account_change_password"), form).content.decode()
    assert "at least 12 characters" in words
    person.refresh_from_db()
    assert person.check_password(PASSWORD)


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        (Role.REVIEWER, True),
        (Role.LEAD, True),
        (Role.SIGNATORY, True),
        (Role.ADMINISTRATOR, True),
        (Role.HEAD, False),
        (Role.CONTRIBUTOR, False),
    ],
)
def test_which_roles_ask_for_codes(person, role, expected):
    department = None
    if role in RoleGrant.DEPARTMENTAL:
        department = Department.objects.create(name="Library", slug="library")
    RoleGrant.objects.create(person=person, role=role, department=department)
    assert needs_codes(person) is expected


def test_a_reviewer_without_codes_is_led_to_their_set_up(client, reviewer, settings):
    settings.KEPT_REQUIRE_CODES = True
    client.force_login(reviewer)
    answer = client.get(reverse("account_change_password"))
    assert answer.headers["Location"] == reverse("mfa_activate_totp")


def test_a_reviewer_without_codes_can_still_sign_out(client, reviewer, settings):
    settings.KEPT_REQUIRE_CODES = True
    client.force_login(reviewer)
    client.post(reverse("account_logout"))
    assert not is_signed_in(client)


def test_others_are_not_asked_for_codes(client, person, settings):
    settings.KEPT_REQUIRE_CODES = True
    client.force_login(person)
    assert client.get(reverse("account_change_password")).status_code == 200


def test_a_site_that_does_not_ask_for_codes_asks_nobody(client, reviewer, settings):
    settings.KEPT_REQUIRE_CODES = False
    client.force_login(reviewer)
    assert client.get(reverse("account_change_password")).status_code == 200


def test_from_set_up_to_a_sign_in_with_a_code(client, reviewer, settings):
    settings.KEPT_REQUIRE_CODES = True
    sign_in(client)
    secret = set_up_codes(client)
    assert client.get(reverse("account_change_password")).status_code == 200
    assert Authenticator.objects.filter(user=reviewer).count() == 2  # the app, recovery codes

    client.post(reverse("account_logout"))
    assert sign_in(client).headers["Location"].startswith(reverse("mfa_authenticate"))
    assert not is_signed_in(client)
    wrong = client.post(reverse("mfa_authenticate"), {"code": "000000"}).content.decode()
    assert "This code is not right." in wrong
    assert not is_signed_in(client)
    client.post(reverse("mfa_authenticate"), {"code": code_for(secret)})
    assert is_signed_in(client)


def test_a_recovery_code_works_once(client, reviewer):
    sign_in(client)
    set_up_codes(client)
    codes = Authenticator.objects.get(user=reviewer, type=Authenticator.Type.RECOVERY_CODES)
    code = codes.wrap().get_unused_codes()[0]
    for expected in (True, False):
        client.post(reverse("account_logout"))
        sign_in(client)
        client.post(reverse("mfa_authenticate"), {"code": code})
        assert is_signed_in(client) is expected


def test_setting_up_codes_asks_for_the_password_again(client, person):
    client.force_login(person)
    answer = client.get(reverse("mfa_activate_totp"))
    assert answer.headers["Location"].startswith(reverse("account_reauthenticate"))
