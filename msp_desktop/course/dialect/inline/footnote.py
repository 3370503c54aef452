"""References to footnotes: ``[^label]`` where a note of that label is defined."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from msp_desktop.course.dialect.blocks.footnote import MAX_NAME
from msp_desktop.course.dialect.characters import label

if TYPE_CHECKING:
    from msp_desktop.course.dialect.inline.run import Bracket, Run

NOTE_REFERENCE = "data-footnote-ref"
"""The attribute of a link that refers to a note: the note's anchor."""


def read_reference(run: Run, bracket: Bracket) -> bool:
    """Make a reference of what stands between a bracket and the closing one, if it is one."""
    text = run.text
    if not text.startswith("^", bracket.after) or run.position - bracket.after > MAX_NAME + 1:
        return False
    note = run.notes.get(label(text[bracket.after + 1 : run.position]))
    if note is None:
        return False
    run.forget(bracket)
    if bracket.is_image:
        run.pieces.append("!")
    reference = Element("sup", {"class": "footnote-ref"})
    SubElement(reference, "a", {"href": "", "id": "", NOTE_REFERENCE: note.anchor})
    run.pieces.append(reference)
    run.position += 1
    return True
