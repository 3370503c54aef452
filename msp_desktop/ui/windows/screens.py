"""Panes on the full screen and in windows of their own, and what leads a picture there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, QTimer
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from msp_desktop.ui.views.diagram.pane import DiagramPane
    from msp_desktop.ui.windows.commands import Commands
    from msp_desktop.ui.windows.panes import Panes


SETTLING = 300
"""Milliseconds that the system has to look after windows itself when a screen goes."""

GRASPED = 60
"""How much of a window's upper edge must be seen for it to be dragged, in its own pixels."""


class Screens(QObject):
    """Does what F11, the diagram's button and its menu say.

    A window that was on a screen which is unplugged comes back to where the main window is.
    """

    def __init__(
        self, window: QWidget, panes: Panes, diagram: DiagramPane, commands: Commands
    ) -> None:
        super().__init__(window)
        self._window = window
        self._panes = panes
        self._diagram = diagram
        diagram.full_screen_wanted.connect(self.turn_diagram)
        diagram.floating_wanted.connect(commands["float-diagram"].trigger)
        commands.connect_to({"full-screen": self.turn, "full-diagram": self.turn_diagram})
        self._settling = QTimer(self, interval=SETTLING, singleShot=True)
        self._settling.timeout.connect(self.bring_back)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.screenRemoved.connect(lambda _: self._settling.start())

    def turn(self) -> None:
        """Give the window that is used the full screen, or take it back."""
        name = self._panes.floating_name(QApplication.activeWindow())
        if name:
            self._panes.fill_screen(name, full=not self._panes.full_screen(name))
        elif self._window.isFullScreen():
            self._window.showNormal()
        else:
            self._window.showFullScreen()

    def turn_diagram(self) -> None:
        """Give the diagram the full screen, or take it back."""
        full = not self._panes.full_screen("diagram")
        self._panes.fill_screen("diagram", full=full)
        # Its keys are to work at once.
        self._diagram.canvas.setFocus()

    def bring_back(self) -> None:
        """Move windows that no screen shows any more to one that is there."""
        for window in (self._window, *self._panes.windows()):
            if not window.isVisible() or window.isMinimized():
                continue
            there = [one.availableGeometry() for one in QApplication.screens()]
            home = self._window.screen().availableGeometry()
            frame = window.frameGeometry()
            place = in_sight(frame, there, home)
            if place != frame:
                _move(window, place)


def in_sight(frame: QRect, screens: Sequence[QRect], home: QRect) -> QRect:
    """Return where a window is to be: where it is, if a screen shows where it can be grasped.

    Otherwise it is in the middle of ``home``, no larger than that.
    """
    edge = QRect(frame.x(), frame.y(), frame.width(), 1)
    if any((edge & one).width() >= min(GRASPED, frame.width()) for one in screens):
        return frame
    place = QRect(home.topLeft(), frame.size().boundedTo(home.size()))
    place.moveCenter(home.center())
    return place


def _move(window: QWidget, place: QRect) -> None:
    full = window.isFullScreen()
    if full:
        # A window on the full screen cannot be moved.
        window.showNormal()
    frame, inside = window.frameGeometry(), window.geometry()
    window.resize(place.size() - (frame.size() - inside.size()))
    window.move(place.topLeft())
    if full:
        window.showFullScreen()
