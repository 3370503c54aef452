"""Safe HTML of questions and notes, made to stand in other programs' pages.

It needs nothing of the course's folder then: links into the course are mere text, what is folded is
open, tick boxes are characters, and the caller says what stands for a picture.
"""

from __future__ import annotations

import re
from html import escape, unescape
from typing import TYPE_CHECKING, NamedTuple

from msp_desktop.notebook.exchange.words import ENGLISH, Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from msp_desktop.course.model import Block
    from msp_desktop.notebook.exchange.collected import Entry
    from msp_desktop.notebook.exchange.pinned import Pinned
    from msp_desktop.notebook.model import Note

_TOKEN = re.compile(r'<(/?)([a-z][a-z0-9]*)([^>"]*(?:"[^"]*"[^>"]*)*)>|([^<]+)')
_ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')
_WEB = re.compile(r"(?:https?|mailto):", re.IGNORECASE)
# Elements that Qt's documents and old web views do not know, or show closed.
_INSTEAD = {
    "details": "div",
    "figcaption": "p",
    "figure": "div",
    "kbd": "code",
    "mark": "b",
    "samp": "code",
    "section": "div",
    "summary": "p",
}
_KEPT = ("start", "value", "colspan", "rowspan", "align")


class Style(NamedTuple):
    """How HTML is to be written.

    ``picture`` makes HTML of a picture's path (None where it may not be shown) and its words;
    ``text`` makes text harmless that is HTML already; ``formula`` writes one, and says whether it
    stands by itself; ``coloured`` keeps the classes of code.
    """

    picture: Callable[[str | None, str], str]
    formula: Callable[[str, bool], str]
    text: Callable[[str], str] = str
    coloured: bool = False


def blocks_html(blocks: Iterable[Block], style: Style) -> str:
    """Return blocks of a course."""
    return "\n".join(written(block.html, style) for block in blocks)


def note_html(note: Note, style: Style) -> str:
    """Return a note's Markdown as HTML."""
    from msp_desktop.course.dialect.document import convert
    from msp_desktop.course.safe import Cleaner

    def picture(_path: str | None, words: str) -> str:
        # A note stands in no folder: none of its pictures can be there.
        return style.picture(None, words)

    html = Cleaner("", lambda _: None).clean(convert(note.text))
    return written(html, style._replace(picture=picture))


def marks_html(entry: Entry, style: Style, words: Words = ENGLISH) -> str:
    """Return the highlights of a question, with the notes on them."""
    parts: list[str] = []
    for one in entry.marks:
        quote = "<br>".join(map(escape, one.highlight.anchor.quote.strip("\n").split("\n")))
        colour = escape(words.colour(one.highlight.colour))
        parts.append(f"<blockquote>{style.text(quote)} <i>— {colour}</i></blockquote>")
        if one.note is not None:
            parts.append(note_html(one.note, style))
    return "\n".join(parts)


def pins_html(
    pins: Iterable[tuple[str, Pinned]], style: Style, words: Words = ENGLISH, *, mute: bool = True
) -> str:
    """Return pins, each with what its picture is called ("" where that is plain) and its note.

    Without ``mute`` those are left out that neither say nor are said anything.
    """
    parts: list[str] = []
    for picture, one in pins:
        label = style.text(escape(one.pin.label))
        if not (label or one.note or mute):
            continue
        box = one.pin.box
        where = f"{100 * box.x:.0f} %, {100 * box.y:.0f} %"
        name = style.text(escape(picture))
        place = f"{name}, {where}" if name else where
        said = f"<b>{label}</b> " if label else ""
        parts.append(f"<p>{escape(words.pin)}: {said}({place})</p>")
        if one.note is not None:
            parts.append(note_html(one.note, style))
    return "\n".join(parts)


def written(html: str, style: Style) -> str:
    """Return safe HTML in a style."""
    return _Writer(style).written(html)


class _Writer:
    def __init__(self, style: Style) -> None:
        self._style = style
        self._parts: list[str] = []
        # What ends each element that is open, and what was begun with it.
        self._ends: list[tuple[str, str]] = []
        self._formula: list[str] | None = None
        self._silent = False

    def written(self, html: str) -> str:
        for token in _TOKEN.finditer(html):
            closing, name, attributes, text = token.groups()
            if text is not None:
                self._text(text)
            elif closing:
                self._close(name)
            else:
                self._open(name, dict(_ATTRIBUTE.findall(attributes)))
        while self._ends:
            self._parts.append(self._ends.pop()[1])
        return "".join(self._parts)

    def _text(self, text: str) -> None:
        if self._formula is not None:
            self._formula.append(text)
        elif not self._silent:
            self._parts.append(self._style.text(text))

    def _open(self, name: str, attributes: dict[str, str]) -> None:
        kind = attributes.get("class", "")
        if name in {"br", "hr"}:
            self._parts.append(f"<{name}>")
        elif name == "input":
            self._parts.append("☑ " if "checked" in attributes else "☐ ")
        elif name == "img":
            self._picture(attributes)
        elif kind.startswith("math"):
            self._formula = []
            self._ends.append((name, ""))
        elif name == "a":
            self._link(attributes)
        elif name == "span" and not (self._style.coloured and kind):
            self._ends.append((name, ""))
        else:
            self._element(name, kind, attributes)

    def _picture(self, attributes: dict[str, str]) -> None:
        from msp_desktop.course.pictures import path_of

        source = attributes.get("src", "")
        path = path_of(unescape(source)) if source else None
        self._parts.append(self._style.picture(path, unescape(attributes.get("alt", ""))))

    def _link(self, attributes: dict[str, str]) -> None:
        address = attributes.get("href", "")
        self._silent = attributes.get("class") == "footnote-backref"
        if _WEB.match(address):
            self._parts.append(f'<a href="{address}">')
            self._ends.append(("a", "</a>"))
        else:
            self._ends.append(("a", ""))

    def _element(self, name: str, kind: str, attributes: dict[str, str]) -> None:
        kept = [f'{one}="{attributes[one]}"' for one in _KEPT if one in attributes]
        if name in {"figcaption", "summary"}:
            kept.append('class="caption"')
        elif kind and (self._style.coloured or "alert" in kind):
            kept.append(f'class="{kind}"')
        shown = _INSTEAD.get(name, name)
        self._parts.append(f"<{' '.join((shown, *kept))}>")
        self._ends.append((name, f"</{shown}>"))

    def _close(self, name: str) -> None:
        if name == "a":
            self._silent = False
        if not any(one == name for one, _ in self._ends):
            return
        while True:
            begun, end = self._ends.pop()
            if self._formula is not None:
                self._parts.append(self._style.formula("".join(self._formula), begun == "div"))
                self._formula = None
            self._parts.append(end)
            if begun == name:
                return
