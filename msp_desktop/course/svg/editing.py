"""Changes to the tags and style sheets of an SVG, everything else left to the letter."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

if TYPE_CHECKING:
    from collections.abc import Callable

Attributes = dict[str, str]


def local_name(name: str) -> str:
    """Return an element's or attribute's name without its prefix."""
    return name.rpartition(":")[2]


class Editor:
    """Rewrites start tags and style sheets in place; every other character stays as it was."""

    def __init__(
        self,
        svg: str,
        tag: Callable[[str, Attributes], Attributes | None],
        css: Callable[[str, Attributes], str],
    ) -> None:
        self._svg = svg
        self._data = svg.encode("utf-8", "surrogatepass")
        self._tag = tag
        self._css = css
        self._parts: list[bytes] = []
        self._copied = 0  # bytes of the source that are in the parts, changed or not
        self._open: tuple[int, str, Attributes] | None = None  # a start tag whose end is ahead
        self._depth = 0
        self._style: tuple[int, Attributes] | None = None  # depth of the style element we are in
        self._text: list[str] = []
        self._parser = expat.ParserCreate("utf-8")

    def edited(self) -> str:
        """Return the new text; what is not well-formed XML is returned as it is."""
        parser = self._parser
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.CommentHandler = self._between
        parser.ProcessingInstructionHandler = self._between
        parser.StartCdataSectionHandler = self._between
        try:
            parser.Parse(self._data, True)
        except expat.ExpatError:
            return self._svg
        self._parts.append(self._data[self._copied :])
        return b"".join(self._parts).decode("utf-8", "surrogatepass")

    def _replace(self, first: int, last: int, text: str) -> None:
        self._parts += self._data[self._copied : first], text.encode("utf-8", "surrogatepass")
        self._copied = last

    def _between(self, *_event: str) -> None:
        """End the start tag before this event: expat tells where one begins, not where it ends."""
        if self._open is None:
            return
        first, name, attributes = self._open
        last = self._parser.CurrentByteIndex
        self._open = None
        changed = self._tag(name, attributes)
        if changed is not None:
            words = "".join(f" {key}={quoteattr(value)}" for key, value in changed.items())
            slash = "/" if self._data[first:last].endswith(b"/>") else ""
            self._replace(first, last, f"<{name}{words}{slash}>")
        if self._style is not None and self._style[0] == self._depth:
            self._parts.append(self._data[self._copied : last])
            self._copied = last

    def _start(self, name: str, attributes: Attributes) -> None:
        self._between()
        self._open = self._parser.CurrentByteIndex, name, attributes
        self._depth += 1
        if self._style is None and local_name(name) == "style":
            self._style = self._depth, attributes
            self._text.clear()

    def _characters(self, text: str) -> None:
        self._between()
        if self._style is not None:
            self._text.append(text)

    def _end(self, _name: str) -> None:
        self._between()
        if self._style is not None and self._style[0] == self._depth:
            text = "".join(self._text)
            changed = self._css(text, self._style[1])
            if changed != text:
                self._replace(self._copied, self._parser.CurrentByteIndex, escape(changed))
            self._style = None
        self._depth -= 1
