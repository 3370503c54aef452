"""Moves that can be taken back, as they are kept, and what of a course's annotations is settled.

Both stand among the notebook's snapshots, each kind in JSON of its own.
"""

from __future__ import annotations

import json
import zlib
from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from msp_desktop.notebook.editions import put_snapshot, snapshots, unpacked
from msp_desktop.notebook.model import Snapshot
from msp_desktop.notebook.stored import clean, made

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from msp_desktop.notebook.model import Highlight
    from msp_desktop.notebook.tables import Rows

MOVE = "move"
SETTLED = "settled"

_FORMAT = 1
_MOMENT = timedelta(microseconds=1)


class Record(NamedTuple):
    """A move as it is kept: what it did, by kind, and the digests of the editions around it.

    ``source`` is the course that something was brought from, "" for the course itself.
    """

    id: str
    made_at: datetime
    before: str
    after: str
    source: str
    done: Mapping[str, Any]


class Settled(NamedTuple):
    """What has been looked at in a course: nothing of it is looked at again without a cause.

    ``gone`` are the questions that were looked for in vain, ``kept`` what the user keeps without a
    place.  ``held`` is the digest of the edition that the user went back from, ``before`` that of
    the one before the latest.
    """

    gone: frozenset[str] = frozenset()
    kept: frozenset[str] = frozenset()
    held: str = ""
    before: str = ""


def put_record(rows: Rows, course: str, record: Record) -> None:
    """Keep a move; the oldest make room.  It is the last one, even where a clock went back."""
    content = {"before": record.before, "after": record.after, "source": record.source}
    packed = _packed(content | {"done": record.done})
    last, made_at = last_record(rows, course), record.made_at
    if last is not None:
        made_at = max(made_at, last.made_at + _MOMENT)
    put_snapshot(rows, Snapshot(record.id, course, MOVE, made_at, packed))


def last_record(rows: Rows, course: str) -> Record | None:
    """Return the last move of a course that can be taken back."""
    found = made(_record, ((one,) for one in snapshots(rows, course, MOVE, most=1)), rows.path)
    return found[0] if found else None


def _record(one: Snapshot) -> Record:
    found = unpacked(one.content)
    names = ("before", "after", "source")
    before, after, source = (str(found[name]) for name in names)
    return Record(one.id, one.made_at, before, after, source, dict(found["done"]))


def put_settled(rows: Rows, course: str, settled: Settled, *, now: datetime) -> None:
    """Keep what is settled in a course."""
    names = {"gone": sorted(settled.gone), "kept": sorted(settled.kept)}
    packed = _packed({**names, "held": settled.held, "before": settled.before})
    put_snapshot(rows, Snapshot(f"settled {course}", course, SETTLED, now, packed))


def settled(rows: Rows, course: str) -> Settled:
    """Return what is settled in a course."""
    found = made(_settled, ((one,) for one in snapshots(rows, course, SETTLED, most=1)), rows.path)
    return found[0] if found else Settled()


def _settled(one: Snapshot) -> Settled:
    found = unpacked(one.content)
    gone, kept = (frozenset(map(str, found[name])) for name in ("gone", "kept"))
    return Settled(gone, kept, str(found["held"]), str(found["before"]))


def name_of(kind: str, subject: str) -> str:
    """Return how something is named among what is kept."""
    return f"{kind} {subject}"


def still_kept(
    kept: frozenset[str], here: frozenset[str], drawn: Iterable[Highlight]
) -> frozenset[str]:
    """Return what is still kept without a place, of what was, once some of it has found one."""
    placed = {name_of("highlight", one.id) for one in drawn if one.placed}
    return frozenset(name for name in kept - placed if name.partition(" ")[2] not in here)


def _packed(content: Mapping[str, Any]) -> bytes:
    text = json.dumps({"format": _FORMAT, **content}, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(clean(text).encode(), 1)
