"""Where the words of an SVG's elements are, for who is to say them by heart."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from msp_desktop.course.diagrams.bounds import Bounds
from msp_desktop.course.svg import safe

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from msp_desktop.course.diagrams.model import Box


def words_of(data: bytes, wanted: Collection[str]) -> dict[str, tuple[Box, ...]]:
    """Return the boxes of the texts in an SVG's elements, by the ids of those that are wanted.

    Text belongs to the innermost of these that it is in.  Raises UnsafePicture.
    """
    reader = _Reader(frozenset(wanted))
    safe(data, reader)
    return reader.finished()


class _Reader:
    """Collects texts while the picture is made safe."""

    def __init__(self, wanted: frozenset[str]) -> None:
        self._wanted = wanted
        self._bounds = Bounds(wanted)
        self._owners: list[str] = []
        self._owner: dict[int, str] = {}

    def start(self, name: str, attributes: Mapping[str, str], line: int) -> None:  # noqa: ARG002
        """Take the beginning of an element."""
        place = self._bounds.start(name, attributes)
        ident = unicodedata.normalize("NFC", attributes.get("id", "")).strip()
        around = self._owners[-1] if self._owners else ""
        owner = ident if ident in self._wanted else around
        self._owners.append(owner)
        if owner:
            self._owner[place] = owner

    def characters(self, text: str) -> None:
        """Take text."""
        self._bounds.characters(text)

    def end(self) -> None:
        """Take the end of an element."""
        self._bounds.end()
        self._owners.pop()

    def finished(self) -> dict[str, tuple[Box, ...]]:
        """Return what was found."""
        found: dict[str, tuple[Box, ...]] = {}
        for place, box in self._bounds.lettered():
            owner = self._owner.get(place, "")
            if owner and box.area:
                found[owner] = (*found.get(owner, ()), box)
        return found
