"""What pins lead to and what was asked, carried from questions to others, and back.

See :mod:`msp_desktop.notebook.carrying` for what is handed in and returned.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msp_desktop.notebook import pins, reviews
from msp_desktop.notebook.carrying import Done
from msp_desktop.notebook.joining_pins import joined_links
from msp_desktop.notebook.pins import links_text, read_links

if TYPE_CHECKING:
    from msp_desktop.notebook.carrying import Way
    from msp_desktop.notebook.pins import Link, Pin
    from msp_desktop.notebook.tables import Rows


def carry_links(rows: Rows, way: Way) -> Done:
    """Carry the links of pins.  Done: the pin, its links as they were, and as they are."""
    done = Done()
    for one in pins.every(rows, way.course):
        links = moved_links(one, way)
        if links != one.links:
            done.append([one.id, links_text(one.links), links_text(links)])
            _put(rows, way, one, links)
    return done


def moved_links(pin: Pin, way: Way) -> tuple[Link, ...]:
    """Return a pin's links as they are once its questions have moved along a way.

    Of two that come to one question the later change holds.
    """
    moved: list[Link] = []
    for one in pin.links:
        target = way.moves.get(one.question)
        if target is None:
            moved.append(one)
        else:
            wording = way.wordings.get(target, one.wording)
            moved.append(one._replace(question=target, wording=wording))
    return joined_links(moved)


def return_links(rows: Rows, way: Way, done: Done) -> set[str]:
    """Take back what :func:`carry_links` did, but for links that were changed since."""
    changed: set[str] = set()
    there = {one.id: one for one in pins.every(rows, way.course)}
    for name, was, now in done:
        one = there.get(name)
        if one is not None and links_text(one.links) == now:
            _put(rows, way, one, read_links(was))
            changed.add(name)
    return changed


def _put(rows: Rows, way: Way, pin: Pin, links: tuple[Link, ...]) -> None:
    pins.put(rows, pin._replace(links=links, revision=pin.revision + 1, updated_at=way.now))


def carry_reviews(rows: Rows, way: Way) -> Done:
    """Carry reviews.  Done: which, from, to."""
    done = Done()
    for one in reviews.every(rows, way.course):
        target = way.moves.get(one.ref.question)
        if target is not None:
            reviews.put(rows, one._replace(ref=way.ref(target)))
            done.append([one.id, one.ref.question, target])
    return done


def return_reviews(rows: Rows, way: Way, done: Done) -> set[str]:
    """Take back what :func:`carry_reviews` did; return the questions that they are on again."""
    changed: set[str] = set()
    for name, source, target in done:
        one = reviews.find(rows, way.course, name)
        if one is not None and one.ref.question == target:
            reviews.put(rows, one._replace(ref=way.ref(source)))
            changed.add(source)
    return changed
