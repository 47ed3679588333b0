"""The template: its versions, two people at its texts, publishing, and what is different."""

import pytest

from institution import autosave, once
from institution.models import Event
from sls import template_changes, workflow
from sls.models import Heading, Requirement, Service, StatementTemplate
from tests import factories
from tests.sls.sending import mark_for, send, words_of
from tests.sls.templates import heading_url, keys, typed_heading, url

LIST = "/templates/"
THEIRS, MINE = "Say it briefly.", "Say it at length."


def publish(template, by) -> StatementTemplate:
    return workflow.publish_template(template, by=by, as_seen=template.as_seen)


def test_template_list_says_how_many_statements_use_each_version(house, sign_in):
    house.draft()
    other = factories.make_requirement(house.finance, house.year, "a")
    gone = house.draft(other, by=house.head_elsewhere)
    workflow.discard(gone, by=house.head_elsewhere)
    publish(workflow.begin_template(by=house.reviewer), house.reviewer)
    shown = sign_in(house.reviewer).get(LIST).context["templates"]
    assert [(one.version, one.used) for one in shown] == [(2, 0), (1, 1)]


@pytest.mark.parametrize("count", [1, 30])
def test_template_list_costs_the_same_for_one_version_and_for_thirty(
    house, sign_in, django_assert_num_queries, count
):
    for version in range(2, count + 1):
        StatementTemplate.objects.create(
            version=version, published_at=house.template.published_at, published_by=house.reviewer
        )
    client = sign_in(house.reviewer)
    with django_assert_num_queries(4):
        answer = client.get(LIST)
    assert len(answer.context["templates"]) == count


def test_only_the_quality_office_sees_and_changes_templates(house, next_template, heading, sign_in):
    pages = [
        LIST, url("template_detail", next_template.pk), url("template_edit", next_template.pk),
        url("template_publish", next_template.pk), url("heading_add", next_template.pk),
        heading_url(heading), url("heading_remove", next_template.pk, heading.pk),
    ]  # fmt: skip
    posts = [url("template_begin"), url("heading_move", next_template.pk, heading.pk), *pages[2:]]
    for address in pages:
        assert sign_in(house.reviewer).get(address).status_code == 200
        assert sign_in(house.head).get(address).status_code == 403
    for address in posts:
        assert send(sign_in(house.administrator), address).status_code == 403
    assert keys(next_template) == keys(house.template)
    assert Event.objects.count() == 1  # that the next_template was begun


def test_template_begin_copies_the_newest_version_once(house, sign_in):
    client = sign_in(house.reviewer)
    assert "Begin version 2" in words_of(client.get(LIST))
    first = send(client, url("template_begin"))
    second = send(client, url("template_begin"))
    draft = StatementTemplate.objects.get(version=2)
    assert first.url == second.url == url("template_detail", draft.pk)
    assert keys(draft) == ["summary", "availability", "not_delivered", "stakeholders"]
    assert "Carry on with the draft of version 2" in words_of(client.get(LIST))


def test_template_edit_saves_the_three_texts(house, next_template, sign_in):
    typed = {
        "introduction": "Why we do this. ", "section_b_guidance": "Two or three.",
        "standards_guidance": "How soon.", "version": "1",
    }  # fmt: skip
    answer = send(sign_in(house.reviewer), url("template_edit", next_template.pk), **typed)
    assert answer.url == url("template_detail", next_template.pk)
    next_template.refresh_from_db()
    assert next_template.introduction == "Why we do this."
    assert next_template.section_b_guidance == "Two or three."
    assert next_template.standards_guidance == "How soon."
    assert next_template.revision == 2


def test_template_edit_from_an_old_revision_keeps_both_texts(house, next_template, sign_in):
    next_template.introduction = THEIRS
    workflow.save_template(next_template, by=house.reviewer, revision=1)
    address, client = url("template_edit", next_template.pk), sign_in(house.library_reviewer)
    typed = {"introduction": MINE, "section_b_guidance": "", "standards_guidance": ""}
    answer = send(client, address, **typed, version="1")
    page = words_of(answer)
    assert answer.status_code == 409
    assert f'<div class="typed">{MINE}</div>' in page
    assert f'<div class="typed">{THEIRS}</div>' in page
    assert 'name="version" value="2"' in page
    next_template.refresh_from_db()
    assert next_template.introduction == THEIRS
    assert autosave.offered(house.library_reviewer, address).fields["introduction"] == [MINE]
    send(client, address, **typed, version="2")
    next_template.refresh_from_db()
    assert (next_template.introduction, next_template.revision) == (MINE, 3)


@pytest.mark.parametrize("version", ["", "x", "0", "²", "9" * 30])
def test_template_edit_without_the_right_revision_counts_as_old(
    house, next_template, sign_in, version
):
    typed = {"introduction": MINE, "version": version}
    answer = send(sign_in(house.reviewer), url("template_edit", next_template.pk), **typed)
    assert answer.status_code == 409
    next_template.refresh_from_db()
    assert next_template.introduction == ""


def test_a_published_template_never_changes(house, next_template, heading, sign_in):
    client = sign_in(house.reviewer)
    publish(next_template, house.reviewer)
    for address in (url("template_edit", next_template.pk), url("heading_add", next_template.pk)):
        assert client.get(address).status_code == 403
    mark = mark_for(house.reviewer, heading_url(heading))
    answer = send(client, heading_url(heading), **typed_heading(heading, guidance=MINE), **mark)
    page = words_of(answer)
    assert answer.status_code == 403
    assert "A published template never changes. Begin a new version of it." in page
    assert MINE in page
    send(client, url("heading_remove", next_template.pk, heading.pk), version="1")
    send(client, url("heading_move", next_template.pk, heading.pk), direction="up")
    heading.refresh_from_db()
    assert (heading.guidance, heading.position) == ("Say **when we are there**.", 2)


