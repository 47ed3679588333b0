"""Who wrote a statement is signed with it, so whoever reads it is told."""

from dataclasses import replace

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from sls import content, workflow
from tests import factories


@pytest.mark.parametrize(
    ("authors", "line"),
    [
        ((), ""),
        (("Ada",), "Ada"),
        (("Ada", "Ben"), "Ada and Ben"),
        (("Ada", "Ben", "Cleo"), "Ada, Ben and Cleo"),
        (("", "Ada"), "Ada"),
    ],
)
def test_written_by_names_everybody_in_one_line(house, authors, line):
    said = content.of_statement(house.draft())
    assert replace(said, authors=authors).written_by == line


@pytest.fixture
def by_two(house):
    """A statement that is sent: the contributor wrote it, and its head a part."""
    statement = house.filled()
    section = statement.sections.get(key="summary")
    workflow.save_text(section, by=house.head, text="Better words.", version=section.version)
    return workflow.submit(statement, by=house.head)


def test_who_signs_reads_who_wrote_it(house, sign_in, by_two):
    url = reverse("sls:statement_approve", args=[by_two.pk])
    page = sign_in(house.reviewer).get(url).content.decode()
    assert "Written by Contributor and Head" in page


def test_readers_learn_who_wrote_it(house, client, by_two):
    document = factories.quick_document(by_two, by=house.reviewer)
    statement = workflow.approve(by_two, by=house.reviewer, document=document)
    page = client.get(reverse("sls:statement_read", args=[statement.pk])).content.decode()
    assert "written by Contributor and Head" in page
    assert "@kept.example" not in page


def test_the_cover_names_who_wrote_it_if_anybody_did(by_two):
    said = content.of_statement(by_two)
    assert "<dd>Contributor and Head</dd>" in cover_of(said)
    assert "Written by" not in cover_of(replace(said, authors=()))


def cover_of(said) -> str:
    return render_to_string("pdf/_statement_cover.html", {"content": said})
