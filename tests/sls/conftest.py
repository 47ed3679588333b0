"""A year to come with what is proposed for it, and the next version of the template."""

import pytest

from institution.models import AcademicYear
from sls import workflow
from sls.models import Heading, Requirement, StatementTemplate
from tests import factories


@pytest.fixture
def next_year(db) -> AcademicYear:
    return factories.make_year(2027, "planned")


@pytest.fixture
def proposals(house, next_year) -> list[Requirement]:
    """Proposals for the library and Finance, as last year."""
    factories.make_requirement(house.finance, house.year, "none")
    workflow.copy_requirements(house.year, next_year, by=house.reviewer)
    return list(next_year.requirements.order_by("department__name"))


@pytest.fixture
def next_template(house) -> StatementTemplate:
    """The draft of version 2, as the published version 1."""
    return workflow.begin_template(by=house.reviewer)


@pytest.fixture
def heading(next_template) -> Heading:
    return next_template.headings.get(key="availability")
