"""Task list items: ``[ ]`` or ``[x]`` before an item's text.

Source: GitHub Flavored Markdown 0.29, section 5.3.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

_MARK = re.compile(r"\[([ xX])\](?=\s+\S)")


def add_checkbox(item: Element) -> None:
    """Make the mark that an item's first paragraph begins with a checkbox that cannot be used."""
    text = item if item.text else item[0] if len(item) and item[0].tag == "p" else None
    match = _MARK.match(text.text or "") if text is not None else None
    if text is None or match is None or text.text is None:
        return
    box = Element("input")
    if match[1] != " ":
        box.set("checked", "")
    box.set("disabled", "")
    box.set("type", "checkbox")
    box.tail = text.text[match.end() :]
    text.text = None
    text.insert(0, box)
