"""An example of every route: its address in a scene, and what a person would send there."""

import re
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from actionplans.understanding import row_stamp, understand
from institution import autosave
from institution.models import Import
from institution.routes import Route
from tests import factories
from tests.access import plan_examples
from tests.access.scene import Scene
from tests.sls.sending import mark_for

NOBODY = 999_999_999  # a number that nothing has
PAGE = "/statements/1/sections/summary/"  # where the text of a draft was typed


def address(route: Route, scene: Scene, **instead: object) -> str:
    """Where the route is for the things of the scene; `instead` names another part of the address.

    A new kind of address fails here until `_named` knows it.
    """
    names = re.findall(r"<(?:\w+:)?(\w+)>", route.pattern)
    parts = {name: instead.get(name, _named(name, route, scene)) for name in names}
    return reverse(route.name, kwargs=parts)


def _named(name: str, route: Route, scene: Scene) -> object:
    """What stands for `name` in the route's address."""
    first = route.pattern.split("/")[1]
    if route.name == "sls:report_cancel":
        return scene.waiting_report.pk
    if first == "plans" and route.name in plan_examples.PARTS.get(name, {}):
        return plan_examples.PARTS[name][route.name](scene)
    if name == "pk":
        return _number(first, scene)
    if name == "row_pk":
        return scene.kpi.pk if "/kpis/" in route.pattern else scene.row("services").pk
    return {
        "requirement_pk": scene.offered.pk,
        "heading_pk": scene.heading.pk,
        "measurement_pk": scene.measurement.pk,
        "file_pk": scene.measurement.evidence_file_id,
        "intervention_pk": scene.intervention.pk,
        "practice_pk": scene.practice.pk,
        "key": {
            "sls:section_edit": "availability",
            "sls:return_part": "year",
            "sls:kpi_example": "transcripts-issued",
        }.get(route.name, "summary"),
        "action": scene.action.reference,
        "member_pk": (scene.newcomer if "/remove/" in route.pattern else scene.member).pk,
        "item_pk": scene.item.pk,
        "part": "services",
        "number": 1,
        "slug": scene.house.library.slug if first == "departments" else scene.house.finance.slug,
        "start_year": scene.house.year.start_year,
        "move": "close",
        "kind": "csv" if "readings" in route.pattern else "people",
        "ending": "csv" if first == "plans" else "pdf",
        "upload_pk": _upload(route, scene).pk,
        "reference": scene.document.reference,
        "provider_id": "university",
        "uidb36": "1",
    }[name]


def _upload(route: Route, scene: Scene) -> Import:
    """What somebody has uploaded for the route's page."""
    if "plans/" in route.pattern:
        return scene.plan_upload
    return scene.cases if "/cases/" in route.pattern else scene.readings


def _number(first: str, scene: Scene) -> int:
    """The key of the thing whose addresses begin with `first`."""
    asked = scene.request.pk if scene.request else NOBODY
    return {
        "statements": scene.statement.pk,
        "returns": scene.annual_return.pk,
        "good-practice": scene.practice.pk,
        "requirements": scene.offered.pk,
        "comments": scene.comment.pk,
        "requests": asked,
        "advice": scene.advice.pk,
        "dependencies": scene.dependency.pk,
        "people": scene.house.outsider.pk,
        "roles": scene.grant.pk,
        "imports": scene.upload.pk,
        "templates": scene.template.pk,
        "reports": scene.report.pk,
        "university-kpis": scene.university_kpi.pk,
        "kpis": scene.measured.pk,
        "api": scene.measured.pk,
        "tokens": scene.token.pk,
        "plans": scene.plan.pk,
        "technician-commitment": scene.plan.pk,
        "groups": scene.group.pk,
        "meetings": scene.meeting.pk,
    }[first]


def new_token() -> str:
    return str(uuid4())


def sent(route: Route, scene: Scene, person) -> dict[str, object]:
    """A form that the route takes, with a token of its own. Empty where a press of the button
    says everything."""
    typed = (FORMS | plan_examples.FORMS).get(route.name, lambda scene: {})(scene)
    mark = mark_for(person, PAGE) if person else {}
    return {"_once": new_token(), **mark, **typed}


