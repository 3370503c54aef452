"""Where the things of a page are, in document coordinates.

What is written is asked of the layout; what is not is where its gap says that it will be.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF

from msp_desktop.ui.views.reader.lines import Lines

if TYPE_CHECKING:
    from msp_desktop.ui.views.reader.marks import PlacedPiece
    from msp_desktop.ui.views.reader.runs import Written

STAR = 16.0
"""Unzoomed pixels of a question's star."""


class Places(Lines):
    """The geometry of one page: where its stretches and pieces are."""

    # Stretches

    def stretch_at(self, y: float) -> int:
        """Return the stretch at a height of the document."""
        run, position = self._roll.run_at(self.position_near(QPointF(self.column().left(), y)))
        if run.marks is not None:
            return run.first
        return self._roll.stretches.at(run.first, y - self.block_rect(position).top())

    def top(self, stretch: int) -> float:
        """Return where a stretch begins."""
        run, position = self._roll.run_of(stretch)
        return self._top_at(position) + self._roll.stretches.height(run.first, stretch)

    def bottom(self, stretch: int) -> float:
        """Return where a stretch ends: where the next one begins."""
        run, position = self._roll.run_of(stretch)
        if stretch + 1 < run.end:
            return self.top(stretch + 1)
        after = position + run.length
        if after < self._page.document.characterCount():
            return self._top_at(after)
        return self.block_rect(after - 1).bottom()

    def measure(self) -> None:
        """Take down the heights of what is written and laid out."""
        for written in self._roll.written():
            self._roll.stretches.measure(
                written.stretch, self.bottom(written.stretch) - self.top(written.stretch)
            )

    # Pieces

    def piece_at(self, position: int) -> int:
        """Return the piece that a character of the document belongs to."""
        run, start = self._roll.run_at(position)
        if run.marks is None:
            return self._roll.stretches[run.first].first
        pieces = run.marks.pieces
        index = bisect_right(pieces, position - start, key=lambda one: one.first) - 1
        return pieces[max(index, 0)].piece

    def piece_near(self, spot: QPointF) -> int:
        """Return the piece at a spot of the document, or next to it."""
        hit = self.position_near(spot)
        if self._roll.run_at(hit)[0].marks is None:
            return self._roll.stretches[self.stretch_at(spot.y())].first
        return self.piece_at(hit)

    def piece_above(self, y: float) -> int:
        """Return the last piece that begins at or above a height of the document, or the first."""
        piece = self.piece_near(QPointF(self.column().left(), y))
        return piece - 1 if piece and self.piece_rect(piece).top() > y else piece

    def piece_rect(self, piece: int) -> QRectF:
        """Return where a piece is, as wide as the column."""
        stretches = self._roll.stretches.of_piece(piece)
        top, bottom = self._begin(piece, stretches[0]), self._end(piece, stretches[-1])
        column = self.column()
        return QRectF(column.left(), top, column.width(), max(bottom - top, 0.0))

    def star_rect(self, piece: int) -> QRectF:
        """Return where a question's star is, at the right of its heading; empty if out of reach."""
        found = self._placed(piece, self._roll.stretches.of_piece(piece)[0])
        if found is None:
            return QRectF()
        written, placed = found
        block = self._page.document.findBlock(written.position + placed.first)
        rect = self._layout.blockBoundingRect(block)
        line = block.layout().lineAt(0)
        size = STAR * self._page.formats.zoom
        middle = rect.top() + line.y() + line.height() / 2
        return QRectF(self.column().right() - size, middle - size / 2, size, size)

    def share(self, piece: int, y: float) -> float:
        """Return how far down a piece a height of the document is; 1 is its end.

        In a piece of several stretches their amount of text counts and not their heights, which
        are not known before they are written.
        """
        stretches = self._roll.stretches.of_piece(piece)
        if len(stretches) == 1:
            rect = self.piece_rect(piece)
            return (y - rect.top()) / max(rect.height(), 1.0)
        weights = [self._roll.stretches[one].weight for one in stretches]
        here = min(max(self.stretch_at(y), stretches[0]), stretches[-1])
        index = here - stretches[0]
        top, bottom = self.top(here), self.bottom(here)
        into = (y - top) / max(bottom - top, 1.0)
        return (sum(weights[:index]) + into * weights[index]) / sum(weights)

    def stretch_for(self, piece: int, share: float) -> tuple[int, float]:
        """Return the stretch that a share of a piece is in, and how far down in it that is."""
        found = self._stretch_for(piece, share)
        while self._roll.divide(found[0]):
            found = self._stretch_for(piece, share)
        return found

    def _stretch_for(self, piece: int, share: float) -> tuple[int, float]:
        stretches = self._roll.stretches.of_piece(piece)
        weights = [self._roll.stretches[one].weight for one in stretches]
        wanted = min(max(share, 0.0), 1.0) * sum(weights)
        for stretch, weight in zip(stretches, weights, strict=True):
            if wanted < weight or stretch == stretches[-1]:
                return stretch, wanted / max(weight, 1)
            wanted -= weight
        raise AssertionError("a piece has a stretch")

    def height_of(self, piece: int, share: float) -> float:
        """Return the height of the document that a share of a piece is at."""
        stretches = self._roll.stretches.of_piece(piece)
        if len(stretches) == 1 or not 0 <= share <= 1:
            rect = self.piece_rect(piece)
            return rect.top() + share * rect.height()
        stretch, into = self.stretch_for(piece, share)
        top = self.top(stretch) if stretch > stretches[0] else self._begin(piece, stretch)
        return top + into * (self.bottom(stretch) - top)

    def _begin(self, piece: int, stretch: int) -> float:
        found = self._placed(piece, stretch)
        if found is not None:
            written, placed = found
            return self.block_rect(written.position + placed.first).top()
        return self.top(stretch) + self._before(piece, stretch)

    def _end(self, piece: int, stretch: int) -> float:
        found = self._placed(piece, stretch)
        if found is not None:
            written, placed = found
            return self.block_rect(written.position + placed.last).bottom()
        return self.top(stretch) + self._before(piece + 1, stretch)

    def _before(self, piece: int, stretch: int) -> float:
        """Return how much of a stretch that is not written is taken to be above a piece."""
        one = self._roll.stretches[stretch]
        return one.height * (piece - one.first) / (one.end - one.first)

    def _placed(self, piece: int, stretch: int) -> tuple[Written, PlacedPiece] | None:
        written = self._roll.written_as(stretch)
        if written is None:
            return None
        one = self._roll.stretches[stretch]
        return written, written.marks.pieces[piece - one.first]
