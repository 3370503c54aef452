"""The list of past reviews: a row for each question, below it one for each time."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from msp_desktop.ui.windows.buttons import standard_buttons

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from msp_desktop.notebook.reviews import Review
    from msp_desktop.review.history import Past
    from msp_desktop.ui.theme import Theme

_ID = Qt.ItemDataRole.UserRole
_SIZE = QSize(720, 460)


class RecalledDialog(QDialog):
    """Lists what was recalled.

    Signal: ``chosen(question)`` when a question is to be gone to.
    """

    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Past reviews"))
        self.nothing = QLabel(
            self.tr(
                "Nothing has been recalled yet. Cover a diagram with “Cover and recall” and grade"
                " what you knew."
            )
        )
        self.nothing.setWordWrap(True)
        self.list = QTreeWidget()
        self.list.setAccessibleName(self.tr("Questions that were recalled"))
        self.list.setHeaderLabels([self.tr("Question"), self.tr("Last recalled"), self.tr("Known")])
        self.list.setUniformRowHeights(True)
        self.list.setExpandsOnDoubleClick(False)
        header = self.list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self.list.itemActivated.connect(self._activated)
        buttons = standard_buttons(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self.nothing)
        column.addWidget(self.list, 1)
        column.addWidget(buttons)
        self.resize(_SIZE)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Take another look."""
        self._theme = theme
        self.list.setFont(theme.font())
        for row in self._rows():
            self._colour(row)

    def show_past(self, past: Mapping[str, Past], titles: Mapping[str, str]) -> None:
        """Take what is known now, in its order; a question without a title has gone."""
        here, opened = self.list.currentItem(), self._opened()
        current = _question(here) if here is not None else ""
        self.list.clear()
        for question, one in past.items():
            title = " ".join(titles.get(question, "").split())
            row = QTreeWidgetItem(
                self.list,
                [
                    title or self.tr("(no longer in the course)"),
                    _when(one.last.at),
                    _share(one),
                ],
            )
            row.setData(0, _ID, question)
            row.setData(2, _ID, one.last.known)
            row.setToolTip(0, title)
            for review in one.reviews:
                self._put(row, review)
            row.setExpanded(question in opened)
            self._colour(row)
        self.list.setVisible(bool(past))
        self.nothing.setVisible(not past)
        self.show_question(current)

    def show_question(self, question: str) -> None:
        """Choose a question's row, the first where it has none, and unfold it."""
        rows = self._rows()
        found = next((row for row in rows if _question(row) == question), None)
        if found is not None:
            found.setExpanded(True)
        if rows:
            self.list.setCurrentItem(found or rows[0])

    def _put(self, row: QTreeWidgetItem, review: Review) -> None:
        name = PurePosixPath(review.picture).name
        item = QTreeWidgetItem(row, [name, _when(review.at), _outcome(known=review.known)])
        item.setData(0, _ID, review.ref.question)
        item.setData(2, _ID, review.known)

    def _rows(self) -> list[QTreeWidgetItem]:
        tree = self.list
        rows = (tree.topLevelItem(row) for row in range(tree.topLevelItemCount()))
        return [row for row in rows if row is not None]

    def _opened(self) -> set[str]:
        return {_question(row) for row in self._rows() if row.isExpanded()}

    def _colour(self, row: QTreeWidgetItem) -> None:
        """Tell by its colour, too, what was not known."""
        for one in (row, *(row.child(index) for index in range(row.childCount()))):
            if one is not None and not one.data(2, _ID):
                one.setForeground(2, self._theme.colour("error"))

    def _activated(self, item: QTreeWidgetItem) -> None:
        self.chosen.emit(_question(item))


def summary(past: Past) -> str:
    """Return a line on what is known of one question."""
    words = QCoreApplication.translate("Recalled", "Recalled {when}: {outcome} ({known} of {all})…")
    return words.format(
        when=_when(past.last.at),
        outcome=_outcome(known=past.last.known),
        known=past.known,
        all=len(past.reviews),
    )


def _question(item: QTreeWidgetItem) -> str:
    return str(item.data(0, _ID))


def _share(past: Past) -> str:
    words = QCoreApplication.translate("Recalled", "{known} of {all}")
    share = words.format(known=past.known, all=len(past.reviews))
    return f"{_outcome(known=past.last.known)} · {share}"


def _outcome(*, known: bool) -> str:
    translate = QCoreApplication.translate
    return translate("Recalled", "knew it") if known else translate("Recalled", "did not know it")


def _when(at: datetime) -> str:
    local = QDateTime.fromSecsSinceEpoch(int(at.timestamp()))
    return QLocale().toString(local, QLocale.FormatType.ShortFormat)
