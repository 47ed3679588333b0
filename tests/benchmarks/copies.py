"""The bulk of the data, copied inside the database: later editions, more KPIs, and the history of
all rows."""

from collections.abc import Iterable

from django.core.management.color import no_style
from django.db import connection, models

from documents.models import SignedDocument
from kpis.models import Kpi, Measurement, Promise
from sls.models import (
    ChangeRequest,
    Comment,
    NotDelivered,
    Section,
    Service,
    ServiceStandard,
    Stakeholder,
    Statement,
    StatementEvent,
    StatementKpi,
    SubmittedVersion,
)
from tests.benchmarks import measured

Tables = Iterable[type[models.Model]]
# What belongs to one statement, in an order in which each finds what it points to.
OF_A_STATEMENT = [
    SignedDocument, Statement, Section, Service, NotDelivered, Stakeholder, ServiceStandard,
    Promise, StatementKpi, SubmittedVersion, ChangeRequest, Comment, StatementEvent,
]  # fmt: skip
OF_A_KPI = [Kpi, Promise, Measurement]
# How often each row was changed: with 600 statements this makes a little over 200,000 rows.
CHANGES = {Section: 28, Promise: 10, Service: 2}
MOST_TEXT = 200  # characters of a long text that an older version keeps, for the disk's sake


def newest(tables: Tables) -> dict[type[models.Model], int]:
    """The highest key of each table."""
    return {
        model: model.objects.aggregate(newest=models.Max("pk"))["newest"] or 0 for model in tables
    }


def copy_rows(after: dict[type[models.Model], int], times: int) -> None:
    """Copy all rows of these tables with a key over `after` so many times.

    A copy has the key of its original plus a multiple of the rows there are, and so have the keys
    that point to it. Copies of a statement are its further editions, the last of them in force;
    copies of a KPI are others of its department that were retired before.
    """
    last = newest(after)
    spans = {model: last[model] - after[model] for model in after}
    for model in after:
        changed = _changed(model, times)
        values = {
            field.column: changed.get(field.column, _shifted(field, spans))
            for field in model._meta.concrete_fields
        }
        table = _quoted(model._meta.db_table)
        _copy(table, table, values, times, f"id > {after[model]} AND id <= {last[model]}")
    for statement in connection.ops.sequence_reset_sql(no_style(), list(after)):
        _execute(statement)


def _changed(model: type[models.Model], last: int) -> dict[str, str]:
    """The columns that differ from copy to copy, with what they become in the `nth` copy."""
    if model is Statement:
        state = f"CASE WHEN nth = {last} THEN 'approved' ELSE 'superseded' END"
        return {"edition": "edition + nth", "state": state}
    if model is Kpi:
        return {
            "reference": "reference || '-' || nth", "state": "'retired'",
            "last_year": f"{measured.LAST - 1}",
        }  # fmt: skip
    if model is Promise:
        return {"revision": "revision + nth"}
    if model is SignedDocument:
        return {
            "reference": "substr(reference, 1, length(reference) - 1) || (nth + 1)",
            "sealed_sha256": "substr(sealed_sha256, 1, 61) || 'x' || (nth + 10)",
        }
    return {}


def _shifted(field: models.Field, spans: dict[type[models.Model], int]) -> str:
    """The column as it is, or for a key of something copied the key of its copy."""
    model = field.model if field.primary_key else field.related_model
    column = _quoted(field.column)
    if field.name == "supersedes":
        return f"id + (nth - 1) * {spans[model]}"
    return f"{column} + nth * {spans[model]}" if model in spans else column


def write_history() -> int:
    """Write the earlier versions of every row; returns how many there are."""
    for model, times in CHANGES.items():
        values = {field.column: _shortened(field) for field in model._meta.concrete_fields}
        is_section = model is Section
        values |= {
            "history_date": "updated_at" if is_section else "CURRENT_TIMESTAMP",
            "history_user_id": "updated_by_id" if is_section else "NULL",
            "history_type": "'~'",
        }
        source, target = model._meta.db_table, model.history.model._meta.db_table
        _copy(_quoted(source), _quoted(target), values, times, "1 = 1")
    return sum(model.history.count() for model in CHANGES)


def _shortened(field: models.Field) -> str:
    column = _quoted(field.column)
    return f"substr({column}, 1, {MOST_TEXT})" if isinstance(field, models.TextField) else column


def _copy(source: str, target: str, values: dict[str, str], times: int, which: str) -> None:
    """Insert each row of `source` `times` times into `target`; `nth` counts the copies."""
    columns = ", ".join(_quoted(column) for column in values)
    _execute(
        f"INSERT INTO {target} ({columns}) SELECT {', '.join(values.values())} "  # noqa: S608 - names from the models
        f"FROM {source} CROSS JOIN (WITH RECURSIVE copies(nth) AS (SELECT 1 UNION ALL "
        f"SELECT nth + 1 FROM copies WHERE nth < {times}) SELECT nth FROM copies) AS n "
        f"WHERE {which} ORDER BY nth"
    )


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def _execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
