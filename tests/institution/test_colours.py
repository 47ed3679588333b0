"""The institution's colour stays readable, whichever it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from institution.colours import MIST, WHITE, contrast, luminance, mixed, shades
from institution.models import Institution

any_colour = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def test_luminance_and_contrast_are_those_of_the_definition():
    assert luminance("#000000") == 0
    assert luminance("#ffffff") == pytest.approx(1)
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#ffffff", "#777777") == pytest.approx(4.48, abs=0.005)


def test_mixing_goes_from_one_colour_to_the_other():
    assert mixed("#102030", "#ffffff", 0) == "#102030"
    assert mixed("#102030", "#ffffff", 1) == "#ffffff"
    assert mixed("#000000", "#ffffff", 0.5) == "#808080"


@given(any_colour)
def test_words_in_any_brand_colour_can_be_read(colour):
    found = shades(colour)
    assert contrast(found.brand, WHITE) >= 4.5
    assert contrast(found.brand, MIST) >= 4.5
    assert contrast(found.dark, found.tint) >= 4.5


def test_a_colour_that_can_be_read_is_left_alone():
    assert shades("#7a1f3d").brand == "#7a1f3d"


@pytest.mark.django_db
def test_the_style_sheet_has_the_institutions_colour(client):
    Institution.objects.update_or_create(pk=1, defaults={"brand_colour": "#7a1f3d"})
    answer = client.get("/brand.css")
    assert answer["Content-Type"] == "text/css"
    assert "--brand: #7a1f3d;" in answer.content.decode()


@pytest.mark.django_db
def test_the_style_sheet_is_empty_while_the_colour_is_ours(client):
    Institution.objects.filter(pk=1).delete()
    answer = client.get("/brand.css")
    assert answer.status_code == 200
    assert answer.content == b""
