"""The names by which links lead into a file: headings as GitHub names them, and authors' own ids.

A heading's name is made from its words: in lower case, without punctuation, with ``-`` for each
space; one that comes again gets ``-1``, ``-2`` and so on.  Hangul is kept, emoji are dropped.  So
does GitHub, whose rule is written down nowhere; github-slugger's test cases were made by asking it.
"""

from __future__ import annotations

import re
import unicodedata
from html import escape, unescape
from itertools import chain
from typing import TYPE_CHECKING

from msp_desktop.course.model import Anchor
from msp_desktop.course.raw_tags import RAW, placed, raw_tags

if TYPE_CHECKING:
    from collections.abc import Iterable
    from xml.etree.ElementTree import Element

    from msp_desktop.course.raw_tags import RawTag

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))

_KEPT = frozenset(("Lu", "Ll", "Lt", "Lm", "Lo", "Nd", "Nl", "Mn", "Mc", "Me", "Pc"))
# Letters in circles are symbols that count as letters.
_CIRCLED = re.compile("[\u24b6-\u24e9]")
# As Kramdown, Pandoc and Python-Markdown's attribute lists have it.
_OWN_NAME = re.compile(r"\{:?[ \t]*#([^\s{}#]+)(?:[ \t][^{}]*)?\}$")
_TAG = re.compile(r"<[^<>]*>")
_END = re.compile(r"</h[1-6]", re.IGNORECASE)
_LONGEST = 200
_LONGEST_HEADING = 1000
"""Characters of a name that an author gives, and of a heading in HTML with its tags.

Without the second, headings that do not end would each be looked through to the file's end.
"""


class Slugs:
    """Gives the headings of one file their names."""

    def __init__(self) -> None:
        self._given: dict[str, int] = {}

    def name(self, words: str) -> str:
        """Return a heading's name, different from all that were given before."""
        base = name = slug(words)
        while name in self._given:
            self._given[base] += 1
            name = f"{base}-{self._given[base]}"
        self._given[name] = 0
        return name


def slug(words: str) -> str:
    """Return what GitHub makes of a heading's words."""
    kept = (
        character
        for character in words.lower()
        if character in " -"
        or unicodedata.category(character) in _KEPT
        or _CIRCLED.match(character)
    )
    return "".join(kept).replace(" ", "-")


def name_places(trees: Iterable[Element], file: str) -> tuple[Anchor, ...]:
    """Return the anchors of a parsed file, in order, and give its headings their names as ids.

    ``trees`` are those of the document: its root and its footnotes.  A name that an author gives at
    a heading's end (``{#name}``) is taken out of its words.  Of several names on one line, the
    first is a heading's id.
    """
    slugs = Slugs()
    found: dict[str, Anchor] = {}
    for element, line in chain.from_iterable(map(placed, trees)):
        names: list[tuple[str, int]] = []
        if element.tag in HEADINGS:
            name = element.get("id") or _own_name(element)
            words = "" if name else _words(element)
            name = name or slugs.name(words)
            if name:
                element.set("id", name)
            names += ((one, line) for one in (name, *_with_emoji_named(words)))
        elif element.tag in RAW:
            names += _raw_names(element, line, slugs)
        else:
            names.append((element.get("id", ""), line))
        for name, place in names:
            if name:
                found.setdefault(name, Anchor(file, name, place))
    return tuple(found.values())


def _own_name(heading: Element) -> str:
    """Take the name off a heading's end that its author gave it; "" where there is none."""
    last = heading[-1] if len(heading) else None
    text = ((last.tail if last is not None else heading.text) or "").rstrip()
    # Looking for the bracket from behind keeps a line full of them short.
    start = text.rfind("{") if text.endswith("}") else -1
    match = _OWN_NAME.match(text, start) if start >= 0 else None
    if match is None or len(match[1]) > _LONGEST:
        return ""
    if last is not None:
        last.tail = text[:start].rstrip()
    else:
        heading.text = text[:start].rstrip()
    return match[1]


def _words(heading: Element) -> str:
    """Return the words of a heading that count: no tags, and no alternatives of pictures."""
    pieces: list[str] = []
    todo: list[Element | str] = [heading]
    while todo:
        one = todo.pop()
        if isinstance(one, str):
            pieces.append(one)
            continue
        if one.tail and one is not heading:
            todo.append(one.tail)
        todo.extend(reversed(one))
        if one.text and one.tag not in RAW:
            todo.append(one.text)
    return "".join(pieces)


def _with_emoji_named(words: str) -> list[str]:
    """Return the names of a heading whose emoji may have been written as ``:name:``.

    GitHub keeps the letters of that, and what was written can no longer be told.
    """
    if words.isascii() or len(words) > _LONGEST_HEADING:
        return []
    if all(unicodedata.category(character) != "So" for character in words):
        return []
    from msp_desktop.course.dialect.inline.emoji import names_of_emoji

    there = [(one, names) for one, names in names_of_emoji().items() if one in words]
    there.sort(key=lambda one: -len(one[0]))
    found: list[str] = []
    for index in range(max((len(names) for _, names in there), default=0)):
        named = words
        for character, names in there:
            named = named.replace(character, names[min(index, len(names) - 1)])
        found.append(slug(named))
    return found


def _raw_names(element: Element, line: int, slugs: Slugs) -> list[tuple[str, int]]:
    """Return the names in raw HTML with their lines; what has a name but no id gets one."""
    html = element.text or ""
    found: list[tuple[str, int]] = []
    given: list[tuple[int, str]] = []
    counted = 0
    for tag in raw_tags(html):
        line += html.count("\n", counted, tag.start)
        counted = tag.start
        name = tag.attributes.get("id", "")
        if not name:
            if tag.name == "a":
                name = tag.attributes.get("name", "")
            elif tag.name in HEADINGS and (words := _raw_words(html, tag)) is not None:
                name = slugs.name(words)
            given.append((tag.start + 1 + len(tag.name), name))
        if name:
            found.append((name, line))
    if any(name for _, name in given):
        element.text = _with_ids(html, given)
    return found


def _raw_words(html: str, tag: RawTag) -> str | None:
    """Return the words of a heading in raw HTML, None where the heading does not end in it."""
    end = _END.search(html, tag.end, tag.end + _LONGEST_HEADING)
    return unescape(_TAG.sub("", html[tag.end : end.start()])).strip() if end else None


def _with_ids(html: str, given: list[tuple[int, str]]) -> str:
    pieces: list[str] = []
    position = 0
    for place, name in given:
        if name:
            pieces += (html[position:place], f' id="{escape(name)}"')
            position = place
    return "".join((*pieces, html[position:]))
