"""The ground with rounded corners and a thin edge that small widgets stand on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPen

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from msp_desktop.ui.theme import Theme


def paint_frame(
    widget: QWidget, theme: Theme, ground: str, edge: str = "border", *, rounded: float = 1.0
) -> QPainter:
    """Paint a widget's ground in colours of the theme; return the painter, for what comes upon it.

    ``rounded`` is the share of the theme's usual radius.
    """
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.colour(edge), 1))
    painter.setBrush(theme.colour(ground))
    radius = theme.size("radius") * rounded
    painter.drawRoundedRect(QRectF(widget.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    return painter
