"""A quiet text where a list has nothing to show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QWidget

if TYPE_CHECKING:
    from msp_desktop.ui.theme import Theme

MARGIN = 16


class Notice(QLabel):
    """Says in place of a list why it is empty and what to do about it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.setMargin(MARGIN)
        # A long word must not keep the pane from being made narrow.
        self.setMinimumWidth(1)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's font and colour."""
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.WindowText, theme.colour("muted"))
        self.setPalette(palette)
        self.setFont(theme.font("font-ui"))
