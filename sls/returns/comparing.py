"""What is different between two versions of an annual return, word by word."""

from collections.abc import Callable

from documents.longtext import readable_text
from kpis.words import status_words
from sls.differences import Change, word_changes
from sls.returns import prompts
from sls.returns.content import KpiResult, ReturnContent

FIGURES = next(prompt.title for prompt in prompts.PARTS if prompt.key == prompts.KPIS)


def changes(start: ReturnContent, end: ReturnContent) -> list[tuple[str, list[Change]]]:
    """The parts that say something else in the later version, each with its title, in the order of
    the later one; [] if all say the same. Where nothing differs as it reads, the texts are compared
    as they were typed, for what is bold."""
    found = []
    read_before, read, typed_before, typed = (
        _texts(said, text) for text in (readable_text, str.strip) for said in (start, end)
    )
    for title in read | read_before:
        pairs = [(read_before, read), (typed_before, typed)]
        for old, new in ((old.get(title, ""), new.get(title, "")) for old, new in pairs):
            if old != new:
                found.append((title, word_changes(old, new)))
                break
    return found


def _texts(said: ReturnContent, text: Callable[[str], str]) -> dict[str, str]:
    """What a department says in each part, by its title of today; long texts as `text` makes
    them."""
    texts = {prompts.prompt(part.key).title: text(part.text) for part in said.parts}
    kpis = [_kpi(kpi, text) for kpi in said.kpis]
    texts[FIGURES] = "\n\n".join(filter(None, [texts.get(FIGURES), *kpis]))
    texts["Dependencies that are disputed"] = "\n".join(
        f"• {one.department} needs “{one.needs}” from {one.of}: {one.answer}"
        for one in said.disputes
    )
    texts["Good practice to share"] = "\n\n".join(
        f"{one.title}\n{text(one.text)}" for one in said.practices
    )
    return texts


def _kpi(kpi: KpiResult, text: Callable[[str], str]) -> str:
    lines = [
        f"• {kpi.reference} {kpi.title}: {kpi.figure}, {status_words(kpi.status, kpi.figure)}",
        kpi.change,
        *kpi.since,
    ]
    for one in kpi.interventions:
        decided = f" Decided: {one.decision}. {one.reason}" if one.decision else ""
        lines.append(f"{one.title}. {one.verdict}{decided}")
    lines += [f"What we did: {text(kpi.done)}" if kpi.done else ""]
    lines += [f"What we learnt: {text(kpi.learnt)}" if kpi.learnt else ""]
    lines += [f"Decided: {kpi.decision}. {kpi.reason}" if kpi.decision else ""]
    return "\n".join(filter(None, lines))
