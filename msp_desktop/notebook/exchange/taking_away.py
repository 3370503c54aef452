"""Joining bookmarks, labels and tags of two notebooks, what either has taken away included.

What one side has taken away goes on the other, too, unless it was given there, or changed, later.
The rules give the same whichever side is joined into which, and joining again changes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msp_desktop.notebook.bookmarks import BETWEEN, parts
from msp_desktop.notebook.exchange.joining import join_labels
from msp_desktop.notebook.traces import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from msp_desktop.notebook.model import Bookmark, Tag
    from msp_desktop.notebook.traces import Trace

Key = tuple[Kind, str, str]


class Side:
    """What one notebook knows of when things were given and taken away."""

    def __init__(self, traces: Iterable[Trace]) -> None:
        self._traces: dict[Key, Trace] = {}
        self._labelled: dict[str, datetime] = {}
        for one in traces:
            self._traces[one.key] = one
            if one.kind is Kind.LABEL:
                last = self._labelled.get(one.subject, one.at)
                self._labelled[one.subject] = max(last, one.at)

    def takes_away(self, key: Key, since: datetime) -> bool:
        """Return whether something was taken away here after it was given elsewhere."""
        trace = self._traces.get(key)
        return trace is not None and trace.gone and trace.at > since

    def given_at(self, key: Key, created_at: datetime) -> datetime:
        """Return when something was given last that is there since some time."""
        trace = self._traces.get(key)
        return created_at if trace is None or trace.gone else max(created_at, trace.at)

    def changed_at(self, bookmark: Bookmark) -> datetime:
        """Return when a bookmark was given or labelled last."""
        subject, created_at = bookmark.ref.question, bookmark.created_at
        given_at = self.given_at((Kind.BOOKMARK, subject, ""), created_at)
        return max(given_at, self._labelled.get(subject, given_at))

    def learns(self, theirs: Iterable[Trace]) -> list[Trace]:
        """Return which traces of another side are newer than what is known here."""
        return [one for one in theirs if _is_newer(one, self._traces.get(one.key))]


def _is_newer(trace: Trace, known: Trace | None) -> bool:
    # Of two at one moment, the one that takes nothing away.
    return known is None or (trace.at, not trace.gone) > (known.at, not known.gone)


def join_bookmarks(
    ours: Bookmark | None, here: Side, theirs: Bookmark | None, there: Side
) -> Bookmark | None:
    """Return what becomes of a question's bookmark; None where it is marked no more."""
    mine, yours = _left(ours, here, there), _left(theirs, there, here)
    if mine is None or yours is None:
        return mine or yours
    label = join_labels(mine.label, yours.label)
    return mine._replace(label=label, created_at=min(mine.created_at, yours.created_at))


def _left(bookmark: Bookmark | None, own: Side, other: Side) -> Bookmark | None:
    """Return what the other side leaves of a bookmark of one side."""
    if bookmark is None:
        return None
    subject = bookmark.ref.question
    if other.takes_away((Kind.BOOKMARK, subject, ""), own.changed_at(bookmark)):
        return None
    kept = [
        one
        for one in parts(bookmark.label)
        if not other.takes_away(
            (Kind.LABEL, subject, one),
            own.given_at((Kind.LABEL, subject, one), bookmark.created_at),
        )
    ]
    return bookmark._replace(label=BETWEEN.join(kept))


def stays(tag: Tag, own: Side, other: Side) -> bool:
    """Return whether the other side leaves a tag of one side."""
    key = (Kind.TAG, tag.ref.question, tag.name)
    return not other.takes_away(key, own.given_at(key, tag.created_at))
