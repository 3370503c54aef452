"""What became of a text, word by word, for somebody who reads it and not for a program.

Words that stand once in both texts and in the same order hold them together; what is between two
of these is compared in the same way, then word against word where there are few, and is otherwise
one thing in another's place.  So the time is linear in the texts but for sorting.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

CONTEXT = 70
"""Characters shown of what is the same on each side of a change."""

MOST_ROUNDS = 12
"""How often what is between two words may be looked through again."""

FEW = 48
"""Words on the shorter side up to which each is compared with each."""

_TOKEN = re.compile(r"\w+|\n[ \t]*|[^\S\n]+|[^\w\s]")
_SMALL = 6


class Kind(StrEnum):
    """What became of a piece of a text; LEFT_OUT stands for much that is the same."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"
    LEFT_OUT = "left-out"


class Piece(NamedTuple):
    """Characters that share one fate."""

    kind: Kind
    text: str


def differences(before: str, after: str) -> tuple[Piece, ...]:
    """Return one text turned into another: what went stands before what came in its place."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    pieces: list[tuple[str, str, str]] = []
    at = there = 0
    for mine, other in [*_kept(old, new), (len(old), len(new))]:
        if mine > at or other > there:
            pieces.append(("", "".join(old[at:mine]), "".join(new[there:other])))
        if mine < len(old):
            pieces.append((old[mine], "", ""))
        at, there = mine + 1, other + 1
    return tuple(_readable(_joined(pieces)))


def excerpt(pieces: Iterable[Piece], context: int = CONTEXT) -> tuple[Piece, ...]:
    """Return the changes with little of what is the same around them."""
    pieces = tuple(pieces)
    shown: list[Piece] = []
    for place, piece in enumerate(pieces):
        if piece.kind is not Kind.SAME:
            shown.append(piece)
            continue
        head = "" if place == 0 else _head(piece.text, context)
        tail = "" if place == len(pieces) - 1 else _tail(piece.text, context)
        if len(head) + len(tail) + context // 2 >= len(piece.text) and (head or tail):
            shown.append(piece)
            continue
        shown += [Piece(Kind.SAME, head)] if head else []
        shown.append(Piece(Kind.LEFT_OUT, "…"))
        shown += [Piece(Kind.SAME, tail)] if tail else []
    return tuple(shown) if any(one.kind is not Kind.LEFT_OUT for one in shown) else ()


def cut(pieces: Iterable[Piece], most: int) -> tuple[tuple[Piece, ...], int]:
    """Return the pieces within a number of characters, and how many characters are beyond it."""
    shown: list[Piece] = []
    room, beyond = most, 0
    for piece in pieces:
        if room <= 0:
            beyond += len(piece.text)
            continue
        shown.append(piece._replace(text=piece.text[:room]))
        beyond += max(0, len(piece.text) - room)
        room -= len(piece.text)
    return tuple(shown), beyond


def _kept(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Return the places of the words that both texts have, in order."""
    found: list[tuple[int, int]] = []
    waiting = [(0, len(old), 0, len(new), MOST_ROUNDS)]
    while waiting:
        first, last, begin, end, rounds = waiting.pop()
        while first < last and begin < end and old[first] == new[begin]:
            found.append((first, begin))
            first, begin = first + 1, begin + 1
        while first < last and begin < end and old[last - 1] == new[end - 1]:
            last, end = last - 1, end - 1
            found.append((last, end))
        if first == last or begin == end:
            continue
        anchors = _anchors(old, first, last, new, begin, end) if rounds else []
        if anchors:
            at, there = first, begin
            for mine, other in [*anchors, (last, end)]:
                waiting.append((at, mine, there, other, rounds - 1))
                at, there = mine + 1, other + 1
            found += anchors
        elif min(last - first, end - begin) <= FEW:
            found += _each_with_each(old, first, last, new, begin, end)
    return sorted(found)


def _anchors(
    old: Sequence[str], first: int, last: int, new: Sequence[str], begin: int, end: int
) -> list[tuple[int, int]]:
    """Return words that stand once in both stretches: the most that are in the same order."""
    mine, other = _single(old, first, last), _single(new, begin, end)
    pairs = [(place, other[word]) for word, place in mine.items() if word in other]
    # The longest rising row: for each length the least last place, and who came before whom.
    ends: list[int] = []
    lasts: list[int] = []
    backs: list[int] = []
    for number, (_, there) in enumerate(pairs):
        length = bisect_left(ends, there)
        backs.append(lasts[length - 1] if length else -1)
        if length == len(ends):
            ends.append(there)
            lasts.append(number)
        else:
            ends[length], lasts[length] = there, number
    chain: list[tuple[int, int]] = []
    at = lasts[-1] if lasts else -1
    while at >= 0:
        chain.append(pairs[at])
        at = backs[at]
    return chain[::-1]


