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
    QTextLayout,
    QTextLength,
)

from msp_desktop.ui.views.reader.formats import TEXT_INSET, UNCUT, Card, Cut, Property, Style
from msp_desktop.ui.views.reader.marks import Marks, PlacedFold, Source
from msp_desktop.ui.views.reader.pictures import PICTURE_TYPE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QTextDocument, QTextFrame

    from msp_desktop.course.drawing.model import Wanted
    from msp_desktop.ui.views.reader.drawn import DrawnObject
    from msp_desktop.ui.views.reader.formats import Formats
    from msp_desktop.ui.views.reader.tables import Cell, Table

LINE_SEPARATOR = "\u2028"
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


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
        self.drawn: Callable[[], DrawnObject | None] = lambda: None
        """Gives what draws formulas and diagrams, None where their source is to be shown."""
        self._coloured: list[tuple[int, Sequence[tuple[int, int, str]]]] = []
        self._cursor = QTextCursor(document)
        self._origin = 0
        self._fresh = True
        self._open: list[tuple[QTextFrame, list[int | None]]] = []
        # The open lists: the next number of each, None where it has bullets; those of them that
        # have letters; and how many of them only indent, as folds do.
        self._levels: list[int | None] = []
        self._lettered: set[int] = set()
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
        if self.style.drawn:
            self._formula(text)
            return
        self._write_names()
        first = self.position if self.style.chip else 0
        self._cursor.insertText(text, self.formats.text(self.style))
        if self.style.chip:
            self.marks.chips.append((first, self.position))

    def _formula(self, text: str) -> None:
        """Append a formula's source, and behind it what draws it."""
        kind, style = self.style.drawn, self.style._replace(drawn="")
        drawn = self.drawn()
        if drawn is None:
            self.style = style
            self.text(text)
            self.style = style._replace(drawn=kind)
            return
        wanted = drawn.formula(kind, text)
        self._write_names()
        first = self.position
        self._cursor.insertText(text, drawn.source_format(wanted, style))
        if not drawn.is_drawn(wanted):
            self.marks.chips.append((first, self.position))
        self._draw_behind(drawn, wanted, first, style)

    def formula(self, text: str) -> None:
        """Append a formula by itself: a paragraph of its source, and below it what draws it."""
        style = self.style
        drawn = self.drawn()
        first = self.position
        self.style = style._replace(code=True, chip=True)
        self.text(text.replace("\n", LINE_SEPARATOR))
        self.style = style
        if drawn is None:
            return
        wanted = drawn.formula("display", text)
        if drawn.is_drawn(wanted):
            self.marks.chips.pop()
            self._hide_source(drawn.centred(self.indent))
        else:
            self.block(drawn.below_source(wanted))
        self._draw_behind(drawn, wanted, first, style)

    def _hide_source(self, below: QTextBlockFormat) -> None:
        """Begin the paragraph that draws in the place of the one that is written."""
        source = self._cursor.block()
        self.block(below)
        source.setVisible(False)

    def diagram(self, text: str) -> None:
        """Append a diagram's source to the code card that is open, and below it what draws it."""
        drawn = self.drawn()
        first = self.position
        self.text(text.replace("\n", LINE_SEPARATOR))
        if drawn is None:
            return
        wanted = drawn.diagram(text)
        if drawn.is_drawn(wanted):
            self._hide_source(drawn.in_card(self._cut))
        else:
            self.block(drawn.below_source(wanted))
        self._draw_behind(drawn, wanted, first, Style(code=True))

    def _draw_behind(self, drawn: DrawnObject, wanted: Wanted, first: int, style: Style) -> None:
        """Append the character that draws a source, which begins at a position."""
        taken = self._taken + len(self._open) * self.formats.pixels(2 * TEXT_INSET)
        made = drawn.object_format(wanted, style, taken)
        if made.isAnchor():
            self.marks.links.append(self.position)
        self._fresh = False
        self.marks.drawn.append(Source(wanted, first, self.position, drawn.is_drawn(wanted)))
        self._cursor.insertText("\N{OBJECT REPLACEMENT CHARACTER}", made)

    @property
    def _taken(self) -> float:
        """How many pixels of the page's width are taken by the lists and cards that are open."""
        taken = self.indent * self.formats.indent_width
        for frame, _ in self._open:
            around = frame.frameFormat()
            taken += around.leftMargin() + 2 * around.padding()
        return taken

    def picture(self, source: str, alt: str, share: float = 0.0) -> None:
        """Append a picture; one in a table may take a ``share`` of its width."""
        made = QTextFormat(self.formats.text(self.style)).toCharFormat()
        made.setObjectType(PICTURE_TYPE)
        made.setProperty(Property.PICTURE, source)
        made.setProperty(Property.ALT, alt)
        made.setProperty(Property.INSET, self._taken)
        if share:
            made.setProperty(Property.SHARE, share)
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

    def resume_fold(self) -> None:
        """Open a fold whose summary stands in the stretch above."""
        self.begin_indented()

    def end_fold(self) -> None:
        """Close the innermost fold."""
        self.end_indented()

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
