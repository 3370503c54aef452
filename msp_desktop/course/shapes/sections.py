"""A file as a tree of sections: each heading with what stands under it, and the headings below."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from msp_desktop.course.shapes import without_rules
from msp_desktop.course.shapes.levels import beside_each_other, level_of
from msp_desktop.course.shapes.refrains import without_refrains
from msp_desktop.course.shapes.rows import first_line, only_links, without_links_up, words_of
from msp_desktop.course.shapes.subjects import (
    is_aside,
    is_collection,
    is_contents,
    is_of_cards,
    is_of_questions,
    names_collection,
    refers,
)
from msp_desktop.course.shapes.tags import LEVELS, LISTS
from msp_desktop.course.shapes.titles import Signs, only_says_answer, signs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from xml.etree.ElementTree import Element

    from msp_desktop.course.shapes import Split
    from msp_desktop.course.shapes.heads import Head

SEVERAL_NUMBERS = -1
"""What signs have for a number of several parts, as "2-1" is."""

_SPACED = re.compile(r"[\W_]*[Qq]\s+\w")
ASKING = 0.7
"""The credit from which a heading asks further."""
_PARTS = re.compile(r"\W*(?:q\s?)?(\d{1,4})[.-]\d{1,3}(?![\d.]*\d)", re.IGNORECASE)


@dataclass(slots=True, eq=False)
class Section:
    """A heading (None for the file itself) with its blocks and the sections below it.

    ``first`` and ``last`` are its lines up to the next heading.  ``of_questions`` says that the
    heading announces questions, ``collects`` that it or one above does, ``prepares`` that one of
    them names what questions are for, an interview, ``answers`` that the heading only names the
    answer.  What is found out about it is noted below:
    ``splits`` are the ways to take its blocks apart, ``split`` the one that was chosen, ``further``
    what is asked below a question, ``asked`` says that its heading is a question and all below it
    the answer, ``counted`` that it only counts what is asked below, ``tasked`` that it is one of a
    row of tasks, ``found`` counts the questions found in it and below; ``head`` is the evidence of
    its heading.
    """

    heading: Element | None
    level: float
    is_first: bool = field(default=False, kw_only=True)
    first: int
    last: int
    parent: Section | None = None
    pieces: list[Element] = field(default_factory=list["Element"])
    children: list[Section] = field(default_factory=list["Section"])
    splits: list[Split] = field(default_factory=list["Split"])
    split: Split | None = None
    further: Split | None = None
    asked: bool = False
    words: str = ""
    signs: Signs = field(default_factory=lambda: Signs(0.0, None, marker=False, bare=""))
    answers: bool = False
    aside: bool = False
    collects: bool = False
    of_questions: bool = False
    prepares: bool = False
    named: bool = False
    listed: bool = False
    repeated: bool = False
    counted: bool = False
    tasked: bool = False
    announcing: int = 0
    found: int = 0
    head: Head | None = None

    def walk(self) -> Iterator[Section]:
        """Yield the section and those below it in the order of the text."""
        yield self
        for child in self.children:
            yield from child.walk()

    def blocks(self) -> Iterator[Element]:
        """Yield all that stands under the heading, headings below it included."""
        yield from self.pieces
        for child in self.children:
            if child.heading is not None and not child.asked:
                yield child.heading
                yield from child.blocks()

    @property
    def is_numbered(self) -> bool:
        """Whether a number or a ``Q`` stands before the heading's words."""
        return self.signs.number is not None or self.signs.marker

    @property
    def is_outlined(self) -> bool:
        """Whether its number counts parts of a chapter that has one: "2-1" below "2"."""
        if self.signs.number != SEVERAL_NUMBERS or self.signs.marker or self.parent is None:
            return False
        return self.parent.is_numbered and not (self.collects or self.prepares)

    @property
    def end(self) -> int:
        """The last line of the section and those below it that are no questions of their own."""
        return max(self.last, *(child.end for child in self.children if not child.asked), 0)

    @property
    def is_answer(self) -> bool:
        """Whether the heading asks, or stands in the answer of one that does."""
        section: Section | None = self
        while section is not None:
            if section.asked:
                return True
            section = section.parent
        return False

    @property
    def asks_below(self) -> bool:
        """Whether a heading directly below asks."""
        return any(child.asked for child in self.children)

    def asked_below(self) -> Iterator[Section]:
        """Yield the questions of a chapter that are headings, and those in their answers."""
        for child in self.children:
            if child.asked:
                yield from (section for section in child.walk() if section.asked)

    def _asked_further(self) -> Sequence[Section]:
        """Return the headings directly below that ask further: "3.1", "3.2" below "3"."""
        if self.signs.number is None or self.signs.number < 1:
            return ()
        own = str(self.signs.number)
        for child in self.children:
            found = _PARTS.match(child.words)
            if found is None or found[1] != own or child.signs.credit < ASKING:
                return ()
        return self.children

    @property
    def is_title(self) -> bool:
        """Whether the heading names the file."""
        return self.level == 1 and self.is_first

    @property
    def announces(self) -> bool:
        """Whether a chapter's heading, not the file's title, says that questions follow."""
        return self.of_questions and not self.is_title

    @property
    def is_announced(self) -> bool:
        """Whether the heading, or the one above, says that questions follow."""
        if self.announces:
            return True
        asks = self.head is not None and self.head.asks
        return self.parent is not None and self.parent.announces and not asks

    @property
    def is_of_cards(self) -> bool:
        """Whether the heading, or one above, says that cards to learn from follow."""
        section: Section | None = self
        while section is not None and not is_of_cards(section.words):
            section = section.parent
        return section is not None

    def ask(self) -> None:
        """Note that the heading is a question, and below it only what is marked as another.

        So do ``Q.``, and numbers that count on within its own where all below it ask.
        """
        further = {id(one) for one in self._asked_further()}
        for section in self.walk():
            section.asked = (
                section is self
                or id(section) in further
                or (section.signs.marker and not section.aside)
            )
            section.split = None
        self.found = 1


