"""What is selected on a page, also where it is not written, and the links further on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtGui import QTextCursor

if TYPE_CHECKING:
    from msp_desktop.ui.views.reader.page import Page

_PICTURE = "\N{OBJECT REPLACEMENT CHARACTER}"
_LINKS = re.compile(r"<(?:a |img |summary\b)")


def selected_text(page: Page, cursor: QTextCursor) -> str | None:
    """Return the selected text, None where all of it is written and the document has it."""
    first, last = cursor.selectionStart(), cursor.selectionEnd()
    runs = list(page.roll.runs_between(first, last))
    if all(run.marks is not None for run, _ in runs):
        return None
    builder, stretches = page.roll.builder, page.roll.stretches
    texts: list[str] = []
    for run, start in runs:
        if run.marks is None:
            texts += [
                builder.text(stretches[one], everything=False).whole
                for one in range(run.first, run.end)
            ]
            continue
        here = QTextCursor(page.document)
        here.setPosition(max(first, start))
        end = min(last, start + run.length - 1)
        here.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        texts.append(here.selection().toPlainText())
    return "\n".join(texts).replace(_PICTURE, "").replace("\N{NO-BREAK SPACE}", " ")


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
            roll.divide_unwritten(stretch)
            if roll.builder.holds(roll.stretches[stretch], _LINKS):
                return stretch
        stretch += by
    return None
