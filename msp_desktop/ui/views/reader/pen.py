"""Writes text of a look into a document, and notes what the view paints at it.

Formulas and diagrams are text too: their source, with what draws it behind.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor, QTextFormat, QTextLayout

from msp_desktop.ui.views.reader.formats import TEXT_INSET, UNCUT, Property, Style
from msp_desktop.ui.views.reader.marks import Marks, Source
from msp_desktop.ui.views.reader.pictures import PICTURE_TYPE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QTextDocument, QTextFrame

    from msp_desktop.course.drawing.model import Wanted
    from msp_desktop.ui.views.reader.drawn import DrawnObject
    from msp_desktop.ui.views.reader.formats import Formats

LINE_SEPARATOR = "\u2028"


def utf16_length(text: str) -> int:
    """Return a text's length as Qt counts it: characters beyond the first 65,536 are two."""
    return len(text) + sum(character > "\uffff" for character in text)


class Pen:
    """Writes stretch after stretch into a document.  ``style`` is how the next text looks.

    ``marks`` collects what the view paints, all in order, at positions that count from the
    stretch's beginning; ``frames`` the cards.
    """

    def __init__(self, document: QTextDocument, formats: Formats) -> None:
        self.formats = formats
        self.style = Style()
        self.marks = Marks()
        self.frames: list[QTextFrame] = []
        self.drawn: Callable[[], DrawnObject | None] = lambda: None
        """Gives what draws formulas and diagrams, None where their source is to be shown."""
        self._coloured: list[tuple[int, Sequence[tuple[int, int, str]]]] = []
        self._cursor = QTextCursor(document)
        self._origin = 0
        # Whether nothing stands in the block yet.
        self._fresh = True
        self._named: list[str] = []
        # The open lists: the next number of each, None where it has bullets; and the open cards,
        # each with the lists around it.
        self._levels: list[int | None] = []
        self._open: list[tuple[QTextFrame, list[int | None]]] = []
        self._cut = UNCUT

    def begin(self, position: int) -> Marks:
        """Begin a stretch in the empty block at a position, and return its marks."""
        self._origin = position
        self._cursor.setPosition(position)
        self.marks = Marks()
        self.frames, self._coloured, self._open, self._levels = [], [], [], []
        self._named = []
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

    @property
    def _taken(self) -> float:
        """How many pixels of the page's width are taken by the lists and cards that are open."""
        taken = self.indent * self.formats.indent_width
        for frame, _ in self._open:
            around = frame.frameFormat()
            taken += around.leftMargin() + 2 * around.padding()
        return taken

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
        self.marks.pictures.append((self.position, source))
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
