"""The course's contents as a tree that follows the reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import QTreeView

from msp_desktop.ui.models.contents import ContentsRole, RowKind
from msp_desktop.ui.views.side.contents_delegate import ContentsDelegate
from msp_desktop.ui.views.side.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Collection

    from PySide6.QtCore import QModelIndex
    from PySide6.QtGui import QMouseEvent, QResizeEvent, QShowEvent
    from PySide6.QtWidgets import QWidget

    from msp_desktop.course.model import Course
    from msp_desktop.ui.models.contents import ContentsModel
    from msp_desktop.ui.theme import Theme
    from msp_desktop.ui.views.side.delegate import AnyIndex

HOLD = 1500
"""How long the tree stays where the user scrolled it while the reader moves on, in milliseconds."""


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
        self.expanded.connect(lambda _: self._select_shown())

    def set_theme(self, theme: Theme) -> None:
        """Take another theme and lay the rows out in its sizes."""
        self._row_delegate.set_theme(theme)
        self._lay_out()

    def set_course(self, course: Course | None, closed: Collection[str]) -> None:
        """Show a course with all chapters open but some."""
        self._contents.set_course(course)
        self.set_closed(closed)
        shown = self._select_shown()
        if shown.isValid():
            self._show_reading(shown)

    def closed(self) -> list[str]:
        """Return the ids of the chapters that are closed."""
        return [
            index.data(ContentsRole.ID)
            for index in self._contents.chapter_indexes()
            if not self.isExpanded(index) and self._contents.hasChildren(index)
        ]

    def set_closed(self, chapters: Collection[str]) -> None:
        """Close these chapters and open all others."""
        self.expandAll()
        for index in self._contents.chapter_indexes() if chapters else ():
            if index.data(ContentsRole.ID) in chapters:
                self.collapse(index)
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
        """Open or close the chapter whose triangle is pressed."""
        index = self.indexAt(event.position().toPoint())
        chapter = index.isValid() and index.data(ContentsRole.KIND) == RowKind.CHAPTER
        if not chapter or event.position().x() >= self._row_delegate.triangle_right(index):
            return False
        if not self._contents.hasChildren(index):
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

    def _note_closing(self, index: QModelIndex) -> None:
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

    def _show_reading(self, index: QModelIndex) -> None:
        """Scroll as little as needed to show a row with its neighbours, or when there is a size."""
        self._behind = not self.isVisible()
        if self._behind:
            return
        for near in (self.indexBelow(index), self.indexAbove(index), index):
            if near.isValid():
                self.scrollTo(near)
