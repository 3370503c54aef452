"""A window to search in, and how an input method writes into its field."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QListView, QVBoxLayout, QWidget

from msp_desktop.search.index import Index
from msp_desktop.ui.views.search import SearchField

if TYPE_CHECKING:
    from msp_desktop.course.model import Course
    from msp_desktop.notebook.model import Note
    from msp_desktop.search.query import Hit
    from msp_desktop.ui.theme import Theme

HIDDEN = "숨은 파일은 어떻게 보나요?"
FIRST_PART = "파일의 앞부분만 볼 수 있나요?"
COPY = "cp와 mv는 무엇이 다른가요?"
STOP = "실행 중인 프로그램을 멈추려면 어떻게 하나요?"

TypeIn = Callable[[str, list[str]], None]
"""Types a text in one go, and waits until the list shows titles."""


class SearchDesk(QWidget):
    """A window with a search field, and below it a place to write that has the focus."""

    def __init__(self, theme: Theme, course: Course) -> None:
        super().__init__()
        self.field = SearchField(theme)
        self.field.setMaximumWidth(420)
        self.page = QLineEdit()
        column = QVBoxLayout(self)
        column.addWidget(self.field)
        column.addStretch()
        column.addWidget(self.page)
        self.resize(800, 700)
        self.asked = 0
        self.notes: list[Note] = []
        self.chosen: list[Hit] = []
        self.closed = 0
        self.index = Index.of(course, [])
        self.field.set_source(self.provide)
        self.field.chosen.connect(self.chosen.append)
        self.field.closed.connect(self.count)

    def provide(self) -> Index:
        self.asked += 1
        return self.index.with_notes(self.notes)

    def count(self) -> None:
        self.closed += 1

    @property
    def line(self) -> QLineEdit:
        return self.field.findChild(QLineEdit)

    @property
    def list(self) -> QListView | None:
        return self.findChild(QListView)

    def titles(self) -> list[str] | None:
        """Return the titles that are seen, None where no list is."""
        if self.list is None or not self.list.isVisible():
            return None
        model = self.list.model()
        return [model.index(row, 0).data() for row in range(model.rowCount())]

    def current(self) -> str:
        return self.list.currentIndex().data()

    def says(self) -> list[str]:
        """Return what labels say to the eye."""
        return [label.text() for label in self.findChildren(QLabel) if label.isVisible()]


def compose(line: QLineEdit, composed: str, committed: str = "") -> None:
    """Do what an input method does at each key: show a syllable, having finished the last one."""
    event = QInputMethodEvent(composed, [])
    if committed:
        event.setCommitString(committed)
    QApplication.sendEvent(line, event)


def commit(line: QLineEdit, text: str) -> None:
    compose(line, "", text)
