"""What there is to be told of a course: found out on another thread, through an own connection."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from msp_desktop.notebook.comparing import compare, standing
from msp_desktop.notebook.errors import NotebookError
from msp_desktop.ui.elsewhere import opened_notebook, same_edition
from msp_desktop.ui.models.editions import beside, report_of

if TYPE_CHECKING:
    from pathlib import Path

    from msp_desktop.notebook.comparing import Comparison
    from msp_desktop.notebook.decisions import Decision
    from msp_desktop.ui.models.changes import ChangesReport
    from msp_desktop.ui.models.editions import Beside
    from msp_desktop.ui.study import Study


class Told(NamedTuple):
    """What there is to be shown of a course, as it was found on another thread."""

    digest: str
    report: ChangesReport
    comparison: Comparison | None
    sides: Beside | None
    decisions: tuple[Decision, ...]


def tell(
    study: Study,
    notebook: Path,
    digest: str,
    record: str,
    comparison: Comparison | None,
    *,
    known: Told | None,
) -> Told | NotebookError | None:
    """Find out, on another thread, what there is to be shown."""
    course = same_edition(study, digest)
    if course is None:
        return None
    now = datetime.now(UTC)
    try:
        with opened_notebook(notebook) as own:
            decisions = own.decisions.of(course, record)
            step = own.moves.last(record)
            if comparison is None and known is not None and known.digest == digest:
                comparison = known.comparison
            elif comparison is None or comparison.after.digest != digest:
                # Another course's edition, from which something was brought, is no former one.
                foreign = step.before if step is not None and step.source else ""
                kept = own.editions.digests(record)
                others = (one for one in kept if one not in (digest, foreign))
                before = own.editions.find(record, next(others, ""))
                comparison = None
                if before is not None:
                    comparison = compare(before, standing(course, record, now=now).edition)
    except NotebookError as error:
        return error
    back = step is not None and step.after == digest
    carried = step.bookmarks + step.notes + step.tags + step.highlights if step and back else 0
    if known is not None and comparison is known.comparison:
        # What was compared of it stays true.
        sides = known.sides
    else:
        sides = beside(comparison) if comparison is not None else None
    report = report_of(course.title, comparison, sides, carried=carried, back=back)
    return Told(digest, report, comparison, sides, decisions)
