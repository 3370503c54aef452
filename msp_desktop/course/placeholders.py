"""Placeholders that HTML would swallow: ``docker pull <image>`` without a code span.

CommonMark reads ``<image>`` as a tag, browsers drop it, and the reader of a course misses a word.
No element of HTML is called so; what the author meant is the text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msp_desktop.course.dialect import HTML_INLINE

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_BARE_TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9-]*)>")
_ELEMENTS = frozenset(
    {
        *("a", "abbr", "acronym", "address", "applet", "area", "article", "aside", "audio", "b"),
        *("base", "basefont", "bdi", "bdo", "bgsound", "big", "blink", "blockquote", "body"),
        *("br", "button", "canvas", "caption", "center", "cite", "code", "col", "colgroup"),
        *("data", "datalist", "dd", "del", "details", "dfn", "dialog", "dir", "div", "dl", "dt"),
        *("em", "embed", "fieldset", "figcaption", "figure", "font", "footer", "form", "frame"),
        *("frameset", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hgroup", "hr"),
        *("html", "i", "iframe", "img", "input", "ins", "isindex", "kbd", "keygen", "label"),
        *("legend", "li", "link", "listing", "main", "map", "mark", "marquee", "math", "menu"),
        *("menuitem", "meta", "meter", "multicol", "nav", "nextid", "nobr", "noembed"),
        *("noframes", "noscript", "object", "ol", "optgroup", "option", "output", "p", "param"),
        *("picture", "plaintext", "portal", "pre", "progress", "q", "rb", "rp", "rt", "rtc"),
        *("ruby", "s", "samp", "script", "search", "section", "select", "slot", "small"),
        *("source", "spacer", "span", "strike", "strong", "style", "sub", "summary", "sup"),
        *("svg", "table", "tbody", "td", "template", "textarea", "tfoot", "th", "thead", "time"),
        *("title", "tr", "track", "tt", "u", "ul", "var", "video", "wbr", "xmp"),
    }
)


def show_placeholders(root: Element) -> None:
    """Turn bare tags among text that name no element of HTML into that text."""
    for element in root.iter(HTML_INLINE):
        tag = _BARE_TAG.fullmatch(element.text or "")
        if tag and tag[1].lower() not in _ELEMENTS:
            # Escaped where it is written, as the text of any element is.
            element.tag = "span"
