"""Recognising a course that was opened before, so that its notes are found again.

The choice errs towards one record for two files rather than notes that seem lost.

- The same path is the same course, whatever became of its text.
- The same text is the same course: it was moved or copied.  A copy shares the record with its
  original on purpose, as the notes belong to the content, and both paths lead to it from then on.
- A path that was once the course's, or the same name and title where the old file is gone, is the
  same course if at least half of the questions (of the side that has fewer) are shared.
- A file with exactly the same questions is the same course under another name if the old one is
  gone.
- A course of which damage left no text's digest is the one with the questions that something was
  written on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msp_desktop.notebook.model import CourseRecord
from msp_desktop.notebook.stored import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from pathlib import Path

    from msp_desktop.course.model import Course
    from msp_desktop.notebook.store import KnownCourse, Store


class Opened(NamedTuple):
    """What a course that is being opened can be recognised by; ``path`` is resolved."""

    path: Path
    title: str
    digest: str
    questions: frozenset[str]


def recognise(
    opened: Opened, known: Sequence[KnownCourse], exists: Callable[[Path], bool]
) -> KnownCourse | None:
    """Return the known course that an opened one is, None for a new one.

    ``known`` stands with the last opened first: where several fit equally, the first is taken.
    ``exists`` tells whether there is still something at a path.
    """
    for one in known:
        if one.record.path == opened.path:
            return one
    same_text = [one for one in known if one.record.digest == opened.digest]
    if same_text:
        moved = (one for one in same_text if not exists(one.record.path))
        return next(moved, same_text[0])
    alike = [one for one in known if _share_half(opened.questions, one.questions)]
    for one in alike:
        if opened.path in one.paths:
            return one
    gone = [one for one in alike if not exists(one.record.path)]
    for one in gone:
        if one.record.path.name == opened.path.name and one.record.title == opened.title:
            return one
    lost = (one for one in gone if not one.record.digest)
    return next((one for one in gone if one.questions == opened.questions), next(lost, None))


def _share_half(one: frozenset[str], other: frozenset[str]) -> bool:
    fewer = min(len(one), len(other))
    return fewer > 0 and 2 * len(one & other) >= fewer


def _opened(course: Course) -> Opened:
    questions = frozenset(course.question_ids)
    return Opened(course.source.resolve(), clean(course.title), course.digest, questions)


def record_of(course: Course, store: Store, now: datetime) -> CourseRecord:
    """Return the record of a course that is being opened, or a new one; nothing is written."""
    opened = _opened(course)
    # Nearly always it is where it was, and all other courses can be left unread.
    known = store.course_at(opened.path)
    if known is None:
        found = recognise(opened, store.known_courses(), _is_there)
        known = found.record if found else None
    identifier = known.id if known else _identifier(opened, now)
    return CourseRecord(identifier, opened.path, opened.title, opened.digest, now)


def _is_there(path: Path) -> bool:
    """Return whether something is at a path; what may not be looked at counts as there."""
    try:
        return path.exists()
    except OSError:
        return True


def _identifier(opened: Opened, now: datetime) -> str:
    """Return the id of a new course: no other course was opened from there at that moment."""
    # A course is new once; the program's every start should not pay for the import.
    import hashlib

    origin = f"{opened.path}\n{opened.digest}\n{now.isoformat()}"
    return hashlib.sha256(origin.encode("utf-8", "surrogatepass")).hexdigest()[:24]
