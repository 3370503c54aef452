"""Find in page: a bar above the text, every hit marked, the current one more so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QTextEdit, QToolButton, QWidget

from msp_desktop.ui.icons import icon
from msp_desktop.ui.views.reader.searching import MOST_HITS, PageSearch

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from msp_desktop.ui.theme import Theme
    from msp_desktop.ui.views.reader.view import Reader


class FindBar(QWidget):
    """Searches the page that a reader shows.

    Signals: ``closed()`` when the user is done with it.
    """

    closed = Signal()

    def __init__(self, reader: Reader, theme: Theme) -> None:
        super().__init__()
        self._reader = reader
        self._theme = theme
        self._hits = PageSearch(reader)
        self._hits.changed.connect(self._show_hits)
        reader.rewritten.connect(self._show_hits)
        self._field = QLineEdit()
        self._field.setClearButtonEnabled(True)
        self._field.setAcceptDrops(False)
        self._field.textChanged.connect(self._search)
        self._count = QLabel()
        self._previous, self._next, self._close = QToolButton(), QToolButton(), QToolButton()
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 8, 6)
        row.addWidget(self._field, 1)
        row.addWidget(self._count)
        for button in (self._previous, self._next, self._close):
            button.setAutoRaise(True)
            row.addWidget(button)
        self._previous.clicked.connect(lambda: self.go(-1))
        self._next.clicked.connect(lambda: self.go(1))
        self._close.clicked.connect(self.end)
        self._translate()
        self.set_theme(theme)

    def begin(self) -> None:
        """Show the bar, ready to type; a selection on the page is what is looked for."""
        chosen = self._reader.textCursor().selectedText()
        if chosen and "\u2029" not in chosen and "\u2028" not in chosen:
            self._field.setText(chosen)
        self.show()
        self._field.setFocus()
        self._field.selectAll()
        self._search()

    def end(self) -> None:
        """Hide the bar and the marks."""
        self.hide()
        self._hits.forget()
        self._show_hits()
        self.closed.emit()

    def go(self, by: int) -> None:
        """Go to the next (1) or previous (-1) hit, round and round."""
        self._hits.go(by)

    def page_changed(self) -> None:
        """Search anew: the reader shows another page."""
        self._hits.forget()
        if self.isVisible():
            self._search(stay=True)

    def set_theme(self, theme: Theme) -> None:
        """Take another look."""
        self._theme = theme
        self._previous.setIcon(icon("up", theme))
        self._next.setIcon(icon("down", theme))
        self._close.setIcon(icon("close", theme))
        self._show_hits()

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.end()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.go(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent, /) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._translate()
        super().changeEvent(event)

    def _translate(self) -> None:
        self._field.setPlaceholderText(self.tr("Find in this page"))
        self._field.setAccessibleName(self.tr("Find in this page"))
        for button, name in (
            (self._previous, self.tr("Previous hit")),
            (self._next, self.tr("Next hit")),
            (self._close, self.tr("Close")),
        ):
            button.setAccessibleName(name)
            button.setToolTip(name)

    def _search(self, *, stay: bool = False) -> None:
        self._hits.begin(self._field.text(), stay=stay)
        self._show_hits()

    def _show_hits(self) -> None:
        """Mark the hits that are written, and say how many there are."""
        marks: list[QTextEdit.ExtraSelection] = []
        for hit, cursor in self._hits.written_hits():
            mark = QTextEdit.ExtraSelection()
            look = QTextCharFormat()
            role = "found-current" if hit == self._hits.current else "found"
            look.setBackground(self._theme.colour(role))
            mark.cursor = cursor  # pyright: ignore[reportAttributeAccessIssue]
            mark.format = look  # pyright: ignore[reportAttributeAccessIssue]
            marks.append(mark)
        if marks or self._reader.extraSelections():
            self._reader.setExtraSelections(marks)
        self._count.setText(self._counted())

    def _counted(self) -> str:
        hits = self._hits
        if not hits.total:
            return self.tr("Not found") if hits.over and self._field.text() else ""
        more = "" if hits.over else "…"
        if hits.total > MOST_HITS:
            more = "+"
        return f"{hits.place} / {min(hits.total, MOST_HITS)}{more}"
