"""The template: its versions, its headings, two people at one text, and publishing."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from institution import autosave, once
from institution.models import Event
from institution.permissions import NotAllowed
from sls import template_changes, workflow
from sls.models import Heading, Requirement, Service, StatementTemplate
from tests import factories
from tests.sls.sending import mark_of, send

LIST = "/templates/"
THEIRS, MINE = "Say it briefly.", "Say it at length."


def words(answer) -> str:
    return " ".join(answer.content.decode().split())


def url(name: str, *args) -> str:
    return reverse(f"sls:{name}", args=args)


@pytest.fixture
def draft(house) -> StatementTemplate:
    """The draft of version 2, as the published version 1."""
    return workflow.begin_template(by=house.reviewer)


@pytest.fixture
def heading(draft) -> Heading:
    return draft.headings.get(key="availability")


def typed_heading(heading, **other) -> dict:
    """What the form of a heading sends."""
    said = {
        "title": heading.title,
        "guidance": heading.guidance,
        "part": heading.part,
        "is_required": "on" if heading.is_required else "",
        "word_guide": str(heading.word_guide or ""),
        "version": str(heading.version),
    }
    return {**said, **other}


def heading_url(heading) -> str:
    return url("heading_edit", heading.template_id, heading.pk)


def keys(template) -> list[str]:
    return list(template.headings.values_list("key", flat=True))


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
    with django_assert_num_queries(5):
        answer = client.get(LIST)
    assert len(answer.context["templates"]) == count


def test_only_the_quality_office_sees_and_changes_templates(house, draft, heading, sign_in):
    pages = [
        LIST, url("template_detail", draft.pk), url("template_edit", draft.pk),
        url("template_publish", draft.pk), url("heading_add", draft.pk), heading_url(heading),
        url("heading_remove", draft.pk, heading.pk),
    ]  # fmt: skip
    posts = [url("template_begin"), url("heading_move", draft.pk, heading.pk), *pages[2:]]
    for address in pages:
        assert sign_in(house.reviewer).get(address).status_code == 200
        assert sign_in(house.head).get(address).status_code == 403
    for address in posts:
        assert send(sign_in(house.administrator), address).status_code == 403
    assert keys(draft) == keys(house.template)
    assert Event.objects.count() == 1  # that the draft was begun


def test_template_begin_copies_the_newest_version_once(house, sign_in):
    client = sign_in(house.reviewer)
    assert "Begin version 2" in words(client.get(LIST))
    first = send(client, url("template_begin"))
    second = send(client, url("template_begin"))
    draft = StatementTemplate.objects.get(version=2)
    assert first.url == second.url == url("template_detail", draft.pk)
    assert keys(draft) == ["summary", "availability", "not_delivered", "stakeholders"]
    assert "Carry on with the draft of version 2" in words(client.get(LIST))


def test_template_edit_saves_the_three_texts(house, draft, sign_in):
    typed = {
        "introduction": "Why we do this. ", "section_b_guidance": "Two or three.",
        "standards_guidance": "How soon.", "version": "1",
    }  # fmt: skip
    answer = send(sign_in(house.reviewer), url("template_edit", draft.pk), **typed)
    assert answer.url == url("template_detail", draft.pk)
    draft.refresh_from_db()
    assert (draft.introduction, draft.section_b_guidance, draft.standards_guidance) == (
        "Why we do this.", "Two or three.", "How soon.",
    )  # fmt: skip
    assert draft.revision == 2


def test_template_edit_from_an_old_revision_keeps_both_texts(house, draft, sign_in):
    draft.introduction = THEIRS
    workflow.save_template(draft, by=house.reviewer, revision=1)
    address, client = url("template_edit", draft.pk), sign_in(house.library_reviewer)
    typed = {"introduction": MINE, "section_b_guidance": "", "standards_guidance": ""}
    answer = send(client, address, **typed, version="1")
    page = words(answer)
    assert answer.status_code == 409
    assert f'<div class="typed">{MINE}</div>' in page
    assert f'<div class="typed">{THEIRS}</div>' in page
    assert 'name="version" value="2"' in page
    draft.refresh_from_db()
    assert draft.introduction == THEIRS
    assert autosave.offered(house.library_reviewer, address).fields["introduction"] == [MINE]
    send(client, address, **typed, version="2")
    draft.refresh_from_db()
    assert (draft.introduction, draft.revision) == (MINE, 3)


@pytest.mark.parametrize("version", ["", "x", "0", "²", "9" * 30])
def test_template_edit_without_the_right_revision_counts_as_old(house, draft, sign_in, version):
    typed = {"introduction": MINE, "version": version}
    answer = send(sign_in(house.reviewer), url("template_edit", draft.pk), **typed)
    assert answer.status_code == 409
    draft.refresh_from_db()
    assert draft.introduction == ""


def test_heading_edit_saves_it_and_leaves_its_key(house, heading, sign_in):
    typed = typed_heading(
        heading, title="Opening  hours", guidance="Say when.", is_required="", word_guide="1,200"
    )
    answer = send(sign_in(house.reviewer), heading_url(heading), **typed)
    assert answer.url == url("template_detail", heading.template_id) + "#headings"
    heading.refresh_from_db()
    assert (heading.key, heading.title, heading.guidance, heading.is_required) == (
        "availability", "Opening hours", "Say when.", False,
    )  # fmt: skip
    assert (heading.word_guide, heading.version, heading.number) == (1200, 2, "A2")


def test_heading_edit_from_an_old_version_keeps_both_texts(house, heading, sign_in):
    old = typed_heading(heading, guidance=MINE)
    heading.guidance = THEIRS
    workflow.save_heading(heading, by=house.reviewer, version=1)
    client = sign_in(house.library_reviewer)
    answer = send(client, heading_url(heading), **old)
    page = words(answer)
    assert answer.status_code == 409
    assert f'<div class="typed">{MINE}</div>' in page
    assert f'<div class="typed">{THEIRS}</div>' in page
    heading.refresh_from_db()
    assert (heading.guidance, heading.version) == (THEIRS, 2)
    send(client, heading_url(heading), **{**old, "version": "2"})
    heading.refresh_from_db()
    assert (heading.guidance, heading.version) == (MINE, 3)


def test_a_heading_moved_meanwhile_is_no_conflict_and_stays_where_it_is(house, heading, sign_in):
    workflow.move_heading(heading, by=house.reviewer, up=True)
    typed = typed_heading(heading, guidance=MINE)
    assert send(sign_in(house.library_reviewer), heading_url(heading), **typed).status_code == 302
    heading.refresh_from_db()
    assert (heading.guidance, heading.position) == (MINE, 1)


def test_a_heading_removed_meanwhile_can_be_added_again(house, draft, heading, sign_in):
    client, address = sign_in(house.library_reviewer), heading_url(heading)
    typed = {**typed_heading(heading, guidance=MINE), **mark_of(client, address)}
    workflow.remove_heading(heading, by=house.reviewer, version=1)
    answer = send(client, address, **typed)
    page = words(answer)
    assert answer.status_code == 409
    assert MINE in page
    assert f'action="{url("heading_add", draft.pk)}"' in page
    send(client, url("heading_add", draft.pk), **typed)
    assert draft.headings.get(title=heading.title).guidance == MINE


def test_a_heading_that_never_was_is_not_found(house, draft, heading, sign_in):
    client, address = sign_in(house.reviewer), url("heading_edit", draft.pk, 99_999)
    assert client.get(address).status_code == 404
    assert send(client, address, **typed_heading(heading)).status_code == 404
    other = house.template.headings.first()
    assert client.get(url("heading_edit", draft.pk, other.pk)).status_code == 404


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"title": " "}, "Give the heading a title."),
        ({"title": "x" * 201}, "201 characters long and the most is 200"),
        ({"word_guide": "many"}, "About how many words: write a number, such as 5."),
        ({"word_guide": "9"}, "About how many words: write a number from 10 to 5,000."),
        ({"part": "x"}, "Choose from the list what people write under it."),
        ({"part": "services"}, "List of services stands beside “A1 What we do” already."),
        ({"guidance": "x" * 50_001}, "This text is 50,001 characters long"),
    ],
)
def test_heading_edit_says_what_is_wrong_and_keeps_what_was_typed(
    house, heading, sign_in, typed, sentence
):
    typed = typed_heading(heading, **{"guidance": MINE, **typed})
    answer = send(sign_in(house.reviewer), heading_url(heading), **typed)
    page = words(answer)
    assert answer.status_code == 200
    assert page.count(sentence) == 2
    assert typed["guidance"] in page
    heading.refresh_from_db()
    assert heading.version == 1


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("How we save energy", "how-we-save-energy"),
        ("KPIs", "kpis-2"),
        ("Standards", "standards-2"),
        ("Availability", "availability-2"),
        ("?!", "heading"),
        ("In_the_city", "in-the-city"),
        ("Long " * 30, "long-long-long-long-long-long-long-long"),
    ],
)
def test_heading_add_makes_a_key_that_nothing_else_has(house, draft, sign_in, title, key):
    typed = {"title": title, "guidance": "", "part": "", "is_required": "on", "word_guide": ""}
    page = words(sign_in(house.reviewer).get(url("heading_add", draft.pk)))
    assert "key" not in page.partition("<main")[2].partition("</main")[0].lower()
    send(sign_in(house.reviewer), url("heading_add", draft.pk), **typed)
    assert keys(draft)[-1] == key


def test_two_headings_of_the_same_long_title_have_two_keys(house, draft):
    for _ in range(2):
        workflow.save_heading(Heading(template=draft, title="Long " * 30), by=house.reviewer)
    assert keys(draft)[-2:] == ["long-" * 7 + "long", "long-" * 7 + "l-2"]


def test_a_list_stands_beside_one_heading_only(house, draft):
    other = Heading(template=draft, title="More services", part="services")
    with pytest.raises(NotAllowed, match="stands beside another heading already"):
        workflow.save_heading(other, by=house.reviewer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Heading.objects.create(
            template=draft, key="more", title="More", part="services", position=9
        )


def test_heading_move_swaps_it_with_its_neighbour(house, draft, heading, sign_in):
    client, address = sign_in(house.reviewer), url("heading_move", draft.pk, heading.pk)
    send(client, address, direction="up")
    assert keys(draft) == ["availability", "summary", "not_delivered", "stakeholders"]
    send(client, address, direction="up")
    assert keys(draft)[0] == "availability"
    send(client, address, direction="down")
    assert keys(draft) == ["summary", "availability", "not_delivered", "stakeholders"]
    assert list(draft.headings.values_list("position", flat=True)) == [1, 2, 3, 4]


def test_heading_move_sent_twice_moves_once(house, draft, heading, sign_in):
    client, address = sign_in(house.reviewer), url("heading_move", draft.pk, heading.pk)
    typed = {"_once": once.new_token(), "direction": "down"}
    for _ in range(2):
        client.post(address, typed)
    assert keys(draft) == ["summary", "not_delivered", "availability", "stakeholders"]


def test_heading_remove_asks_first_and_numbers_the_rest_anew(house, draft, heading, sign_in):
    client, address = sign_in(house.reviewer), url("heading_remove", draft.pk, heading.pk)
    assert "Remove this heading?" in words(client.get(address))
    assert len(keys(draft)) == 4
    send(client, address, version="1")
    assert [str(one) for one in draft.headings.all()] == [
        "A1 What we do", "A2 What we do not do", "A3 Who is involved",
    ]  # fmt: skip


def test_heading_remove_of_an_old_version_shows_what_it_says_now(house, draft, heading, sign_in):
    heading.guidance = THEIRS
    workflow.save_heading(heading, by=house.reviewer, version=1)
    address = url("heading_remove", draft.pk, heading.pk)
    answer = send(sign_in(house.library_reviewer), address, version="1")
    assert answer.status_code == 409
    assert THEIRS in words(answer)
    assert draft.headings.filter(pk=heading.pk).exists()


def test_a_published_template_never_changes(house, draft, heading, sign_in):
    client = sign_in(house.reviewer)
    publish(draft, house.reviewer)
    for address in (url("template_edit", draft.pk), url("heading_add", draft.pk)):
        assert client.get(address).status_code == 403
    answer = send(client, heading_url(heading), **typed_heading(heading, guidance=MINE))
    page = words(answer)
    assert answer.status_code == 403
    assert "A published template never changes. Begin a new version of it." in page
    assert MINE in page
    send(client, url("heading_remove", draft.pk, heading.pk), version="1")
    send(client, url("heading_move", draft.pk, heading.pk), direction="up")
    heading.refresh_from_db()
    assert (heading.guidance, heading.position) == ("Say **when we are there**.", 2)


def test_template_publish_lists_the_consequences(house, draft, heading, sign_in):
    house.approved()
    other = factories.make_requirement(house.finance, house.year, "a")
    house.draft(other, by=house.head_elsewhere)
    factories.make_requirement(house.office, house.year, "a")
    heading.title = "Opening hours"
    workflow.save_heading(heading, by=house.reviewer, version=1)
    page = words(sign_in(house.reviewer).get(url("template_publish", draft.pk)))
    assert "1 being written or reviewed, 1 approved." in page
    assert "In open years 1 department still has to begin." in page
    assert "A2 Opening hours</strong>: It was called “When we are there”." in page
    draft.refresh_from_db()
    assert not draft.is_published


def test_template_publish_is_for_statements_begun_from_now_on(house, draft, sign_in):
    before = house.draft()
    as_seen = draft.as_seen
    answer = send(sign_in(house.reviewer), url("template_publish", draft.pk), as_seen=as_seen)
    assert answer.url == url("template_detail", draft.pk)
    after = house.draft(
        factories.make_requirement(house.finance, house.year, "a"), by=house.head_elsewhere
    )
    before.refresh_from_db()
    assert (before.template.version, after.template.version) == (1, 2)
    draft.refresh_from_db()
    assert draft.published_by == house.reviewer


@pytest.mark.parametrize("change", ["text", "heading", "order", "nothing sent"])
def test_template_publish_publishes_only_what_was_shown(house, draft, heading, sign_in, change):
    as_seen = "" if change == "nothing sent" else draft.as_seen
    if change == "text":
        workflow.save_template(draft, by=house.reviewer, revision=1)
    elif change == "heading":
        workflow.save_heading(heading, by=house.reviewer, version=1)
    elif change == "order":
        workflow.move_heading(heading, by=house.reviewer, up=True)
    client = sign_in(house.library_reviewer)
    answer = send(client, url("template_publish", draft.pk), as_seen=as_seen)
    assert answer.url == url("template_publish", draft.pk)
    assert "Nothing was published: somebody changed the template" in words(client.get(answer.url))
    draft.refresh_from_db()
    assert not draft.is_published


def test_template_publish_needs_a_heading(house, draft, sign_in):
    draft.headings.all().delete()
    client = sign_in(house.reviewer)
    address = url("template_publish", draft.pk)
    assert "A template needs at least one before it can be published." in words(client.get(address))
    answer = client.post(address, {"_once": once.new_token(), "as_seen": "1"}, follow=True)
    assert "A template needs at least one heading." in words(answer)


def test_every_change_of_the_template_leaves_its_event(house, draft, heading):
    by = house.reviewer
    workflow.save_template(draft, by=by, revision=1)
    workflow.save_heading(heading, by=by, version=1)
    workflow.move_heading(heading, by=by, up=True)
    new = workflow.save_heading(Heading(template=draft, title="New"), by=by)
    workflow.remove_heading(new, by=by, version=1)
    publish(draft, by)
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


def test_changes_says_what_is_new_gone_and_different(house, draft, heading):
    by = house.reviewer
    assert not template_changes.changes(house.template, draft)
    summary = draft.headings.get(key="summary")
    heading.title, heading.is_required, heading.word_guide = "Opening hours", False, None
    workflow.save_heading(heading, by=by, version=1)
    workflow.remove_heading(summary, by=by, version=1)
    workflow.save_heading(Heading(template=draft, title="Energy"), by=by)
    draft.introduction = MINE
    workflow.save_template(draft, by=by, revision=1)
    said = template_changes.changes(house.template, draft)
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


def test_a_list_that_moved_to_another_heading_is_carried_over_to_it(house, draft):
    """Words follow their heading, rows follow their list."""
    old = house.approved()
    by, summary = house.reviewer, draft.headings.get(key="summary")
    summary.part = ""
    workflow.save_heading(summary, by=by, version=1)
    moved = Heading(template=draft, title="Our services", part="services")
    workflow.save_heading(moved, by=by)
    publish(draft, by)
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
