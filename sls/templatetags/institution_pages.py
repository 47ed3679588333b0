"""What the pages of departments and years say about statements, which their app knows nothing of.

{% load institution_pages %}
{% statements_of departments as statements %}
{% merge_touched department as touched %}
{% owing_by_year years as rows %}
{% year_touched year as touched %}
"""

from collections.abc import Iterable

from django import template
from django.db.models import QuerySet
from django.template.context import Context

from institution.models import Department
from sls import reports
from sls.models import Statement

register = template.Library()

register.simple_tag(reports.merge_touched)
register.simple_tag(reports.owing_by_year)
register.simple_tag(reports.year_touched)


@register.simple_tag(takes_context=True)
def statements_of(context: Context, departments: Iterable[Department]) -> QuerySet[Statement]:
    """Statements of the departments that the reader of the page may know of."""
    return reports.of_departments(departments, context["request"].user)
