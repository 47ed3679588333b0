"""What people see when something cannot be done."""

from institution.models import Department
from institution.workflow import change_department
from sls import workflow
from tests.journeys import acts
from tests.journeys.visits.visit import Visit
from tests.journeys.world import World

ERRORS = [
    Visit("sls:review_queue", "head", state="403", status=403),
    Visit("sls:statement_detail", "head", of=lambda w: [999_999], state="404", status=404),
    Visit("sls:statement_take", "head", of=lambda w: [w.sent.pk], state="405", status=405),
    Visit(
        "sls:section_edit",
        "head",
        of=lambda w: [w.draft.pk, "availability"],
        state="400",
        act=acts.send_without_marks,
        status=400,
    ),
    Visit(
        "sls:section_edit",
        "head",
        of=lambda w: [w.draft.pk, "availability"],
        state="413",
        act=acts.send_too_much,
        status=413,
    ),
    Visit(
        "sls:kpi_remove",
        "head",
        of=lambda w: [w.draft.pk, w.kpi.pk],
        state="403 form",
        act=acts.send_from_elsewhere,
        status=403,
    ),
    Visit("sls:section_edit", "head", of=lambda w: [w.sent.pk, "summary"], state="404", status=404),
]


def save_template(world: World) -> None:
    template = world.new_template
    template.introduction = "Somebody else's."
    workflow.save_template(template, by=world.library_reviewer, revision=template.revision)


def save_heading(world: World) -> None:
    heading = world.new_template.headings.first()
    heading.guidance = "Somebody else's."
    workflow.save_heading(heading, by=world.library_reviewer, version=heading.version)


def remove_heading(world: World) -> None:
    heading = world.new_template.headings.last()
    workflow.remove_heading(heading, by=world.library_reviewer, version=heading.version)


def publish_template(world: World) -> None:
    template = world.new_template
    workflow.publish_template(template, by=world.library_reviewer, as_seen=template.as_seen)


def save_text(world: World) -> None:
    section = world.section(world.draft, "availability")
    workflow.save_text(
        section, by=world.contributor, text="Somebody else's.", version=section.version
    )


def remove_service(world: World) -> None:
    service = world.section(world.draft, "summary").services.last()
    workflow.remove_row(service, by=world.contributor, version=service.version)


def confirm_line(world: World) -> None:
    line = world.dependency
    workflow.answer_dependency(
        line, by=world.contributor, response="confirmed", as_seen=line.as_seen
    )


def change_telephone(world: World) -> None:
    department = Department.objects.get(slug="library")
    department.phone = "01227 922001"
    change_department(department, by=world.library_reviewer)


# In the order in which they happen: each changes the world for good.
MEANWHILE = [
    Visit(
        "sls:section_edit", "head", of=lambda w: [w.draft.pk, "availability"],
        state="conflict", meanwhile=save_text, act=acts.write_and_send, status=409,
    ),
    Visit(
        "sls:row_edit", "head", of=lambda w: w.place_of_row,
        state="gone", meanwhile=remove_service, act=acts.write_and_send, status=409,
    ),
    Visit(
        "sls:section_edit", "head of blank", of=lambda w: [w.blank.pk, "summary"],
        state="not saved", act=acts.write_and_send, status=403,
        meanwhile=lambda w: workflow.discard(w.blank, by=w.head_of(w.blank)),
    ),
    Visit(
        "sls:statement_review", "reviewer", of=lambda w: [w.reviewed.pk],
        state="notes not saved", act=acts.note_and_send, status=403,
        meanwhile=lambda w: workflow.take(w.reviewed, by=w.library_reviewer),
    ),
    Visit(
        "sls:dependency_answer", "head", of=lambda w: [w.dependency.pk],
        state="answered already", meanwhile=confirm_line, act=acts.dispute, status=409,
    ),
    Visit(
        "sls:dependency_answer", "head", of=lambda w: [w.dependency.pk],
        state="not sent", act=acts.dispute, status=409,
        meanwhile=lambda w: workflow.withdraw(w.sent, by=w.head_of(w.sent)),
    ),
    Visit(
        "sls:template_edit", "reviewer", of=lambda w: [w.new_template.pk],
        state="conflict", meanwhile=save_template, act=acts.write_and_send, status=409,
    ),
    Visit(
        "sls:heading_edit", "reviewer", of=lambda w: w.place_of_heading,
        state="conflict", meanwhile=save_heading, act=acts.write_and_send, status=409,
    ),
    Visit(
        "sls:heading_edit", "reviewer",
        of=lambda w: [w.new_template.pk, w.new_template.headings.last().pk],
        state="gone", meanwhile=remove_heading, act=acts.write_and_send, status=409,
    ),
    Visit(
        "sls:template_edit", "reviewer", of=lambda w: [w.new_template.pk],
        state="not saved", meanwhile=publish_template, act=acts.write_and_send, status=403,
    ),
    Visit(
        "institution:department_edit", "reviewer", of=lambda w: ["library"],
        state="errors after a change", meanwhile=change_telephone, act=acts.send,
    ),
]  # fmt: skip
