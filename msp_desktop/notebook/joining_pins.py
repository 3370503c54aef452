"""What becomes of a pin that was changed in two places: in two windows, or in two notebooks.

Each keeps what the other did not touch: the place, the words, and each of the links on its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from msp_desktop.course.diagrams.model import Box
    from msp_desktop.notebook.model import Colour
    from msp_desktop.notebook.pins import Link, Pin


def merged_pin(after: Pin, base: Pin | None, standing: Pin, now: datetime) -> Pin:
    """Return what a pin is to be, given what it was made from and what stands there."""
    merged = standing
    # The clock decides only between two changes: it may have been wrong before.
    rivalled = base is None or _words(standing) != _words(base)
    said = base is None or _words(after) != _words(base)
    if said and not (rivalled and standing.said_at > now):
        merged = merged._replace(label=after.label, colour=after.colour)
    rivalled = base is None or _place(standing) != _place(base)
    moved = base is None or _place(after) != _place(base)
    if moved and not (rivalled and standing.placed_at > now):
        merged = merged._replace(picture=after.picture, box=after.box)
    merged = merged._replace(links=_merged_links(after, base, standing, now))
    if base is None or after.deleted == base.deleted:
        # Whoever changes one that is there to be seen wants to see it on.
        touched = content(merged) != content(standing)
        return merged._replace(deleted=standing.deleted and (after.deleted or not touched))
    changed = content(standing)[:-1] != content(base)[:-1]
    return merged._replace(deleted=after.deleted and (standing.deleted or not changed))


def stamped(merged: Pin, standing: Pin | None, now: datetime) -> Pin:
    """Return a pin with the revision and the times that belong to this write."""
    if standing is None:
        revision = merged.revision + 1
        return merged._replace(revision=revision, updated_at=now, said_at=now, placed_at=now)
    return merged._replace(
        revision=standing.revision + 1,
        updated_at=now,
        said_at=standing.said_at if _words(merged) == _words(standing) else now,
        placed_at=standing.placed_at if _place(merged) == _place(standing) else now,
    )


def content(pin: Pin) -> tuple[object, ...]:
    """Return all of a pin that a user would see change."""
    return _place(pin), _words(pin), pin.questions, pin.deleted


def joined_links(*sides: Iterable[Link]) -> tuple[Link, ...]:
    """Return the links of several states of a pin: of each question the latest change holds.

    Of two at once the one that leads there does.
    """
    found: dict[str, Link] = {}
    for one in (link for side in sides for link in side):
        standing = found.get(one.question)
        if standing is None or _order(one) > _order(standing):
            found[one.question] = one
    return tuple(found.values())


def join_pins(ours: Pin, theirs: Pin) -> Pin:
    """Join the states of a pin in two notebooks, as highlights are joined."""
    said = max(ours, theirs, key=lambda one: (one.said_at, one.label, one.colour.value))
    placed = max(ours, theirs, key=lambda one: (one.placed_at, one.picture, one.box))
    latest = max(ours, theirs, key=lambda one: (one.updated_at, not one.deleted))
    links = joined_links(ours.links, theirs.links)
    if set(links) == set(ours.links):
        links = ours.links
    return ours._replace(
        picture=placed.picture,
        box=placed.box,
        placed_at=placed.placed_at,
        label=said.label,
        colour=said.colour,
        said_at=said.said_at,
        links=links,
        deleted=latest.deleted,
        created_at=min(ours.created_at, theirs.created_at),
        updated_at=latest.updated_at,
    )


def _merged_links(after: Pin, base: Pin | None, standing: Pin, now: datetime) -> tuple[Link, ...]:
    before = {one.question: one.gone for one in base.links} if base is not None else {}
    there = {one.question: one for one in standing.links}
    for one in after.links:
        known = there.get(one.question)
        changed = before.get(one.question, True) is not one.gone
        if changed and (known is None or known.gone is not one.gone):
            there[one.question] = one._replace(at=now)
    if base is not None:
        # A new one that is undone leaves no trace in what is handed in.
        named = {one.question for one in after.links}
        for name in before.keys() - named:
            if name in there and not there[name].gone:
                there[name] = there[name]._replace(gone=True, at=now)
    return tuple(there.values())


def _place(pin: Pin) -> tuple[str, Box]:
    return pin.picture, pin.box


def _words(pin: Pin) -> tuple[str, Colour]:
    return pin.label, pin.colour


def _order(link: Link) -> tuple[object, ...]:
    return link.at, not link.gone, link.wording
