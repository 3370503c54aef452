"""An answer as it is shown: without what only folds it, leads back up or shows nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msp_desktop.course.shapes import Asked, without_rules
from msp_desktop.course.shapes.folds import says_answer
from msp_desktop.course.shapes.raw import shows
from msp_desktop.course.shapes.rows import only_links_up

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from xml.etree.ElementTree import Element


def answer_of(asked: Asked) -> tuple[Element, ...]:
    """Return the blocks that answer a question."""
    return without_rules(_unfolded(asked.answer))


def _unfolded(blocks: Iterable[Element]) -> Iterator[Element]:
    for block in blocks:
        if says_answer(block):
            yield from _unfolded(block[1:])
        elif shows(block) and not only_links_up(block):
            yield block
