"""The text of a page without its document: of what is not written, and of what is folded."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msp_desktop.ui.views.reader.formats import UNCUT, Cut, Style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from msp_desktop.ui.views.reader.formats import Card
    from msp_desktop.ui.views.reader.tables import Table


DRAWING = "\N{OBJECT REPLACEMENT CHARACTER}"


class Hidden(NamedTuple):
    """What a fold holds: its number in its piece, and where it begins and ends in the text."""

    piece: int
    number: int
    first: int
    last: int


class TextWriter:
    """Takes what a :class:`~.writer.Writer` takes, and keeps only the text.

    Blocks are lines of it.  ``folds`` tells what stands in folds, the outer ones after those that
    stand in them; ``anchors`` where named things are, ``pictures`` where those of a safe source.
    """

    def __init__(self) -> None:
        self.style = Style()
        self.piece = 0
        self.folds: list[Hidden] = []
        self.anchors: dict[str, int] = {}
        self.pictures: dict[str, int] = {}
        self._texts: list[str] = []
        self._length = 0
        self._fresh = True
        self._open: list[tuple[int, int]] = []

    @property
    def whole(self) -> str:
        """All of the text."""
        if len(self._texts) > 1:
            self._texts = ["".join(self._texts)]
        return self._texts[0] if self._texts else ""

    def settle(self, text: str) -> None:
        """Take a text of the same length instead."""
        self._texts = [text]

    def text(self, text: str) -> None:
        """Append text; what draws a formula stands behind its source."""
        if self.style.drawn:
            text += DRAWING
        self._texts.append(text)
        self._length += len(text)
        self._fresh = False

    def picture(self, source: str, alt: str, share: float = 0.0) -> None:
        """Append what stands for a picture."""
        self.pictures.setdefault(source, self._length)
        self.text("\N{OBJECT REPLACEMENT CHARACTER}")

    def code(self, text: str, spans: Sequence[tuple[int, int, str]]) -> None:
        """Append a code block's text."""
        self.text(text)

    def formula(self, text: str) -> None:
        """Append the source of a formula by itself with what draws it."""
        self.text(text)
        self.line()
        self.text(DRAWING)

    diagram = formula

    def line(self) -> None:
        """Begin a block, unless one has just begun."""
        if not self._fresh:
            self.text("\n")
            self._fresh = True

    def paragraph(self, *, above: float = 0, below: float = 7) -> None:
        """Begin a paragraph of running text."""
        self.line()

    def begin_list(self, *, ordered: bool, start: int = 1, letters: bool = False) -> None:
        """Open a list."""

    def end_list(self) -> None:
        """Close a list."""

    def item(self, number: int | None = None) -> None:
        """Begin a list item."""
        self.line()

    def box(self, text: str, *, ticked: bool) -> None:
        """Append what stands for a task's box."""
        self.text(text)

    def begin_indented(self) -> None:
        """Go on further to the right, which is no matter of the text."""

    def end_indented(self) -> None:
        """Go on further to the left again."""

    def begin_fold(self, number: int, *, shown: bool) -> None:
        """Open a fold with the line of its summary."""
        self.line()
        self._open.append((number, self._length))

    def begin_content(self) -> None:
        """Go on below a summary."""
        if self._open:
            self._open[-1] = (self._open[-1][0], self._length)

    def resume_fold(self) -> None:
        """Open a fold whose summary stands in the stretch above."""

    def end_fold(self) -> None:
        """Close the innermost fold."""
        if self._open:
            number, first = self._open.pop()
            self.folds.append(Hidden(self.piece, number, first, self._length))

    def anchor(self, name: str) -> None:
        """Name what is written next."""
        self.anchors.setdefault(name, self._length)

    def begin_card(self, card: Card, cut: Cut = UNCUT) -> None:
        """Open a card."""
        self.line()

    def label_card(self, frame: None, label: str) -> None:
        """Give a card a label, which is painted and no text."""

    def end_card(self) -> None:
        """Close a card."""

    def caption(self) -> None:
        """Begin the caption of a code card."""
        self.line()

    def code_block(self) -> None:
        """Begin the text of a code card."""
        self.line()

    def rule(self) -> None:
        """Draw a line across."""
        self.line()

    def alert_title(self, card: Card) -> None:
        """Begin the title of an alert."""
        self.line()

    def table(self, table: Table) -> None:
        """Append a table: a line for a cell, as a document has it."""
        for row in table.rows:
            for cell in row:
                self.line()
                style = self.style
                for piece in cell.pieces:
                    self.style = piece.style
                    if piece.source:
                        self.picture(piece.source, piece.text)
                    else:
                        self.text(piece.text)
                self.style = style
