"""JSON whose values know their lines, read within bounds: its author is to be told where."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from typing import NamedTuple

MOST_VALUES = 200_000
DEEPEST = 32
"""How many values there may be, and how deep one may stand in another."""

_SPACE = re.compile(r"[ \t\n\r]*")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_STRING = re.compile(r'"(?:[^"\\\x00-\x1f]|\\.)*"')
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None}
_WORD = re.compile(r"true|false|null")


class Node(NamedTuple):
    """A value and its line, counted from 1.  Numbers are floats; what stands in it are nodes."""

    value: str | float | bool | list[Node] | dict[str, Node] | None
    line: int


class BadJson(ValueError):
    """Text that is no JSON, or more than is read; ``line`` says where, ``too_much`` which."""

    def __init__(self, line: int, reason: str, *, too_much: bool = False) -> None:
        super().__init__(reason)
        self.line = line
        self.reason = reason
        self.too_much = too_much


def read(text: str) -> Node:
    """Return the value of a JSON text.  Raises BadJson."""
    return _Reader(text).whole()


class _Reader:
    def __init__(self, text: str) -> None:
        self._text = text
        self._ends = [match.start() for match in re.finditer("\n", text)]
        self._at = 0
        self._count = 0

    def whole(self) -> Node:
        self._skip()
        node = self._value(0)
        self._skip()
        if self._at < len(self._text):
            raise self._bad("nothing may follow the value")
        return node

    def _value(self, depth: int) -> Node:
        self._count += 1
        if self._count > MOST_VALUES:
            raise self._bad(f"more than {MOST_VALUES:,} values", too_much=True)
        if depth > DEEPEST:
            raise self._bad(f"nested more than {DEEPEST} deep", too_much=True)
        line = self._line(self._at)
        character = self._text[self._at : self._at + 1]
        if character == "{":
            return Node(self._object(depth), line)
        if character == "[":
            return Node(self._array(depth), line)
        if character == '"':
            return Node(self._string(), line)
        match = _NUMBER.match(self._text, self._at) or _WORD.match(self._text, self._at)
        if match is None:
            raise self._bad("a value is missing")
        self._at = match.end()
        word = match[0]
        return Node(_WORDS[word] if word in _WORDS else float(word), line)

    def _object(self, depth: int) -> dict[str, Node]:
        found: dict[str, Node] = {}
        if self._opens("}"):
            return found
        while True:
            if self._text[self._at : self._at + 1] != '"':
                raise self._bad("a name in quotation marks is missing")
            line = self._line(self._at)
            name = self._string()
            self._skip()
            if self._text[self._at : self._at + 1] != ":":
                raise self._bad("“:” is missing behind the name")
            self._at += 1
            self._skip()
            # A value is where its name is, for whoever looks for it.
            found[name] = self._value(depth + 1)._replace(line=line)
            if self._closes("}"):
                return found

    def _array(self, depth: int) -> list[Node]:
        found: list[Node] = []
        if self._opens("]"):
            return found
        while True:
            found.append(self._value(depth + 1))
            if self._closes("]"):
                return found

    def _opens(self, end: str) -> bool:
        """Step inside; return whether nothing is there."""
        self._at += 1
        self._skip()
        empty = self._text[self._at : self._at + 1] == end
        self._at += empty
        return empty

    def _closes(self, end: str) -> bool:
        """Step behind a comma or the end; return whether it was the end."""
        self._skip()
        character = self._text[self._at : self._at + 1]
        if character not in {",", end} or not character:
            raise self._bad(f"“,” or “{end}” is missing")
        self._at += 1
        if character == ",":
            self._skip()
        return character == end

    def _string(self) -> str:
        match = _STRING.match(self._text, self._at)
        if match is None:
            raise self._bad("the text that begins here does not end in this line")
        try:
            value = str(json.loads(match[0]))
        except ValueError as error:
            raise self._bad("the text that begins here has an unknown escape") from error
        self._at = match.end()
        try:
            value.encode()
        except UnicodeEncodeError:
            # Half a character is none, and nothing could show it.
            value = value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        return value

    def _skip(self) -> None:
        match = _SPACE.match(self._text, self._at)
        self._at = match.end() if match else self._at

    def _line(self, place: int) -> int:
        return bisect_right(self._ends, place - 1) + 1

    def _bad(self, reason: str, *, too_much: bool = False) -> BadJson:
        return BadJson(self._line(self._at), reason, too_much=too_much)
