"""Which panes are shown, and where: the commands for it, and finding it again at the next start."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from msp_desktop.ui.windows.panes import SIDES, Panes

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from msp_desktop.ui.settings import Settings
    from msp_desktop.ui.views.side.pane import SidePane
    from msp_desktop.ui.windows.commands import Commands


class Arranging(QObject):
    """Shows, hides and floats the panes of a window, and keeps how they are."""

    def __init__(
        self,
        panes: Panes,
        side: SidePane,
        commands: Commands,
        settings: Settings,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._panes = panes
        self._side = side
        self._commands = commands
        self._settings = settings
        self._window = window
        panes.arranged.connect(self._show)
        commands.connect_to(
            {f"show-{name}": partial(self._toggle, name) for name in SIDES}
            | {f"float-{name}": partial(self._float, name) for name in SIDES}
        )

    def restore(self) -> None:
        """Arrange the panes as they were."""
        from msp_desktop.ui.views.side.pane import TABS

        self._panes.restore(self._settings, self._window.width())
        for tab in self._settings.texts("window/tab"):
            if tab in TABS:
                self._side.show_tab(tab)
        self._show()

    def keep(self) -> None:
        """Keep how they are for the next time."""
        self._settings.set_texts("window/tab", [self._side.tab()])
        self._panes.save(self._settings)

    def _show(self) -> None:
        for name in SIDES:
            self._commands[f"show-{name}"].setChecked(self._panes.shown(name))
            self._commands[f"float-{name}"].setChecked(self._panes.floats(name))

    def _toggle(self, name: str) -> None:
        self._panes.show_pane(name, not self._panes.shown(name))

    def _float(self, name: str) -> None:
        self._panes.float_pane(name, floating=not self._panes.floats(name))
