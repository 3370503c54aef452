"""How the linked elements of a picture look: points, glow, outlines, and the label beside one.

Every line has a casing of the window's ground, so that it is seen on white paper, on dark drawings
and on photographs alike; what glows has a halo and what is pointed at has none, so that no colour
has to tell them apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPixmap, QTransform

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFont

    from msp_desktop.course.diagrams import Box, Element
    from msp_desktop.ui.theme import Theme
    from msp_desktop.ui.views.diagram.overlay import Ground

REACH = 11.0
"""How far from a point, or from something tiny, one may point; in device-independent pixels."""

RIM = 3.0
"""What an outline stays away from its element."""

POINT = 9.0
"""The radius of the outline of a point."""

DOT = 7.0
"""The width of a point."""

HALO = ((9.0, 0.10), (6.0, 0.16))
"""The lines of a glow: how wide each is, and how much of it is seen."""

MOST_GLOWING = 40
"""How many elements glow in full; where there are more, each has a line around it."""

WIDEST = 300.0
"""The width of a label's text."""

LONGEST = 220
"""How many characters of an element's name or note are shown."""

APART = 8.0


class Words(NamedTuple):
    """What a label says: a name, how many questions, and the author's note."""

    title: str
    number: str
    note: str


def shape(ground: Ground, box: Box) -> QRectF:
    """Return the outline of an element in the window; that of a point is as wide as it is high."""
    if box.is_point:
        spot = ground.spot(box.x, box.y)
        return QRectF(spot.x() - POINT, spot.y() - POINT, 2 * POINT, 2 * POINT)
    return ground.box(box.x, box.y, box.width, box.height).adjusted(-RIM, -RIM, RIM, RIM)


def dots(
    painter: QPainter,
    points: Sequence[tuple[float, float]],
    ground: Ground,
    theme: Theme,
    window: QRectF,
) -> None:
    """Paint points where an author has put them: the picture itself shows nothing there.

    One is drawn, and the others are copies of it: drawing a thousand would take half a frame.
    """
    if not points:
        return
    dot = _dot(theme, painter.device().devicePixelRatio())
    half = dot.deviceIndependentSize().width() / 2
    place = ground.place
    left, top, width, height = place.x() - half, place.y() - half, place.width(), place.height()
    most_x, most_y = window.right(), window.bottom()
    for x, y in points:
        across, down = left + x * width, top + y * height
        if -2 * half < across < most_x and -2 * half < down < most_y:
            painter.drawPixmap(round(across), round(down), dot)


def glow(
    painter: QPainter,
    elements: Sequence[Element],
    ground: Ground,
    theme: Theme,
    window: QRectF,
    strength: float,
) -> None:
    """Paint what leads to the question being read; ``strength`` goes from 0 to 1."""
    boxes = [one.box for one in elements if one.box is not None]
    painter.setOpacity(strength)
    if len(boxes) > MOST_GLOWING:
        _lines(painter, boxes, ground, theme)
        boxes = []
    halo = HALO[0][0]
    sight = window.adjusted(-halo, -halo, halo, halo)
    for box in boxes:
        place = shape(ground, box)
        if place.intersects(sight):
            # Halos in halos would blind: what lies in another one that glows has a line.
            inside = any(other.holds(box) for other in boxes if other != box)
            _halo(painter, place, theme, faint=inside)
    painter.setOpacity(1.0)


def outline(painter: QPainter, place: QRectF, theme: Theme, *, walked: bool) -> None:
    """Paint the mark of what is pointed at, or, heavier, of what the keys have ``walked`` to."""
    radius = _radius(place, theme)
    line = 3.0 if walked else 2.0
    painter.setBrush(_tint(theme, 0.16 if walked else 0.12))
    painter.setPen(QPen(theme.colour("paper"), line + 3))
    painter.drawRoundedRect(place, radius, radius)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.colour("focus" if walked else "accent"), line))
    painter.drawRoundedRect(place, radius, radius)


