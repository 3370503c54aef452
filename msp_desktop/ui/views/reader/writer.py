"""Writes text into a document, block by block, frame by frame.

``QTextCursor`` knows characters; this knows paragraphs, list items, cards and their nesting.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import (
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
    QTextFrameFormat,
    QTextLayout,
    QTextLength,
    QTextTableFormat,
)

from msp_desktop.ui.views.reader.formats import Card, Property, Style
from msp_desktop.ui.views.reader.marks import Marks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QTextDocument, QTextFrame

    from msp_desktop.ui.views.reader.formats import Formats

LINE_SEPARATOR = "\u2028"
Cell = list[tuple[str, Style]]


def utf16_length(text: str) -> int:
    """Return a text's length as Qt counts it: characters beyond the first 65,536 are two."""
    return len(text) + sum(character > "\uffff" for character in text)


class Writer:
    """Writes stretch after stretch into a document.  ``style`` is how the next text looks.

    ``marks`` collects what the view paints, all in order, at positions that count from the
    stretch's beginning; ``frames`` the cards.  Qt's own lists set their bullets too close.
    """

    def __init__(self, document: QTextDocument, formats: Formats) -> None:
        self.formats = formats
        self.style = Style()
        self.marks = Marks()
        self.frames: list[QTextFrame] = []
        self._coloured: list[tuple[int, Sequence[tuple[int, int, str]]]] = []
        self._cursor = QTextCursor(document)
        self._origin = 0
        self._fresh = True
        self._open: list[tuple[QTextFrame, list[int | None]]] = []
        # The open lists: the next number of each, None where it has bullets.
        self._levels: list[int | None] = []

    def begin(self, position: int) -> Marks:
        """Begin a stretch in the empty block at a position, and return its marks."""
        self._origin = position
        self._cursor.setPosition(position)
        self.marks = Marks()
        self.frames, self._coloured, self._open, self._levels = [], [], [], []
        self.style, self._fresh = Style(), True
        return self.marks

    def finish(self) -> None:
        """End the stretch: put on the colours of its code, and say how long it is."""
        if self._fresh and self.position == 0:
            self._cursor.setBlockFormat(self.formats.spacer())
            self._cursor.setBlockCharFormat(self.formats.spacer_text())
        self._colour()
        self.marks.length = self.position + 1

    @property
    def position(self) -> int:
        """Where the next character goes, from the beginning of the stretch."""
        return self._cursor.position() - self._origin

    @property
    def indent(self) -> int:
        """How many lists are open here."""
        return len(self._levels)

    def text(self, text: str) -> None:
        """Append text in the current style."""
        self._fresh = False
        first = self.position if self.style.chip else 0
        self._cursor.insertText(text, self.formats.text(self.style))
        if self.style.chip:
            self.marks.chips.append((first, self.position))

    def picture(self, source: str, alt: str, object_type: int) -> None:
        """Append a picture, drawn by the document's handler of ``object_type``."""
        made = QTextFormat(self.formats.text(self.style)).toCharFormat()
        made.setObjectType(object_type)
        made.setProperty(Property.PICTURE, source)
        made.setProperty(Property.ALT, alt)
        made.setToolTip(alt)
        self._fresh = False
        self._cursor.insertText("\N{OBJECT REPLACEMENT CHARACTER}", made)

    def code(self, text: str, spans: Sequence[tuple[int, int, str]]) -> None:
        """Append a code block's text; spans are (start, length, role of their colour).

        The colours go onto the block's layout: hundreds of formats inside the document would cost
        much more time and memory, and a copied text has no use for them.
        """
        self.text(text.replace("\n", LINE_SEPARATOR))
        if spans:
            self._coloured.append((self._cursor.block().position(), spans))

    def _colour(self) -> None:
        """Put the colours of all code blocks on, when everything is written."""
        formats: dict[str, QTextCharFormat] = {}
        for position, spans in self._coloured:
            ranges: list[QTextLayout.FormatRange] = []
            for start, length, role in spans:
                if role not in formats:
                    formats[role] = QTextCharFormat()
                    formats[role].setForeground(self.formats.theme.colour(role))
                one = QTextLayout.FormatRange()
                one.start, one.length, one.format = start, length, formats[role]  # pyright: ignore[reportAttributeAccessIssue]
                ranges.append(one)
            self._cursor.document().findBlock(position).layout().setFormats(ranges)

    def block(self, block_format: QTextBlockFormat) -> None:
        """Begin a paragraph."""
        made = self.formats.text(self.style)
        if self._fresh:
            self._cursor.setBlockFormat(block_format)
            self._cursor.setBlockCharFormat(made)
        else:
            self._cursor.insertBlock(block_format, made)
        self._fresh = True

    def paragraph(self, *, above: float = 0, below: float = 7) -> None:
        """Begin a paragraph of running text, indented like the list around it."""
        self.block(self.formats.block(above=above, below=below, indent=self.indent))

    def begin_list(self, *, ordered: bool, start: int = 1) -> None:
        """Open a list inside whatever is open."""
        self._levels.append(start if ordered else None)

    def end_list(self) -> None:
        """Close the innermost list."""
        if self._levels:
            self._levels.pop()

    def item(self) -> None:
        """Begin a list item with its bullet or number."""
        if not self._levels:
            self.begin_list(ordered=False)
        self.block(self.formats.block(above=1, below=3, indent=self.indent))
        number = self._levels[-1]
        if number is not None:
            self._levels[-1] = number + 1
        mark = "" if number is None else f"{number}."
        self.marks.items.append((self.position, self.indent, mark))

    def begin_card(self, card: Card) -> QTextFrame:
        """Open a frame that has a card painted behind it."""
        made = self.formats.card(card, indent=self.indent)
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
        self.block(self.formats.caption())
        self._fresh = False

    def end_card(self) -> None:
        """Close the innermost frame and go on behind it."""
        if self._open:
            frame, self._levels = self._open.pop()
            self._after_frame(frame)

    def table(self, rows: Sequence[Sequence[Cell]]) -> None:
        """Append a table; a cell is stretches of text with their styles."""
        columns = max((len(row) for row in rows), default=0)
        if not columns:
            return
        self._before_frame()
        table = self._cursor.insertTable(len(rows), columns, self._table_format(columns))
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                cursor = table.cellAt(number, column).firstCursorPosition()
                cursor.setBlockFormat(QTextBlockFormat())
                for text, style in cell:
                    cursor.insertText(text, self.formats.text(style))
        self._after_frame(table)

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

    def _table_format(self, columns: int) -> QTextTableFormat:
        made = QTextTableFormat()
        made.setBorderCollapse(True)
        made.setBorder(1)
        made.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        made.setBorderBrush(self.formats.theme.colour("border"))
        made.setCellPadding(self.formats.pixels(7))
        made.setCellSpacing(0)
        made.setTopMargin(self.formats.pixels(6))
        made.setBottomMargin(self.formats.pixels(10))
        made.setLeftMargin(self.indent * self.formats.indent_width)
        made.setColumnWidthConstraints([QTextLength()] * columns)
        return made
