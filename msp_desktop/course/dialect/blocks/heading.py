"""ATX headings: ``# Title``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from msp_desktop.course.dialect.blocks.block import Block

if TYPE_CHECKING:
    from msp_desktop.course.dialect.blocks.line import Line
    from msp_desktop.course.dialect.blocks.parser import ContainerParser

_START = re.compile(r"(#{1,6})(?:[ \t]+|$)")


class Heading(Block):
    """A heading of level 1 to 6 with raw inline content, of either notation."""

    __slots__ = ("level", "text")

    def __init__(self, first: int, level: int, text: str) -> None:
        super().__init__(first)
        self.level = level
        self.text = text

    def element(self) -> Element:
        """Return an ``h1`` to ``h6``."""
        element = self.mark(Element(f"h{self.level}"))
        element.text = self.text
        return element


def start_heading(parser: ContainerParser, line: Line) -> Block | None:
    """Start a heading, which its line also ends."""
    match = _START.match(line.text, line.next)
    if match is None:
        return None
    heading = Heading(line.number, len(match[1]), _without_closing(line.text[match.end() :]))
    parser.open(heading)
    return heading


def _without_closing(text: str) -> str:
    """Return a heading's text without the ``#`` that may close it."""
    text = text.strip(" \t")
    shorter = text.rstrip("#")
    return shorter.rstrip(" \t") if not shorter or shorter[-1] in " \t" else text
