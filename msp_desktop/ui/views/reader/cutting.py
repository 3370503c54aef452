"""Cuts long safe HTML into parts that are whole HTML each.

Where a part ends inside an element, the element is closed there and opened again in the next part.
``data-continued`` says of an element that it began before, ``data-goes-on`` that it does not end
here; ``data-columns`` tells each part of a table how wide the columns of all of it are, and
``data-fold`` the number of a ``details``.  Safe HTML from an author has none of these.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)([^>"]*(?:"[^"]*"[^>"]*)*)>')
_CELL = re.compile(r"<(tr|t[dh])\b|<[^>]*>|([^<]+)")
_START = re.compile(r'\bstart="([0-9]{1,9})"')
_VALUE = re.compile(r'\bvalue="([0-9]{1,9})"')
_NAME = re.compile(r' id="[^"]*"')
_EMPTY = frozenset(("br", "hr", "img", "input"))
_BEFORE = frozenset(
    ("blockquote", "dd", "details", "div", "dl", "dt", "figure", "h1", "h2", "h3", "h4", "h5", "h6")
) | frozenset(("hr", "li", "ol", "p", "section", "table", "tr", "ul"))
"""Elements before which a part may end."""
_WHOLE = frozenset(("figcaption", "summary", "td", "th"))
"""Elements inside which none may."""
_COSTS = {"li": 60, "p": 60, "td": 120, "th": 120}
"""How many characters more an element takes as long to write as."""


class Part(NamedTuple):
    """Some blocks of HTML, and how much of it is seen.

    ``folds`` is how many ``details`` begin before them in their piece.
    """

    blocks: list[str]
    weight: int
    folds: int


def parts_of(
    blocks: Iterable[str], most: int, is_open: Callable[[int, bool], bool]
) -> Iterator[Part]:
    """Cut a piece's blocks into parts that take about as long to write as ``most`` characters.

    It goes only as far as parts are asked for.  ``is_open`` tells of a fold's number and its
    author's wish whether it is open.  What is folded is not cut and counts for nothing.
    """
    cutter = _Cutter(most, is_open)
    for html in blocks:
        yield from cutter.add(html)
    yield from cutter.end()


@dataclass(slots=True)
class _Element:
    """An element that is open where the cutter is.

    ``piece`` is where its tag stands in the part that is being made.
    """

    name: str
    attributes: str
    piece: int
    items: int = 0
    closed: bool = False


@dataclass(slots=True)
class _Cutter:
    most: int
    is_open: Callable[[int, bool], bool]
    _parts: list[Part] = field(default_factory=list[Part])
    _any: bool = False
    _blocks: list[str] = field(default_factory=list[str])
    _pieces: list[str] = field(default_factory=list[str])
    _stack: list[_Element] = field(default_factory=list[_Element])
    _weight: int = 0
    _cost: int = 0
    _folds: int = 0
    _folds_before: int = 0
    _whole: int = 0
    _hidden: int = 0

    def add(self, html: str) -> Iterator[Part]:
        if len(html) <= self.most // 4 and "<details" not in html:
            if self._cost and self._cost + len(html) > self.most:
                self._end_part()
            self._blocks.append(html)
            self._count(len(html), _COSTS["p"])
        else:
            position = 0
            for tag in _TAG.finditer(html):
                if tag.start() > position:
                    self._text(html[position : tag.start()])
                position = tag.end()
                if tag[1]:
                    self._close(tag[2])
                else:
                    self._open(tag[2], tag[3], html, tag.start())
                if self._parts:
                    yield from self._taken()
            if position < len(html):
                self._text(html[position:])
            self._end_block()
        yield from self._taken()

    def end(self) -> Iterator[Part]:
        if self._blocks or not self._any:
            self._end_part()
        return self._taken()

    def _taken(self) -> Iterator[Part]:
        parts, self._parts = self._parts, []
        return iter(parts)

    def _open(self, name: str, attributes: str, html: str, start: int) -> None:
        if name in _BEFORE and self._cost >= self.most and not self._whole and not self._hidden:
            self._break()
        if name == "li" and self._stack:
            self._count_item(self._stack[-1], attributes)
        if name == "table" and "data-columns" not in attributes:
            end = html.find("</table>", start)
            if end - start > self.most:
                attributes += f' data-columns="{_columns(html, start, end)}"'
        closed = False
        if name == "details":
            number, self._folds = self._folds, self._folds + 1
            attributes += f' data-fold="{number}"'
            closed = not self.is_open(number, re.search(r"\bopen\b", attributes) is not None)
        self._put(f"<{name}{attributes}>", _COSTS.get(name, 0))
        if name in _EMPTY:
            return
        self._stack.append(_Element(name, attributes, len(self._pieces) - 1, closed=closed))
        if name in _WHOLE:
            self._whole += 1
        if closed:
            self._hidden += 1

    @staticmethod
    def _count_item(holder: _Element, attributes: str) -> None:
        """Count an item of a list; those behind one with a number of its own go on from it."""
        value = _VALUE.search(attributes)
        if value and holder.name == "ol":
            holder.attributes, holder.items = f' start="{value[1]}"', 0
        holder.items += 1

    def _close(self, name: str) -> None:
        if self._stack and self._stack[-1].name == name:
            gone = self._stack.pop()
            if name in _WHOLE:
                self._whole -= 1
            if gone.closed:
                self._hidden -= 1
        self._put(f"</{name}>")

    def _text(self, text: str) -> None:
        if self._whole or self._hidden:
            self._put(text)
            return
        code = any(one.name == "pre" for one in self._stack)
        # Lines of code are cut apart anywhere; other text only where there is far too much of it.
        limit, mark = (self.most, "\n") if code else (2 * self.most, " ")
        position = 0
        while len(text) - position + self._cost > limit:
            room = max(limit - self._cost, 0)
            end = text.find(mark, position + room) + 1
            if not end:
                end = position + room + 4 * self.most
                if end >= len(text):
                    break
                # An escape is not cut apart.
                start = text.rfind("&", end - 10, end)
                end = start if start > position and ";" not in text[start:end] else end
            self._put(text[position:end])
            self._break()
            position = end
        if position < len(text):
            self._put(text[position:])

    def _put(self, html: str, more: int = 0) -> None:
        self._pieces.append(html)
        if not self._hidden:
            self._count(len(html), more)

    def _count(self, characters: int, more: int) -> None:
        self._weight += characters
        self._cost += characters + more

    def _break(self) -> None:
        """End the part here, and open again what is open in the next one."""
        for one in self._stack:
            tag = self._pieces[one.piece]
            self._pieces[one.piece] = f"{tag[:-1]} data-goes-on>"
        self._pieces += [f"</{one.name}>" for one in reversed(self._stack)]
        self._end_block()
        self._end_part()
        for one in self._stack:
            one.attributes = _NAME.sub("", one.attributes)
            if one.name == "ol" or 'class="choices"' in one.attributes:
                start = _START.search(one.attributes)
                number = (int(start[1]) if start else 1) + one.items
                kept = _START.sub("", one.attributes).rstrip()
                one.attributes, one.items = f'{kept} start="{number}"', 0
            self._pieces.append(f"<{one.name}{one.attributes} data-continued>")
            one.piece = len(self._pieces) - 1

    def _end_block(self) -> None:
        if self._pieces:
            self._blocks.append("".join(self._pieces))
            self._pieces = []

    def _end_part(self) -> None:
        self._parts.append(Part(self._blocks, self._weight, self._folds_before))
        self._blocks, self._weight, self._cost, self._any = [], 0, 0, True
        self._folds_before = self._folds


def _columns(html: str, start: int, end: int) -> str:
    """Return how wide the columns of a table are, in hundredths of it."""
    from msp_desktop.ui.views.reader.columns import Column, shares

    columns: list[Column] = []
    cell: list[str] = []
    place = -1
    for found in _CELL.finditer(html, start, end):
        if found[1]:
            if cell and place >= 0:
                columns[place].take("".join(cell))
            cell = []
            place = place + 1 if found[1] != "tr" else -1
            if place == len(columns):
                columns.append(Column())
        elif found[2] and place >= 0:
            cell.append(found[2])
    if cell and place >= 0:
        columns[place].take("".join(cell))
    return " ".join(map(str, shares(columns)))
