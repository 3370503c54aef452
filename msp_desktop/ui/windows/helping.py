"""The window's help: keys, the data folder, the diagnostic report, what the program is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from msp_desktop.ui.windows.commands import Commands


class Helping(QObject):
    """Does what the menu "Help" offers.

    Signals: ``report_wanted()`` for the diagnostic report, which the window knows too little for.
    """

    report_wanted = Signal()

    def __init__(self, commands: Commands, data: Path, window: QWidget) -> None:
        super().__init__(window)
        self._commands = commands
        self._data = data
        self._window = window
        commands.connect_to(
            {
                "keys": self._show_keys,
                "data-folder": self._open_data_folder,
                "report": self.report_wanted.emit,
                "about": self._show_about,
            }
        )

    def _show_keys(self) -> None:
        from msp_desktop.ui.windows.dialogs import show_keys

        show_keys(self._window, self._commands.with_keys())

    def _open_data_folder(self) -> None:
        from msp_desktop.ui.windows.data_folder import open_folder

        open_folder(self._data, self._window)

    def _show_about(self) -> None:
        from msp_desktop.ui.windows.about import AboutDialog

        AboutDialog(self._window).open()