def test_template_publish_lists_the_consequences(house, next_template, heading, sign_in):
    house.approved()
    other = factories.make_requirement(house.finance, house.year, "a")
    house.draft(other, by=house.head_elsewhere)
    factories.make_requirement(house.office, house.year, "a")
    heading.title = "Opening hours"
    workflow.save_heading(heading, by=house.reviewer, version=1)
    page = words_of(sign_in(house.reviewer).get(url("template_publish", next_template.pk)))
    assert "1 being written or reviewed, 1 approved." in page
    assert "In open years 1 department still has to begin." in page
    assert "A2 Opening hours</strong>: It was called “When we are there”." in page
    next_template.refresh_from_db()
    assert not next_template.is_published


def test_template_publish_is_for_statements_begun_from_now_on(house, next_template, sign_in):
    before = house.draft()
    as_seen = next_template.as_seen
    answer = send(
        sign_in(house.reviewer), url("template_publish", next_template.pk), as_seen=as_seen
    )
    assert answer.url == url("template_detail", next_template.pk)
    after = house.draft(
        factories.make_requirement(house.finance, house.year, "a"), by=house.head_elsewhere
    )
    before.refresh_from_db()
    assert (before.template.version, after.template.version) == (1, 2)
    next_template.refresh_from_db()
    assert next_template.published_by == house.reviewer


@pytest.mark.parametrize("change", ["text", "heading", "order", "nothing sent"])
def test_template_publish_publishes_only_what_was_shown(
    house, next_template, heading, sign_in, change
):
    as_seen = "" if change == "nothing sent" else next_template.as_seen
    if change == "text":
        workflow.save_template(next_template, by=house.reviewer, revision=1)
    elif change == "heading":
        workflow.save_heading(heading, by=house.reviewer, version=1)
    elif change == "order":
        workflow.move_heading(heading, by=house.reviewer, up=True)
    client = sign_in(house.library_reviewer)
    answer = send(client, url("template_publish", next_template.pk), as_seen=as_seen)
    assert answer.url == url("template_publish", next_template.pk)
    assert "Nothing was published: somebody changed the template" in words_of(
        client.get(answer.url)
    )
    next_template.refresh_from_db()
    assert not next_template.is_published


def test_template_publish_needs_a_heading(house, next_template, sign_in):
    next_template.headings.all().delete()
    client = sign_in(house.reviewer)
    address = url("template_publish", next_template.pk)
    assert "A template needs at least one before it can be published." in words_of(
        client.get(address)
    )
    answer = client.post(address, {"_once": once.new_token(), "as_seen": "1"}, follow=True)
    assert "A template needs at least one heading." in words_of(answer)


def test_every_change_of_the_template_leaves_its_event(house, next_template, heading):
    by = house.reviewer
    workflow.save_template(next_template, by=by, revision=1)
    workflow.save_heading(heading, by=by, version=1)
    workflow.move_heading(heading, by=by, up=True)
    new = workflow.save_heading(Heading(template=next_template, title="New"), by=by)
    workflow.remove_heading(new, by=by, version=1)
    publish(next_template, by)
    said = Event.objects.order_by("pk").values_list("text", flat=True)
    assert list(said) == [
        "began Template 2",
        "changed the introduction and guidance of Template 2",
        "changed “A2 When we are there” in Template 2",
        "moved “When we are there” up in Template 2",
        "added “A5 New” to Template 2",
        "removed “A5 New” from Template 2",
        "published Template 2",
    ]


def test_changes_says_what_is_new_gone_and_different(house, next_template, heading):
    by = house.reviewer
    assert not template_changes.changes(house.template, next_template)
    summary = next_template.headings.get(key="summary")
    heading.title, heading.is_required, heading.word_guide = "Opening hours", False, None
    workflow.save_heading(heading, by=by, version=1)
    workflow.remove_heading(summary, by=by, version=1)
    workflow.save_heading(Heading(template=next_template, title="Energy"), by=by)
    next_template.introduction = MINE
    workflow.save_template(next_template, by=by, revision=1)
    said = template_changes.changes(house.template, next_template)
    assert said.texts == ["The introduction"]
    assert [(one.title, one.kind, one.details) for one in said.headings] == [
        (
            "A1 Opening hours", "changed",
            [
                "It was called “When we are there”.", "It was A2.",
                "It need not be answered any more.", "Its word guide is gone.",
            ],
        ),
        ("A2 What we do not do", "changed", ["It was A3."]),
        ("A3 Who is involved", "changed", ["It was A4."]),
        ("A4 Energy", "new", []),
        ("A1 What we do", "gone", []),
    ]  # fmt: skip


def test_a_list_that_moved_to_another_heading_is_carried_over_to_it(house, next_template):
    """Words follow their heading, rows follow their list."""
    old = house.approved()
    by, summary = house.reviewer, next_template.headings.get(key="summary")
    summary.part = ""
    workflow.save_heading(summary, by=by, version=1)
    moved = Heading(template=next_template, title="Our services", part="services")
    workflow.save_heading(moved, by=by)
    publish(next_template, by)
    requirement = Requirement.objects.create(
        department=house.library, academic_year=factories.make_year(2027), tier="a",
        decided_on=house.requirement.decided_on,
    )  # fmt: skip
    new = workflow.start(requirement, by=house.head, begin_from=old)
    sections = {section.key: section for section in new.sections.all()}
    assert sections["summary"].text == old.sections.get(key="summary").text
    assert Service.objects.filter(section=sections["summary"]).count() == 0
    carried = Service.objects.get(section=sections["our-services"])
    assert carried.name == "Lost card desk"
    assert sections["our-services"].text == ""
