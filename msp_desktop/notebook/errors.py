"""What can go wrong with a notebook that is nobody's mistake.

Each error's message says in one or two English sentences what happened and what to do; its
attributes are enough to say the same in another language.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class Obstacle(StrEnum):
    """Why something could not be written."""

    PERMISSION = "permission"
    READ_ONLY = "read-only"
    FULL = "full"
    FAILING = "failing"


_ADVICE = {
    Obstacle.PERMISSION: "you may not write there; give yourself the right to, or choose another"
    " data folder",
    Obstacle.READ_ONLY: "it can only be read; choose a data folder on a disk that can be written",
    Obstacle.FULL: "the disk is full; make some room and try again",
    Obstacle.FAILING: "the disk reports an error; check it, or choose another data folder",
}


class NotebookError(Exception):
    """Anything that keeps a notebook from doing what it was asked; ``path`` is the file."""

    def __init__(self, message: str, path: Path) -> None:
        super().__init__(message)
        self.path = path


class NotebookUnwritable(NotebookError):
    """The notebook, its folder or a backup cannot be written; ``reason`` says why.

    What was written before is safe, nothing of the failed write was kept, and the same write may
    be tried again.
    """

    def __init__(self, path: Path, reason: Obstacle) -> None:
        super().__init__(f"Cannot write {path}: {_ADVICE[reason]}.", path)
        self.reason = reason


class NotebookDamaged(NotebookError):
    """The file cannot be read as what it should be; ``finding`` is what was found.

    The file has been left exactly as it was.
    """

    def __init__(self, path: Path, finding: str) -> None:
        super().__init__(
            f"The notebook {path} is damaged ({finding}). It was left as it is;"
            " set it aside and restore a backup.",
            path,
        )
        self.finding = finding


class NotebookForeign(NotebookDamaged):
    """The file is a sound SQLite file, but another program's."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "it is not a notebook of this program")


class NotebookNewer(NotebookError):
    """A newer program wrote the notebook: this one may read it, but must not write it."""

    def __init__(self, path: Path, version: int, known: int) -> None:
        super().__init__(
            f"The notebook {path} was written by a newer version of this program"
            f" (format {version}; this one knows up to {known})."
            " Install that version to write in it.",
            path,
        )
        self.version = version
        self.known = known


class NotebookBusy(NotebookError):
    """Another program kept the notebook locked for too long; the same may be tried again."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"Another program is using {path}. Try again, or close the other program.", path
        )


class NotebookMissing(NotebookError):
    """There is no notebook to read at the path."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"There is no notebook at {path}.", path)


class CourseUnknown(NotebookError):
    """Something was to be written in a course that the notebook does not hold; adopt it first.

    That can happen after an older backup was restored.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(f"The notebook {path} does not hold this course. Open it anew.", path)


class NotebookReplaced(NotebookError):
    """Another file stands where the open notebook was, or none: it was restored or moved away.

    Nothing was written; the notebook at the path must be opened anew.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} was replaced or moved while it was open. Open it anew to go on writing.", path
        )
