"""Joining what two notebooks say of the same thing, so that neither side loses anything.

The rules give the same whichever side is joined into which, and joining again changes nothing.
"""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

from msp_desktop.notebook.bookmarks import BETWEEN, parts
from msp_desktop.notebook.highlights import anchor_text
from msp_desktop.notebook.merge import merge
from msp_desktop.notebook.model import NoteVersion

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from msp_desktop.notebook.model import Highlight


class Fate(Enum):
    """What became of something that both notebooks have."""

    KEPT = auto()
    CHANGED = auto()
    MERGED = auto()
    CONFLICT = auto()


class JoinedNote(NamedTuple):
    """The versions that are to follow ours, the newest last."""

    fate: Fate
    versions: tuple[NoteVersion, ...] = ()


def join_notes(
    ours: Sequence[NoteVersion], theirs: Sequence[NoteVersion], *, now: datetime
) -> JoinedNote:
    """Join two histories of a note, each with the oldest version first.

    They are compared with the latest version that both have.  What only one side changed since is
    taken over; what both did is merged line by line, and of lines that both changed both stay.  A
    text that one side deleted and the other changed stays.
    """
    mine, yours = ours[-1], theirs[-1]
    here, there = _since_common(ours, theirs)
    if mine.text == yours.text or _passed(yours, here) or not there:
        return JoinedNote(Fate.KEPT)
    if not here or _passed(mine, there):
        return JoinedNote(Fate.CHANGED, _following(mine, there))
    base = ours[-1 - len(here)].text if len(here) < len(ours) else ""
    # The order is by time, so that both sides come to the same text.
    first, second = sorted((mine, yours), key=lambda one: (one.written_at, one.text))
    deleted = not mine.text or not yours.text
    text = mine.text or yours.text if deleted else merge(base, second.text, first.text)
    clean = not deleted and text == merge(base, first.text, second.text)
    new = list(there)
    if text != yours.text:
        new.append(NoteVersion(0, text, max(now, mine.written_at, yours.written_at)))
    return JoinedNote(Fate.MERGED if clean else Fate.CONFLICT, _following(mine, new))


def _since_common(
    ours: Sequence[NoteVersion], theirs: Sequence[NoteVersion]
) -> tuple[Sequence[NoteVersion], Sequence[NoteVersion]]:
    """Return what each side has written since the latest version that both have."""
    known = {(one.written_at, one.text): place for place, one in enumerate(ours)}
    for place in range(len(theirs) - 1, -1, -1):
        one = theirs[place]
        found = known.get((one.written_at, one.text))
        if found is not None:
            return ours[found + 1 :], theirs[place + 1 :]
    return ours, theirs


def _passed(version: NoteVersion, others: Sequence[NoteVersion]) -> bool:
    """Whether the other side once had the very text of a version, and went on from there."""
    return any(one.text == version.text for one in others)


def _following(mine: NoteVersion, new: Sequence[NoteVersion]) -> tuple[NoteVersion, ...]:
    return tuple(
        one._replace(revision=mine.revision + number) for number, one in enumerate(new, start=1)
    )


def join_highlights(ours: Highlight, theirs: Highlight) -> Highlight:
    """Join two states of a highlight: of each half, colour and place, the later change holds.

    A deleted one stays deleted unless the other side changed it later.
    """
    coloured = max(ours, theirs, key=lambda one: (one.coloured_at, one.colour.value))
    placed = max(ours, theirs, key=_place_order)
    latest = max(ours, theirs, key=lambda one: (one.updated_at, not one.deleted))
    return placed._replace(
        colour=coloured.colour,
        coloured_at=coloured.coloured_at,
        deleted=latest.deleted,
        revision=ours.revision,
        created_at=min(ours.created_at, theirs.created_at),
        updated_at=latest.updated_at,
    )


def _place_order(one: Highlight) -> tuple[object, ...]:
    where = (one.edition, one.placed, anchor_text(one.anchor, one.line))
    return one.placed_at, one.ref.question, where, one.wording


def join_labels(ours: str, theirs: str) -> str:
    """Return a label with all that either side calls a bookmark."""
    mine, yours = set(parts(ours)), set(parts(theirs))
    if not ours or not theirs or yours <= mine:
        return ours or theirs
    if mine <= yours:
        return theirs
    return BETWEEN.join(sorted(mine | yours))
