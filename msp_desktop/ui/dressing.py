"""Which look the program has: light or dark, with the system or as chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from msp_desktop.paths import resources
from msp_desktop.ui.settings import Look
from msp_desktop.ui.theme import Theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from msp_desktop.ui.settings import Settings


class Dressing(QObject):
    """Dresses the application.

    Signals: ``changed(Theme)`` when the look is another one, and the application wears it.
    """

    changed = Signal(object)

    def __init__(self, app: QApplication, settings: Settings, parent: QObject) -> None:
        super().__init__(parent)
        self._app = app
        self._settings = settings
        app.styleHints().colorSchemeChanged.connect(self._wear)

    def theme(self) -> Theme:
        """Return the theme of the look as it is now."""
        look = self._settings.look
        dark = look is Look.DARK or (
            look is Look.SYSTEM and self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        )
        return Theme.load(resources() / "themes", dark=dark)

    def dress(self, theme: Theme) -> None:
        """Have the application wear a theme."""
        self._app.setPalette(theme.palette())
        self._app.setFont(theme.font())

    def choose(self, look: Look) -> None:
        """Take the look that the user chose."""
        self._settings.look = look
        self._wear()

    def _wear(self) -> None:
        theme = self.theme()
        self.dress(theme)
        self.changed.emit(theme)
