"""Changing the template: a draft is written, then published; a published one never changes."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from institution.models import Event, User
from institution.permissions import NotAllowed
from sls import permissions
from sls.models import Heading, StatementTemplate
from sls.workflow.locking import check

COPIED = ["key", "position", "title", "guidance", "is_required", "word_guide", "part"]


@transaction.atomic
def begin_template(*, by: User) -> StatementTemplate:
    """A draft of the next version, copied from the newest one. There is one draft at a time."""
    check(permissions.can_manage_template(by))
    newest = StatementTemplate.objects.select_for_update().order_by("-version").first()
    if newest and not newest.is_published:
        return newest
    draft = StatementTemplate.objects.create(
        version=newest.version + 1 if newest else 1,
        introduction=newest.introduction if newest else "",
        section_b_guidance=newest.section_b_guidance if newest else "",
        standards_guidance=newest.standards_guidance if newest else "",
    )
    for heading in newest.headings.all() if newest else []:
        Heading.objects.create(template=draft, **{name: getattr(heading, name) for name in COPIED})
    Event.objects.create(by=by, by_name=str(by), text=f"began {draft}")
    return draft


@transaction.atomic
def save_template(template: StatementTemplate, *, by: User) -> StatementTemplate:
    """Save the introduction and guidance of a draft template."""
    check(permissions.can_change_template(by, _locked(template)))
    template.save()
    return template


@transaction.atomic
def save_heading(heading: Heading, *, by: User) -> Heading:
    """Save a heading of a draft template; a new one goes to the end."""
    template = _locked(heading.template)
    check(permissions.can_change_template(by, template))
    if heading.pk is None:
        last = template.headings.aggregate(last=Max("position"))["last"]
        heading.position = (last or 0) + 1
    heading.save()
    return heading


@transaction.atomic
def remove_heading(heading: Heading, *, by: User) -> None:
    """Leave a heading out of a draft template. Older statements keep theirs."""
    template = _locked(heading.template)
    check(permissions.can_change_template(by, template))
    template.headings.filter(pk=heading.pk).delete()
    _renumber(list(template.headings.all()))


@transaction.atomic
def move_heading(heading: Heading, *, by: User, up: bool) -> None:
    """Swap a heading with the one above or below it; at the end nothing happens."""
    template = _locked(heading.template)
    check(permissions.can_change_template(by, template))
    headings = list(template.headings.all())
    here = [item.pk for item in headings].index(heading.pk)
    there = here - 1 if up else here + 1
    if 0 <= there < len(headings):
        headings[here], headings[there] = headings[there], headings[here]
        _renumber(headings)


@transaction.atomic
def publish_template(template: StatementTemplate, *, by: User) -> StatementTemplate:
    """New statements use this version from now on; statements already begun keep theirs."""
    template = _locked(template)
    if template.is_published:
        return template
    check(permissions.can_change_template(by, template))
    if not template.headings.exists():
        raise NotAllowed("A template needs at least one heading.")
    template.published_at, template.published_by = timezone.now(), by
    template.save()
    Event.objects.create(by=by, by_name=str(by), text=f"published {template}")
    return template


def _locked(template: StatementTemplate) -> StatementTemplate:
    return StatementTemplate.objects.select_for_update().get(pk=template.pk)


def _renumber(headings: list[Heading]) -> None:
    for position, heading in enumerate(headings, start=1):
        Heading.objects.filter(pk=heading.pk).update(position=position)
