"""HTML that can do no harm: what an allow-list lets through of what the dialect wrote.

Courses are untrusted.  Nothing passes that runs, styles, loads or leads anywhere but to http,
https, mailto, another place in the course, or a picture inside the course's folder.  A link that is
refused keeps its address as mere text, for the reader to say why.
"""

from __future__ import annotations

import re
from collections import Counter
from html import escape, unescape
from string import ascii_lowercase
from typing import TYPE_CHECKING

import nh3

from msp_desktop.course import links, pictures

if TYPE_CHECKING:
    from collections.abc import Callable

TAGS = frozenset(
    {
        *("a", "b", "blockquote", "br", "caption", "code", "dd", "del", "details", "div", "dl"),
        *("dt", "em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i"),
        *("img", "input", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "s", "samp", "small"),
        *("section", "span", "strike", "strong", "sub", "summary", "sup", "table", "tbody", "td"),
        *("tfoot", "th", "thead", "tr", "tt", "u", "ul", "var"),
    }
)
"""Every element that safe HTML may hold."""

_LANGUAGE = r"[\w+#./-]{1,40}"
_SIZE = re.compile(r"[0-9]{1,5}(?:px|%)?")
_ALIGN = re.compile(r"left|center|right")
_SPAN = re.compile(r"[1-9][0-9]?")
_NUMBER = re.compile(r"[0-9]{1,9}")
_ALERT = "markdown-alert markdown-alert-(?:note|tip|important|warning|caution)"
_ANY = re.compile(r".*", re.DOTALL)
_NAME = re.compile(r"[^\s\x00-\x1f]{1,200}")

ATTRIBUTES = {
    "a": {
        "class": re.compile("footnote-backref"),
        "href": _ANY,
        "title": _ANY,
    },
    "code": {"class": re.compile(f"language-{_LANGUAGE}")},
    "details": {"class": re.compile("answer"), "open": _ANY},
    "div": {"class": re.compile(f"math|{_ALERT}")},
    "figure": {"class": re.compile("code|mermaid"), "data-language": re.compile(_LANGUAGE)},
    "img": {"src": _ANY, "alt": _ANY, "title": _ANY, "width": _SIZE, "height": _SIZE},
    "input": {"checked": _ANY, "disabled": _ANY},
    "li": {"value": _NUMBER},
    "ol": {"class": re.compile("choices"), "start": _NUMBER},
    "p": {"class": re.compile("markdown-alert-title")},
    "section": {"class": re.compile("footnotes")},
    "span": {"class": re.compile(r"[a-z0-9]{1,3}|math(?: display)?")},
    "sup": {"class": re.compile("footnote-ref")},
    "table": {"class": re.compile("front-matter")},
    "td": {"align": _ALIGN, "colspan": _SPAN, "rowspan": _SPAN},
    "th": {"align": _ALIGN, "colspan": _SPAN, "rowspan": _SPAN},
    "ul": {"class": re.compile("choices")},
}
"""The attributes that an element may have, each with what its whole value must match.

The targets of links and pictures are checked besides.
"""

_EVERYWHERE = {"id": _NAME}
"""The attributes that any element may have."""


_ALWAYS = {"input": {"type": "checkbox"}}
"""Attributes that an element has whatever the author says: of a form, only ticks remain.

One for an element: nh3 writes several in an order that changes from call to call.
"""

# Of an address with another scheme the cleaner drops all; what a refused link says is kept before.
# Pictures of the last ones, drives among them, are told of.
_SCHEMES = {
    *("http", "https", "mailto", links.REFUSED.rstrip(":")),
    *("data", "file", "ftp", *ascii_lowercase),
}
_ADDRESS = re.compile(
    r"""(<a(?=\s)(?:[^<>"']|"[^"<]*"|'[^'<]*')*?\shref\s*=\s*)"""
    r"""("[^"<]*"|'[^'<]*'|[^\s"'<>]+)""",
    re.IGNORECASE,
)
_OPENED = re.compile(r"""["']?(?:https?://|mailto:)""", re.IGNORECASE)
# What nh3 writes is regular: text has no bare "<", and no value a bare quote.
_REFUSED_LINK = re.compile(f'(<a[^<>]*) href="{links.REFUSED}')

DEEPEST = 250
"""How many elements may stand inside each other.

The dialect writes fewer; only an author's own HTML can have more, and then browsers, Qt and the
cleaner itself take quadratic time or a deep stack.
"""
# Elements that end by themselves where the next begins do not nest, and empty ones neither.
_TAG = re.compile(
    r"<(/?)(?!(?:p|li|dd|dt|tr|t[dh]|tbody|thead|tfoot|br|hr|img|input)[\s/>])([a-z][a-z0-9-]*)",
    re.IGNORECASE,
)


class Cleaner:
    """Makes the HTML of one file safe and tells of each picture it shows.

    ``on_picture`` is called with the safe source (see :mod:`.pictures`) of every ``img``.
    """

    def __init__(self, file: str, on_picture: Callable[[str], None]) -> None:
        self._file = file
        self._on_picture = on_picture
        self._cleaner = nh3.Cleaner(
            tags=set(TAGS),
            attributes={tag: set(names) for tag, names in ATTRIBUTES.items()}
            | {"*": set(_EVERYWHERE)},
            attribute_filter=self._attribute,
            set_tag_attribute_values=_ALWAYS,
            link_rel=None,
            url_schemes=_SCHEMES,
        )

    def clean(self, html: str) -> str:
        """Return the safe form of a fragment of HTML; one nested absurdly is shown as text."""
        if html.count("<") > DEEPEST and _depth(html) > DEEPEST:
            return escape(html)
        cleaned = self._cleaner.clean(_ADDRESS.sub(self._refused, html))
        if links.REFUSED in cleaned:
            cleaned = _REFUSED_LINK.sub(r'\1 data-refused="', cleaned)
        return cleaned

    def _refused(self, match: re.Match[str]) -> str:
        """Return a link with its address marked as refused, if it is to be."""
        before, value = match.groups()
        if _OPENED.match(value) or not (":" in value or "&" in value):
            return match[0]
        wrote = unescape(value.strip(value[0]) if value[0] in "\"'" else value)
        safe = links.reference(wrote, self._file)
        return f'{before}"{safe}"' if links.refused(safe) is not None else match[0]

    def _attribute(self, tag: str, name: str, value: str) -> str | None:
        # It is asked about elements that will be dropped too, and nh3 would swallow an exception
        # and let the attribute through.
        allowed = ATTRIBUTES.get(tag, {}).get(name) or _EVERYWHERE.get(name)
        if allowed is None:
            return _ALWAYS.get(tag, {}).get(name)
        if not allowed.fullmatch(value):
            return None
        if name == "src":
            value = pictures.reference(value, self._file)
            self._on_picture(value)
        elif name == "href" and not value.startswith(links.REFUSED):
            value = links.reference(value, self._file)
        elif name == "href":
            value = links.refuse(links.refused(value) or "")
        elif name == "id":
            value = links.ID + value
        return value


def _depth(html: str) -> int:
    """Return at least how deep the elements of HTML are nested, whatever it leaves open."""
    depth = deepest = 0
    opened: Counter[str] = Counter()
    for match in _TAG.finditer(html):
        name = match[2].lower()
        if not match[1]:
            opened[name] += 1
            depth += 1
            deepest = max(deepest, depth)
        elif opened[name]:
            opened[name] -= 1
            depth -= 1
    return deepest
