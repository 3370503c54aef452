"""The small bar at a selection or a highlight: its colours, and what else can be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout

from msp_desktop.notebook.model import Colour
from msp_desktop.ui.views.dots import ColourDot
from msp_desktop.ui.views.flat import FlatButton
from msp_desktop.ui.views.framed import paint_frame

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPaintEvent
    from PySide6.QtWidgets import QWidget

    from msp_desktop.ui.theme import Theme

GAP = 12
"""Pixels between the bar and what it belongs to."""


class HighlightBar(QFrame):
    """Stands above or below a place in the reader, and takes no focus by itself.

    Signals: ``colour_chosen(Colour)``, ``note_chosen()``, ``copy_chosen()``, ``removal_chosen()``
    for its buttons, ``dismissed()`` for Escape.
    """

    colour_chosen = Signal(object)
    note_chosen = Signal()
    copy_chosen = Signal()
    removal_chosen = Signal()
    dismissed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme: Theme | None = None
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(6, 4, 6, 4)
        self._row.setSpacing(2)
        self._dots = [ColourDot(colour, self) for colour in Colour]
        for dot in self._dots:
            dot.clicked.connect(lambda _=False, dot=dot: self.colour_chosen.emit(dot.colour))
            self._row.addWidget(dot)
        self._row.addSpacing(4)
        self._note, self._copy, self._remove = (self._button() for _ in range(3))
        self._note.clicked.connect(self.note_chosen)
        self._copy.clicked.connect(self.copy_chosen)
        self._remove.clicked.connect(self.removal_chosen)
        for name, button in (
            ("highlight-note", self._note),
            ("highlight-copy", self._copy),
            ("highlight-remove", self._remove),
        ):
            button.setObjectName(name)
        self._word()
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """Take a theme's colours and fonts."""
        self._theme = theme
        for dot in self._dots:
            dot.set_theme(theme)
        for button in (self._note, self._copy, self._remove):
            button.set_look(theme, text="text", size="font-small")
        self.update()

    def offer(self, colour: str, *, existing: bool, noted: bool) -> None:
        """Offer what can be done with a selection, or with a highlight that is there already."""
        for dot in self._dots:
            dot.set_chosen(chosen=existing and dot.colour.value == colour)
        self._remove.setVisible(existing)
        self._noted = noted
        self._word()
        self.adjustSize()

    def place(self, around: QRectF) -> None:
        """Stand above a part of the parent, or below it where there is no room above."""
        parent = self.parentWidget()
        assert parent is not None
        size = self.sizeHint()
        left = min(
            max(4, round(around.center().x() - size.width() / 2)), parent.width() - size.width() - 4
        )
        top = round(around.top()) - size.height() - GAP
        if top < 4:
            top = round(around.bottom()) + GAP
        top = min(max(top, 4), parent.height() - size.height() - 4)
        self.setGeometry(max(4, left), top, size.width(), size.height())
        self.raise_()
        self.show()

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismissed.emit()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent, /) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._word()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent, /) -> None:
        if self._theme is not None:
            paint_frame(self, self._theme, "paper")

    _noted = False

    def _button(self) -> FlatButton:
        button = FlatButton(self)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        self._row.addWidget(button)
        return button

    def _word(self) -> None:
        self.setAccessibleName(self.tr("Highlight"))
        native = QKeySequence.SequenceFormat.NativeText
        for number, dot in enumerate(self._dots, start=1):
            keys = QKeySequence(f"Alt+{number}").toString(native)
            dot.word(keys)
        self._note.setText(self.tr("Edit note") if self._noted else self.tr("Note"))
        self._copy.setText(self.tr("Copy"))
        self._remove.setText(self.tr("Remove"))
        for button in (self._note, self._copy, self._remove):
            button.setAccessibleName(button.text())
