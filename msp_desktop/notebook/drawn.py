"""A highlight as it is to be written in another edition, and what a step back needs of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from msp_desktop.notebook import highlights

if TYPE_CHECKING:
    from datetime import datetime

    from msp_desktop.notebook.model import Highlight
    from msp_desktop.notebook.tables import Row


class Drawn(NamedTuple):
    """A highlight that is to be written: how it is to be, and its row.

    ``done`` is which one moved, from where to where, as a step keeps it; None where it has not.
    """

    after: Highlight
    row: Row
    done: list[Any] | None


def drawn(before: Highlight, after: Highlight, anchor: str, *, now: datetime) -> Drawn:
    """Return what is to be written of a highlight; ``anchor`` is its own as it stands there."""
    same = (after.anchor, after.line) == (before.anchor, before.line)
    spot = spot_values(after)
    moved = spot != spot_values(before)
    done = [before.id, place_values(before, anchor), spot] if moved or not same else None
    revision, at = before.revision + 1, now if moved else before.placed_at
    written = after._replace(revision=revision, updated_at=now, placed_at=at)
    return Drawn(written, highlights.row_of(written, anchor if same else None), done)


def place_values(one: Highlight, anchor: str) -> list[Any]:
    """Return where a highlight was, as a step keeps it."""
    return [one.ref.question, *one.wording, anchor, one.edition, one.placed]


def spot_values(one: Highlight) -> list[Any]:
    """Return where a highlight is, as far as a step back must know it again."""
    return [one.ref.question, one.anchor.start, one.anchor.end, one.placed]
