"""Looking for words in all of a page, written or not, folded or not.

It goes on in idle moments, from what is in sight onwards.  A hit is named by its stretch and its
number there, counted with all folds open: that number means the same in the text that is searched
and in the document, whatever else the document needs for frames and tables.
"""

from __future__ import annotations

import re
import unicodedata
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QTextCursor

from msp_desktop.ui.views.reader.anchors import folds_around
from msp_desktop.ui.views.reader.pen import utf16_length
from msp_desktop.ui.views.reader.selecting import in_sight

if TYPE_CHECKING:
    from collections.abc import Iterator

    from msp_desktop.ui.views.reader.page import Page
    from msp_desktop.ui.views.reader.runs import Written
    from msp_desktop.ui.views.reader.stretches import Stretch
    from msp_desktop.ui.views.reader.texts import TextWriter
    from msp_desktop.ui.views.reader.view import Reader

MOST_HITS = 10_000
SLICE = 0.008
"""Seconds that are searched before the window may do something else."""
MOST_KEPT = 4_000_000
"""Characters of text that are kept for the next letter that is typed."""

_NBSP = "\N{NO-BREAK SPACE}"


class _Found(NamedTuple):
    """The hits of a stretch: how many, and of each in which piece and folds it is, if any are."""

    hits: int
    folded: dict[int, tuple[int, tuple[int, ...]]]


class Hit(NamedTuple):
    """A hit: its stretch and its number there."""

    stretch: Stretch
    number: int


