"""HTML that can do no harm: what an allow-list lets through of what the dialect wrote.

Courses are untrusted.  Nothing passes that runs, styles, loads or leads anywhere but to http,
https, mailto, another place in the course, or a picture inside the course's folder.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import nh3

from msp_desktop.course import pictures

if TYPE_CHECKING:
    from collections.abc import Callable

_TAGS = {
    *("a", "b", "blockquote", "br", "caption", "code", "dd", "del", "details", "div", "dl", "dt"),
    *("em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "input"),
    *("ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "s", "samp", "small", "span", "strong"),
    *("sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "tt", "u"),
    *("ul", "var", "strike"),
}
_ATTRIBUTES = {
    "a": {"href", "title"},
    "code": {"class"},
    "details": {"open"},
    "figure": {"class", "data-language"},
    "img": {"src", "alt", "title", "width", "height"},
    "input": {"type", "checked", "disabled"},
    "ol": {"start"},
    "span": {"class"},
    "td": {"align", "colspan", "rowspan"},
    "th": {"align", "colspan", "rowspan"},
}
_LINK = re.compile(r"(?:https?:|mailto:|(?![A-Za-z][A-Za-z0-9+.-]*:)(?!//|\\\\))", re.IGNORECASE)
_TOKEN = re.compile(r"[a-z0-9]{1,3}")


class Cleaner:
    """Makes the HTML of one file safe and tells of each picture it shows.

    ``on_picture`` is called with the safe source (see :mod:`.pictures`) of every ``img``.
    """

    def __init__(self, file: str, on_picture: Callable[[str], None]) -> None:
        self._file = file
        self._on_picture = on_picture
        self._cleaner = nh3.Cleaner(
            tags=_TAGS,
            attributes=_ATTRIBUTES,
            attribute_filter=self._attribute,
            link_rel=None,
            # Refused in _attribute, which hears only of schemes that stand here.
            url_schemes={"http", "https", "mailto", "file", "data"},
        )

    def clean(self, html: str) -> str:
        """Return the safe form of a fragment of HTML."""
        return self._cleaner.clean(html)

    def _attribute(self, tag: str, name: str, value: str) -> str | None:
        if name == "src":
            safe = pictures.reference(value, self._file)
            self._on_picture(safe)
            return safe
        if name == "href":
            return value if _LINK.match(value) else None
        if tag == "span" and name == "class":
            return value if _TOKEN.fullmatch(value) else None
        if tag == "figure" and name == "class":
            return value if value == "code" else None
        if tag == "input" and name == "type":
            return value if value == "checkbox" else None
        return value
