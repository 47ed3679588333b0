"""Which of red, amber and green a colour is, and what Office's colours by name come to. Pure."""

import colorsys
import re
from collections.abc import Mapping

RATINGS = ("red", "amber", "green")
HEX = re.compile(r"(?:[0-9a-f]{2})?([0-9a-f]{6})")
# Below these a colour is a grey, a white or the tan of Office's second ground.
LEAST_CHROMA, LEAST_SATURATION = 0.06, 0.33
# Where on the wheel of hues (degrees) each begins. Between red and amber, and amber and green,
# people see the one or the other.
HUES = (
    (0, "red"), (16, "red or amber"), (22, "amber"), (64, "amber or green"), (72, "green"),
    (170, "blue"), (260, "purple"), (335, "red"),
)  # fmt: skip
# Word's highlighters, and the names that web pages use.
NAMED = {
    "red": "ff0000", "darkred": "800000", "yellow": "ffff00", "darkyellow": "808000",
    "green": "00ff00", "darkgreen": "008000", "lime": "00ff00", "orange": "ffa500",
    "amber": "ffbf00", "gold": "ffd700", "blue": "0000ff", "darkblue": "000080",
    "cyan": "00ffff", "darkcyan": "008080", "magenta": "ff00ff", "purple": "800080",
    "limegreen": "32cd32", "lightgreen": "90ee90", "tomato": "ff6347", "crimson": "dc143c",
}  # fmt: skip
# The colours of a theme in the order of its numbers in a workbook, as Office ships them.
THEME_ORDER = (
    "lt1", "dk1", "lt2", "dk2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6",
    "hlink", "folHlink",
)  # fmt: skip
OFFICE = dict(
    zip(
        THEME_ORDER,
        ("ffffff", "000000", "e7e6e6", "44546a", "4472c4", "ed7d31", "a5a5a5", "ffc000", "5b9bd5",
         "70ad47", "0563c1", "954f72"),
        strict=True,
    )
)  # fmt: skip
# What Word calls the same.
IN_WORD = {
    "background1": "lt1", "text1": "dk1", "background2": "lt2", "text2": "dk2", "light1": "lt1",
    "dark1": "dk1", "light2": "lt2", "dark2": "dk2", "bg1": "lt1", "tx1": "dk1", "bg2": "lt2",
    "tx2": "dk2", "hyperlink": "hlink", "followedHyperlink": "folHlink",
}  # fmt: skip


def hexed(colour: object) -> str:
    """Six small hex digits for "00B050", "FF00B050" (with its opacity) or "#0b5"; "" for others."""
    text = str(colour or "").strip().lstrip("#").lower()
    if re.fullmatch(r"[0-9a-f]{3}", text):
        text = "".join(digit * 2 for digit in text)
    found = HEX.fullmatch(text)
    return found[1] if found else ""


def rating(colour: str) -> str:
    """ "red", "amber" or "green" for six hex digits, "" for grey, white, black and no colour; or
    what else it is, in words: "red or amber", "blue", "purple"."""
    if not colour:
        return ""
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4))
    hue, _, saturation = colorsys.rgb_to_hls(red, green, blue)
    chroma = max(red, green, blue) - min(red, green, blue)
    if chroma < LEAST_CHROMA or saturation < LEAST_SATURATION:
        return ""
    return [name for first, name in HUES if first <= hue * 360][-1]


def tinted(colour: str, tint: float) -> str:
    """A theme's colour made lighter (tint above 0) or darker (below), as Excel counts it."""
    if not colour or not -1 <= tint <= 1:
        return colour
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4))
    hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    mixed = colorsys.hls_to_rgb(hue, light, saturation)
    return "".join(f"{round(part * 255):02x}" for part in mixed)


def scheme(theme: str) -> dict[str, str]:
    """The colours of a theme's XML by their short names; Office's own where it says none."""
    found = dict(OFFICE)
    for name in THEME_ORDER:
        stated = re.search(
            rf"<a:{name}>\s*<a:(?:srgbClr val|sysClr[^>]*lastClr)=\"([0-9A-Fa-f]{{6}})\"", theme
        )
        if stated:
            found[name] = stated[1].lower()
    return found


def of_word(
    colours: Mapping[str, str], *, stated: str, theme: str = "", tint: str = "", shade: str = ""
) -> str:
    """A colour of Word: as stated in hex, or by its theme's name with a tint or shade in hex."""
    if hexed(stated):
        return hexed(stated)
    colour = colours.get(IN_WORD.get(theme, theme), "")
    try:
        if tint:
            return tinted(colour, 1 - int(tint, 16) / 255)
        return tinted(colour, int(shade, 16) / 255 - 1) if shade else colour
    except ValueError:
        return colour


def of_css(text: str) -> str:
    """A colour of a style sheet: "#00B050", "rgb(0, 176, 80)" or a name; "" for others."""
    text = text.strip().lower()
    if parts := re.match(r"rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})", text):
        return "".join(f"{min(255, int(part)):02x}" for part in parts.groups())
    first = text.split()[0] if text else ""
    # In CSS green is darker than Word's highlighter of that name; the hue is the same.
    return NAMED.get(first, "") or (hexed(first) if first.startswith("#") else "")
