"""Tables: read cell by cell, written when they are whole: a document must know their size."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextBlockFormat, QTextFrameFormat, QTextLength, QTextTableFormat

from msp_desktop.ui.views.reader.columns import ROOM, Column, shares
from msp_desktop.ui.views.reader.formats import UNCUT, Cut, Style

if TYPE_CHECKING:
    from collections.abc import Mapping

    from msp_desktop.ui.views.reader.formats import Formats

SEAM = 3
"""Pixels between two tables that follow each other: a document keeps a line between frames."""

_ALIGNMENTS = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "center": Qt.AlignmentFlag.AlignHCenter,
    "right": Qt.AlignmentFlag.AlignRight,
}


@dataclass(slots=True)
class Cell:
    """Stretches of text with their styles; ``align`` is "" where the author says nothing."""

    align: str = ""
    head: bool = False
    pieces: list[tuple[str, Style]] = field(default_factory=list[tuple[str, Style]])

    def add(self, text: str, style: Style) -> None:
        """Append text, without space at the cell's beginning."""
        text = text if self.pieces else text.lstrip()
        if text:
            self.pieces.append((text, style))

    @property
    def text(self) -> str:
        """All of the cell's text."""
        return "".join(text for text, _ in self.pieces)


@dataclass(slots=True)
class Table:
    """A table that is being read.

    ``widths`` are the columns' in hundredths of all, for a part of a table that is cut; ``quiet``
    ones have no lines.
    """

    widths: list[int] = field(default_factory=list[int])
    cut: Cut = UNCUT
    quiet: bool = False
    rows: list[list[Cell]] = field(default_factory=list[list[Cell]])

    def begin_row(self) -> None:
        """Begin a row."""
        self.rows.append([])

    def begin_cell(self, values: Mapping[str, str], *, head: bool) -> None:
        """Begin a cell."""
        if self.rows:
            self.rows[-1].append(Cell(values.get("align", ""), head))

    def add(self, text: str, style: Style) -> None:
        """Append text to the cell that was begun last; between cells there is none."""
        if self.rows and self.rows[-1]:
            self.rows[-1][-1].add(text, style)

    @property
    def columns(self) -> int:
        """How many columns it has."""
        return max(max((len(row) for row in self.rows), default=0), len(self.widths))

    def read_columns(self) -> list[Column]:
        """Return how wide its columns would like to be."""
        found = [Column() for _ in range(self.columns)]
        for row in self.rows:
            for column, cell in zip(found, row, strict=False):
                for line in cell.text.split("\u2028"):
                    column.take(line)
        return found


def table_format(table: Table, formats: Formats, indent: int) -> QTextTableFormat:
    """Return the format of a table at a level of lists."""
    made = QTextTableFormat()
    made.setBorderCollapse(True)
    made.setBorder(0 if table.quiet else 1)
    made.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    made.setBorderBrush(formats.theme.colour("border"))
    made.setCellPadding(formats.pixels(2 if table.quiet else 7))
    made.setCellSpacing(0)
    # The lines between the parts of one that is cut lie on each other.
    made.setTopMargin(-SEAM if table.cut.above else formats.pixels(6))
    made.setBottomMargin(0 if table.cut.below else formats.pixels(10))
    made.setLeftMargin(indent * formats.indent_width)
    widths = table.widths
    if not widths:
        columns = table.read_columns()
        if sum(column.line for column in columns) > ROOM:
            widths = shares(columns)
    if widths:
        percent = QTextLength.Type.PercentageLength
        made.setColumnWidthConstraints([QTextLength(percent, one) for one in widths])
        made.setWidth(QTextLength(percent, 100))
    else:
        made.setColumnWidthConstraints([QTextLength()] * table.columns)
    return made


def cell_format(table: Table, cell: Cell, formats: Formats) -> QTextBlockFormat:
    """Return the format of a cell's only block."""
    made = formats.block(size="font-small" if table.quiet else "font-body")
    if cell.align in _ALIGNMENTS:
        made.setAlignment(_ALIGNMENTS[cell.align])
    return made
