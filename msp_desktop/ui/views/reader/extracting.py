"""What is selected on a page, by mouse or by keys, as stretches of the texts of questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QTextCursor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QPainter

    from msp_desktop.course.text import Extract
    from msp_desktop.ui.views.reader.passages import Passage
    from msp_desktop.ui.views.reader.shown_marks import ShownMarks
    from msp_desktop.ui.views.reader.view import Reader

MOVES = {
    Qt.Key.Key_Left: (QTextCursor.MoveOperation.Left, QTextCursor.MoveOperation.WordLeft),
    Qt.Key.Key_Right: (QTextCursor.MoveOperation.Right, QTextCursor.MoveOperation.WordRight),
    Qt.Key.Key_Up: (QTextCursor.MoveOperation.Up, QTextCursor.MoveOperation.Up),
    Qt.Key.Key_Down: (QTextCursor.MoveOperation.Down, QTextCursor.MoveOperation.Down),
    Qt.Key.Key_Home: (
        QTextCursor.MoveOperation.StartOfLine,
        QTextCursor.MoveOperation.StartOfBlock,
    ),
    Qt.Key.Key_End: (QTextCursor.MoveOperation.EndOfLine, QTextCursor.MoveOperation.EndOfBlock),
}
"""Which way a key moves the free end of a selection, without and with Ctrl."""


class Extracting:
    """The selection in a reader.

    ``by_keys`` says that it was begun with keys: then its free end is shown as a caret.
    """

    def __init__(self, reader: Reader, marks: ShownMarks) -> None:
        self._reader = reader
        self._marks = marks
        self.by_keys = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing is selected."""
        return not self._reader.textCursor().hasSelection()

    @property
    def has_text(self) -> bool:
        """Whether something is selected that can be highlighted, however much it is."""
        return next(self._passages(), None) is not None

    def extracts(self) -> list[Extract]:
        """Return what is selected of each question."""
        from msp_desktop.course.text import Extract

        return [
            Extract(
                self._marks.passages.subject(one.piece),
                self._marks.passages.text(one.piece),
                one.start,
                one.end,
            )
            for one in self._passages()
        ]

    def _passages(self) -> Iterator[Passage]:
        cursor = self._reader.textCursor()
        if self._marks.page is not None and cursor.hasSelection():
            passages = self._marks.passages
            yield from passages.selected(cursor.selectionStart(), cursor.selectionEnd())

    def clear(self) -> None:
        """Select nothing, without scrolling."""
        cursor = self._reader.textCursor()
        value = self._reader.verticalScrollBar().value()
        cursor.setPosition(cursor.selectionEnd())
        self._reader.setTextCursor(cursor)
        self._reader.verticalScrollBar().setValue(value)
        self.by_keys = False

    def extend(self, key: Qt.Key, *, by_word: bool) -> None:
        """Move the free end of the selection; the first one begins at the caret, or in sight."""
        cursor = self._reader.textCursor()
        rect = self._reader.cursorRect(cursor)
        if not cursor.hasSelection() and not rect.intersects(self._reader.viewport().rect()):
            cursor.setPosition(self._reader.position_at_top())
        cursor.movePosition(MOVES[key][by_word], QTextCursor.MoveMode.KeepAnchor)
        self._reader.setTextCursor(cursor)
        self.by_keys = True

    def rect(self) -> QRectF | None:
        """Return where in the view the selection is, None where nothing is selected."""
        cursor = self._reader.textCursor()
        if not cursor.hasSelection():
            return None
        ends: list[QRectF] = []
        for position in (cursor.selectionStart(), cursor.selectionEnd()):
            at = QTextCursor(cursor)
            at.setPosition(position)
            ends.append(QRectF(self._reader.cursorRect(at)))
        return ends[0].united(ends[1])

    def paint_caret(self, painter: QPainter) -> None:
        """Paint where the free end of a selection by keys is, in the document's coordinates."""
        page = self._marks.page
        if self.by_keys and page is not None and self._reader.hasFocus():
            top = self._reader.verticalScrollBar().value()
            caret = QRectF(self._reader.cursorRect()).translated(0, top)
            caret.setWidth(2)
            painter.fillRect(caret, page.formats.theme.colour("accent"))
