"""Drawing a part of a picture, off the interface's thread."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter

from msp_desktop.ui.views.diagram.forms import PictureError

if TYPE_CHECKING:
    from PySide6.QtGui import QColor

    from msp_desktop.ui.views.diagram.forms import Picture

ROWS = 64
"""How many rows are looked at together for what lets light through."""


class Drawing(NamedTuple):
    """``part`` of a picture as it looks when the whole has ``full`` pixels.

    ``pending`` says that the picture was not read to its end when it was drawn.
    """

    full: QSize
    part: QRect
    image: QImage
    pending: bool


def drawn(
    picture: Picture, paper: QColor | None, full: QSize, part: QRect, kept: Drawing | None = None
) -> Drawing | PictureError:
    """Draw a part of a picture as it looks when the whole has ``full`` pixels.

    It is laid on the paper, if there is one.  ``kept`` is what is drawn of it already.
    """
    try:
        if kept is None:
            image, pending = _laid(picture, paper, full, part), picture.pending
        else:
            image, pending = _with_kept(picture, paper, part, kept), False
    except PictureError as error:
        return error
    if _opaque(image):
        # Painted faster, and nothing has to be painted behind it.
        image.convertTo(QImage.Format.Format_RGB32)
    return Drawing(full, part, image, pending)


def _laid(picture: Picture, paper: QColor | None, full: QSize, part: QRect) -> QImage:
    image = picture.drawn(part, full)
    return image if paper is None else laid_on(image, paper)


def _with_kept(picture: Picture, paper: QColor | None, part: QRect, kept: Drawing) -> QImage:
    """Return a part of which some is drawn already."""
    formats = QImage.Format
    # What is kept may let no light through where the rest does.
    clear = formats.Format_ARGB32_Premultiplied if paper is None else formats.Format_RGB32
    image = QImage(part.size(), clear)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
    painter.translate(-part.topLeft())
    painter.drawImage(kept.part.topLeft(), kept.image)
    for missing in _beside(part, kept.part):
        painter.drawImage(missing.topLeft(), _laid(picture, paper, kept.full, missing))
    painter.end()
    return image


def _beside(part: QRect, inner: QRect) -> list[QRect]:
    """Return what of a part is outside of another one: above, below, left and right of it."""
    inner = inner & part
    left, top, right, bottom = inner.left(), inner.top(), inner.right(), inner.bottom()
    corners = (
        (part.left(), part.top(), part.right(), top - 1),
        (part.left(), bottom + 1, part.right(), part.bottom()),
        (part.left(), top, left - 1, bottom),
        (right + 1, top, part.right(), bottom),
    )
    found = (QRect(QPoint(a, b), QPoint(c, d)) for a, b, c, d in corners)
    return [one for one in found if not one.isEmpty()]


def laid_on(image: QImage, paper: QColor) -> QImage:
    """Return the picture as if it were printed on the paper: its white is the paper's colour.

    What lets light through shows the paper, so nothing does any more.  The image is used up: on a
    large screen it takes fifty megabytes.
    """
    if image.hasAlphaChannel():
        image.convertTo(QImage.Format.Format_ARGB32_Premultiplied)
    else:
        image.convertTo(QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
    painter.fillRect(image.rect(), paper)
    painter.end()
    image.convertTo(QImage.Format.Format_RGB32)
    return image


def _opaque(image: QImage) -> bool:
    """Return whether an image with room for it lets no light through anywhere."""
    if image.format() != QImage.Format.Format_ARGB32_Premultiplied:
        return False
    step = image.bytesPerLine() * ROWS
    full = b"\xff" * (step // 4)
    bits = image.constBits()
    for start in range(0, image.sizeInBytes(), step):
        alpha = bytes(bits[start : start + step])[3::4]
        if alpha != full[: len(alpha)]:
            return False
    return True
