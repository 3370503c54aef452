"""Subscript: ``H~2~O``.

GitHub strikes single tildes through; there, authors write ``<sub>``.  Directly behind a letter of
ASCII the two do not meet, as nobody strikes out the middle of a word; ``HEAD~1~2`` and ranges, of
numbers and of Korean words, stay text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from markdown.util import AtomicString

from msp_desktop.course.dialect.inline.rule import InlineRule

if TYPE_CHECKING:
    import re

_INDEX = r"(?<=[A-Za-z)\]])~([0-9A-Za-z+-]{1,20}+)~(?![~0-9])"


class SubscriptRule(InlineRule):
    """A few letters and digits between single tildes, behind a letter."""

    triggers = "~"
    in_raw_code = False

    def __init__(self) -> None:
        super().__init__(_INDEX)

    def handleMatch(  # noqa: N802
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002
    ) -> tuple[Element, int, int]:
        """Return a ``sub``."""
        element = Element("sub")
        element.text = AtomicString(m[1])
        return element, m.start(), m.end()
