"""A trainee in front of the program: the real one, on a data folder of its own."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from program import english
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QThreadPool
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QListView, QSplitter

from msp_desktop.notebook.model import QuestionRef
from msp_desktop.notebook.notebook import Notebook
from msp_desktop.paths import Paths
from msp_desktop.ui.app import Program
from msp_desktop.ui.models.contents import ContentsRole
from msp_desktop.ui.views.search.popup import HitPopup

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtCore import QModelIndex
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from msp_desktop.course.model import Course
    from msp_desktop.ui.study import Study
    from msp_desktop.ui.windows.main import MainWindow


class Trainee:
    """Starts the program, uses it as a person would, closes it and starts it again."""

    def __init__(self, qtbot: QtBot, app: QApplication, folder: Path) -> None:
        self._qtbot = qtbot
        self._app = app
        self._program: Program | None = None
        self._hook = sys.excepthook
        self.paths = Paths.below(folder)
        english(folder)

    # Starting and ending

    def start(self, path: Path | None = None, *, wait: bool = True) -> MainWindow:
        """Start the program; ``wait`` until its course is there and all of it works."""
        assert self.start_or_quit(path), "the user would rather quit"
        if wait:
            # What the program does right after its first picture, and a course that takes longer.
            self.until(lambda: sys.excepthook is not self._hook)
            self.until(lambda: self.study.course is not None)
            self.settle()
        return self.window

    def start_or_quit(self, path: Path | None = None) -> bool:
        """Start the program; return whether it runs, or the user chose to quit instead."""
        assert self._program is None, "it runs already"
        self._program = Program(self._app, self.paths)
        return self._program.begin(path)

    def close(self) -> None:
        """Close the window and end the program, as at the end of the day."""
        assert self.window.close(), "it would not close"
        self.end()

    def end(self) -> None:
        """Take the program away, whatever it is doing."""
        if self._program is None:
            return
        program, self._program = self._program, None
        window = program.window
        program._end()
        if window is not None:
            window.hide()
            window.deleteLater()
        program.deleteLater()
        QThreadPool.globalInstance().waitForDone()
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    @property
    def running(self) -> bool:
        return self._program is not None and self._program.window is not None

    @property
    def window(self) -> MainWindow:
        assert self._program is not None
        assert self._program.window is not None
        return self._program.window

    @property
    def study(self) -> Study:
        assert self._program is not None
        assert self._program.study is not None
        return self._program.study

    @property
    def course(self) -> Course:
        assert self.study.course is not None
        return self.study.course

    # Waiting

    def until(self, met: Callable[[], object]) -> None:
        self._qtbot.waitUntil(lambda: bool(met()))
        # A bug is to fail the test, not to open a dialog.
        sys.excepthook = self._hook

    def settle(self) -> None:
        """Wait until everything written is on disk and every picture is shown."""
        self.until(lambda: self.window.diagram.at_rest and not self.pending)
        QCoreApplication.processEvents()

    def until_followed(self) -> None:
        """Wait until the open edition is kept, and what was written has moved along to it."""

        def followed() -> bool:
            record, course = self.study.record, self.study.course
            if record is None or course is None or course.digest != record.digest:
                return False
            name = record.id
            kept = self.study.ask(lambda notebook: notebook.editions.digests(name), ())
            return kept[:1] == (course.digest,)

        self.until(followed)
        self.settle()

    @property
    def pending(self) -> int:
        saver = self.window._saver
        return saver.pending if saver is not None else 0

    # What is seen

    @property
    def question(self) -> str:
        """The current question's id."""
        return self.window.reader.reader.current_question

    @property
    def page_text(self) -> str:
        return self.window.reader.reader.toPlainText()

    @property
    def messages(self) -> list[str]:
        return self.window.messages.texts()

    @property
    def note_text(self) -> str:
        return self.window.notes.editor.toPlainText()

    @property
    def note_state(self) -> str:
        return self.window.notes.header.state.text()

    @property
    def tree_current(self) -> str:
        """The id of the row that the contents mark."""
        index = self.window.side.tree.currentIndex()
        return str(index.data(ContentsRole.ID)) if index.isValid() else ""

    @property
    def hits(self) -> int:
        """How many hits the open list below the search field shows for what it holds now."""
        popups = [one for one in self.window.findChildren(HitPopup) if one.isVisible()]
        if not popups or self.window.search._answered != self.window.search.line.seen:
            return 0
        return popups[0].findChildren(QListView)[0].model().rowCount()

    @property
    def pane_sizes(self) -> list[list[int]]:
        """How the window's room is shared out."""
        return [one.sizes() for one in self.window.panes.findChildren(QSplitter)]

    @property
    def marks(self) -> QListView:
        """The list of bookmarks or notes that is shown."""
        [shown] = [one for one in self.window.side.findChildren(QListView) if one.isVisible()]
        return shown

    def listed(self, role: int) -> list[object]:
        """What the shown list of bookmarks or notes says in its rows."""
        model = self.marks.model()
        return [model.index(row, 0).data(role) for row in range(model.rowCount())]

    # Hands

    def open(self, path: Path) -> None:
        """Open another course."""
        self.study.open(path)
        self.until(lambda: self.course.source == path)
        self.settle()

    def press(
        self, key: Qt.Key, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Press a key where the focus is."""
        target = self._app.focusWidget() or self.window
        QTest.keyClick(target, key, keys)

    def click_mark(self, row: int) -> None:
        """Click a row of the list of bookmarks or notes that is shown."""
        marks = self.marks
        place = marks.visualRect(marks.model().index(row, 0)).center()
        QTest.mouseClick(marks.viewport(), Qt.MouseButton.LeftButton, pos=place)

    def choose_file(self, file: Path, ask: Callable[[], object]) -> None:
        """Do what opens a file dialog, and choose a file in it."""
        ask()
        self.until(lambda: self.window.findChildren(QFileDialog))
        [dialog] = self.window.findChildren(QFileDialog)
        dialog.fileSelected.emit(str(file))
        dialog.close()

    def type_note(self, text: str) -> None:
        """Go to the note of the current question with the keys for it, and type at its end."""
        self.press(Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
        assert self.window.notes.editor.hasFocus()
        self.window.notes.editor.moveCursor(QTextCursor.MoveOperation.End)
        QTest.keyClicks(self.window.notes.editor, text)

    def write_note(self, text: str) -> None:
        """Write a note, and wait until the window says that it is on disk."""
        self.type_note(text)
        self.until(lambda: self.note_state == "Saved")

    def click_row(self, index: QModelIndex) -> None:
        tree = self.window.side.tree
        tree.scrollTo(index)
        QTest.mouseClick(
            tree.viewport(),
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
            tree.visualRect(index).center(),
        )

    def click_question(self, question: str) -> None:
        """Click a question in the contents."""
        self.click_row(self.row(question))

    def row(self, identifier: str) -> QModelIndex:
        """Return the row of the contents for a chapter or a question."""
        model = self.window.side.model
        found = model.match(
            model.index(0, 0),
            ContentsRole.ID,
            identifier,
            1,
            Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive,
        )
        assert found, f"the contents do not list {identifier}"
        return found[0]

    # What another program finds

    def note_on_disk(self, question: str) -> str:
        with Notebook.open_read_only(self.paths.notebook) as notebook:
            for record in notebook.library():
                note = notebook.note(QuestionRef(record.id, question))
                if note is not None:
                    return note.text
        return ""

    def bookmarked_on_disk(self, question: str) -> bool:
        with Notebook.open_read_only(self.paths.notebook) as notebook:
            return any(
                notebook.bookmarked(QuestionRef(record.id, question))
                for record in notebook.library()
            )
