"""Decides which shape each section of a file has.

What counts is the share of candidates that ask: of headings beside each other, of a section's list
items, folds, bold lines.  A share is drawn towards that of the whole file as far as there are few
to tell by, so that a chapter with two questions is read as its neighbours are.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from msp_desktop.course.shapes import details, list_items, paragraphs
from msp_desktop.course.shapes.reading import Reading
from msp_desktop.course.shapes.summary import only_pictures
from msp_desktop.course.shapes.titles import is_contents

if TYPE_CHECKING:
    from msp_desktop.course.shapes import Split
    from msp_desktop.course.shapes.sections import Section

EXPECTED = 0.2
"""The share that is expected to ask where nothing is known."""
WEIGHT_OF_EXPECTED = 2.0
WEIGHT_OF_FILE = 3.0
"""How many candidates the expectation, and what the whole file does, count for."""

ENOUGH = {
    Reading.LIST_ITEMS: 0.3,
    Reading.HEADINGS: 0.5,
    Reading.DETAILS: 0.3,
    Reading.PREFIXES: 0.3,
    Reading.BOLD: 0.4,
}
"""The shares from which candidates of a shape are questions."""
DIAGRAM_LEVEL = 3
"""From this level down, a heading with nothing but pictures under it sums its chapter up."""
STATEMENT = 0.15
"""How much more their neighbours must ask for a heading that does not to be a question."""


@dataclass(slots=True)
class _Tally:
    credit: float = 0.0
    count: float = 0.0

    def add(self, credit: float, count: float) -> None:
        self.credit += credit
        self.count += count

    def share(self, expected: float, weight: float) -> float:
        """Return the share of credit, drawn towards what is expected."""
        return (self.credit + weight * expected) / (self.count + weight)


_SPLITS = {
    Reading.LIST_ITEMS: list_items.split,
    Reading.DETAILS: details.split,
    Reading.PREFIXES: paragraphs.split_marked,
    Reading.BOLD: paragraphs.split_bold,
}


def choose(root: Section, reading: Reading) -> None:
    """Note in each section of a file whether its heading asks, and which shape its blocks have."""
    if reading is Reading.NONE:
        return
    _Chooser(root, reading).choose()


class _Chooser:
    def __init__(self, root: Section, reading: Reading) -> None:
        self._root = root
        self._reading = reading
        self._levels: dict[int, _Tally] = defaultdict(_Tally)
        self._shapes: dict[Reading, _Tally] = defaultdict(_Tally)

    def choose(self) -> None:
        for section in self._root.walk():
            self._look_at(section)
        self._decide(self._root, 0.0)

    def _look_at(self, section: Section) -> None:
        if section.heading is not None and not section.aside:
            self._levels[section.level].add(_credit(section), 1)
        if is_contents(section.words):
            return
        leads = self._leads(section)
        for shape, split in _SPLITS.items():
            if self._reading not in (Reading.AUTOMATIC, shape):
                continue
            found = split(section.pieces)
            if found is None or (leads and not found.credit):
                continue
            if not section.aside or found.credit >= found.count / 2:
                section.splits.append(found)
                self._shapes[shape].add(found.credit, found.count)

    def _leads(self, section: Section) -> bool:
        """Whether a section stands before the chapters, where lists are mostly no questions yet."""
        first = self._root.children[0] if self._root.children else None
        if section.heading is not None and (section is not first or section.level > 1):
            return False
        return any(
            other.level < DIAGRAM_LEVEL
            for other in self._root.walk()
            if other is not first and other is not self._root
        )

    def _of_file(self, tally: _Tally) -> float:
        return tally.share(EXPECTED, WEIGHT_OF_EXPECTED)

    def _decide(self, section: Section, own: float) -> float:
        """Decide about a section; ``own`` is how much its heading is a question.

        Returns the largest share that was found in it or below it.
        """
        best = 0.0
        for split in section.splits:
            share = _tally(split).share(self._of_file(self._shapes[split.shape]), WEIGHT_OF_FILE)
            if share >= ENOUGH[split.shape] and share > best:
                best, section.split = share, split
        groups: dict[int, _Tally] = defaultdict(_Tally)
        for child in section.children:
            if not child.aside:
                groups[child.level].add(_credit(child), 1)
        for child in section.children:
            share = groups[child.level].share(
                self._of_file(self._levels[child.level]), WEIGHT_OF_FILE
            )
            best = max(best, self._decide(child, self._as_heading(child, share)))
        if own and own >= best:
            section.asked = True
            return own
        return best

    def _as_heading(self, section: Section, share: float) -> float:
        """Return how much a heading is a question, 0 where it is none."""
        if self._reading not in (Reading.AUTOMATIC, Reading.HEADINGS) or section.aside:
            return 0.0
        credit = _credit(section)
        if credit <= 0:
            share -= STATEMENT
            if section.is_empty or only_pictures(section.pieces):
                return 0.0
        return share if share >= ENOUGH[Reading.HEADINGS] else 0.0


def _credit(section: Section) -> float:
    return section.signs.credit


def _tally(split: Split) -> _Tally:
    return _Tally(split.credit, split.count)
