"""Messages above the page: what happened, and what can be done about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout

from msp_desktop.ui.icons import icon

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPaintEvent

    from msp_desktop.ui.theme import Theme


class Message(NamedTuple):
    """One message.  A newer one with the same ``key`` takes its place.

    ``role`` is the theme's role of its ground and text: "warning" or "error".
    """

    key: str
    text: str
    role: str = "warning"
    actions: tuple[tuple[str, Callable[[], None]], ...] = ()
    lasting: bool = False


class MessageBar(QFrame):
    """Stacks the messages that stand; hidden where there is none."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._rows: dict[str, tuple[Message, _Row]] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(1)
        self.hide()

    def say(self, message: Message) -> None:
        """Show a message."""
        if message.key in self._rows and self._rows[message.key][0].text == message.text:
            return
        self.withdraw(message.key)
        row = _Row(message, self._theme, lambda: self.withdraw(message.key))
        self._rows[message.key] = (message, row)
        self._column.addWidget(row)
        self.show()

    def withdraw(self, key: str) -> None:
        """Take a message away, if it stands."""
        if key in self._rows:
            _, row = self._rows.pop(key)
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
            self.setVisible(bool(self._rows))

    def texts(self) -> list[str]:
        """Return what stands, the oldest first."""
        return [message.text for message, _ in self._rows.values()]

    def set_theme(self, theme: Theme) -> None:
        """Take another look."""
        self._theme = theme
        for message, _ in list(self._rows.values()):
            self.withdraw(message.key)
            self.say(message)


class _Row(QFrame):
    def __init__(self, message: Message, theme: Theme, close: Callable[[], None]) -> None:
        super().__init__()
        self._ground = theme.colour(f"{message.role}-panel")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 7, 10, 7)
        label = QLabel(message.text)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        palette = label.palette()
        palette.setColor(QPalette.ColorRole.WindowText, theme.colour(message.role))
        label.setPalette(palette)
        row.addWidget(label, 1)
        for text, act in message.actions:
            button = QPushButton(text)
            button.clicked.connect(act)
            row.addWidget(button)
        if not message.lasting:
            dismiss = QToolButton()
            dismiss.setAutoRaise(True)
            dismiss.setIcon(icon("close", theme))
            dismiss.setAccessibleName(self.tr("Dismiss"))
            dismiss.setToolTip(self.tr("Dismiss"))
            dismiss.clicked.connect(close)
            row.addWidget(dismiss)
        self.setAccessibleName(message.text)

    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.fillRect(QRectF(self.rect()), self._ground)
