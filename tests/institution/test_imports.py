"""Lists from CSV files on their pages: what a preview says of them, and all or nothing."""

import csv
import io
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from institution import workflow
from institution.importing import departments, files, people
from institution.models import Department, Event, Import, RoleGrant, User
from institution.permissions import NotAllowed
from institution.workflow.imports import MOST_INVITATIONS, plan_of
from tests import factories, tables
from tests.sls.sending import send
from tests.tables import confirm, said

COLUMNS = departments.COLUMNS


def upload(client, content: str | bytes, *, kind: str = "people", **details):
    """Send a file on its page."""
    return tables.upload(client, f"/{kind}/import/", content, **details)


def preview(client, content: str | bytes, **details):
    """The preview of a file that can be read."""
    return client.get(upload(client, content, **details).url)


def counts() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (User, RoleGrant, Department, Event))


# Files


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"", "empty"), (b"Name,E-mail\n", "The file has headings but no rows")],
)
def test_a_file_that_is_no_list_is_refused_on_its_page(house, sign_in, content, sentence):
    answer = upload(sign_in(house.reviewer), content, kind="departments")
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert not Import.objects.exists()


def test_a_file_is_needed_small_and_named_csv(house, sign_in):
    client = sign_in(house.reviewer)
    missing = send(client, "/people/import/")
    assert "Choose the CSV file first." in missing.content.decode()
    answer = upload(client, "E-mail\n", name="list.xlsx")
    assert "its name does not end in .csv" in answer.content.decode()
    large = upload(client, b"E-mail\n" + b"x" * (10 * 1024 * 1024))
    assert "This file has 10.0 MB and the most is 10 MB. Split the list" in large.content.decode()


def test_a_file_too_large_to_be_read_is_not_taken_for_none(house, sign_in):
    for kind in ("people", "departments"):
        answer = upload(sign_in(house.reviewer), bytes(32 * 1024**2), kind=kind).content.decode()
        assert "This file has 32.0 MB and the most is 10 MB. Split the list" in answer
        assert "Choose the CSV file first." not in answer


# Departments


def test_departments_are_added_changed_and_left_alone(house, sign_in):
    workflow.set_aliases(house.library, ["LLR"], by=house.reviewer)
    client = sign_in(house.reviewer)
    shown = preview(
        client,
        "Name,Aliases,Telephone\n"
        "Café,Coffee|Tea,+44 1632 960110\n"
        "llr,The Library|LLR,01632 960111\n"
        "Finance,,\n",
        kind="departments",
    )
    assert said(shown) == [
        (2, "Café", "added", []),
        (3, "llr", "changed", [
            "Known as Library; the name stays.",
            "Telephone: none becomes 01632 960111",
            "Other names: The Library added",
        ]),
        (4, "Finance", "left alone", []),
    ]  # fmt: skip
    assert Department.objects.count() == 3
    assert confirm(client, shown).url == "/departments/"
    new = Department.objects.get(slug="cafe")
    assert (new.phone, [str(name) for name in new.names.all()]) == (
        "+44 1632 960110", ["Coffee", "Tea"],
    )  # fmt: skip
    house.library.refresh_from_db()
    assert (house.library.name, house.library.phone, house.library.email) == (
        "Library", "01632 960111", "library@kept.example",
    )  # fmt: skip
    assert [str(name) for name in house.library.names.all()] == ["LLR", "The Library"]
    assert new.events.get().text == "added Café"
    last = Event.objects.filter(text__startswith="imported").get().text
    assert last == "imported departments from list.csv: 1 added, 1 changed"