def _single(words: Sequence[str], first: int, last: int) -> dict[str, int]:
    """Return where words stand that are there once, in order; marks and space tell nothing."""
    places: dict[str, int] = {}
    for place in range(first, last):
        word = words[place]
        if word[0].isalnum() or word[0] == "_":
            places[word] = -1 if word in places else place
    return {word: place for word, place in places.items() if place >= 0}


def _each_with_each(
    old: Sequence[str], first: int, last: int, new: Sequence[str], begin: int, end: int
) -> list[tuple[int, int]]:
    """Return the longest row of words that both stretches have in the same order."""
    wide = end - begin + 1
    rows = [[0] * wide]
    for mine in range(last - 1, first - 1, -1):
        below, row = rows[-1], [0] * wide
        for other in range(wide - 2, -1, -1):
            if old[mine] == new[begin + other]:
                row[other] = below[other + 1] + 1
            else:
                row[other] = max(below[other], row[other + 1])
        rows.append(row)
    rows.reverse()
    found: list[tuple[int, int]] = []
    mine, other = first, 0
    while mine < last and other < wide - 1:
        if old[mine] == new[begin + other]:
            found.append((mine, begin + other))
            mine, other = mine + 1, other + 1
        elif rows[mine - first + 1][other] >= rows[mine - first][other + 1]:
            mine += 1
        else:
            other += 1
    return found


def _joined(pieces: Iterable[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Return pieces (same, removed, added) with neighbours of a kind as one."""
    joined: list[tuple[list[str], list[str], list[str]]] = []
    for same, removed, added in pieces:
        if joined and bool(joined[-1][0]) == bool(same):
            for whole, part in zip(joined[-1], (same, removed, added), strict=True):
                whole.append(part)
        else:
            joined.append(([same] if same else [], [removed], [added]))
    return [("".join(one), "".join(two), "".join(three)) for one, two, three in joined]


def _readable(pieces: Sequence[tuple[str, str, str]]) -> list[Piece]:
    """Return pieces without crumbs: what little is the same between two changes is one of them."""
    whole: list[tuple[str, str, str]] = []
    for place, (same, removed, added) in enumerate(pieces):
        between = 0 < place < len(pieces) - 1
        if same and between and _is_crumb(same, whole[-1], pieces[place + 1]):
            _, gone, come = whole[-1]
            whole[-1] = ("", gone + same, come + same)
        elif not same and whole and not whole[-1][0]:
            _, gone, come = whole[-1]
            whole[-1] = ("", gone + removed, come + added)
        else:
            whole.append((same, removed, added))
    found: list[Piece] = []
    for same, removed, added in whole:
        for kind, text in ((Kind.SAME, same), (Kind.REMOVED, removed), (Kind.ADDED, added)):
            found += [Piece(kind, text)] if text else []
    return found


def _is_crumb(same: str, before: tuple[str, str, str], after: tuple[str, str, str]) -> bool:
    """Whether what is the same between two changes would only break up what is read."""
    if "\n" in same:
        return False
    # Only where something took something else's place: two words put in are two words put in.
    if not (before[1] and before[2] and after[1] and after[2]):
        return False
    # A syllable says as much as two letters do.
    letters = sum(1 + (one > "\u2e80") for one in same if one.isalnum())
    return letters == 0 or (len(same) <= _SMALL and letters < 3)


def _head(text: str, most: int) -> str:
    """Return the beginning of a text, up to the end of a word or of a line."""
    if len(text) <= most:
        return text
    end = max(text.rfind(" ", 0, most), text.rfind("\n", 0, most))
    return text[: end + 1 if end >= most // 2 else most]


def _tail(text: str, most: int) -> str:
    """Return the end of a text, from the beginning of a word or of a line on."""
    if len(text) <= most:
        return text
    start = len(text) - most
    found = [at for at in (text.find(" ", start), text.find("\n", start)) if at >= 0]
    first = min(found, default=start)
    return text[first if first <= start + most // 2 else start :]
