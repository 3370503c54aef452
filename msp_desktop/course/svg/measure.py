"""How large an SVG means to be."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING
from xml.parsers import expat

if TYPE_CHECKING:
    from collections.abc import Mapping

    from msp_desktop.course.svg.editing import Attributes

DEFAULT_SIZE = (300.0, 150.0)
"""What CSS gives a replaced element that says nothing of its size, in pixels."""

_PIXELS = {
    "": 1.0,
    "px": 1.0,
    "pt": 4 / 3,
    "pc": 16.0,
    "in": 96.0,
    "cm": 96 / 2.54,
    "mm": 9.6 / 2.54,
}
_LENGTH = re.compile(r"\s*([+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?)\s*([a-z]*)\s*")


def size(svg: str) -> tuple[float, float]:
    """Return the picture's own width and height in CSS pixels (96 to the inch).

    A length that is missing or relative follows from the other one and the ``viewBox``, or is the
    box's; without a box it is that of :data:`DEFAULT_SIZE`.
    """
    return size_of(root_of(svg))


def is_sizeless(svg: str) -> bool:
    """Return whether the picture says that it is nothing wide or nothing high."""
    root = root_of(svg)
    lengths = (_LENGTH.fullmatch(root.get(name, "").lower()) for name in ("width", "height"))
    if any(one is not None and float(one[1]) == 0 for one in lengths):
        return True
    numbers = root.get("viewBox", "").replace(",", " ").split()
    try:
        return len(numbers) == 4 and 0 in map(float, numbers[2:])
    except ValueError:
        return False


def size_of(root: Mapping[str, str]) -> tuple[float, float]:
    """Return the width and height of the picture with a root of these attributes."""
    width, height = _pixels(root.get("width", "")), _pixels(root.get("height", ""))
    box = box_of(root.get("viewBox", ""))
    if box is not None:
        _, _, box_width, box_height = box
        if width is None and height is None:
            return box_width, box_height
        if width is None and height is not None:
            width = height * box_width / box_height
        elif height is None and width is not None:
            height = width * box_height / box_width
    return (
        DEFAULT_SIZE[0] if width is None else width,
        DEFAULT_SIZE[1] if height is None else height,
    )


def root_of(svg: str) -> Attributes:
    """Return the attributes of the first element, or none where there is no such."""
    found: list[Attributes] = []
    parser = expat.ParserCreate("utf-8")

    def start(_name: str, attributes: Attributes) -> None:
        found.append(attributes)
        parser.StartElementHandler = None

    parser.StartElementHandler = start
    data = svg.encode("utf-8", "surrogatepass")
    step = 1 << 16
    try:
        for position in range(0, len(data), step):
            parser.Parse(data[position : position + step], False)
            if found:
                break
        else:
            # Some releases of expat put a long start tag off until they know that no more comes.
            parser.Parse(b"", True)
    except expat.ExpatError:
        pass  # what came before the fault still counts
    return found[0] if found else {}


def _pixels(length: str) -> float | None:
    match = _LENGTH.fullmatch(length.lower())
    if match is None or match[2] not in _PIXELS:
        return None
    pixels = float(match[1]) * _PIXELS[match[2]]
    return pixels if 0 < pixels < math.inf else None


def box_of(view_box: str) -> tuple[float, float, float, float] | None:
    """Return a ``viewBox``: left, top, width, height; None where it makes no sense."""
    try:
        left, top, width, height = (float(part) for part in view_box.replace(",", " ").split())
    except ValueError:
        return None
    sides = 0 < width < math.inf and 0 < height < math.inf
    return (left, top, width, height) if sides and math.isfinite(left + top) else None