class PageSearch(QObject):
    """Searches the page that a reader shows.

    Signals: ``changed()`` when more was found, or it is over.
    """

    changed = Signal()

    def __init__(self, reader: Reader) -> None:
        super().__init__(reader)
        self._reader = reader
        self._words: re.Pattern[str] | None = None
        self._found: dict[Stretch, _Found] = {}
        self._texts: dict[Stretch, TextWriter] = {}
        self._kept = 0
        self._next = 0
        self.total = 0
        self.current: Hit | None = None
        self.over = True
        self._show_first = False
        self._more = QTimer(self, interval=0, singleShot=True)
        self._more.timeout.connect(self._go_on)

    @property
    def page(self) -> Page | None:
        """The page that is searched."""
        return self._reader.page

    @property
    def place(self) -> int:
        """How manieth the current hit is, from 1; 0 without one."""
        if self.current is None:
            return 0
        before = 0
        for stretch in self._stretches():
            if stretch is self.current.stretch:
                return before + self.current.number + 1
            found = self._found.get(stretch)
            before += found.hits if found else 0
        return 0

    def begin(self, words: str, *, stay: bool) -> None:
        """Look for words; unless it is to ``stay``, the reader goes to the first hit from here."""
        self.stop()
        page, places = self._reader.page, self._reader.places
        if not words or page is None or places is None:
            return
        forms = {unicodedata.normalize(form, words.replace(_NBSP, " ")) for form in ("NFC", "NFD")}
        self._words = re.compile("|".join(map(re.escape, sorted(forms))), re.IGNORECASE)
        self._next = places.stretch_at(self._reader.area().top())
        self.over = False
        self._show_first = not stay
        self._go_on()

    def stop(self) -> None:
        """Give up, and forget what was found."""
        self._more.stop()
        self._words, self._found, self.current = None, {}, None
        self.total, self.over = 0, True

    def forget(self) -> None:
        """Forget the texts, too: another page is shown, or nobody is looking for anything."""
        self.stop()
        self._texts, self._kept = {}, 0

    def go(self, by: int) -> None:
        """Go to the next (1) or previous (-1) hit, round and round."""
        if self.current is None:
            return
        stretch, number = self.current
        found = self._find(stretch)
        if 0 <= number + by < found.hits:
            self._go_to(Hit(stretch, number + by))
            return
        all_of_them = list(self._stretches())
        here = all_of_them.index(stretch)
        for step in range(1, len(all_of_them) + 1):
            other = all_of_them[(here + by * step) % len(all_of_them)]
            count = self._find(other).hits
            if count:
                self._go_to(Hit(other, 0 if by > 0 else count - 1))
                return

    def written_hits(self) -> Iterator[tuple[Hit, QTextCursor]]:
        """Yield the hits that stand in the document, with where they are there."""
        page = self.page
        if page is None or self._words is None:
            return
        for written in page.roll.written():
            stretch = page.roll.stretches[written.stretch]
            found = self._found.get(stretch)
            if found is not None and found.hits:
                for hit, cursor in self._in_document(written, stretch, found):
                    yield hit, in_sight(written, cursor)

    # Searching

    def _stretches(self) -> Iterator[Stretch]:
        page = self.page
        if page is not None:
            for index in range(len(page.roll.stretches)):
                yield page.roll.stretches[index]

    def _go_on(self) -> None:
        """Search for a while; from the view's top to the end, then from the beginning."""
        page = self.page
        if page is None or self.over:
            return
        until = perf_counter() + SLICE
        while perf_counter() < until:
            stretch = self._unsearched(page)
            if stretch is None or self.total > MOST_HITS:
                self.over = True
                if self.current is None:
                    self._take_any()
                break
            self._find(stretch)
            if self.current is None:
                self._take_first(page, stretch)
        if not self.over:
            self._more.start()
        self.changed.emit()

    def _unsearched(self, page: Page) -> Stretch | None:
        """Return the next stretch that was not searched."""
        stretches = page.roll.stretches
        for _ in range(len(stretches) + 1):
            if self._next >= len(stretches):
                self._next = 0
            page.roll.divide(self._next)
            stretch = stretches[self._next]
            if stretch not in self._found:
                return stretch
            self._next += 1
        return None

    def _find(self, stretch: Stretch) -> _Found:
        found = self._found.get(stretch)
        if found is not None or self._words is None:
            return found or _Found(0, {})
        text = self._text(stretch)
        folded: dict[int, tuple[int, tuple[int, ...]]] = {}
        count = 0
        for match in self._words.finditer(text.whole):
            around = _folds_around(text, match.start())
            if around is not None:
                folded[count] = around
            count += 1
        found = self._found[stretch] = _Found(count, folded)
        self.total += count
        return found

    def _text(self, stretch: Stretch) -> TextWriter:
        text = self._texts.get(stretch)
        if text is None:
            page = self.page
            assert page is not None
            text = page.roll.builder.text(stretch, everything=True)
            text.settle(text.whole.replace(_NBSP, " "))
            if self._kept + len(text.whole) <= MOST_KEPT:
                self._texts[stretch] = text
                self._kept += len(text.whole)
        return text

    def _take_first(self, page: Page, stretch: Stretch) -> None:
        """Take a hit of this stretch as the current one, if it is not above the view."""
        found = self._found[stretch]
        if not found.hits:
            return
        number = 0
        index = page.roll.index_of(stretch)
        written = page.roll.written_as(index)
        if written is not None:
            top = self._reader.position_at_top()
            below = [
                hit.number
                for hit, cursor in self._in_document(written, stretch, found)
                if cursor.selectionStart() >= top
            ]
            if not below and written.position <= top:
                # All of them are above the view: one further down comes first.
                return
            number = below[0] if below else 0
        self._take(Hit(stretch, number))

    def _take_any(self) -> None:
        """Take the page's first hit as the current one: all of them are above the view."""
        for stretch in self._stretches():
            if self._found[stretch].hits:
                self._take(Hit(stretch, 0))
                break

    def _take(self, hit: Hit) -> None:
        if self._show_first:
            self._go_to(hit)
        else:
            self.current = hit

    # Going to a hit

    def _go_to(self, hit: Hit) -> None:
        page = self.page
        if page is None:
            return
        while True:
            self._reader.bring(page.roll.index_of(hit.stretch))
            around = self._find(hit.stretch).folded.get(hit.number)
            unfolded = self._unfolded(page, hit, *around) if around else None
            if unfolded is None:
                break
            hit = unfolded
        self.current = hit
        for one, cursor in self.written_hits():
            if one == hit:
                self._reader.show_range(cursor)
                break
        self.changed.emit()

    def _unfolded(self, page: Page, hit: Hit, piece: int, folds: tuple[int, ...]) -> Hit | None:
        """Open what a hit is folded in; return the hit as it is then, None if all was open."""
        here = page.roll.index_of(hit.stretch)
        parts = page.roll.stretches.of_piece(piece)
        before = sum(self._find(page.roll.stretches[one]).hits for one in parts if one < here)
        if not self._reader.reach().unfold(piece, folds):
            return None
        if hit.stretch.blocks is None:
            return hit
        # A piece in parts has others now, and the hit may be in another one than before.
        there = set(self._stretches())
        self._found = {one: found for one, found in self._found.items() if one in there}
        self.total = sum(found.hits for found in self._found.values())
        number, one = before + hit.number, parts[0]
        while one in page.roll.stretches.of_piece(piece):
            if page.roll.divide(one):
                continue
            stretch = page.roll.stretches[one]
            hits = self._find(stretch).hits
            if number < hits:
                return Hit(stretch, number)
            number -= hits
            one += 1
        return None

    def _in_document(
        self, written: Written, stretch: Stretch, found: _Found
    ) -> Iterator[tuple[Hit, QTextCursor]]:
        page = self.page
        assert page is not None
        assert self._words is not None
        cursor = QTextCursor(page.document)
        cursor.setPosition(written.position)
        last = written.position + written.marks.length - 1
        cursor.setPosition(last, QTextCursor.MoveMode.KeepAnchor)
        text = cursor.selectedText().replace(_NBSP, " ")
        closed = {(one.piece, one.number) for one in written.marks.folds if not one.shown}
        shown = (
            number
            for number in range(found.hits)
            if not closed or not _in_any(found.folded.get(number), closed)
        )
        wide = not text.isascii() and max(text) > "\uffff"
        for number, match in zip(shown, self._words.finditer(text), strict=False):
            first, end = match.span()
            if wide:
                first, end = utf16_length(text[:first]), utf16_length(text[:end])
            at = QTextCursor(page.document)
            at.setPosition(written.position + first)
            at.setPosition(written.position + end, QTextCursor.MoveMode.KeepAnchor)
            yield Hit(stretch, number), at


def _folds_around(text: TextWriter, at: int) -> tuple[int, tuple[int, ...]] | None:
    """Return the piece and the numbers of the folds that hold what is at an index of a text."""
    for one in text.folds:
        if one.first <= at < one.last:
            return one.piece, folds_around(text, one.piece, at)
    return None


def _in_any(around: tuple[int, tuple[int, ...]] | None, folds: set[tuple[int, int]]) -> bool:
    return around is not None and any((around[0], number) in folds for number in around[1])
