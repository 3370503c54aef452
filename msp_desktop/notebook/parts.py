"""Quotes that begin or end within a word: the whole word tells more of where they stand now."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from msp_desktop.notebook.anchoring import Anchor
    from msp_desktop.notebook.likeness import Match

LONGEST = 24
"""Characters: longer runs of letters are no words, but a script without spaces."""

_AT_END = re.compile(r"\w+\Z")
_AT_BEGINNING = re.compile(r"\w+")


class Cut(NamedTuple):
    """How the first and the last word of a quote are cut; "" where they are whole.

    ``head`` was left out before ``first``, what the quote has of that word; ``tail`` behind
    ``last``.
    """

    head: str = ""
    first: str = ""
    last: str = ""
    tail: str = ""


def widened(anchor: Anchor) -> tuple[Anchor, Cut]:
    """Return an anchor with the whole of the words that its quote is cut in, and how it is."""
    quote, prefix, suffix = anchor.quote, anchor.prefix, anchor.suffix
    head, first = _ending(prefix[-LONGEST:]), _beginning(quote[:LONGEST])
    last, tail = _ending(quote[-LONGEST:]), _beginning(suffix[:LONGEST])
    if not (head and first and len(head + first) < LONGEST):
        head = first = ""
    if not (last and tail and len(last + tail) < LONGEST):
        last = tail = ""
    whole = anchor._replace(
        start=anchor.start - len(head),
        end=anchor.end + len(tail),
        quote=head + quote + tail,
        prefix=prefix[: len(prefix) - len(head)],
        suffix=suffix[len(tail) :],
    )
    return whole, Cut(head, first, last, tail)


def cut_again(text: str, match: Match, cut: Cut) -> Match:
    """Return a match of whole words cut as the quote was.

    A word of which neither part is left stays whole.
    """
    left, right = start, end = match.start, match.end
    if cut.head:
        word = _beginning(text[start:end])
        if word.endswith(cut.first):
            left = start + len(word) - len(cut.first)
        elif word.startswith(cut.head):
            left = start + len(cut.head)
    if cut.tail:
        word = _ending(text[max(start, end - 2 * LONGEST) : end])
        if word.startswith(cut.last):
            right = end - len(word) + len(cut.last)
        elif word.endswith(cut.tail):
            right = end - len(cut.tail)
    return match._replace(start=left, end=right) if left < right else match


def _beginning(text: str) -> str:
    found = _AT_BEGINNING.match(text)
    return found[0] if found is not None else ""


def _ending(text: str) -> str:
    found = _AT_END.search(text)
    return found[0] if found is not None else ""
