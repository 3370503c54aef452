"""Alerts: quotes whose first line is ``[!NOTE]`` or another of GitHub's five kinds.

Source: GitHub's "Basic writing and formatting syntax".  GitHub has them at the top level only; here
they may stand in answers, which are list items.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from markdown.util import AtomicString

from msp_desktop.course.dialect.blocks.paragraph import Paragraph

if TYPE_CHECKING:
    from msp_desktop.course.dialect.blocks.block import Block

_MARKER = re.compile(r"\[!(note|tip|important|warning|caution)\][ \t]*+$", re.IGNORECASE)


def take_alert(children: list[Block]) -> str:
    """Take the marker from a quote's children and return the alert's kind, "" where it is none.

    A marker with nothing behind it is text, as on GitHub.
    """
    begin = children[0] if children else None
    if not isinstance(begin, Paragraph) or not begin.lines:
        return ""
    match = _MARKER.match(begin.lines[0])
    if match is None or (len(begin.lines) == 1 and len(children) == 1):
        return ""
    del begin.lines[0]
    begin.first = min(begin.first + 1, begin.last)
    return match[1].lower()


def alert(kind: str) -> Element:
    """Return the ``div`` of an alert with its title, which the window words by the class."""
    element = Element("div", {"class": f"markdown-alert markdown-alert-{kind}"})
    title = SubElement(element, "p", {"class": "markdown-alert-title"})
    title.text = AtomicString(kind.capitalize())
    return element
