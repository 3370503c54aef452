"""The program's icons, drawn from a few lines each so that they are sharp and follow the theme."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPainterPath, QPen, QPixmap

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QColor

    from msp_desktop.ui.theme import Theme

SIDE = 20


def star_path(rect: QRectF) -> QPainterPath:
    """Return a five-pointed star that fills a square."""
    centre = rect.center()
    radius = rect.width() / 2
    path = QPainterPath()
    for point in range(10):
        length = radius if point % 2 == 0 else radius * 0.42
        angle = math.radians(point * 36 - 90)
        spot = QPointF(
            centre.x() + length * math.cos(angle), centre.y() + length * math.sin(angle) + 0.5
        )
        if point == 0:
            path.moveTo(spot)
        else:
            path.lineTo(spot)
    path.closeSubpath()
    return path


def icon(name: str, theme: Theme) -> QIcon:
    """Return an icon by name in the theme's colours; KeyError where there is none."""
    made = QIcon()
    for mode, role in (
        (QIcon.Mode.Normal, "muted"),
        (QIcon.Mode.Active, "text"),
        (QIcon.Mode.Disabled, "border"),
    ):
        made.addPixmap(_drawn(_SHAPES[name], theme.colour(role)), mode)
    return made


def _drawn(draw: Callable[[QPainter], None], colour: QColor) -> QPixmap:
    # For the sharpest screen there is; on the others it is reduced.
    ratio = math.ceil(max(screen.devicePixelRatio() for screen in QGuiApplication.screens()))
    pixmap = QPixmap(QSize(SIDE, SIDE) * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(
        QPen(colour, 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    )
    draw(painter)
    painter.end()
    return pixmap


def _polyline(*points: tuple[float, float]) -> Callable[[QPainter], None]:
    def draw(painter: QPainter) -> None:
        painter.drawPolyline([QPointF(x, y) for x, y in points])

    return draw


def _menu(painter: QPainter) -> None:
    for y in (6, 10, 14):
        painter.drawLine(QPointF(4, y), QPointF(16, y))


def _half(painter: QPainter) -> None:
    """Half a disc filled: light and dark."""
    painter.drawEllipse(QRectF(3.5, 3.5, 13, 13))
    path = QPainterPath()
    path.moveTo(10, 3.5)
    path.arcTo(QRectF(3.5, 3.5, 13, 13), 90, 180)
    path.closeSubpath()
    painter.fillPath(path, painter.pen().color())


def _panes(painter: QPainter) -> None:
    painter.drawRoundedRect(QRectF(3, 4, 14, 12), 2, 2)
    painter.drawLine(QPointF(8, 4), QPointF(8, 16))
    painter.drawLine(QPointF(13, 4), QPointF(13, 16))


def _cross(painter: QPainter) -> None:
    painter.drawLine(QPointF(6, 6), QPointF(14, 14))
    painter.drawLine(QPointF(14, 6), QPointF(6, 14))


def _glass(painter: QPainter) -> None:
    painter.drawEllipse(QRectF(4, 4, 9, 9))
    painter.drawLine(QPointF(11.8, 11.8), QPointF(16, 16))


def _star(painter: QPainter) -> None:
    painter.drawPath(star_path(QRectF(3, 3, 14, 14)))


def _float(painter: QPainter) -> None:
    painter.drawRoundedRect(QRectF(4, 7, 9, 9), 1.5, 1.5)
    painter.drawPolyline([QPointF(8, 4), QPointF(16, 4), QPointF(16, 12)])


def _list(painter: QPainter) -> None:
    for y in (5.5, 10, 14.5):
        painter.drawLine(QPointF(4, y), QPointF(4.2, y))
        painter.drawLine(QPointF(8, y), QPointF(16, y))


def _leaf(painter: QPainter) -> None:
    """Paint a sheet with a turned corner."""
    corners = ((4.5, 4), (15.5, 4), (15.5, 11.5), (11, 16), (4.5, 16), (4.5, 4))
    painter.drawPolyline([QPointF(x, y) for x, y in corners])
    painter.drawPolyline([QPointF(15.5, 11.5), QPointF(11, 11.5), QPointF(11, 16)])


def _more(painter: QPainter) -> None:
    painter.setBrush(painter.pen().color())
    for x in (5, 10, 15):
        painter.drawEllipse(QPointF(x, 10), 0.6, 0.6)


def _pin(painter: QPainter) -> None:
    """Paint a drop that stands on its tip."""
    path = QPainterPath()
    path.moveTo(10, 17)
    path.cubicTo(8, 13, 4.8, 11.5, 4.8, 8)
    path.arcTo(QRectF(4.8, 3, 10.4, 10.4), 180, -180)
    path.cubicTo(15.2, 11.5, 12, 13, 10, 17)
    painter.drawPath(path)
    painter.drawEllipse(QPointF(10, 8.2), 1.6, 1.6)


def _cover(painter: QPainter) -> None:
    """Paint a card with a word that is covered."""
    painter.drawRoundedRect(QRectF(3, 4, 14, 12), 2, 2)
    painter.fillRect(QRectF(6, 8, 8, 4), painter.pen().color())


def _full(painter: QPainter) -> None:
    """Arrows to two corners."""
    for points in (((11.5, 4), (16, 4), (16, 8.5)), ((8.5, 16), (4, 16), (4, 11.5))):
        painter.drawPolyline([QPointF(x, y) for x, y in points])
    painter.drawLine(QPointF(16, 4), QPointF(11.5, 8.5))
    painter.drawLine(QPointF(4, 16), QPointF(8.5, 11.5))


_SHAPES: dict[str, Callable[[QPainter], None]] = {
    "back": _polyline((12, 4.5), (6.5, 10), (12, 15.5)),
    "close": _cross,
    "down": _polyline((4.5, 7.5), (10, 13), (15.5, 7.5)),
    "find": _glass,
    "leaf": _leaf,
    "list": _list,
    "float": _float,
    "forward": _polyline((8, 4.5), (13.5, 10), (8, 15.5)),
    "cover": _cover,
    "full": _full,
    "menu": _menu,
    "more": _more,
    "panes": _panes,
    "pin": _pin,
    "star": _star,
    "theme": _half,
    "up": _polyline((4.5, 12.5), (10, 7), (15.5, 12.5)),
}
