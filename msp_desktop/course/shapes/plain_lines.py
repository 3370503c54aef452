"""Questions among paragraphs without any mark: lines that ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msp_desktop.course.dialect import lines
from msp_desktop.course.shapes.rows import (
    BROKEN_ROW,
    SEPARATORS,
    joined,
    only_links,
    paragraph,
    rows,
    said_in_line,
    title_rows,
    words_of,
)
from msp_desktop.course.shapes.starts import BOLD_AT_MOST, Start, asks_or_tells

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

SEVERAL = 3
"""How many lines of a paragraph must all ask to be questions of their own."""


def plain(piece: Element) -> list[Start]:
    """Return the questions of a paragraph without any mark: it ends by asking, or lines of it do.

    A line behind a break is one of its own, and so is each of several that all ask.
    """
    parts = rows(piece) if piece.tag == "p" and not only_links(piece) else []
    words = [words_of(part) for part in parts]
    answered = [said_in_line(part) for part in parts]
    asking = [
        said is not None or asks_or_tells(line) for said, line in zip(answered, words, strict=True)
    ]
    if not any(asking):
        return []
    apart = len(parts) >= SEVERAL and all(asking)
    begins = [0]
    for at in range(1, len(parts)):
        is_own = apart or parts[at].tag == BROKEN_ROW
        if asking[at] and is_own and any(asking[begins[-1] : at]):
            begins.append(at)
    first, last = lines(piece) or (1, 1)
    found: list[Start] = []
    for begin, end in zip(begins, [*begins[1:], len(parts)], strict=True):
        own = parts[begin:end]
        title = title_rows(own)
        if (
            not asking[begin + title - 1]
            or sum(map(len, words[begin : begin + title])) > BOLD_AT_MOST
        ):
            return found
        span = (min(first + begin, last), min(first + end - 1, last))
        line = answered[begin]
        if line is not None:
            own, title = [line[0], line[1], *own[1:]], 1
        if own[title:] and words_of(own[title]) in SEPARATORS:
            del own[title]
        said = [paragraph(own[title:], span)] if own[title:] else []
        found.append(Start(joined(own[:title]), said, span, 1.0, numbered=False))
    return found
