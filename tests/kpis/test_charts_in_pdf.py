"""Each kind of chart as it comes out of the press: drawn, whole, and with its words beside it."""

import re
import subprocess
from dataclasses import replace
from decimal import Decimal

import pytest
from django.template import engines

from documents import pdf
from kpis import charts, series, spc
from kpis.drawing import Chart, Entry
from kpis.words import control_words
from tests.verapdf import failed_rules_of_each

PERCENT = (Decimal(0), Decimal(100))
MONTHS = ["Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul"]
DPI = 75
# What is drawn, by its colour in kpis/_chart.svg: (red, green, blue).
INK, GREY, TARGET = (0x1B, 0x1F, 0x2A), (0x4D, 0x57, 0x66), (0x0B, 0x55, 0x63)
BETTER, WORSE = (0x1F, 0x5F, 0xA8), (0x8A, 0x52, 0x00)

PAGE = """{% extends "pdf/base.html" %}
{% block title %}Charts{% endblock %}
{% block running_title %}Charts{% endblock %}
{% block body %}<h1>Charts</h1>
{% for name, chart in figures %}<section class="new-page"><h2>{{ name }}</h2>
<p>{{ chart.sentence }}</p>
{% if chart.x_ticks %}{% include "kpis/_chart.svg" with class="chart" %}
{% else %}{% include "kpis/_spark.svg" %}{% endif %}
<table><thead><tr><th scope="col">Period</th><th scope="col">Figure</th></tr></thead>
<tbody>{% for mark in chart.marks|slice:":6" %}<tr>
<th scope="row">{{ mark.name|default:"Last" }}</th>
<td>{{ mark.words|default:"a figure" }}</td></tr>{% endfor %}</tbody></table>
</section>{% endfor %}{% endblock %}"""


def entries(*values: int) -> list[Entry]:
    return [Entry(MONTHS[n % 12], Decimal(one), f"{one}%") for n, one in enumerate(values)]


def trend() -> Chart:
    levels = {"Target": Decimal(90), "Baseline": Decimal(84)}
    found = entries(86, 88, 92, 91, 89, 93, 94, 90, 87, 92, 95, 96)
    return charts.trend("Answers in time", "8 of 12 periods met the target.", found,
                        levels=levels, unit="%", bounds=PERCENT)  # fmt: skip


def control(*values: int, events=()) -> Chart:
    analysis = spc.analyse([Decimal(one) for one in values], improvement="increase", target=90)
    return charts.control(
        "Answers in time", control_words(analysis), entries(*values), analysis,
        target=Decimal(90), unit="%", bounds=PERCENT, events=events,
    )  # fmt: skip


def burn_up() -> Chart:
    found = [(n / 10, one) for n, one in enumerate(entries(5, 15, 22, 35, 48, 60))]
    return charts.burn_up(
        "Representatives trained", "On the way to the target.", found, target=Decimal(80),
        unit="%", bounds=PERCENT, ticks=[(0.0, "Aug"), (0.5, "Jan"), (1.0, "18 Dec")],
    )  # fmt: skip


def spark() -> Chart:
    found = charts.spark([Decimal(one) for one in (86, 88, 92, 91, 94)], Decimal(90))
    assert found is not None
    return replace(found, title="5 readings: 86, 88, 92, 91, 94", sentence="The year in short.")


# Each with what has to be seen of it, and words that stand within the drawing.
FIGURES = {
    "Trend": (trend(), {INK, GREY, TARGET}, ["Target 90%", "Baseline 84%", "Aug", "Jun"]),
    "Control chart": (
        series.example(), {INK, GREY, TARGET, BETTER},
        ["Upper limit", "Lower limit", "Mean", "Target 90%", "A second person at the desk"],
    ),
    "Control chart for the worse": (
        control(*[94, 95, 93, 96, 94, 95] * 2, *[82] * 8, events=[(12, "A move of desks")]),
        {INK, GREY, TARGET, WORSE}, ["Upper limit", "A move of desks"],
    ),
    "Run chart": (control(88, 91, 87, 92, 90, 93), {INK, GREY, TARGET}, ["Mean", "Target 90%"]),
    "Burn-up": (burn_up(), {INK, GREY, TARGET}, ["Target 80%", "18 Dec"]),
    "Small trend": (spark(), {INK, TARGET}, []),
}  # fmt: skip


@pytest.fixture(scope="module")
def made() -> bytes:
    """One page for each kind of chart, after the first with the title."""
    figures = [(name, chart) for name, (chart, _, _) in FIGURES.items()]
    return pdf.typeset(
        engines["django"].from_string(PAGE).render({"figures": figures}), {"brand.css": b""}
    )


def run(file: bytes, *command: str) -> bytes:
    return subprocess.run(command, input=file, capture_output=True, check=True).stdout


def drawn(file: bytes, page: int, after: str) -> dict[tuple[int, int, int], list[int]]:
    """Of each colour between the sentence that ends with `after` and the table, where it is: the
    places across, in pixels of DPI. Nothing is smoothed, so that colours stay themselves."""
    only = ("-f", str(page), "-l", str(page))
    boxes = run(file, "pdftotext", "-bbox", *only, "-", "-").decode()
    words = re.findall(r'yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">(.*?)</word>', boxes)
    top = next(float(bottom) for _, bottom, word in words if word == after)
    bottom = next(float(top) for top, _, word in words if word == "Period")
    bare = ("-aa", "no", "-aaVector", "no")
    image = run(file, "pdftoppm", "-r", str(DPI), *bare, *only)
    _, size, _, data = image.split(b"\n", 3)
    width = int(size.split()[0])
    places: dict[tuple[int, int, int], list[int]] = {}
    for at in range(int(top / 72 * DPI) * width, int(bottom / 72 * DPI) * width):
        colour = (data[3 * at], data[3 * at + 1], data[3 * at + 2])
        places.setdefault(colour, []).append(at % width)
    return places


@pytest.mark.needs("pdftoppm")
@pytest.mark.parametrize("name", FIGURES)
def test_each_kind_of_chart_is_seen_in_a_pdf(made, name):
    chart, colours, words = FIGURES[name]
    page = list(FIGURES).index(name) + 2
    seen = drawn(made, page, after=chart.sentence.split()[-1])
    for colour in colours:
        across = seen.get(colour, [])
        assert len(across) > 20, colour
        # Nothing is cut off: it stays within the margins of the page.
        assert min(across) > 21 / 25.4 * DPI
        assert max(across) < (210 - 21) / 25.4 * DPI
    text = run(made, "pdftotext", "-f", str(page), "-l", str(page), "-layout", "-", "-").decode()
    for said in [chart.sentence, *words, "Period", "Figure"]:
        assert said in " ".join(text.split())


@pytest.mark.needs("verapdf")
def test_charts_keep_the_rules_of_pdf_ua(made):
    assert failed_rules_of_each([made]) == [[]]
