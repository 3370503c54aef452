"""The line to type in: it tells of letters that are still being composed, too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QInputMethodEvent
    from PySide6.QtWidgets import QWidget

_MOST_LETTERS = 200
_KEYS = {
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
    Qt.Key.Key_Escape,
}


class TypedLine(QLineEdit):
    """A line without a frame that leaves the keys of a list to its owner.

    Signals: ``typed(str)`` with the text as the user sees it, the syllable that an input method is
    composing included; ``pressed(Qt.Key)`` for an arrow, page, Enter or Escape key; ``entered()``
    when it was clicked into; ``left()`` when the focus has gone elsewhere.
    """

    typed = Signal(str)
    pressed = Signal(Qt.Key)
    entered = Signal()
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFrame(False)
        self.setMaxLength(_MOST_LETTERS)
        self._composed = ""
        self._told = ""
        self.textChanged.connect(self._tell)

    @property
    def seen(self) -> str:
        """The text as it is seen, with what is being composed at the cursor."""
        text, at = self.text(), self.cursorPosition()
        return text[:at] + self._composed + text[at:]

    def inputMethodEvent(self, event: QInputMethodEvent, /) -> None:
        composed = event.preeditString()
        # What is committed on the way must not be told of together with the old composition.
        self._composed = ""
        super().inputMethodEvent(event)
        self._composed = composed
        self._tell()

    def clear(self) -> None:
        """Drop the text, and what is being composed."""
        super().clear()
        self._composed = ""
        self._tell()

    def event(self, event: QEvent, /) -> bool:
        """Keep the window's shortcuts off the keys that move in the list."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and _is_ours(event)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if _is_ours(event):
            self.pressed.emit(Qt.Key(event.key()))
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent, /) -> None:
        super().focusInEvent(event)
        if event.reason() == Qt.FocusReason.MouseFocusReason:
            self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent, /) -> None:
        super().focusOutEvent(event)
        # The input method has committed or dropped what it was composing.
        self._composed = ""
        self._tell()
        # The menu of a right click only borrows the focus.
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def _tell(self) -> None:
        seen = self.seen
        if seen != self._told:
            self._told = seen
            self.typed.emit(seen)


def _is_ours(event: QKeyEvent) -> bool:
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return event.key() in _KEYS and modifiers == Qt.KeyboardModifier.NoModifier
