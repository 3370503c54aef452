"""What stands beside a run of delimiters, and so whether it may open or close something.

Source: CommonMark 0.31, section 6.2.  One rule is ours: CommonMark takes ``**명령(run)**은`` for
text, because a mark stands before the closing run and a letter behind it.  Languages that write
their words without spaces between have nothing else to put there.  So beside a letter of theirs,
two or more delimiters need no space.  A single one does: ``단가*(수량+1)*환율`` is a product.
"""

from __future__ import annotations

import re
from typing import NamedTuple
from unicodedata import category

_UNSPACED = re.compile(
    "[\u1100-\u11ff\u2e80-\u2fff\u3005-\u3007\u3021-\u3029\u3031-\u3035\u303b-\u303c\u3041-\u31ff"
    "\u3400-\u4dbf\u4e00-\ua4cf\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff66-\uffdc"
    "\U0001b000-\U0001b16f\U00020000-\U0003ffff]"
)
_MANY = 2


class Flanks(NamedTuple):
    """``left`` and ``right`` are CommonMark's flanking; the others say what stands beside.

    Each of those is "space" (the text's ends too), "mark" or "letter".
    """

    left: bool
    right: bool
    before: str
    after: str


def flanks(text: str, start: int, end: int) -> Flanks:
    """Return what a run of delimiters between two positions may do."""
    first = text[start - 1 : start] if start else ""
    last = text[end : end + 1]
    before, after = _kind(first), _kind(last)
    many = end - start >= _MANY
    left = after != "space" and (
        after != "mark" or before != "letter" or (many and is_unspaced(first))
    )
    right = before != "space" and (
        before != "mark" or after != "letter" or (many and is_unspaced(last))
    )
    return Flanks(left, right, before, after)


def is_unspaced(character: str) -> bool:
    """Whether a letter is Hangul, kana or a Chinese character."""
    return _UNSPACED.match(character) is not None


def _kind(character: str) -> str:
    if not character or character.isspace():
        return "space"
    if character.isalnum():
        return "letter"
    return "mark" if category(character)[0] in "PS" else "letter"
