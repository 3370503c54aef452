"""The questions of a page that have a note: the sign beside each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from msp_desktop.ui.views.reader.signs import REACH, leaf_rect, paint_leaf

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from msp_desktop.ui.views.reader.page import Page
    from msp_desktop.ui.views.reader.places import Places


class NotedQuestions:
    """The signs of one page, in document coordinates: each is beside its question's heading."""

    def __init__(self, page: Page, places: Places) -> None:
        self._page = page
        self._places = places
        self._noted: frozenset[str] = frozenset()

    def show(self, notes: Mapping[str, str]) -> None:
        """Take all notes, by what they are on."""
        self._noted = frozenset(notes)

    def at(self, spot: QPointF) -> str:
        """Return the id of the question whose sign is at a spot, "" where there is none."""
        if not self._noted or spot.x() < self._places.column().right():
            return ""
        for question, sign in self._in_sight(QRectF(0, spot.y() - 1, 10_000, 2)):
            if sign.adjusted(-REACH, -REACH, REACH, REACH).contains(spot):
                return question
        return ""

    def rect(self, question: str) -> QRectF | None:
        """Return where a question's sign is, None where the page has it not, or out of reach."""
        piece = self._page.pieces.of_question(question)
        sign = self._sign(piece) if piece is not None else QRectF()
        return sign if not sign.isEmpty() else None

    def paint(self, painter: QPainter, area: QRectF) -> None:
        """Paint the signs in an area."""
        if not self._noted:
            return
        theme = self._page.formats.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for _question, sign in self._in_sight(area):
            paint_leaf(painter, sign, theme.colour("note"), theme.colour("paper"))

    def _in_sight(self, area: QRectF) -> Iterator[tuple[str, QRectF]]:
        for written in self._places.written(area):
            if self._page.roll.stretches[written.stretch].part:
                continue
            for placed in written.marks.pieces:
                question = self._page.pieces.question(placed.piece)
                if question is not None and question.id in self._noted:
                    sign = self._sign(placed.piece)
                    if not sign.isEmpty():
                        yield question.id, sign

    def _sign(self, piece: int) -> QRectF:
        star = self._places.star_rect(piece)
        if star.isEmpty():
            return QRectF()
        return leaf_rect(self._page, self._places, star.center().y())
