"""Statements of the benchmark in bulk: sections, rows, promises, documents, conversation."""

import hashlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import timedelta

from django.utils import timezone

from documents.models import OPENING, SignedDocument
from documents.workflow import MadeDocument
from institution.models import AcademicYear, User
from kpis.models import Promise
from sls import checks
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
from tests.benchmarks.house import KPIS, House

State = Statement.State
ROUND = ["began", "submitted", "returned", "submitted", "approved"]
AS_WRITTEN = [
    "title", "shape", "action", "what", "comparison", "share", "days", "change_direction",
    "change_percent", "amber_kind", "amber_value", "measure", "numerator_label",
    "denominator_label", "for_whom", "student_effect", "goal", "owner", "data_source",
    "frequency", "rationale",
]  # fmt: skip


@dataclass(frozen=True)
class Signed:
    """One document that was really typeset and sealed; every other row carries its bytes."""

    made: MadeDocument
    said: dict


@dataclass
class Written:
    """The statements of one year and edition, in the order of the house's departments."""

    statements: list[Statement]
    sections: dict[int, list[Section]]


def write(
    house: House,
    year: AcademicYear,
    states: list[str],
    *,
    signed: Signed | None = None,
) -> Written:
    """One statement in its state for every department; published ones need `signed`."""
    statements = [
        Statement(
            department=department, academic_year=year, template=house.template,
            requirement=house.requirements[department.pk, year.pk], state=state,
            reviewer=None if state == State.DRAFT else house.reviewers[place % 20],
            created_by=house.contributors[place],
            submitted_at=None if state == State.DRAFT else timezone.now(),
            submitted_by=None if state == State.DRAFT else house.heads[place],
        )
        for place, (department, state) in enumerate(zip(house.departments, states, strict=True))
    ]  # fmt: skip
    published = [statement for statement in statements if statement.is_published]
    if published and signed:
        _documents(published, signed)
    Statement.objects.bulk_create(statements)
    written = Written(statements, _sections(house, statements))
    _rows(house, written)
    _promises(house, written, year)
    return written


def _documents(statements: list[Statement], signed: Signed) -> None:
    """Documents with the bytes of the one that was made, under references of their own."""
    made = signed.made
    opening = hashlib.sha256(made.pdf[:OPENING]).hexdigest()
    documents = SignedDocument.objects.bulk_create(
        SignedDocument(
            reference=statement.reference, kind=made.kind, title=str(statement), pdf=made.pdf,
            size=len(made.pdf), opening_sha256=opening,
            sealed_sha256=hashlib.sha256(statement.reference.encode()).hexdigest(),
            unsigned_sha256=made.unsigned_sha256, unsigned_size=made.unsigned_size,
            content=_as_said_by(statement, signed.said),
            content_sha256=made.signature.fingerprint, signed_by=made.signed_by,
            signed_by_name=made.signature.name, signed_by_role=made.signature.role,
            signed_at=timezone.now(), seal_subject=made.seal.subject,
            is_seal_self_made=made.seal.is_self_made,
        )
        for statement in statements
    )  # fmt: skip
    for statement, document in zip(statements, documents, strict=True):
        statement.document = document
        statement.approved_at, statement.approved_by = timezone.now(), made.signed_by


def _as_said_by(statement: Statement, said: dict) -> dict:
    return {
        **said,
        "reference": statement.reference,
        "department": statement.department.name,
        "year_label": statement.academic_year.label,
        "edition": statement.edition,
    }


def _sections(house: House, statements: list[Statement]) -> dict[int, list[Section]]:
    """The sections of each statement by its key, in order."""
    of_b = [(None, Section.KPIS), (None, Section.STANDARDS)]
    places = [*((heading, heading.key) for heading in house.headings), *of_b]
    made = Section.objects.bulk_create(
        Section(
            statement=statement, heading=heading, key=key, position=position, version=3,
            text=words["text"].get(key, "").strip(), updated_by=writer,
            is_open=statement.state in (State.DRAFT, State.RETURNED),
        )
        for statement, words, writer in zip(
            statements, house.words, house.contributors, strict=True
        )
        for position, (heading, key) in enumerate(places, start=1)
    )  # fmt: skip
    found: dict[int, list[Section]] = {}
    for section in made:
        found.setdefault(section.statement_id, []).append(section)
    return found


