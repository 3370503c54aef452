"""Hits as a Qt model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from msp_desktop.search.query import Kind

if TYPE_CHECKING:
    from msp_desktop.search.query import Hit

HIT_ROLE = Qt.ItemDataRole.UserRole
"""The :class:`Hit` itself."""

Row = QModelIndex | QPersistentModelIndex


class HitModel(QAbstractListModel):
    """A row for each hit, the best one first."""

    def __init__(self, hits: tuple[Hit, ...] = ()) -> None:
        super().__init__()
        self._hits = hits

    def show(self, hits: tuple[Hit, ...]) -> None:
        """Take other hits."""
        self.beginResetModel()
        self._hits = hits
        self.endResetModel()

    def rowCount(self, parent: Row = QModelIndex(), /) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._hits)

    def data(self, index: Row, role: int = Qt.ItemDataRole.DisplayRole, /) -> object:
        if not index.isValid():
            return None
        hit = self._hits[index.row()]
        if role == HIT_ROLE:
            return hit
        if role == Qt.ItemDataRole.DisplayRole:
            return hit.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._kind(hit.kind)}: {hit.title}"
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return ". ".join(filter(None, (hit.chapter_title, hit.excerpt)))
        return None

    def _kind(self, kind: Kind) -> str:
        if kind is Kind.CHAPTER:
            return self.tr("Chapter")
        if kind is Kind.QUESTION:
            return self.tr("Question")
        if kind is Kind.ANSWER:
            return self.tr("Answer")
        return self.tr("Note")
