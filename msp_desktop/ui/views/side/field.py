"""The line above a list that filters it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLineEdit, QWidget

from msp_desktop.ui.views.framed import paint_frame

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPaintEvent

    from msp_desktop.ui.theme import Theme

BESIDE = 6
HEIGHT = 30


class FilterField(QLineEdit):
    """A rounded line edit on paper.

    Escape empties it.  Signals: ``left_down()`` when the Down key asks for the list below.
    """

    left_down = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrame(False)
        self.setClearButtonEnabled(True)
        self.setFixedHeight(HEIGHT)
        self.setTextMargins(BESIDE, 0, BESIDE, 0)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colours and font."""
        self._theme = theme
        palette = theme.palette()
        # The paper is painted here, because the style's own ground has square corners.
        palette.setColor(QPalette.ColorRole.Base, Qt.GlobalColor.transparent)
        self.setPalette(palette)
        self.setFont(theme.font("font-ui"))

    def paintEvent(self, event: QPaintEvent) -> None:
        edge = "focus" if self.hasFocus() else "border"
        paint_frame(self, self._theme, "paper", edge, rounded=0.75).end()
        super().paintEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() == Qt.Key.Key_Down:
            self.left_down.emit()
        else:
            super().keyPressEvent(event)
