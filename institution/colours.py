"""The institution's colour, made safe to read: contrast and the shades that pages use.

Pure arithmetic on colours like "#0b5563", after the definitions of relative luminance and
contrast ratio in WCAG 2.2.
"""

from dataclasses import dataclass

WHITE = "#ffffff"
BLACK = "#000000"
# The lightest ground that words in the brand colour stand on: the token --mist.
MIST = "#f4f6f8"
READABLE = 4.5


@dataclass(frozen=True)
class Shades:
    """The brand colour as it is used: for buttons, for words and links, and as a ground."""

    brand: str
    dark: str
    tint: str

    @property
    def css(self) -> str:
        """The tokens as a style sheet, for pages and for the PDF."""
        rules = f"--brand: {self.brand}; --brand-dark: {self.dark}; --brand-tint: {self.tint};"
        return f":root {{ {rules} }}\n"


def luminance(colour: str) -> float:
    """Relative luminance from 0 (black) to 1 (white)."""
    channels = [value / 255 for value in _channels(colour)]
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, from 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def mixed(colour: str, other: str, share: float) -> str:
    """`colour` with a share (0 to 1) of `other` in it."""
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def shades(colour: str) -> Shades:
    """The shades of `colour`, darkened as far as words on white and on mist need it."""
    brand = _darkened(colour, on=MIST)
    dark = mixed(brand, BLACK, 0.25)
    tint = mixed(brand, WHITE, 0.9)
    return Shades(brand=brand, dark=_darkened(dark, on=tint), tint=tint)


def _darkened(colour: str, *, on: str) -> str:
    """`colour`, with as much black as it takes to be read on the ground `on`."""
    step = 0
    while contrast(mixed(colour, BLACK, step / 20), on) < READABLE:
        step += 1
    return mixed(colour, BLACK, step / 20)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
