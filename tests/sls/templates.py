"""What the tests of the template share."""

from django.urls import reverse


def url(name: str, *args) -> str:
    """The address of a page of the template."""
    return reverse(f"sls:{name}", args=args)


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
    """The page where the heading is changed."""
    return url("heading_edit", heading.template_id, heading.pk)


def keys(template) -> list[str]:
    """The keys of its headings, in order."""
    return list(template.headings.values_list("key", flat=True))
