"""Decides which shape each section of a file has.

What counts is the share of candidates that ask: of headings beside each other, of a section's list
items, folds, bold lines.  A share is drawn towards that of the whole file as far as there are few
to tell by, so that a chapter with two questions is read as its neighbours are.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from msp_desktop.course.shapes import details, list_items, paragraphs, tables
from msp_desktop.course.shapes.reading import Reading
from msp_desktop.course.shapes.summary import only_pictures
from msp_desktop.course.shapes.titles import TOPIC, is_collection, is_contents, is_to_author

if TYPE_CHECKING:
    from msp_desktop.course.shapes import Split
    from msp_desktop.course.shapes.sections import Section

EXPECTED = 0.2
"""The share that is expected to ask where nothing is known."""
WEIGHT_OF_EXPECTED = 2.0
WEIGHT_OF_FILE = 3.0
"""How many candidates the expectation, and what the whole file does, count for."""

ENOUGH = {
    Reading.LIST_ITEMS: 0.35,
    Reading.HEADINGS: 0.5,
    Reading.DETAILS: 0.3,
    Reading.PREFIXES: 0.3,
    Reading.BOLD: 0.4,
    Reading.TABLES: 0.3,
}
"""The shares from which candidates of a shape are questions."""
DIAGRAM_LEVEL = 3
"""From this level down, a heading with nothing but pictures under it sums its chapter up."""
FEWEST = 2.5
"""How many headings must ask where neither numbers nor marks tell of a list of questions."""
ENOUGH_OF_FILE = 0.3
"""The share of a file's lines that questions must hold where nothing else tells of them."""
DOUBT = 0.15
"""How much more their neighbours must ask for a heading that does not to be a question."""


@dataclass(slots=True)
class _Tally:
    credit: float = 0.0
    count: float = 0.0
    marked: bool = False

    def add(self, credit: float, count: float) -> None:
        self.credit += credit
        self.count += count

    def share(self, expected: float, weight: float) -> float:
        """Return the share of credit, drawn towards what is expected."""
        return (self.credit + weight * expected) / (self.count + weight)


@dataclass(slots=True)
class _Group:
    """Headings of one level beside each other; ``seen`` once one that asks has been passed."""

    tally: _Tally = field(default_factory=_Tally)
    asking: int = 0
    numbered: int = 0
    seen: bool = False

    def add(self, section: Section) -> None:
        self.tally.add(section.signs.credit, 1)
        if section.signs.credit > TOPIC:
            self.asking += 1
            self.numbered += _is_numbered(section)

    def doubt_of(self, section: Section) -> float:
        """Return how much more the others must ask for a heading that does not to be a question."""
        if not self.asking or section.is_empty or only_pictures(section.pieces):
            return 1.0
        if 2 * self.numbered > self.asking:
            return 0.0 if _is_numbered(section) else 1.0
        if section.signs.credit:
            return 0.0
        return DOUBT if self.seen else 2 * DOUBT


def _is_numbered(section: Section) -> bool:
    return section.signs.number is not None or section.signs.marker


_SPLITS = (
    (Reading.LIST_ITEMS, list_items.split),
    (Reading.DETAILS, details.split),
    (Reading.PREFIXES, paragraphs.split_marked),
    (Reading.PREFIXES, paragraphs.split_quoted),
    (Reading.BOLD, paragraphs.split_bold),
    (Reading.TABLES, tables.split),
)


def choose(root: Section, reading: Reading, file: str = "") -> None:
    """Note in each section of a file whether its heading asks, and which shape its blocks have."""
    if reading is Reading.NONE:
        return
    _Chooser(root, reading).choose()
    if reading is Reading.AUTOMATIC and not is_collection(file):
        _drop_few(root)


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
            level = self._levels[section.level]
            level.add(section.signs.credit, 1)
            level.marked |= section.signs.marker or section.signs.number is not None
        if is_contents(section.words):
            return
        leads = self._leads(section)
        for shape, split in _SPLITS:
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
        if own and section.is_label:
            section.asked = True
            return own
        best = 0.0
        if is_to_author(section.words):
            return best
        for split in section.splits:
            share = _tally(split).share(self._of_file(self._shapes[split.shape]), WEIGHT_OF_FILE)
            enough = ENOUGH[split.shape] + (0 if split.credit else DOUBT)
            if share >= enough and share > best:
                best, section.split = share, split
        groups = _groups(section)
        for child in section.children:
            own_of_child = self._as_heading(child, groups[child.level])
            if child.signs.credit > TOPIC and not child.aside:
                groups[child.level].seen = True
            best = max(best, self._decide(child, own_of_child))
        if own and own >= best:
            section.asked = True
            return own
        return best

    def _as_heading(self, section: Section, group: _Group) -> float:
        """Return how much a heading is a question, 0 where it is none."""
        if self._reading not in (Reading.AUTOMATIC, Reading.HEADINGS) or section.aside:
            return 0.0
        level = self._levels[section.level]
        share = group.tally.share(self._of_file(level), WEIGHT_OF_FILE)
        if level.credit < FEWEST and not level.marked:
            return 0.0
        if section.signs.credit <= TOPIC:
            share -= group.doubt_of(section)
        return share if share >= ENOUGH[Reading.HEADINGS] else 0.0


def _drop_few(root: Section) -> None:
    """Take back what was found where most of a file says that it is something to read.

    Under "FAQ", after ``Q.`` and in a table of answers, questions stand also in such a file.
    """
    found = [one for one in root.walk() if one.asked or one.split is not None]
    covered = sum((one.end if one.asked else one.last) - one.first + 1 for one in found)
    whole = sum(one.last - one.first + 1 for one in root.walk() if not one.aside)
    if covered >= ENOUGH_OF_FILE * whole or (root.children and _collects(root.children[0])):
        return
    for one in found:
        if not _collects(one) and not _is_marked(one):
            one.asked, one.split = False, None


def _collects(section: Section) -> bool:
    """Whether the heading, or one above it, says that questions follow."""
    above: Section | None = section
    while above is not None:
        if is_collection(above.words):
            return True
        above = above.parent
    return False


def _is_marked(section: Section) -> bool:
    if section.split is not None:
        return section.split.shape in (Reading.PREFIXES, Reading.TABLES)
    return section.signs.marker


def _groups(section: Section) -> dict[int, _Group]:
    groups: dict[int, _Group] = defaultdict(_Group)
    for child in section.children:
        if not child.aside:
            groups[child.level].add(child)
    return groups


def _tally(split: Split) -> _Tally:
    return _Tally(split.credit, split.count)
