"""Paragraphs, and the link reference definitions that they may begin with."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from msp_desktop.course.dialect.blocks.block import Goes, TextBlock
from msp_desktop.course.dialect.blocks.reference import read_references

if TYPE_CHECKING:
    from collections.abc import Iterable

    from msp_desktop.course.dialect.blocks.line import Line
    from msp_desktop.course.dialect.blocks.parser import ContainerParser

TIGHT = "tight-paragraph"
"""The element of a paragraph in a tight list that is not its item's first: shown without tags."""


def add_tightly(parent: Element, elements: Iterable[Element]) -> None:
    """Put blocks into an element, paragraphs as text: the first is the element's own."""
    for element in elements:
        if element.tag != "p":
            parent.append(element)
        elif not len(parent) and parent.text is None:
            parent.text = element.text
        else:
            element.tag = TIGHT
            parent.append(element)


class Paragraph(TextBlock):
    """Lines of text.  One that was only definitions stays in its place without being shown."""

    can_be_interrupted = True
    __slots__ = ("lines",)

    def __init__(self, first: int) -> None:
        super().__init__(first)
        self.lines: list[str] = []

    def goes_on(self, line: Line) -> Goes:
        """Go on until a blank line."""
        return Goes.NOT_ON if line.blank else Goes.ON

    def add(self, line: Line) -> bool:
        """Take a line without the space before it; the space after it may be a hard break."""
        self.lines.append(line.content)
        return False

    def take_references(self, parser: ContainerParser) -> None:
        """Move the definitions at the beginning to the parser, the first of each label first."""
        if self.lines and self.lines[0].startswith("["):
            self.lines = read_references(self.lines, parser.references)

    def close(self, parser: ContainerParser) -> None:
        """Read the definitions."""
        self.take_references(parser)

    @property
    def text(self) -> str:
        """The raw inline content."""
        return "\n".join(self.lines).rstrip(" \t")

    def element(self) -> Element | None:
        """Return a ``p``, or None where there were only definitions."""
        if not self.lines:
            return None
        element = self.mark(Element("p"))
        element.text = self.text
        return element
