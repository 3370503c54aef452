"""Thematic breaks: three or more ``*``, ``-`` or ``_`` alone on a line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from msp_desktop.course.dialect.blocks.block import Block

if TYPE_CHECKING:
    from msp_desktop.course.dialect.blocks.line import Line
    from msp_desktop.course.dialect.blocks.parser import ContainerParser

_BREAK = re.compile(
    r"(?:(?:\*[ \t]*+){3,}|(?:-[ \t]*+){3,}|(?:_[ \t]*+){3,})$",
)


class Rule(Block):
    """A line across the page."""

    __slots__ = ()

    def element(self) -> Element:
        """Return an ``hr``."""
        return self.mark(Element("hr"))


def start_rule(parser: ContainerParser, line: Line) -> Block | None:
    """Start a thematic break, which its line also ends."""
    if not _BREAK.match(line.text, line.next):
        return None
    rule = Rule(line.number)
    parser.open(rule)
    return rule
