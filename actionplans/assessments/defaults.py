"""The wording that comes with Kept: the questions of a self-assessment, of any stage."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("template.toml")


@cache
def questions() -> list[dict[str, Any]]:
    """The fields of each question, in the scheme's order."""
    said = tomllib.loads(FILE.read_text(encoding="utf-8"))["questions"]
    return [one | {"guidance": one["guidance"].strip()} for one in said]
