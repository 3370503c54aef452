"""What the library that draws Mermaid leaves to be mended in its SVG."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from msp_desktop.course.drawing.look import Look

_STAND_IN = "merman-foreignobject-fallback"
"""The class of what stands for a label that is HTML in a browser."""
_SMALL = re.compile(r"font-size:\s*10px")
_DATE = 13
_LETTER = 7.5
"""Pixels: the size of letters on a time axis, and about how wide one is."""
_TRANSLATED = re.compile(r"translate\(\s*(-?[\d.]+)")


def mend(root: Element, look: Look) -> None:
    """Mend a drawing in place."""
    _drop_ground(root)
    has_stand_ins = any(_STAND_IN in _classes(one) for one in root.iter())
    for parent in list(root.iter()):
        classes = _classes(parent)
        if _STAND_IN in classes:
            _back(parent, look)
        if f"{_STAND_IN}-text" in classes:
            _letter(parent)
        if has_stand_ins:
            parent[:] = [child for child in parent if child.tag != "switch"]
        if "grid" in classes:
            _rule(parent, look)
            _thin_out(parent)


def _classes(element: Element) -> list[str]:
    return element.get("class", "").split()


def _drop_ground(root: Element) -> None:
    """Take out the white that is laid under a whole drawing: the page is its ground."""
    box = root.get("viewBox", "").split()
    for child in list(root):
        if child.tag == "rect" and [child.get("width"), child.get("height")] == box[2:]:
            root.remove(child)


def _back(group: Element, look: Look) -> None:
    """Put a label on the drawing's ground, so that the line under it does not strike it out."""
    for rect in group.iter("rect"):
        rect.set("style", f"fill:{look.light.ground}!important;opacity:1!important")


def _letter(text: Element) -> None:
    """Give a label its letters' size and colour, where it has those of the box that it is in."""
    # The boxes are measured for letters of the full size.
    style = _SMALL.sub("font-size:16px", text.get("style", ""))
    text.set("style", f"{style};stroke:none!important;fill:{text.get('fill', '')}!important")


def _rule(axis: Element, look: Look) -> None:
    """Draw the lines of a time axis lightly, and its dates large enough to be read."""
    for element in axis.iter():
        if element.tag == "text":
            element.set("style", f"{element.get('style', '')};font-size:{_DATE}px!important")
        elif element.tag in ("line", "path"):
            element.set("style", f"stroke:{look.light.frame_border}!important")


def _thin_out(axis: Element) -> None:
    """Leave out dates of a time axis that would stand on each other."""
    free = float("-inf")
    for x, text in sorted(_dates(axis), key=lambda one: one[0]):
        width = len("".join(text.itertext())) * _LETTER
        if x - width / 2 < free:
            text.text = ""
        else:
            free = x + width / 2 + _LETTER


def _dates(axis: Element) -> Iterator[tuple[float, Element]]:
    for tick in axis:
        place = _TRANSLATED.match(tick.get("transform", ""))
        for text in tick.findall("text"):
            if place:
                yield float(place[1]), text
