"""What is known of a course once everything has moved along: found out on another thread."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msp_desktop.notebook.errors import NotebookError
from msp_desktop.ui.elsewhere import opened_notebook, same_edition

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from msp_desktop.notebook.comparing import Comparison
    from msp_desktop.notebook.moves import Moved
    from msp_desktop.notebook.moving import Step
    from msp_desktop.notebook.sightings import Sighting
    from msp_desktop.ui.study import Study


class Known(NamedTuple):
    """What is known of the open edition of a course.

    ``comparison`` is what changed since the user last looked at that, None where nothing has;
    ``open`` how many marks are to be decided on.  ``step`` is the last move that can be taken back,
    ``held`` says that the one to this edition was.  ``targets`` says what the questions became that
    the window showed before, where another window has moved what was written on them.
    """

    record: str
    digest: str
    sighting: Sighting
    comparison: Comparison | None
    open: int
    step: Step | None
    held: bool
    targets: Mapping[str, str]


def know(
    study: Study, notebook: Path, digest: str, record: str, moved: Moved, *, shown: str, since: str
) -> Known | NotebookError | None:
    """Find out what is to be said of an edition; None where the course is another one by now.

    ``moved`` is what was just done here; where another window did it before, there is nothing in
    it, and what became of the edition that this window has ``shown`` before has to be looked up.
    ``since`` is the edition to compare with where it is not the one that was looked at last, "".
    """
    course = same_edition(study, digest)
    if course is None:
        return None
    try:
        with opened_notebook(notebook) as own:
            moves = own.moves
            known = moves.sighting(record)
            done = moved.comparison
            comparison = None
            looked = since or known.looked
            if done is not None and done.before.digest == looked:
                comparison = done
            elif done is not None or looked not in ("", digest):
                # What was edited back is no news: nothing has changed since it was looked at.
                comparison = moves.since(record, looked, digest)
            former = None
            if done is None and shown not in ("", digest):
                former = moves.since(record, shown, digest)
            step = moves.last(record)
            return Known(
                record,
                digest,
                known,
                comparison,
                own.decisions.count(course, record) if comparison is not None else 0,
                step,
                moves.is_held(digest, record),
                former.targets if former is not None else {},
            )
    except NotebookError as error:
        return error
