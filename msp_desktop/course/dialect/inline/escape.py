"""Backslash escapes, and the backslash that breaks a line."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from msp_desktop.course.dialect.characters import PUNCTUATION
from msp_desktop.course.dialect.inline.rule import InlineRule


class EscapeRule(InlineRule):
    """A backslash takes the meaning from punctuation; before a line end it is a hard break."""

    triggers = "\\"

    def __init__(self) -> None:
        super().__init__(rf"\\(?:([{re.escape(PUNCTUATION)}])|\n *+)")

    def handleMatch(  # noqa: N802
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002
    ) -> tuple[Element | str, int, int]:
        """Return the character or a ``br``."""
        return m[1] or Element("br"), m.start(), m.end()