def _rows(house: House, written: Written) -> None:
    """What stands beside the prose, as the demo words it."""
    services, not_delivered, stakeholders, standards = [], [], [], []
    for place, (statement, words) in enumerate(zip(written.statements, house.words, strict=True)):
        sections = {section.key: section for section in written.sections[statement.pk]}
        other = house.departments[place - 1]
        for position, row in enumerate(words["services"], start=1):
            services.append(Service(section=sections["summary"], position=position, **row))
        for position, row in enumerate(words["not_delivered"], start=1):
            line = NotDelivered(
                section=sections["not_delivered"], position=position, what=row["what"],
                instead_outside=row.get("instead_outside", ""),
                instead_department=None if "instead_outside" in row else other,
            )  # fmt: skip
            not_delivered.append(line)
        for position, row in enumerate(words["stakeholders"], start=1):
            line = Stakeholder(
                section=sections["stakeholders"], position=position, name=row["name"],
                audience=row.get("audience", ""), is_dependency="depends" in row,
                department=other if "department" in row else None,
                depends_on=row.get("depends", ""), response="confirmed",
            )  # fmt: skip
            stakeholders.append(line)
        for position, row in enumerate(words["standards"], start=1):
            line = ServiceStandard(
                section=sections[Section.STANDARDS], position=position, promise=row["promise"],
                time_to=row["days_to"], unit=row["unit"], counted_from=row["counted_from"],
            )  # fmt: skip
            standards.append(line)
    Service.objects.bulk_create(services)
    NotDelivered.objects.bulk_create(not_delivered)
    Stakeholder.objects.bulk_create(stakeholders)
    ServiceStandard.objects.bulk_create(standards)


def _promises(house: House, written: Written, year: AcademicYear) -> None:
    """What each statement promises about each of its department's KPIs."""
    promises: list[Promise] = []
    sections: list[Section] = []
    for statement, words, kpis in zip(written.statements, house.words, house.kpis, strict=True):
        for number, kpi in enumerate(kpis):
            said = words["kpis"][number % len(words["kpis"])]
            promise = Promise(
                kpi=kpi, academic_year=year, baseline=house.baselines[kpi.pk],
                university_kpi=house.university_kpis[number % len(house.university_kpis)],
                approved_at=statement.approved_at, approved_by=statement.approved_by,
                **{name: said[name] for name in AS_WRITTEN if name in said},
            )  # fmt: skip
            promises.append(promise)
            sections.append(written.sections[statement.pk][-2])
    Promise.objects.bulk_create(promises)
    StatementKpi.objects.bulk_create(
        StatementKpi(section=section, promise=promise, position=number % KPIS + 1)
        for number, (section, promise) in enumerate(zip(sections, promises, strict=True))
    )


def converse(house: House, written: Written, said: dict) -> None:
    """One round of review: two versions sent, two requests made and answered, a timeline."""
    sent = [statement for statement in written.statements if statement.state != State.DRAFT]
    now, reviewer = timezone.now(), house.reviewers[0]
    who = {"by": reviewer, "by_name": str(reviewer)}
    coached = {
        statement.pk: [asdict(one) for one in checks.coached(written.sections[statement.pk])]
        for statement in sent if statement.state == State.SUBMITTED  # where somebody reads it
    }  # fmt: skip
    SubmittedVersion.objects.bulk_create(
        SubmittedVersion(
            statement=statement, number=number, content=_as_said_by(statement, said),
            content_sha256="0" * 64, at=now - timedelta(days=9 - 3 * number), **who,
            coached=coached.get(statement.pk, []),
        )
        for statement in sent
        for number in (1, 2)
    )  # fmt: skip
    requests = ChangeRequest.objects.bulk_create(
        ChangeRequest(
            section=section, kind="unclear", text="Say on which days.", **who,
            at=now - timedelta(days=5), sent_at=now - timedelta(days=5), resolved_at=now,
            resolved_by_name=str(reviewer),
        )
        for statement in sent
        for section in written.sections[statement.pk][1:3]
    )  # fmt: skip
    Comment.objects.bulk_create(
        Comment(
            statement=request.section.statement, change_request=request,
            text="It says so now.", **who,
        )
        for request in requests
    )  # fmt: skip
    _timelines(sent, reviewer)


def _timelines(sent: Iterable[Statement], reviewer: User) -> None:
    now = timezone.now()
    StatementEvent.objects.bulk_create(
        StatementEvent(
            statement=statement, kind=kind, text=f"{kind} it", by=reviewer, by_name=str(reviewer),
            at=now - timedelta(days=2 * (len(ROUND) - number)),
        )
        for statement in sent
        for number, kind in enumerate(ROUND)
    )  # fmt: skip