DEPARTMENT_ERRORS = {
    "Name\n=HYPERLINK(1)\n": "Name: “=HYPERLINK(1)” looks like a formula.",
    "Name,Summary\nA,@cmd\n": "looks like a formula",
    "Name,Aliases\nA,-1+1\n": "Other names: “-1+1” looks like a formula.",
    "Name,Aliases\nA,finance\n": "Other names: “finance” is a name of Finance already.",
    "Name,Aliases\nA,X\nB,x\n": "Other names: “x” is in line 2 already.",
    "Name\nA\na\n": "“a” is in line 2 already.",
    "Name,Summary\n,B\n": "Enter the department&#x27;s name.",
    "Name,E-mail\nA,nobody\n": "Write an e-mail address such as",
    "Name,Web\nA,javascript:alert(1)\n": "Write a web address",
    "Name,Phone\nA,+1+1|cmd\n": "Write a telephone number",
    f"Name\n{'x' * 201}\n": "is 201 characters long",
    "Name,E-mail\nA,,more\n": "There are more cells than headings.",
    "Name\nMerged\n": "Merged was merged into Finance. Use that name instead.",
}


def test_a_wrong_row_of_departments_stops_the_list_with_a_sentence(house, sign_in):
    merged = factories.make_department("Merged")
    workflow.merge_department(merged, house.finance, by=house.reviewer)
    before, client = counts(), sign_in(house.reviewer)
    for content, sentence in DEPARTMENT_ERRORS.items():
        shown = preview(client, f"{content}Good one\n", kind="departments")
        words = shown.content.decode()
        assert sentence in words
        assert "Nothing can be imported yet" in words
        assert "Import the list" not in words
        assert len(shown.context["plan"].errors) == 1, content
        confirm(client, shown)
        assert counts() == before, content


# People


def test_people_are_added_with_roles_and_known_by_any_capitals(house, sign_in):
    today = timezone.localdate()
    last = today + timedelta(days=40)
    client = sign_in(house.reviewer)
    shown = preview(
        client,
        "E-mail;Name;Job;Department;Role;Role for;From;Until\n"
        f"IDA@Kept.Example;Ida Marsh;Archivist;library;Deputy head;;;{last}\n"
        "ida@kept.example;;;;contributor;Finance;;\n"
        "HEAD@kept.example;;Librarian;;head;Library;;\n"
        "lead@kept.example;Lead;;;lead;;;\n",
    )
    day = f"{today.day} {today:%B %Y}"
    assert said(shown) == [
        (2, "ida@kept.example", "added",
         [f"Head of department, Library from {day} until {last.day} {last:%B %Y}"]),
        (3, "ida@kept.example", "changed", [f"Contributor, Finance from {day}"]),
        (4, "head@kept.example", "changed", ["Job title: none becomes Librarian"]),
        (5, "lead@kept.example", "left alone", []),
    ]  # fmt: skip
    assert not User.objects.filter(name="Ida Marsh").exists()
    assert confirm(client, shown).url == "/people/"
    ida = User.objects.get(email="ida@kept.example")
    assert (ida.job_title, ida.department) == ("Archivist", house.library)
    held = [(str(grant), grant.ends_on) for grant in ida.role_grants.order_by("role")]
    assert held == [("Contributor, Finance", None), ("Head of department, Library", last)]
    assert User.objects.get(pk=house.head.pk).job_title == "Librarian"
    assert house.head.role_grants.count() == 1


