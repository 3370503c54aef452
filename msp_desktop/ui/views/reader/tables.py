"""Tables: read cell by cell, written when they are whole: a document must know their size."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextBlockFormat, QTextFrameFormat, QTextLength, QTextTableFormat

from msp_desktop.ui.views.reader.columns import ROOM, Column, shares
from msp_desktop.ui.views.reader.formats import CELL_PADDING, UNCUT, Cut, Style

if TYPE_CHECKING:
    from collections.abc import Mapping

    from msp_desktop.ui.views.reader.formats import Formats

SEAM = 3
"""Pixels between two tables that follow each other: a document keeps a line between frames."""

_PICTURE = "m" * 16
_ALIGNMENTS = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "center": Qt.AlignmentFlag.AlignHCenter,
    "right": Qt.AlignmentFlag.AlignRight,
}


class Piece(NamedTuple):
    """A stretch of text with its style; or the picture from a source, ``text`` its alternative."""

    text: str
    style: Style
    source: str = ""


@dataclass(slots=True)
class Cell:
    """What stands in a cell; ``align`` is "" where the author says nothing."""

    align: str = ""
    head: bool = False
    pieces: list[Piece] = field(default_factory=list[Piece])

    def add(self, piece: Piece) -> None:
        """Append a piece, without space at the cell's beginning."""
        if not self.pieces and not piece.source:
            piece = piece._replace(text=piece.text.lstrip())
        if piece.text or piece.source:
            self.pieces.append(piece)

    def lines(self) -> list[str]:
        """Return the lines that the author has broken, pictures as wide as a column likes them."""
        words = (_PICTURE if piece.source else piece.text for piece in self.pieces)
        return "".join(words).split("\u2028")


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
    in_cell: bool = False

    def begin_row(self) -> None:
        """Begin a row."""
        self.rows.append([])

    def begin_cell(self, values: Mapping[str, str], *, head: bool) -> None:
        """Begin a cell."""
        if self.rows:
            self.rows[-1].append(Cell(values.get("align", ""), head))
            self.in_cell = True

    def end_cell(self) -> None:
        """End a cell."""
        self.in_cell = False

    def add(self, text: str, style: Style, source: str = "") -> None:
        """Append text or a picture to the cell that was begun last; between cells there is none."""
        if self.in_cell:
            self.rows[-1][-1].add(Piece(text, style, source))

    @property
    def columns(self) -> int:
        """How many columns it has."""
        return max(max((len(row) for row in self.rows), default=0), len(self.widths))

    def read_columns(self) -> list[Column]:
        """Return how wide its columns would like to be."""
        found = [Column() for _ in range(self.columns)]
        for row in self.rows:
            for column, cell in zip(found, row, strict=False):
                for line in cell.lines():
                    column.take(line)
        return found

    def settle(self) -> None:
        """Give the columns widths where their texts would want more than there is."""
        columns = [] if self.widths else self.read_columns()
        if sum(column.line for column in columns) > ROOM:
            self.widths = shares(columns)

    def share(self, column: int) -> float:
        """Return which part of the table's width a column may take."""
        return self.widths[column] / 100 if column < len(self.widths) else 1 / self.columns


def table_format(table: Table, formats: Formats, indent: int) -> QTextTableFormat:
    """Return the format of a table at a level of lists."""
    made = QTextTableFormat()
    made.setBorderCollapse(True)
    made.setBorder(0 if table.quiet else 1)
    made.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    made.setBorderBrush(formats.theme.colour("border"))
    made.setCellPadding(formats.pixels(2 if table.quiet else CELL_PADDING))
    made.setCellSpacing(0)
    # The lines between the parts of one that is cut lie on each other.
    made.setTopMargin(-SEAM if table.cut.above else formats.pixels(6))
    made.setBottomMargin(0 if table.cut.below else formats.pixels(10))
    made.setLeftMargin(indent * formats.indent_width)
    if table.widths:
        percent = QTextLength.Type.PercentageLength
        made.setColumnWidthConstraints([QTextLength(percent, one) for one in table.widths])
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
