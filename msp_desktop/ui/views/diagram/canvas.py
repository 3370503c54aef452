"""The canvas: a picture under the hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QNativeGestureEvent, QPainter, QPen
from PySide6.QtWidgets import QApplication, QGestureEvent, QPinchGesture, QToolTip

from msp_desktop.ui.views.diagram.motion import Pull
from msp_desktop.ui.views.diagram.moving import MovingSurface
from msp_desktop.ui.views.diagram.overlay import Ground
from msp_desktop.ui.views.diagram.overlays import Overlays
from msp_desktop.ui.views.diagram.view import Mode

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent, QWheelEvent
    from PySide6.QtWidgets import QWidget

    from msp_desktop.ui.theme import Theme
    from msp_desktop.ui.views.diagram.overlay import Overlay

STEP = 1.25
"""What one notch of the wheel, or one press of a zoom key, multiplies the zoom by."""

LEAP = 2.0
"""What a double-click multiplies the zoom by."""

PUSH = 48
"""How far an arrow key pushes the picture, in device-independent pixels."""

NOTCH = 120
"""What a wheel reports for one notch, by Qt's convention."""

_MOTIONS = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.AltModifier


class DiagramCanvas(MovingSurface):
    """Lets the user come close to a picture.

    The wheel zooms at the pointer, a trackpad or two fingers push and pinch, dragging pushes and
    lets glide, a double-click comes closer and with Shift or Alt goes back; ``+``, ``-``, ``0`` or
    Home (fit), ``1`` (100 %), ``2`` (the width) and the arrows do without a mouse.  What is laid
    over the picture (:mod:`overlay`) is asked first.

    Signals: ``moved_by_hand()`` whenever the user, and not the program, moves the picture.
    """

    moved_by_hand = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._held: QPointF | None = None
        self._pressed = QPointF()
        self._still = False
        self._pull = Pull()
        self._ring = False
        self.overlays = Overlays()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.grabGesture(Qt.GestureType.PinchGesture)
        self.view_changed.connect(lambda _: self._point())

    def add_overlay(self, overlay: Overlay) -> None:
        """Lay something over the picture."""
        self.overlays.add(overlay)
        self.update()

    def remove_overlay(self, overlay: Overlay) -> None:
        """Take away what was laid over it."""
        self.overlays.remove(overlay)
        self.update()

    def ground(self) -> Ground | None:
        """Return where the picture is in the window; None without one."""
        place = self.picture_rect()
        if self.picture is None or place.isEmpty():
            return None
        return Ground(place, self.picture.size)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom by notches or with Ctrl, push by a trackpad's pixels."""
        pixels, angle = event.pixelDelta(), event.angleDelta()
        closer = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        self.moved_by_hand.emit()
        if not pixels.isNull() and not closer:
            self.push(QPointF(pixels))
        elif event.phase() is Qt.ScrollPhase.NoScrollPhase:
            self.zoom_by(STEP ** ((angle.y() or pixels.y()) / NOTCH), event.position())
        else:
            # A trackpad sends many small ones, each in its time.
            self._pinch_by(STEP ** ((angle.y() or pixels.y()) / NOTCH), event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the picture, also of one that glides."""
        self._still = not self.mover.moving
        self.stop()
        ground = self.ground()
        if ground is not None and self.overlays.pressed(event, ground):
            return
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            self._held = self._pressed = event.position()
            self._pull = Pull()
            self._pull.add(event.position(), self.mover.clock())
            self._point()
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Push the picture along, or point at what is over it."""
        if self._held is None:
            ground = self.ground()
            if ground is None or not self.overlays.moved(event, ground):
                self._point()
            return
        if self._still and not _dragged(event.position() - self._pressed):
            return
        self._still = False
        self.moved_by_hand.emit()
        self._pull.add(event.position(), self.mover.clock())
        self.push(event.position() - self._held)
        self._held = event.position()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go of the picture, which glides on if it was in motion."""
        ground = self.ground()
        if ground is not None and self.overlays.released(event, ground):
            return
        held, self._held = self._held, None
        self._point()
        if held is not None and self._still and ground is not None:
            self.overlays.clicked(event, ground)
        elif held is not None and self.movable():
            self.glide(self._pull.velocity(self.mover.clock()))
        super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Come closer to what was clicked, or with Shift or Alt go back from it."""
        ground = self.ground()
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        if ground is None or not self.overlays.double_clicked(event, ground):
            self.moved_by_hand.emit()
            back = event.modifiers() & _MOTIONS
            self.zoom_by(1 / LEAP if back else LEAP, event.position())

    def leaveEvent(self, event: QEvent) -> None:
        """Tell what is over the picture that nobody points at it."""
        self.overlays.left()
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Zoom and push by keys; a key that does nothing here is left to the window."""
        ground, gliding = self.ground(), self.mover.moving and self._goal is None
        if gliding:
            self.stop()
        if ground is not None and self.overlays.key_pressed(event, ground):
            self._set_ring(shown=True)
            return
        before = self.view_state()
        self._move_by_key(Qt.Key(event.key()))
        if self.view_state() == before and not gliding:
            super().keyPressEvent(event)
            return
        self.moved_by_hand.emit()
        self._set_ring(shown=True)

    def focusNextPrevChild(self, next: bool) -> bool:
        """Let Tab walk what is over the picture before it goes on."""
        if self.picture is not None and self.overlays.focused(forward=next):
            self._set_ring(shown=True)
            return True
        return super().focusNextPrevChild(next)

    def event(self, event: QEvent) -> bool:
        """Zoom by a pinch, and show the tips of what is over the picture."""
        if isinstance(event, QNativeGestureEvent) and self._gesture(event):
            return True
        if isinstance(event, QGestureEvent) and self._pinch(event):
            return True
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            ground = self.ground()
            tip = self.overlays.tip(ground.fraction(QPointF(event.pos()))) if ground else ""
            QToolTip.showText(event.globalPos(), tip, self)
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show who hears the keys, unless the pointer shows it already."""
        reasons = Qt.FocusReason
        if event.reason() is not reasons.ActiveWindowFocusReason:
            self._set_ring(shown=event.reason() is not reasons.MouseFocusReason)
        if event.reason() in (reasons.TabFocusReason, reasons.BacktabFocusReason):
            self.overlays.focused(forward=event.reason() is reasons.TabFocusReason)
        super().focusInEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture, what is over it, and the focus ring."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = self.ground()
        if ground is not None:
            self.overlays.paint(painter, ground, self._theme)
        if self._ring and self.hasFocus():
            painter.setPen(QPen(self._theme.colour("focus"), 2))
            radius = self._theme.size("radius")
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), radius, radius)

    def _move_by_key(self, key: Qt.Key) -> None:
        keys = Qt.Key
        pushes = {
            keys.Key_Left: QPointF(PUSH, 0),
            keys.Key_Right: QPointF(-PUSH, 0),
            keys.Key_Up: QPointF(0, PUSH),
            keys.Key_Down: QPointF(0, -PUSH),
        }
        if key in (keys.Key_Plus, keys.Key_Equal):
            self.zoom_by(STEP)
        elif key in (keys.Key_Minus, keys.Key_Underscore):
            self.zoom_by(1 / STEP)
        elif key in (keys.Key_0, keys.Key_Home):
            self.fit()
        elif key == keys.Key_1:
            self.zoom_to(1.0)
        elif key == keys.Key_2:
            self.fit_width()
        elif key in pushes:
            self.push(pushes[key])

    def _gesture(self, event: QNativeGestureEvent) -> bool:
        kind = event.gestureType()
        if kind is Qt.NativeGestureType.ZoomNativeGesture:
            self._pinch_by(max(1 + event.value(), 1 / LEAP), event.position())
        elif kind is Qt.NativeGestureType.SmartZoomNativeGesture:
            if self.view_state().mode is Mode.FIT:
                self.zoom_by(LEAP, event.position())
            else:
                self.fit()
        else:
            return False
        self.moved_by_hand.emit()
        event.accept()
        return True

    def _pinch(self, event: QGestureEvent) -> bool:
        pinch = event.gesture(Qt.GestureType.PinchGesture)
        if not isinstance(pinch, QPinchGesture):
            return False
        self._held = None
        centre = QPointF(self.mapFromGlobal(pinch.centerPoint()))
        self._pinch_by(pinch.scaleFactor(), centre)
        if not pinch.lastCenterPoint().isNull():
            self.push(pinch.centerPoint() - pinch.lastCenterPoint())
        self.moved_by_hand.emit()
        event.accept(pinch)
        return True

    def _pinch_by(self, factor: float, at: QPointF) -> None:
        """Multiply the zoom at once, with the fingers that do it."""
        self.zoom_to(self.view_state().zoom * factor, at)

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


def _dragged(by: QPointF) -> bool:
    return by.manhattanLength() >= QApplication.startDragDistance()
