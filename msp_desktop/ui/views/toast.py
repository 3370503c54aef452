"""A quiet line over the lower edge of a view: what was taken away, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from msp_desktop.ui.views.flat import FlatButton
from msp_desktop.ui.views.framed import paint_frame

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from msp_desktop.ui.theme import Theme

SHOWN_FOR = 8_000
"""Milliseconds for which it is shown, and as long as the pointer is on it."""

ABOVE = 18


class Toast(QFrame):
    """Says one thing at a time, over its parent, which does not move.

    Signals: ``undo_wanted()`` for its button.
    """

    undo_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme: Theme | None = None
        self.label = QLabel(self)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.button = FlatButton(self)
        self.button.setObjectName("toast-undo")
        self.button.clicked.connect(self._undo)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 8, 6)
        row.addWidget(self.label)
        row.addWidget(self.button)
        self._end = QTimer(self, singleShot=True, interval=SHOWN_FOR)
        self._end.timeout.connect(self._over)
        parent.installEventFilter(self)
        self.hide()

    def say(self, text: str, theme: Theme) -> None:
        """Say something for a while."""
        self._theme = theme
        palette = theme.palette()
        palette.setColor(QPalette.ColorRole.WindowText, theme.colour("text"))
        self.label.setPalette(palette)
        self.label.setFont(theme.font())
        self.label.setText(text)
        self.button.setText(self.tr("Undo"))
        self.button.setAccessibleName(self.tr("Undo"))
        self.button.set_look(theme, text="link", size="font-ui", bold=True)
        self.setAccessibleName(text)
        self._place()
        self.show()
        self.raise_()
        self._end.start()

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent, /) -> None:
        if self._theme is not None:
            paint_frame(self, self._theme, "panel")

    def _place(self) -> None:
        parent = self.parentWidget()
        assert parent is not None
        size = self.sizeHint()
        left = (parent.width() - size.width()) // 2
        self.setGeometry(left, parent.height() - size.height() - ABOVE, size.width(), size.height())

    def _over(self) -> None:
        if self.underMouse() or self.button.hasFocus():
            self._end.start()
        else:
            self.hide()

    def _undo(self) -> None:
        self.hide()
        self.undo_wanted.emit()
