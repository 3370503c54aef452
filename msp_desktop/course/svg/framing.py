"""How an SVG's ``viewBox`` lies in a picture of another ratio.

Qt stretches the box to the picture's width and height.  A box of the same ratio, somewhat larger or
smaller than the author's, gives what ``preserveAspectRatio`` asks for (SVG 1.1, 7.8).
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from msp_desktop.course.svg.editing import Attributes, Editor, local_name
from msp_desktop.course.svg.measure import box_of, root_of, size_of

if TYPE_CHECKING:
    from collections.abc import Mapping

SAME = 1e-3
"""How much two ratios may differ without anybody seeing it."""

_ASKED = re.compile(r"\s*(?:defer\s+)?(none|x(Min|Mid|Max)Y(Min|Mid|Max))(?:\s+(meet|slice))?\s*")
_SHARE = {"Min": 0.0, "Mid": 0.5, "Max": 1.0}


def framed_box(attributes: Mapping[str, str]) -> tuple[float, float, float, float] | None:
    """Return the box (left, top, width, height) that a root's picture shows; None without any."""
    box = box_of(attributes.get("viewBox", ""))
    if box is None:
        return None
    asked = _ASKED.fullmatch(attributes.get("preserveAspectRatio", "")) or _ASKED.match("xMidYMid")
    assert asked is not None
    left, top, width, height = box
    across, down = size_of(attributes)
    ratio, own = across / down, width / height
    far = not (0 < ratio < math.inf and 0 < own < math.inf)
    if asked[1] == "none" or far or abs(own / ratio - 1) < SAME:
        return box
    # Meeting, all of the box is seen and more beside it; sliced, the picture is filled.
    broader = (own < ratio) != (asked[4] == "slice")
    framed_width = height * ratio if broader else width
    framed_height = height if broader else width / ratio
    left -= (framed_width - width) * _SHARE[asked[2]]
    top -= (framed_height - height) * _SHARE[asked[3]]
    shown = (left, top, framed_width, framed_height)
    return shown if all(map(math.isfinite, shown)) else box


def framed(svg: str) -> str:
    """Return the picture with a box of its own ratio; most have one and stay as they are."""
    root = root_of(svg)
    box = box_of(root.get("viewBox", ""))
    shown = framed_box(root)
    if shown is None or shown == box:
        return svg
    view = " ".join(f"{value:.9g}" for value in shown)
    seen = False

    def tag(name: str, attributes: Attributes) -> Attributes | None:
        nonlocal seen
        if seen or local_name(name) != "svg":
            return None
        seen = True
        return attributes | {"viewBox": view}

    return Editor(svg, tag, lambda css, _: css).edited()
