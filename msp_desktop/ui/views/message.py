"""Messages above the page: what happened, and what can be done about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
)

from msp_desktop.ui.icons import icon
from msp_desktop.ui.views.meter import WHOLE, Meter

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPaintEvent

    from msp_desktop.ui.theme import Theme


class Message(NamedTuple):
    """One message.  A newer one with the same ``key`` takes its place.

    ``role`` is the theme's role of its ground and text: "news", "warning" or "error".  One that is
    ``measured`` says how far something is (see :meth:`MessageBar.measure`).  ``dismissed`` is
    called when the user sends it away.
    """

    key: str
    text: str
    role: str = "warning"
    actions: tuple[tuple[str, Callable[[], None]], ...] = ()
    lasting: bool = False
    measured: bool = False
    dismissed: Callable[[], None] | None = None


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
        row = _Row(message, self._theme, lambda: self._dismiss(message))
        self._rows[message.key] = (message, row)
        self._column.addWidget(row)
        self.show()

    def measure(self, key: str, text: str, share: float | None) -> None:
        """Say how far something is: as a text, and as a share from 0 to 1, None if nobody knows.

        The message stays where it is, and its buttons stay pressed.
        """
        if key in self._rows:
            message, row = self._rows[key]
            self._rows[key] = (message._replace(text=text), row)
            row.measure(text, share)

    def withdraw(self, key: str) -> None:
        """Take a message away, if it stands."""
        if key in self._rows:
            _, row = self._rows.pop(key)
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
            self.setVisible(bool(self._rows))

    def offers(self, key: str) -> list[str] | None:
        """Return what the buttons of a message say, None where it does not stand."""
        found = self._rows.get(key)
        return [words for words, _ in found[0].actions] if found is not None else None

    def _dismiss(self, message: Message) -> None:
        self.withdraw(message.key)
        if message.dismissed is not None:
            message.dismissed()

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
        column = QVBoxLayout()
        column.setSpacing(5)
        column.addWidget(label)
        row.addLayout(column, 1)
        self._label = label
        self._meter: Meter | None = None
        if message.measured:
            self._meter = Meter(theme)
            self._meter.setAccessibleName(message.text)
            self._meter.hide()
            column.addWidget(self._meter)
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

    def measure(self, text: str, share: float | None) -> None:
        self._label.setText(text)
        self.setAccessibleName(text)
        if self._meter is not None:
            self._meter.setVisible(share is not None)
            self._meter.setValue(round((share or 0) * WHOLE))

    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.fillRect(QRectF(self.rect()), self._ground)
