"""Pictures to look at, and what a person's hand and eye do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QImage, QPainter

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from msp_desktop.ui.views.diagram.canvas import DiagramCanvas

THEMED_SVG = """<svg xmlns="http://www.w3.org/2000/svg" width="400" height="200">
<style>.left { fill: #ff0000 } .right { fill: #0000ff }
@media (prefers-color-scheme: dark) { .left { fill: #00ff00 } }</style>
<rect class="left" width="200" height="200"/><rect class="right" x="200" width="200" height="200"/>
</svg>"""

PLAIN_SVG = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 200">
<rect width="200" height="200" fill="#ff0000" fill-opacity="0.5"/>
<rect x="200" width="200" height="200" fill="#0000ff"/></svg>"""


def map_image(width: int = 600, height: int = 300) -> QImage:
    """A picture whose colours say where on it they are: red across, green down."""
    across = bytes(x * 255 // width for x in range(width))
    data = bytearray()
    for y in range(height):
        row = bytearray([0x40, y * 255 // height, 0, 0xFF] * width)
        row[2::4] = across
        data += row
    return QImage(bytes(data), width, height, width * 4, QImage.Format.Format_RGB32).copy()


def quarters(width: int = 400, height: int = 200) -> QImage:
    """Red and green above, blue and yellow below."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    for index, name in enumerate(("#ff0000", "#00ff00", "#0000ff", "#ffff00")):
        corner = QPoint(index % 2 * width // 2, index // 2 * height // 2)
        painter.fillRect(QRect(corner, corner + QPoint(width, height)), QColor(name))
    painter.end()
    return image


def settle(qtbot: QtBot, canvas: DiagramCanvas) -> None:
    """Wait until the picture is as sharp as it gets, and painted."""
    qtbot.waitUntil(lambda: canvas.picture is not None and canvas.at_rest)


def colour_at(widget: QWidget, x: float, y: float) -> QColor:
    return widget.grab().toImage().pixelColor(round(x), round(y))


def near(one: QColor, other: QColor, tolerance: int = 4) -> bool:
    pairs = zip(one.getRgb()[:3], other.getRgb()[:3], strict=True)
    return all(abs(a - b) <= tolerance for a, b in pairs)
