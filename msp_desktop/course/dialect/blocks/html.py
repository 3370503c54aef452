"""HTML blocks: raw HTML that is passed through, in CommonMark's seven kinds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from markdown.util import AtomicString

from msp_desktop.course.dialect.blocks.block import Block, Goes, TextBlock
from msp_desktop.course.dialect.blocks.paragraph import Paragraph
from msp_desktop.course.dialect.tags import CLOSING_TAG, OPEN_TAG

if TYPE_CHECKING:
    from msp_desktop.course.dialect.blocks.line import Line
    from msp_desktop.course.dialect.blocks.parser import ContainerParser

HTML_BLOCK = "html-block"
"""The element of an HTML block; its text is the HTML itself."""

_BLOCK_NAMES = (
    "address article aside base basefont blockquote body caption center col colgroup dd details"
    " dialog dir div dl dt fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6"
    " head header hr html iframe legend li link main menu menuitem nav noframes ol optgroup option"
    " p param search section summary table tbody td tfoot th thead title tr track ul"
)
_ENDED_BY_TEXT = (
    (r"<(?:script|pre|textarea|style)(?:[ \t>]|$)", r"</(?:script|pre|textarea|style)>"),
    (r"<!--", r"-->"),
    (r"<\?", r"\?>"),
    (r"<![a-zA-Z]", r">"),
    (r"<!\[CDATA\[", r"\]\]>"),
)
_KINDS = [
    (re.compile(start, re.IGNORECASE), re.compile(end, re.IGNORECASE))
    for start, end in _ENDED_BY_TEXT
]
_BLOCK_TAG = re.compile(rf"</?(?:{_BLOCK_NAMES.replace(' ', '|')})(?:[ \t]|/?>|$)", re.IGNORECASE)
_ANY_TAG = re.compile(rf"(?:{OPEN_TAG}|{CLOSING_TAG})[ \t]*+$")


class Html(TextBlock):
    """Raw HTML; ``end`` is the text that ends it, None where a blank line does."""

    __slots__ = ("end", "lines")

    def __init__(self, first: int, end: re.Pattern[str] | None) -> None:
        super().__init__(first)
        self.end = end
        self.lines: list[str] = []

    def goes_on(self, line: Line) -> Goes:
        """Go on, to the first blank line where that is the end."""
        return Goes.NOT_ON if self.end is None and line.blank else Goes.ON

    def add(self, line: Line) -> bool:
        """Take a line as it is; say whether the text that ends the block is in it."""
        self.lines.append(line.rest)
        return self.end is not None and self.end.search(line.text, line.position) is not None

    def close(self, parser: ContainerParser) -> None:  # noqa: ARG002
        """Give up the blank lines at the end."""
        while len(self.lines) > 1 and not self.lines[-1].strip(" \t"):
            self.lines.pop()
        self.last = self.first + len(self.lines) - 1

    def element(self) -> Element:
        """Return an element that is not HTML's and that is shown as its text."""
        element = self.mark(Element(HTML_BLOCK))
        element.text = AtomicString("\n".join(self.lines))
        return element


def start_html(parser: ContainerParser, line: Line) -> Block | None:
    """Start an HTML block; a tag that is not a block's cannot interrupt a paragraph."""
    for start, end in _KINDS:
        if start.match(line.text, line.next):
            block = Html(line.number, end)
            break
    else:
        if not _BLOCK_TAG.match(line.text, line.next):
            in_text = isinstance(parser.container, Paragraph) or parser.is_lazy
            if in_text or not _ANY_TAG.match(line.text, line.next):
                return None
        block = Html(line.number, None)
    parser.open(block)
    return block
