"""Where what was written in a course is to go in another edition: read and reckoned, not written.

Most of the work is done here, before anybody is kept from writing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msp_desktop.course.identity import match
from msp_desktop.notebook import editions, highlights, pins
from msp_desktop.notebook.comparing import Comparison, compare, is_question, is_text
from msp_desktop.notebook.editions import last_seen, of_edition
from msp_desktop.notebook.former import Former
from msp_desktop.notebook.reanchoring import Reanchoring
from msp_desktop.notebook.steps import settled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from msp_desktop.notebook.comparing import Standing
    from msp_desktop.notebook.model import Edition, EditionQuestion, Highlight
    from msp_desktop.notebook.tables import Rows

_SUBJECTS = """
    SELECT question FROM bookmark WHERE course = ?1 UNION SELECT question FROM note
        WHERE course = ?1 UNION SELECT subject FROM tag WHERE course = ?1
        UNION SELECT question FROM highlight WHERE course = ?1
        UNION SELECT question FROM review WHERE course = ?1
    EXCEPT SELECT id FROM highlight
"""


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


class Plan:
    """What is to be moved in a course, and where to.

    ``comparison`` is None where there is no other edition to compare with.  ``moves`` says which
    questions have another name now; ``pairs`` are highlights as they are and as they are to be.
    """

    def __init__(self, rows: Rows, there: Standing) -> None:
        self.there = there
        self.record = there.edition.course
        self.here = frozenset(one.id for one in there.edition.questions)
        self.comparison: Comparison | None = None
        before = editions.latest(rows, self.record)
        self._is_first = before is None
        if before is not None and before.digest != there.edition.digest:
            self.comparison = compare(before, there.edition)
        self.moves = self._ways(_Strays(rows, before)) if before is not None else {}
        ours = [
            one
            for one in highlights.every(rows, self.record)
            if one.edition != there.edition.digest or one.ref.question in self.moves
        ]
        anchored = Reanchoring(there, self.comparison, self.moves).anchored(ours)
        after = {one.id: one for one in anchored}
        self.pairs: list[tuple[Highlight, Highlight]] = [
            (one, after[one.id]) for one in ours if after[one.id] != one
        ]

    @property
    def is_idle(self) -> bool:
        """Whether nothing is to be done: not even the edition is new."""
        return not (self._is_first or self.comparison or self.moves or self.pairs)

    def _ways(self, strays: _Strays) -> dict[str, str]:
        """Return which questions have another name now."""
        targets: Mapping[str, str] = {}
        moves: dict[str, str] = {}
        if self.comparison is not None:
            targets, before = self.comparison.targets, self.comparison.before
            moves = renamed(targets, before, self.here)
        for stray, target in strays.found().items():
            moves[stray] = moves.get(target, target)
        if self.comparison is not None:
            left = {one: digest for one, digest in strays.questions() if one.id not in moves}
            moves |= self._come_back(left, frozenset(targets.values()))
        return moves

    def _come_back(
        self, left: Mapping[EditionQuestion, str], taken: frozenset[str]
    ) -> dict[str, str]:
        """Return where questions are that were gone: among those that no other one has become.

        ``left`` has the digests of the editions that they were last in.
        """
        listed = list(left)
        new = [one for one in self.there.edition.questions if one.id not in taken]
        found = {
            name: target
            for asked in (True, False)
            for name, target in match(
                [one for one in listed if is_question(one) is asked],
                [one for one in new if is_question(one) is asked],
            )
            .targets()
            .items()
        }
        moves = {name: target for name, target in found.items() if name != target}
        for one, digest in left.items():
            if one.id in self.here and one.id not in found:
                moves[one.id] = of_edition(last_seen(one.id)[0], digest)
        return moves


def renamed(targets: Mapping[str, str], before: Edition, here: frozenset[str]) -> dict[str, str]:
    """Return which questions of an edition have another name now.

    Where another question has the name of one that is gone, it is not to get what was written on
    that: the name then says of which edition it is.
    """
    moves = {name: target for name, target in targets.items() if name != target}
    for one in before.questions:
        if one.id not in targets and one.id in here:
            moves[one.id] = of_edition(one.id, before.digest)
    return moves


class _Strays:
    """The questions that something was written on and that the latest edition does not have."""

    def __init__(self, rows: Rows, latest: Edition) -> None:
        self._latest = latest
        here = {one.id for one in latest.questions}
        self._names = sorted(subjects(rows, latest.course) - here)
        self._gone = settled(rows, latest.course).gone
        self._former = Former(rows, latest.course)

    def found(self) -> dict[str, str]:
        """Return which of the latest edition they are, of those that nobody has looked for.

        They came from another machine, or from a window that still showed an earlier edition.
        """
        by_edition: dict[str, list[str]] = {}
        for name in self._names:
            digest = next(self._former.editions_with(name), None)
            if name not in self._gone and digest is not None:
                by_edition.setdefault(digest, []).append(name)
        moves: dict[str, str] = {}
        for digest, names in by_edition.items():
            targets = compare(self._former.edition(digest), self._latest).targets
            own = {name: last_seen(name)[0] for name in names}
            moves |= {name: targets[own[name]] for name in names if own[name] in targets}
        return moves

    def questions(self) -> list[tuple[EditionQuestion, str]]:
        """Return them as they stood, under their present names, with their editions' digests."""
        found = [self._former.last(name) for name in self._names]
        return [one for one in found if one is not None]
