"""A parsed text: its tree, and what can be read from the tree's elements."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from markdown import Markdown

from msp_desktop.course.dialect.blocks.block import LINES
from msp_desktop.course.dialect.blocks.html import HTML_BLOCK
from msp_desktop.course.dialect.blocks.paragraph import TIGHT
from msp_desktop.course.dialect.extension import CourseDialect
from msp_desktop.course.dialect.front_matter import FRONT_MATTER
from msp_desktop.course.dialect.notes import Notes, NoteSection
from msp_desktop.course.dialect.plain import plain
from msp_desktop.course.dialect.serializer import BLOCKS, write

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Document:
    """A text as a tree.

    ``root`` is a ``div``; its children are the top-level blocks, inline content already read.  All
    text in the tree is plain: entities and escapes are read, nothing is escaped.  A front matter's
    table is the first of them.  Footnotes are not among them: ask for :meth:`notes`.
    """

    root: Element
    _notes: Notes | None = None

    def notes(self, elements: Iterable[Element]) -> Element | None:
        """Return a section with the footnotes that elements refer to, None where there are none.

        Each part that is shown by itself asks once; see :meth:`.notes.Notes.of`.
        """
        return self._notes.of(elements) if self._notes else None

    @property
    def trees(self) -> tuple[Element, ...]:
        """The root, and each footnote: what a change to all blocks goes through."""
        return (self.root, *(self._notes.definitions if self._notes else ()))

    @property
    def details(self) -> dict[str, str]:
        """What a front matter says, by its keys."""
        table = self.root[0] if len(self.root) else None
        if table is None or table.get("class") != FRONT_MATTER:
            return {}
        return {row[0].text or "": row[1].text or "" for row in table.iter("tr")}

    def html(self, elements: Iterable[Element]) -> str:
        """Return elements, each with its tail, as :func:`convert` writes them."""
        return write(elements)

    def text(self, element: Element) -> str:
        """Return an element's plain text: images as alternative text, blocks on lines."""
        return plain(element)

    def inner_html(self, element: Element) -> str:
        """Return an element's inline content as HTML, up to the first block inside it.

        A list item's is that of its first paragraph, whether its list is tight or loose; an HTML
        block's is all of it.
        """
        return write([_inline_part(element)])


def _inline_part(element: Element) -> Element:
    """Return an element's inline content alone, in a wrapper that is not shown."""
    if element.tag == "li" and not element.text and len(element) and element[0].tag == "p":
        element = element[0]
    if element.tag == HTML_BLOCK:
        return element
    part = Element(TIGHT)
    part.text = element.text
    part.extend(takewhile(lambda child: child.tag not in BLOCKS, element))
    return part


def parse(text: str, *, bare_addresses: bool = True) -> Document:
    """Parse a text in the course's dialect.  Never fails: every text is Markdown."""
    md = Markdown(extensions=[CourseDialect(bare_addresses=bare_addresses)])
    lines = text.split("\n")
    for preprocessor in md.preprocessors:
        lines = preprocessor.run(lines)
    root = md.parser.parseDocument(lines).getroot()
    assert root is not None, "the parser always makes a root"
    notes: Notes | None = None
    for processor in md.treeprocessors:
        if isinstance(processor, NoteSection):
            notes = processor.numbered(root)
            continue
        changed = processor.run(root)
        root = root if changed is None else changed
    return Document(root, notes)


def convert(text: str, *, bare_addresses: bool = True) -> str:
    """Return a text as HTML, neither highlighted nor sanitised, as the spec's examples have it.

    Bare addresses are links, as on GitHub; CommonMark's own examples have them as text.
    """
    document = parse(text, bare_addresses=bare_addresses)
    notes = document.notes([document.root])
    return document.html(document.root) + (document.html([notes]) if notes is not None else "")


def lines(element: Element) -> tuple[int, int] | None:
    """Return the first and last source line of a block, counted from 1, both included.

    Inline elements have none, nor have table cells.
    """
    span = element.get(LINES)
    if span is None:
        return None
    first, last = span.split("-")
    return int(first), int(last)


def set_lines(element: Element, first: int, last: int) -> None:
    """Note source lines in an element that takes the place of a block."""
    element.set(LINES, f"{first}-{last}")
