"""Where lines and frames of a page's document are, in its coordinates."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt

from msp_desktop.ui.views.reader.formats import CARD_PADDING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QTextDocument, QTextFrame

    from msp_desktop.ui.views.reader.marks import PlacedFrame
    from msp_desktop.ui.views.reader.page import Page
    from msp_desktop.ui.views.reader.runs import Run, Written


class Lines:
    """The layout of one page, asked so that no answer is that of another place."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._roll = page.roll
        self._layout = page.document.documentLayout()

    def visible(self, area: QRectF) -> tuple[int, int]:
        """Return the positions of the first and the last character within an area."""
        # The lower end first: before the page is laid out that far, no hit can be trusted.
        last = self._hit(area.bottomRight())
        if last is None:
            run, start = self._run_at(area.bottom())
            last = start + run.length - 1
        first: int | None = 0
        if area.top() > self._page.document.rootFrame().frameFormat().topMargin():
            # Above the text, what is not laid out yet would be hit: it still lies up there.
            first = self._hit(area.topLeft())
            if first is None:
                first = self._run_at(area.top())[1]
        return first, last if last >= first else self._page.document.characterCount()

    def position_near(self, spot: QPointF) -> int:
        """Return the character at a spot of the document, or near it."""
        hit = self._hit(spot)
        if hit is not None:
            return hit
        run, hit = self._run_at(spot.y())
        block = self._page.document.findBlock(hit)
        end = hit + run.length
        while block.isValid() and block.position() < end:
            if block.isVisible() and self.block_rect(block.position()).top() <= spot.y():
                hit = block.position()
            block = block.next()
        return hit

    def written(self, area: QRectF) -> Iterator[Written]:
        """Yield the written stretches that reach into an area."""
        return self._roll.written_between(*self.visible(area))

    def block_rect(self, position: int) -> QRectF:
        """Return where the block with a character is."""
        return self._layout.blockBoundingRect(self._page.document.findBlock(position))

    def column(self) -> QRectF:
        """Return the text column; its height is 0."""
        made = self._page.document.rootFrame().frameFormat()
        # Not the document's size: to tell its height, all of it would be laid out.
        width = self._page.document.textWidth()
        return QRectF(made.leftMargin(), 0, width - made.leftMargin() - made.rightMargin(), 0)

    def frame_rect(self, frame: QTextFrame) -> QRectF:
        """Return where a frame's card is: the frame without its margins."""
        rect = self._layout.frameBoundingRect(frame)
        made = frame.frameFormat()
        return rect.adjusted(
            made.leftMargin(), made.topMargin(), -made.rightMargin(), -made.bottomMargin()
        )

    def visible_frames(self, area: QRectF) -> Iterator[tuple[Written, PlacedFrame]]:
        """Yield the frames that reach into an area."""
        first, last = self.visible(area)
        for written in self._roll.written_between(first, last):
            for placed in written.marks.frames:
                if placed.first + written.position > last:
                    break
                if placed.last + written.position >= first:
                    yield written, placed

    def header_height(self, placed: PlacedFrame) -> float:
        """Return the height of a code card's header: more than one line's where a caption wraps."""
        height = self._page.formats.header_height
        if not placed.label:
            caption = self.block_rect(placed.frame.firstPosition())
            below = self._page.formats.pixels(CARD_PADDING)
            height = max(height, caption.bottom() + below - self.frame_rect(placed.frame).top())
        return height

    def _hit(self, spot: QPointF) -> int | None:
        """Return the character that Qt finds at a spot or next to it; None where it may be wrong.

        To Qt a hidden block (a formula's source) is at the top of the page and so above any place
        where nothing is.  And a gap's one line stands low in it: what is below that line is taken
        for the next block.
        """
        hit = max(self._layout.hitTest(spot, Qt.HitTestAccuracy.FuzzyHit), 0)
        if not self._page.document.findBlock(hit).isVisible():
            return None
        run, start = self._roll.run_at(hit)
        if start and run.marks is not None and spot.y() < self._top_at(start):
            return None
        return hit

    def _run_at(self, y: float) -> tuple[Run, int]:
        """Return the run at a height of the document, and where it begins."""
        runs = list(self._roll.runs_between(0, self._page.document.characterCount()))
        index = bisect_right(runs, y, key=lambda one: self._top_at(one[1])) - 1
        return runs[max(index, 0)]

    def _top_at(self, position: int) -> float:
        """Return where the first block is that is seen from a character on."""
        block = self._page.document.findBlock(position)
        while block.isValid() and not block.isVisible():
            block = block.next()
        return self._layout.blockBoundingRect(block).top()


def text_rects(document: QTextDocument, first: int, last: int) -> Iterator[QRectF]:
    """Yield the rectangles of a stretch of text within one block, one a line."""
    return (rect for rect, _ in lined_rects(document, first, last))


def lined_rects(document: QTextDocument, first: int, last: int) -> Iterator[tuple[QRectF, float]]:
    """Yield the rectangles of a stretch of text with the height of the line its letters are on."""
    block = document.findBlock(first)
    origin = document.documentLayout().blockBoundingRect(block).topLeft()
    layout = block.layout()
    start, end = first - block.position(), last - block.position()
    position = start
    while position < end:
        line = layout.lineForTextPosition(position)
        if not line.isValid():
            return
        stop = min(end, line.textStart() + line.textLength())
        left = x_of(line.cursorToX(position))
        right = x_of(line.cursorToX(stop))
        top = origin.y() + line.y()
        yield QRectF(origin.x() + left, top, right - left, line.height()), top + line.ascent()
        position = max(stop, position + 1)


def x_of(result: object) -> float:
    """Return the x of ``QTextLine.cursorToX``, which gives the position back beside it."""
    return float(result[0]) if isinstance(result, (tuple, list)) else float(result)  # pyright: ignore[reportArgumentType]
