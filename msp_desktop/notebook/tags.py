"""Tags: words that the user gives questions and highlights to find them by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msp_desktop.notebook import traces
from msp_desktop.notebook.model import Changes, QuestionRef, Tag
from msp_desktop.notebook.stored import clean, keys, made, moment, time_of
from msp_desktop.notebook.tables import TAG
from msp_desktop.notebook.traces import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from msp_desktop.notebook.session import Session
    from msp_desktop.notebook.tables import Rows


class Tags:
    """The tags in one open notebook; got from :class:`Notebook`, whose errors they raise."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of(self, course: str) -> tuple[Tag, ...]:
        """Return a course's tags in the order they were given."""
        with self._session.reading() as rows:
            return every(rows, course)

    def write(
        self, ref: QuestionRef, names: Iterable[str], base: Iterable[str], *, now: datetime
    ) -> Changes:
        """Give a question or a highlight the tags that it is to have.

        ``base`` are those that it had when they were chosen: tags that another window gave it
        meanwhile stay, and those that one took away stay away.
        """
        wanted, known = tag_names(names), tag_names(base)
        changed = False
        with self._session.writing() as rows:
            named = {"course": ref.course, "subject": ref.question}
            there = {row[2] for row in rows.find(TAG, named)}
            for name in sorted(wanted - known - there):
                rows.put(TAG, *keys(ref), name, moment(now))
                traces.given(rows, Kind.TAG, ref, name, now)
                changed = True
            for name in (known - wanted) & there:
                rows.drop(TAG, *keys(ref), name)
                traces.taken_away(rows, Kind.TAG, ref, name, now)
                changed = True
        return Changes(tags=frozenset({ref})) if changed else Changes()


def every(rows: Rows, course: str) -> tuple[Tag, ...]:
    """Return a course's tags in the order they were given."""
    found = rows.gather(TAG, {"course": course}, "ORDER BY created_at, tag")
    return made(_tag, found, rows.path)


def tag_names(names: Iterable[str]) -> frozenset[str]:
    """Return tags as they are kept: composed, on one line, without a "#" before them, not empty."""
    from unicodedata import normalize

    trimmed = (" ".join(clean(name).lstrip("# ").split()) for name in names)
    return frozenset(normalize("NFC", name) for name in trimmed if name)


def _tag(course: str, subject: str, name: str, created_at: str) -> Tag:
    return Tag(QuestionRef(course, subject), name, time_of(created_at))
