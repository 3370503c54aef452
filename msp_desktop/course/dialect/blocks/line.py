"""A source line with a reading place, in characters and in columns.

Tabs are never replaced: they count to the next column that four divides, and a block may take only
a part of one.  Source: CommonMark 0.31, section 2.2.
"""

from __future__ import annotations

import re

_SPACE = re.compile(r"[ \t]*+")
TAB = 4


class Line:
    """One line while it is being read.

    ``number`` counts from 1.  ``position`` and ``column`` are where reading stands; ``next`` is
    the first character from there on that is no space, ``indent`` the columns between the two, and
    ``blank`` says that there is none.
    """

    __slots__ = ("blank", "column", "indent", "next", "number", "position", "split", "tabs", "text")

    def __init__(self, text: str, number: int) -> None:
        self.text = text
        self.number = number
        self.position: int = 0
        self.column: int = 0
        self.next: int = 0
        self.indent: int = 0
        self.blank: bool = False
        self.split = False  # reading stands inside a tab, which `position` still points at
        self.tabs = "\t" in text
        self._look()

    def _look(self) -> None:
        """Find the next character and measure the space before it."""
        match = _SPACE.match(self.text, self.position)
        self.next = match.end() if match else self.position
        self.blank = self.next == len(self.text)
        if not self.tabs:
            self.indent = self.next - self.position
            return
        column = self.column
        for character in self.text[self.position : self.next]:
            column += TAB - column % TAB if character == "\t" else 1
        self.indent = column - self.column

    def skip_space(self) -> None:
        """Go on to the next character that is no space."""
        self.position = self.next
        self.column += self.indent
        self.indent = 0
        self.split = False

    def skip_marker(self, length: int) -> None:
        """Go on over a marker, which stands right here and has no tabs in it."""
        self.position += length
        self.column += length
        self._look()

    def skip_columns(self, columns: int) -> None:
        """Go on over some columns of space, or to the next character where there are fewer."""
        columns = min(columns, self.indent)
        if not self.tabs:
            self.position += columns
            self.column += columns
            self.indent -= columns
            return
        while columns:
            if self.text[self.position] == "\t":
                width = TAB - self.column % TAB
                self.split = width > columns
                if self.split:
                    self.column += columns
                    break
                self.column += width
                columns -= width
            else:
                self.column += 1
                columns -= 1
            self.position += 1
        self._look()

    @property
    def rest(self) -> str:
        """What is left to read, a partly taken tab as spaces."""
        if self.split:
            return " " * (TAB - self.column % TAB) + self.text[self.position + 1 :]
        return self.text[self.position :]

    @property
    def content(self) -> str:
        """What is left to read without the space before it."""
        return self.text[self.next :]
