"""Panes on the full screen and in windows of their own, and what leads a picture there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from msp_desktop.ui.views.diagram.pane import DiagramPane
    from msp_desktop.ui.windows.commands import Commands
    from msp_desktop.ui.windows.panes import Panes


class Screens(QObject):
    """Does what F11, the diagram's button and its menu say."""

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
