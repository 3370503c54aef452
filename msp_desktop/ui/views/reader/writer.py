"""Writes text into a document, block by block, frame by frame.

``QTextCursor`` knows characters; this knows paragraphs, list items, cards and their nesting.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import (
    QTextBlockFormat,
    QTextCursor,
    QTextFormat,
    QTextFrameFormat,
    QTextLength,
    QTextListFormat,
    QTextTableFormat,
)

from msp_desktop.ui.views.reader.formats import Card, Property, Style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QTextDocument, QTextFrame, QTextList

    from msp_desktop.ui.views.reader.formats import Formats

LINE_SEPARATOR = "\u2028"
_BULLETS = (
    QTextListFormat.Style.ListDisc,
    QTextListFormat.Style.ListCircle,
    QTextListFormat.Style.ListSquare,
)

Cell = list[tuple[str, Style]]


@dataclass(slots=True)
class _Level:
    """One open list; Qt's own is made with the first item."""

    format: QTextListFormat
    made: QTextList | None = None


class Writer:
    """Appends to a document.  ``style`` is how the next text looks.

    ``frames`` collects the cards and ``chips`` the stretches of inline code, both in order, for
    the view to paint.
    """

    def __init__(self, document: QTextDocument, formats: Formats) -> None:
        self.formats = formats
        self.style = Style()
        self.frames: list[QTextFrame] = []
        self.chips: list[tuple[int, int]] = []
        self._cursor = QTextCursor(document)
        self._fresh = True
        self._open: list[tuple[QTextFrame, list[_Level]]] = []
        self._levels: list[_Level] = []

    @property
    def position(self) -> int:
        """Where the next character goes."""
        return self._cursor.position()

    @property
    def indent(self) -> int:
        """How many lists are open here."""
        return len(self._levels)

    def text(self, text: str) -> None:
        """Append text in the current style."""
        self._fresh = False
        first = self._cursor.position()
        self._cursor.insertText(text, self.formats.text(self.style))
        if self.style.chip:
            self.chips.append((first, self._cursor.position()))

    def picture(self, source: str, alt: str, object_type: int) -> None:
        """Append a picture, drawn by the document's handler of ``object_type``."""
        made = QTextFormat(self.formats.text(self.style)).toCharFormat()
        made.setObjectType(object_type)
        made.setProperty(Property.PICTURE, source)
        made.setProperty(Property.ALT, alt)
        made.setToolTip(alt)
        self._fresh = False
        self._cursor.insertText("\N{OBJECT REPLACEMENT CHARACTER}", made)

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
        made = QTextListFormat()
        depth = len(self._levels)
        if ordered:
            made.setStyle(QTextListFormat.Style.ListDecimal)
            made.setStart(start)
        else:
            made.setStyle(_BULLETS[min(depth, len(_BULLETS) - 1)])
        made.setIndent(depth + 1)
        self._levels.append(_Level(made))

    def end_list(self) -> None:
        """Close the innermost list."""
        if self._levels:
            self._levels.pop()

    def item(self) -> None:
        """Begin a list item with its bullet or number."""
        if not self._levels:
            self.begin_list(ordered=False)
        self.block(self.formats.block(above=1, below=3))
        level = self._levels[-1]
        if level.made is None:
            level.made = self._cursor.createList(level.format)
        else:
            level.made.add(self._cursor.block())

    def begin_card(self, card: Card, label: str = "") -> QTextFrame:
        """Open a frame that has a card painted behind it."""
        made = self.formats.card(card, indent=self.indent, label=label)
        self._before_frame()
        frame = self._cursor.insertFrame(made)
        # The frame's first block is born with the format of the one before it, its list included.
        self._cursor.setBlockFormat(QTextBlockFormat())
        self.frames.append(frame)
        self._open.append((frame, self._levels))
        self._levels = []
        self._fresh = True
        return frame

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
        self._fresh = True

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
