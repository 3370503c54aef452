"""The tags of raw HTML, as authors write it among their Markdown.

The dialect passes HTML on as it is; whoever looks for ids or links in it reads its tags here.
Comments, scripts and the like hold no tags.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, NamedTuple

from msp_desktop.course.dialect import HTML_BLOCK, HTML_INLINE, lines
from msp_desktop.course.dialect.tags import OPEN_TAG

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from xml.etree.ElementTree import Element

RAW = (HTML_BLOCK, HTML_INLINE)
"""The elements whose text is raw HTML."""

# What begins and does not end takes all the rest, so that nothing is read twice.
_PIECE = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<(script|style|textarea|title)(?=[\s/>]).*?(?:</\1\s*>|\Z)"
    rf"|({OPEN_TAG})",
    re.DOTALL | re.IGNORECASE,
)
_NAME = re.compile(r"<([a-zA-Z][a-zA-Z0-9-]*)")
_ATTRIBUTE = re.compile(
    r"([a-zA-Z_:][a-zA-Z0-9_.:-]*)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`]+)))?"
)


class RawTag(NamedTuple):
    """A start tag in raw HTML: where in the text, its name and attributes.

    Names are in lower case, values without entities.  Of two of one name, the first counts.
    """

    start: int
    end: int
    name: str
    attributes: Mapping[str, str]


def raw_tags(html: str) -> Iterator[RawTag]:
    """Yield the start tags of raw HTML in order."""
    for piece in _PIECE.finditer(html):
        text: str | None = piece[2]
        name = _NAME.match(text) if text else None
        if text is None or name is None:
            continue
        attributes: dict[str, str] = {}
        for key, *values in _ATTRIBUTE.findall(text, name.end()):
            attributes.setdefault(key.lower(), unescape("".join(values)))
        yield RawTag(piece.start(), piece.end(), name[1].lower(), attributes)


def placed(root: Element) -> Iterator[tuple[Element, int]]:
    """Yield the elements below a root in the order of the text, each with its source line.

    Inline elements have no lines of their own: theirs are counted from their block's first one.
    A code span that goes over a line end is not counted, as it has none left.
    """
    line = (lines(root) or (1,))[0]
    todo: list[Element | str] = [*reversed(root)]
    while todo:
        one = todo.pop()
        if isinstance(one, str):
            line += one.count("\n")
            continue
        span = lines(one)
        if span is not None:
            line = span[0]
        yield one, line
        if one.tag == "br":
            line += 1
        if one.tail:
            todo.append(one.tail)
        todo.extend(reversed(one))
        if one.text:
            todo.append(one.text)
