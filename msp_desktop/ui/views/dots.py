"""The dots by which highlights' colours are chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QToolButton

from msp_desktop.notebook.model import Colour

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QWidget

    from msp_desktop.ui.theme import Theme

DOT = 15
ROOM = 25
"""The side of a colour's dot, and of the button that it is."""


def colour_names() -> dict[Colour, str]:
    """Return what the colours are called, in their order."""
    translate = QCoreApplication.translate
    return {
        Colour.YELLOW: translate("ColourDot", "Yellow"),
        Colour.GREEN: translate("ColourDot", "Green"),
        Colour.BLUE: translate("ColourDot", "Blue"),
        Colour.PINK: translate("ColourDot", "Pink"),
        Colour.PURPLE: translate("ColourDot", "Purple"),
    }


class ColourDot(QToolButton):
    """A colour to choose."""

    def __init__(self, colour: Colour, parent: QWidget) -> None:
        super().__init__(parent)
        self.colour = colour
        self._chosen = False
        self._theme: Theme | None = None
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setObjectName(f"colour-{colour.value}")
        self.word()

    def set_theme(self, theme: Theme) -> None:
        """Take another theme."""
        self._theme = theme
        self.update()

    def set_chosen(self, *, chosen: bool) -> None:
        """Say whether it is the one that is chosen."""
        self._chosen = chosen
        self.word()
        self.update()

    def word(self, keys: str = "") -> None:
        """Name the colour, with the keys for it."""
        name = colour_names()[self.colour]
        self.setAccessibleName(name)
        self.setAccessibleDescription(self.tr("Chosen") if self._chosen else "")
        self.setToolTip(f"{name} ({keys})" if keys else name)

    def sizeHint(self) -> QSize:
        return QSize(ROOM, ROOM)

    def paintEvent(self, event: QPaintEvent, /) -> None:
        if self._theme is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = QRectF(self.rect()).center()
        line = self._theme.colour(f"marked-{self.colour.value}")
        painter.setPen(QPen(line, 1.4))
        painter.setBrush(self._theme.colour(f"highlight-{self.colour.value}"))
        half = DOT / 2 + (1 if self.underMouse() else 0)
        painter.drawEllipse(middle, half, half)
        if self._chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(line)
            painter.drawEllipse(middle, DOT / 5, DOT / 5)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.colour("focus"), 1.5))
            painter.drawEllipse(middle, half + 2.5, half + 2.5)
