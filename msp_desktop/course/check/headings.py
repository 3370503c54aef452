"""Headings without words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msp_desktop.course.anchors import HEADINGS
from msp_desktop.course.check.finding import Finding
from msp_desktop.course.dialect import HTML_INLINE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from msp_desktop.course.check.material import Material


def findings(material: Material) -> Iterator[Finding]:
    """Yield a finding for each heading that shows nothing."""
    for text in material.texts:
        for element, line in text.elements():
            if element.tag in HEADINGS and not _shows(element):
                yield Finding(
                    text.file,
                    line,
                    "empty-heading",
                    "this heading has no words",
                    "give it a title, or take it out",
                )


def _shows(heading: Element) -> bool:
    for part in heading.iter():
        own = "" if part.tag == HTML_INLINE else part.text or ""
        tail = (part.tail or "") if part is not heading else ""
        if part.tag == "img" or own.strip() or tail.strip():
            return True
        if part.tag == HTML_INLINE and "<img" in (part.text or "").lower():
            return True
    return False
