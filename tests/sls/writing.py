"""What tests of writing do: find a section, write in it, have something approved from last year."""

from institution.models import AcademicYear
from sls import workflow
from sls.models import Section, Statement
from tests import factories


def section_of(statement, key="summary") -> Section:
    return statement.sections.get(key=key)


def write(statement, text, *, by, key="summary"):
    section = section_of(statement, key)
    return workflow.save_text(section, by=by, text=text, version=section.version)


def last_year_approved(house, text="What we said last year."):
    """An approved statement of the year before, which is closed by now."""
    year = factories.make_year(2025)
    requirement = factories.make_requirement(house.library, year)
    statement = house.filled(requirement)
    write(statement, text, by=house.contributor)
    workflow.submit(statement, by=house.head)
    workflow.take(statement, by=house.reviewer)
    document = factories.quick_document(statement, by=house.reviewer)
    workflow.approve(statement, by=house.reviewer, document=document)
    AcademicYear.objects.filter(pk=year.pk).update(state="closed")
    return Statement.objects.get(pk=statement.pk)
