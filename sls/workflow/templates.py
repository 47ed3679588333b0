"""Changing the template: a draft is written, then published; a published one never changes."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.text import slugify

from institution.models import User
from institution.permissions import NotAllowed, Stale
from institution.workflow.recording import check, move, record
from sls import permissions
from sls.models import Heading, Section, StatementTemplate

COPIED = ["key", "position", "title", "guidance", "is_required", "word_guide", "part"]
TEXTS = ["introduction", "section_b_guidance", "standards_guidance"]
KEY_LENGTH = 40


@transaction.atomic
def begin_template(*, by: User) -> StatementTemplate:
    """A draft of the next version, copied from the newest one. There is one draft at a time."""
    check(permissions.can_manage_template(by))
    newest = StatementTemplate.objects.select_for_update().order_by("-version").first()
    if newest and not newest.is_published:
        return newest
    draft = StatementTemplate.objects.create(
        version=newest.version + 1 if newest else 1,
        **{name: getattr(newest, name) if newest else "" for name in TEXTS},
    )
    for heading in newest.headings.all() if newest else []:
        Heading.objects.create(template=draft, **{name: getattr(heading, name) for name in COPIED})
    record(f"began {draft}", by=by)
    return draft


@transaction.atomic
def save_template(
    template: StatementTemplate, *, by: User, revision: int | None
) -> StatementTemplate:
    """Save the introduction and guidance of a draft template that was read at `revision`.

    Raises Stale when somebody else saved them in between.
    """
    current = _changeable(template, by)
    if current.revision != revision:
        raise Stale(current)
    template.revision = current.revision + 1
    template.save(update_fields=[*TEXTS, "revision"])
    record(f"changed the introduction and guidance of {template}", by=by)
    return template


@transaction.atomic
def save_heading(heading: Heading, *, by: User, version: int | None = None) -> Heading:
    """Save a heading of a draft template; a new one goes to the end and gets its key.

    Raises Stale when the heading is not at the `version` that was read.
    """
    template = _changeable(heading.template, by)
    if heading.part and template.headings.filter(part=heading.part).exclude(pk=heading.pk):
        raise NotAllowed("This list stands beside another heading already.")
    if heading.pk is None:
        last = template.headings.aggregate(last=Max("position"))["last"]
        heading.position = (last or 0) + 1
        heading.key = heading.key or _free_key(template, heading.title)
        heading.save(force_insert=True)
        record(f"added “{heading}” to {template}", by=by)
        return heading
    current = _present(template, heading)
    if current.version != version:
        raise Stale(current)
    heading.version, heading.position = current.version + 1, current.position
    heading.save(force_update=True)
    record(f"changed “{heading}” in {template}", by=by)
    return heading


@transaction.atomic
def remove_heading(heading: Heading, *, by: User, version: int | None) -> None:
    """Leave a heading that was read at `version` out of a draft template. Older statements keep
    theirs. Raises Stale when somebody else has changed it."""
    template = _changeable(heading.template, by)
    current = template.headings.filter(pk=heading.pk).first()
    if current is None:
        return
    if current.version != version:
        raise Stale(current)
    record(f"removed “{current}” from {template}", by=by)
    current.delete()
    for position, one in enumerate(template.headings.all(), start=1):
        template.headings.filter(pk=one.pk).update(position=position)


@transaction.atomic
def move_heading(heading: Heading, *, by: User, up: bool) -> None:
    """Swap a heading with the one above or below it; at the end nothing happens."""
    template = _changeable(heading.template, by)
    if move(template.headings.all(), heading, up=up):
        record(f"moved “{heading.title}” {'up' if up else 'down'} in {template}", by=by)


@transaction.atomic
def publish_template(template: StatementTemplate, *, by: User, as_seen: str) -> StatementTemplate:
    """New statements use this version from now on; statements already begun keep theirs.

    Raises Stale when it is not as it was seen (see StatementTemplate.as_seen).
    """
    template = _locked(template)
    if template.is_published:
        return template
    check(permissions.can_change_template(by, template))
    if not template.headings.exists():
        raise NotAllowed("A template needs at least one heading.")
    if template.as_seen != as_seen:
        raise Stale(template)
    template.published_at, template.published_by = timezone.now(), by
    template.save(update_fields=["published_at", "published_by"])
    record(f"published {template}", by=by)
    return template


def _changeable(template: StatementTemplate, by: User) -> StatementTemplate:
    """The template as it is now, locked, if the person may change it; else NotAllowed."""
    template = _locked(template)
    check(permissions.can_change_template(by, template))
    return template


def _present(template: StatementTemplate, heading: Heading) -> Heading:
    """The heading as it is now; NotAllowed when somebody has removed it."""
    current = template.headings.filter(pk=heading.pk).first()
    if current is None:
        raise NotAllowed("Somebody else has removed this heading in the meantime.")
    return current


def _free_key(template: StatementTemplate, title: str) -> str:
    """A key from the title that no heading of the template has, nor a part of Section B."""
    base = slugify(title.replace("_", " "))[:KEY_LENGTH].strip("-") or "heading"
    taken = {Section.KPIS, Section.STANDARDS, *template.headings.values_list("key", flat=True)}
    key, number = base, 1
    while key in taken:
        number += 1
        key = f"{base[: KEY_LENGTH - 4].rstrip('-')}-{number}"
    return key


def _locked(template: StatementTemplate) -> StatementTemplate:
    return StatementTemplate.objects.select_for_update().get(pk=template.pk)
