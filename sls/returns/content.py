"""What an annual return says, as one frozen value for the pages, the versions and the document."""

import json
from dataclasses import asdict, dataclass, field

from documents.signature import fingerprint_of
from institution.models import Institution
from kpis import census, plots, reports
from kpis.census import Counted
from kpis.drawing import Chart
from kpis.models import Kpi, KpiReview
from kpis.plots import Plot
from sls.content import build
from sls.models import AnnualReturn, GoodPractice, Requirement, Stakeholder, Statement
from sls.returns import prompts


@dataclass(frozen=True)
class DoneContent:
    """What was done about a figure, what the readings say of it, and what was decided."""

    title: str
    verdict: str
    decision: str
    reason: str


@dataclass(frozen=True)
class KpiResult:
    """One KPI as it was frozen, and what the department makes of it. `plot`: what its chart is
    drawn from; None without a figure, and for years that were frozen before there were charts."""

    reference: str
    title: str
    sentence: str
    target: str
    figure: str
    status: str
    change: str
    done: str
    learnt: str
    decision: str
    reason: str
    since: tuple[str, ...] = ()
    interventions: tuple[DoneContent, ...] = ()
    plot: Plot | None = None

    @property
    def chart(self) -> Chart | None:
        """The year as a chart, lower than on the page of the KPI."""
        return plots.draw(self.plot, height=plots.LOW) if self.plot else None


@dataclass(frozen=True)
class PartContent:
    """The answer to one prompt, as Markdown."""

    key: str
    title: str
    text: str


@dataclass(frozen=True)
class DisputeContent:
    """A line of a statement that the department it names has disputed."""

    department: str
    needs: str
    of: str
    answer: str


@dataclass(frozen=True)
class ReturnContent:
    """Everything an annual return says. `friend_answers` are those of the critical friend."""

    institution: str
    reference: str
    department: str
    year_label: str
    tier_label: str
    statement: str
    head: str
    authors: tuple[str, ...]
    parts: tuple[PartContent, ...]
    kpis: tuple[KpiResult, ...] = ()
    disputes: tuple[DisputeContent, ...] = ()
    friend: str = ""
    friend_answers: tuple[PartContent, ...] = ()
    practices: tuple[PartContent, ...] = field(default_factory=tuple)

    @property
    def written_by(self) -> str:
        """Who wrote it, in one line."""
        return ", ".join(name for name in self.authors if name)

    def to_json(self) -> dict:
        """Plain JSON values; `from_json` gives the same content back. What has no chart says
        nothing of one, so what was signed before there were charts keeps its fingerprint."""
        said = json.loads(json.dumps(asdict(self)))
        for kpi in said["kpis"]:
            if kpi["plot"] is None:
                del kpi["plot"]
        return said

    def fingerprint(self) -> str:
        """SHA-256 (hex) of the canonical JSON; it is printed on the signed document."""
        return fingerprint_of(self.to_json())


def from_json(stored: dict) -> ReturnContent:
    """The content that was stored by `to_json`; unknown keys of another version are left out."""
    kinds = {
        "parts": PartContent, "disputes": DisputeContent, "friend_answers": PartContent,
        "practices": PartContent,
    }  # fmt: skip
    rows = {
        name: tuple(build(kind, row) for row in stored.get(name, []))
        for name, kind in kinds.items()
    }
    results = []
    for entry in stored.get("kpis", []):
        done = tuple(build(DoneContent, one) for one in entry.get("interventions", []))
        plot = plots.from_json(entry.get("plot"))
        results.append(build(KpiResult, {**entry, "interventions": done, "plot": plot}))
    return build(ReturnContent, {**stored, **rows, "kpis": tuple(results)})


