"""What a note in Markdown says, as plain lines for a list; nothing of it is rendered."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_FENCE = re.compile(r"\s{0,3}(?:```|~~~)")
_OPENING = re.compile(r"\s*(?:>\s?|#{1,6}\s+|[-*+]\s+(?=\S)|\s)*")
_TASK = re.compile(r"\[([ xX])\]\s+")
_RULE = re.compile(r"[\s|:*_=-]+")
_LEAST_OF_A_RULE = 3
_CODE = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"!?\[([^\[\]\n]*)\]\([^()\n]*\)")
_STRONG = re.compile(r"(\*\*|__|~~)(?=\S)([^*_~\n]+)(?<=\S)\1")
_EMPHASIS = re.compile(
    r"(?<![\w*])\*(?=\S)([^*\n]+)(?<=\S)\*(?!\*)|(?<!\w)_(?=\S)([^_\n]+)(?<=\S)_(?!\w)"
)


def plain_lines(text: str) -> Iterator[str]:
    """Yield the lines of a note that say something, without the signs that style them."""
    fenced = False
    for line in text.splitlines():
        if _FENCE.match(line):
            fenced = not fenced
            continue
        said = " ".join((line if fenced else _plain(line)).split())
        if said:
            yield said


def _plain(line: str) -> str:
    if _RULE.fullmatch(line) and sum(line.count(sign) for sign in "-*_=") >= _LEAST_OF_A_RULE:
        return ""
    opening = _OPENING.match(line)
    rest = line[opening.end() :] if opening else line
    task = _TASK.match(rest)
    if task:
        rest = f"{'☐' if task[1] == ' ' else '☑'} {rest[task.end() :]}"
    # What stands in code means itself: it is kept apart, and the pieces between are looked at.
    parts: list[str] = []
    at = 0
    for code in _CODE.finditer(rest):
        parts += [_unstyled(rest[at : code.start()]), code[1].strip()]
        at = code.end()
    parts.append(_unstyled(rest[at:]))
    return "".join(parts)


def _unstyled(words: str) -> str:
    words = _STRONG.sub(r"\2", _LINK.sub(r"\1", words))
    return _EMPHASIS.sub(lambda found: found[1] or found[2], words)
