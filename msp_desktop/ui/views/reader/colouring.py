"""Paints highlights behind a page's text: of hundreds, those that are in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QTextFormat

from msp_desktop.ui.views.reader.lines import lined_rects
from msp_desktop.ui.views.reader.passages import Passage
from msp_desktop.ui.views.reader.signs import REACH, leaf_rect, paint_leaf

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from PySide6.QtGui import QTextDocument

    from msp_desktop.ui.views.reader.page import Page
    from msp_desktop.ui.views.reader.passages import Passages
    from msp_desktop.ui.views.reader.places import Places

HEIGHT = 1.5
MIDDLE = 0.36
"""A highlight's height, and how far its middle is above the letters' base, in sizes of its text."""

RADIUS = 3.0
UNDERLINE = 1.6
GRIP = 5.0
"""The radius of what an end of the active highlight is dragged by, in pixels."""


class Shown(NamedTuple):
    """A highlight as a page shows it: characters ``start`` to ``end`` of its question's text.

    ``noted`` says that it has a note, ``sure`` that its words stand there as they did.
    """

    id: str
    start: int
    end: int
    colour: str
    noted: bool = False
    sure: bool = True


class Colouring:
    """The highlights of one page and where they are, in document coordinates."""

    def __init__(self, page: Page, places: Places, passages: Passages) -> None:
        self._page = page
        self._places = places
        self._passages = passages
        self._shown: Mapping[str, Sequence[Shown]] = {}
        self._by_id: dict[str, tuple[str, Shown]] = {}
        self.active = ""
        """The id of the highlight whose ends can be dragged."""

    def show(self, shown: Mapping[str, Sequence[Shown]]) -> None:
        """Take the highlights of all questions, by question."""
        self._shown = shown
        self._by_id = {one.id: (subject, one) for subject, ones in shown.items() for one in ones}

    def paint(self, painter: QPainter, area: QRectF) -> None:
        """Paint the highlights that reach into an area."""
        if not self._shown:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for one, rects in self._in_sight(area):
            self._paint(painter, one, rects)
            if one.noted and (sign := self._sign(one)) is not None:
                theme = self._page.formats.theme
                colour = theme.colour(f"marked-{one.colour}")
                paint_leaf(painter, sign, colour, theme.colour("paper"))
        painter.restore()

    def paint_above(self, painter: QPainter, area: QRectF) -> None:
        """Paint the ends of the active highlight, above the text."""
        ends = self.ends() if self.active else None
        if ends is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._page.formats.theme
        for rect, spot in zip(ends, self.grips(), strict=True):
            if rect.intersects(area.adjusted(-20, -20, 20, 20)):
                painter.setPen(QPen(theme.colour("accent"), 1.6))
                painter.drawLine(rect.topLeft(), rect.bottomLeft())
                painter.setPen(QPen(theme.colour("paper"), 1.2))
                painter.setBrush(theme.colour("accent"))
                painter.drawEllipse(spot, GRIP, GRIP)

    def at(self, spot: QPointF) -> Shown | None:
        """Return the highlight at a spot of the document or with its sign there, the innermost."""
        found = [
            one
            for one, rects in self._in_sight(QRectF(0, spot.y() - 30, 10_000, 60))
            if any(rect.contains(spot) for rect in rects) or self._is_sign(one, spot)
        ]
        return found[-1] if found else None

    def passage(self, identifier: str) -> Passage | None:
        """Return where a highlight of this page stands."""
        subject, one = self._by_id.get(identifier, ("", None))
        piece = self._passages.piece(subject) if one is not None else None
        return None if one is None or piece is None else Passage(piece, one.start, one.end)

    def found(self, identifier: str) -> Shown | None:
        """Return a highlight by its id, of this page or another."""
        return self._by_id[identifier][1] if identifier in self._by_id else None

    def ends(self) -> tuple[QRectF, QRectF] | None:
        """Return where the active highlight begins and ends, as rectangles without a width."""
        passage = self.passage(self.active)
        if passage is None:
            return None
        rects = self.rects(passage)
        if not rects:
            return None
        first, last = rects[0], rects[-1]
        return (
            QRectF(first.topLeft(), first.bottomLeft()).adjusted(0, 0, 0.1, 0),
            QRectF(last.topRight(), last.bottomRight()).adjusted(0, 0, 0.1, 0),
        )

    def grips(self) -> tuple[QPointF, ...]:
        """Return the middles of what the ends are dragged by, one above and one below."""
        ends = self.ends()
        if ends is None:
            return ()
        return ends[0].topLeft() - QPointF(0, GRIP), ends[1].bottomLeft() + QPointF(0, GRIP)

    def rects(self, passage: Passage, area: QRectF | None = None) -> list[QRectF]:
        """Return the rectangles of a passage, line by line, as far as it is written."""
        found: list[QRectF] = []
        document = self._page.document
        for first, last in self._passages.ranges(passage):
            if area is not None:
                block = self._places.block_rect(first)
                if block.bottom() < area.top():
                    continue
                if block.top() > area.bottom():
                    break
            found += [rect for rect in _bands(document, first, last) if rect.width() > 0]
        return found

    def _in_sight(self, area: QRectF) -> Iterator[tuple[Shown, list[QRectF]]]:
        """Yield the highlights that reach into an area, the longest first."""
        if not self._shown:
            return
        seen: set[int] = set()
        for written in self._places.written(area):
            for placed in written.marks.pieces:
                if placed.piece in seen:
                    continue
                seen.add(placed.piece)
                ones = self._shown.get(self._passages.subject(placed.piece))
                if not ones or not self._places.piece_rect(placed.piece).intersects(
                    area.adjusted(0, -40, 0, 40)
                ):
                    continue
                for one in sorted(ones, key=lambda one: one.start - one.end):
                    rects = self.rects(Passage(placed.piece, one.start, one.end), area)
                    if rects:
                        yield one, rects

    def _paint(self, painter: QPainter, one: Shown, rects: Sequence[QRectF]) -> None:
        theme = self._page.formats.theme
        ground, line = theme.colour(f"highlight-{one.colour}"), theme.colour(f"marked-{one.colour}")
        if not one.sure:
            ground = QColor(ground)
            ground.setAlphaF(0.45)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        for rect in rects:
            painter.drawRoundedRect(rect, RADIUS, RADIUS)
        if one.id == self.active:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(line, 1))
            for rect in rects:
                painter.drawRoundedRect(rect, RADIUS, RADIUS)
        if one.noted or not one.sure:
            style = Qt.PenStyle.SolidLine if one.sure else Qt.PenStyle.DashLine
            painter.setPen(QPen(line, UNDERLINE, style))
            for rect in rects:
                below = rect.bottom() - UNDERLINE / 2
                painter.drawLine(QPointF(rect.left() + 1, below), QPointF(rect.right() - 1, below))

    def _is_sign(self, one: Shown, spot: QPointF) -> bool:
        sign = self._sign(one) if one.noted else None
        around = sign.adjusted(-REACH, -REACH, REACH, REACH) if sign is not None else None
        return around is not None and around.contains(spot)

    def _sign(self, one: Shown) -> QRectF | None:
        """Return where the sign of a note is: at the margin, beside the first line."""
        passage = self.passage(one.id)
        rects = self.rects(passage._replace(end=one.start + 1)) if passage else []
        if not rects:
            return None
        return leaf_rect(self._page, self._places, rects[0].center().y())


def _bands(document: QTextDocument, first: int, last: int) -> Iterator[QRectF]:
    """Yield the bands behind a stretch of text within one block, as high as its letters need."""
    block = document.findBlock(first)
    size = block.charFormat().property(QTextFormat.Property.FontPixelSize)
    for rect, base in lined_rects(document, first, last):
        if not size:
            yield rect
            continue
        height = min(float(size) * HEIGHT, rect.height())
        top = base - float(size) * MIDDLE - height / 2
        yield QRectF(rect.left() - 1, top, rect.width() + 2, height)
