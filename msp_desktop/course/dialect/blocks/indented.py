"""Indented code: lines that four or more columns of space set off."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from markdown.util import AtomicString

from msp_desktop.course.dialect.blocks.block import Goes, TextBlock
from msp_desktop.course.dialect.blocks.line import TAB
from msp_desktop.course.dialect.blocks.paragraph import Paragraph

if TYPE_CHECKING:
    from msp_desktop.course.dialect.blocks.line import Line
    from msp_desktop.course.dialect.blocks.parser import ContainerParser


class Indented(TextBlock):
    """A code block without fences; blank lines are part of it only between others."""

    __slots__ = ("lines",)

    def __init__(self, first: int) -> None:
        super().__init__(first)
        self.lines: list[str] = []

    def goes_on(self, line: Line) -> Goes:
        """Go on in indented and in blank lines."""
        if line.indent < TAB and not line.blank:
            return Goes.NOT_ON
        line.skip_columns(TAB)
        return Goes.ON

    def add(self, line: Line) -> bool:
        """Take what stands behind the indent."""
        self.lines.append(line.rest)
        return False

    def close(self, parser: ContainerParser) -> None:  # noqa: ARG002
        """Give up the blank lines at the end."""
        while self.lines and not self.lines[-1].strip(" \t"):
            self.lines.pop()
        self.last = self.first + len(self.lines) - 1

    def element(self) -> Element:
        """Return the code as a ``pre`` with a ``code`` in it."""
        pre = self.mark(Element("pre"))
        SubElement(pre, "code").text = AtomicString("\n".join(self.lines) + "\n")
        return pre


def start_indented(parser: ContainerParser, line: Line) -> bool:
    """Start a code block in an indented line, unless a paragraph takes the line; say whether."""
    if isinstance(parser.stack[-1], Paragraph):
        return False
    line.skip_columns(TAB)
    parser.open(Indented(line.number))
    return True
