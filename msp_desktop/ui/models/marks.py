"""The list of the user's bookmarks or notes."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from msp_desktop.notebook.ends import shared_ends
from msp_desktop.ui.models.mark_rows import MarkRow, Sieve

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    AnyIndex = QModelIndex | QPersistentModelIndex

_ROW = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren


class MarksRole(IntEnum):
    """What a row says besides its title (``DisplayRole``).

    ``ID`` is the question's id, "" for the heading above what this edition lacks; ``MISSING`` says
    that the question is one of those.
    """

    ID = Qt.ItemDataRole.UserRole + 1
    MISSING = Qt.ItemDataRole.UserRole + 2


class MarksModel(QAbstractListModel):
    """Shows rows as a list, those of questions that are gone last, below a heading.

    A sieve leaves the rows that have what it asks for.  What stays keeps its index, so a view
    keeps its place while rows come and go.

    Signals: ``label_given(question, label)`` when a row was called something; only where
    ``labelled`` says that rows can be.
    """

    label_given = Signal(str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[MarkRow, ...] = ()
        self._shown: list[MarkRow] = []
        self._sieve = Sieve()
        self.labelled = False

    @property
    def total(self) -> int:
        """How many bookmarks or notes there are, whatever the filter leaves."""
        return len(self._rows)

    def set_rows(self, rows: Sequence[MarkRow]) -> None:
        """List other rows; those that are missing from the course must come last."""
        self._rows = tuple(rows)
        self._update()

    @property
    def rows(self) -> tuple[MarkRow, ...]:
        """All rows, whatever the filter leaves."""
        return self._rows

    def set_sieve(self, sieve: Sieve) -> None:
        """Leave only rows that have what a sieve asks for."""
        self._sieve = sieve
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
        row = self.row_of(index)
        if not row.question:
            # What stands below it is to be decided on, or it is only read.
            return _ROW if row.decidable else Qt.ItemFlag.ItemNeverHasChildren
        return _ROW | Qt.ItemFlag.ItemIsEditable if self.labelled else _ROW

    def setData(self, index: AnyIndex, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not self.labelled:
            return False
        self.label_given.emit(self.row_of(index).question, str(value))
        return True

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.row_of(index)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.headline
            case Qt.ItemDataRole.EditRole:
                return row.label
            case Qt.ItemDataRole.AccessibleTextRole if not row.question and row.decidable:
                return f"{row.title}. {decide_words()}"
            case Qt.ItemDataRole.AccessibleTextRole:
                colour = _colour_words(row.colour) if row.highlight else ""
                return ". ".join(filter(None, (colour, row.headline, *row.excerpt, row.origin)))
            case MarksRole.ID:
                return row.question
            case MarksRole.MISSING:
                return row.missing
            case _:
                return None

    def _update(self) -> None:
        self._move_to(self._wanted())

    def _wanted(self) -> list[MarkRow]:
        rows = [row for row in self._rows if self._sieve.passes(row)]
        missing = next((place for place, row in enumerate(rows) if row.missing), None)
        if missing is not None:
            heading = MarkRow("", self.tr("Not found in this edition"), "", missing=True)
            decidable = any(row.decidable for row in rows[missing:])
            rows.insert(missing, heading._replace(decidable=decidable))
        return rows

    def _move_to(self, wanted: list[MarkRow]) -> None:
        """Replace only what lies between the first and the last row that differ."""
        old = self._shown
        start, end = shared_ends(old, wanted)
        old_end, new_end = len(old) - end, len(wanted) - end
        if _subjects(old[start:old_end]) == _subjects(wanted[start:new_end]):
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


def decide_words() -> str:
    """Return what the heading above what is not found offers."""
    return QCoreApplication.translate("MarksModel", "Decide…")


def _subjects(rows: Iterable[MarkRow]) -> list[str]:
    return [row.subject for row in rows]


def _colour_words(colour: str) -> str:
    """Return what a highlight of a colour is called to those who cannot see it."""
    words = {
        "yellow": QCoreApplication.translate("MarksModel", "Yellow highlight"),
        "green": QCoreApplication.translate("MarksModel", "Green highlight"),
        "blue": QCoreApplication.translate("MarksModel", "Blue highlight"),
        "pink": QCoreApplication.translate("MarksModel", "Pink highlight"),
        "purple": QCoreApplication.translate("MarksModel", "Purple highlight"),
    }
    return words[colour]
