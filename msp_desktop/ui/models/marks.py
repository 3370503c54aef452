"""The user's bookmarks and notes as rows of a list, beside the course they belong to."""

from __future__ import annotations

import unicodedata
from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import (
    QAbstractListModel,
    QDate,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from msp_desktop.course.model import Course
    from msp_desktop.notebook.model import Bookmark, Note, Wording

    AnyIndex = QModelIndex | QPersistentModelIndex

EXCERPT_LINES = 2
"""How many lines of a note a row shows."""

_EXCERPT_CHARACTERS = 400

_ROW = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren


class MarksRole(IntEnum):
    """What a row says besides its title (``DisplayRole``).

    ``ID`` is the question's id, "" for the heading above what this edition lacks; ``MISSING`` says
    that the question is one of those.
    """

    ID = Qt.ItemDataRole.UserRole + 1
    MISSING = Qt.ItemDataRole.UserRole + 2


class MarkRow(NamedTuple):
    """A bookmark or a note as it is listed; ``written`` is None for a bookmark.

    The titles are today's where the course has the question, and otherwise those of the time of
    writing.  A row without a question is a heading.
    """

    question: str
    title: str
    chapter: str
    missing: bool
    text: str = ""
    written: datetime | None = None

    @property
    def excerpt(self) -> tuple[str, ...]:
        """The first lines of the note that say something."""
        lines = (" ".join(line.split()) for line in self.text[:_EXCERPT_CHARACTERS].splitlines())
        return tuple(line for line in lines if line)[:EXCERPT_LINES]

    @property
    def origin(self) -> str:
        """The day of the note here, as the interface's language writes it, and the chapter."""
        day = ""
        if self.written is not None:
            local = self.written.astimezone()
            date = QDate(local.year, local.month, local.day)
            day = QLocale().toString(date, QLocale.FormatType.ShortFormat)
        return " · ".join(filter(None, (day, self.chapter)))


def bookmark_rows(course: Course | None, bookmarks: Iterable[Bookmark]) -> tuple[MarkRow, ...]:
    """List bookmarks in the course's order, and after them those whose question it lacks."""
    ids = course.question_ids if course is not None else ()
    order = {question: place for place, question in enumerate(ids)}
    found = sorted(bookmarks, key=lambda one: order.get(one.ref.question, len(order)))
    return tuple(_row(course, one.ref.question, one.wording) for one in found)


def note_rows(course: Course | None, notes: Iterable[Note]) -> tuple[MarkRow, ...]:
    """List notes, the latest first, and after them those whose question the course lacks."""
    found = sorted(notes, key=lambda one: one.updated_at, reverse=True)
    rows = [_row(course, one.ref.question, one.wording, one.text, one.updated_at) for one in found]
    return tuple(sorted(rows, key=lambda row: row.missing))


def _row(
    course: Course | None,
    question: str,
    wording: Wording,
    text: str = "",
    written: datetime | None = None,
) -> MarkRow:
    found = course.question(question) if course is not None else None
    chapter = course.chapter_of(question) if course is not None else None
    if found is None or chapter is None:
        return MarkRow(question, wording.question, wording.chapter, True, text, written)
    return MarkRow(question, found.title, chapter.title, False, text, written)


class MarksModel(QAbstractListModel):
    """Shows rows as a list, those of questions that are gone last, below a heading.

    A filter leaves the rows whose title or note holds its text.  What stays keeps its index, so a
    view keeps its place while rows come and go.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[MarkRow, ...] = ()
        self._shown: list[MarkRow] = []
        self._filter = ""

    @property
    def total(self) -> int:
        """How many bookmarks or notes there are, whatever the filter leaves."""
        return len(self._rows)

    def set_rows(self, rows: Sequence[MarkRow]) -> None:
        """List other rows; those that are missing from the course must come last."""
        self._rows = tuple(rows)
        self._update()

    def set_filter(self, text: str) -> None:
        """Leave only rows that hold a text; with "", all."""
        self._filter = _folded(text.strip())
        self._update()

    def retranslate(self) -> None:
        """Word the heading in the interface's language."""
        self._update()

    def row_of(self, index: AnyIndex) -> MarkRow:
        """Return the row at a valid index."""
        return self._shown[index.row()]

    def index_of(self, question_id: str) -> QModelIndex:
        """Return the index of a question's row, an invalid one where it is not listed."""
        for row, one in enumerate(self._shown):
            if one.question == question_id:
                return self.index(row)
        return QModelIndex()

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._shown)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        # A heading is read, but nothing can be done with it.
        return _ROW if self.row_of(index).question else Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.row_of(index)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return ". ".join(filter(None, (row.title, *row.excerpt, row.origin)))
            case MarksRole.ID:
                return row.question
            case MarksRole.MISSING:
                return row.missing
            case _:
                return None

    def _update(self) -> None:
        self._move_to(self._wanted())

    def _wanted(self) -> list[MarkRow]:
        rows = [
            row
            for row in self._rows
            if self._filter in _folded(row.title) or self._filter in _folded(row.text)
        ]
        missing = next((place for place, row in enumerate(rows) if row.missing), None)
        if missing is not None:
            rows.insert(missing, MarkRow("", self.tr("Not in this edition"), "", missing=True))
        return rows

    def _move_to(self, wanted: list[MarkRow]) -> None:
        """Replace only what lies between the first and the last row that differ."""
        old = self._shown
        shorter = min(len(old), len(wanted))
        start = next((at for at in range(shorter) if old[at] != wanted[at]), shorter)
        end = next((n for n in range(shorter - start) if old[-1 - n] != wanted[-1 - n]), None)
        end = shorter - start if end is None else end
        old_end, new_end = len(old) - end, len(wanted) - end
        if _questions(old[start:old_end]) == _questions(wanted[start:new_end]):
            old[start:old_end] = wanted[start:new_end]
            if start < old_end:
                self.dataChanged.emit(self.index(start), self.index(old_end - 1))
            return
        if start < old_end:
            self.beginRemoveRows(QModelIndex(), start, old_end - 1)
            del old[start:old_end]
            self.endRemoveRows()
        if start < new_end:
            self.beginInsertRows(QModelIndex(), start, new_end - 1)
            old[start:start] = wanted[start:new_end]
            self.endInsertRows()


def _questions(rows: Iterable[MarkRow]) -> list[str]:
    return [row.question for row in rows]


def _folded(text: str) -> str:
    # Typed Hangul may come in pieces where a file has whole syllables.
    return unicodedata.normalize("NFC", text).casefold()
