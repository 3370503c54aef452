"""Keeps written what is in sight of a page, and what is near it; what is far becomes a gap again.

Whatever is written or taken away, what stands in the view does not move.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QTextCursor

from msp_desktop.ui.views.reader.selecting import ends_in_gaps, with_ends

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Generator

    from PySide6.QtCore import QRectF

    from msp_desktop.ui.views.reader.page import Page
    from msp_desktop.ui.views.reader.page_view import PageView
    from msp_desktop.ui.views.reader.places import Places

AHEAD = 1.0
"""Heights of the view that are written above and below it while nothing else is to be done."""

MOST = 40
"""Stretches that may be written at a time while there is no idle moment."""

FAR = 4.0
"""Heights of the view above and below it beyond which nothing stays written."""


class _Hold(NamedTuple):
    """Where a stretch stands in the view: so many pixels, or such a share of it, above its top."""

    stretch: int
    pixels: float
    share: float | None


class Tender(QObject):
    """Tends the page that a reader shows.

    Signals: ``changed()`` when something was written or taken away.
    """

    changed = Signal()

    def __init__(self, reader: PageView) -> None:
        super().__init__(reader)
        self._reader = reader
        self._page: Page | None = None
        self._places: Places | None = None
        self.busy = False
        """Whether the page is being changed, and scrolling means nothing."""
        self._learnt = False
        self._soon = QTimer(self, interval=0, singleShot=True)
        self._soon.timeout.connect(self._tend)

    @contextmanager
    def taking(self, page: Page, places: Places) -> Generator[None]:
        """Tend another page, once it is shown."""
        self._page, self._places = page, places
        self._learnt = False
        self._soon.stop()
        self.busy = True
        yield
        self.busy = False
        if not page.roll.whole:
            self._soon.start()

    def settle(self) -> None:
        """Write all that is in sight."""
        page, places = self._page, self._places
        if page is None or places is None or page.roll.whole or self.busy:
            return
        for _ in range(MOST):
            missing = self._missing(self._reader.area())
            if missing is None:
                break
            self._write(missing)
        if not self._learnt:
            self._learn()
        if page.roll.count > MOST:
            # Somebody scrolls on and on, and there is no idle moment.
            self._take_away_beyond(self._reader.area())
        self._soon.start()

    def go(self, piece: int, share: float, gap: int = 0) -> None:
        """Scroll so that a share of a piece is at the view's top, ``gap`` pixels below it."""
        places = self._places
        if places is not None:
            stretch, _ = places.stretch_for(piece, share)
            self.bring(stretch, lambda: places.height_of(piece, share) - gap)

    def bring(self, stretch: int, height: Callable[[], float]) -> None:
        """Write a stretch and scroll to a height in it, which is asked for when it is written."""
        page = self._page
        if page is None:
            return
        if not page.roll.is_written(stretch):
            with self._changing():
                page.roll.write([stretch])
        self._scroll(round(height()))
        if not page.roll.whole:
            # What stands above and below it in the view may be higher or lower than was thought.
            self.settle()
            self._scroll(round(height()))
            self.settle()

    def rewrite(self, piece: int) -> None:
        """Write a piece anew: what is folded in it has changed."""
        assert self._page is not None
        roll = self._page.roll
        hold = self._hold()
        with self._still(), self._changing():
            roll.rewrite_piece(piece, [hold.stretch])
        self.settle()

    def redraw(self, stretches: Collection[int]) -> None:
        """Write stretches anew of which other things are drawn than before, text for text."""
        page, places, cursor = self._page, self._places, self._reader.textCursor()
        if page is None or places is None or not stretches:
            return
        top = self._reader.area().top()
        still = self._stays(stretches)
        before = places.block_rect(still).top() - top
        selected = (cursor.anchor(), cursor.position()) if cursor.hasSelection() else None
        with self._changing():
            for stretch in stretches:
                page.roll.rewrite(stretch)
            if selected is not None:
                cursor.setPosition(selected[0])
                cursor.setPosition(selected[1], QTextCursor.MoveMode.KeepAnchor)
                self._reader.setTextCursor(cursor)
            self._scroll(round(places.block_rect(still).top() - before) if top > 0 else 0)
        self.changed.emit()
        self.settle()

    def _stays(self, stretches: Collection[int]) -> int:
        """Return a character in sight whose block is not about to be drawn, the first there is.

        The text of all of it stays, and so do its characters' numbers.
        """
        assert self._page is not None
        assert self._places is not None
        area = self._reader.area()
        drawn = [
            (one.position + source.first, one.position + source.drawing)
            for one in self._page.roll.written()
            if one.stretch in stretches
            for source in one.marks.drawn
        ]
        first = self._reader.position_at_top()
        block = self._page.document.findBlock(first)
        while block.isValid():
            rect, position = self._places.block_rect(block.position()), block.position()
            if rect.top() > area.bottom():
                break
            is_drawn = any(begin - 1 <= position <= end for begin, end in drawn)
            if block.isVisible() and rect.top() >= area.top() and not is_drawn:
                return position
            block = block.next()
        return first

    @contextmanager
    def widening(self) -> Generator[None]:
        """Change the column's width; what is to be held is scrolled to when that is done."""
        if self._page is not None and not self._page.roll.whole:
            # Only what is in sight stays written: the rest would be laid out in vain.
            self._take_away_beyond(self._reader.area())
        was, self.busy = self.busy, True
        yield
        self.busy = was

    def widen(self, ratio: float) -> None:
        """Take heights anew: lines are ``ratio`` times as long as they were."""
        if self._page is not None and not self._page.roll.whole:
            self._page.roll.stretches.widen(ratio)
            with self._changing():
                self._page.roll.fill_gaps()

    # In idle moments

    def _tend(self) -> None:
        """Do one thing that is to be done, and come back if there may be more."""
        page, places = self._page, self._places
        if page is None or places is None or page.roll.whole:
            return
        area = self._reader.area()
        missing = self._missing(area)
        if missing is None:
            ahead = area.height() * AHEAD
            missing = self._missing(area.adjusted(0, 0, 0, ahead))
            if missing is None:
                missing = self._missing(area.adjusted(0, -ahead, 0, 0))
        if missing is not None:
            self._write(missing)
            self._soon.start()
            return
        far = area.height() * FAR
        self._take_away_beyond(area.adjusted(0, -far, 0, far))

    def _missing(self, area: QRectF) -> int | None:
        """Return the first stretch in an area that is not written."""
        assert self._page is not None
        assert self._places is not None
        first = self._places.stretch_at(max(area.top(), 0.0))
        last = self._places.stretch_at(area.bottom())
        for stretch in range(first, last + 1):
            if not self._page.roll.is_written(stretch):
                return stretch
        return None

    def _write(self, stretch: int) -> None:
        assert self._page is not None
        roll = self._page.roll
        if roll.divide(stretch):
            # Its parts are there now, and the first of them need not be the one in sight.
            return
        with self._still(), self._changing():
            roll.write([stretch])

    def _learn(self) -> None:
        """Take the height of what is not written from what is."""
        assert self._page is not None
        if self._page.roll.stretches.learn():
            self._learnt = True
            with self._still(), self._changing():
                self._page.roll.fill_gaps()

    def _take_away_beyond(self, area: QRectF) -> None:
        assert self._page is not None
        assert self._places is not None
        roll, places = self._page.roll, self._places
        kept = self._kept()
        first, last = places.stretch_at(max(area.top(), 0.0)), places.stretch_at(area.bottom())
        far = [
            one.stretch
            for one in roll.written()
            if not (first <= one.stretch <= last or one.stretch in kept)
        ]
        if far:
            with self._still(), self._changing():
                # A picture may have changed their height since they were written.
                places.measure()
                roll.take_away(far)

    def _kept(self) -> set[int]:
        """Return the stretches that the cursor or the selection's ends are in."""
        assert self._page is not None
        cursor = self._reader.textCursor()
        return {
            self._page.roll.run_at(position)[0].first
            for position in (cursor.anchor(), cursor.position())
        }

    # Keeping still

    def _scroll(self, value: int) -> None:
        self._reader.verticalScrollBar().setValue(value)

    def _hold(self) -> _Hold:
        """Return where something of what is in sight stands, if possible something written."""
        assert self._places is not None
        area = self._reader.area()
        for written in self._places.written(area):
            return _Hold(written.stretch, area.top() - self._places.top(written.stretch), None)
        stretch = self._places.stretch_at(area.top())
        top, bottom = self._places.top(stretch), self._places.bottom(stretch)
        return _Hold(stretch, 0.0, (area.top() - top) / max(bottom - top, 1.0))

    @contextmanager
    def _still(self) -> Generator[None]:
        """Scroll so that what is in sight stays where it is in the view."""
        assert self._places is not None
        hold = self._hold()
        yield
        top = self._places.top(hold.stretch)
        into = hold.pixels
        if hold.share is not None:
            into = hold.share * (self._places.bottom(hold.stretch) - top)
        was, self.busy = self.busy, True
        self._scroll(round(top + into))
        self.busy = was
        self.changed.emit()

    @contextmanager
    def _changing(self) -> Generator[None]:
        """Change the page: lay it out then, and let selections keep what they hold."""
        assert self._page is not None
        assert self._places is not None
        was, self.busy = self.busy, True
        ends = ends_in_gaps(self._page.roll, self._reader.textCursor())
        try:
            yield
            # All of it, so that the scroll bar knows where its end is.
            self._page.document.documentLayout().documentSize()
            self._places.measure()
            if ends is not None:
                self._select(with_ends(self._page.roll, self._reader.textCursor(), ends))
        finally:
            self.busy = was

    def _select(self, cursor: QTextCursor) -> None:
        """Have what a cursor selects be selected, without scrolling there."""
        now = self._reader.textCursor()
        if (cursor.anchor(), cursor.position()) != (now.anchor(), now.position()):
            value = self._reader.verticalScrollBar().value()
            self._reader.setTextCursor(cursor)
            self._scroll(value)
