"""Writes a page into a document, block by block, frame by frame.

A :class:`~.pen.Pen` knows characters; this knows paragraphs, list items, cards and their nesting.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QTextBlockFormat, QTextFormat, QTextLength

from msp_desktop.ui.views.reader.formats import UNCUT, Card, Cut, Property
from msp_desktop.ui.views.reader.marks import PlacedFold
from msp_desktop.ui.views.reader.pen import Pen

if TYPE_CHECKING:
    from PySide6.QtGui import QTextDocument, QTextFrame

    from msp_desktop.ui.views.reader.formats import Formats
    from msp_desktop.ui.views.reader.marks import Marks
    from msp_desktop.ui.views.reader.tables import Cell, Table

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Writer(Pen):
    """Writes paragraphs, lists, folds, cards and tables.

    Qt's own lists set their bullets too close.
    """

    def __init__(self, document: QTextDocument, formats: Formats) -> None:
        super().__init__(document, formats)
        self.piece = 0
        """The piece of the page that is being written."""
        # Those of the open lists that have letters, and how many of them only indent, as folds do.
        self._lettered: set[int] = set()
        self._folds = 0

    def begin(self, position: int) -> Marks:
        """Begin a stretch in the empty block at a position, and return its marks."""
        self._folds = 0
        return super().begin(position)

    def paragraph(self, *, above: float = 0, below: float = 7) -> None:
        """Begin a paragraph of running text, indented like the list around it."""
        size = self._line_size
        self.block(self.formats.block(above=above, below=below, indent=self.indent, size=size))

    @property
    def _line_size(self) -> str:
        """The size of text that sets lines apart: small type's is its own."""
        return "font-small" if self.style.size == "font-small" else "font-body"

    def begin_list(self, *, ordered: bool, start: int = 1, letters: bool = False) -> None:
        """Open a list inside whatever is open, with bullets, numbers or ``letters``."""
        self._levels.append(start if ordered or letters else None)
        self._lettered.discard(self.indent)
        if letters:
            self._lettered.add(self.indent)

    def end_list(self) -> None:
        """Close the innermost list."""
        if self._levels:
            self._levels.pop()

    def item(self, number: int | None = None) -> None:
        """Begin a list item with its bullet or number; ``number`` is that of one out of order."""
        if not self._levels:
            self.begin_list(ordered=False)
        size = self._line_size
        self.block(self.formats.block(above=1, below=3, indent=self.indent, size=size))
        number = number if number is not None else self._levels[-1]
        if number is not None:
            self._levels[-1] = number + 1
        mark = "" if number is None else f"{number}."
        if number is not None and self.indent in self._lettered and number <= len(_LETTERS):
            mark = _LETTERS[number - 1]
        self.marks.items.append((self.position, max(1, self.indent - self._folds), mark))

    def box(self, text: str, *, ticked: bool) -> None:
        """Append the box of a task, painted where ``text`` stands for it; a space comes next.

        At the beginning of an item with a bullet it takes the bullet's place.
        """
        items = self.marks.items
        if items and items[-1][0] == self.position and not items[-1][2]:
            items.pop()
            made = QTextBlockFormat()
            made.setTextIndent(-self.formats.width(f"{text} ", self.style))
            self._cursor.mergeBlockFormat(made)
        self.marks.boxes.append((self.position, ticked))
        style, self.style = self.style, self.style._replace(unseen=True)
        self.text(text)
        self.style = style

    def begin_indented(self) -> None:
        """Go on further to the right."""
        self._levels.append(None)
        self._folds += 1

    def end_indented(self) -> None:
        """Go on further to the left again."""
        self.end_list()
        self._folds = max(0, self._folds - 1)

    def begin_fold(self, number: int, *, shown: bool) -> None:
        """Open a fold with the line of its summary, indented for the triangle before it."""
        self._levels.append(None)
        self._folds += 1
        self.block(self.formats.block(above=2, below=5, indent=self.indent))
        self.marks.folds.append(PlacedFold(self.position, self.piece, number, shown))

    def begin_content(self) -> None:
        """Go on below a summary."""
        self._fresh = False

    # One whose summary stands in the stretch above; and the innermost one.
    resume_fold, end_fold = begin_indented, end_indented

    def caption(self) -> None:
        """Begin the caption of the code card that is open."""
        self.block(self.formats.caption(self._cut))

    def code_block(self) -> None:
        """Begin the text of the code card that is open."""
        self.block(self.formats.code(self._cut))

    def alert_title(self, card: Card) -> None:
        """Begin the title of the alert that is open."""
        self.style = self.style._replace(bold=True, colour=f"alert-{card}")
        self.block(self.formats.alert_title())

    def begin_card(self, card: Card, cut: Cut = UNCUT) -> QTextFrame:
        """Open a frame that has a card painted behind it."""
        made = self.formats.card(card, indent=self.indent, cut=cut)
        self._cut = cut
        self._before_frame()
        frame = self._cursor.insertFrame(made)
        # The frame's first block is born with the format of the one before it.
        self._cursor.setBlockFormat(QTextBlockFormat())
        self.frames.append(frame)
        self._open.append((frame, self._levels))
        self._levels = []
        self._fresh = True
        return frame

    def label_card(self, frame: QTextFrame, label: str) -> None:
        """Leave the header of a card free for a painted label: the course has no caption."""
        made = frame.frameFormat()
        made.setProperty(Property.LABEL, label or " ")
        frame.setFrameFormat(made)
        self.block(self.formats.caption(self._cut))
        self._fresh = False

    def end_card(self) -> None:
        """Close the innermost frame and go on behind it."""
        if self._open:
            frame, self._levels = self._open.pop()
            self._after_frame(frame)

    def table(self, table: Table) -> None:
        """Append a table."""
        from msp_desktop.ui.views.reader.tables import cell_format, table_format

        if table.columns:
            table.settle()
            self._before_frame()
            made = table_format(table, self.formats, self.indent)
            frame = self._cursor.insertTable(len(table.rows), table.columns, made)
            for number, row in enumerate(table.rows):
                for column, cell in enumerate(row):
                    self._cursor = frame.cellAt(number, column).firstCursorPosition()
                    self._cursor.setBlockFormat(cell_format(table, cell, self.formats))
                    self._write_cell(cell, table.share(column))
            self._after_frame(frame)

    def _write_cell(self, cell: Cell, share: float) -> None:
        style = self.style
        for piece in cell.pieces:
            self.style = piece.style
            if piece.source:
                self.picture(piece.source, piece.text, share)
            else:
                self.text(piece.text)
        self.style = style

    def rule(self) -> None:
        """Append a line across the page."""
        made = self.formats.block(above=6, below=10)
        made.setProperty(
            QTextFormat.Property.BlockTrailingHorizontalRulerWidth,
            QTextLength(QTextLength.Type.PercentageLength, 100),
        )
        made.setBackground(self.formats.theme.colour("border"))
        self.block(made)
        self._fresh = False

    def _before_frame(self) -> None:
        if self._fresh:
            self._cursor.setBlockFormat(self.formats.spacer())
            self._cursor.setBlockCharFormat(self.formats.spacer_text())

    def _after_frame(self, frame: QTextFrame) -> None:
        self._cursor.setPosition(frame.lastPosition() + 1)
        self._cursor.setBlockFormat(self.formats.spacer())
        self._cursor.setBlockCharFormat(self.formats.spacer_text())
        # Text would go into that block, but its margin above would not count behind a frame.
        self._fresh = False
