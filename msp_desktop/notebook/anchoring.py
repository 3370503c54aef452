"""Where highlighted words stand after the text around them was edited.

An anchor holds several selectors of the W3C Web Annotation model: the position, and the quote with
what stood before and behind it.  They are tried from the cheapest on: the same place, the same
words elsewhere, then words that were edited, found between what is left of them and of their
surroundings.  Two places that fit nearly as well, or one that fits too little, is none: a wrong
place shown as certain is worse than one that has to be asked for.

Positions count characters of Python strings.  Source: Web Annotation Data Model, 4.2.4 and 4.2.5.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

CONTEXT = 64
"""Characters kept of what stands before and behind a quote."""

ENOUGH_AROUND = 0.4
"""How much of the surroundings must be left, from 0 to 1, where words alone do not tell."""

ENOUGH_OF_SEVERAL = 0.6
"""How much must be left where the words stood in several places, and now in one."""

CLEARLY = 0.15
"""By how much the surroundings of one place must fit better than those of any other."""

MOST_PLACES = 200
"""In how many places the same words are looked at."""

SHORT = 2
"""Letters and digits of a quote so short that it may stand anywhere by chance."""


class Anchor(NamedTuple):
    """Where a stretch of a text stood: characters ``start`` to ``end`` of ``length``.

    ``quote`` is what stood there, ``prefix`` and ``suffix`` what stood around it; ``nth`` counts
    the places before it with the same words, ``same`` all of them.  ``lookalikes`` stood elsewhere
    and were much like the quote.
    """

    start: int
    end: int
    length: int
    quote: str
    prefix: str
    suffix: str
    nth: int
    same: int
    lookalikes: tuple[str, ...] = ()


class Reason(StrEnum):
    """Why a place is not found."""

    GONE = "gone"
    AMBIGUOUS = "ambiguous"


class Resolution(NamedTuple):
    """Where an anchor's words stand now; ``confidence`` is from 0 to 1.

    Where they are not found ``start`` and ``end`` are None, ``reason`` says why, and ``confidence``
    is 0.
    """

    start: int | None
    end: int | None
    confidence: float
    reason: Reason | None = None


def describe(text: str, start: int, end: int) -> Anchor:
    """Return the anchor of characters ``start`` to ``end`` of a text.

    Raises ValueError where these are no stretch of it.
    """
    if not 0 <= start < end <= len(text):
        raise ValueError(f"no characters {start} to {end} in a text of {len(text)}")
    from msp_desktop.notebook.lookalikes import lookalikes

    quote = text[start:end]
    places = _places(text, quote)
    return Anchor(
        start=start,
        end=end,
        length=len(text),
        quote=quote,
        prefix=text[max(0, start - CONTEXT) : start],
        suffix=text[end : end + CONTEXT],
        nth=sum(place < start for place in places),
        same=len(places),
        lookalikes=lookalikes(text, start, end),
    )


def resolve(text: str, anchor: Anchor) -> Resolution:
    """Return where the words of an anchor stand in a text that may have been edited since."""
    if not anchor.quote:
        return Resolution(None, None, 0.0, Reason.GONE)
    if _untouched(text, anchor):
        return Resolution(anchor.start, anchor.end, 1.0)
    return _same_words(text, anchor) or _edited(text, anchor)


def locate(text: str, anchor: Anchor) -> tuple[int, int] | None:
    """Return where :func:`resolve` finds an anchor, without finding out how sure that is."""
    if anchor.quote and anchor.same == 1 and not _untouched(text, anchor):
        place = text.find(anchor.quote)
        if place >= 0 and _says_enough(anchor.quote) and text.find(anchor.quote, place + 1) < 0:
            return place, place + len(anchor.quote)
    found = resolve(text, anchor)
    return None if found.start is None or found.end is None else (found.start, found.end)


def _says_enough(quote: str) -> bool:
    """Whether a quote is so long that it does not stand anywhere by chance."""
    return sum(map(str.isalnum, quote)) > SHORT


def _untouched(text: str, anchor: Anchor) -> bool:
    """Whether quote and surroundings stand where they stood."""
    before = max(0, anchor.start - CONTEXT)
    whole = anchor.prefix + anchor.quote + anchor.suffix
    return text.startswith(whole, before) and anchor.start - before == len(anchor.prefix)


def _same_words(text: str, anchor: Anchor) -> Resolution | None:
    """Find the words unedited; None where they are not there, or only elsewhere."""
    from msp_desktop.notebook.surroundings import around

    places = _places(text, anchor.quote)
    if not places:
        return None
    fits = [around(text, place, place + len(anchor.quote), anchor) for place in places]
    best = max(range(len(places)), key=fits.__getitem__)
    place, fit = places[best], fits[best]
    others = max((one for index, one in enumerate(fits) if index != best), default=0.0)
    if len(places) == 1:
        # Words that stood there once and do so still are the same ones, whatever is around them.
        needed = ENOUGH_AROUND if anchor.same == 1 else ENOUGH_OF_SEVERAL
        if fit >= needed or (anchor.same == 1 and _says_enough(anchor.quote)):
            return _found(place, anchor, 0.85 + 0.15 * fit)
        return None
    if fit < ENOUGH_AROUND:
        return None
    if fit - others >= CLEARLY:
        return _found(place, anchor, 0.8 + 0.2 * fit)
    if len(places) == anchor.same and fits[anchor.nth] >= fit - 0.01:
        # Sentences that are repeated word for word: as many as before, so each is what it was.
        return _found(places[anchor.nth], anchor, 0.8)
    return Resolution(None, None, 0.0, Reason.AMBIGUOUS)


def _edited(text: str, anchor: Anchor) -> Resolution:
    from msp_desktop.notebook.likeness import closest

    match = closest(text, anchor)
    # Where the very words stand, their surroundings have been found wanting already.
    if match is None or anchor.quote in text[match.start : match.end]:
        reason = Reason.AMBIGUOUS if anchor.quote in text else Reason.GONE
        return Resolution(None, None, 0.0, reason)
    if match.rivalled:
        return Resolution(None, None, 0.0, Reason.AMBIGUOUS)
    return Resolution(match.start, match.end, match.likeness)


def _found(place: int, anchor: Anchor, confidence: float) -> Resolution:
    return Resolution(place, place + len(anchor.quote), min(confidence, 1.0))


def _places(text: str, quote: str) -> list[int]:
    """Return where a quote begins in a text, overlapping ones too, not more than are looked at."""
    places: list[int] = []
    place = text.find(quote)
    while place >= 0 and len(places) < MOST_PLACES:
        places.append(place)
        place = text.find(quote, place + 1)
    return places
