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

from msp_desktop.ui.views.reader.formats import UNCUT, Card, Cut, Property, Style
from msp_desktop.ui.views.reader.marks import Marks, PlacedFold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QTextDocument, QTextFrame

    from msp_desktop.ui.views.reader.formats import Formats

SEAM = 3
"""Pixels between two tables that follow each other: a document keeps a line between frames."""
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
        self.piece = 0
        """The piece of the page that is being written."""
        self.frames: list[QTextFrame] = []
        self._coloured: list[tuple[int, Sequence[tuple[int, int, str]]]] = []
        self._cursor = QTextCursor(document)
        self._origin = 0
        self._fresh = True
        self._open: list[tuple[QTextFrame, list[int | None]]] = []
        # The open lists: the next number of each, None where it has bullets; and the open folds.
        self._levels: list[int | None] = []
        self._folds = 0
        self._named: list[str] = []
        self._cut = UNCUT

    def begin(self, position: int) -> Marks:
        """Begin a stretch in the empty block at a position, and return its marks."""
        self._origin = position
        self._cursor.setPosition(position)
        self.marks = Marks()
        self.frames, self._coloured, self._open, self._levels = [], [], [], []
        self._folds, self._named = 0, []
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
        """How many lists and folds are open here."""
        return len(self._levels)

    def anchor(self, name: str) -> None:
        """Name what is written next, so that links can lead to it."""
        self._named.append(name)

    def _write_names(self) -> None:
        self._fresh = False
        if self.style.link:
            self.marks.links.append(self.position)
        if self._named:
            self.marks.anchors += [(self.position, name) for name in self._named]
            self._named = []

    def text(self, text: str) -> None:
        """Append text in the current style."""
        self._write_names()
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
        self._write_names()
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
        self.marks.items.append((self.position, max(1, self.indent - self._folds), mark))

    def begin_fold(self, number: int, *, shown: bool) -> None:
        """Open a fold with the line of its summary, indented for the triangle before it."""
        self._levels.append(None)
        self._folds += 1
        self.block(self.formats.block(above=2, below=5, indent=self.indent))
        self.marks.folds.append(PlacedFold(self.position, self.piece, number, shown))

    def begin_content(self) -> None:
        """Go on below a summary."""
        self._fresh = False

    def resume_fold(self) -> None:
        """Open a fold whose summary stands in the stretch above."""
        self._levels.append(None)
        self._folds += 1

    def end_fold(self) -> None:
        """Close the innermost fold."""
        self.end_list()
        self._folds = max(0, self._folds - 1)

    def caption(self) -> None:
        """Begin the caption of the code card that is open."""
        self.block(self.formats.caption(self._cut))

    def code_block(self) -> None:
        """Begin the text of the code card that is open."""
        self.block(self.formats.code(self._cut))

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

    def table(
        self, rows: Sequence[Sequence[Cell]], widths: Sequence[int] = (), cut: Cut = UNCUT
    ) -> None:
        """Append a table; a cell is stretches of text with their styles.

        ``widths`` are the columns' in hundredths of all; without them their texts decide.
        """
        columns = max(max((len(row) for row in rows), default=0), len(widths))
        if not columns:
            return
        self._before_frame()
        table = self._cursor.insertTable(
            len(rows), columns, self._table_format(columns, widths, cut)
        )
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

    def _table_format(self, columns: int, widths: Sequence[int], cut: Cut) -> QTextTableFormat:
        made = QTextTableFormat()
        made.setBorderCollapse(True)
        made.setBorder(1)
        made.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        made.setBorderBrush(self.formats.theme.colour("border"))
        made.setCellPadding(self.formats.pixels(7))
        made.setCellSpacing(0)
        # The lines between the parts of one that is cut lie on each other.
        made.setTopMargin(-SEAM if cut.above else self.formats.pixels(6))
        made.setBottomMargin(0 if cut.below else self.formats.pixels(10))
        made.setLeftMargin(self.indent * self.formats.indent_width)
        if widths:
            percent = QTextLength.Type.PercentageLength
            made.setColumnWidthConstraints([QTextLength(percent, one) for one in widths])
            made.setWidth(QTextLength(percent, 100))
        else:
            made.setColumnWidthConstraints([QTextLength()] * columns)
        return made
