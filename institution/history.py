"""Saving a row so that its history says who did it."""

from typing import Any

from django.db import models

from institution.models import User


def save_as(row: models.Model, by: User | None, *, reason: str = "", **options: Any) -> None:
    """Save `row`; its history entry names `by` and, if there is one, the reason. `options` are
    those of Model.save()."""
    setattr(row, "_history_user", by)  # noqa: B010 - the name simple-history reads
    setattr(row, "_change_reason", reason or None)  # noqa: B010 - a name simple-history reads
    row.save(**options)


def delete_as(row: models.Model, by: User) -> None:
    """Delete `row`; the history keeps what it said and that `by` removed it."""
    setattr(row, "_history_user", by)  # noqa: B010 - the name simple-history reads
    row.delete()
