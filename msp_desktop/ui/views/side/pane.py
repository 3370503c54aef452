"""The pane at the window's left side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QLocale, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from msp_desktop.ui.models.contents import ContentsModel
from msp_desktop.ui.models.mark_rows import Written, bookmark_rows, written_rows
from msp_desktop.ui.models.marks import decide_words
from msp_desktop.ui.views.side.contents_tree import ContentsTree
from msp_desktop.ui.views.side.marks_page import MarksPage
from msp_desktop.ui.views.side.notice import Notice
from msp_desktop.ui.views.side.tabs import Tabs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from msp_desktop.course.model import Course
    from msp_desktop.notebook.model import Bookmark, Note
    from msp_desktop.ui.models.mark_rows import MarkRow
    from msp_desktop.ui.theme import Theme

CONTENTS, BOOKMARKS, NOTES = "contents", "bookmarks", "notes"
TABS = (CONTENTS, BOOKMARKS, NOTES)
"""The names of the tabs, in their order."""

MARGIN = 10
ABOVE = 8
WIDTH = 272
"""How wide the pane likes to be, in device-independent pixels."""

NARROWEST = 180


class SidePane(QWidget):
    """Shows where things are: the contents, the bookmarks, the notes.

    Signals: ``preface_chosen()``, ``chapter_chosen(id)``, ``question_chosen(id)`` and
    ``diagram_chosen(place in course.diagrams)`` for what the user wants to look at;
    ``note_chosen(question id)`` for a note in the list of notes, also of a question that is not in
    the course any more; ``highlight_chosen(id)``; ``bookmark_removed(question id)``,
    ``bookmark_labelled(question id, label)``, ``note_removed(subject)``,
    ``highlight_removed(id)``, ``pin_removed(id)``; ``decision_wanted(subject)`` for what is not
    found in this edition, "" for any.
    """

    preface_chosen = Signal()
    chapter_chosen = Signal(str)
    question_chosen = Signal(str)
    diagram_chosen = Signal(int)
    note_chosen = Signal(str)
    bookmark_removed = Signal(str)
    bookmark_labelled = Signal(str, str)
    highlight_chosen = Signal(str)
    note_removed = Signal(str)
    highlight_removed = Signal(str)
    pin_removed = Signal(str)
    decision_wanted = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._course: Course | None = None
        self._bookmarks: tuple[Bookmark, ...] = ()
        self._written = Written()
        self._chapter = ""
        self._question = ""
        self._lists: dict[str, MarksPage] = {}
        self.tabs = Tabs(theme, self)
        self.model = ContentsModel(self)
        self.tree = ContentsTree(self.model, theme, self)
        self._no_contents = Notice(theme, self)
        self._contents = QStackedWidget(self)
        self._contents.addWidget(self.tree)
        self._contents.addWidget(self._no_contents)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._contents)
        for name in ("list", "star", "leaf"):
            self.tabs.add(name)
        above = QHBoxLayout()
        above.setContentsMargins(MARGIN, ABOVE, MARGIN, ABOVE)
        above.addWidget(self.tabs)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(above)
        column.addWidget(self._stack, 1)
        self.setAutoFillBackground(True)
        self.setMinimumWidth(NARROWEST)
        self._connect()
        self._retranslate()
        self.set_theme(theme)

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._show_page)
        self.tree.preface_chosen.connect(self.preface_chosen)
        self.tree.chapter_chosen.connect(self.chapter_chosen)
        self.tree.question_chosen.connect(self.question_chosen)
        self.tree.diagram_chosen.connect(self.diagram_chosen)

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, super().sizeHint().height())

    def set_course(self, course: Course | None, collapsed: Sequence[str] | None = None) -> None:
        """Show a course, or that none is open, with its chapters as :meth:`collapsed` said.

        Where that is not given, they stay as they are.
        """
        self._course = course
        self.tree.set_course(course, self.tree.folds() if collapsed is None else collapsed)
        self._say_what_is_missing()
        for name in self._lists:
            self._fill(name)

    def set_marks(
        self, bookmarks: Sequence[Bookmark], notes: Sequence[Note], written: Written | None = None
    ) -> None:
        """Show the user's bookmarks and notes on this course, and what else is written in it."""
        self._bookmarks = tuple(bookmarks)
        self._written = (written or Written())._replace(notes=tuple(notes))
        places = self._written.places
        self.model.set_marks(
            frozenset(one.ref.question for one in bookmarks),
            frozenset(
                places.get(one.ref.question, one.ref.question)
                for one in notes
                if one.ref.question not in self._written.hidden
            ),
        )
        self._name_tabs()
        for name in self._lists:
            self._fill(name)

    def set_current(self, chapter_id: str, question_id: str) -> None:
        """Mark what is being read and show it; "" as the question stands for the chapter's top."""
        self._question, self._chapter = question_id, chapter_id
        self.tree.follow(chapter_id, question_id)
        for page in self._lists.values():
            page.follow(question_id, chapter_id)

    def set_theme(self, theme: Theme) -> None:
        """Take another theme."""
        self._theme = theme
        palette = theme.palette()
        # Lists lie on the panel, not on paper; their rows paint what is selected themselves.
        palette.setColor(palette.ColorRole.Base, theme.colour("panel"))
        palette.setColor(palette.ColorRole.Highlight, Qt.GlobalColor.transparent)
        self.setPalette(palette)
        self.tabs.set_theme(theme)
        self.tree.set_theme(theme)
        self._no_contents.set_theme(theme)
        for page in self._lists.values():
            page.set_theme(theme)

    def show_tab(self, name: str) -> None:
        """Show "contents", "bookmarks" or "notes"; ValueError for another name."""
        self.tabs.setCurrentIndex(TABS.index(name))

    def tab(self) -> str:
        """Return the name of the tab that is shown."""
        return TABS[self.tabs.currentIndex()]

    def collapsed(self) -> list[str]:
        """Return which folders and chapters are closed, or opened, other than at first."""
        return self.tree.folds()

    def set_collapsed(self, chapters: Sequence[str]) -> None:
        """Close and open these, and leave all others as they are at first."""
        self.tree.set_folds(chapters)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    # The pages.

    def _show_page(self, index: int) -> None:
        name = TABS[index]
        if name != CONTENTS and name not in self._lists:
            self._lists[name] = self._new_list(name)
        self._stack.setCurrentWidget(self._lists.get(name, self._contents))

    def _new_list(self, name: str) -> MarksPage:
        page = MarksPage(self._theme)
        if name == BOOKMARKS:
            page.chosen.connect(self._choose_bookmark)
            page.removed.connect(self.bookmark_removed)
            page.model.labelled = True
            page.model.label_given.connect(self.bookmark_labelled)
            page.list.customContextMenuRequested.connect(self._bookmark_menu)
        else:
            page.chosen.connect(self._choose_note)
            page.removed.connect(self._remove_note)
            page.list.customContextMenuRequested.connect(self._note_menu)
        page.decide_wanted.connect(lambda: self.decision_wanted.emit(""))
        page.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._stack.addWidget(page)
        self._lists[name] = page
        self._name_list(name)
        self._fill(name)
        page.follow(self._question, self._chapter)
        return page

    def _fill(self, name: str) -> None:
        rows = (
            bookmark_rows(self._course, self._bookmarks)
            if name == BOOKMARKS
            else written_rows(self._course, self._written)
        )
        self._lists[name].set_rows(rows)

    def _choose_bookmark(self, row: MarkRow) -> None:
        """Go to a bookmarked question; of one that is gone, its note is all there is to read."""
        if not row.missing:
            self.question_chosen.emit(row.question)
        elif any(note.ref.question == row.question for note in self._written.notes):
            self.note_chosen.emit(row.question)

    def _choose_note(self, row: MarkRow) -> None:
        """Go to a highlight or a question with a note."""
        if row.highlight:
            self.highlight_chosen.emit(row.highlight)
        else:
            self.note_chosen.emit(row.question)

    def _remove_note(self, subject: str) -> None:
        if any(one.id == subject for one in self._written.highlights):
            self.highlight_removed.emit(subject)
        elif self._is_pin(subject):
            self.pin_removed.emit(subject)
        else:
            self.note_removed.emit(subject)

    def _is_pin(self, subject: str) -> bool:
        return any(pin.id == subject for pin, _ in self._written.pins)

    def _note_menu(self, place: QPoint) -> None:
        notes = self._lists[NOTES]
        index = notes.list.indexAt(place)
        row = notes.model.row_of(index) if index.isValid() else None
        if row is None or not row.question:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(
            self.tr("Show the note") if row.missing else self.tr("Go there"),
            lambda: self._choose_note(row),
        )
        if row.missing and row.decidable:
            menu.addAction(decide_words(), lambda: self.decision_wanted.emit(row.subject))
        words = self.tr("Remove highlight") if row.highlight else self.tr("Remove note")
        words = self.tr("Remove pin") if self._is_pin(row.subject) else words
        remove = menu.addAction(words, lambda: self._remove_note(row.subject))
        remove.setShortcut(QKeySequence(Qt.Key.Key_Delete))
        menu.popup(notes.list.viewport().mapToGlobal(place))

    def _bookmark_menu(self, place: QPoint) -> None:
        marks = self._lists[BOOKMARKS]
        index = marks.list.indexAt(place)
        row = marks.model.row_of(index) if index.isValid() else None
        if row is None or not row.question:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if not row.missing:
            menu.addAction(self.tr("Go to question"), lambda: self._choose_bookmark(row))
        else:
            menu.addAction(decide_words(), lambda: self.decision_wanted.emit(row.subject))
        label = menu.addAction(self.tr("Label…"), lambda: self._edit_label(row.question))
        label.setShortcut(QKeySequence(Qt.Key.Key_F2))
        remove = menu.addAction(self.tr("Remove bookmark"))
        remove.triggered.connect(lambda: self.bookmark_removed.emit(row.question))
        remove.setShortcut(QKeySequence(Qt.Key.Key_Delete))
        menu.popup(marks.list.viewport().mapToGlobal(place))

    def _edit_label(self, question: str) -> None:
        page = self._lists[BOOKMARKS]
        page.list.edit(page.model.index_of(question))

    # Words.

    def _retranslate(self) -> None:
        self.tree.setAccessibleName(self.tr("Contents"))
        self.model.retranslate()
        self.tree.viewport().update()
        self._name_tabs()
        self._say_what_is_missing()
        for name in self._lists:
            self._name_list(name)

    def _name_tabs(self) -> None:
        bookmarks, notes = self.tr("Bookmarks"), self.tr("Notes")
        if self._bookmarks:
            bookmarks = self.tr("Bookmarks {count}").format(count=_number(len(self._bookmarks)))
        count = self._written.rows
        if count:
            notes = self.tr("Notes {count}").format(count=_number(count))
        contents = self.tr("Contents")
        names = (contents, self.tr("Bookmarks"), self.tr("Notes"))
        for index, text in enumerate((contents, bookmarks, notes)):
            self.tabs.name(index, names[index], text)

    def _say_what_is_missing(self) -> None:
        self._no_contents.setText(
            self.tr("No course is open. Open a file or a folder, or drop one on this window.")
            if self._course is None
            else self.tr("This course has no chapters.")
        )
        nothing = self.model.rowCount() == 0
        self._contents.setCurrentWidget(self._no_contents if nothing else self.tree)

    def _name_list(self, name: str) -> None:
        if name == BOOKMARKS:
            keys = QKeySequence("Ctrl+D").toString(QKeySequence.SequenceFormat.NativeText)
            empty = self.tr(
                "No bookmarks yet. Press {keys}, or click the star beside a question."
            ).format(keys=keys)
            words = (self.tr("Bookmarks"), self.tr("Filter bookmarks"), empty)
        else:
            empty = self.tr(
                "No notes yet. Write in the notes pane; what you write belongs to the question "
                "you are reading."
            )
            words = (self.tr("Notes"), self.tr("Filter notes"), empty)
        self._lists[name].set_words(*words)


def _number(count: int) -> str:
    return QLocale().toString(count)
