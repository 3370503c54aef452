"""A file as a tree of sections: each heading with what stands under it, and the headings below."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from msp_desktop.course.shapes import without_rules
from msp_desktop.course.shapes.rows import first_line, only_links_up, words_of
from msp_desktop.course.shapes.titles import Signs, is_aside, signs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from xml.etree.ElementTree import Element

    from msp_desktop.course.shapes import Split

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
    signs: Signs = field(default_factory=lambda: Signs(0.0, number=False, marker=False, bare=""))
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
    def is_empty(self) -> bool:
        """Whether nothing stands under the heading."""
        return not self.pieces and not self.children


def sections(blocks: Sequence[Element], last: int) -> Section:
    """Return a file's blocks as a tree; ``last`` is the file's last line."""
    root = Section(None, 0, 1, last)
    current = root
    for block in blocks:
        level = LEVELS.get(str(block.tag))
        if level is None:
            current.pieces.append(block)
            continue
        if only_links_up(block):
            continue
        first = first_line(block)
        current.last = max(current.first, first - 1)
        while current.level >= level and current.parent is not None:
            current = current.parent
        child = Section(block, level, first, last, parent=current)
        child.words = words_of(block)
        child.signs = signs(child.words)
        child.aside = is_aside(child.words)
        current.children.append(child)
        current = child
    for section in root.walk():
        section.pieces = list(without_rules(section.pieces))
    return root
