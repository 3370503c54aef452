"""Where a link leads, said at the page's lower edge while the pointer or the focus is on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QLabel

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QWidget

    from msp_desktop.ui.theme import Theme

MARGIN = 8
PADDING = 6
WIDEST = 0.8
"""How much of the page's width it takes at most."""


class LinkTip(QLabel):
    """Lies over the lower left corner of its parent, and never in the pointer's way."""

    def __init__(self, parent: QWidget, theme: Theme) -> None:
        super().__init__(parent)
        self._around = parent
        self._theme = theme
        self._words = ""
        self.setObjectName("link-tip")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setContentsMargins(PADDING, PADDING // 2, PADDING, PADDING // 2)
        self.set_theme(theme)
        self.hide()
        parent.installEventFilter(self)

    @property
    def words(self) -> str:
        """What it says, "" where it is hidden."""
        return self._words

    def say(self, words: str) -> None:
        """Say where a link leads; nothing where none is pointed at."""
        self._words = words
        self.setVisible(bool(words))
        if words:
            self._lay()
            self.raise_()

    def set_theme(self, theme: Theme) -> None:
        """Take another look."""
        self._theme = theme
        self.setFont(theme.font("font-small"))
        palette = self.palette()
        palette.setColor(self.foregroundRole(), theme.colour("muted"))
        self.setPalette(palette)
        self._lay()

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._lay()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(self._theme.colour("panel"))
        painter.setPen(self._theme.colour("border"))
        painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.end()
        super().paintEvent(event)

    def _lay(self) -> None:
        around = self._around.rect()
        room = round(around.width() * WIDEST) - 2 * PADDING
        elide = Qt.TextElideMode.ElideMiddle
        self.setText(self.fontMetrics().elidedText(self._words, elide, room))
        self.adjustSize()
        self.move(MARGIN, around.height() - self.height() - MARGIN)
