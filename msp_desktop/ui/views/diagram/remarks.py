"""A line above a picture that is shown, but not quite as its file has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QWidget

from msp_desktop.ui.views.diagram.forms import Remark

if TYPE_CHECKING:
    from collections.abc import Collection

    from msp_desktop.ui.theme import Theme


class Remarks(QLabel):
    """Says what was left out of a picture, or that its name is misleading; hidden otherwise."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setContentsMargins(12, 5, 12, 5)
        self.setAutoFillBackground(True)
        self.hide()
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colours and font."""
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.Window, theme.colour("warning-panel"))
        palette.setColor(QPalette.ColorRole.WindowText, theme.colour("warning"))
        self.setPalette(palette)
        self.setFont(theme.font("font-small"))

    def tell(self, remarks: Collection[Remark], kind: str) -> None:
        """Say what there is to say of a picture; ``kind`` is what it really is: "PNG"."""
        words = [text for remark, text in self._words(kind) if remark in remarks]
        self.setText(" ".join(words))
        self.setVisible(bool(words))

    def _words(self, kind: str) -> list[tuple[Remark, str]]:
        return [
            (
                Remark.ENDING,
                self.tr("The file's name says otherwise, but this is a {kind} picture.").format(
                    kind=kind
                ),
            ),
            (Remark.SCRIPTS, self.tr("It holds scripts, which were left out.")),
            (
                Remark.OUTSIDE,
                self.tr("It refers to things outside its file, which were left out."),
            ),
        ]
