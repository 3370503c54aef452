"""Links and images, inline and by reference."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from msp_desktop.course.dialect.characters import label
from msp_desktop.course.dialect.inline.footnote import read_reference
from msp_desktop.course.dialect.inline.pairing import pair
from msp_desktop.course.dialect.inline.rule import InlineRule
from msp_desktop.course.dialect.inline.run import Bracket, End, Start
from msp_desktop.course.dialect.links import (
    MAX_LABEL,
    read_destination,
    read_label,
    read_title,
    skip_gap,
)

if TYPE_CHECKING:
    from msp_desktop.course.dialect.inline.run import Run


class OpeningRule(InlineRule):
    """``[`` and ``![`` are noted; the matching ``]`` decides what they are."""

    triggers = "[!"

    def __init__(self) -> None:
        super().__init__(r"!?\[")

    def read(self, run: Run) -> bool:
        """Note an opening bracket; it stays text where no closing one makes a link of it."""
        match = self.compiled_re.match(run.text, run.position)
        if match is None:
            return False
        if run.brackets:
            run.brackets[-1].followed = True
        is_image = match[0] != "["
        bracket = Bracket(len(run.pieces), match.end(), is_image, len(run.delimiters))
        run.brackets.append(bracket)
        run.pieces.append(match[0])
        run.position = match.end()
        return True


class ClosingRule(InlineRule):
    """``]`` makes a link or an image of everything since its opening bracket, or is text."""

    triggers = "]"

    def __init__(self) -> None:
        super().__init__(r"\]")

    def read(self, run: Run) -> bool:
        """Read a closing bracket with the destination or label behind it."""
        if not run.brackets:
            return False
        bracket = run.brackets.pop()
        if not bracket.is_image and bracket.piece < run.links_end:
            return False
        found = _inline_target(run) or _reference_target(run, bracket)
        if found is None:
            return read_reference(run, bracket)
        address, title, run.position = found
        element = Element("img", src=address, alt="") if bracket.is_image else Element("a")
        if not bracket.is_image:
            element.set("href", address)
        if title:
            element.set("title", title)
        pair(run.delimiters[bracket.below :])
        del run.delimiters[bracket.below :]
        run.pieces[bracket.piece] = Start(element)
        run.pieces.append(End())
        if not bracket.is_image:
            run.links_end = len(run.pieces)
            _unlink(run, bracket.piece)
        return True


def _unlink(run: Run, first: int) -> None:
    """Make the bare addresses behind a piece text again: links do not nest."""
    while run.bare and run.bare[-1] > first:
        piece = run.bare.pop()
        link = run.pieces[piece]
        assert isinstance(link, Element)
        run.pieces[piece] = link.text or ""


def _inline_target(run: Run) -> tuple[str, str, int] | None:
    """Read ``(destination "title")`` behind a closing bracket: both, and where it ends."""
    text = run.text
    if not text.startswith("(", run.position + 1):
        return None
    destination = read_destination(text, skip_gap(text, run.position + 2))
    if destination is None:
        return None
    end = skip_gap(text, destination[1])
    title = read_title(text, end) if end > destination[1] else None
    if title is not None:
        end = skip_gap(text, title[1])
    if not text.startswith(")", end):
        return None
    return destination[0], title[0] if title else "", end + 1


def _reference_target(run: Run, bracket: Bracket) -> tuple[str, str, int] | None:
    """Read ``[label]``, ``[]`` or nothing behind a closing bracket and look the label up."""
    end = run.position + 1
    written = read_label(run.text, end)
    if written is not None:
        name, end = written
    else:
        if bracket.followed or run.position - bracket.after > MAX_LABEL:
            return None
        name = run.text[bracket.after : run.position]
        if run.text.startswith("[]", end):
            end += 2
    target = run.references.get(label(name))
    return (*target, end) if target else None
