"""What stands on a line: words that look otherwise, links, pictures, boxes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msp_desktop.course.links import REFUSED
from msp_desktop.ui.views.reader.pen import LINE_SEPARATOR
from msp_desktop.ui.views.reader.pictures import link_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from msp_desktop.ui.views.reader.elements.flow import Flow

INLINE: dict[str, dict[str, Any]] = {
    "a": {},
    "b": {"bold": True},
    "code": {"code": True, "chip": True},
    "del": {"struck": True},
    "em": {"italic": True},
    "i": {"italic": True},
    "ins": {"underlined": True},
    "kbd": {"code": True, "chip": True},
    "mark": {"marked": True},
    "s": {"struck": True},
    "samp": {"code": True, "chip": True},
    "small": {"size": "font-ui"},
    "span": {},
    "strike": {"struck": True},
    "strong": {"bold": True},
    "sub": {"raised": -1},
    "sup": {"raised": 1},
    "tt": {"code": True, "chip": True},
    "u": {"underlined": True},
    "var": {"italic": True},
}
"""The elements that only look otherwise, and how."""


class Inline:
    """Elements within a line; ``begin`` is for those of ``INLINE``."""

    def __init__(self, flow: Flow) -> None:
        self._flow = flow

    def begin(self, tag: str, values: Mapping[str, str]) -> None:
        """Begin an element that looks otherwise, or a token of code."""
        flow = self._flow
        if flow.code.inside:
            if tag == "span":
                flow.code.begin_token(values)
            return
        style = flow.writer.style
        if tag == "a":
            refused = values.get("data-refused")
            address = values.get("href", "") if refused is None else REFUSED + refused
            style = style._replace(link=address)
        elif tag == "span" and values.get("class", "").startswith("math"):
            kind = "display" if "display" in values["class"] else "formula"
            style = style._replace(code=True, chip=True, drawn=kind)
        elif INLINE[tag]:
            style = style._replace(**INLINE[tag])
        flow.begin_style(tag, style)

    def begin_br(self, _values: Mapping[str, str]) -> None:
        """Break the line."""
        flow = self._flow
        if flow.table is not None:
            flow.table.add(LINE_SEPARATOR, flow.writer.style)
        elif flow.open:
            flow.writer.text(LINE_SEPARATOR)

    def begin_img(self, values: Mapping[str, str]) -> None:
        """Write a picture, which is a link to itself if it is none to something else."""
        flow, alt, source = self._flow, values.get("alt", ""), values.get("src", "")
        before = style = flow.writer.style
        if not style.link:
            shown = flow.store is not None and flow.store.is_there(source)
            style = style._replace(link=link_of(source, shown=shown))
        if flow.table is not None:
            flow.table.add(alt, style, source)
            return
        flow.go_on()
        flow.writer.style = style
        flow.writer.picture(source, alt)
        flow.writer.style = before

    def begin_input(self, values: Mapping[str, str]) -> None:
        """Write the box of a task."""
        flow, ticked = self._flow, "checked" in values
        text = "\u2611" if ticked else "\u2610"
        if flow.table is not None:
            flow.table.add(text, flow.writer.style)
            return
        flow.go_on()
        flow.writer.box(text, ticked=ticked)
