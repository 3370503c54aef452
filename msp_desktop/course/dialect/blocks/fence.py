"""Fenced code."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from markdown.util import AtomicString

from msp_desktop.course.dialect.blocks.block import Block, Goes, TextBlock
from msp_desktop.course.dialect.blocks.line import TAB
from msp_desktop.course.dialect.characters import unescape
from msp_desktop.course.dialect.tex import MATH, formula

if TYPE_CHECKING:
    from msp_desktop.course.dialect.blocks.line import Line
    from msp_desktop.course.dialect.blocks.parser import ContainerParser

_OPENING = re.compile(r"(`{3,}+)([^`]*+)$|(~{3,}+)(.*+)$")
_CLOSING = re.compile(r"(`{3,}+|~{3,}+)[ \t]*+$")


class Fence(TextBlock):
    """Code between fences.  ``indent`` is the opening fence's, which the code's lines lose."""

    __slots__ = ("fence", "indent", "info", "lines")

    def __init__(self, first: int, fence: str, indent: int, info: str) -> None:
        super().__init__(first)
        self.fence = fence
        self.indent = indent
        self.info = info
        self.lines: list[str] = []

    def goes_on(self, line: Line) -> Goes:
        """Go on until a fence of the same character that is at least as long."""
        is_fence = line.indent < TAB and line.text.startswith(self.fence, line.next)
        if is_fence and _CLOSING.match(line.text, line.next):
            return Goes.ENDS_HERE
        line.skip_columns(self.indent)
        return Goes.ON

    def add(self, line: Line) -> bool:
        """Take a line of code; the opening line is none."""
        if line.number > self.first:
            self.lines.append(line.rest)
        return False

    def element(self) -> Element:
        """Return the code as a ``pre`` with a ``code`` of class ``language-…`` in it.

        Code labelled ``math`` is a formula.
        """
        if self.info.lower() == MATH:
            return self.mark(formula("div", "\n".join(self.lines).strip()))
        pre = self.mark(Element("pre"))
        code = SubElement(pre, "code")
        if self.info:
            code.set("class", "language-" + self.info.split()[0])
        code.text = AtomicString("".join(line + "\n" for line in self.lines))
        return pre


def start_fence(parser: ContainerParser, line: Line) -> Block | None:
    """Start fenced code."""
    match = _OPENING.match(line.text, line.next)
    if match is None:
        return None
    fence: str = match[1] or match[3]
    info: str = match[2] or match[4] or ""
    block = Fence(line.number, fence, line.indent, unescape(info.strip(" \t")))
    parser.open(block)
    return block
