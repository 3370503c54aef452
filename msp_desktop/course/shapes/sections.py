"""A file as a tree of sections: each heading with what stands under it, and the headings below."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import PurePath
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from msp_desktop.course.dialect import lines
from msp_desktop.course.shapes import Asked, without_rules
from msp_desktop.course.shapes.choices import tell_of_question
from msp_desktop.course.shapes.folds import DETAILS
from msp_desktop.course.shapes.raw import shows
from msp_desktop.course.shapes.rows import (
    first_line,
    joined,
    only_links,
    only_links_up,
    paragraph,
    rows,
    title_rows,
    without_links_up,
    words_of,
)
from msp_desktop.course.shapes.titles import (
    TOPIC,
    Signs,
    answer_mark,
    is_aside,
    is_collection,
    is_nameless,
    is_of_itself,
    is_of_questions,
    is_scenario,
    names_collection,
    only_says_answer,
    says_more,
    signs,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from msp_desktop.course.shapes import Split

ANSWERED = 0.9
"""The credit of a heading over what is marked as its answer."""
LOOKED_AT = 5
"""How many blocks below a heading may stand before that mark."""
NUMBERED = 0.6
"""The credit of a number under a heading that promises questions."""
SEVERAL = 3
"""How many headings must stand below one that announces questions to be these."""
REFRAIN = 3
"""How often the same heading must stand over nothing to be no heading."""

MOST_LEFT_OUT = 3
"""By how much numbers may go up from one heading to the next one."""

LEVELS = {f"h{level}": level for level in range(1, 7)}


@dataclass(slots=True, eq=False)
class Section:
    """A heading (None for the file itself) with its blocks and the sections below it.

    ``first`` and ``last`` are its lines up to the next heading.  ``of_questions`` says that the
    heading announces questions, ``collects`` that it or one above does, ``prepares`` that one of
    them names what questions are for, an interview.  What is found out about it is noted below:
    ``splits`` are the ways to take its blocks apart, ``split`` the one that was chosen, ``asked``
    says that its heading is a question and all below it the answer.
    """

    heading: Element | None
    level: int
    is_first: bool = field(default=False, kw_only=True)
    first: int
    last: int
    parent: Section | None = None
    pieces: list[Element] = field(default_factory=list["Element"])
    children: list[Section] = field(default_factory=list["Section"])
    splits: list[Split] = field(default_factory=list["Split"])
    split: Split | None = None
    asked: bool = False
    words: str = ""
    signs: Signs = field(default_factory=lambda: Signs(0.0, None, marker=False, bare=""))
    aside: bool = False
    collects: bool = False
    of_questions: bool = False
    prepares: bool = False
    named: bool = False
    listed: bool = False
    repeated: bool = False

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
    def credit(self) -> float:
        """How far the heading asks: by itself, by what it announces or its place in a list."""
        own = self.signs.credit
        if self.aside:
            return own
        if not self.signs.marker and is_of_itself(self.words):
            return min(own, TOPIC)
        return max(own, self._credit_of_place()) if own < 1 else own

    def _credit_of_place(self) -> float:
        """Return how far what stands above and below makes the heading a question."""
        if self.is_nameless:
            return 1.0 if self.is_label else 0.0
        if is_scenario(self.words):
            block = title_block(self.pieces)
            return 1.0 if block is not None and signs(words_of(block)).credit > TOPIC else 0.0
        if self.is_answered:
            return ANSWERED
        above = self.parent
        if above is None or self.is_empty or self.only_leads_on:
            return 0.0
        if above.of_questions and self.is_numbered:
            return NUMBERED
        if any(split.credit for split in self.splits):
            return 0.0
        if self.listed:
            return NUMBERED
        return NUMBERED if above.announces and len(above.children) >= SEVERAL else 0.0

    @property
    def asks_itself(self) -> bool:
        """Whether the heading's words ask, or its answer is marked as one."""
        return self.signs.credit > TOPIC or self.is_label or self.is_answered

    def questions_below(self) -> list[Asked]:
        """Return the questions found in the section's blocks and in the sections below it."""
        below = [one for section in self.walk() if section.split for one in section.split.questions]
        below += [one.question() for one in self.walk() if one.asked]
        return below

    @property
    def is_answered(self) -> bool:
        """Whether what stands below is marked as the answer, or gives options to choose from."""
        if self.children and only_says_answer(self.children[0].words):
            return not any(tell_of_question(piece) for piece in self.pieces[1:])
        folds = 0
        for at, piece in enumerate(self.pieces):
            if piece.tag == DETAILS:
                folds += only_says_answer(words_of(piece[0]))
            elif piece.tag in ("p", "blockquote"):
                words = words_of(piece)
                if answer_mark(words) and at < LOOKED_AT and piece.tag == "p":
                    return True
                if signs(words).credit > TOPIC and not folds:
                    return False
            elif at < LOOKED_AT and tell_of_question(piece):
                return True
        return folds == 1

    @property
    def is_numbered(self) -> bool:
        """Whether a number or a ``Q`` stands before the heading's words."""
        return self.signs.number is not None or self.signs.marker

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

    @property
    def announces(self) -> bool:
        """Whether a chapter's heading, not the file's title, says that questions follow."""
        return self.of_questions and not (self.level == 1 and self.is_first)

    @property
    def is_announced(self) -> bool:
        """Whether the heading, or the one above, says that questions follow."""
        if self.announces:
            return True
        return self.parent is not None and self.parent.announces and not self.asks_itself

    @property
    def only_leads_on(self) -> bool:
        """Whether nothing but links stands below."""
        return not self.children and all(only_links(piece) for piece in self.pieces)

    @property
    def is_nameless(self) -> bool:
        """Whether the heading, as others in the file, says "Question" and no more."""
        return self.repeated and is_nameless(self.words)

    @property
    def is_label(self) -> bool:
        """Whether the heading is no more than "Question 3", over a paragraph that asks."""
        return (
            (self.is_numbered or self.is_nameless or is_scenario(self.words))
            and (not says_more(self.words) or is_scenario(self.words))
            and title_block(self.pieces) is not None
        )

    def ask(self) -> None:
        """Note that the heading is a question, and below it only what ``Q.`` marks as another."""
        for section in self.walk():
            section.asked = section is self or (section.signs.marker and not section.aside)
            section.split = None

    def question(self) -> Asked:
        """Return the heading, or the paragraph it announces, with all below it as the answer."""
        assert self.heading is not None
        blocks = tuple(self.blocks())
        span = (self.first, self.end)
        if not self.is_label:
            return Asked(without_links_up(self.heading), span, blocks, self.signs.credit)
        block = blocks[0]
        parts = rows(block[0] if block.tag == "blockquote" else block)
        end = title_rows(parts)
        own = lines(block) or span
        rest = [paragraph(parts[end:], own)] if parts[end:] else []
        rest += block[1:] if block.tag == "blockquote" else []
        return Asked(joined(parts[:end]), span, (*rest, *blocks[1:]), 1.0)

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands under the heading."""
        return not self.children and not any(shows(piece) for piece in self.pieces)


def title_block(blocks: Sequence[Element]) -> Element | None:
    """Return the first block if a title may stand in it: a paragraph, or a quote of one."""
    first = blocks[0] if blocks else None
    if first is not None and first.tag == "blockquote":
        return first if len(first) and first[0].tag == "p" else None
    return first if first is not None and first.tag == "p" else None


def sections(blocks: Sequence[Element], last: int, file: str = "") -> Section:
    """Return a file's blocks as a tree; ``last`` is the file's last line, ``file`` its name."""
    root = current = Section(None, 0, 1, last)
    root.named = names_collection(PurePath(file).stem)
    lately: dict[int, int] = {}
    for block in _without_refrains(blocks):
        level = LEVELS.get(str(block.tag))
        if level is None:
            current.pieces.append(block)
            continue
        child = Section(block, level, first_line(block), last)
        child.words = words_of(block)
        child.signs = signs(child.words)
        child.aside = is_aside(child.words)
        child.level = _level(child, current, lately)
        current.last = max(current.first, child.first - 1)
        while current.level >= child.level and current.parent is not None:
            current = current.parent
        child.parent = current
        if not root.children:
            # The first heading names the file.
            child.is_first = True
            root.collects |= is_of_questions(child.words)
            root.prepares |= is_collection(child.words)
        child.of_questions = is_of_questions(child.words) and not only_links(block)
        child.collects = current.collects or child.of_questions
        child.prepares = current.prepares or is_collection(child.words)
        current.children.append(child)
        current = child
    times = Counter(section.words for section in root.walk())
    for section in root.walk():
        section.repeated = times[section.words] > 1
        section.pieces = list(without_rules(section.pieces))
    return root


def _level(child: Section, current: Section, lately: dict[int, int]) -> int:
    """Return the level of a heading: that of the one whose number comes before its own.

    Whatever its marks say, ``### 6.`` under ``## 5.`` stands beside it.  ``lately`` are the last
    numbers at each level.
    """
    number = child.signs.number
    level = child.level
    if only_says_answer(child.words) and current.heading is not None:
        # "Answer" beside its question belongs to it.
        while current.level > level and current.parent is not None:
            current = current.parent
        is_beside = current.level == level and not only_says_answer(current.words)
        return min(level + 1, 7) if is_beside else level
    if number is None or number < 1:
        return level
    if lately.get(level) != number - 1:
        above: Section | None = current
        while above is not None:
            before = above.signs.number or 0
            if above.level < level and 0 < before < number <= before + MOST_LEFT_OUT:
                level = above.level
                break
            above = above.parent
    lately[level] = number
    return level


def _without_refrains(blocks: Sequence[Element]) -> Iterator[Element]:
    """Yield blocks but headings that only lead up, or come again and again over nothing."""
    empty: Counter[str] = Counter()
    over_nothing: set[int] = set()
    for block, following in pairwise((*blocks, Element("h1"))):
        if block.tag in LEVELS and following.tag in LEVELS:
            empty[words_of(block)] += 1
            over_nothing.add(id(block))
    for block in blocks:
        if block.tag not in LEVELS or (
            not only_links_up(block)
            and (id(block) not in over_nothing or empty[words_of(block)] < REFRAIN)
        ):
            yield block
