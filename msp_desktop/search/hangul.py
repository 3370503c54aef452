"""What a Korean word may become while it is being typed.

A syllable of Unicode's Hangul block is arithmetic (The Unicode Standard, section 3.12): counted
from U+AC00 it is ``(initial * 21 + vowel) * 28 + final``, so all syllables with the same beginning
stand in a row, and a word that is half typed is a row of character ranges.
"""

from __future__ import annotations

import re
from typing import NamedTuple

INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
"""The consonants that begin a syllable, in Unicode's order."""

FINALS = ("", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")
"""What ends a syllable, in Unicode's order: nothing, or one or two consonants."""

VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
"""The vowels, in Unicode's order."""

_FIRST, _LAST = 0xAC00, 0xD7A3
_PAIRS = dict(
    zip(
        "ㄳㄵㄶㄺㄻㄼㄽㄾㄿㅀㅄ",
        ("ㄱㅅ", "ㄴㅈ", "ㄴㅎ", "ㄹㄱ", "ㄹㅁ", "ㄹㅂ", "ㄹㅅ", "ㄹㅌ", "ㄹㅍ", "ㄹㅎ", "ㅂㅅ"),
        strict=True,
    )
)
"""Two consonants in one letter: input methods write it where two are typed one after the other."""

_LAST_VOWEL = {8: 11, 13: 16, 18: 19}
"""ㅗ, ㅜ and ㅡ, which one more key makes ㅚ, ㅟ, ㅢ: the last vowel that begins with each."""


class Syllable(NamedTuple):
    """A syllable's parts by their places in :data:`INITIALS`, :data:`VOWELS` and :data:`FINALS`."""

    initial: int
    vowel: int
    final: int

    def __str__(self) -> str:
        """Return the syllable as one character."""
        return chr(_FIRST + (self.initial * len(VOWELS) + self.vowel) * len(FINALS) + self.final)


def is_syllable(letter: str) -> bool:
    """Tell whether a character is a whole Hangul syllable."""
    return _FIRST <= ord(letter) <= _LAST


def is_hangul(letter: str) -> bool:
    """Tell whether a character is a Hangul syllable or a compatibility jamo."""
    return is_syllable(letter) or "\u3131" <= letter <= "\u318e"


def decompose(syllable: str) -> Syllable:
    """Take a syllable apart.

    Raises ValueError where the character is not a Hangul syllable.
    """
    if not is_syllable(syllable):
        raise ValueError(f"not a Hangul syllable: {syllable!r}")
    rest, final = divmod(ord(syllable) - _FIRST, len(FINALS))
    initial, vowel = divmod(rest, len(VOWELS))
    return Syllable(initial, vowel, final)


def choseong(text: str) -> str:
    """Return a composed text with every syllable cut down to its initial consonant."""
    return "".join(
        INITIALS[decompose(letter).initial] if is_syllable(letter) else letter for letter in text
    )


def pattern(word: str, *, unfinished: bool) -> re.Pattern[str] | None:
    """Return what finds a folded word by its initials, or None where only the word itself can.

    A single consonant stands for every syllable that it begins.  With ``unfinished``, the last
    letter is still being typed: 도 may become 돌 or 되, and the end of 돜 may be the beginning of
    the next syllable, as in 도커.  Matching takes linear time: nothing in the pattern repeats.
    """
    letters = "".join(_PAIRS.get(letter, letter) for letter in word)
    last = len(letters) - 1
    is_open = unfinished and bool(letters) and is_syllable(letters[last])
    if not is_open and not any(letter in INITIALS for letter in letters):
        return None
    return re.compile(
        "".join(
            _growing(letter) if is_open and at == last else _letter(letter)
            for at, letter in enumerate(letters)
        )
    )


def _letter(letter: str) -> str:
    """Return the pattern of a letter: a consonant begins syllables, all else is itself."""
    if letter in INITIALS:
        return f"[{letter}{_begun_with(letter)}]"
    return re.escape(letter)


def _begun_with(consonant: str) -> str:
    """Return the range of the syllables that a consonant begins."""
    initial = INITIALS.index(consonant)
    last = Syllable(initial, len(VOWELS) - 1, len(FINALS) - 1)
    return f"{Syllable(initial, 0, 0)}-{last}"


def _growing(syllable: str) -> str:
    """Return the pattern of a syllable that the next keys may change."""
    initial, vowel, final = decompose(syllable)
    if not final:
        last = Syllable(initial, _LAST_VOWEL.get(vowel, vowel), len(FINALS) - 1)
        return f"[{syllable}-{last}]"
    consonants = FINALS[final]
    kept, moved = _PAIRS.get(consonants, f" {consonants}")
    before = Syllable(initial, vowel, FINALS.index(kept.strip()))
    begun = f"{before}{_letter(moved)}"
    grown = "".join(
        str(Syllable(initial, vowel, FINALS.index(pair)))
        for pair, (first, _) in _PAIRS.items()
        if first == consonants
    )
    return f"(?:[{syllable}{grown}]|{begun})"
