"""A summary: a heading with nothing under it but pictures."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

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
