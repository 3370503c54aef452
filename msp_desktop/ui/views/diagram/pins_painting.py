"""How pins look, and where they are in the window."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainterPath, QPen

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from msp_desktop.course.diagrams.model import Box
    from msp_desktop.notebook.pins import Pin
    from msp_desktop.ui.theme import Theme
    from msp_desktop.ui.views.diagram.overlay import Ground

HANDLE = 6.0
"""Half the side of what takes hold of a handle, in device-independent pixels."""

_HEAD = 8.0
_TALL = 24.0
_GROUND = 70
_BESIDE = 8
_CORNER = 3.0
_WIDEST = 320


class State(NamedTuple):
    """How a pin is seen: whether it is chosen, pointed at, leads to what is being read."""

    chosen: bool
    hovered: bool
    glowing: bool


def body(box: Box, ground: Ground) -> QRectF:
    """Return what of the window a pin takes, and where it can be met."""
    if box.is_point:
        tip = ground.spot(box.x, box.y)
        return QRectF(tip.x() - _HEAD, tip.y() - _TALL, 2 * _HEAD, _TALL)
    return ground.box(*box)


def handles(box: Box, ground: Ground) -> dict[tuple[int, int], QPointF]:
    """Return where a rectangle's handles are, by column and row of three each."""
    shape = ground.box(*box)
    return {
        (column, row): QPointF(
            shape.x() + column * shape.width() / 2, shape.y() + row * shape.height() / 2
        )
        for column in range(3)
        for row in range(3)
        if (column, row) != (1, 1)
    }


def pin(painter: QPainter, pin: Pin, box: Box, ground: Ground, theme: Theme, state: State) -> None:
    """Paint a pin at a place."""
    edge = theme.colour(f"marked-{pin.colour.value}")
    if box.is_point:
        _paint_point(painter, ground.spot(box.x, box.y), edge, theme, state)
    else:
        _paint_area(painter, box, ground, edge, theme, state)


def draft(painter: QPainter, box: Box, ground: Ground, theme: Theme) -> None:
    """Paint the rectangle that is being drawn."""
    inside = QColor(theme.colour("accent"))
    inside.setAlpha(_GROUND // 2)
    painter.setPen(QPen(theme.colour("accent"), 1.5, Qt.PenStyle.DashLine))
    painter.setBrush(inside)
    painter.drawRect(ground.box(*box))


def words(painter: QPainter, text: str, where: QRectF, theme: Theme, window: QRectF) -> None:
    """Paint what a pin is called, below it or, where there is no room, above it."""
    if not text:
        return
    widest = min(_WIDEST, int(window.width()) - 4 * _BESIDE)
    text, box = _one_line(painter, text, widest, theme)
    box.moveTopLeft(QPointF(where.center().x() - box.width() / 2, where.bottom() + _BESIDE))
    if box.bottom() > window.bottom() - _BESIDE:
        box.moveBottom(where.top() - _BESIDE)
    box.moveLeft(max(min(box.left(), window.right() - _BESIDE - box.width()), _BESIDE))
    box.moveTop(max(box.top(), _BESIDE))
    _card(painter, box, text, theme)


def hint(painter: QPainter, text: str, theme: Theme, window: QRectF) -> None:
    """Paint what can be done, on the window's top."""
    text, box = _one_line(painter, text, int(window.width()) - 40, theme)
    box.moveCenter(QPointF(window.center().x(), window.top() + _BESIDE + box.height() / 2))
    _card(painter, box, text, theme)


def _paint_point(painter: QPainter, tip: QPointF, edge: QColor, theme: Theme, state: State) -> None:
    path = _drop(tip)
    painter.setPen(QPen(theme.colour("paper"), 1.5))
    painter.setBrush(edge)
    painter.drawPath(path)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("paper"))
    painter.drawEllipse(_middle(tip), _HEAD / 2.6, _HEAD / 2.6)
    if state.chosen or state.glowing or state.hovered:
        _ring(painter, path.boundingRect().adjusted(-3, -3, 3, 3), theme, state)


def _paint_area(
    painter: QPainter, box: Box, ground: Ground, edge: QColor, theme: Theme, state: State
) -> None:
    shape = ground.box(*box)
    inside = QColor(edge)
    inside.setAlpha(_GROUND if state.chosen or state.hovered or state.glowing else _GROUND // 2)
    painter.setPen(QPen(edge, 2))
    painter.setBrush(inside)
    painter.drawRoundedRect(shape, _CORNER, _CORNER)
    if state.chosen or state.glowing:
        _ring(painter, shape.adjusted(-3, -3, 3, 3), theme, state)
    if state.chosen:
        painter.setPen(QPen(theme.colour("focus"), 1.5))
        painter.setBrush(theme.colour("paper"))
        for spot in handles(box, ground).values():
            painter.drawRect(QRectF(spot.x() - 3.5, spot.y() - 3.5, 7, 7))


def _one_line(painter: QPainter, text: str, widest: int, theme: Theme) -> tuple[str, QRectF]:
    """Return what of a text fits into a width, and the card around it, not placed yet."""
    painter.setFont(theme.font("font-small"))
    metrics = painter.fontMetrics()
    text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, widest)
    width = metrics.horizontalAdvance(text) + 2 * _BESIDE
    return text, QRectF(0, 0, width, metrics.height() + _BESIDE)


def _card(painter: QPainter, box: QRectF, text: str, theme: Theme) -> None:
    painter.setPen(QPen(theme.colour("border"), 1))
    painter.setBrush(theme.colour("paper"))
    painter.drawRoundedRect(box, 4, 4)
    painter.setPen(theme.colour("text"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def _ring(painter: QPainter, box: QRectF, theme: Theme, state: State) -> None:
    role = "focus" if state.chosen else "accent"
    painter.setBrush(Qt.BrushStyle.NoBrush)
    style = Qt.PenStyle.SolidLine if state.chosen or state.glowing else Qt.PenStyle.DotLine
    painter.setPen(QPen(theme.colour(role), 1.5, style))
    painter.drawRoundedRect(box, _CORNER + 2, _CORNER + 2)


def _middle(tip: QPointF) -> QPointF:
    """Return the middle of a drop's head."""
    return tip - QPointF(0, _TALL - _HEAD)


def _drop(tip: QPointF) -> QPainterPath:
    """Return a drop that stands on its tip."""
    centre = _middle(tip)
    path = QPainterPath()
    path.moveTo(tip)
    path.cubicTo(tip - QPointF(2, 6), centre + QPointF(-_HEAD, 6), centre + QPointF(-_HEAD, 0))
    path.arcTo(QRectF(centre - QPointF(_HEAD, _HEAD), centre + QPointF(_HEAD, _HEAD)), 180, -180)
    path.cubicTo(centre + QPointF(_HEAD, 6), tip - QPointF(-2, 6), tip)
    path.closeSubpath()
    return path
