"""From a file's elements to the safe blocks that a course is made of."""

from __future__ import annotations

import re
from collections import deque
from typing import TYPE_CHECKING

from msp_desktop.course.dialect import HTML_BLOCK, HTML_INLINE, Document, lines
from msp_desktop.course.model import Block, BlockKind, Lines, Picture
from msp_desktop.course.pictures import reference
from msp_desktop.course.safe import Cleaner

if TYPE_CHECKING:
    from collections.abc import Iterable
    from xml.etree.ElementTree import Element

_KINDS = {
    "p": BlockKind.TEXT,
    "ul": BlockKind.LIST,
    "ol": BlockKind.LIST,
    "figure": BlockKind.CODE,
    "blockquote": BlockKind.QUOTE,
    "table": BlockKind.TABLE,
    "hr": BlockKind.RULE,
    **dict.fromkeys((f"h{level}" for level in range(1, 7)), BlockKind.HEADING),
}
_RAW = (HTML_BLOCK, HTML_INLINE)
_IMG = re.compile(r"<img\b", re.IGNORECASE)


class BlockWriter:
    """Writes one file's elements; ``pictures`` collects every picture that they show."""

    def __init__(self, document: Document, file: str) -> None:
        self.pictures: list[Picture] = []
        self._document = document
        self._file = file
        self._line = 1
        self._cleaner = Cleaner(file, self._saw_picture)

    def words(self, element: Element) -> str:
        """Return the plain text of a title, on one line."""
        return " ".join(self._document.text(element).split())

    def inline(self, element: Element, line: int | None = None) -> str:
        """Return the safe inline HTML of a title, which stands in a line of its own or is given."""
        self._line = line or (lines(element) or (self._line,))[0]
        return self._cleaner.clean(self._document.inner_html(element)).strip()

    def blocks(self, elements: Iterable[Element]) -> tuple[Block, ...]:
        """Return elements as blocks, without those that nothing safe is left of."""
        return tuple(block for element in elements if (block := self._block(element)).html)

    def _block(self, element: Element) -> Block:
        first, last = lines(element) or (self._line, self._line)
        self._line = first
        seen = len(self.pictures)
        html = self._cleaner.clean(self._document.html([element])).strip()
        if len(self.pictures) > seen:
            self.pictures[seen:] = self._placed(self.pictures[seen:], element)
        kind = _KINDS.get(str(element.tag), BlockKind.HTML)
        if kind is BlockKind.TEXT and _is_picture(element):
            kind = BlockKind.PICTURE
        return Block(kind, html, Lines(first, last))

    def _placed(self, pictures: list[Picture], element: Element) -> list[Picture]:
        """Return the pictures of a block with the lines of the innermost blocks around them."""
        own: dict[str, deque[int]] = {}
        raw: deque[int] = deque()
        todo = [(element, self._line)]
        while todo:
            part, line = todo.pop()
            line = (lines(part) or (line,))[0]
            if part.tag == "img":
                path = reference(part.get("src", ""), self._file)
                own.setdefault(path, deque()).append(line)
            elif part.tag in _RAW:
                text = part.text or ""
                raw += [line + text.count("\n", 0, tag.start()) for tag in _IMG.finditer(text)]
            todo.extend((child, line) for child in reversed(part))
        places = [own.get(picture.path) or raw for picture in pictures]
        return [
            picture._replace(line=place.popleft()) if place else picture
            for picture, place in zip(pictures, places, strict=True)
        ]

    def _saw_picture(self, path: str) -> None:
        self.pictures.append(Picture(path, self._file, self._line))


def _is_picture(element: Element) -> bool:
    """Whether a paragraph is nothing but pictures."""
    return (
        len(element) > 0
        and all(child.tag == "img" and not (child.tail or "").strip() for child in element)
        and not (element.text or "").strip()
    )
