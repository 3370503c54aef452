"""Bare mail addresses: ``someone@example.com``.

They are found in the finished tree, because what stands before the ``@`` was read before it.
Source: GitHub Flavored Markdown 0.29, section 6.9.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from msp_desktop.course.dialect.inline.html import HTML_INLINE, RawContext

if TYPE_CHECKING:
    from collections.abc import Iterator

_MAIL = re.compile(
    # Behind a slash it is part of an address, behind a bracket one in brackets that went wrong.
    r"(?<![A-Za-z0-9.+_/<@-])(mailto:|xmpp:)?[A-Za-z0-9.+_-]++@"
    r"[A-Za-z0-9_-]++(?:\.(?=[A-Za-z0-9])[A-Za-z0-9_-]++)+"
)
# What a copying program takes for a place (git@github.com:a/b) is no mail's.
_NO_MAIL = re.compile(r"@|:\S")
_PLACE = re.compile(r"/[A-Za-z0-9@.]*[A-Za-z0-9@]")
_NO_TEXT = frozenset(("a", "code", "pre"))


class MailLinks(Treeprocessor):
    """Makes mail addresses links, where they are not in links or code."""

    def run(self, root: Element) -> None:
        """Look through all texts of a tree."""
        todo = [root]
        while todo:
            element = todo.pop()
            raw = RawContext()
            found: list[Element] = []
            if element.text and "@" in element.text and _is_text(element.text):
                element.text, found = _linked(element.text)
            for child in element:
                found.append(child)
                if child.tag not in _NO_TEXT:
                    todo.append(child)
                if child.tag == HTML_INLINE:
                    raw.read(child.text or "")
                if child.tail and "@" in child.tail and not (raw.in_anchor or raw.in_code):
                    child.tail, links = _linked(child.tail)
                    found += links
            if len(found) > len(element):
                element[:] = found


def _is_text(text: str) -> bool:
    return not isinstance(text, AtomicString)


def _linked(text: str) -> tuple[str, list[Element]]:
    """Return the text before the first address, and the addresses as links with their tails."""
    links: list[Element] = []
    before, end = "", 0
    for address, start, after in _addresses(text):
        if links:
            links[-1].tail = text[end:start]
        else:
            before = text[:start]
        link = Element("a", href=address)
        link.text = AtomicString(text[start:after])
        links.append(link)
        end = after
    if not links:
        return text, []
    links[-1].tail = text[end:]
    return before, links


def _addresses(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield what addresses lead to, where they begin and where they end."""
    for match in _MAIL.finditer(text):
        start, end = match.span()
        if not match[0][-1].isalpha() or _NO_MAIL.match(text, end):
            continue
        if match[1] == "xmpp:":
            place = _PLACE.match(text, end)
            end = place.end() if place else end
        yield ("" if match[1] else "mailto:") + text[start:end], start, end
