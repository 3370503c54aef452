"""Less motion: what moves by itself, as far as the user wants to see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from msp_desktop.ui.settings import Settings
    from msp_desktop.ui.views.diagram.pane import DiagramPane
    from msp_desktop.ui.windows.commands import Commands


class Motion(QObject):
    """Has the pictures keep still, and remembers that; nothing else in the window moves by itself.

    It goes beyond what the desktop says: where that asks for less motion, nothing moves anyway.
    """

    def __init__(self, diagram: DiagramPane, settings: Settings, commands: Commands) -> None:
        super().__init__(diagram)
        self._diagram = diagram
        self._settings = settings
        action = commands["less-motion"]
        action.setCheckable(True)
        action.setChecked(settings.less_motion)
        diagram.canvas.set_calm(calm=settings.less_motion)
        action.toggled.connect(self._choose)

    def _choose(self, calm: bool) -> None:
        self._settings.less_motion = calm
        self._diagram.canvas.set_calm(calm=calm)
        if calm and self._diagram.beside.can_play:
            self._diagram.beside.player.stop()
