"""Handing on what is to be written: to the saver, which is made when the first thing is."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from msp_desktop.notebook.model import Place, QuestionRef, Wording
    from msp_desktop.notebook.notebook import Notebook
    from msp_desktop.ui.saving.saver import Saver
    from msp_desktop.ui.saving.writes import Mark, Unsaved

T = TypeVar("T")


class Writing:
    """Writes through a saver; where none can be had, the notebook is only read.

    ``wanted`` is called when something is to be written and there is no saver yet: it may have
    :meth:`begin` called.
    """

    def __init__(self, wanted: Callable[[], object]) -> None:
        self._wanted = wanted
        self._saver: Saver | None = None

    @property
    def begun(self) -> bool:
        """Whether there is a saver already."""
        return self._saver is not None

    def begin(self, saver: Saver) -> None:
        """Write through a saver from now on."""
        self._saver = saver

    def end(self) -> None:
        """Write nothing any more."""
        self._saver = None

    def note(self, ref: QuestionRef, text: str, base: int, wording: Wording) -> None:
        """Write a note; ``base`` is the revision that the editor started from.

        ``wording`` is that of what the note is on.
        """
        saver = self._found()
        if saver is not None:
            saver.write_note(ref, text, base, wording)

    def replace_note(
        self, ref: QuestionRef, text: str, base: int, wording: Wording, *, now: datetime
    ) -> bool:
        """Have a note written as another window would, so that its editor follows; "" deletes it.

        Returns False where the notebook can only be read.
        """
        return self.submit(
            lambda notebook: notebook.write_note(ref, text, base=base, wording=wording, now=now),
            lambda _written: None,
        )

    def mark(self, write: Mark) -> bool:
        """Have a mark written; False where the notebook can only be read."""
        saver = self._found()
        if saver is not None:
            saver.mark(write)
        return saver is not None

    def place(self, place: Place) -> None:
        """Have it kept where reading is."""
        saver = self._found()
        if saver is not None:
            saver.set_place(place)

    def submit(self, job: Callable[[Notebook], T], done: Callable[[T], None]) -> bool:
        """Have anything done on the thread that writes; False where that is not possible.

        See :meth:`msp_desktop.ui.saving.saver.Saver.submit`.
        """
        saver = self._found()
        if saver is not None:
            saver.submit(job, done)
        return saver is not None

    def redirect(self, ways: Mapping[QuestionRef, QuestionRef]) -> None:
        """Take note that what was written on some questions is on others now."""
        if self._saver is not None:
            self._saver.redirect(ways)

    def unsaved(self) -> tuple[Unsaved, ...]:
        """Return what is to be written and not on disk yet."""
        return self._saver.unsaved() if self._saver is not None else ()

    def _found(self) -> Saver | None:
        if self._saver is None:
            self._wanted()
        return self._saver