def sections(blocks: Sequence[Element], last: int, file: str = "", title: str = "") -> Section:
    """Return a file's blocks as a tree.

    ``last`` is the file's last line, ``file`` its name, ``title`` that which front matter gives.
    """
    root = current = Section(None, 0, 1, last)
    root.named = names_collection(PurePath(file).stem)
    root.collects = is_of_questions(title)
    root.prepares = is_collection(title)
    lately: dict[float, int] = {}
    heads = list(without_refrains(blocks))
    slipped = beside_each_other(heads)
    for block in heads:
        level = slipped.get(id(block)) or LEVELS.get(str(block.tag))
        if level is None or not (words_of(block) or len(block)):
            # A heading without words heads nothing.
            current.pieces.append(block)
            continue
        child = Section(block, level, first_line(block), last)
        child.words = words_of(without_links_up(block))
        child.signs = signs(child.words)
        child.answers = only_says_answer(child.words)
        child.aside = child.answers or is_aside(child.words)
        child.level = level_of(child, current, lately)
        current.last = max(current.first, child.first - 1)
        while current.parent is not None and (
            current.level >= child.level
            or _only_lists(current)
            or (child.signs.marker and refers(current.words))
        ):
            current = current.parent
        child.parent = current
        if not root.children:
            # The first heading names the file, but not a list above it.
            child.is_first = True
            names = level == 1 or not any(piece.tag in LISTS for piece in root.pieces)
            root.collects |= names and is_of_questions(child.words)
            root.prepares |= names and is_collection(child.words)
        child.of_questions = is_of_questions(child.words) and not only_links(block)
        current.announcing += child.of_questions
        child.collects = current.collects or child.of_questions
        child.prepares = current.prepares or is_collection(child.words)
        current.children.append(child)
        current = child
    _read_spaced_marks(root)
    times = Counter(section.words for section in root.walk())
    for section in root.walk():
        section.repeated = times[section.words] > 1
        section.pieces = list(without_rules(section.pieces))
    return root


def _only_lists(section: Section) -> bool:
    """Whether a heading stands over contents, which are no chapter of what they list."""
    return is_contents(section.words) and bool(section.pieces)


def _read_spaced_marks(root: Section) -> None:
    """Take a ``Q`` with nothing but a space behind it for a mark, if several have it."""
    alike: dict[float, list[Section]] = defaultdict(list)
    for section in root.walk():
        if not section.signs.marker and _SPACED.match(section.words):
            alike[section.level].append(section)
    for level, found in alike.items():
        beside = sum(one.level == level and not one.aside for one in root.walk())
        if len(found) > 1 and 2 * len(found) >= beside:
            for section in found:
                section.signs = replace(section.signs, credit=1.0, marker=True)
