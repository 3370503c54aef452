"""The row above the note: whose it is, and whether it is saved."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from msp_desktop.ui.theme import Theme


class State(Enum):
    """How a note stands."""

    NOTHING = auto()
    """Nothing to say: no note, or the saving has only just begun."""
    SAVED = auto()
    SAVING = auto()
    NOT_SAVED = auto()
    READ_ONLY = auto()


class _Title(QLabel):
    """A line of plain text that ends in an ellipsis where there is no room for all of it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        shown = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, self.width()
        )
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        painter.drawText(
            self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown
        )


class NotesHeader(QWidget):
    """Title left, state right."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = _Title(self)
        self.state = QLabel(self)
        self.state.setTextFormat(Qt.TextFormat.PlainText)
        self._question: str | None = None
        self._state = State.NOTHING
        self._reason = ""
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.title, 1)
        self._row.addWidget(self.state)
        self.set_theme(theme)
        self._word()

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colours, fonts and sizes."""
        self._theme = theme
        beside = 2 * theme.size("row-padding")
        self._row.setContentsMargins(beside, 0, beside, 1)
        self._row.setSpacing(beside)
        self.setFixedHeight(theme.size("pane-header"))
        self.title.setFont(theme.font(bold=True))
        self.state.setFont(theme.font("font-small"))
        self._colour()
        self.update()

    def show_title(self, question: str | None) -> None:
        """Name the question that the note is on, None for none."""
        self._question = question
        self._word()

    def show_state(self, state: State, reason: str = "") -> None:
        """Show how the note stands, with the reason as a tool tip."""
        if (state, reason) != (self._state, self._reason):
            self._state, self._reason = state, reason
            self._word()
            self._colour()

    def changeEvent(self, event: QEvent, /) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._word()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.fillRect(0, self.height() - 1, self.width(), 1, self._theme.colour("border"))

    def _word(self) -> None:
        if self._question is None:
            self.title.setText(self.tr("Note"))
            self.title.setToolTip("")
        else:
            question = " ".join(self._question.split())
            self.title.setText(self.tr("Note — {question}").format(question=question))
            self.title.setToolTip(question)
        self.state.setText(self._words())
        self.state.setToolTip(self._reason)
        self.state.setAccessibleDescription(self._reason)

    def _words(self) -> str:
        match self._state:
            case State.NOTHING:
                return ""
            case State.SAVED:
                return self.tr("Saved")
            case State.SAVING:
                return self.tr("Saving…")
            case State.NOT_SAVED:
                return self.tr("Not saved")
            case State.READ_ONLY:
                return self.tr("Read-only")

    def _colour(self) -> None:
        wrong = self._state is State.NOT_SAVED
        palette = self.state.palette()
        palette.setColor(
            QPalette.ColorRole.WindowText, self._theme.colour("error" if wrong else "muted")
        )
        self.state.setPalette(palette)
