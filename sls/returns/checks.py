"""What is still missing from an annual return before it can be sent."""

from django.urls import reverse

from sls.checks import Gap
from sls.models import AnnualReturn, ReturnPart
from sls.returns import prompts
from sls.returns.content import reviews_of


def gaps(annual_return: AnnualReturn) -> list[Gap]:
    """Everything that must be there before it can be sent, in page order."""
    return [gap for part in annual_return.parts.all() for gap in part_gaps(part)]


def part_gaps(part: ReturnPart) -> list[Gap]:
    """What is missing from one part."""
    if part.key == prompts.KPIS:
        return _kpi_gaps(part.annual_return)
    if part.prompt.is_required and not part.text.strip():
        return [Gap(f"{part} is still empty.", f"{part.get_absolute_url()}#id_text")]
    return []


def _kpi_gaps(annual_return: AnnualReturn) -> list[Gap]:
    return [
        Gap(
            f"{review.kpi} “{review.result['title']}”: say {', '.join(review.missing)}.",
            reverse("kpis:review_edit", args=[review.kpi_id, review.academic_year.start_year]),
        )
        for review in reviews_of(annual_return)
        if review.missing
    ]
