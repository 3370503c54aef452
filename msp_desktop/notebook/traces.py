"""When bookmarks, tags and labels were given and taken away, for what their own rows do not tell.

Two notebooks that are joined can so tell what one has taken away from what the other has new.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from msp_desktop.notebook.stored import keys, made, moment, time_of
from msp_desktop.notebook.tables import TRACE

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from msp_desktop.notebook.model import QuestionRef
    from msp_desktop.notebook.tables import Rows, Value


class Kind(StrEnum):
    """What was given or taken away."""

    BOOKMARK = "bookmark"
    TAG = "tag"
    LABEL = "label"


class Trace(NamedTuple):
    """When something was given to a subject, or taken away if it is ``gone``.

    ``name`` is the tag or the label, "" for a bookmark.
    """

    kind: Kind
    subject: str
    name: str
    at: datetime
    gone: bool

    @property
    def key(self) -> tuple[Kind, str, str]:
        """What two notebooks' traces of one thing have in common."""
        return self.kind, self.subject, self.name


def taken_away(rows: Rows, kind: Kind, ref: QuestionRef, name: str, now: datetime) -> None:
    """Note down that something was taken away."""
    put(rows, ref.course, Trace(kind, ref.question, name, now, True))


def given(rows: Rows, kind: Kind, ref: QuestionRef, name: str, now: datetime) -> None:
    """Note down that something was given, unless its own row says as much.

    A label has no row, and a bookmark or a tag that comes back may be joined with an older one.
    """
    course, subject = keys(ref)
    key: dict[str, Value] = {"course": course, "kind": kind.value, "subject": subject, "name": name}
    if kind is Kind.LABEL or rows.find(TRACE, key):
        put(rows, course, Trace(kind, subject, name, now, False))


def put(rows: Rows, course: str, trace: Trace) -> None:
    """Write a trace in the place of what is known of the same thing."""
    kind, subject, name, at, gone = trace
    rows.put(TRACE, course, kind.value, subject, name, moment(at), int(gone))


def every(rows: Rows, course: str) -> tuple[Trace, ...]:
    """Return a course's traces, the oldest first."""
    found = rows.gather(TRACE, {"course": course}, "ORDER BY at, kind, subject, name")
    return made(_trace, found, rows.path)


def copy(rows: Rows, course: str, moves: Mapping[str, str]) -> list[list[str]]:
    """Let subjects know what is known of others: of two traces of one thing the later one holds.

    Returns from which to which subjects something was copied.
    """
    there = {one.key: one for one in every(rows, course)}
    copied: dict[tuple[str, str], None] = {}
    for one in there.values():
        target = moves.get(one.subject)
        if target is None:
            continue
        moved = one._replace(subject=target)
        standing = there.get(moved.key)
        if standing is None or standing.at < moved.at:
            put(rows, course, moved)
            copied[one.subject, target] = None
    return [[*pair] for pair in copied]


def _trace(_course: str, kind: str, subject: str, name: str, at: str, gone: int) -> Trace:
    return Trace(Kind(kind), subject, name, time_of(at), bool(gone))
