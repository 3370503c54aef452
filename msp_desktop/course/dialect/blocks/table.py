"""Tables with pipes.

Source: GitHub Flavored Markdown 0.29, section 4.10.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from msp_desktop.course.dialect.blocks.block import LINES, Block, Goes, TextBlock
from msp_desktop.course.dialect.blocks.paragraph import Paragraph

if TYPE_CHECKING:
    from msp_desktop.course.dialect.blocks.line import Line
    from msp_desktop.course.dialect.blocks.parser import ContainerParser

_DELIMITERS = re.compile(
    r"\|?[ \t]*+:?-++:?[ \t]*+(?:\|[ \t]*+:?-++:?[ \t]*+)*\|?[ \t]*+$",
)
# A pipe behind a backslash separates no cells, whatever the backslash itself stands behind.
_CELL = re.compile(r"(?:[^\\|]|\\\|?)*")
# Short rows are filled up; a wide header over many short rows must not fill the memory.
_MAX_FILLED = 200_000


class Table(TextBlock):
    """A header, how its columns are aligned, and rows of raw inline content."""

    can_be_interrupted = True
    __slots__ = ("alignments", "filled", "header", "rows")

    def __init__(self, first: int, header: list[str], alignments: list[str]) -> None:
        super().__init__(first)
        self.header = header
        self.alignments = alignments
        self.rows: list[tuple[int, list[str]]] = []
        self.filled = 0

    def goes_on(self, line: Line) -> Goes:
        """Go on until a blank line."""
        return Goes.NOT_ON if line.blank or self.filled > _MAX_FILLED else Goes.ON

    def add(self, line: Line) -> bool:
        """Take a row with as many cells as the header has; the delimiter row is none."""
        if line.number == self.first + 1:
            return False
        width = len(self.header)
        cells = _cells(line.content)[:width]
        self.filled += width - len(cells)
        cells += [""] * (width - len(cells))
        self.rows.append((line.number, cells))
        return False

    def element(self) -> Element:
        """Return a ``table``."""
        table = self.mark(Element("table"))
        self._row(SubElement(table, "thead"), "th", self.first, self.header)
        if self.rows:
            body = SubElement(table, "tbody")
            for number, cells in self.rows:
                self._row(body, "td", number, cells)
        return table

    def _row(self, parent: Element, tag: str, number: int, cells: list[str]) -> None:
        row = SubElement(parent, "tr", {LINES: f"{number}-{number}"})
        for text, alignment in zip(cells, self.alignments, strict=True):
            cell = SubElement(row, tag, {"align": alignment} if alignment else {})
            cell.text = text


def start_table(parser: ContainerParser, line: Line) -> Block | None:
    """Make a paragraph's last line the header of a table where this line is its delimiter row."""
    paragraph = parser.container
    if not isinstance(paragraph, Paragraph) or not _DELIMITERS.match(line.text, line.next):
        return None
    alignments = [_alignment(cell) for cell in _cells(line.content)]
    header = _cells(paragraph.lines[-1]) if paragraph.lines else []
    if len(header) != len(alignments):
        return None
    table = Table(line.number - 1, header, alignments)
    paragraph.lines.pop()
    if paragraph.lines:
        # What stood above the header stays a paragraph.
        parser.leave(line.number - 2)
        parser.open(table)
    else:
        parser.replace(table)
    return table


def _cells(text: str) -> list[str]:
    """Return the cells of a row, their escaped pipes read."""
    text = text.strip(" \t")
    position = 1 if text.startswith("|") else 0
    cells: list[str] = []
    while position < len(text):
        match = _CELL.match(text, position)
        assert match is not None, "the pattern also matches nothing"
        cells.append(match[0].strip(" \t").replace("\\|", "|"))
        position = match.end() + 1
    return cells


def _alignment(delimiter: str) -> str:
    """Return how a column is aligned by its part of the delimiter row."""
    sides = (delimiter.startswith(":"), delimiter.endswith(":"))
    return {(True, True): "center", (True, False): "left", (False, True): "right"}.get(sides, "")
