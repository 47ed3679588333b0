"""What is different between two versions of an annual return, word by word."""

from kpis.words import status_words
from sls.differences import Change, word_changes
from sls.returns import prompts
from sls.returns.content import KpiResult, ReturnContent

FIGURES = next(prompt.title for prompt in prompts.PARTS if prompt.key == prompts.KPIS)


def changes(start: ReturnContent, end: ReturnContent) -> list[tuple[str, list[Change]]]:
    """The parts that say something else in the later version, each with its title, in the order of
    the later one; [] if all say the same."""
    old, new = _texts(start), _texts(end)
    return [
        (title, word_changes(old.get(title, ""), new.get(title, "")))
        for title in new | old
        if old.get(title, "") != new.get(title, "")
    ]


def _texts(said: ReturnContent) -> dict[str, str]:
    """What a department says in each part, as plain text by its title."""
    texts = {part.title: part.text.strip() for part in said.parts}
    texts[FIGURES] = "\n\n".join(filter(None, [texts.get(FIGURES), *map(_kpi, said.kpis)]))
    texts["Dependencies that are disputed"] = "\n".join(
        f"• {one.department} needs “{one.needs}” from {one.of}: {one.answer}"
        for one in said.disputes
    )
    texts["Good practice to share"] = "\n\n".join(
        f"{one.title}\n{one.text}" for one in said.practices
    )
    return texts


def _kpi(kpi: KpiResult) -> str:
    lines = [
        f"• {kpi.reference} {kpi.title}: {kpi.figure}, {status_words(kpi.status)}",
        kpi.change,
        *kpi.since,
    ]
    for one in kpi.interventions:
        decided = f" Decided: {one.decision}. {one.reason}" if one.decision else ""
        lines.append(f"{one.title}. {one.verdict}{decided}")
    lines += [f"What we did: {kpi.done}" if kpi.done else ""]
    lines += [f"What we learnt: {kpi.learnt}" if kpi.learnt else ""]
    lines += [f"Decided: {kpi.decision}. {kpi.reason}" if kpi.decision else ""]
    return "\n".join(filter(None, lines))
