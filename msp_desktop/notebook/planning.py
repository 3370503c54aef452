"""Where what was written in a course is to go in another edition: read and reckoned, not written.

Most of the work is done here, while others write.  A plan knows what it was made from: see
:mod:`msp_desktop.notebook.basis`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msp_desktop.course.identity import match
from msp_desktop.notebook import editions, highlights
from msp_desktop.notebook.basis import basis, subjects
from msp_desktop.notebook.comparing import Comparison, compare, is_question
from msp_desktop.notebook.drawn import Drawn, drawn
from msp_desktop.notebook.editions import last_seen, of_edition
from msp_desktop.notebook.former import Former
from msp_desktop.notebook.reanchoring import Reanchoring
from msp_desktop.notebook.steps import settled

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from msp_desktop.course.progress import Progress
    from msp_desktop.notebook.comparing import Standing
    from msp_desktop.notebook.model import Edition, EditionQuestion, Highlight
    from msp_desktop.notebook.tables import Rows


class Plan:
    """What is to be moved in a course, and where to.

    ``comparison`` is None where there is no other edition to compare with.  ``moves`` says which
    questions have another name now; ``drawn`` has the highlights that are to be written, by their
    ids.  ``basis`` is what it was made from.
    """

    def __init__(
        self, rows: Rows, there: Standing, *, now: datetime, progress: Progress | None = None
    ) -> None:
        self.there = there
        self.record = there.edition.course
        self.now = now
        self.here = frozenset(one.id for one in there.edition.questions)
        self.basis = basis(rows, self.record)
        self.comparison: Comparison | None = None
        before = editions.latest(rows, self.record)
        self._is_first = before is None
        if before is not None and before.digest != there.edition.digest:
            self.comparison = compare(before, there.edition)
        self.moves = self._ways(_Strays(rows, before)) if before is not None else {}
        self._reanchoring = Reanchoring(there, self.comparison, self.moves)
        self.drawn: dict[str, Drawn] = {}
        self._anchor(rows, highlights.every(rows, self.record), progress)

    def renewed(self, rows: Rows, progress: Progress | None = None) -> Plan:
        """Return the plan as it is to be by now; what still stands is not reckoned again."""
        now = basis(rows, self.record)
        if not now.but_for_highlights(self.basis):
            return Plan(rows, self.there, now=self.now, progress=progress)
        changed = now.changed(self.basis)
        if changed or len(now.highlights) != len(self.basis.highlights):
            for name in changed | (self.basis.highlights.keys() - now.highlights.keys()):
                self.drawn.pop(name, None)
            found = highlights.every(rows, self.record)
            self._anchor(rows, [one for one in found if one.id in changed], progress)
        self.basis = now
        return self

    def _anchor(
        self, rows: Rows, listed: Iterable[Highlight], progress: Progress | None = None
    ) -> None:
        """Find where highlights stand now, and what is to be written of it."""
        digest = self.there.edition.digest
        ours = [
            one
            for one in listed
            # What was drawn in this very edition is where it was drawn.
            if one.edition != digest
            or (one.ref.question in self.moves and one.ref.question not in self.here)
        ]
        anchors = highlights.anchors(rows, self.record) if ours else {}
        before = {one.id: one for one in ours}
        for after in self._reanchoring.anchored(ours, progress):
            one = before[after.id]
            if after != one:
                self.drawn[one.id] = drawn(one, after, anchors[one.id], now=self.now)

    @property
    def is_idle(self) -> bool:
        """Whether nothing is to be done: not even the edition is new."""
        return not (self._is_first or self.comparison or self.moves or self.drawn)

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
