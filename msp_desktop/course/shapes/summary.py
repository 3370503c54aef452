"""A summary: a heading with nothing under it but pictures."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING

from msp_desktop.course.dialect import HTML_BLOCK, HTML_INLINE
from msp_desktop.course.shapes.raw import TAG

if TYPE_CHECKING:
    from collections.abc import Iterable
    from xml.etree.ElementTree import Element

    from msp_desktop.course.model import Block, Lines


class _Pictures(HTMLParser):
    """Collects the pictures of safe HTML, source and alternative text, and notes other words."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, str]] = []
        self.says_more = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "img" and values.get("src"):
            self.found.append((values["src"] or "", values.get("alt") or ""))

    def handle_data(self, data: str) -> None:
        self.says_more = self.says_more or bool(data.strip())


def only_pictures(elements: Iterable[Element]) -> bool:
    """Whether elements show pictures and say nothing outside them."""
    found = False
    for element in elements:
        for part in element.iter():
            text = part.text or ""
            if part.tag in (HTML_BLOCK, HTML_INLINE):
                found = found or "<img" in text.lower()
                text = TAG.sub("", text)
            elif part.tag == "img":
                found, text = True, ""
            if text.strip() or (part is not element and (part.tail or "").strip()):
                return False
    return found


def pictures_alone(blocks: Iterable[Block]) -> list[tuple[str, str, Lines]]:
    """Return the pictures of blocks that show nothing else; none where they do.

    Each is its safe source, its alternative text and its block's lines.  Reading the safe HTML
    finds pictures that the author wrote in HTML too, as one does to give a size.
    """
    pictures: list[tuple[str, str, Lines]] = []
    for block in blocks:
        reader = _Pictures()
        reader.feed(block.html)
        reader.close()
        if reader.says_more:
            return []
        pictures += [(source, alt, block.lines) for source, alt in reader.found]
    return pictures
