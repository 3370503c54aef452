"""The sign that says that there is a note: a leaf at the page's margin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

if TYPE_CHECKING:
    from msp_desktop.ui.views.reader.page import Page
    from msp_desktop.ui.views.reader.places import Places

SIGN = 12.0
BESIDE = 7.0
"""Unzoomed pixels of a note's sign, and between it and the column."""

REACH = 4.0
"""Pixels around a sign that count as it."""


def leaf_rect(page: Page, places: Places, middle: float) -> QRectF:
    """Return where a sign is whose middle is at a height of the document."""
    side = SIGN * page.formats.zoom
    left = places.column().right() + BESIDE * page.formats.zoom
    return QRectF(left, middle - side / 2, side, side)


def paint_leaf(painter: QPainter, rect: QRectF, colour: QColor, paper: QColor) -> None:
    """Paint a leaf with a turned corner."""
    corner = rect.width() * 0.34
    path = QPainterPath(rect.topLeft())
    for point in (
        rect.topRight(),
        QPointF(rect.right(), rect.bottom() - corner),
        QPointF(rect.right() - corner, rect.bottom()),
        rect.bottomLeft(),
    ):
        path.lineTo(point)
    path.closeSubpath()
    painter.fillPath(path, colour)
    fold = QPainterPath(QPointF(rect.right(), rect.bottom() - corner))
    fold.lineTo(rect.right() - corner, rect.bottom() - corner)
    fold.lineTo(rect.right() - corner, rect.bottom())
    painter.setPen(QPen(paper, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(fold)
