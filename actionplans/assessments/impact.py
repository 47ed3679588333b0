"""What became of something that was counted twice, in words. Pure, no Django."""

from decimal import ROUND_HALF_UP, Decimal


def number(value: Decimal) -> str:
    """A number without idle zeros, with thousands set apart: 1,250 or 12.5."""
    return f"{value.normalize():,f}"


def with_unit(value: Decimal, unit: str) -> str:
    """A number with what stands after it: "12.5 people", "40%"."""
    space = "" if unit[:1] == "%" else " "
    return f"{number(value)}{space}{unit}".strip()


def change(
    baseline: Decimal | None, repeat: Decimal | None, *, unit: str = "", reason: str = ""
) -> str:
    """The change from the first count to the second as a sentence.

    reason: why there is too little to say; then that is the sentence.
    """
    if reason:
        return f"There is too little to say: {reason}"
    if baseline is None and repeat is None:
        return "Not counted yet."
    if repeat is None:
        return f"Counted once: {with_unit(baseline or Decimal(0), unit)}."
    if baseline is None:
        return f"Counted once, at the end: {with_unit(repeat, unit)}. There is nothing before it."
    if baseline == repeat:
        return f"It stayed at {with_unit(repeat, unit)}."
    verb = "rose" if repeat > baseline else "fell"
    by = number(abs(repeat - baseline))
    return f"It {verb} from {number(baseline)} to {with_unit(repeat, unit)}, by {by}" + (
        f" ({_relative(baseline, repeat)}%)." if baseline > 0 and unit[:1] != "%" else "."
    )


def _relative(baseline: Decimal, repeat: Decimal) -> str:
    percent = 100 * abs(repeat - baseline) / baseline
    return number(percent.quantize(Decimal("0.1"), ROUND_HALF_UP))
