"""Figures and targets as people say them."""

from decimal import Decimal

from kpis import status
from kpis.models import Measurement, Promise

UNITS = {"percentage": "%", "duration": " working days", "count": "", "value": ""}


def unit_of(promise: Promise) -> str:
    """What stands after a figure of the promise: "%", " working days", a unit of its own."""
    own = f" {promise.unit}" if promise.unit else ""
    return own if promise.measured_as == "value" else UNITS[promise.measured_as]


def figure_words(actual: Decimal | None, promise: Promise) -> str:
    """A figure with its unit, never rounded over its target; "–" for none."""
    if actual is None:
        return "–"
    places = 0 if promise.measured_as == "count" else 1
    return f"{status.shown(actual, promise.target, places=places)}{unit_of(promise)}"


def target_words(promise: Promise) -> str:
    """The target as people say it: "at least 90%"; "" without one."""
    target = promise.target
    if target is None or target.threshold is None:
        return ""
    amount = "at least" if target.is_least else "at most"
    return f"{amount} {target.threshold.normalize():,f}{unit_of(promise)}"


def parts_words(measurement: Measurement) -> str:
    """The two numbers of a share or an average: "405 of 412"; "" for other figures."""
    if measurement.numerator is None or measurement.denominator is None:
        return ""
    part, whole = measurement.numerator.normalize(), measurement.denominator.normalize()
    return f"{part:,f} of {whole:,f}"


def number_words(value: Decimal) -> str:
    """A number with one place, two where it is small."""
    return f"{value:,.{1 if abs(value) >= 1 else 2}f}"
