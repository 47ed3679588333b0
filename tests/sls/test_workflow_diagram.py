"""The drawing of the workflow in the documentation says what the code does."""

from pathlib import Path

from sls.models import AnnualReturn, Statement
from sls.workflow import RETURN_TRANSITIONS, TRANSITIONS

DOCUMENT = Path(__file__).parents[2] / "docs" / "workflow.md"
VERBS = {
    ("draft", "submitted"): "submit",
    ("draft", "discarded"): "discard",
    ("submitted", "returned"): "return for changes, or withdraw",
    ("submitted", "approved"): "approve",
    ("submitted", "draft"): "withdraw",
    ("returned", "submitted"): "submit",
    ("approved", "superseded"): "approve a newer edition",
}


def diagram() -> str:
    """The states and moves as Mermaid draws them. When this changes, put it into the document."""
    lines = ["stateDiagram-v2", "    [*] --> draft: start"]
    for state in Statement.State.values:
        for target in Statement.State.values:
            if target in TRANSITIONS[state]:
                lines.append(f"    {state} --> {target}: {VERBS[state, target]}")
    return "\n".join(lines)


def test_document_draws_every_move():
    assert diagram() in DOCUMENT.read_text(encoding="utf-8")


RETURN_VERBS = {
    ("draft", "submitted"): "submit",
    ("submitted", "draft"): "withdraw",
    ("submitted", "returned"): "ask for changes, or withdraw",
    ("submitted", "accepted"): "accept",
    ("returned", "submitted"): "submit",
}


def test_document_draws_every_move_of_a_return():
    lines = ["stateDiagram-v2", "    [*] --> draft: open, at the census"]
    for state in AnnualReturn.State.values:
        for target in AnnualReturn.State.values:
            if target in RETURN_TRANSITIONS[state]:
                lines.append(f"    {state} --> {target}: {RETURN_VERBS[state, target]}")
    assert "\n".join(lines) in DOCUMENT.read_text(encoding="utf-8")


def test_every_state_says_where_it_leads():
    assert set(TRANSITIONS) == set(Statement.State.values)
    assert set(RETURN_TRANSITIONS) == set(AnnualReturn.State.values)
