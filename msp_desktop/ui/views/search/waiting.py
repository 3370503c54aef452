"""What the list says while a long course is read for its first search."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QLocale, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from msp_desktop.ui.views.flat import FlatButton
from msp_desktop.ui.views.meter import WHOLE, Meter

if TYPE_CHECKING:
    from msp_desktop.ui.theme import Theme


class ReadingRow(QWidget):
    """Words, a thin bar and a button; it never takes the focus, which is in the field.

    Signals: ``cancelled()``.
    """

    cancelled = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._share = 0.0
        self._words = QLabel()
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._meter = Meter(theme)
        self._cancel = FlatButton(raised=True)
        self._cancel.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._cancel.clicked.connect(self.cancelled)
        column = QVBoxLayout()
        column.setSpacing(5)
        column.addWidget(self._words)
        column.addWidget(self._meter)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addLayout(column, 1)
        row.addWidget(self._cancel)
        self.set_theme(theme)
        self._translate()

    def set_theme(self, theme: Theme) -> None:
        """Take another look."""
        self._words.setFont(theme.font())
        palette = self._words.palette()
        palette.setColor(QPalette.ColorRole.WindowText, theme.colour("muted"))
        self._words.setPalette(palette)
        self._meter.set_theme(theme)
        self._cancel.set_look(theme, text="text", size="font-ui")

    def show_share(self, share: float) -> None:
        """Say how much has been read, from 0 to 1."""
        self._share = share
        self._meter.setValue(round(share * WHOLE))
        self._translate()

    def changeEvent(self, event: QEvent, /) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._translate()
        super().changeEvent(event)

    def _translate(self) -> None:
        percent = QLocale().toString(int(self._share * 100))
        words = self.tr("Reading the course for its first search… {percent} %")
        self._words.setText(words.format(percent=percent))
        self._meter.setAccessibleName(self._words.text())
        self._cancel.setText(self.tr("Cancel"))
