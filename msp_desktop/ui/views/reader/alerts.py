"""Alerts: notes, tips and warnings that stand out from an answer, as GitHub has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainterPath, QPen, QPolygonF

from msp_desktop.ui.views.reader.formats import ALERTS, Card

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from msp_desktop.ui.theme import Theme
    from msp_desktop.ui.views.reader.formats import Cut

BAR = 3.0
_PREFIX = "markdown-alert-"


def alert_of(classes: str) -> Card | None:
    """Return the card for an element's classes, None where they name no alert."""
    names = (name.removeprefix(_PREFIX) for name in classes.split() if name.startswith(_PREFIX))
    return next((Card(name) for name in names if name in ALERTS), None)


def words(card: Card) -> str:
    """Return the title of a kind of alert."""
    return {
        Card.NOTE: QCoreApplication.translate("Page", "Note"),
        Card.TIP: QCoreApplication.translate("Page", "Tip"),
        Card.IMPORTANT: QCoreApplication.translate("Page", "Important"),
        Card.WARNING: QCoreApplication.translate("Page", "Warning"),
        Card.CAUTION: QCoreApplication.translate("Page", "Caution"),
    }[card]


def role(card: Card) -> str:
    """Return the role of an alert's colour."""
    return f"alert-{card}"


def paint_ground(painter: QPainter, rect: QRectF, card: Card, cut: Cut, theme: Theme) -> None:
    """Paint an alert's tinted ground with the bar at its left."""
    colour = theme.colour(role(card))
    ground = QColor(colour)
    ground.setAlphaF(theme.size("alert-ground") / 100)
    painter.setPen(Qt.PenStyle.NoPen)
    if any(cut):
        painter.fillRect(rect, ground)
    else:
        path = QPainterPath()
        path.addRoundedRect(rect, theme.size("radius") / 2, theme.size("radius") / 2)
        painter.fillPath(path, ground)
    painter.fillRect(QRectF(rect.left(), rect.top(), BAR, rect.height()), colour)


def paint_sign(painter: QPainter, rect: QRectF, card: Card, theme: Theme) -> None:
    """Paint an alert's sign into a square."""
    painter.save()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    side = rect.width()
    painter.setPen(
        QPen(
            theme.colour(role(card)),
            max(1.2, side / 11),
            Qt.PenStyle.SolidLine,
            Qt.PenCapStyle.RoundCap,
            Qt.PenJoinStyle.RoundJoin,
        )
    )
    painter.translate(rect.topLeft())
    painter.scale(side, side)
    pen = painter.pen()
    pen.setCosmetic(True)
    painter.setPen(pen)
    _SHAPES[card](painter)
    painter.restore()


def _dot(painter: QPainter, x: float, y: float) -> None:
    painter.drawLine(QLineF(x, y, x, y + 0.01))


def _exclaim(painter: QPainter, top: float, bottom: float) -> None:
    painter.drawLine(QLineF(0.5, top, 0.5, bottom - 0.2))
    _dot(painter, 0.5, bottom)


def _note(painter: QPainter) -> None:
    painter.drawEllipse(QRectF(0.05, 0.05, 0.9, 0.9))
    _dot(painter, 0.5, 0.29)
    painter.drawLine(QLineF(0.5, 0.48, 0.5, 0.74))


def _tip(painter: QPainter) -> None:
    """Paint a light bulb."""
    path = QPainterPath(QPointF(0.36, 0.72))
    path.cubicTo(QPointF(0.36, 0.58), QPointF(0.17, 0.52), QPointF(0.17, 0.34))
    path.cubicTo(QPointF(0.17, -0.07), QPointF(0.83, -0.07), QPointF(0.83, 0.34))
    path.cubicTo(QPointF(0.83, 0.52), QPointF(0.64, 0.58), QPointF(0.64, 0.72))
    path.closeSubpath()
    painter.drawPath(path)
    painter.drawLine(QLineF(0.4, 0.92, 0.6, 0.92))


def _important(painter: QPainter) -> None:
    """Paint a speech bubble."""
    path = QPainterPath(QPointF(0.05, 0.08))
    for x, y in ((0.95, 0.08), (0.95, 0.74), (0.52, 0.74), (0.3, 0.95), (0.3, 0.74), (0.05, 0.74)):
        path.lineTo(QPointF(x, y))
    path.closeSubpath()
    painter.drawPath(path)
    _exclaim(painter, 0.23, 0.59)


def _warning(painter: QPainter) -> None:
    painter.drawPolygon(QPolygonF([QPointF(0.5, 0.06), QPointF(0.97, 0.92), QPointF(0.03, 0.92)]))
    _exclaim(painter, 0.38, 0.77)


def _caution(painter: QPainter) -> None:
    """Paint an octagon."""
    near, far = 0.31, 0.69
    corners = (
        *((near, 0.04), (far, 0.04), (0.96, near), (0.96, far)),
        *((far, 0.96), (near, 0.96), (0.04, far), (0.04, near)),
    )
    painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in corners]))
    _exclaim(painter, 0.27, 0.73)


_SHAPES = {
    Card.NOTE: _note,
    Card.TIP: _tip,
    Card.IMPORTANT: _important,
    Card.WARNING: _warning,
    Card.CAUTION: _caution,
}
