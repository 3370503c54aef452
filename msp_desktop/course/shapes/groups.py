"""Headings of one level counted together: how many ask, and how those that do are written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from msp_desktop.course.shapes.asking import is_task
from msp_desktop.course.shapes.titles import TOPIC

if TYPE_CHECKING:
    from msp_desktop.course.shapes.heads import Head
    from msp_desktop.course.shapes.sections import Section


FEW = 2
"""How many that begin with the same sign do not yet tell that all do."""


@dataclass(slots=True)
class Tally:
    """The credit of candidates and how many they are."""

    credit: float = 0.0
    count: float = 0.0

    def add(self, credit: float, count: float) -> None:
        """Count further candidates."""
        self.credit += credit
        self.count += count

    def share(self, expected: float, weight: float) -> float:
        """Return the share of credit, drawn towards what is expected."""
        return (self.credit + weight * expected) / (self.count + weight)


@dataclass(slots=True)
class Group:
    """Headings of one level, in the whole file or beside each other.

    ``by_words`` of those that ask do so by their own words, whatever a title promises, ``sure`` of
    them also by what stands below, ``tasks`` of these say what to do; ``seen`` is set once one that
    asks has been passed.  ``numbered`` of those that ask have a number, ``counted`` of all;
    ``promised`` ask under a title that promises questions; ``in_row`` says that headings ask below
    most chapters beside theirs, too.  ``dated`` only name a day and are not counted otherwise.
    """

    tally: Tally = field(default_factory=Tally)
    asking: int = 0
    by_words: int = 0
    sure: int = 0
    marked: int = 0
    numbered: int = 0
    counted: int = 0
    empty: int = 0
    answered: int = 0
    tasks: int = 0
    dated: int = 0
    promised: int = 0
    in_row: bool = False
    seen: bool = False
    signs: set[str] = field(default_factory=set[str])

    def add(self, section: Section) -> None:
        """Count a heading."""
        self.tally.add(head_of(section).credit, 1)
        self.sure += head_of(section).asks
        self.by_words += section.signs.credit > TOPIC
        self.counted += (section.signs.number or 0) > 0
        self.tasks += head_of(section).asks and is_task(section.signs.bare)
        if head_of(section).credit > TOPIC:
            self.asking += 1
            self.marked += section.signs.marker
            self.numbered += section.is_numbered and not section.is_outlined
            self.answered += head_of(section).answered
            self.empty += head_of(section).empty
            self.signs.add(section.words[:1])

    @property
    def is_signed(self) -> bool:
        """Whether all that ask begin with the same sign, which is no letter."""
        return len(self.signs) == 1 and self.asking > 1 and not next(iter(self.signs)).isalnum()

    @property
    def counts(self) -> bool:
        """Whether each has a number, and half of them ask, which are several."""
        return self.counted == self.tally.count and 2 * self.asking >= self.counted > FEW

    def takes(self, section: Section) -> bool:
        """Whether a heading is written as those that ask: with a mark, with a number."""
        if 2 * self.marked > self.asking:
            return section.signs.marker
        if self.is_signed and self.asking > FEW:
            return section.words[:1] in self.signs
        return section.is_numbered or 2 * self.numbered <= self.asking


def head_of(section: Section) -> Head:
    """Return the evidence of a section's heading, which must have been gathered."""
    assert section.head is not None, "evidence is gathered before it is weighed"
    return section.head
