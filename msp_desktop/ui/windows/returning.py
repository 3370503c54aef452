"""The way back from a move: everything to where it was, and there again."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from msp_desktop.notebook.moving import Step
    from msp_desktop.ui.marking import Marking
    from msp_desktop.ui.study import Study
    from msp_desktop.ui.windows.following import Following


class Returning(QObject):
    """Takes the last move back, in such a way that this can be undone."""

    def __init__(self, study: Study, marking: Marking, following: Following) -> None:
        super().__init__(following)
        self._study = study
        self._marking = marking
        self._following = following

    def step_back(self) -> None:
        """Put everything back to where it was before it moved; this can be undone."""
        from msp_desktop.ui.undoing import Step as Undo

        following = self._following
        if self._study.record is None or following.step is None:
            return
        source = following.step.source
        self.take_back()
        name = self.tr("Putting marks back")
        again = partial(following.follow, again=True)
        undo = partial(following.adopting.bring, source) if source else again
        self._marking.steps.add(Undo(name, undo, self.take_back))
        self._marking.removed.emit(name)

    def take_back(self) -> None:
        """Put everything back to where it was before it moved."""
        record, following = self._study.record, self._following
        if record is not None:
            own = following.step is None or not following.step.source
            following.see()
            name, now = record.id, self._study.now()
            self._study.writing.submit(
                lambda notebook: (
                    notebook.moves.step_back(name, now=now),
                    notebook.moves.last(name),
                ),
                partial(self._taken_back, own),
            )

    def _taken_back(self, own: bool, done: tuple[object, Step | None]) -> None:
        # What came from another course leaves the course's own moves alone.
        following = self._following
        following.take(done[1], held=own or following.held)
