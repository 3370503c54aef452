"""The row below a picture whose places are covered: how far one is, and the grades."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from msp_desktop.review.recall import Face
from msp_desktop.ui.views.flat import FlatButton

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from msp_desktop.review.recall import Round
    from msp_desktop.ui.theme import Theme

_MARGIN = 12


class RecallBar(QWidget):
    """Shows a round.

    Signals: ``reveal()``, ``graded(bool)``, ``undo()``, ``again()`` and ``leave()`` for what the
    user wants.
    """

    reveal = Signal()
    graded = Signal(bool)
    undo = Signal()
    again = Signal()
    leave = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.progress = QLabel()
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.show_it = self._button(self.tr("Show"), self.tr("Show what is covered (Space)"))
        self.known = self._button(self.tr("Knew it"), self.tr("I knew it (1)"))
        self.unknown = self._button(self.tr("Did not"), self.tr("I did not know it (2)"))
        self.back = self._button(self.tr("Undo"), self.tr("Undo the last grade (Backspace)"))
        self.once_more = self._button(self.tr("Once more"), self.tr("Cover everything once more"))
        self.end = self._button(self.tr("End"), self.tr("End this (Esc)"))
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.progress)
        row.addStretch(1)
        for button in self._buttons():
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, 6, _MARGIN, 6)
        column.addWidget(self.words)
        column.addLayout(row)
        self.show_it.clicked.connect(self.reveal)
        self.known.clicked.connect(lambda: self.graded.emit(True))
        self.unknown.clicked.connect(lambda: self.graded.emit(False))
        self.back.clicked.connect(self.undo)
        self.once_more.clicked.connect(self.again)
        self.end.clicked.connect(self.leave)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colours and fonts."""
        self._theme = theme
        self.setPalette(theme.palette())
        self.progress.setFont(theme.font("font-small", bold=True))
        self.words.setFont(theme.font("font-small"))
        for button in self._buttons():
            button.set_look(theme, text="text", size="font-small")
        self.update()

    def show_round(self, now: Round) -> None:
        """Show how far a round is; at its end, what came of it."""
        progress = self.tr("{done}/{all}").format(done=now.graded, all=len(now.places))
        self.progress.setText(progress)
        summary, shown = now.summary, now.face(now.current) is Face.SHOWN
        words = self.tr("{known} known, {unknown} to look at again. Kept with today's date.")
        self.words.setText(words.format(known=summary.known, unknown=summary.unknown))
        self.words.setVisible(now.finished)
        self.show_it.setVisible(not now.finished and not shown)
        self.known.setVisible(not now.finished and shown)
        self.unknown.setVisible(not now.finished and shown)
        self.back.setEnabled(now.graded > 0)
        self.once_more.setVisible(now.finished)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line above the row."""
        painter = QPainter(self)
        painter.setPen(self._theme.colour("border"))
        painter.drawLine(QPoint(0, 0), QPoint(self.width(), 0))

    def _buttons(self) -> tuple[FlatButton, ...]:
        grades = (self.show_it, self.known, self.unknown)
        return (*grades, self.back, self.once_more, self.end)

    def _button(self, text: str, says: str) -> FlatButton:
        button = FlatButton(self, raised=True)
        button.setText(text)
        button.setToolTip(says)
        button.setAccessibleDescription(says)
        return button
