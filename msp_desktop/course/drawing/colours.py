"""Colours of a drawing, and what each becomes in the dark.

Lightness is turned over between the two themes' own ends, so that an author's colours keep their
hue and stay as readable on each other as they were.  It is measured as Oklab's, which the eye
agrees with (Björn Ottosson, "A perceptual color space for image processing", 2020).
"""

from __future__ import annotations

import colorsys
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from msp_desktop.course.drawing.look import Look

_HEX = re.compile(r"#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})")
_FUNCTION = re.compile(r"(rgb|hsl)a?\(([^()]*)\)")
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(%|deg)?")
NAMED = {
    **dict.fromkeys(("black",), "#000000"),
    **dict.fromkeys(("white",), "#ffffff"),
    **dict.fromkeys(("gray", "grey"), "#808080"),
    **dict.fromkeys(("lightgray", "lightgrey"), "#d3d3d3"),
    **dict.fromkeys(("darkgray", "darkgrey"), "#a9a9a9"),
    "red": "#ff0000",
    "green": "#008000",
    "blue": "#0000ff",
    "yellow": "#ffff00",
    "orange": "#ffa500",
    "purple": "#800080",
    "pink": "#ffc0cb",
    "brown": "#a52a2a",
    "cyan": "#00ffff",
    "magenta": "#ff00ff",
    "lime": "#00ff00",
    "navy": "#000080",
    "teal": "#008080",
    "olive": "#808000",
    "maroon": "#800000",
    "silver": "#c0c0c0",
    "aqua": "#00ffff",
    "fuchsia": "#ff00ff",
    "gold": "#ffd700",
    "coral": "#ff7f50",
    "salmon": "#fa8072",
    "tomato": "#ff6347",
    "violet": "#ee82ee",
    "indigo": "#4b0082",
    "lightblue": "#add8e6",
    "lightgreen": "#90ee90",
    "lightyellow": "#ffffe0",
    "lightpink": "#ffb6c1",
    "skyblue": "#87ceeb",
    "steelblue": "#4682b4",
    "darkblue": "#00008b",
    "darkgreen": "#006400",
    "darkred": "#8b0000",
    "khaki": "#f0e68c",
    "lavender": "#e6e6fa",
    "beige": "#f5f5dc",
    "crimson": "#dc143c",
}
"""The names that authors use; another is left to the renderer, in both themes."""


class Colour(NamedTuple):
    """A colour as ``#rrggbb`` and how much it covers, from 0 to 1."""

    hex: str
    alpha: float = 1.0


def colour(value: str) -> Colour | None:
    """Return a CSS colour; None for what is none, or one that only a renderer knows."""
    text = value.strip().lower()
    if text == "transparent":
        return Colour("#000000", 0.0)
    text = NAMED.get(text, text)
    if _HEX.fullmatch(text):
        digits = text[1:] if len(text) > 5 else "".join(2 * digit for digit in text[1:])
        alpha = int(digits[6:], 16) / 255 if len(digits) == 8 else 1.0
        return Colour(f"#{digits[:6]}", alpha)
    match = _FUNCTION.fullmatch(text)
    return _of_function(match[1], match[2]) if match else None


def _of_function(name: str, arguments: str) -> Colour | None:
    parts = [match[0] for match in _NUMBER.finditer(arguments)]
    if not 3 <= len(parts) <= 4:
        return None
    alpha = _share(parts[3]) if len(parts) == 4 else 1.0
    if name == "rgb":
        values = [_share(part) if part.endswith("%") else float(part) / 255 for part in parts[:3]]
        red, green, blue = (min(1.0, max(0.0, value)) for value in values)
    else:
        hue = float(parts[0].removesuffix("deg").removesuffix("%")) / 360 % 1.0
        red, green, blue = colorsys.hls_to_rgb(hue, _share(parts[2]), _share(parts[1]))
    return Colour(_hex(red, green, blue), alpha)


def _share(part: str) -> float:
    value = float(part.removesuffix("%").removesuffix("deg"))
    return min(1.0, max(0.0, value / 100 if part.endswith("%") else value))


def _hex(red: float, green: float, blue: float) -> str:
    return "#" + "".join(
        f"{round(255 * min(1.0, max(0.0, part))):02x}" for part in (red, green, blue)
    )


def mixed(one: str, other: str, share: float) -> str:
    """Return a colour with a share of another one in it, from 0 to 1."""
    pairs = [(int(one[i : i + 2], 16), int(other[i : i + 2], 16)) for i in (1, 3, 5)]
    red, green, blue = ((a + (b - a) * share) / 255 for a, b in pairs)
    return _hex(red, green, blue)


def in_the_dark(light: str, look: Look) -> str:
    """Return what a colour of the light theme, as ``#rrggbb``, becomes in the dark one."""
    own = look.counterparts()
    if light in own:
        return own[light]
    lightness, a, b = _oklab(light)
    text, ground = _oklab(look.light.text)[0], _oklab(look.light.ground)[0]
    share = min(1.0, max(0.0, (lightness - text) / (ground - text)))
    text, ground = _oklab(look.dark.text)[0], _oklab(look.dark.ground)[0]
    return _of_oklab(text + (ground - text) * share, a, b)


def _oklab(value: str) -> tuple[float, float, float]:
    red, green, blue = (_linear(int(value[i : i + 2], 16) / 255) for i in (1, 3, 5))
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def _of_oklab(lightness: float, a: float, b: float) -> str:
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return _hex(
        _curved(4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short),
        _curved(-1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short),
        _curved(-0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short),
    )


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _curved(part: float) -> float:
    if part <= 0.0031308:
        return 12.92 * part
    return 1.055 * part ** (1 / 2.4) - 0.055
