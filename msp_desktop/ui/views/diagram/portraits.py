"""A whole picture as one image, to be taken elsewhere or made small."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QImage, QPainter

from msp_desktop.ui.views.diagram.raster import RasterPicture

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QColor

    from msp_desktop.ui.views.diagram.forms import Picture

MOST_TAKEN = 10_000_000
"""How many pixels a drawing has at most when it is copied or saved."""


def portrait(
    picture: Picture, ground: QColor, between: Callable[[], object] = lambda: None
) -> QImage:
    """Return a picture to take elsewhere: a raster as it is, a drawing large, on its ground.

    A raster that is too large to be copied is reduced.  ``between`` is called from time to time
    while a picture is still being read, and may raise to end that.
    """
    picture = picture.original()
    if isinstance(picture, RasterPicture):
        return picture.image
    size = picture.size * (2 if picture.sharp else 1)
    fraction = math.sqrt(min(1.0, MOST_TAKEN / (size.width() * size.height())))
    full = (size * fraction).toSize().expandedTo(QSize(1, 1))
    drawn = complete(picture, full, between)
    if not picture.sharp:
        return drawn
    result = QImage(full, QImage.Format.Format_RGB32)
    result.fill(ground)
    painter = QPainter(result)
    painter.drawImage(0, 0, drawn)
    painter.end()
    return result


def complete(picture: Picture, full: QSize, between: Callable[[], object] = lambda: None) -> QImage:
    """Return a whole picture, read to its end where it is not yet."""
    whole = QRect(0, 0, full.width(), full.height())
    drawn = picture.drawn(whole, full)
    while picture.pending:
        between()
        drawn = picture.drawn(whole, full)
    return drawn
