"""How a hit is painted: its title, below it where it stands and what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from msp_desktop.search.query import Hit, Kind
from msp_desktop.ui.views.search.hits import HIT_ROLE
from msp_desktop.ui.views.search.runs import Pen, fitted, paint

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from msp_desktop.ui.theme import Theme
    from msp_desktop.ui.views.search.hits import Row

BESIDE = 5
"""What is free beside the current row's shade, in device-independent pixels."""

_GUTTER = 26
_DOT = 8
_BETWEEN = 3
_SIGNS = {Kind.CHAPTER: "§", Kind.QUESTION: "Q", Kind.ANSWER: "A"}
_SEPARATOR = " · "


class HitDelegate(QStyledItemDelegate):
    """Paints hits in two lines of one row."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colours and fonts."""
        self._theme = theme
        self._title = _pen(theme, "font-ui", "text", bold=True)
        self._below = _pen(theme, "font-small", "muted", bold=False)
        self._height = round(
            self._title.marked_metrics.height()
            + self._below.metrics.height()
            + 2 * theme.size("row-padding")
            + _BETWEEN
        )

    @property
    def row_height(self) -> int:
        """The height of every row."""
        return self._height

    def sizeHint(self, option: QStyleOptionViewItem, index: Row, /) -> QSize:
        return QSize(0, self._height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Row, /) -> None:
        hit = index.data(HIT_ROLE)
        assert isinstance(hit, Hit)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row = QRectF(option.rect).adjusted(BESIDE, 0, -BESIDE, 0)  # pyright: ignore[reportAttributeAccessIssue]
        self._paint_shade(painter, row, option.state)  # pyright: ignore[reportAttributeAccessIssue]
        padding = self._theme.size("row-padding")
        left = row.left() + _GUTTER
        room = row.right() - padding - left
        baseline = row.top() + padding + self._title.marked_metrics.ascent()
        self._paint_sign(painter, hit.kind, QPointF(row.left() + _GUTTER / 2, baseline))
        title = fitted(hit.title, hit.title_marks, self._title, room)
        paint(painter, QPointF(left, baseline), title, self._title)
        baseline += self._title.marked_metrics.descent() + _BETWEEN + self._below.metrics.ascent()
        self._paint_below(painter, hit, QPointF(left, baseline), room)
        painter.restore()

    def _paint_shade(self, painter: QPainter, row: QRectF, state: QStyle.StateFlag) -> None:
        if state & QStyle.StateFlag.State_Selected:
            role = "selected"
        elif state & QStyle.StateFlag.State_MouseOver:
            role = "hover"
        else:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour(role))
        radius = self._theme.size("radius") - 2
        painter.drawRoundedRect(row, radius, radius)

    def _paint_sign(self, painter: QPainter, kind: Kind, at: QPointF) -> None:
        """Paint what kind of hit it is around a point on the title's baseline."""
        pen = self._below
        if kind is Kind.NOTE:
            middle = at - QPointF(0, self._title.metrics.capHeight() / 2)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour("note"))
            painter.drawEllipse(middle, _DOT / 2, _DOT / 2)
            return
        sign = _SIGNS[kind]
        painter.setFont(pen.font)
        painter.setPen(self._theme.colour("faint"))
        painter.drawText(at - QPointF(pen.metrics.horizontalAdvance(sign) / 2, 0), sign)

    def _paint_below(self, painter: QPainter, hit: Hit, at: QPointF, room: float) -> None:
        chapter = "" if hit.kind is Kind.CHAPTER else hit.chapter_title
        if chapter and hit.excerpt:
            chapter += _SEPARATOR
        # A chapter's name tells where the hit is; what was found there matters more.
        where = fitted(chapter, (), self._below, room / 3)
        end = paint(painter, at, where, self._below)
        rest = fitted(hit.excerpt, hit.excerpt_marks, self._below, room - (end - at.x()))
        paint(painter, QPointF(end, at.y()), rest, self._below)


def _pen(theme: Theme, size: str, colour: str, *, bold: bool) -> Pen:
    plain, marked = theme.font(size), theme.font(size, bold=bold)
    return Pen(
        font=plain,
        metrics=QFontMetricsF(plain),
        colour=theme.colour(colour),
        marked_font=marked,
        marked_metrics=QFontMetricsF(marked),
        marked_colour=theme.colour("accent"),
    )
