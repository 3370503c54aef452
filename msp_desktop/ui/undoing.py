"""What the user did to marks, step by step, and the way back and forth through it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from collections.abc import Callable

MOST = 200
"""Steps that can be gone back."""


class Step(NamedTuple):
    """Something that was done: what it is called, and how to undo it and do it again."""

    name: str
    undo: Callable[[], None]
    redo: Callable[[], None]


class Steps(QObject):
    """The steps of one session.

    Signals: ``changed()`` when another step is the next to be undone or done again.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._done: list[Step] = []
        self._undone: list[Step] = []

    @property
    def undoable(self) -> str:
        """The name of what would be undone, "" for nothing."""
        return self._done[-1].name if self._done else ""

    @property
    def redoable(self) -> str:
        """The name of what would be done again, "" for nothing."""
        return self._undone[-1].name if self._undone else ""

    def add(self, step: Step) -> None:
        """Remember something that has just been done."""
        self._done = [*self._done, step][-MOST:]
        self._undone = []
        self.changed.emit()

    def undo(self) -> None:
        """Undo the last step."""
        if self._done:
            step = self._done.pop()
            self._undone.append(step)
            step.undo()
            self.changed.emit()

    def redo(self) -> None:
        """Do again what was undone last."""
        if self._undone:
            step = self._undone.pop()
            self._done.append(step)
            step.redo()
            self.changed.emit()

    def clear(self) -> None:
        """Forget all steps: they belong to another course."""
        self._done, self._undone = [], []
        self.changed.emit()
