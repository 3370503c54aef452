"""The pictures of a page that have a note: where they are, and the sign beside each."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from msp_desktop.course.illustrations import picture_of_subject, subject_of_picture
from msp_desktop.course.pictures import path_of
from msp_desktop.ui.views.reader.lines import text_rects
from msp_desktop.ui.views.reader.signs import REACH, leaf_rect, paint_leaf

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from msp_desktop.ui.views.reader.page import Page
    from msp_desktop.ui.views.reader.places import Places


class PlacedPicture(NamedTuple):
    """A picture that is written: its position in the document, what a note on it names, where."""

    position: int
    subject: str
    rect: QRectF


class NotedPictures:
    """The pictures of one page, in document coordinates.

    One that the page shows twice has its note at both places.
    """

    def __init__(self, page: Page, places: Places) -> None:
        self._page = page
        self._places = places
        self._noted: frozenset[str] = frozenset()
        self._subjects: dict[str, str] = {}

    def show(self, notes: Mapping[str, str]) -> None:
        """Take all notes, by what they are on."""
        self._noted = frozenset(one for one in notes if picture_of_subject(one) is not None)

    def noted_at(self, spot: QPointF) -> PlacedPicture | None:
        """Return the picture with a note that is at a spot, or whose sign is."""
        found = self.at(spot) if self._noted else None
        return found if found is not None and found.subject in self._noted else None

    def at(self, spot: QPointF) -> PlacedPicture | None:
        """Return the picture at a spot, or whose sign is there."""
        for one in self._in_sight(QRectF(0, spot.y() - 1, 10_000, 2)):
            if one.rect.contains(spot):
                return one
            if one.subject in self._noted and self._sign(one).contains(spot):
                return one
        return None

    def written_at(self, position: int) -> PlacedPicture | None:
        """Return the picture that is a character of the document, None where that is another."""
        run, start = self._page.roll.run_at(position)
        for at, source in run.marks.pictures if run.marks is not None else ():
            if start + at == position:
                return self._placed(position, source)
        return None

    def rect(self, subject: str, position: int) -> QRectF | None:
        """Return where a picture is: at a position if it is still there, or where it is else."""
        one = self.written_at(position)
        if one is not None and one.subject == subject:
            return one.rect
        for written in self._page.roll.written():
            for at, source in written.marks.pictures:
                if self._subject(source) == subject:
                    found = self._placed(written.position + at, source)
                    return found.rect if found is not None else None
        return None

    def paint(self, painter: QPainter, area: QRectF) -> None:
        """Paint the signs of those in an area."""
        if not self._noted:
            return
        theme = self._page.formats.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for one in self._in_sight(area):
            if one.subject in self._noted:
                sign = self._sign(one).adjusted(REACH, REACH, -REACH, -REACH)
                paint_leaf(painter, sign, theme.colour("note"), theme.colour("paper"))

    def _in_sight(self, area: QRectF) -> Iterator[PlacedPicture]:
        for written in self._places.written(area):
            for at, source in written.marks.pictures:
                one = self._placed(written.position + at, source)
                if one is not None and one.rect.intersects(area):
                    yield one

    def _placed(self, position: int, source: str) -> PlacedPicture | None:
        subject = self._subject(source)
        rect = next(text_rects(self._page.document, position, position + 1), None)
        return PlacedPicture(position, subject, rect) if subject and rect is not None else None

    def _subject(self, source: str) -> str:
        """Return what a note on a picture names, "" where it is not the course's own."""
        if source not in self._subjects:
            path = path_of(source)
            self._subjects[source] = subject_of_picture(path) if path else ""
        return self._subjects[source]

    def _sign(self, one: PlacedPicture) -> QRectF:
        """Return where a sign is, and what around it counts as it."""
        sign = leaf_rect(self._page, self._places, one.rect.top())
        sign.moveTop(one.rect.top())
        return sign.adjusted(-REACH, -REACH, REACH, REACH)
