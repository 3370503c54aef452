"""Footnotes where they are asked for: under the answer, or the beginning of the chapter.

The window shows one chapter, often one question of it; at the end of the file nobody would look.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msp_desktop.course.model import Anchor

if TYPE_CHECKING:
    from collections.abc import Iterable
    from xml.etree.ElementTree import Element

    from msp_desktop.course.dialect import Document


class Footnotes:
    """The footnotes of one file; ``anchors`` collects the names that lead to them and back."""

    def __init__(self, document: Document, file: str) -> None:
        self.anchors: list[Anchor] = []
        self._document = document
        self._file = file

    def under(
        self, elements: Iterable[Element], line: int, title: Element | None = None
    ) -> tuple[Element, ...]:
        """Return elements with the notes that they, or their title, refer to at the end.

        ``line`` is one of the part that is shown together, where links to the notes lead.  To be
        called before any of the elements is written: references get their addresses here.
        """
        blocks = tuple(elements)
        notes = self._document.notes((title, *blocks) if title is not None else blocks)
        if notes is None:
            return blocks
        names = (one.get("id") for one in notes.iter())
        self.anchors += [Anchor(self._file, name, line) for name in names if name]
        return (*blocks, notes)
