"""Headcounts of technicians: totals, the share of apprentices, bars. Pure, no Django."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

BAR = 240  # units of the drawing that stand for the largest unit


@dataclass(frozen=True)
class UnitCount:
    """One unit: all its technicians, and how many of them are apprentices."""

    unit: str
    technicians: int
    apprentices: int = 0
    led_by: str = ""
    note: str = ""

    @property
    def percent(self) -> str:
        """The share of apprentices to two places."""
        return share(self.apprentices, self.technicians)


@dataclass(frozen=True)
class Bar:
    """A unit drawn: how wide all its technicians are, and its apprentices among them."""

    width: float
    apprentices: float


@dataclass(frozen=True)
class Counted:
    """All units, their totals, and the share of apprentices."""

    units: tuple[UnitCount, ...] = ()

    @property
    def technicians(self) -> int:
        """All technicians."""
        return sum(one.technicians for one in self.units)

    @property
    def apprentices(self) -> int:
        """All apprentices, who are among the technicians."""
        return sum(one.apprentices for one in self.units)

    @property
    def percent(self) -> str:
        """The share of apprentices to two places: 6 of 83 is 7.23."""
        return share(self.apprentices, self.technicians)

    @property
    def sentence(self) -> str:
        """The totals as one reads them out."""
        if not self.units:
            return ""
        said = f"{_of(self.technicians, 'technician')} in {_of(len(self.units), 'unit')}"
        if not self.technicians:
            return f"{said}."
        return f"{said}, {self.apprentices:,} of them on an apprenticeship ({self.percent}%)."

    def bars(self) -> list[tuple[UnitCount, Bar]]:
        """A bar for each unit in order; the largest is BAR wide."""
        return list(zip(self.units, bars(self.units), strict=True))


def share(part: int, whole: int) -> str:
    """So many of a hundred, to two places and half up: "7.23"; "" of nothing."""
    if not whole:
        return ""
    percent = Decimal(100 * part) / Decimal(whole)
    return str(percent.quantize(Decimal("0.01"), ROUND_HALF_UP))


def bars(units: Iterable[UnitCount]) -> list[Bar]:
    """How wide each unit is drawn."""
    units = list(units)
    most = max((one.technicians for one in units), default=0) or 1
    return [
        Bar(round(BAR * one.technicians / most, 1), round(BAR * one.apprentices / most, 1))
        for one in units
    ]


def _of(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
