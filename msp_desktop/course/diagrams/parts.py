"""The elements of an SVG that a map can speak of: those with ids, and links of its own."""

from __future__ import annotations

import codecs
import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from msp_desktop.course.diagrams.bounds import Bounds
from msp_desktop.course.diagrams.model import Box, Kind, Part
from msp_desktop.course.svg import safe

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

MOST_PARTS = 20_000
"""How many parts, and how many links, are looked at."""

LONGEST_LABEL = 200
"""Characters of a label; what is longer is cut."""

_LINK = re.compile(rb"<(?:[^<>\s:]{1,100}:)?[aA][\s>/]")
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_NO_WORDS = frozenset(("style", "title", "desc", "metadata"))


class Anchor(NamedTuple):
    """An ``a`` around something: what it leads to, without its mark, and what it is around.

    ``id`` is that of the element that stands for it: its own, or the only one inside it, or one
    that it is given here.
    """

    id: str
    kind: Kind
    name: str
    label: str
    box: Box | None
    line: int


class Parts(NamedTuple):
    """What an SVG offers to a map, in its own order."""

    parts: tuple[Part, ...]
    anchors: tuple[Anchor, ...]


def parts_of(data: bytes, wanted: Collection[str] | None = None) -> Parts:
    """Return the parts of an SVG file as it is shown.  Raises UnsafePicture.

    With ``wanted`` ids only these parts and links say where they are.
    """
    reader = _Reader(wanted)
    safe(data, reader)
    return parts_of(data) if reader.is_incomplete else reader.finished()


def may_link(data: bytes) -> bool:
    """Whether there may be a link in an SVG file: most have none and need not be looked through."""
    return b"\0" in data[:4] or data[:2] in _WIDE or _LINK.search(data) is not None


class _Open:
    """An element that is being read."""

    __slots__ = ("anchor", "id", "inside", "line", "name", "place", "title", "words")

    def __init__(self, name: str, ident: str, anchor: str | None, place: int, line: int) -> None:
        self.name = name
        self.id = ident
        self.anchor = anchor
        self.place = place
        self.line = line
        self.title = ""
        self.words: list[str] = []
        self.inside: list[str] = []


class _Reader:
    """Collects parts and links while the picture is made safe."""

    def __init__(self, wanted: Collection[str] | None) -> None:
        self._bounds = Bounds(wanted)
        self._open: list[_Open] = []
        self._parts: list[_Open] = []
        self._anchors: list[_Open] = []

    def start(self, name: str, attributes: Mapping[str, str], line: int) -> None:
        """Take the beginning of an element."""
        place = self._bounds.start(name, attributes)
        ident = unicodedata.normalize("NFC", attributes.get("id", "")).strip()
        anchor = _target(attributes) if name == "a" else None
        one = _Open(name, ident, anchor, place, line)
        one.title = attributes.get("aria-label", "")
        if ident and name not in _NO_WORDS and len(self._parts) < MOST_PARTS:
            self._parts.append(one)
        if anchor and len(self._anchors) < MOST_PARTS:
            self._anchors.append(one)
        self._open.append(one)

    def characters(self, text: str) -> None:
        """Take text."""
        self._bounds.characters(text)
        if self._open:
            self._open[-1].words.append(text)

    def end(self) -> None:
        """Take the end of an element, and tell the one around it what was inside."""
        self._bounds.end()
        one = self._open.pop()
        words = " ".join("".join(one.words).split())[: LONGEST_LABEL + 1]
        one.words = [words]
        if not self._open:
            return
        around = self._open[-1]
        if one.name == "title" and not around.title:
            around.title = words
        if around.name == "a" and not around.title and one.name not in _NO_WORDS:
            around.title = one.title
        if one.name not in _NO_WORDS and words and len(around.words) < LONGEST_LABEL:
            around.words += (" ", words, " ")
        if one.name not in _NO_WORDS and len(around.inside) < 2:
            around.inside += [one.id] if one.id else one.inside

    @property
    def is_incomplete(self) -> bool:
        """Whether a place is not known that was asked for."""
        return self._bounds.is_incomplete

    def finished(self) -> Parts:
        """Return what was found."""
        parts = [
            Part(one.id, _label(one), self._bounds.box(one.place), one.line) for one in self._parts
        ]
        first = {part.id: part for part in reversed(parts)}
        anchors = [self._anchor(one, number) for number, one in enumerate(self._anchors, 1)]
        return Parts(tuple(part for part in parts if first[part.id] is part), tuple(anchors))

    def _anchor(self, one: _Open, number: int) -> Anchor:
        inside = one.inside[0] if len(one.inside) == 1 else ""
        name = one.id or inside
        kind = Kind.PART if name else Kind.LINK
        box = self._bounds.box(one.place)
        return Anchor(name or f"link-{number}", kind, one.anchor or "", _label(one), box, one.line)


def _target(attributes: Mapping[str, str]) -> str | None:
    """Return what a link leads to; other addresses than a name were taken out of it."""
    for key, value in attributes.items():
        if key.rpartition(":")[2].lower() == "href":
            return value.strip().removeprefix("#") or None
    return None


def _label(one: _Open) -> str:
    words = one.title or "".join(one.words)
    return " ".join(words.split())[:LONGEST_LABEL]
