"""Texts in one case and one Unicode composition, which still know where each letter came from."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from msp_desktop.search.hangul import FINALS, INITIALS, VOWELS, is_syllable

if TYPE_CHECKING:
    from collections.abc import Iterator

_HANGING = re.compile("[\u0300-\u036f\u1100-\u1112\u1161-\u1175\u11a8-\u11c2]")
"""What composition can leave over: accents, which then hang on a letter, and parts of syllables."""

_COMPATIBLE = str.maketrans(
    dict(
        zip(
            (*range(0x1100, 0x1113), *range(0x1161, 0x1176), *range(0x11A8, 0x11C3)),
            INITIALS + VOWELS + "".join(FINALS),
            strict=True,
        )
    )
)


@dataclass(frozen=True, slots=True)
class Folded:
    """A text with its folded form, in which letters are looked for.

    ``places`` tells for every folded character the span of the original that it stands for; None
    where both have the same length, character by character.
    """

    original: str
    folded: str
    places: tuple[tuple[int, int], ...] | None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the original that a span of the folded text (not empty) stands for."""
        if self.places is None:
            return start, end
        return self.places[start][0], self.places[end - 1][1]


def fold(text: str) -> Folded:
    """Fold a text: case folded, composed (NFC), single jamo as compatibility jamo."""
    folded = text.casefold()
    if folded == text:
        # Held once: much of a Korean text has no case.
        folded = text
    if text.isascii():
        return Folded(text, folded, None)
    # Case folding never makes a text shorter, so the same length means letter for letter.
    if (
        len(folded) == len(text)
        and unicodedata.is_normalized("NFC", text)
        and unicodedata.is_normalized("NFC", folded)
        and not _HANGING.search(text)
    ):
        return Folded(text, folded, None)
    letters: list[str] = []
    places: list[tuple[int, int]] = []
    for start, end in clusters(text):
        letter = unicodedata.normalize("NFC", text[start:end]).casefold()
        letter = unicodedata.normalize("NFC", letter).translate(_COMPATIBLE)
        letters.append(letter)
        places.extend([(start, end)] * len(letter))
    return Folded(text, "".join(letters), tuple(places))


EMPTY = fold("")
"""The folded form of no text at all."""


def clusters(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of a text that composition leaves apart from each other."""
    start = 0
    for at in range(1, len(text)):
        if not _continues(text, start, at):
            yield start, at
            start = at
    if text:
        yield start, len(text)


def _continues(text: str, start: int, at: int) -> bool:
    """Tell whether a letter composes with the cluster before it, or hangs on it."""
    letter = text[at]
    if letter.isascii() or is_syllable(letter):
        return False
    if unicodedata.combining(letter):
        return True
    before = unicodedata.normalize("NFC", text[start:at])
    alone = unicodedata.normalize("NFC", letter)
    return unicodedata.normalize("NFC", before + letter) != before + alone
