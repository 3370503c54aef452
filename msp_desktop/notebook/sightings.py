"""Up to which edition the user knows a course: what changed since is news, in every window.

It stands among the notebook's snapshots, in a kind of its own.
"""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING, NamedTuple

from msp_desktop.notebook.editions import put_snapshot, snapshots, unpacked
from msp_desktop.notebook.model import Snapshot
from msp_desktop.notebook.stored import made

if TYPE_CHECKING:
    from datetime import datetime

    from msp_desktop.notebook.tables import Rows

SIGHTING = "sighting"

_FORMAT = 1


class Sighting(NamedTuple):
    """Up to which edition the user has looked at what changed, by its digest.

    ``looked`` is "" where nothing has changed since the course was first opened.  ``dismissed`` is
    how many marks were to be decided on when the message of what changed since was sent away, -1
    where it was not.
    """

    looked: str = ""
    dismissed: int = -1


def sighting(rows: Rows, course: str) -> Sighting:
    """Return up to which edition the user knows a course."""
    kept = ((one,) for one in snapshots(rows, course, SIGHTING, most=1))
    found = made(_sighting, kept, rows.path)
    return found[0] if found else Sighting()


def put(rows: Rows, course: str, known: Sighting, *, now: datetime) -> None:
    """Keep up to which edition the user knows a course; the caller holds a transaction."""
    text = json.dumps({"format": _FORMAT, **known._asdict()})
    content = zlib.compress(text.encode(), 1)
    put_snapshot(rows, Snapshot(f"{SIGHTING} {course}", course, SIGHTING, now, content))


def begin(rows: Rows, course: str, before: str, *, now: datetime) -> None:
    """Note down, when a course changes first, the edition that the user knows it by."""
    if not sighting(rows, course).looked:
        put(rows, course, Sighting(before), now=now)


def _sighting(one: Snapshot) -> Sighting:
    found = unpacked(one.content)
    return Sighting(str(found["looked"]), int(found["dismissed"]))
