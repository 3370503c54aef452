"""Whether everything that was written is on disk: asked when the program may not go on for long."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication, QLocale

from msp_desktop.ui.saving.wording import describe
from msp_desktop.ui.saving.writes import PlaceWrite

if TYPE_CHECKING:
    from collections.abc import Callable

    from msp_desktop.notebook.errors import NotebookError
    from msp_desktop.ui.saving.saver import Saver
    from msp_desktop.ui.saving.writes import Unsaved

PATIENCE = 2_000
"""Milliseconds that the last words may take to the disk."""


class Safety(NamedTuple):
    """What is not on disk, and why; ``known`` is False where not even that could be found out."""

    unsaved: tuple[Unsaved, ...] = ()
    error: NotebookError | None = None
    known: bool = True


def make_safe(commit: Callable[[], object], saver: Callable[[], Saver | None]) -> Safety:
    """Have what is being typed written, and return what of everything is not on disk then.

    ``commit`` has the editor hand on its text.  What is asked here may be what is broken.
    """
    known = True
    try:
        commit()
    except Exception:
        known = False
    try:
        writing = saver()
        if writing is None:
            return Safety(known=known)
        writing.flush(PATIENCE)
        # Where reading stopped is no word of anybody's.
        unsaved = [one for one in writing.unsaved() if not isinstance(one, PlaceWrite)]
        return Safety(tuple(unsaved), writing.error, known)
    except Exception:
        return Safety(known=False)


def safety_words(safety: Safety) -> str:
    """Say whether what was written is on disk."""
    translate = QCoreApplication.translate
    if safety.unsaved:
        words = translate("Safety", "Not on the disk yet: {number} changes.")
        words = words.format(number=QLocale().toString(len(safety.unsaved)))
        return f"{words} {describe(safety.error)}" if safety.error is not None else words
    if not safety.known:
        return translate(
            "Safety",
            "Whether your last words are on the disk could not be found out. Whatever was shown as"
            " saved is.",
        )
    return translate("Safety", "Everything that you wrote is on the disk.")
