"""What is over a picture, offered the hand's and the keyboard's doings in turn."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
    from PySide6.QtWidgets import QMenu

    from msp_desktop.ui.theme import Theme
    from msp_desktop.ui.views.diagram.overlay import Ground, Overlay


class Overlays:
    """The overlays of a canvas, the lowest first.

    Each method offers one thing that happened, from the topmost down, and returns whether one of
    them took it.
    """

    def __init__(self) -> None:
        self._all: list[Overlay] = []
        self._holder: Overlay | None = None
        self._pointed: Overlay | None = None

    def __bool__(self) -> bool:
        return bool(self._all)

    def add(self, overlay: Overlay) -> None:
        """Put an overlay on top of the others."""
        self._all.append(overlay)

    def remove(self, overlay: Overlay) -> None:
        """Take an overlay away."""
        self._all.remove(overlay)
        if self._holder is overlay:
            self._holder = None
        if self._pointed is overlay:
            self._pointed = None

    def paint(self, painter: QPainter, ground: Ground, theme: Theme) -> None:
        """Paint all, the lowest first."""
        for overlay in self._all:
            painter.save()
            overlay.paint(painter, ground, theme)
            painter.restore()

    def pressed(self, event: QMouseEvent, ground: Ground) -> bool:
        """Offer a press; who takes it gets all that follows until the release."""
        self._holder = next((one for one in self._from_top() if one.pressed(event, ground)), None)
        return self._holder is not None

    def moved(self, event: QMouseEvent, ground: Ground) -> bool:
        """Give a move to who took the press, or else offer it to be pointed at."""
        if self._holder is not None:
            self._holder.moved(event, ground)
            return True
        before = self._pointed
        self._pointed = next((one for one in self._from_top() if one.moved(event, ground)), None)
        if before is not None and before is not self._pointed:
            before.left()
        return self._pointed is not None

    def released(self, event: QMouseEvent, ground: Ground) -> bool:
        """Give the release to who took the press."""
        holder, self._holder = self._holder, None
        if holder is not None:
            holder.released(event, ground)
        return holder is not None

    def clicked(self, event: QMouseEvent, ground: Ground) -> bool:
        """Offer a click."""
        return any(one.clicked(event, ground) for one in self._from_top())

    def double_clicked(self, event: QMouseEvent, ground: Ground) -> bool:
        """Offer a double-click."""
        return any(one.double_clicked(event, ground) for one in self._from_top())

    def key_pressed(self, event: QKeyEvent, ground: Ground) -> bool:
        """Offer a key."""
        return any(one.key_pressed(event, ground) for one in self._from_top())

    def left(self) -> None:
        """Tell all that the pointer is gone."""
        self._pointed = None
        for overlay in self._all:
            overlay.left()

    def focused(self, *, forward: bool) -> bool:
        """Offer Tab."""
        return any(one.focused(forward=forward) for one in self._from_top())

    def fill_menu(self, menu: QMenu, at: QPointF) -> None:
        """Let all add to a context menu, the topmost first."""
        for overlay in self._from_top():
            overlay.fill_menu(menu, at)

    def tip(self, at: QPointF) -> str:
        """Return the topmost tip at a place."""
        return next(filter(None, (one.tip(at) for one in self._from_top())), "")

    def _from_top(self) -> list[Overlay]:
        return self._all[::-1]
