"""The dialog in which a pin gets its label, its colour and the questions that it leads to."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from msp_desktop.notebook.model import Colour
from msp_desktop.ui.views.dots import colour_names
from msp_desktop.ui.views.search.finder import Finder
from msp_desktop.ui.windows.buttons import standard_buttons

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from msp_desktop.notebook.pins import Pin
    from msp_desktop.search.index import Index
    from msp_desktop.search.query import Hit

MOST_HITS = 30
"""How many questions are offered."""

_ID = Qt.ItemDataRole.UserRole
_WIDTH = 420
_FEW = 110


class Said(NamedTuple):
    """What the user has said of a pin; ``questions`` are ids."""

    label: str
    colour: Colour
    questions: tuple[str, ...]


class PinDialog(QDialog):
    """Edits a pin.

    ``titles`` are those of the questions that it leads to, by their ids; ``index`` is where more
    are looked for.  Signals: ``note_wanted()`` when the user wants to write a note on it.
    """

    note_wanted = Signal()

    def __init__(
        self, pin: Pin, titles: Mapping[str, str], index: Callable[[], Index], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Pin"))
        self.label = QLineEdit(pin.label)
        self.label.setPlaceholderText(self.tr("What this place is"))
        self.colour = QComboBox()
        for colour, name in colour_names().items():
            self.colour.addItem(name, colour.value)
        self.colour.setCurrentIndex(list(Colour).index(pin.colour))
        self.links = QListWidget()
        self.links.setAccessibleName(self.tr("Questions that it leads to"))
        self.links.setFixedHeight(_FEW)
        for question, title in titles.items():
            self._put(question, title)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search for a question to link"))
        self.search.setClearButtonEnabled(True)
        self.hits = QListWidget()
        self.hits.setAccessibleName(self.tr("Questions found"))
        self.hits.setFixedHeight(_FEW)
        self._finder = Finder(index, self)
        self._lay_out()
        self._connect()

    def said(self) -> Said:
        """Return what the user has said."""
        items = (self.links.item(row) for row in range(self.links.count()))
        questions = tuple(str(one.data(_ID)) for one in items)
        return Said(self.label.text(), Colour(self.colour.currentData()), questions)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.addRow(self.tr("Label"), self.label)
        form.addRow(self.tr("Colour"), self.colour)
        form.addRow(self.tr("Leads to"), self.links)
        form.addRow(self.tr("Link"), self.search)
        form.addRow("", self.hits)
        kinds = QDialogButtonBox.StandardButton
        self.buttons = standard_buttons(kinds.Ok | kinds.Cancel)
        self.buttons.button(kinds.Ok).setText(self.tr("OK"))
        self.buttons.button(kinds.Cancel).setText(self.tr("Cancel"))
        note = self.buttons.addButton(
            self.tr("Write a note"), QDialogButtonBox.ButtonRole.ActionRole
        )
        note.clicked.connect(self._write)
        self.remove = self.buttons.addButton(
            self.tr("Unlink"), QDialogButtonBox.ButtonRole.ActionRole
        )
        for button in self.buttons.findChildren(QPushButton):
            button.setAutoDefault(False)
        column = QVBoxLayout(self)
        column.addLayout(form)
        column.addWidget(self.buttons)
        self.setMinimumWidth(_WIDTH)

    def _connect(self) -> None:
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.remove.clicked.connect(self._unlink)
        self.remove.setEnabled(False)
        self.links.itemSelectionChanged.connect(
            lambda: self.remove.setEnabled(bool(self.links.selectedItems()))
        )
        self.search.textChanged.connect(self._look)
        self.hits.itemActivated.connect(self._link)
        self.hits.itemClicked.connect(self._link)
        self._finder.found.connect(self._found)
        for one in (self.search, self.links, self.hits, self.label):
            one.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go from the search to what is found, link by Enter, unlink by Del."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key, keys = event.key(), Qt.Key
            if watched is self.search and key == keys.Key_Down and self.hits.count():
                self.hits.setFocus()
                self.hits.setCurrentRow(0)
                return True
            if watched is self.search and key in (keys.Key_Return, keys.Key_Enter):
                if self.hits.count():
                    self._link(self.hits.currentItem() or self.hits.item(0))
                return True
            if watched is self.links and key in (keys.Key_Delete, keys.Key_Backspace):
                self._unlink()
                return True
            if watched is self.label and key in (keys.Key_Return, keys.Key_Enter):
                self.accept()
                return True
        return super().eventFilter(watched, event)

    def _look(self, text: str) -> None:
        self.hits.clear()
        if text.strip():
            self._finder.find(text)
        else:
            self._finder.stop()

    def _found(self, text: str, hits: tuple[Hit, ...]) -> None:
        if text != self.search.text():
            return
        self.hits.clear()
        there = set(self.said().questions)
        for hit in hits[:MOST_HITS]:
            if hit.question and hit.chapter and hit.question not in there:
                item = QListWidgetItem(f"{hit.title} · {hit.chapter_title}")
                item.setData(_ID, (hit.question, hit.title))
                self.hits.addItem(item)

    def _link(self, item: QListWidgetItem) -> None:
        question, title = item.data(_ID)
        self._put(question, title)
        self.search.clear()
        self.search.setFocus()

    def _unlink(self) -> None:
        for item in self.links.selectedItems():
            self.links.takeItem(self.links.row(item))

    def _put(self, question: str, title: str) -> None:
        if question not in self.said().questions:
            item = QListWidgetItem(title or question)
            item.setData(_ID, question)
            item.setToolTip(title)
            self.links.addItem(item)

    def _write(self) -> None:
        self.accept()
        self.note_wanted.emit()
