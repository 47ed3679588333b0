"""Frozen values to JSON and back, whatever is nested in them. Pure, no Django."""

import json
from dataclasses import asdict, fields, is_dataclass
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

Value = TypeVar("Value")


def to_json(value: Any) -> dict[str, Any]:
    """Plain JSON values of a frozen value; `from_json` gives the same back."""
    found: dict[str, Any] = json.loads(json.dumps(asdict(value)))
    return found


def from_json(kind: type[Value], stored: dict[str, Any]) -> Value:
    """The value that was stored. What another version said besides is left out; a field that was
    added since needs a default."""
    hints = get_type_hints(kind)
    known = [one.name for one in fields(kind) if one.name in stored]  # type: ignore[arg-type]  # all are dataclasses
    return kind(**{name: _read(hints[name], stored[name]) for name in known})


def _read(kind: Any, stored: Any) -> Any:
    if get_origin(kind) is UnionType:
        if stored is None:
            return None
        kind = next(one for one in get_args(kind) if one is not type(None))
    if get_origin(kind) is tuple:
        return tuple(_read(get_args(kind)[0], one) for one in stored)
    return from_json(kind, stored) if is_dataclass(kind) and isinstance(kind, type) else stored
