"""What an import would do, row by row, so that people see it before it is done."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from institution.fields import NumberField, bare
from institution.importing.files import FORMULA, Row, meant


class Outcome(StrEnum):
    """What becomes of a row."""

    ADD = "added"
    CHANGE = "changed"
    SAME = "left alone"
    ERROR = "cannot be imported"


@dataclass
class Step:
    """One row: its line in the file, whom or what it is about, what becomes of it and why."""

    line: int
    about: str
    outcome: Outcome = Outcome.SAME
    notes: list[str] = field(default_factory=list)
    cells: dict[str, Any] = field(default_factory=dict)

    def fail(self, sentence: str) -> None:
        """The row cannot be imported; the first sentence wins."""
        if self.outcome != Outcome.ERROR:
            self.notes = []
        self.outcome = Outcome.ERROR
        self.notes.append(sentence)

    def note(self, outcome: Outcome, sentence: str = "") -> None:
        """Something happens to the row; what is added stays added."""
        if self.outcome == Outcome.SAME:
            self.outcome = outcome
        if sentence:
            self.notes.append(sentence)


@dataclass
class Plan:
    """Every row of an import with what becomes of it."""

    steps: list[Step]

    def having(self, outcome: Outcome) -> list[Step]:
        """The rows with this outcome."""
        return [step for step in self.steps if step.outcome == outcome]

    @property
    def added(self) -> list[Step]:
        """What is new."""
        return self.having(Outcome.ADD)

    @property
    def changed(self) -> list[Step]:
        """What is known and becomes another."""
        return self.having(Outcome.CHANGE)

    @property
    def left_alone(self) -> list[Step]:
        """What stays as it is."""
        return self.having(Outcome.SAME)

    @property
    def errors(self) -> list[Step]:
        """What cannot be taken in."""
        return self.having(Outcome.ERROR)

    @property
    def in_order(self) -> list[Step]:
        """What to look at: what is wrong alone, if something is; else what happens, and at the end
        what stays as it is."""
        return self.errors or sorted(self.steps, key=lambda step: step.outcome == Outcome.SAME)

    @property
    def may_go_ahead(self) -> bool:
        """Whether there is something to do and nothing wrong."""
        return not self.errors and bool(self.added or self.changed)

    def stamp(self) -> str:
        """What tells this plan from one that has other effects."""
        said = [[step.line, step.about, step.outcome, step.notes] for step in self.steps]
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:32]


def cleaned(row: Row, fields: Mapping[str, forms.Field], step: Step) -> dict[str, Any]:
    """The row's cells as values of their fields; what is wrong with one goes into the step."""
    values: dict[str, Any] = {}
    if row.problem:
        step.fail(row.problem)
    for name, form_field in fields.items():
        cell, label = row.cells.get(name, ""), bare(form_field.label)
        is_number = isinstance(form_field, NumberField)
        has_sign = (cell[:1] == "+" and name == "phone") or (cell[:1] in {"+", "-"} and is_number)
        if cell.startswith(FORMULA) and not has_sign:
            itself = "the number itself" if is_number else "the text itself"
            step.fail(f"{label}: “{cell[:40]}” looks like a formula. Write {itself}.")
            continue
        try:
            values[name] = form_field.clean(meant(cell))
        except ValidationError as error:
            for sentence in error.messages:
                step.fail(sentence if sentence.startswith(label) else f"{label}: {sentence}")
    return values
