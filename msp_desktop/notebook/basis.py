"""What a plan was made from: where it stands otherwise by now, the plan is to be made again.

A plan is made while others write.  What it takes from the notebook is little beside what it reckons
from that, and is looked at once more before the plan is carried out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msp_desktop.notebook import editions, pins
from msp_desktop.notebook.comparing import is_text
from msp_desktop.notebook.steps import Settled, settled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from msp_desktop.notebook.tables import Rows

_SUBJECTS = """
    SELECT question FROM bookmark WHERE course = ?1 UNION SELECT question FROM note
        WHERE course = ?1 UNION SELECT subject FROM tag WHERE course = ?1
        UNION SELECT question FROM highlight WHERE course = ?1
        UNION SELECT question FROM review WHERE course = ?1
    EXCEPT SELECT id FROM highlight
"""


class Basis(NamedTuple):
    """What a plan for a course depends on.

    ``editions`` are the digests of those that are kept, the latest first; ``strays`` the subjects
    that something was written on and that the latest does not have; ``highlights`` the seals of all
    by their ids.  Everything else is read when the plan is carried out.
    """

    editions: tuple[str, ...]
    settled: Settled
    strays: frozenset[str]
    highlights: Mapping[str, bytes]

    def but_for_highlights(self, other: Basis) -> bool:
        """Return whether nothing but highlights is otherwise than in another one."""
        return self._replace(highlights={}) == other._replace(highlights={})

    def changed(self, since: Basis) -> set[str]:
        """Return the highlights that were made or changed since another one."""
        before = since.highlights
        return {name for name, seal in self.highlights.items() if before.get(name) != seal}


def basis(rows: Rows, course: str) -> Basis:
    """Return what a plan for a course would be made from now."""
    listed = editions.listed(rows, course)
    here = listed[0][1] if listed else frozenset[str]()
    query = "SELECT id, seal FROM highlight WHERE course = ?"
    seals: dict[str, bytes] = dict(rows.connection.execute(query, (course,)).fetchall())
    digests = tuple(digest for digest, _ in listed)
    strays = frozenset(subjects(rows, course) - here)
    return Basis(digests, settled(rows, course), strays, seals)


def subjects(rows: Rows, course: str) -> set[str]:
    """Return the questions and introductions of a course that anything was ever written on.

    Notes are on other things, too: those that have no text do not come along with one.
    """
    found = rows.connection.execute(_SUBJECTS, (course,))
    linked = {name for one in pins.every(rows, course) for name in one.questions if not one.deleted}
    return {subject for (subject,) in found if is_text(subject)} | linked


def unanchored(rows: Rows, course: str, digest: str) -> bool:
    """Return whether some highlights are anchored in another edition than the one with a digest."""
    query = "SELECT 1 FROM highlight WHERE course = ? AND NOT deleted AND edition <> ? LIMIT 1"
    return rows.connection.execute(query, (course, digest)).fetchone() is not None
