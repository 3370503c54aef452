"""A notes pane and a saver put together as the window does it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QInputMethodEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from writing_desk import WORDING, now

from msp_desktop.notebook.notebook import Notebook
from msp_desktop.ui.saving.saver import Saver
from msp_desktop.ui.views.notes import NotesPane

if TYPE_CHECKING:
    from pathlib import Path

    from writing_desk import Desk

    from msp_desktop.notebook.model import QuestionRef
    from msp_desktop.ui.theme import Theme


class Workplace:
    """One window's pane and saver on a notebook."""

    def __init__(self, path: Path, theme: Theme) -> None:
        self.reader = Notebook.open_read_only(path)
        self.saver = Saver(path, now=now)
        self.pane = NotesPane(theme)
        self.handed_on: list[tuple[QuestionRef, str, int]] = []
        self.pane.text_ready.connect(lambda *handed: self.handed_on.append(handed))
        self.pane.text_ready.connect(self._write)
        self.saver.note_written.connect(self.pane.note_written)
        self.saver.failed.connect(self.pane.set_saving_state)
        self.saver.recovered.connect(lambda: self.pane.set_saving_state(None))

    def _write(self, ref: QuestionRef, text: str, base: int) -> None:
        self.saver.write_note(ref, text, base, WORDING)

    @property
    def editor_text(self) -> str:
        return self.pane.editor.toPlainText()

    @property
    def state(self) -> str:
        return self.pane.header.state.text()

    @property
    def caret(self) -> int:
        return self.pane.editor.textCursor().position()

    def show(self, desk: Desk, number: int) -> QuestionRef:
        """Go to a question as the window does: with the note as the notebook holds it."""
        ref = desk.refs[number]
        self.pane.show_note(ref, f"Question {number}?", self.reader.note(ref))
        return ref

    def type(self, text: str) -> None:
        """Press the keys of a text; what has no key comes as from an input method."""
        for character in text:
            if character == "\n":
                QTest.keyClick(self.pane.editor, "\r")
            elif character.isascii():
                QTest.keyClick(self.pane.editor, character)
            else:
                self.compose("", character)

    def compose(self, preedit: str, commit: str = "") -> None:
        """Let an input method show characters in the making, and hand over finished ones."""
        event = QInputMethodEvent(preedit, [])
        event.setCommitString(commit)
        QApplication.sendEvent(self.pane.editor, event)

    def put_caret(self, position: int, anchor: int | None = None) -> None:
        cursor = self.pane.editor.textCursor()
        cursor.setPosition(position if anchor is None else anchor)
        cursor.setPosition(position, QTextCursor.MoveMode.KeepAnchor)
        self.pane.editor.setTextCursor(cursor)

    def close(self) -> None:
        self.pane.commit()
        self.saver.close()
        self.reader.close()


class Painted(QObject):
    """Calls somebody each time that a widget is painted, and so may have come to say more."""

    def __init__(self, watched: QObject, call: object) -> None:
        super().__init__(watched)
        self._call = call
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self._call()
        return False
