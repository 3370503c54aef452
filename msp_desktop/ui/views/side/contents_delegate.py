"""Paints the rows of the contents: chapters, questions with their marks, diagrams."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyle

from msp_desktop.ui.icons import star_path
from msp_desktop.ui.models.contents import ContentsRole, RowKind
from msp_desktop.ui.views.side.delegate import TEXT_MARGIN, RowDelegate, width_of
from msp_desktop.ui.views.side.lettering import Lettering

if TYPE_CHECKING:
    from PySide6.QtGui import QColor
    from PySide6.QtWidgets import QStyleOptionViewItem

    from msp_desktop.ui.theme import Theme
    from msp_desktop.ui.views.side.delegate import AnyIndex
    from msp_desktop.ui.views.side.lettering import Fitted

TRIANGLE_LEFT = 12
CHAPTER_LEFT = 24
QUESTION_LEFT = 16
STEP = 14
"""How much further right a row stands for each chapter around it."""

MARK_SIDE = 14
MARK_GAP = 4
"""What a star or a dot takes of the first line, and what is free left of it."""

_MARK_ROOM = MARK_SIDE + MARK_GAP

DOT = 10
ICON = 11
ICON_GAP = 5
COUNT_GAP = 8


class ContentsDelegate(RowDelegate):
    """Paints folders and chapters bold with a triangle and a count, questions on up to two lines.

    Where ``compact`` is set, a question has one line as well, so that all rows are of one height
    and none needs to be measured before it is seen.
    """

    compact = False

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self._bold = Lettering(theme.font("font-ui", bold=True))
        self._plain = Lettering(theme.font("font-ui"))
        self._small = Lettering(theme.font("font-small"))
        self._padding = theme.size("row-padding")
        self._heights = [QSize(0, n * self._plain.pitch + 2 * self._padding) for n in (1, 2)]
        self._star = star_path(QRectF(0, 0, MARK_SIDE, MARK_SIDE))

    def triangle_right(self, index: AnyIndex) -> int:
        """Return how far right a click still means a chapter's triangle."""
        return CHAPTER_LEFT + STEP * index.data(ContentsRole.DEPTH)

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        if self.compact or index.data(ContentsRole.KIND) != RowKind.QUESTION:
            return self._heights[0]
        across = self._plain.across(index.data())
        room = (
            width_of(option) - QUESTION_LEFT - STEP * index.data(ContentsRole.DEPTH) - TEXT_MARGIN
        )
        # Marks are asked for only where they decide: this runs for every row of a course.
        fits = across <= room - 2 * _MARK_ROOM or (
            across <= room and across <= room - self._marks_room(index)
        )
        return self._heights[0 if fits else 1]

    def whole_text(self, index: AnyIndex, width: int) -> str:
        title, kind = index.data(), index.data(ContentsRole.KIND)
        if kind == RowKind.QUESTION:
            return title if self._fitted(index, width).cut else ""
        left = self._left(index) + (ICON + ICON_GAP if kind == RowKind.DIAGRAM else 0)
        bold = kind in (RowKind.CHAPTER, RowKind.FOLDER)
        lettering = self._bold if bold else self._plain
        room = width - left - TEXT_MARGIN - self._count_room(index)
        return title if lettering.across(title) > room else ""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_ground(painter, option)
        match index.data(ContentsRole.KIND):
            case RowKind.CHAPTER | RowKind.FOLDER:
                self._paint_chapter(painter, option, index)
            case RowKind.QUESTION:
                self._paint_question(painter, option, index)
            case RowKind.DIAGRAM:
                self._paint_diagram(painter, option, index)
            case _:
                self._paint_line(painter, option, index, self._plain, self._text_colour(option))
        painter.restore()

    def _paint_chapter(
        self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex
    ) -> None:
        self._paint_line(painter, option, index, self._bold, self._text_colour(option))
        right = option.rect.right() + 1 - TEXT_MARGIN
        if count := self._count(index):
            painter.setPen(self.theme.colour("muted"))
            top = option.rect.top() + self._padding + (self._bold.pitch - self._small.pitch) / 2
            self._small.draw(painter, right - self._small.across(count), top, count)
        if option.state & QStyle.StateFlag.State_Children:
            left = option.rect.left() + TRIANGLE_LEFT + STEP * index.data(ContentsRole.DEPTH)
            middle = QPointF(left + 3.5, option.rect.top() + option.rect.height() / 2)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._text_colour(option))
            opened = bool(option.state & QStyle.StateFlag.State_Open)
            painter.drawPolygon(_triangle(middle, opened=opened))

    def _paint_question(
        self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex
    ) -> None:
        rect = option.rect
        fitted = self._fitted(index, rect.width())
        top = rect.top() + self._padding
        painter.setPen(self._text_colour(option))
        self._plain.draw(painter, rect.left() + self._left(index), top, *fitted.lines)
        painter.setPen(Qt.PenStyle.NoPen)
        middle = top + self._plain.pitch / 2
        right = rect.right() + 1 - TEXT_MARGIN
        if index.data(ContentsRole.NOTED):
            painter.setBrush(self.theme.colour("note"))
            painter.drawEllipse(QPointF(right - MARK_SIDE / 2, middle), DOT / 2, DOT / 2)
            right -= _MARK_ROOM
        if index.data(ContentsRole.STARRED):
            painter.setBrush(self.theme.colour("star"))
            painter.drawPath(self._star.translated(right - MARK_SIDE, middle - MARK_SIDE / 2))

    def _paint_diagram(
        self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex
    ) -> None:
        muted = self.theme.colour("muted")
        self._paint_line(painter, option, index, self._plain, muted, ICON + ICON_GAP)
        left = option.rect.left() + self._left(index) + 0.5
        top = round(option.rect.top() + (option.rect.height() - ICON) / 2) + 0.5
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setPen(QPen(muted, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(left, top, ICON - 1, ICON - 1))
        for third in (1, 2):
            at = round(third * (ICON - 1) / 3)
            painter.drawLine(QPointF(left + at, top), QPointF(left + at, top + ICON - 1))
            painter.drawLine(QPointF(left, top + at), QPointF(left + ICON - 1, top + at))

    def _paint_line(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: AnyIndex,
        lettering: Lettering,
        colour: QColor,
        indent: int = 0,
    ) -> None:
        left = self._left(index) + indent
        room = option.rect.width() - left - TEXT_MARGIN - self._count_room(index)
        painter.setPen(colour)
        lines = lettering.fit(index.data(), room, room, most=1).lines
        lettering.draw(
            painter, option.rect.left() + left, option.rect.top() + self._padding, *lines
        )

    def _text_colour(self, option: QStyleOptionViewItem) -> QColor:
        chosen = option.state & QStyle.StateFlag.State_Selected
        return self.theme.colour("accent" if chosen else "text")

    def _widths(self, index: AnyIndex, width: int) -> tuple[int, int]:
        """Return the widths of a question's first line and of its second one."""
        room = width - self._left(index) - TEXT_MARGIN
        return room - self._marks_room(index), room

    def _fitted(self, index: AnyIndex, width: int) -> Fitted:
        """Return a question's title as a row of a width shows it."""
        return self._plain.fit(index.data(), *self._widths(index, width), 1 if self.compact else 2)

    def _marks_room(self, index: AnyIndex) -> int:
        marks = bool(index.data(ContentsRole.STARRED)) + bool(index.data(ContentsRole.NOTED))
        return marks * _MARK_ROOM

    def _left(self, index: AnyIndex) -> int:
        question = index.data(ContentsRole.KIND) in (RowKind.QUESTION, RowKind.DIAGRAM)
        base = QUESTION_LEFT if question else CHAPTER_LEFT
        return base + STEP * index.data(ContentsRole.DEPTH)

    def _count(self, index: AnyIndex) -> str:
        count = index.data(ContentsRole.COUNT)
        return QLocale().toString(count) if count else ""

    def _count_room(self, index: AnyIndex) -> float:
        count = self._count(index)
        return self._small.across(count) + COUNT_GAP if count else 0


def _triangle(middle: QPointF, *, opened: bool) -> QPolygonF:
    corners = ((-4, -2), (4, -2), (0, 3)) if opened else ((-2, -4), (3, 0), (-2, 4))
    return QPolygonF([middle + QPointF(x, y) for x, y in corners])
