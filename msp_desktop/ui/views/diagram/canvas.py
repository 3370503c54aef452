"""The canvas: a picture under the hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QNativeGestureEvent, QPainter, QPen

from msp_desktop.ui.views.diagram.surface import Surface
from msp_desktop.ui.views.diagram.view import Mode

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent, QWheelEvent
    from PySide6.QtWidgets import QWidget

    from msp_desktop.ui.theme import Theme

STEP = 1.25
"""What one notch of the wheel, or one press of a zoom key, multiplies the zoom by."""

LEAP = 2.0
"""What a double-click multiplies the zoom by."""

PUSH = 48
"""How far an arrow key pushes the picture, in device-independent pixels."""

NOTCH = 120
"""What a wheel reports for one notch, by Qt's convention."""


class DiagramCanvas(Surface):
    """Lets the user come close to a picture.

    The wheel zooms at the pointer, a trackpad pushes and pinches, dragging pushes, a double-click
    comes closer; ``+``, ``-``, ``0`` or Home (fit), ``1`` (100 %) and the arrows do without a
    mouse.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._held: QPointF | None = None
        self._ring = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.view_changed.connect(self._point)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom by notches or with Ctrl, push by a trackpad's pixels."""
        pixels, angle = event.pixelDelta(), event.angleDelta()
        closer = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if pixels.isNull() or closer:
            notches = (angle.y() or pixels.y()) / NOTCH
            self.zoom_by(STEP**notches, event.position())
        else:
            self.push(QPointF(pixels))
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the picture."""
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            self._held = event.position()
            self._point()
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Push the picture along."""
        if self._held is not None:
            self.push(event.position() - self._held)
            self._held = event.position()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go of the picture."""
        self._held = None
        self._point()
        super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Come closer to what was clicked."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.zoom_by(LEAP, event.position())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Zoom and push by keys; a key that does nothing here is left to the window."""
        keys = Qt.Key
        pushes = {
            keys.Key_Left: QPointF(PUSH, 0),
            keys.Key_Right: QPointF(-PUSH, 0),
            keys.Key_Up: QPointF(0, PUSH),
            keys.Key_Down: QPointF(0, -PUSH),
        }
        key = Qt.Key(event.key())
        before = self._view
        if key in (keys.Key_Plus, keys.Key_Equal):
            self.zoom_by(STEP)
        elif key in (keys.Key_Minus, keys.Key_Underscore):
            self.zoom_by(1 / STEP)
        elif key in (keys.Key_0, keys.Key_Home):
            self.fit()
        elif key == keys.Key_1:
            self.zoom_to(1.0)
        elif key in pushes:
            self.push(pushes[key])
        if self._view == before:
            super().keyPressEvent(event)
            return
        self._set_ring(shown=True)

    def event(self, event: QEvent) -> bool:
        """Zoom by a pinch."""
        if isinstance(event, QNativeGestureEvent) and self._gesture(event):
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show who hears the keys, unless the pointer shows it already."""
        reasons = Qt.FocusReason
        if event.reason() is not reasons.ActiveWindowFocusReason:
            self._set_ring(shown=event.reason() is not reasons.MouseFocusReason)
        super().focusInEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture and the focus ring."""
        super().paintEvent(event)
        if self._ring and self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._theme.colour("focus"), 2))
            radius = self._theme.size("radius")
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), radius, radius)

    def _gesture(self, event: QNativeGestureEvent) -> bool:
        kind = event.gestureType()
        if kind is Qt.NativeGestureType.ZoomNativeGesture:
            self.zoom_by(max(1 + event.value(), 1 / LEAP), event.position())
        elif kind is Qt.NativeGestureType.SmartZoomNativeGesture:
            if self._view.mode is Mode.FIT:
                self.zoom_by(LEAP, event.position())
            else:
                self.fit()
        else:
            return False
        event.accept()
        return True

    def _point(self) -> None:
        if not self.movable():
            self.unsetCursor()
        elif self._held is not None:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        else:
            self.setCursor(Qt.CursorShape.OpenHandCursor)

    def _set_ring(self, *, shown: bool) -> None:
        if self._ring != shown:
            self._ring = shown
            self.update()
