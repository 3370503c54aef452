"""What is selected on a page, also where it is not written, and the links further on."""

from __future__ import annotations

import re
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtGui import QTextCursor

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from msp_desktop.ui.views.reader.builder import Builder
    from msp_desktop.ui.views.reader.page import Page
    from msp_desktop.ui.views.reader.roll import Roll
    from msp_desktop.ui.views.reader.runs import Written
    from msp_desktop.ui.views.reader.stretches import Stretch

_WEIGHT = attrgetter("weight")
_PICTURE = "\N{OBJECT REPLACEMENT CHARACTER}"
_LINKS = re.compile(r"<(?:a |img |summary\b)")


def selected_texts(page: Page, cursor: QTextCursor) -> Selected | None:
    """Return the selected text in parts, None where all of it is written and the document has it.

    Of what is drawn it has the whole source.  What is selected now is meant, whatever becomes of
    the page before the parts are asked for.
    """
    first, last = cursor.selectionStart(), cursor.selectionEnd()
    roll = page.roll
    drawn = [
        (start + source.first, start + source.drawing + 1)
        for run, start in roll.runs_between(first, last)
        for source in (run.marks.drawn if run.marks else ())
        if start + source.first < last and start + source.drawing >= first
    ]
    if not drawn and all(run.marks is not None for run, _ in roll.runs_between(first, last)):
        return None
    first, last = min([first, *(one[0] for one in drawn)]), max([last, *(one[1] for one in drawn)])
    pieces: list[str | list[Stretch]] = []
    weight = 0
    for run, start in roll.runs_between(first, last):
        if run.marks is None:
            gap = roll.stretches.between(run.first, run.end)
            weight += sum(map(_WEIGHT, gap))
            pieces.append(gap)
        else:
            here = QTextCursor(page.document)
            here.setPosition(max(first, start))
            until = min(last, start + run.marks.length - 1)
            here.setPosition(until, QTextCursor.MoveMode.KeepAnchor)
            pieces.append(here.selection().toPlainText())
    return Selected(_texts(roll.builder.kept(), pieces), weight)


class Selected(NamedTuple):
    """A selected text: its parts, lines each, and how much HTML is to be read for them."""

    parts: Iterator[str]
    weight: int


def _texts(builder: Builder, pieces: Iterable[str | list[Stretch]]) -> Iterator[str]:
    for piece in pieces:
        if isinstance(piece, str):
            yield _plain(piece)
        else:
            for stretch in piece:
                for text in builder.texts(stretch):
                    yield _plain(text)


def _plain(text: str) -> str:
    return text.replace(_PICTURE, "").replace("\N{NO-BREAK SPACE}", " ")


def in_sight(written: Written, cursor: QTextCursor) -> QTextCursor:
    """Return a stretch of text, or what is drawn in its place: that is what can be seen of it."""
    begin = written.position
    for source in written.marks.drawn:
        first, drawing = begin + source.first, begin + source.drawing
        if source.hidden and first <= cursor.selectionStart() < drawing:
            seen = QTextCursor(cursor)
            seen.setPosition(drawing)
            seen.setPosition(drawing + 1, QTextCursor.MoveMode.KeepAnchor)
            return seen
    return cursor


def next_linked(page: Page, position: int, by: int) -> int | None:
    """Return the stretch with the next (1) or previous (-1) link, if it is not written.

    None where a link that is written comes before it, or there is none.
    """
    roll = page.roll
    run, start = roll.run_at(position)
    links = run.marks.links if run.marks else []
    if any(link + start >= position if by > 0 else link + start < position for link in links):
        return None
    stretch = run.end if by > 0 else run.first - 1
    while 0 <= stretch < len(roll.stretches):
        written = roll.written_as(stretch)
        if written is not None:
            if written.marks.links:
                return None
        else:
            roll.divide(stretch)
            if roll.builder.holds(roll.stretches[stretch], _LINKS):
                return stretch
        stretch += by
    return None


def ends_in_gaps(roll: Roll, cursor: QTextCursor) -> tuple[int, int] | None:
    """Return the stretches of a selection's ends that are in gaps, -1 for one that is in none.

    A gap is one character of the document, which cannot tell where in it a selection ends: the
    first end is taken to be before all of it, and the last one behind.  None where neither is.
    """
    if not cursor.hasSelection():
        return None
    first, _ = roll.run_at(cursor.selectionStart())
    last, _ = roll.run_at(cursor.selectionEnd())
    if first.marks is not None and last.marks is not None:
        return None
    return (-1 if first.marks else first.first, -1 if last.marks else last.end - 1)


def with_ends(roll: Roll, cursor: QTextCursor, ends: tuple[int, int]) -> QTextCursor:
    """Return a selection with those ends where their stretches are now."""
    first, last = cursor.selectionStart(), cursor.selectionEnd()
    backwards = cursor.position() < cursor.anchor()
    if ends[0] >= 0:
        first = roll.run_of(ends[0])[1]
    if ends[1] >= 0:
        run, position = roll.run_of(ends[1])
        last = position + run.length - 1
    cursor.setPosition(last if backwards else first)
    cursor.setPosition(first if backwards else last, QTextCursor.MoveMode.KeepAnchor)
    return cursor
