"""Django's own site for administrators: who gets in, what it cannot do, and how to be without."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.urls import reverse

from institution.admin import tables
from institution.models import Department

ROOT = Path(__file__).resolve().parent.parent


def test_administrators_look_into_every_table(house, sign_in):
    client = sign_in(house.administrator)
    assert client.get("/admin/").status_code == 200
    shown = [model._meta for model in tables._registry]
    assert {table.object_name for table in shown} == {
        "User", "RoleGrant", "Department", "DepartmentName", "AcademicYear", "Event", "Institution",
    }  # fmt: skip
    for table in shown:
        url = reverse(f"admin:institution_{table.model_name}_changelist")
        assert client.get(url).status_code == 200, url


def test_nothing_is_changed_there(house, sign_in):
    client = sign_in(house.administrator)
    url = f"/admin/institution/department/{house.library.pk}/change/"
    shown = client.get(url)
    assert shown.status_code == 200
    assert "Library" in shown.content.decode()
    assert client.post(url, {"name": "Books"}).status_code == 403
    assert client.get("/admin/institution/user/add/").status_code == 403
    delete = f"/admin/institution/department/{house.finance.pk}/delete/"
    assert client.post(delete, {"post": "yes"}).status_code == 403
    assert set(Department.objects.values_list("name", flat=True)) == {
        "Library", "Finance", "Quality Office",
    }  # fmt: skip


def test_no_password_is_shown_there(house, sign_in):
    url = f"/admin/institution/user/{house.head.pk}/change/"
    shown = sign_in(house.administrator).get(url).content.decode()
    assert house.head.email in shown
    assert "argon2" not in shown


@pytest.mark.parametrize("who", ["head", "reviewer", "lead", "outsider"])
def test_others_are_told_that_it_is_not_theirs(house, sign_in, who):
    person = house.cast[who]
    person.is_staff = person.is_superuser = True  # rights come from roles alone
    person.save()
    answer = sign_in(person).get("/admin/institution/user/", follow=True)
    assert answer.status_code == 403
    assert "Only administrators look into the tables." in answer.content.decode()


def test_everybody_signs_in_at_the_one_front_door(house, sign_in):
    for url in ("/admin/", "/admin/login/", "/admin/institution/user/"):
        answer = sign_in(None).get(url, follow=True)
        assert answer.redirect_chain[-1][0].startswith("/accounts/login/?next=/admin/")
        assert answer.status_code == 200
    assert sign_in(house.administrator).get("/admin/login/").url == "/admin/"


def test_the_site_can_do_without():
    """With KEPT_ADMIN_SITE off there is no such address and no such app."""
    question = (
        "import django; django.setup(); from django.apps import apps; "
        "from django.urls import resolve, Resolver404\n"
        "try: resolve('/admin/')\n"
        "except Resolver404: print('gone', apps.is_installed('django.contrib.admin'))"
    )
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "KEPT_ADMIN_SITE": "0",
        "PYTHONWARNINGS": "ignore",
    }
    answer = subprocess.run(
        [sys.executable, "-c", question], cwd=ROOT, env=environment, check=True,
        capture_output=True, text=True,
    )  # fmt: skip
    assert answer.stdout.split() == ["gone", "False"]
