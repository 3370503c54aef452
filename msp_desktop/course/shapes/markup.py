"""Blocks of an author's HTML as elements: generated pages hold their questions in raw lists."""

from __future__ import annotations

import re
from html import unescape
from xml.etree.ElementTree import Element

from markdown.util import AtomicString

from msp_desktop.course.dialect import HTML_BLOCK, HTML_INLINE, lines, set_lines
from msp_desktop.course.shapes.asking import ends_asking
from msp_desktop.course.shapes.raw import INLINE, TAG
from msp_desktop.course.shapes.titles import signs

_BLOCKS = frozenset(
    ("h1", "h2", "h3", "h4", "h5", "h6", "p", "ul", "ol", "li", "blockquote", "dl", "dt", "dd")
)
_AROUND = frozenset(("div", "section", "article", "main", "header", "center"))
_ENDS_ITSELF = frozenset(("p", "li", "dt", "dd"))
_DEEPEST = 60
_PARAGRAPH = re.compile(r"\s*<p\b[^<>]*>((?:[^<]|<(?!/?p\b))*)</p\b", re.IGNORECASE)


def read_markup(block: Element) -> list[Element] | None:
    """Return an HTML block with a list in it as elements, None where it holds anything unusual."""
    html = block.text or ""
    if block.tag != HTML_BLOCK:
        return None
    if not any(f"<{tag}" in html for tag in ("ol", "ul", "dl")) and not _asks_in_paragraph(html):
        return None
    reader = _Reader((lines(block) or (1, 1))[0])
    position = 0
    for tag in TAG.finditer(html):
        reader.text(html[position : tag.start()])
        position = tag.end()
        if not reader.tag(tag):
            return None
    reader.text(html[position:])
    return reader.finish()


def _asks_in_paragraph(html: str) -> bool:
    """Whether HTML begins with a paragraph that asks."""
    begin = _PARAGRAPH.match(html)
    if begin is None:
        return False
    words = " ".join(unescape(TAG.sub("", begin[1])).split())
    return signs(words).marker or ends_asking(words)


class _Reader:
    """Builds elements from tags in their order; ``line`` is that of the place being read."""

    def __init__(self, line: int) -> None:
        self._root = Element("div")
        self._open = [self._root]
        self._line = line

    def text(self, raw: str) -> None:
        """Take text between tags."""
        text = unescape(raw)
        if text.strip() or (len(self._open) > 1 and self._open[-1].tag not in ("ul", "ol", "dl")):
            self._add_text(text)
        self._line += raw.count("\n")

    def _add_text(self, text: str) -> None:
        here = self._open[-1]
        if here is self._root:
            here = self._begin("p")
        last = here[-1] if len(here) else None
        if last is None:
            here.text = ((here.text or "") + text).lstrip() if not here.text else here.text + text
        elif last.tag in _BLOCKS:
            if text.strip():
                self._begin("p").text = text.lstrip()
        else:
            last.tail = (last.tail or "") + text

    def tag(self, tag: re.Match[str]) -> bool:
        """Take a tag; return whether it is one that is understood here."""
        name = (tag[1] or "").lower()
        closing = tag[0].startswith("</")
        self._line += tag[0].count("\n")
        if name in INLINE or name == "br":
            if self._open[-1] is self._root:
                self._begin("p")
            inline = Element(HTML_INLINE)
            inline.text = AtomicString(tag[0])
            self._open[-1].append(inline)
        elif name == "hr":
            self._end_to(1)
            self._root.append(self._placed(Element("hr")))
        elif name in _BLOCKS:
            return self._end(name) if closing else self._start(name, tag[0])
        elif name and name not in _AROUND:
            return False
        return True

    def _start(self, name: str, raw: str) -> bool:
        if name in _ENDS_ITSELF and self._open[-1].tag == name:
            self._end(name)
        if self._open[-1].tag == "p":
            self._end("p")
        if len(self._open) >= _DEEPEST:
            return False
        element = self._begin(name)
        if name == "ol" and 'start="' in raw:
            start = raw.split('start="', 1)[1].split('"', 1)[0]
            if start.isdecimal() and len(start) < 10:
                element.set("start", start)
        return True

    def _begin(self, name: str) -> Element:
        element = self._placed(Element(name))
        self._open[-1].append(element)
        self._open.append(element)
        return element

    def _end(self, name: str) -> bool:
        for at in range(len(self._open) - 1, 0, -1):
            if self._open[at].tag == name:
                self._end_to(at)
                return True
        # An end without a beginning is nothing to a browser.
        return True

    def _end_to(self, depth: int) -> None:
        while len(self._open) > depth:
            done = self._open.pop()
            first = (lines(done) or (self._line, self._line))[0]
            set_lines(done, first, max(first, self._line))

    def _placed(self, element: Element) -> Element:
        set_lines(element, self._line, self._line)
        return element

    def finish(self) -> list[Element]:
        """Return what was read."""
        self._end_to(1)
        return list(self._root)
