"""Block quotes."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from msp_desktop.course.dialect.blocks.alert import alert, take_alert
from msp_desktop.course.dialect.blocks.block import Block, Container, Goes
from msp_desktop.course.dialect.blocks.line import TAB

if TYPE_CHECKING:
    from msp_desktop.course.dialect.blocks.line import Line
    from msp_desktop.course.dialect.blocks.parser import ContainerParser


class Quote(Container):
    """Lines that begin with ``>``.  ``kind`` is the kind of alert that it is, "" for none."""

    __slots__ = ("kind",)

    def __init__(self, first: int) -> None:
        super().__init__(first)
        self.kind = ""

    def goes_on(self, line: Line) -> Goes:
        """Go on where the marker stands."""
        if line.indent >= TAB or not line.text.startswith(">", line.next):
            return Goes.NOT_ON
        _take_marker(line)
        return Goes.ON

    def close(self, parser: ContainerParser) -> None:  # noqa: ARG002
        """Look whether it is an alert."""
        self.kind = take_alert(self.children)

    def element(self) -> Element:
        """Return a ``blockquote``, or the ``div`` of an alert."""
        element = self.mark(alert(self.kind) if self.kind else Element("blockquote"))
        element.extend(self.elements())
        return element


def start_quote(parser: ContainerParser, line: Line) -> Block | None:
    """Start a quote."""
    if parser.is_deep:
        return None
    quote = Quote(line.number)
    parser.open(quote)
    _take_marker(line)
    return quote


def _take_marker(line: Line) -> None:
    line.skip_space()
    line.skip_marker(1)
    line.skip_columns(1)
