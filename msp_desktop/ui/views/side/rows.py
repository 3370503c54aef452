"""What the contents and the lists at the side have in common under the hand."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame

from msp_desktop.ui.views.scrollbar import make_quiet

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent

    from msp_desktop.ui.views.side.delegate import AnyIndex, RowDelegate

    View = QAbstractItemView
else:
    View = object

KEYS_LEAD = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)
"""The reasons for a focus that must be seen, because no pointer shows where it is."""


class Rows(View):
    """Makes a view choose a row on a click or Enter, and keep its selection for what is read.

    The selected row is the question in the reader, and only the program moves it. The view's
    current row is where the keyboard is; it shows a ring once keys are used. Stands before the Qt
    class among the bases.
    """

    @abstractmethod
    def choose(self, index: AnyIndex) -> None:
        """Do what a click on a row asks for."""

    def set_up_rows(self, delegate: RowDelegate) -> None:
        """Take a delegate and the settings of a quiet list; to be called once."""
        make_quiet(self)
        self._delegate = delegate
        self._selected = QPersistentModelIndex()
        self.setItemDelegate(delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.clicked.connect(self.choose)

    def select(self, index: AnyIndex) -> None:
        """Select a row without choosing it; with an invalid index, none."""
        model = self.selectionModel()
        flags = QItemSelectionModel.SelectionFlag
        # The keyboard's place goes along, unless the user is somewhere else with it.
        follows = not self.hasFocus() or self._selected == self.currentIndex()
        model.select(index, flags.ClearAndSelect)
        self._selected = QPersistentModelIndex(index)
        if follows and index.isValid():
            # Qt would scroll to it at once, also where the user is scrolling.
            self.setAutoScroll(False)
            model.setCurrentIndex(index, flags.NoUpdate)
            self.setAutoScroll(True)

    def selectionCommand(
        self, index: AnyIndex, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        return QItemSelectionModel.SelectionFlag.NoUpdate

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.show_ring(shown=True)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        ):
            if self.currentIndex().isValid():
                self.choose(self.currentIndex())
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.show_ring(shown=False)
        super().mousePressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.show_ring(shown=event.reason() in KEYS_LEAD or self._delegate.ring)
        super().focusInEvent(event)

    def show_ring(self, *, shown: bool) -> None:
        """Say whether the keyboard's place is to be seen."""
        if self._delegate.ring != shown:
            self._delegate.ring = shown
            self.viewport().update()
