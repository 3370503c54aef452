"""The driver of the block rules: CommonMark's algorithm of open containers.

Every line is read once.  First the open blocks say, from the outermost in, whether they go on in
it; then rules may start new blocks in what is left; then the rest of the line is text of the
innermost block, or of the paragraph that it lazily continues.  Source: CommonMark 0.31, appendix.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, ElementTree

from markdown.blockparser import BlockParser

from msp_desktop.course.dialect.blocks.block import (
    Block,
    Container,
    Goes,
    Root,
    TextBlock,
)
from msp_desktop.course.dialect.blocks.footnote import Footnote, definitions
from msp_desktop.course.dialect.blocks.indented import start_indented
from msp_desktop.course.dialect.blocks.line import TAB, Line
from msp_desktop.course.dialect.blocks.paragraph import Paragraph

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from markdown import Markdown

    from msp_desktop.course.dialect.blocks.reference import References

MAX_DEPTH = 100
"""How many blocks may be open inside each other; deeper markers are read as text.

No course needs a tenth of it (a nested list counts two), and it keeps every step of the way, here
and in whoever reads the HTML, from running out of stack or time on a hostile file.
"""


@dataclass(frozen=True, slots=True)
class BlockRule:
    """How one kind of block starts.

    ``start`` is asked where a line's next character is one of ``triggers`` and is indented by less
    than a code block.  It opens the block through the parser, takes its marker from the line and
    returns the block, or returns None and changes nothing.
    """

    triggers: str
    start: Callable[[ContainerParser, Line], Block | None]


class ContainerParser(BlockParser):
    """Python-Markdown's block parser, replaced: lines in, a tree of raw blocks out.

    ``stack`` holds the open blocks from the root in; the first ``matched`` of them go on in the
    line in hand.  ``references`` are the link definitions found so far, ``notes`` the footnotes by
    their labels, and ``details`` is a front matter's table.
    """

    def __init__(self, md: Markdown, rules: Iterable[BlockRule], references: References) -> None:
        super().__init__(md)
        self.references = references
        self.notes: dict[str, Footnote] = {}
        self.details: Element | None = None
        self.stack: list[Block] = [Root(1)]
        self.matched = 1
        self._number = 0
        self._starts: dict[str, list[BlockRule]] = {}
        for rule in rules:
            for trigger in rule.triggers:
                self._starts.setdefault(trigger, []).append(rule)

    def parseDocument(self, lines: Iterable[str]) -> ElementTree[Element | None]:  # noqa: N802
        """Return the tree of a document's blocks, their inline content still raw."""
        self.references.clear()
        self.notes.clear()
        root = Root(1)
        self.stack = [root]
        self._number = 0
        for self._number, text in enumerate(lines, start=1):
            self._read(Line(text, self._number))
        self._close_to(0, self._number)
        element = root.element()
        if self.details is not None:
            element.insert(0, self.details)
        if self.notes:
            element.append(definitions(self.notes.values()))
        return ElementTree(element)

    @property
    def container(self) -> Block:
        """The innermost block that goes on in the line in hand."""
        return self.stack[self.matched - 1]

    @property
    def is_lazy(self) -> bool:
        """Whether the line's text may still continue a paragraph that does not go on by itself."""
        return self.matched < len(self.stack) and isinstance(self.stack[-1], Paragraph)

    @property
    def is_deep(self) -> bool:
        """Whether no further container may open here."""
        return self.matched >= MAX_DEPTH

    def open(self, block: Block) -> None:
        """Open a block in the line in hand, closing what does not go on and what cannot hold it."""
        self._close_to(self.matched, self._number - 1)
        while True:
            parent = self.stack[-1]
            if isinstance(parent, Container) and parent.holds(block):
                break
            self._close_to(len(self.stack) - 1, self._number - 1)
        parent.children.append(block)
        self.stack.append(block)
        self.matched = len(self.stack)

    def replace(self, block: Block) -> None:
        """Put a block in the place of the innermost one, which is not closed: it became this."""
        parent = self.stack[-2]
        assert isinstance(parent, Container)
        parent.children[-1] = self.stack[-1] = block

    def withdraw(self, block: Block) -> Container:
        """Take the last child of the innermost container back, open or closed; return its parent.

        What it was read for is lost: it became something else.
        """
        if self.stack[-1] is block:
            self.stack.pop()
            self.matched = len(self.stack)
        parent = self.container
        assert isinstance(parent, Container)
        assert parent.children[-1] is block
        parent.children.pop()
        return parent

    def resume(self, block: Block) -> None:
        """Open the last child of the innermost container again."""
        self._close_to(self.matched, self._number - 1)
        self.stack.append(block)
        self.matched = len(self.stack)

    def leave(self, last: int) -> None:
        """Close the innermost block, which goes on in the line in hand, with an earlier line."""
        self._close_to(len(self.stack) - 1, last)
        self.matched = len(self.stack)

    def _close_to(self, depth: int, last: int) -> None:
        """Close open blocks until only some are left; the last line of the others is given."""
        while len(self.stack) > depth:
            block = self.stack.pop()
            block.last = max(block.first, last)
            block.close(self)

    def _read(self, line: Line) -> None:
        if not self._go_on(line):
            return
        started = self._start(line)
        tip = self.stack[-1]
        if self.is_lazy and isinstance(tip, Paragraph) and not line.blank:
            tip.add(line)
            return
        self._close_to(self.matched, line.number - 1)
        container = self.stack[-1]
        if isinstance(container, TextBlock):
            if container.add(line):
                self._close_to(self.matched - 1, line.number)
        elif not started and not line.blank:
            paragraph = Paragraph(line.number)
            self.open(paragraph)
            paragraph.add(line)

    def _go_on(self, line: Line) -> bool:
        """Let the open blocks go on; return False where one of them took the whole line."""
        self.matched = 1
        for block in self.stack[1:]:
            goes = block.goes_on(line)
            if goes is Goes.ENDS_HERE:
                self._close_to(self.matched, line.number)
                return False
            if goes is Goes.NOT_ON:
                break
            self.matched += 1
        return True

    def _start(self, line: Line) -> bool:
        """Let rules start blocks in a line, each inside the one before.

        Return whether the innermost is a leaf, so that the line starts nothing else.
        """
        while not line.blank:
            container = self.container
            if isinstance(container, TextBlock) and not container.can_be_interrupted:
                return False
            if line.indent >= TAB:
                return start_indented(self, line)
            for rule in self._starts.get(line.text[line.next], ()):
                block = rule.start(self, line)
                if block is not None:
                    break
            else:
                return False
            if not isinstance(block, Container):
                return True
        return False