PEOPLE_ERRORS = {
    "E-mail\nida@kept.example\n": "Name: this person is new here. Enter the name.",
    "E-mail,Name\nida at kept,Ida\n": "Write an e-mail address such as",
    "E-mail,Name\n,Ida\n": "Enter the person&#x27;s e-mail address.",
    "E-mail,Name\nida@kept.example,=Ida\n": "Name: “=Ida” looks like a formula.",
    "E-mail,Department\nlead@kept.example,Nowhere\n": "There is no department called “Nowhere”.",
    "E-mail,Role\nlead@kept.example,king\n": "Role: “king” is not a role. Write one of: head,",
    "E-mail,Role\nlead@kept.example,contributor\n": "say which department this role is for",
    "E-mail,Role,Role for\nhead@kept.example,lead,Finance\n": "for the whole institution",
    "E-mail,Role,Role for\nlead@kept.example,deputy,Finance\n": "a deputy&#x27;s role needs a last",
    "E-mail,Until\nlead@kept.example,2026-12-31\n": "but no role",
    "E-mail,Role,From\nhead@kept.example,lead,soon\n": "write a date such as",
    "E-mail,Role,From\nhead@kept.example,lead,1826-01-01\n": "is too far away",
    "E-mail,Role,Until\nhead@kept.example,lead,01/01/2026\n": "has passed already",
    "E-mail,Role\nhead@kept.example,administrator\n": "Only an administrator makes",
    "E-mail,Role\nreviewer@kept.example,lead\n": "Nobody changes their own roles.",
    "E-mail,Name\nadministrator@kept.example,Mine\n": "Only an administrator changes",
    "E-mail,Role\ngone@kept.example,lead\n": "cannot sign in any more",
    "E-mail,Name\nida@kept.example,Ida\nida@kept.example,Eda\n": "a row above says Ida",
}


def test_a_wrong_row_of_people_stops_the_list_with_a_sentence(house, sign_in):
    factories.make_person("gone", is_active=False)
    before, client = counts(), sign_in(house.reviewer)
    for content, sentence in PEOPLE_ERRORS.items():
        shown = preview(client, content)
        assert sentence in shown.content.decode()
        assert len(shown.context["plan"].errors) == 1, content
        confirm(client, shown)
        assert counts() == before, content


def test_an_import_is_whole_or_nothing(house, sign_in, monkeypatch):
    """What fails after people were written takes them back with it."""
    client = sign_in(house.reviewer)
    shown = preview(client, "E-mail,Name\nida@kept.example,Ida\nada@kept.example,Ada\n")
    before = counts()

    def refuse(grants, *, by):
        assert User.objects.filter(name__in=["Ida", "Ada"]).count() == 2
        raise NotAllowed("No roles today.")

    monkeypatch.setattr(people, "grant_roles", refuse)
    answer = confirm(client, shown)
    assert "No roles today." in answer.content.decode()
    assert counts() == before
    monkeypatch.undo()
    confirm(client, shown)
    assert User.objects.filter(name__in=["Ida", "Ada"]).count() == 2


def test_what_changed_since_the_preview_is_shown_again(house, sign_in):
    client = sign_in(house.reviewer)
    shown = preview(client, "E-mail,Name\nida@kept.example,Ida\n")
    factories.make_person("ida", name="Somebody else")
    answer = confirm(client, shown)
    words = answer.content.decode()
    assert "Something has changed since you looked." in words
    assert "Name: Somebody else becomes Ida" in words
    assert User.objects.get(email="ida@kept.example").name == "Somebody else"


def test_a_list_is_imported_once_and_then_forgotten(house, sign_in):
    client = sign_in(house.reviewer)
    shown = preview(client, "E-mail,Name\nida@kept.example,Ida\n")
    confirm(client, shown)
    kept = Import.objects.get()
    assert kept.confirmed_at
    assert kept.rows == []
    before = counts()
    answer = confirm(client, shown)
    assert answer.url == "/people/"
    assert counts() == before


def test_a_new_upload_replaces_the_one_not_confirmed(house, sign_in):
    client = sign_in(house.reviewer)
    upload(client, "E-mail,Name\nida@kept.example,Ida\n")
    upload(client, "E-mail,Name\nada@kept.example,Ada\n")
    assert [row["cells"]["name"] for row in Import.objects.get().rows] == ["Ada"]


@pytest.mark.parametrize(("typed", "mails"), [({"invite": "yes"}, 2), ({}, 0)])
def test_new_people_are_invited_if_wanted(
    house, sign_in, django_capture_on_commit_callbacks, typed, mails
):
    client = sign_in(house.reviewer)
    shown = preview(client, "E-mail,Name\nida@kept.example,Ida\nada@kept.example,Ada\n")
    assert "Send each new person an e-mail" in shown.content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        confirm(client, shown, **typed)
    assert len(mail.outbox) == mails


