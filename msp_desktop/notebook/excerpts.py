"""Pieces of a longer text, which say by an ellipsis on which side there is more of it."""

from __future__ import annotations

import re

MORE = "…"

_WORD = 24
"""From how many characters on a piece begins or ends within a word rather than lose all of it."""

_FIRST_SPACE = re.compile(r"\s+")
_LAST_SPACE = re.compile(r"\s+\S*\Z")


def before(text: str, end: int, most: int) -> str:
    """Return up to ``most`` characters that stand before a place, from the beginning of a word."""
    start = max(0, end - most)
    piece = text[start:end]
    if not text[:start].strip():
        return text[:end]
    if not text[start - 1].isspace():
        space = _FIRST_SPACE.search(piece, 0, _WORD)
        piece = piece[space.end() :] if space else piece
    return f"{MORE}{piece.lstrip()}"


def behind(text: str, start: int, most: int) -> str:
    """Return up to ``most`` characters that stand behind a place, to the end of a word."""
    end = start + most
    piece = text[start:end]
    if not text[end:].strip():
        return text[start:]
    if not text[end].isspace():
        space = _LAST_SPACE.search(piece, max(0, len(piece) - _WORD))
        piece = piece[: space.start()] if space else piece
    return f"{piece.rstrip()}{MORE}"
