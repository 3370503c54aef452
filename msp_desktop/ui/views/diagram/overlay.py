"""The seam for what is painted over a picture: links, pins, covers.

An overlay thinks in fractions of the picture's width and height, which outlive zooming, pushing and
a picture that is exported again at another size; :class:`Ground` says where those are on the
screen.  The canvas offers the hand's and the keyboard's doings to its overlays before it moves the
picture by them, the topmost overlay first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from PySide6.QtCore import QPointF, QRectF, QSizeF

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
    from PySide6.QtWidgets import QMenu

    from msp_desktop.ui.theme import Theme


class Ground(NamedTuple):
    """Where a picture lies in its window: ``place`` in device-independent pixels.

    ``size`` is the picture's own, in its own units.
    """

    place: QRectF
    size: QSizeF

    def spot(self, x: float, y: float) -> QPointF:
        """Return where in the window a place of the picture is, given as fractions."""
        return QPointF(
            self.place.x() + x * self.place.width(), self.place.y() + y * self.place.height()
        )

    def box(self, x: float, y: float, width: float, height: float) -> QRectF:
        """Return where in the window a rectangle of the picture is, given as fractions."""
        across, down = self.place.width(), self.place.height()
        return QRectF(self.spot(x, y), QSizeF(width * across, height * down))

    def fraction(self, at: QPointF) -> QPointF:
        """Return the place of the picture that is at a point of the window, as fractions.

        Beside the picture they are below 0 or above 1.
        """
        return QPointF(
            (at.x() - self.place.x()) / self.place.width(),
            (at.y() - self.place.y()) / self.place.height(),
        )

    def holds(self, at: QPointF) -> bool:
        """Return whether a point of the window is on the picture."""
        return self.place.contains(at)


class Overlay(Protocol):
    """Something over the picture.  A class that derives from it overrides what it needs.

    Whatever returns True has taken the event: neither the overlays below nor the canvas hear of
    it.  An overlay calls the canvas's ``update()`` when it wants to be painted anew.
    """

    def paint(self, painter: QPainter, ground: Ground, theme: Theme) -> None:
        """Paint over the picture, in the window's coordinates; the painter may be left dirty."""

    def pressed(self, event: QMouseEvent, ground: Ground) -> bool:
        """Take a button's press, and with it all moves until its release.

        Without that, dragging pushes the picture; a press that stays in its place is then offered
        as :meth:`clicked`.
        """
        return False

    def moved(self, event: QMouseEvent, ground: Ground) -> bool:
        """Take the pointer's move: of a press that was taken, or without any button down.

        True for the latter keeps the overlay's own cursor; the canvas's comes back by itself.
        """
        return False

    def released(self, event: QMouseEvent, ground: Ground) -> bool:
        """Take the release of a press that was taken."""
        return False

    def clicked(self, event: QMouseEvent, ground: Ground) -> bool:
        """Take a click: a press and a release in one place that was no drag."""
        return False

    def double_clicked(self, event: QMouseEvent, ground: Ground) -> bool:
        """Take a double-click, which would otherwise come closer."""
        return False

    def key_pressed(self, event: QKeyEvent, ground: Ground) -> bool:
        """Take a key, which would otherwise zoom or push."""
        return False

    def left(self) -> None:
        """Hear that the pointer has left the window."""

    def focused(self, *, forward: bool) -> bool:
        """Hear that Tab (or, not ``forward``, Shift+Tab) has come to the canvas or goes on in it.

        True where there is another stop in the overlay; False lets the focus leave the canvas.
        """
        return False

    def fill_menu(self, menu: QMenu, at: QPointF) -> None:
        """Add to the context menu that is asked for at a place of the picture, as fractions."""

    def tip(self, at: QPointF) -> str:
        """Return what a tip says at a place of the picture, as fractions; "" for nothing."""
        return ""