def _pdf(scene: Scene) -> SimpleUploadedFile:
    return SimpleUploadedFile("statement.pdf", bytes(scene.document.pdf))


def _csv(rows: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("list.csv", rows.encode())


FORMS = {
    "actionplans:plan_import": lambda scene: {
        "file": SimpleUploadedFile("plan.csv", b"Action,Reference\nName a champion,V001\n"),
        "title": "The plan before", "stage": "1", "starts_on": "2024-10-01", "months": "24",
    },
    "actionplans:plan_preview": lambda scene: {
        "stamp": understand(_now(scene.plan_upload), None).stamp(),
    },
    "actionplans:plan_row": lambda scene: {
        "text": "Name two champions",
        "as_seen": "".join(map(row_stamp, _now(scene.plan_upload).rows[:1])),  # none once imported
    },
    "sls:report_add": lambda scene: {
        "year": scene.house.year.start_year, "theme_1": "Term", "text_1": "More enquiries.",
        "risks": "Too few people.",
    },
    "account_login": lambda scene: {"login": "nobody@kept.example", "password": "no"},
    "account_reset_password": lambda scene: {"email": "nobody@kept.example"},
    "autosave": lambda scene: {"text": "Typed and not sent."},
    "autosave_discard": lambda scene: {
        "_seen": autosave.stamp(autosave.offered(scene.house.head, PAGE))
    },
    "institution:calendar_edit": lambda scene: {
        "subdivision": "ENG", "cutoff": "16:30", "receipt_rule": "deemed",
        "as_seen": _as_seen(scene.house.institution),
    },
    "institution:closures_add": lambda scene: {"first": "2026-12-24", "label": "Closed"},
    "institution:closures_remove": lambda scene: {"closures": scene.closure.pk},
    "institution:department_add": lambda scene: {"name": "Estates", "email": "e@kept.example"},
    "institution:department_edit": lambda scene: {
        "name": "Library", "phone": "01227 922000", "as_seen": _as_seen(scene.house.library),
    },
    "institution:department_merge": lambda scene: {"into": scene.house.office.pk},
    "institution:grant_add": lambda scene: {
        "role": "contributor", "department": scene.house.finance.pk,
    },
    "institution:import_departments": lambda scene: {"file": _csv("Name\nEstates\n")},
    "institution:import_people": lambda scene: {
        "file": _csv("E-mail,Name\nida@kept.example,Ida Marsh\n")
    },
    "institution:import_preview": lambda scene: {"stamp": scene.stamp},
    "institution:institution_edit": lambda scene: {
        "name": "University of Tests", "brand_colour": "#0b5563",
        "as_seen": _as_seen(scene.house.institution),
    },
    "institution:person_add": lambda scene: {"name": "Ida Marsh", "email": "ida@kept.example"},
    "institution:person_edit": lambda scene: {
        "name": "Ola Outsider", "email": "outsider@kept.example",
        "as_seen": _as_seen(scene.house.outsider),
    },
    "institution:team": lambda scene: {"email": "outsider@kept.example", "role": "contributor"},
    "institution:year_add": lambda scene: {"start_year": "2030-31"},
    "institution:year_edit": lambda scene: {
        "due_on": "30 June 2027", "as_seen": _as_seen(scene.house.year),
    },
    "kpis:measurement_add": lambda scene: {
        "numerator": "95", "denominator": "100", "period": "2026-09-01",
        "evidence_file": _csv("Loans,95\n"),
    },
    "kpis:measurement_edit": lambda scene: {
        "numerator": "96", "denominator": "100", "reason": "Recounted.",
        "version": scene.measurement.version,
    },
    "kpis:department_token_add": lambda scene: _token(),
    "kpis:token_add": lambda scene: _token(),
    "kpis:intervention_add": lambda scene: {
        "title": "A guide", "starts_on": "2026-09-01", "review_on": "2027-06-01",
    },
    "kpis:intervention_detail": lambda scene: {
        "title": "Two desks", "starts_on": "2026-09-01", "review_on": "2027-06-01",
        "version": scene.intervention.version,
    },
    "kpis:intervention_decide": lambda scene: {
        "decision": "continue", "reason": "It is early.", "version": scene.intervention.version,
    },
    "kpis:review_edit": lambda scene: {
        "what_done": "A second desk.", "learnt": "Mornings are what counts.",
        "version": scene.review.version,
    },
    "kpis:review_decide": lambda scene: {
        "decision": "change", "reason": "The target is too easy.", "version": scene.review.version,
    },
    "kpis:cases_import": lambda scene: {
        "file": _csv("Received,Answered\n2026-09-01,2026-09-02\n"), "as_at": "2026-10-01",
    },
    "kpis:cases_preview": lambda scene: {
        "stamp": scene.cases_stamp, "period": f"{scene.house.year.start_year}-09-01",
    },
    "kpis:readings_import": lambda scene: {"file": _csv("KPI,From\nK1,2026-08-01\n")},
    "kpis:readings_preview": lambda scene: {"stamp": scene.readings_stamp},
    "kpis:university_kpi_add": lambda scene: {"name": "Continuation", "is_active": "on"},
    "kpis:university_kpi_edit": lambda scene: {
        "name": "Sustainable campus", "url": "https://kept.example/kpis",
        "as_seen": _as_seen(scene.university_kpi),
    },
    "actionplans:group_add": lambda scene: {"name": "Management Group", "weeks": "2"},
    "actionplans:group_edit": lambda scene: {
        "name": "Working Group", "weeks": "6", "as_seen": _as_seen(scene.group),
    },
    "actionplans:member_add": lambda scene: {"name": "Ida Marsh", "starts_on": "2026-09-01"},
    "actionplans:member_edit": lambda scene: {
        "name": "Ida Marsh", "starts_on": "2026-09-01", "as_seen": _as_seen(scene.member),
    },
    "actionplans:meeting_add": lambda scene: {"held_on": "2031-03-05"},
    "actionplans:meeting_edit": lambda scene: {
        "held_on": "2031-03-06", "as_seen": _as_seen(scene.meeting),
    },
    "actionplans:meeting_reopen": lambda scene: {"reason": "A decision is missing."},
    "actionplans:round_reopen": lambda scene: {"reason": "Too early.", "due_on": "2031-03-05"},
    "actionplans:item_add": lambda scene: {"title": "The symposium"},
    "actionplans:item_edit": lambda scene: {
        "title": "The symposium", "outcome": "noted", "as_seen": _as_seen(scene.item),
    },
    "actionplans:item_move": lambda scene: {"direction": "down"},
    "actionplans:my_actions": lambda scene: _rated(scene),
    "actionplans:round_add": lambda scene: {"title": "Quarter 1", "due_on": "2027-03-31"},
    "actionplans:round_detail": lambda scene: _rated(scene),
    "preview": lambda scene: {"text": "**Bold**"},
    "documents:verify": lambda scene: {"file": _pdf(scene)},
    "sls:advice_ask": lambda scene: {"section": "summary", "message": "Is this enough?"},
    "sls:advice_detail": lambda scene: {"the_whole": "It reads well."},
    "sls:comment_add": lambda scene: {"text": "Which of the desks is it?"},
    "sls:dependency_answer": lambda scene: {
        "response": "disputed", "note": "Not ours.", "as_seen": scene.dependency.as_seen,
    },
    "sls:heading_add": lambda scene: {"title": "How we listen"},
    "sls:heading_edit": lambda scene: {"title": "What we do", "version": scene.heading.version},
    "sls:heading_move": lambda scene: {"direction": "down"},
    "sls:heading_remove": lambda scene: {"version": scene.heading.version},
    "sls:kpi_add": lambda scene: {"title": "Loans renewed", "shape": "share_within"},
    "sls:kpi_example": lambda scene: {"title": "Transcripts sent", "shape": "share_within"},
    "sls:kpi_edit": lambda scene: {
        "title": "Answers", "measure": "All of them.", "version": scene.kpi.promise.version,
    },
    "sls:kpi_move": lambda scene: {"direction": "down"},
    "sls:kpi_remove": lambda scene: {"version": scene.kpi.promise.version},
    "sls:kpi_shape": lambda scene: {
        "title": "Answers", "shape": "share_within", "version": scene.kpi.promise.version,
    },
    "sls:request_answer": lambda scene: {"text": "Every day."},
    "sls:requirement_add": lambda scene: {
        **_decision(), "year": 2027, "department": "finance", "tier": "a",
    },
    "sls:requirement_confirm": lambda scene: {
        **_decision(), "year": "2027-28", "which": scene.proposal.pk,
    },
    "sls:requirement_copy": lambda scene: {"source": 2026, "target": 2027},
    "sls:requirement_edit": lambda scene: {
        **_decision(), "tier": "ab", "version": scene.offered.version,
    },
    "sls:row_add": lambda scene: {"name": "Study rooms"},
    "sls:row_edit": lambda scene: {"name": "Cards", "version": scene.row("services").version},
    "sls:row_move": lambda scene: {"direction": "down"},
    "sls:row_remove": lambda scene: {"version": scene.row("services").version},
    "sls:section_edit": lambda scene: {
        "text": "Daily, 8 to 24.", "version": scene.section("availability").version,
    },
    "sls:section_reopen": lambda scene: {"reason": "The desk has moved."},
    "sls:return_submit": lambda scene: {"declared": "on"},
    "sls:return_part": lambda scene: {
        "text": "It went well.", "version": scene.annual_return.parts.get(key="year").version,
    },
    "sls:practice_add": lambda scene: {
        "title": "A lunch desk", "what": "We stay at noon.", "why": "Queues are shorter.",
    },
    "sls:practice_edit": lambda scene: {
        "title": "A late desk", "what": "We stay at noon.", "why": "Queues are shorter.",
        "version": scene.practice.version,
    },
    "sls:practice_shelve": lambda scene: {"shelf": "on"},
    "sls:return_review": lambda scene: {"year": "In which month?", "message": "Nearly there."},
    "sls:return_friend": lambda scene: {"person": scene.house.head_elsewhere.pk},
    "sls:friend_answer": lambda scene: {
        "strengths": "The desk.", "questions": "Why mornings?", "ideas": "A shorter lunch.",
    },
    "sls:return_accept": lambda scene: {
        "password": factories.PASSWORD,
        "shown": factories.return_as_shown(scene.annual_return, to=scene.house.reviewer),
    },
    "sls:statement_approve": lambda scene: {
        "password": factories.PASSWORD,
        "shown": factories.as_shown(scene.statement, to=scene.house.reviewer),
    },
    "sls:statement_review": lambda scene: {
        "availability-needs": "on", "availability-kind": "unclear",
        "availability-text": "Which?", "availability-was": "unclear: On Sundays too?",
    },
    "sls:statement_start": lambda scene: {"begin_from": "blank"},
    "sls:statement_submit": lambda scene: {"declared": "on"},
    "sls:statement_withdraw": lambda scene: {"reason": "A figure is wrong."},
    "sls:template_edit": lambda scene: {
        "introduction": "What a statement is for.", "version": scene.template.revision,
    },
    "sls:template_publish": lambda scene: {"as_seen": scene.template.as_seen},
    "sls:volunteer": lambda scene: {"offer": "1"},
}  # fmt: skip


def _now(row):
    """The row as it is now, whoever has changed it since the scene was made."""
    return type(row).objects.get(pk=row.pk)


def _as_seen(row) -> str:
    """What a form shows of the row now."""
    return _now(row).as_seen


def _rated(scene: Scene) -> dict[str, object]:
    """The row of the contributor's action, which was rated Amber."""
    return {"V001-value": "green", "V001-was": "amber", "V001-after": scene.rating.number}


def _token() -> dict[str, str]:
    return {"name": "Reports", "ends_on": timezone.localdate().isoformat()}


def _decision() -> dict[str, str]:
    return {"decided_by": "The committee", "decided_on": timezone.localdate().isoformat()}
