"""The overview inset: a small picture in the corner of a large one, with what is in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtGui import QMouseEvent, QPaintEvent

    from msp_desktop.ui.theme import Theme
    from msp_desktop.ui.views.diagram.canvas import DiagramCanvas

SHARE = 0.28
"""The largest share of the window's width and height that the inset takes."""

LARGEST = 180
"""The longest side it has, in device-independent pixels."""

SMALLEST = 36
"""Below this it would show nothing."""

MARGIN = 10
"""What is free between it and the window's corner."""

SEEN = 0.9
"""The share of the picture that must be in sight for the inset to be of no use."""


class Inset(QWidget):
    """Shows where on the picture one is; a click or a drag in it goes there.

    It is a part of its canvas's window and hides itself while nearly all is in sight.
    """

    def __init__(self, canvas: DiagramCanvas, theme: Theme) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._theme = theme
        self._wanted = True
        self._reduced: tuple[int, QPixmap] | None = None
        self.setAccessibleName(self.tr("Overview"))
        self.setToolTip(self.tr("Overview: click or drag to go there"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.hide()
        canvas.installEventFilter(self)
        canvas.painted_anew.connect(self._follow)

    @property
    def wanted(self) -> bool:
        """Whether it is to be shown where it is of use."""
        return self._wanted

    def set_wanted(self, wanted: bool) -> None:
        """Say whether it is to be shown at all."""
        self._wanted = wanted
        self._follow()

    def set_theme(self, theme: Theme) -> None:
        """Take another look."""
        self._theme = theme
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep to the corner."""
        if event.type() is QEvent.Type.Resize:
            self._follow()
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go there."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._go(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go along."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go(event.position())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Go there; it is the canvas that comes closer by a double-click."""
        self.mousePressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the whole picture, and a frame around what is in sight."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("paper"))
        whole = self._canvas.whole()
        if whole is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(self.rect(), self._small(whole))
        sight = self._sight()
        veil = QColor(self._theme.colour("panel"))
        veil.setAlphaF(0.55)
        inside = QRectF(
            sight.x() * self.width(),
            sight.y() * self.height(),
            max(3.0, sight.width() * self.width()),
            max(3.0, sight.height() * self.height()),
        ) & QRectF(self.rect())
        painter.save()
        painter.setClipRegion(self.visibleRegion().subtracted(inside.toAlignedRect()))
        painter.fillRect(self.rect(), veil)
        painter.restore()
        painter.setPen(QPen(self._theme.colour("accent"), 2))
        painter.drawRect(inside.adjusted(1, 1, -1, -1))
        painter.setPen(QPen(self._theme.colour("border"), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _small(self, whole: QPixmap) -> QPixmap:
        """Return the picture in the inset's own pixels; only another one is reduced again."""
        wanted = (QSizeF(self.size()) * self.devicePixelRatioF()).toSize()
        kept = self._reduced
        if kept is None or kept[0] != whole.cacheKey() or kept[1].size() != wanted:
            small = whole.scaled(
                wanted,
                Qt.AspectRatioMode.IgnoreAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
            kept = self._reduced = (whole.cacheKey(), small)
        return kept[1]

    def _sight(self) -> QRectF:
        """Return what is in sight, in fractions of the picture."""
        ground = self._canvas.ground()
        if ground is None:
            return QRectF(0, 0, 1, 1)
        corners = QRectF(self._canvas.rect()) & ground.place
        return QRectF(ground.fraction(corners.topLeft()), ground.fraction(corners.bottomRight()))

    def _follow(self) -> None:
        size = self._fitting()
        sight = self._sight()
        useful = sight.width() * sight.height() < SEEN and min(size.width(), size.height()) > 3
        large = max(size.width(), size.height()) >= SMALLEST
        if not (self._wanted and useful and large and self._canvas.whole() is not None):
            self.hide()
            return
        corner = self._canvas.rect().bottomRight() - self.rect().bottomRight()
        if self.size() != size:
            self.resize(size)
            corner = self._canvas.rect().bottomRight() - self.rect().bottomRight()
        self.move(corner.x() - MARGIN, corner.y() - MARGIN)
        self.show()
        self.update()

    def _fitting(self) -> QSize:
        picture = self._canvas.picture
        if picture is None:
            return QSize()
        window = self._canvas.size()
        room = QSizeF(min(LARGEST, window.width() * SHARE), min(LARGEST, window.height() * SHARE))
        return picture.size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio).toSize()

    def _go(self, at: QPointF) -> None:
        self._canvas.centre_on(at.x() / self.width(), at.y() / self.height())
        self._canvas.moved_by_hand.emit()
