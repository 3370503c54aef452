"""Definition lists: a term on a line of its own, and ``: what it means`` on the next.

Source: PHP Markdown Extra's manual.  A colon with a space behind it begins a definition only right
under a paragraph, whose lines are the terms, or one blank line under a paragraph of one line.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from msp_desktop.course.dialect.blocks.block import Block, Container, Goes
from msp_desktop.course.dialect.blocks.line import TAB
from msp_desktop.course.dialect.blocks.lists import Item
from msp_desktop.course.dialect.blocks.paragraph import Paragraph, add_tightly

if TYPE_CHECKING:
    from msp_desktop.course.dialect.blocks.line import Line
    from msp_desktop.course.dialect.blocks.parser import ContainerParser

_MARKER = re.compile(r":(?=[ \t]+[^ \t])")
# A longer paragraph is prose, whatever stands under it.
_MOST_TERMS = 6


class Term(Block):
    """A line that is defined, as raw inline content."""

    __slots__ = ("text",)

    def __init__(self, first: int, text: str) -> None:
        super().__init__(first)
        self.text = text

    def element(self) -> Element:
        """Return a ``dt``."""
        element = self.mark(Element("dt"))
        element.text = self.text
        return element


class Definition(Item):
    """What the terms above it mean: any blocks, as in a list item."""

    __slots__ = ()

    def element(self) -> Element:
        """Return a ``dd``."""
        element = self.mark(Element("dd"))
        if self.is_apart:
            element.extend(self.elements())
        else:
            add_tightly(element, self.elements())
        return element


class DefinitionList(Container):
    """Terms and definitions."""

    __slots__ = ()

    def goes_on(self, line: Line) -> Goes:  # noqa: ARG002
        """Go on as long as a definition does or a new one comes."""
        return Goes.ON

    def holds(self, block: Block) -> bool:
        """Hold terms and definitions."""
        return isinstance(block, (Term, Definition))

    def close(self, parser: ContainerParser) -> None:  # noqa: ARG002
        """End with the last definition."""
        self.last = self.children[-1].last

    def element(self) -> Element:
        """Return a ``dl``."""
        element = self.mark(Element("dl"))
        element.extend(self.elements())
        return element


def start_definition(parser: ContainerParser, line: Line) -> Block | None:
    """Start a definition, and a list where it does not belong to an open one."""
    if parser.is_deep or not _MARKER.match(line.text, line.next):
        return None
    if not isinstance(parser.container, DefinitionList):
        paragraph = _paragraph_above(parser, line)
        if paragraph is None:
            return None
        _open_list(parser, paragraph)
    definition = Definition(line.number, 0)
    parser.open(definition)
    marker = line.indent + 1
    line.skip_space()
    line.skip_marker(1)
    space = 1 if line.indent > TAB else line.indent
    line.skip_columns(space)
    definition.width = marker + space
    return definition


def _paragraph_above(parser: ContainerParser, line: Line) -> Paragraph | None:
    """Return the paragraph that holds the terms for a definition, None where none does."""
    container = parser.container
    if isinstance(container, Paragraph):
        container.take_references(parser)
        container.last = line.number - 1
        return container if 0 < len(container.lines) <= _MOST_TERMS else None
    above = container.children[-1] if isinstance(container, Container) and container.children else 0
    if not isinstance(above, Paragraph) or above.last != line.number - 2:
        return None
    return above if len(above.lines) == 1 else None


def _open_list(parser: ContainerParser, paragraph: Paragraph) -> None:
    """Open a list in a paragraph's place, or the list right before it again."""
    begin = paragraph.last - len(paragraph.lines) + 1
    parent = parser.withdraw(paragraph)
    before = parent.children[-1] if parent.children else None
    if isinstance(before, DefinitionList):
        parser.resume(before)
    else:
        before = DefinitionList(begin)
        parser.open(before)
    for number, text in enumerate(paragraph.lines, start=begin):
        before.children.append(Term(number, text.rstrip(" \t")))
