"""The report for the committee as files: a PDF to read, Word to work with, a workbook of numbers.

It is no signed record, so nothing is sealed; each says as at when its figures are, and their
fingerprint.
"""

from collections.abc import Iterator
from datetime import datetime

from django.template.loader import render_to_string

from documents import docx as word
from documents import exports, workflow
from documents.docx import Block, Heading, Line, LongText, Table
from documents.exports import Row
from kpis.plots import number_of
from kpis.words import status_words
from sls.committee.content import CommitteeContent, DepartmentLine, KpiLine

KINDS = {"pdf": "application/pdf", "docx": word.KIND, "xlsx": exports.XLSX}


def pdf(said: CommitteeContent) -> bytes:
    """The PDF/UA-1, with contents and bookmarks. Raises RenderRefused with a sentence."""
    return workflow.typeset(html(said), is_paper=True)


def html(said: CommitteeContent) -> str:
    """The page that the PDF is typeset from."""
    return render_to_string(
        "pdf/committee.html", {"content": said, "as_at": _as_at(said), "is_paper": True}
    )


def _as_at(said: CommitteeContent) -> datetime:
    return datetime.fromisoformat(said.as_at)


def title(said: CommitteeContent) -> str:
    """What the report is called."""
    return f"Service level statements and KPIs, {said.year_label}: report for the committee"


def made_of(said: CommitteeContent) -> str:
    """As at when the figures are, and how to tell one set of them from another."""
    day = f"{_as_at(said):%-d %B %Y, %H:%M}"
    return f"As at {day}. Fingerprint of the figures: {said.fingerprint}"


def docx(said: CommitteeContent) -> bytes:
    """The report as .docx."""
    return word.docx_bytes(
        title(said), _blocks(said), author=said.institution, made_at=_as_at(said)
    )


def _blocks(said: CommitteeContent) -> Iterator[Block]:
    yield Heading(title(said), 1)
    yield Line(said.institution)
    yield Line(made_of(said))
    yield Heading("The year in numbers", 2)
    header = ("Number", said.year_label, said.before_label, "Change")
    before = ("–" if one.before is None else str(one.before) for one in said.numbers)
    yield Table(
        header,
        [(n.label, str(n.now), b, n.change) for n, b in zip(said.numbers, before, strict=True)],
    )
    yield Heading("Who sent a statement", 2)
    for tier, lines in said.tiers:
        yield Heading(tier, 3)
        yield Table(
            ("Department", "State", "First sent", "Annual return"), [_sent(one) for one in lines]
        )
    yield Heading("What came of the KPIs", 2)
    for one in said.with_kpis:
        yield Heading(one.name, 3)
        yield Table(
            ("KPI", "Target", "Result", "Status", said.before_label),
            [_kpi(line) for line in one.kpis],
        )
    yield Heading("Promises made and promises measured", 2)
    yield Table(
        ("Department", "Promised", "Measured", "Kept", "Service standards", "Not measured"),
        [_promises(one) for one in said.departments],
    )
    yield from _words(said)


def _sent(one: DepartmentLine) -> Row:
    sent = f"{one.sent_day:%-d %B %Y}, {one.timing}" if one.sent_day else one.timing
    return (one.name, one.state, sent, one.return_state or "–")


def _kpi(line: KpiLine) -> Row:
    result = line.result
    before = f"{line.before_figure}, {line.before_status}" if line.before_figure else "–"
    name = f"{result.reference} {result.title}"
    status = status_words(result.status, result.figure)
    return (name, result.target or "–", result.figure, status, before)


def _promises(one: DepartmentLine) -> Row:
    counts = (len(one.promised), len(one.measured), len(one.kept), one.standards)
    missing = ", ".join(f"{kpi.reference} {kpi.title}" for kpi in one.unmeasured)
    return (one.name, *map(str, counts), missing or "–")


def _words(said: CommitteeContent) -> Iterator[Block]:
    for heading, passages in (
        ("Recurring themes", said.themes), ("Good practice", said.practices),
    ):  # fmt: skip
        yield Heading(heading, 2)
        for one in passages:
            yield Heading(one.title, 3)
            yield LongText(one.text)
            if one.by:
                yield Line(f"From {one.by}")
    yield Heading("Risks", 2)
    yield LongText(said.risks)
    for one in said.risks_said:
        yield Heading(one.by, 3)
        yield LongText(one.text)


def xlsx(said: CommitteeContent) -> bytes:
    """Every number of the report, a sheet for each kind."""
    return exports.xlsx_bytes(
        [
            ("About", ("What", "Which"), _about(said)),
            ("Year in numbers", ("Number", said.year_label, said.before_label),
             [(one.label, one.now, one.before) for one in said.numbers]),
            ("Statements", ("Department", "Asked", "State", "First sent", "Due", "Days late",
                            "Timing", "Annual return", "Return sent"),
             [_statement_row(one) for one in said.departments if one.owes]),
            ("KPIs", KPI_HEADER,
             [_kpi_row(one, line) for one in said.departments for line in one.kpis]),
            ("Readings", ("Department", "Reference", "Period", "Figure"), list(_readings(said))),
            ("Promises", ("Department", "Promised", "Measured", "Kept", "Service standards"),
             [(one.name, len(one.promised), len(one.measured), len(one.kept), one.standards)
              for one in said.departments]),
        ]
    )  # fmt: skip


def _about(said: CommitteeContent) -> list[Row]:
    return [
        ("Report", title(said)),
        ("Institution", said.institution),
        ("As at", _as_at(said)),
        ("Fingerprint of the figures", said.fingerprint),
    ]


def _statement_row(one: DepartmentLine) -> Row:
    due = datetime.fromisoformat(one.due_on).date() if one.due_on else None
    late = one.days_late if one.sent_on and one.due_on else None
    return (
        one.name, one.tier, one.state, one.sent_day, due, late, one.timing, one.return_state,
        one.return_day,
    )  # fmt: skip


KPI_HEADER = (
    "Department", "Reference", "Title", "Promise", "Target", "Result", "Target figure", "Status",
    "Periods met", "Periods judged", "Readings", "Real change", "Assurance", "Goes on",
    "Result in words", "Result the year before", "Status the year before", "Frozen",
)  # fmt: skip


def _kpi_row(one: DepartmentLine, line: KpiLine) -> Row:
    kpi = line.result
    return (
        one.name, kpi.reference, kpi.title, kpi.sentence, kpi.target, number_of(kpi.actual),
        number_of(kpi.threshold), status_words(kpi.status, kpi.figure), kpi.periods_met,
        kpi.periods_judged, kpi.readings, kpi.variation_words, kpi.assurance_words, line.decision,
        kpi.figure, line.before_figure, line.before_status, line.is_frozen,
    )  # fmt: skip


def _readings(said: CommitteeContent) -> Iterator[Row]:
    for one in said.departments:
        for line in one.kpis:
            for period, figure in line.result.trend:
                yield (one.name, line.result.reference, period, number_of(figure))
