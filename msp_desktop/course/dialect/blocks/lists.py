"""Lists and their items."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from msp_desktop.course.dialect.blocks.block import Block, Container, Goes
from msp_desktop.course.dialect.blocks.line import TAB
from msp_desktop.course.dialect.blocks.paragraph import Paragraph, add_tightly
from msp_desktop.course.dialect.blocks.task import add_checkbox

if TYPE_CHECKING:
    from msp_desktop.course.dialect.blocks.line import Line
    from msp_desktop.course.dialect.blocks.parser import ContainerParser

_MARKER = re.compile(r"(?:[*+-]|([0-9]{1,9})[.)])(?=[ \t]|$)")


class Item(Container):
    """A list item.

    ``width`` is how far its content is indented; in a ``tight`` list its paragraphs are text.
    """

    __slots__ = ("tight", "width")

    def __init__(self, first: int, width: int) -> None:
        super().__init__(first)
        self.width = width
        self.tight = False

    def goes_on(self, line: Line) -> Goes:
        """Go on in lines that are indented far enough, and in blank ones after some content."""
        if line.blank:
            if not self.children:
                return Goes.NOT_ON
            line.skip_space()
        elif line.indent >= self.width:
            line.skip_columns(self.width)
        else:
            return Goes.NOT_ON
        return Goes.ON

    def close(self, parser: ContainerParser) -> None:  # noqa: ARG002
        """End with the last child, so that blank lines behind it are nobody's."""
        self.last = self.children[-1].last if self.children else self.first

    def element(self) -> Element:
        """Return an ``li``."""
        item = self.mark(Element("li"))
        if self.tight:
            add_tightly(item, self.elements())
        else:
            item.extend(self.elements())
        begin = self.children[0] if self.children else None
        if isinstance(begin, Paragraph) and begin.lines:
            add_checkbox(item)
        return item


class List(Container):
    """Items of one kind: the same bullet, or numbers with the same delimiter."""

    __slots__ = ("kind", "start")

    def __init__(self, first: int, kind: str, start: int | None) -> None:
        super().__init__(first)
        self.kind = kind
        self.start = start

    def goes_on(self, line: Line) -> Goes:  # noqa: ARG002
        """Go on as long as an item does or a new one comes."""
        return Goes.ON

    def holds(self, block: Block) -> bool:
        """Hold items."""
        return isinstance(block, Item)

    def close(self, parser: ContainerParser) -> None:  # noqa: ARG002
        """End with the last item; the list is tight where no blank lines stand inside it."""
        items = [child for child in self.children if isinstance(child, Item)]
        self.last = items[-1].last
        tight = not self.is_apart and not any(item.is_apart for item in items)
        for item in items:
            item.tight = tight

    def element(self) -> Element:
        """Return a ``ul`` or an ``ol``."""
        element = self.mark(Element("ul" if self.start is None else "ol"))
        if self.start is not None and self.start != 1:
            element.set("start", str(self.start))
        element.extend(self.elements())
        return element


def start_item(parser: ContainerParser, line: Line) -> Block | None:
    """Start an item, and a list where it does not belong to an open one."""
    match = _MARKER.match(line.text, line.next)
    if match is None or parser.is_deep:
        return None
    number = int(match[1]) if match[1] else None
    blank = not line.text[match.end() :].strip(" \t")
    container = parser.container
    if isinstance(container, Paragraph) and (blank or number not in (None, 1)):
        return None
    kind = match[0][-1]
    if not isinstance(container, List) or container.kind != kind:
        parser.open(List(line.number, kind, number))
    item = Item(line.number, 0)
    parser.open(item)
    marker = line.indent + len(match[0])
    line.skip_space()
    line.skip_marker(len(match[0]))
    space = 1 if blank or line.indent > TAB else line.indent
    line.skip_columns(space)
    item.width = marker + space
    return item
