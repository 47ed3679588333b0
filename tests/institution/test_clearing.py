"""What is cleared away after its time, and what stays."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from institution.models import Autosave, Import, SentForm, User

pytestmark = pytest.mark.django_db


def test_clear_old_clears_what_is_old_and_nothing_else(capsys):
    ida, now = User.objects.create_user("ida@kept.example", name="Ida Marsh"), timezone.now()
    for days in (29, 31, 364, 366):
        at = now - timedelta(days=days)
        Autosave.objects.create(person=ida, page=f"/{days}/", saved_at=at)
        SentForm.objects.create(key=uuid4(), person=ida, at=at)
        for confirmed_at in (None, at):
            Import.objects.create(
                person=ida, kind="people", file_name=f"{days}.csv", created_at=at,
                confirmed_at=confirmed_at,
            )  # fmt: skip
        for started_at in (None, at):
            DBTaskResult.objects.create(
                args_kwargs={}, run_after=at, started_at=started_at, task_path=f"{days}"
            )
    call_command("clear_old")
    assert capsys.readouterr().out == (
        "Cleared drafts of text: 1, tokens of sent forms: 3, lists that were not imported: 3, "
        "notes of work in the background: 3.\n"
    )
    assert set(Autosave.objects.values_list("page", flat=True)) == {"/29/", "/31/", "/364/"}
    assert [(now - sent.at).days for sent in SentForm.objects.all()] == [29]
    waiting = Import.objects.filter(confirmed_at=None)
    assert [upload.file_name for upload in waiting] == ["29.csv"]
    assert Import.objects.exclude(confirmed_at=None).count() == 4
    waiting = DBTaskResult.objects.filter(started_at=None)
    assert (waiting.count(), DBTaskResult.objects.count()) == (4, 5)
    call_command("clear_old")
    assert capsys.readouterr().out == (
        "Cleared drafts of text: 0, tokens of sent forms: 0, lists that were not imported: 0, "
        "notes of work in the background: 0.\n"
    )
