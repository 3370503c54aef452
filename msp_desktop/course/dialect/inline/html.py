"""Raw HTML among text: tags, comments, processing instructions, declarations, CDATA."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from markdown.util import AtomicString

from msp_desktop.course.dialect.inline.rule import InlineRule
from msp_desktop.course.dialect.tags import CLOSING_TAG, OPEN_TAG

if TYPE_CHECKING:
    from msp_desktop.course.dialect.inline.run import Run

HTML_INLINE = "html-inline"
"""The element of raw HTML among text; its text is the HTML itself."""

_ENDS = (
    (re.compile(r"<!--"), "-->"),
    (re.compile(r"<\?"), "?>"),
    (re.compile(r"<!\[CDATA\["), "]]>"),
    (re.compile(r"<![a-zA-Z]"), ">"),
)
_NAME = re.compile(r"<(/?)(a|code|kbd|pre|samp|tt)(?![a-z0-9-])", re.IGNORECASE)
_EMPTY_COMMENT = re.compile(r"<!--(?:-?>)")


class RawContext:
    """Whether tags of raw HTML have a link or code open."""

    __slots__ = ("in_anchor", "in_code")

    def __init__(self) -> None:
        self.in_anchor = False
        self.in_code = False

    def read(self, html: str) -> None:
        """Take notice of a piece of raw HTML."""
        match = _NAME.match(html)
        if match is None:
            return
        if match[2] in "aA":
            self.in_anchor = not match[1]
        else:
            self.in_code = not match[1]


class HtmlRule(InlineRule):
    """Raw HTML is passed through as it is."""

    triggers = "<"

    def __init__(self) -> None:
        super().__init__(rf"{OPEN_TAG}|{CLOSING_TAG}")

    def read(self, run: Run) -> bool:
        """Read one tag, comment or other piece of HTML."""
        match = self.compiled_re.match(run.text, run.position) or _EMPTY_COMMENT.match(
            run.text, run.position
        )
        end = match.end() if match else self._far_end(run)
        if end < 0:
            return False
        element = Element(HTML_INLINE)
        element.text = AtomicString(run.text[run.position : end])
        run.pieces.append(element)
        run.raw.read(element.text)
        run.position = end
        return True

    @staticmethod
    def _far_end(run: Run) -> int:
        """Return where a comment or its like ends, -1 where none begins or none ends."""
        for start, end in _ENDS:
            match = start.match(run.text, run.position)
            if match:
                found = run.find(end, match.end())
                return found + len(end) if found >= 0 else -1
        return -1
