"""Where the active highlight begins and ends, adjusted by dragging its ends or by keys."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt

if TYPE_CHECKING:
    from msp_desktop.course.text import Extract
    from msp_desktop.ui.views.reader.passages import Passage
    from msp_desktop.ui.views.reader.shown_marks import ShownMarks
    from msp_desktop.ui.views.reader.view import Reader

REACH = 9.0
"""Pixels around a grip in which it can be taken."""

# Compiled when it is needed first, which at start it is not.
_WORD = r"\w+|[^\w\s]+"


class Adjusting:
    """Moves the ends of a page's active highlight; what comes of it is an :class:`Extract`."""

    def __init__(self, reader: Reader, marks: ShownMarks) -> None:
        self._reader = reader
        self._marks = marks
        # The end that is being dragged: 0 for the first, 1 for the last, -1 for none.
        self._dragged = -1

    @property
    def dragging(self) -> bool:
        """Whether an end is being dragged."""
        return self._dragged >= 0

    def take(self, spot: QPointF) -> bool:
        """Take the end of the active highlight that is at a spot of the view, if one is."""
        ends = (
            end
            for end, grip in enumerate(self._marks.grips())
            if (spot - grip).manhattanLength() <= REACH
        )
        self._dragged = next(ends, -1)
        return self.dragging

    def let_go(self) -> None:
        """Drag no end any more."""
        self._dragged = -1

    def drag(self, spot: QPointF) -> bool:
        """Show the end that is dragged where the pointer is; False where it cannot be there."""
        colouring = self._marks.colouring
        passage, ends = colouring.passage(self._marks.active), colouring.ends()
        if passage is None or ends is None:
            return False
        # The grip is above or below its line.
        away = QPointF(0, ends[self._dragged].height() * (0.6 if self._dragged == 0 else -0.6))
        position = self._reader.cursorForPosition((spot + away).toPoint()).position()
        at = self._marks.passages.boundary(passage.piece, position, from_end=self._dragged == 1)
        if at is None:
            return False
        moved = passage._replace(start=at) if self._dragged == 0 else passage._replace(end=at)
        if moved.start >= moved.end:
            return False
        self._preview(moved)
        return True

    def dropped(self) -> Extract | None:
        """Let the end go; return where the highlight is now."""
        self.let_go()
        passage = self._marks.colouring.passage(self._marks.active)
        return self._extract(passage) if passage is not None else None

    def moved(self, key: Qt.Key, *, by_word: bool, start: bool) -> Extract | None:
        """Return the active highlight with an end moved by a key; None where it stays."""
        passage = self._marks.colouring.passage(self._marks.active)
        if passage is None:
            return None
        whole = self._marks.passages.text(passage.piece).whole
        at = passage.start if start else passage.end
        at = _beside(whole, at, forth=key == Qt.Key.Key_Right, by_word=by_word, start=start)
        moved = passage._replace(start=at) if start else passage._replace(end=at)
        stays = moved.start >= moved.end or moved == passage
        return None if stays else self._extract(moved)

    def _preview(self, passage: Passage) -> None:
        marks = self._marks
        subject = marks.passages.subject(passage.piece)
        ones = [
            one._replace(start=passage.start, end=passage.end) if one.id == marks.active else one
            for one in marks.highlights.get(subject, ())
        ]
        marks.colouring.show({**marks.highlights, subject: ones})

    def _extract(self, passage: Passage) -> Extract:
        from msp_desktop.course.text import Extract

        passages = self._marks.passages
        subject, text = passages.subject(passage.piece), passages.text(passage.piece)
        return Extract(subject, text, passage.start, passage.end)


def _beside(whole: str, at: int, *, forth: bool, by_word: bool, start: bool) -> int:
    """Return the place beside one in a text where a highlight may begin or end."""
    from msp_desktop.course.text import is_content

    if by_word:
        places = [one.start() if start else one.end() for one in re.finditer(_WORD, whole)]
    else:
        places = [index + (not start) for index, one in enumerate(whole) if is_content(one)]
    if forth:
        return next((place for place in places if place > at), at)
    return next((place for place in reversed(places) if place < at), at)
