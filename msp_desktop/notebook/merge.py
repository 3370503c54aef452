"""Joining two texts that were both made from a third, line by line, so that no line is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msp_desktop.notebook.ends import shared_ends

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def merge(base: str, mine: str, theirs: str) -> str:
    """Return what two writers made of ``base`` as one text.

    What only one of them changed is taken from that one.  Where both changed the same lines, both
    versions stay, mine after theirs; a line goes only where one removed it and the other left it
    alone, or both removed it.
    """
    if mine in (base, theirs):
        return theirs
    if theirs == base:
        return mine
    merged: list[str] = []
    for part, my_part, their_part in _parts(_lines(base), _lines(mine), _lines(theirs)):
        if my_part == part:
            merged += their_part
        elif their_part == part:
            merged += my_part
        else:
            merged += _both(my_part, their_part)
    return "\n".join(merged)


def _lines(text: str) -> list[str]:
    return text.split("\n") if text else []


def _both(mine: Sequence[str], theirs: Sequence[str]) -> list[str]:
    """Return their lines, then mine; lines that both begin or end with stand there once."""
    head, tail = shared_ends(mine, theirs)
    return [*theirs[: len(theirs) - tail], *mine[head:]]


def _parts(
    base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]
) -> Iterator[tuple[Sequence[str], Sequence[str], Sequence[str]]]:
    """Cut the three texts into parts that belong together, in order and without a gap.

    Each line that all three have in common is a part of its own.
    """
    in_mine = _matches(base, mine)
    in_theirs = _matches(base, theirs)
    at = my_at = their_at = 0
    for line in sorted(in_mine.keys() & in_theirs.keys()):
        my_line, their_line = in_mine[line], in_theirs[line]
        yield base[at:line], mine[my_at:my_line], theirs[their_at:their_line]
        kept = base[line : line + 1]
        yield kept, kept, kept
        at, my_at, their_at = line + 1, my_line + 1, their_line + 1
    yield base[at:], mine[my_at:], theirs[their_at:]


def _matches(base: Sequence[str], other: Sequence[str]) -> dict[int, int]:
    """Return where in ``other`` the lines of ``base`` stand that it kept, by line number."""
    # Only two windows on one note ever come here: the program's start should not pay for it.
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(None, base, other, autojunk=False)
    return {
        start + step: other_start + step
        for start, other_start, size in matcher.get_matching_blocks()
        for step in range(size)
    }
