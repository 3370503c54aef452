"""The course's contents as a tree that follows the reader."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtWidgets import QTreeView

from msp_desktop.ui.models.branches import TOP
from msp_desktop.ui.models.contents import ContentsRole, RowKind
from msp_desktop.ui.views.side.contents_delegate import ContentsDelegate
from msp_desktop.ui.views.side.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Collection

    from PySide6.QtGui import QMouseEvent, QResizeEvent, QShowEvent
    from PySide6.QtWidgets import QWidget

    from msp_desktop.course.model import Course
    from msp_desktop.ui.models.branches import Branch
    from msp_desktop.ui.models.contents import ContentsModel
    from msp_desktop.ui.theme import Theme
    from msp_desktop.ui.views.side.delegate import AnyIndex

MOST_OPEN = 500
"""How many rows are shown at first: what lies deeper in a larger course is closed."""

MOST_MEASURED = 800
"""How many rows a course may have for each to be as high as its title needs."""

HOLD = 1500
"""How long the tree stays where the user scrolled it while the reader moves on, in milliseconds."""

_OPENED = "/"
"""Stands before what is opened though it is closed at first; no key begins with it."""


class ContentsTree(Rows, QTreeView):
    """Shows a :class:`ContentsModel`.

    Signals: ``preface_chosen()``, ``chapter_chosen(id)``, ``question_chosen(id)`` and
    ``diagram_chosen(place in course.diagrams)`` when the user clicked a row or pressed Enter on it.
    """

    preface_chosen = Signal()
    chapter_chosen = Signal(str)
    question_chosen = Signal(str)
    diagram_chosen = Signal(int)

    def __init__(self, model: ContentsModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._contents = model
        self._row_delegate = ContentsDelegate(theme, self)
        self._laid_out_for = -1
        self._read: tuple[str, str] = ("", "")
        self._opened: set[int] = set()
        self._open_at_first: set[int] = set()
        self._closed_by_hand = QPersistentModelIndex()
        self._behind = True
        self._toggling = False
        self._hands_on = QTimer(self, interval=HOLD, singleShot=True)
        self.setHeaderHidden(True)
        self.setIndentation(0)
        self.setRootIsDecorated(False)
        self.setExpandsOnDoubleClick(False)
        self.set_up_rows(self._row_delegate)
        self.setModel(model)
        # Only what the user does to the bar triggers an action, the wheel over the rows included.
        self.verticalScrollBar().actionTriggered.connect(lambda _: self._hands_on.start())
        self.collapsed.connect(self._note_closing)
        self.expanded.connect(self._note_opening)

    def set_theme(self, theme: Theme) -> None:
        """Take another theme and lay the rows out in its sizes."""
        self._row_delegate.set_theme(theme)
        self._lay_out()

    def set_course(self, course: Course | None, folds: Collection[str]) -> None:
        """Show a course, open and closed as :meth:`folds` was.

        Another edition of the same course stays where it is on the screen.
        """
        before = self._contents.course
        same = before is not None and course is not None and before.source == course.source
        place = self._place() if same else None
        self._contents.set_course(course)
        branches = self._contents.branches
        large = len(branches) + sum(one.leaves for one in branches) > MOST_MEASURED
        self._row_delegate.compact = large
        self.setUniformRowHeights(large)
        self._open_at_first = _open_at_first(branches, self._contents.rowCount())
        self.set_folds(folds)
        shown = self._select_shown()
        if place is not None:
            self._return_to(place)
        elif shown.isValid():
            self._show_reading(shown)

    def folds(self) -> list[str]:
        """Return which folders and chapters are closed, or opened, other than at first."""
        return [
            f"{_OPENED if number in self._opened else ''}{self._contents.branches[number].key}"
            for number in sorted(self._opened ^ self._open_at_first)
            if len(self._contents.branches[number])
        ]

    def set_folds(self, folds: Collection[str]) -> None:
        """Close and open these, and leave all others as they are at first."""
        branches = self._contents.branches
        wanted = set(self._open_at_first)
        if folds:
            for number, branch in enumerate(branches):
                if branch.key in folds:
                    wanted.discard(number)
                elif _OPENED + branch.key in folds:
                    wanted.add(number)
        if len(wanted) == len(branches):
            self.expandAll()
        else:
            self.collapseAll()
            for number in wanted:
                self.expand(self._contents.index_of_branch(number))
        self._opened = wanted
        self._closed_by_hand = QPersistentModelIndex()

    def follow(self, chapter_id: str, question_id: str) -> None:
        """Select what is being read and bring it into view, unless the user is scrolling here.

        Its chapter is opened, but not again and again: one that the user closes stays closed while
        reading stays in it.
        """
        if (chapter_id, question_id) == self._read:
            return
        elsewhere = chapter_id != self._read[0]
        self._read = (chapter_id, question_id)
        chapter = self._contents.index_of_chapter(chapter_id)
        if elsewhere or self._closed_by_hand != chapter:
            self._closed_by_hand = QPersistentModelIndex()
            around = chapter
            while around.isValid():
                self.expand(around)
                around = around.parent()
        shown = self._select_shown()
        if shown.isValid() and not self._hands_on.isActive():
            self._show_reading(shown)

    def choose(self, index: AnyIndex) -> None:
        match index.data(ContentsRole.KIND):
            case RowKind.PREFACE:
                self.preface_chosen.emit()
            case RowKind.CHAPTER:
                self.chapter_chosen.emit(index.data(ContentsRole.ID))
            case RowKind.QUESTION:
                self.question_chosen.emit(index.data(ContentsRole.ID))
            case RowKind.FOLDER:
                self.setExpanded(index, not self.isExpanded(index))
            case _:
                self.diagram_chosen.emit(index.data(ContentsRole.ID))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._toggles(event):
            return
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._toggles(event):
            return
        super().mouseDoubleClickEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self._toggling:
            super().mouseReleaseEvent(event)
        # Qt never saw this press; it would take the release for a click on the row.
        self._toggling = False

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._behind:
            self._show_reading(self._select_shown())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.viewport().width() != self._laid_out_for:
            self._lay_out()

    def _toggles(self, event: QMouseEvent) -> bool:
        """Open or close the folder or chapter whose triangle is pressed."""
        index = self.indexAt(event.position().toPoint())
        if not index.isValid() or not self._contents.hasChildren(index):
            return False
        if event.position().x() >= self._row_delegate.triangle_right(index):
            return False
        self.show_ring(shown=False)
        self._toggling = True
        self.setExpanded(index, not self.isExpanded(index))
        return True

    def _lay_out(self) -> None:
        """Give the rows their heights for this width; what is looked at stays where it is.

        That is the row being read, where it is in view, and otherwise the topmost one.
        """
        self._laid_out_for = self.viewport().width()
        area = self.viewport().rect()
        read = self.selectionModel().selectedIndexes()
        read_in_view = bool(read) and self.visualRect(read[0]).intersects(area)
        fixed = QPersistentModelIndex(read[0] if read_in_view else self.indexAt(area.topLeft()))
        before = self.visualRect(fixed).top()
        self.doItemsLayout()
        if fixed.isValid():
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + self.visualRect(fixed).top() - before)
        if read_in_view:
            self.scrollTo(fixed)

    def _note_opening(self, index: QModelIndex) -> None:
        self._opened.add(self._contents.number_of_branch(index))
        self._select_shown()

    def _note_closing(self, index: QModelIndex) -> None:
        self._opened.discard(self._contents.number_of_branch(index))
        chapter = self._contents.index_of_chapter(self._read[0])
        around = chapter
        while around.isValid():
            if around == index:
                self._closed_by_hand = QPersistentModelIndex(chapter)
            around = around.parent()
        self._select_shown()

    def _select_shown(self) -> QModelIndex:
        """Select what is being read, or the closed chapter that hides it."""
        chapter_id, question_id = self._read
        chapter = self._contents.index_of_chapter(chapter_id)
        index = self._contents.index_of(question_id) if question_id else chapter
        shown = around = index if index.isValid() else chapter
        while around.isValid():
            around = around.parent()
            if around.isValid() and not self.isExpanded(around):
                shown = around
        self.select(shown)
        return shown

    def _place(self) -> _Place:
        """Return which row is topmost and how far it is scrolled, and where the keyboard is."""
        top = self.indexAt(self.viewport().rect().topLeft())
        offset = self.visualRect(top).top()
        return _Place(_row(top), offset, _row(self.currentIndex()))

    def _return_to(self, place: _Place) -> None:
        """Scroll a new edition to where the former one was."""
        self.doItemsLayout()
        current = self._index_of(*place.current)
        if self.hasFocus() and current.isValid():
            self.setAutoScroll(False)
            flags = QItemSelectionModel.SelectionFlag.NoUpdate
            self.selectionModel().setCurrentIndex(current, flags)
            self.setAutoScroll(True)
        top = self._index_of(*place.top)
        if top.isValid():
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + self.visualRect(top).top() - place.offset)

    def _index_of(self, kind: str, name: str) -> QModelIndex:
        if kind == RowKind.QUESTION:
            return self._contents.index_of(name)
        if kind == RowKind.CHAPTER:
            return self._contents.index_of_chapter(name)
        if kind == RowKind.FOLDER:
            for number, branch in enumerate(self._contents.branches):
                if branch.key == name:
                    return self._contents.index_of_branch(number)
        return QModelIndex()

    def _show_reading(self, index: QModelIndex) -> None:
        """Scroll as little as needed to show a row with its neighbours, or when there is a size."""
        self._behind = not self.isVisible()
        if self._behind:
            return
        for near in (self.indexBelow(index), self.indexAbove(index), index):
            if near.isValid():
                self.scrollTo(near)


class _Place(NamedTuple):
    """Where the tree is: the kinds and ids of two rows, and a distance in pixels."""

    top: tuple[str, str]
    offset: int
    current: tuple[str, str]


def _row(index: AnyIndex) -> tuple[str, str]:
    if not index.isValid():
        return "", ""
    return str(index.data(ContentsRole.KIND)), str(index.data(ContentsRole.ID))


def _open_at_first(branches: list[Branch], tops: int) -> set[int]:
    """Return the branches that are open at first: as many levels as there is room for."""
    opened: set[int] = set()
    level = [number for number, branch in enumerate(branches) if branch.parent == TOP]
    shown = tops
    while level:
        shown += sum(len(branches[number]) for number in level)
        if shown > MOST_OPEN:
            break
        opened.update(level)
        level = [inner for number in level for inner in branches[number].inner]
    return opened