def test_no_invitations_go_out_to_very_many(house, sign_in, django_capture_on_commit_callbacks):
    rows = "".join(f"p{n}@kept.example,Person {n}\n" for n in range(MOST_INVITATIONS + 1))
    client = sign_in(house.reviewer)
    shown = preview(client, "E-mail,Name\n" + rows)
    assert "No invitations are sent for so many people at once." in shown.content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        confirm(client, shown, invite="yes")
    assert mail.outbox == []
    assert User.objects.filter(name__startswith="Person ").count() == MOST_INVITATIONS + 1


def test_a_preview_is_seen_by_who_uploaded_it(house, sign_in):
    shown = preview(sign_in(house.reviewer), "E-mail,Name\nida@kept.example,Ida\n")
    url = shown.request["PATH_INFO"]
    for who in ("administrator", "library_reviewer", "head", "outsider"):
        assert sign_in(house.cast[who]).get(url).status_code == 404
        assert send(sign_in(house.cast[who]), url, stamp="x").status_code == 404
    assert not User.objects.filter(name="Ida").exists()


def test_a_preview_is_lost_with_the_role(house, sign_in):
    client = sign_in(house.reviewer)
    shown = preview(client, "E-mail,Name\nida@kept.example,Ida\n")
    house.reviewer.role_grants.update(revoked_at=timezone.now())
    assert confirm(client, shown).status_code == 403
    assert not User.objects.filter(name="Ida").exists()


@pytest.mark.parametrize("rows", [1, 30])
def test_a_preview_asks_the_same_of_the_database_for_every_length(
    house, sign_in, rows, django_assert_num_queries
):
    lines = []
    for number in range(rows):
        factories.make_person(f"p{number}", role="contributor", department=house.library)
        lines.append(f"p{number}@kept.example,New name,head,Finance\n")
        lines.append(f"q{number}@kept.example,Q,contributor,Finance\n")
    client = sign_in(house.reviewer)
    url = preview(client, "E-mail,Name,Role,Role for\n" + "".join(lines)).request["PATH_INFO"]
    with django_assert_num_queries(8):
        client.get(url)


def test_windows_letters_and_unread_columns_are_pointed_out(house, sign_in):
    content = "E-mail,Name,Budget\nida@kept.example,Zoë,1\n".encode("cp1252")
    words = preview(sign_in(house.reviewer), content).content.decode()
    assert "read as Windows-1252" in words
    assert "Columns that are not read" in words
    assert "Budget" in words


@pytest.mark.parametrize("kind", ["people", "departments"])
def test_the_example_can_be_filled_in_and_sent_back(house, sign_in, kind):
    client = sign_in(house.reviewer)
    answer = client.get(f"/imports/{kind}-example.csv")
    assert answer["Content-Disposition"].startswith("attachment")
    module = people if kind == "people" else departments
    table = files.read(answer.content, module.COLUMNS)
    assert table.unused == []
    assert [list(row.cells.values()) for row in table.rows] == [list(row) for row in module.EXAMPLE]
    assert next(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))) == [
        column.heading for column in module.COLUMNS
    ]
    assert sign_in(house.head).get(f"/imports/{kind}-example.csv").status_code == 403
    assert client.get("/imports/anything-example.csv").status_code == 404


def test_the_example_of_departments_would_be_taken(house):
    table = files.read(
        "\n".join(
            [",".join(c.heading for c in COLUMNS), *(
                ",".join(f'"{cell}"' for cell in row) for row in departments.EXAMPLE
            )]
        ).encode(), COLUMNS,
    )  # fmt: skip
    upload = workflow.keep_import("departments", "example.csv", table, by=house.reviewer)
    assert plan_of(upload, by=house.reviewer).may_go_ahead
