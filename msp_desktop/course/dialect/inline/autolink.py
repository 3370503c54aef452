"""Addresses in angle brackets."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from markdown.util import AtomicString

from msp_desktop.course.dialect.characters import address
from msp_desktop.course.dialect.inline.rule import InlineRule

if TYPE_CHECKING:
    import re

_URL = r"[a-zA-Z][a-zA-Z0-9+.-]{1,31}:[^\x00-\x20\x7f<>]*+"
_PART = r"[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
_MAIL = rf"[a-zA-Z0-9.!#$%&'*+/=?^_`{{|}}~-]++@{_PART}(?:\.{_PART})*"


class AutolinkRule(InlineRule):
    """``<https://…>`` and ``<someone@…>`` become links that show their address."""

    triggers = "<"

    def __init__(self) -> None:
        super().__init__(rf"<(?:({_URL})|({_MAIL}))>")

    def handleMatch(  # noqa: N802
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002
    ) -> tuple[Element, int, int]:
        """Return the link."""
        link = Element("a", href=address(m[1]) if m[1] else "mailto:" + m[2])
        link.text = AtomicString(m[1] or m[2])
        return link, m.start(), m.end()
