"""What is still missing from an annual return before it can be sent, and how far each part is."""

from django.urls import reverse

from sls.checks import Gap
from sls.models import AnnualReturn, ReturnPart
from sls.returns import comparing, prompts
from sls.returns.content import from_json, of_return, reviews_of


def gaps(annual_return: AnnualReturn) -> list[Gap]:
    """Everything that must be there before it can be sent, in page order."""
    return [gap for part in annual_return.parts.all() for gap in part_gaps(part)]


def part_gaps(part: ReturnPart) -> list[Gap]:
    """What is missing from one part."""
    if part.key == prompts.KPIS:
        return _kpi_gaps(part.annual_return)
    if part.prompt.is_required and not part.text.strip():
        return [Gap(f"“{part}” is still empty.", f"{part.get_absolute_url()}#id_text")]
    return []


def unmet(annual_return: AnnualReturn) -> list[ReturnPart]:
    """The parts that are as they were sent, though a change was asked for: shown before it is sent
    again and never enforced. [] while no changes are asked for."""
    if annual_return.state != AnnualReturn.State.RETURNED:
        return []
    sent = annual_return.versions.order_by("number").last()
    if sent is None:
        return []
    now = of_return(annual_return, with_friend=False)
    changed = {title for title, _ in comparing.changes(from_json(sent.content), now)}
    return [part for part in annual_return.parts.all() if part.asked and str(part) not in changed]


def part_state(part: ReturnPart, *, has_gaps: bool, is_unmet: bool) -> str:
    """How far the part is, as a word for the tag."""
    if not part.is_open:
        return "locked"
    is_asked = part.asked and part.annual_return.state == AnnualReturn.State.RETURNED
    if is_asked and (is_unmet or not has_gaps):
        return "changes asked" if is_unmet else "changes made"
    if has_gaps:
        return "in progress" if part.updated_by_id else "not started"
    if part.text or part.prompt.is_required or part.key == prompts.KPIS:
        return "complete"
    return "optional"


def _kpi_gaps(annual_return: AnnualReturn) -> list[Gap]:
    return [
        Gap(
            f"{review.kpi} “{review.result['title']}”: say {', '.join(review.missing)}.",
            reverse("kpis:review_edit", args=[review.kpi_id, review.academic_year.start_year]),
        )
        for review in reviews_of(annual_return)
        if review.missing
    ]
