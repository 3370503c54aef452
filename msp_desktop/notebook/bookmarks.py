"""Marking questions and unmarking them, as the user does it; traces of it are left.

The caller holds a transaction.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msp_desktop.notebook import traces
from msp_desktop.notebook.store import Store
from msp_desktop.notebook.traces import Kind

if TYPE_CHECKING:
    from datetime import datetime

    from msp_desktop.notebook.model import Bookmark, QuestionRef
    from msp_desktop.notebook.tables import Rows

BETWEEN = " / "
"""What stands between the parts of a label."""


def add(rows: Rows, bookmark: Bookmark) -> bool:
    """Mark a question; return False where it is marked already, which is left as it is."""
    store = Store(rows)
    if store.bookmark(bookmark.ref) is not None:
        return False
    store.put_bookmark(bookmark)
    traces.given(rows, Kind.BOOKMARK, bookmark.ref, "", bookmark.created_at)
    _labelled(rows, bookmark.ref, "", bookmark.label, bookmark.created_at)
    return True


def remove(rows: Rows, ref: QuestionRef, known_label: str | None, now: datetime) -> bool:
    """Unmark a question; return whether it was marked and no more than ``known_label`` says."""
    store = Store(rows)
    before = store.bookmark(ref)
    if before is None or (known_label is not None and before.label not in ("", known_label)):
        return False
    store.drop_bookmark(ref)
    traces.taken_away(rows, Kind.BOOKMARK, ref, "", now)
    _labelled(rows, ref, before.label, "", now)
    return True


def label(rows: Rows, bookmark: Bookmark) -> bool:
    """Call a question's bookmark as this one is called; return whether that is anything new.

    One that is not marked any more is marked anew.
    """
    store = Store(rows)
    before = store.bookmark(bookmark.ref)
    if before is not None and before.label == bookmark.label:
        return False
    now = bookmark.created_at
    if before is None:
        traces.given(rows, Kind.BOOKMARK, bookmark.ref, "", now)
    else:
        bookmark = bookmark._replace(created_at=before.created_at)
    store.put_bookmark(bookmark)
    _labelled(rows, bookmark.ref, before.label if before else "", bookmark.label, now)
    return True


def parts(label: str) -> list[str]:
    """Return what a label is made of: two notebooks' labels of one bookmark become one."""
    return label.split(BETWEEN) if label else []


def _labelled(rows: Rows, ref: QuestionRef, before: str, after: str, now: datetime) -> None:
    had, has = dict.fromkeys(parts(before)), dict.fromkeys(parts(after))
    for one in had.keys() - has.keys():
        traces.taken_away(rows, Kind.LABEL, ref, one, now)
    for one in has.keys() - had.keys():
        traces.given(rows, Kind.LABEL, ref, one, now)