def of_return(
    annual_return: AnnualReturn, *, with_friend: bool = True, counted: list[Counted] | None = None
) -> ReturnContent:
    """What the return says now. `with_friend`: also what the critical friend answered; `counted`:
    what came of its KPIs, if that is known already."""
    counted = counted_of(annual_return) if counted is None else counted
    department, year = annual_return.department, annual_return.academic_year
    heads = department.role_grants.in_force().filter(role="head").select_related("person")
    head = heads.filter(ends_on=None).first() or heads.first()
    statement = statement_of(annual_return)
    owed = Requirement.objects.filter(department=department, academic_year=year).first()
    friend = annual_return.friend if with_friend else None
    answered = friend if friend and friend.answered_at else None
    return ReturnContent(
        institution=str(Institution.get()),
        reference=annual_return.reference,
        department=department.name,
        year_label=year.label,
        tier_label=owed.asked if owed else "",
        statement=statement.reference if statement else "",
        head=str(head.person) if head else "",
        authors=tuple(annual_return.authors.order_by("name").values_list("name", flat=True)),
        parts=tuple(
            PartContent(part.key, part.prompt.title, part.text)
            for part in annual_return.parts.all()
        ),
        kpis=tuple(_result(one) for one in counted),
        disputes=tuple(disputes(annual_return)),
        practices=tuple(
            PartContent(str(one.pk), one.title, f"{one.what}\n\n**Why it works:** {one.why}")
            for one in GoodPractice.objects.filter(annual_return=annual_return)
        ),
        friend=str(answered or ""),
        friend_answers=tuple(
            PartContent(prompt.key, prompt.title, getattr(answered, prompt.key))
            for prompt in (prompts.FRIEND if answered else ())
        ),
    )


def of_reader(annual_return: AnnualReturn) -> ReturnContent:
    """What a reader sees: what was signed once it is accepted, else the words as they are now."""
    document = annual_return.document
    return from_json(document.content) if document else of_return(annual_return)


def statement_of(annual_return: AnnualReturn) -> Statement | None:
    """The department's approved statement of the year."""
    in_force = Statement.objects.in_force().filter(
        department=annual_return.department_id, academic_year=annual_return.academic_year_id
    )
    return in_force.select_related("department", "academic_year").first()


def reviews_of(annual_return: AnnualReturn) -> list[KpiReview]:
    """The frozen years of the department's KPIs, by reference."""
    found = KpiReview.objects.filter(
        kpi__department=annual_return.department_id, academic_year=annual_return.academic_year_id
    )
    return list(found.select_related("kpi", "academic_year").order_by("kpi__reference"))


def counted_of(annual_return: AnnualReturn) -> list[Counted]:
    """What came of each KPI and what its readings say today, in a fixed number of queries."""
    start = annual_return.academic_year.start_year
    asked = [review.kpi_id for review in reviews_of(annual_return)]
    kpis = reports.with_readings(Kpi.objects.filter(pk__in=asked)).order_by("reference")
    known = kpis.prefetch_related("interventions", census.reviews_with_kpis())
    return [counted for kpi in known if (counted := census.counted(kpi, start))]


def _result(counted: Counted) -> KpiResult:
    """What came of a KPI, with the department's words about it."""
    frozen, review = counted.frozen, counted.review
    interventions = census.evaluated_in(review.kpi, review.academic_year.start_year)
    return KpiResult(
        frozen.reference, frozen.title, frozen.sentence, frozen.target, frozen.figure,
        frozen.status, f"{frozen.variation_words} {frozen.assurance_words}".strip(), review.done,
        review.learnt, review.get_decision_display(), review.decision_reason,
        tuple(counted.since_last_year),
        tuple(
            DoneContent(
                one.intervention.title, one.words, one.intervention.get_decision_display(),
                one.intervention.decision_reason,
            )
            for one in interventions
        ),
        plots.from_json(review.result.get("plot")),
    )  # fmt: skip


def disputes(annual_return: AnnualReturn) -> list[DisputeContent]:
    """Lines that name the department or that it has written, and that were disputed."""
    year, own = annual_return.academic_year_id, annual_return.department_id
    disputed = Stakeholder.objects.dependencies().filter(
        response="disputed", section__statement__academic_year=year
    )
    lines = disputed.filter(section__statement__department=own) | disputed.filter(department=own)
    return [
        DisputeContent(
            str(line.section.statement.department), line.depends_on, str(line.department),
            line.response_note,
        )
        for line in lines.select_related("section__statement__department", "department")
    ]  # fmt: skip
