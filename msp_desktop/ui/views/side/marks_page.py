"""A list of bookmarks or notes, with a filter above it and a text where it is empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QListView, QStackedWidget, QVBoxLayout, QWidget

from msp_desktop.ui.models.marks import MarksModel
from msp_desktop.ui.views.side.field import FilterField
from msp_desktop.ui.views.side.filters import FilterRow
from msp_desktop.ui.views.side.marks_delegate import MarksDelegate
from msp_desktop.ui.views.side.notice import Notice
from msp_desktop.ui.views.side.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from msp_desktop.ui.models.mark_rows import MarkRow
    from msp_desktop.ui.theme import Theme
    from msp_desktop.ui.views.side.delegate import AnyIndex

FILTER_FROM = 9
"""From how many rows on a list can be filtered."""

FIELD_MARGIN = 10


class MarksList(Rows, QListView):
    """Shows a :class:`MarksModel`.

    Signals: ``chosen(row)`` with the :class:`MarkRow` that was clicked or entered, ``removed(id)``
    with the subject of the row that the Delete key was pressed on, ``decide_wanted()`` when it was
    the heading above what is not found.  F2 labels a bookmark.
    """

    chosen = Signal(object)
    removed = Signal(str)
    decide_wanted = Signal()

    def __init__(self, model: MarksModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._marks = model
        self._row_delegate = MarksDelegate(model, theme)
        self.set_up_rows(self._row_delegate)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setModel(model)

    def set_theme(self, theme: Theme) -> None:
        """Take another theme and lay the rows out in its sizes."""
        self._row_delegate.set_theme(theme)
        self.doItemsLayout()

    def doItemsLayout(self) -> None:
        width = self.viewport().width()
        super().doItemsLayout()
        if self.viewport().width() != width:
            # A scroll bar came or went for this layout, and Qt does not ask again how high the
            # rows are in what is left.
            super().doItemsLayout()

    def choose(self, index: AnyIndex) -> None:
        row = self._marks.row_of(index)
        if row.question:
            self.chosen.emit(row)
        elif row.decidable:
            self.decide_wanted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        subject = self._marks.row_of(index).subject if index.isValid() else ""
        if event.key() == Qt.Key.Key_Delete and subject:
            self.removed.emit(subject)
            return
        if event.key() == Qt.Key.Key_F2 and subject and self._marks.labelled:
            self.edit(index)
            return
        super().keyPressEvent(event)


class MarksPage(QWidget):
    """A page of the side with such a list.

    Signals: ``chosen(MarkRow)``, ``removed(question id)`` and ``decide_wanted()`` as those of the
    list.
    """

    chosen = Signal(object)
    removed = Signal(str)
    decide_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._empty = ""
        self._read = ""
        self._chapter = ""
        self.model = MarksModel(self)
        self.list = MarksList(self.model, theme, self)
        self.field = FilterField(theme, self)
        self.filters = FilterRow(theme, self)
        self.filters.hide()
        self.notice = Notice(theme, self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.notice)
        above = QVBoxLayout()
        above.setSpacing(0)
        above.setContentsMargins(FIELD_MARGIN, 0, FIELD_MARGIN, 0)
        above.addWidget(self.field)
        above.addWidget(self.filters)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(above)
        column.addWidget(self._stack, 1)
        self.list.chosen.connect(self.chosen)
        self.list.removed.connect(self.removed)
        self.list.decide_wanted.connect(self.decide_wanted)
        self.field.textChanged.connect(self._filter)
        self.filters.changed.connect(self._filter)
        self.field.left_down.connect(self._enter_list)
        self.field.returnPressed.connect(self._enter_list)
        self._show_what_there_is()

    def set_words(self, name: str, filter_hint: str, empty: str) -> None:
        """Take the texts: the list's name, the filter's, and what an empty list says."""
        self._empty = empty
        self.list.setAccessibleName(name)
        self.field.setPlaceholderText(filter_hint)
        self.field.setAccessibleName(filter_hint)
        self.model.retranslate()
        self.list.viewport().update()
        self._show_what_there_is()

    def set_theme(self, theme: Theme) -> None:
        """Take another theme."""
        self.list.set_theme(theme)
        self.field.set_theme(theme)
        self.filters.set_theme(theme)
        self.notice.set_theme(theme)

    def set_rows(self, rows: Sequence[MarkRow]) -> None:
        """List other rows."""
        self.filters.offer(rows)
        self.model.set_rows(rows)
        self.follow(self._read)
        self._show_what_there_is()

    def follow(self, question_id: str, chapter_id: str | None = None) -> None:
        """Select the question that is being read, where it is listed."""
        self._read = question_id
        if chapter_id is not None and chapter_id != self._chapter:
            self._chapter = chapter_id
            if self.filters.chapter.isChecked():
                self._sift()
        self.list.select(self.model.index_of(question_id) if question_id else QModelIndex())

    def _filter(self) -> None:
        self._sift()
        self.follow(self._read)

    def _sift(self) -> None:
        self.model.set_sieve(self.filters.sieve(self.field.text(), self._chapter))
        self._show_what_there_is()

    def _enter_list(self) -> None:
        if not self.model.rowCount():
            return
        if not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.model.index(0))
        self.list.setFocus(Qt.FocusReason.TabFocusReason)

    def _show_what_there_is(self) -> None:
        # A filter in use stays, or its text would go on hiding rows without being seen.
        self.field.setVisible(self.model.total >= FILTER_FROM or bool(self.field.text()))
        coloured = any(row.colour or row.tags for row in self.model.rows)
        self.filters.setVisible(coloured or self.filters.active)
        rows = self.model.rowCount()
        if self.model.total and not rows and self.filters.active:
            self.notice.setText(self.tr("Nothing here passes the filters."))
        elif self.model.total and not rows:
            text = self.tr("Nothing here contains “{text}”.")
            self.notice.setText(text.format(text=self.field.text().strip()))
        else:
            self.notice.setText(self._empty)
        self._stack.setCurrentWidget(self.list if rows else self.notice)
