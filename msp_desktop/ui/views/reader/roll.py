"""A page of which only some stretches are written into its document, like a roll of paper.

The others stand there as gaps: empty blocks as high as what they stand for, each for a run of
stretches, so that the scroll bar covers the whole page and nothing moves when one is written.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtGui import QTextBlockFormat, QTextCursor

from msp_desktop.ui.views.reader.builder import ABOVE_HEADING
from msp_desktop.ui.views.reader.runs import Run, Runs
from msp_desktop.ui.views.reader.stretches import AT_ONCE, WHOLE, Stretch, Stretches

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable

    from PySide6.QtGui import QTextDocument

    from msp_desktop.ui.views.reader.builder import Builder
    from msp_desktop.ui.views.reader.cutting import Part
    from msp_desktop.ui.views.reader.formats import Formats
    from msp_desktop.ui.views.reader.marks import CodeCard


class Roll(Runs):
    """The document of a page and which stretches are written in it."""

    def __init__(self, document: QTextDocument, builder: Builder, formats: Formats) -> None:
        self.stretches = Stretches(builder.pieces.weights())
        super().__init__(len(self.stretches))
        self.document = document
        self.builder = builder
        self.whole = self.stretches.weight <= WHOLE
        """Whether all of it is written and stays so."""
        self._formats = formats
        self._cursor = QTextCursor(document)
        line = formats.px("font-body") * formats.theme.size("line-height") / 100
        # Until a stretch was measured: a heading's height, and so many characters of HTML a line.
        self.stretches.expect(formats.pixels(ABOVE_HEADING + 40), line / 55)
        if self.whole:
            self.write(range(len(self.stretches)))
        else:
            with self._change():
                pass

    # Writing and taking away

    def write(self, stretches: Iterable[int]) -> None:
        """Write stretches that are not written yet."""
        with self._change():
            for stretch in stretches:
                if not self.is_written(stretch):
                    self._write(stretch)

    def take_away(self, stretches: Iterable[int]) -> None:
        """Leave gaps in the place of written stretches."""
        with self._change():
            for stretch in stretches:
                if self.is_written(stretch):
                    self._take_away(stretch)

    def rewrite(self, stretch: int) -> None:
        """Write a stretch anew in the place where it is written."""
        with self._change():
            self._take_away(stretch)
            self._write(stretch)

    def rewrite_piece(self, piece: int, wanted: Iterable[int]) -> None:
        """Write a piece anew where it is written: what is folded in it has changed.

        A piece in parts may have more or fewer of them afterwards; of those only the ``wanted``
        stretches are written again.
        """
        parts = self.stretches.of_piece(piece)
        if self.stretches[parts[0]].blocks is None:
            self.rewrite(parts[0])
            return
        with self._change():
            for part in parts:
                if self.is_written(part):
                    self._take_away(part)
            self.stretches.join(parts, self.builder.pieces.weight(piece))
            index = self._index_of(parts[0])
            self._shift(index, 1 - len(parts))
            self._divide(parts[0])
            for stretch in wanted:
                while stretch >= self.stretches.of_piece(piece)[-1]:
                    if not self.divide(self.stretches.of_piece(piece)[-1]):
                        break
                if stretch in self.stretches.of_piece(piece) and not self.is_written(stretch):
                    self._write(stretch)

    def divide(self, stretch: int) -> bool:
        """Divide a stretch that is too long to be written as one; say whether it was.

        Of what is very long only the beginning is divided, and the rest of it is such a stretch.
        """
        if self.whole or not self.stretches[stretch].too_long or self.is_written(stretch):
            return False
        self._divide(stretch)
        return True

    def code_from(self, stretch: Stretch, card: CodeCard) -> str:
        """Return all of a code block's text: of one that is cut, what the next stretches hold."""
        texts = [card.text]
        after = self.index_of(stretch) + 1
        while card.cut.below and after < len(self.stretches):
            if self.divide(after):
                continue
            card = self.builder.codes(self.stretches[after])[0]
            texts.append(card.text)
            after += 1
        return "".join(texts)

    def index_of(self, stretch: Stretch) -> int:
        """Return the number of a stretch."""
        return self.stretches.index(stretch)

    def fill_gaps(self) -> None:
        """Make the gaps as high as is known now."""
        with self._change():
            pass

    def _write(self, stretch: int) -> None:
        index = self._index_of(stretch)
        gap = self._runs[index]
        position = self._positions()[index]
        made = Run(stretch, stretch + 1)
        runs = [made]
        cursor = self._cursor
        cursor.setPosition(position)
        if gap.first < stretch:
            cursor.insertBlock()
            position += 1
            runs.insert(0, Run(gap.first, stretch))
        if stretch + 1 < gap.end:
            cursor.insertBlock()
            runs.append(Run(stretch + 1, gap.end))
        made.marks = self.builder.write(self.stretches[stretch], position)
        self._runs[index : index + 1] = runs
        self._starts = []

    def _take_away(self, stretch: int) -> None:
        index = self._index_of(stretch)
        run, position = self._runs[index], self._positions()[index]
        first, last = position, position + run.length - 1
        before = self._runs[index - 1] if index else None
        after = self._runs[index + 1] if index + 1 < len(self._runs) else None
        run.marks = None
        self._starts = []
        # With the block of the gap beside it, if there is one: two gaps become one.
        if before is not None and before.marks is None:
            first -= 1
            run.first = before.first
            del self._runs[index - 1]
        if after is not None and after.marks is None:
            last += 1
            run.end = after.end
            self._runs.remove(after)
        self._cursor.setPosition(first)
        self._cursor.setPosition(last, QTextCursor.MoveMode.KeepAnchor)
        self._cursor.removeSelectedText()
        self._cursor.setBlockFormat(QTextBlockFormat())

    def _divide(self, stretch: int) -> None:
        one = self.stretches[stretch]
        source = one.rest or self.builder.parts(one)
        parts: list[Part] = []
        weight, rest = 0, None
        for part in source:
            parts.append(part)
            weight += part.weight
            if weight > AT_ONCE:
                rest = source
                break
        self.stretches.divide(stretch, parts, rest)
        self._shift(self._index_of(stretch), len(parts) + (rest is not None) - 1)

    def _shift(self, index: int, more: int) -> None:
        """Have a gap stand for more or fewer stretches."""
        self._runs[index].end += more
        for run in self._runs[index + 1 :]:
            run.first += more
            run.end += more

    @contextmanager
    def _change(self) -> Generator[None]:
        """Make all that is done one change of the document: it is laid out once."""
        self._cursor.beginEditBlock()
        try:
            yield
            self._fit_gaps()
        finally:
            self._cursor.endEditBlock()

    def _fit_gaps(self) -> None:
        cursor = QTextCursor(self.document)
        for run, start in zip(self._runs, self._positions(), strict=True):
            if run.marks is None:
                cursor.setPosition(start)
                made = self._gap(self.stretches.height(run.first, run.end))
                if cursor.blockFormat() != made:
                    cursor.setBlockFormat(made)
                    cursor.setBlockCharFormat(self._formats.spacer_text())

    def _gap(self, height: float) -> QTextBlockFormat:
        # A stretch begins with a heading, below its margin; so does what takes its place.
        above = self._formats.pixels(ABOVE_HEADING)
        made = QTextBlockFormat()
        made.setTopMargin(above)
        made.setLineHeight(
            max(1.0, round(height - above)), QTextBlockFormat.LineHeightTypes.FixedHeight.value
        )
        return made