def label(
    painter: QPainter,
    words: Words,
    place: QRectF,
    pointer: QPointF | None,
    theme: Theme,
    window: QRectF,
) -> None:
    """Say what an element is, above it or below it, or else beside the pointer."""
    width = min(WIDEST, window.width() - 4 * APART)
    if width < 4 * APART:
        return
    lines = [
        (_cut(text), theme.font(size, bold=bold), theme.colour(role))
        for text, size, bold, role in (
            (words.title, "font-ui", True, "text"),
            (words.number, "font-small", False, "muted"),
            (words.note, "font-small", False, "text"),
        )
        if text
    ]
    sizes = [_size(text, font, width) for text, font, _ in lines]
    inner = QRectF(0, 0, max(one.width() for one in sizes), sum(one.height() for one in sizes))
    card = inner.adjusted(-APART, -APART * 0.75, APART, APART * 0.75)
    card.moveTopLeft(_corner(card, place, pointer, window))
    painter.setBrush(theme.colour("paper"))
    painter.setPen(QPen(theme.colour("border"), 1))
    painter.drawRoundedRect(card, theme.size("radius"), theme.size("radius"))
    row = QRectF(card.x() + APART, card.y() + APART * 0.75, inner.width(), 0)
    for (text, font, colour), size in zip(lines, sizes, strict=True):
        row.setHeight(size.height())
        painter.setFont(font)
        painter.setPen(colour)
        painter.drawText(row, _WRAPPED, text)
        row.translate(0, size.height())


_WRAPPED = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


def _size(text: str, font: QFont, width: float) -> QRectF:
    found = QFontMetricsF(font).boundingRect(QRectF(0, 0, width, 1e6), int(_WRAPPED), text)
    return found.adjusted(0, 0, 1, 1)


def _corner(card: QRectF, place: QRectF, pointer: QPointF | None, window: QRectF) -> QPointF:
    """Return where a label goes: it hides neither its element nor what is pointed at."""
    least, most = window.left() + APART, window.right() - APART - card.width()
    seen = place & window
    x = max(least, min(seen.center().x() - card.width() / 2, most))
    above, below = seen.top() - APART - card.height(), seen.bottom() + APART
    if above >= window.top():
        return QPointF(x, above)
    if below + card.height() <= window.bottom():
        return QPointF(x, below)
    if pointer is None:
        return QPointF(x, max(window.top() + APART, seen.top() + APART))
    y = pointer.y() + 3 * APART
    if y + card.height() > window.bottom():
        y = pointer.y() - 2 * APART - card.height()
    return QPointF(max(least, min(pointer.x() - card.width() / 2, most)), max(APART, y))


def _dot(theme: Theme, ratio: float) -> QPixmap:
    size = round((DOT + 3) * ratio)
    dot = QPixmap(size, size)
    dot.setDevicePixelRatio(ratio)
    dot.fill(Qt.GlobalColor.transparent)
    painter = QPainter(dot)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    middle = QPointF(size / 2, size / 2) / ratio
    for width, role in ((DOT + 3, "paper"), (DOT, "accent")):
        painter.setBrush(theme.colour(role))
        painter.drawEllipse(middle, width / 2, width / 2)
    painter.end()
    return dot


def _halo(painter: QPainter, place: QRectF, theme: Theme, *, faint: bool) -> None:
    radius = _radius(place, theme)
    painter.setBrush(Qt.BrushStyle.NoBrush if faint else _tint(theme, 0.10))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawRoundedRect(place, radius, radius)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for width, alpha in () if faint else HALO:
        painter.setPen(QPen(_tint(theme, alpha), width))
        painter.drawRoundedRect(place, radius, radius)
    for width, role in ((3.2, "paper"), (1.6, "accent")):
        painter.setPen(QPen(theme.colour(role), width))
        painter.drawRoundedRect(place, radius, radius)


def _lines(painter: QPainter, boxes: Sequence[Box], ground: Ground, theme: Theme) -> None:
    painter.save()
    painter.setTransform(_to_window(ground), combine=True)
    # Lines of one pixel and no smoothing are what Qt draws in thousands.
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    pen = QPen(theme.colour("accent"), 1)
    pen.setCosmetic(True)
    painter.setPen(pen)
    painter.setBrush(_tint(theme, 0.10))
    painter.drawRects([QRectF(*box) for box in boxes])
    painter.restore()


def _to_window(ground: Ground) -> QTransform:
    place = ground.place
    return QTransform(place.width(), 0, 0, place.height(), place.x(), place.y())


def _radius(place: QRectF, theme: Theme) -> float:
    return min(float(theme.size("radius")), place.width() / 2, place.height() / 2)


def _tint(theme: Theme, alpha: float) -> QColor:
    colour = QColor(theme.colour("accent"))
    colour.setAlphaF(alpha)
    return colour


def _cut(text: str) -> str:
    text = " ".join(text[: 2 * LONGEST].split())
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
