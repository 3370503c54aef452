"""One text while its inline content is read, and the pieces that it falls into."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from msp_desktop.course.dialect.inline.html import RawContext

if TYPE_CHECKING:
    from collections.abc import Mapping
    from xml.etree.ElementTree import Element

    from msp_desktop.course.dialect.blocks.footnote import Footnote
    from msp_desktop.course.dialect.blocks.reference import References

_TICKS = re.compile(r"`+")


@dataclass(slots=True)
class Delimiters:
    """A run of one character, which may open and close emphasis or its like.

    ``count`` characters are left of the ``length`` that were written.  ``closing`` and ``opening``
    are the tags that the taken characters became, the latter with how many they were, in the order
    in which they were matched: outwards from the text between the two runs.
    """

    character: str
    length: int
    opens: bool
    closes: bool
    count: int
    closing: list[str] = field(default_factory=list[str])
    opening: list[tuple[str, int]] = field(default_factory=list[tuple[str, int]])


@dataclass(frozen=True, slots=True)
class Start:
    """Where an element starts that holds the pieces up to its :class:`End`."""

    element: Element


@dataclass(frozen=True, slots=True)
class End:
    """Where the element that started last ends."""


@dataclass(slots=True)
class Bracket:
    """A ``[`` or ``![`` that a ``]`` may make a link or an image of.

    ``piece`` is its place among the pieces, ``after`` the position behind it in the text, and
    ``below`` the number of delimiter runs before it.  ``followed`` says that another bracket opened
    behind it, so that the text between cannot be a label.
    """

    piece: int
    after: int
    is_image: bool
    below: int
    followed: bool = False


class Run:
    """One text with a reading place and what was found so far.

    ``references`` are the document's link definitions, ``notes`` its footnotes by label.
    ``links_end`` is the piece that the last link ended with: a bracket before it cannot become a
    link, as links do not nest.  ``bare`` are the pieces that are bare addresses, which become text
    again in a link; no host can begin before ``no_host_before``.  ``raw`` knows what tags of HTML
    have opened.  ``absent`` holds texts that do not occur any more, so that nobody looks for them
    twice.
    """

    __slots__ = (
        "_ticks",
        "absent",
        "bare",
        "brackets",
        "delimiters",
        "links_end",
        "no_host_before",
        "notes",
        "pieces",
        "position",
        "raw",
        "references",
        "text",
    )

    def __init__(self, text: str, references: References, notes: Mapping[str, Footnote]) -> None:
        self.text = text
        self.references = references
        self.notes = notes
        self.position = 0
        self.pieces: list[str | Element | Delimiters | Start | End] = []
        self.delimiters: list[Delimiters] = []
        self.brackets: list[Bracket] = []
        self.links_end = 0
        self.bare: list[int] = []
        self.raw = RawContext()
        self.no_host_before = 0
        self.absent: set[str] = set()
        self._ticks: dict[int, list[int]] | None = None

    def delimit(self, written: str, *, opens: bool, closes: bool) -> None:
        """Note a run of delimiters and go on behind it; one that does neither is text."""
        self.position += len(written)
        if not opens and not closes:
            self.pieces.append(written)
            return
        delimiters = Delimiters(written[0], len(written), opens, closes, len(written))
        self.pieces.append(delimiters)
        self.delimiters.append(delimiters)

    def forget(self, bracket: Bracket) -> None:
        """Drop what was read since a bracket, the bracket included."""
        del self.pieces[bracket.piece :]
        del self.delimiters[bracket.below :]
        while self.bare and self.bare[-1] >= bracket.piece:
            self.bare.pop()

    def find(self, sought: str, start: int) -> int:
        """Return where a text occurs next, or -1; a second search for a missing one is free."""
        if sought in self.absent:
            return -1
        found = self.text.find(sought, start)
        if found < 0:
            self.absent.add(sought)
        return found

    def closing_ticks(self, length: int, start: int) -> int:
        """Return where a run of exactly so many backticks begins next, or -1."""
        if self._ticks is None:
            self._ticks = {}
            for match in _TICKS.finditer(self.text):
                self._ticks.setdefault(len(match[0]), []).append(match.start())
        places = self._ticks.get(length, [])
        index = bisect_left(places, start)
        return places[index] if index < len(places) else -1
