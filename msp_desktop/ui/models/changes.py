"""What became of a course since it was read, as the lines of a page.

These are plain values: where they come from is the notebook's and the course's matter.
"""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping
    from datetime import datetime


class Section(StrEnum):
    """The page's sections, in their order."""

    DECISIONS = "decisions"
    EDITED = "edited"
    MOVED = "moved"
    NEW = "new"
    GONE = "gone"
    KEPT = "kept"
    UNPLACED = "unplaced"


class ChangedQuestion(NamedTuple):
    """A question and what became of it.

    ``question`` is its id now, "" where it is gone; ``former`` its id before, "" where it is new.
    Titles are those of now, where there is one.
    """

    section: Section
    question: str
    former: str
    title: str
    chapter: str
    former_title: str = ""
    former_chapter: str = ""

    @property
    def key(self) -> str:
        """What names it on the page."""
        return f"{self.section}:{self.question or self.former}"


class Candidate(NamedTuple):
    """A place where something may belong now.

    ``quote`` are the words there with what stands around them, "" where it is a question as a
    whole; ``share`` is how well it fits, from 0 to 1.
    """

    key: str
    title: str
    chapter: str
    quote: str = ""
    prefix: str = ""
    suffix: str = ""
    share: float = 0.0


class Decision(NamedTuple):
    """Something the user wrote, of which nobody but the user can say where it belongs now.

    ``kind`` is "highlight", "note", "bookmark" or "tags"; ``colour`` that of a highlight.  The
    titles, the quote and the ``answer``'s beginning are those of the place where it was; ``text``
    is a note's, or what else the user wrote.  ``kept`` says that it is to stay without a place.
    """

    key: str
    kind: str
    title: str
    chapter: str
    colour: str = ""
    quote: str = ""
    prefix: str = ""
    suffix: str = ""
    answer: str = ""
    text: str = ""
    candidates: tuple[Candidate, ...] = ()
    kept: bool = False


class ChangesReport(NamedTuple):
    """What the page tells: ``since`` is when the edition was read that is compared with.

    ``carried`` is how many marks went along with questions that were reworded; ``back`` says that
    there is a step back, ``held`` that it was taken and they can be moved again.
    """

    since: datetime | None = None
    title: str = ""
    questions: tuple[ChangedQuestion, ...] = ()
    decisions: tuple[Decision, ...] = ()
    carried: int = 0
    back: bool = False
    held: bool = False

    def counts(self) -> dict[Section, int]:
        """Return how much each section holds."""
        counted = Counter(one.section for one in self.questions)
        counted[Section.DECISIONS] = sum(not one.kept for one in self.decisions)
        counted[Section.UNPLACED] = sum(one.kept for one in self.decisions)
        return {one: counted[one] for one in Section}

    @property
    def changed(self) -> bool:
        """Whether there is anything to be told."""
        others = (one.section is not Section.KEPT for one in self.questions)
        return bool(self.decisions) or any(others)


class Intro(NamedTuple):
    """What stands above the sections: a report without what they hold, and how much that is."""

    report: ChangesReport
    counts: Mapping[Section, int]


class Heading(NamedTuple):
    """A section's heading: how much there is in it, and whether it is open."""

    section: Section
    number: int
    open: bool


def page_lines(report: ChangesReport, folded: Container[Section]) -> Iterator[tuple[str, object]]:
    """Give what the page shows as keys and values: headings, decisions, questions."""
    by_section: dict[Section, list[ChangedQuestion]] = {one: [] for one in Section}
    for question in report.questions:
        by_section[question.section].append(question)
    counts = report.counts()
    yield "intro", Intro(report._replace(questions=(), decisions=()), counts)
    for section, count in counts.items():
        if not count:
            continue
        is_open = section not in folded
        yield f"head:{section}", Heading(section, count, is_open)
        if not is_open:
            continue
        if section in (Section.DECISIONS, Section.UNPLACED):
            for decision in report.decisions:
                if decision.kept is (section is Section.UNPLACED):
                    yield f"decision:{decision.key}", decision
        for question in by_section[section]:
            yield question.key, question
