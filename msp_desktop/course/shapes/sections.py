"""A file as a tree of sections: each heading with what stands under it, and the headings below."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from msp_desktop.course.dialect import lines
from msp_desktop.course.shapes import Asked, without_rules
from msp_desktop.course.shapes.rows import (
    first_line,
    joined,
    only_links_up,
    paragraph,
    rows,
    title_rows,
    without_links_up,
    words_of,
)
from msp_desktop.course.shapes.titles import Signs, is_aside, says_more, signs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from msp_desktop.course.shapes import Split

REFRAIN = 3
"""How often the same heading must stand over nothing to be no heading."""

MOST_LEFT_OUT = 3
"""By how much numbers may go up from one heading to the next one."""

LEVELS = {f"h{level}": level for level in range(1, 7)}


@dataclass(slots=True, eq=False)
class Section:
    """A heading (None for the file itself) with its blocks and the sections below it.

    ``lines`` are those up to the next heading.  What is found out about it is noted in the rest:
    ``splits`` are the ways to take its blocks apart, ``split`` the one that was chosen, ``asked``
    says that its heading is a question and all below it the answer.
    """

    heading: Element | None
    level: int
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

    def walk(self) -> Iterator[Section]:
        """Yield the section and those below it in the order of the text."""
        yield self
        for child in self.children:
            yield from child.walk()

    def blocks(self) -> Iterator[Element]:
        """Yield all that stands under the heading, headings below it included."""
        yield from self.pieces
        for child in self.children:
            if child.heading is not None:
                yield child.heading
            yield from child.blocks()

    @property
    def end(self) -> int:
        """The last line of the section and those below it."""
        return max(section.last for section in self.walk())

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

    @property
    def is_label(self) -> bool:
        """Whether the heading is no more than "Question 3", over a paragraph that asks."""
        marked = self.signs.marker or self.signs.number is not None
        return marked and not says_more(self.words) and title_block(self.pieces) is not None

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
        return not self.pieces and not self.children


def title_block(blocks: Sequence[Element]) -> Element | None:
    """Return the first block if a title may stand in it: a paragraph, or a quote of one."""
    first = blocks[0] if blocks else None
    if first is not None and first.tag == "blockquote":
        return first if len(first) and first[0].tag == "p" else None
    return first if first is not None and first.tag == "p" else None


def sections(blocks: Sequence[Element], last: int) -> Section:
    """Return a file's blocks as a tree; ``last`` is the file's last line."""
    root = current = Section(None, 0, 1, last)
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
        current.children.append(child)
        current = child
    for section in root.walk():
        section.pieces = list(without_rules(section.pieces))
    return root


def _level(child: Section, current: Section, lately: dict[int, int]) -> int:
    """Return the level of a heading: that of the one whose number comes before its own.

    Whatever its marks say, ``### 6.`` under ``## 5.`` stands beside it.  ``lately`` are the last
    numbers at each level.
    """
    number = child.signs.number
    level = child.level
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
