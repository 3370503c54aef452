"""The keyboard's way through a page's links: also to those that are not written yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QTextCursor

from msp_desktop.ui.views.reader.formats import FOLD
from msp_desktop.ui.views.reader.selecting import next_linked

if TYPE_CHECKING:
    from msp_desktop.ui.views.reader.page_view import PageView


def look_from_here(reader: PageView, by: int) -> None:
    """Have the next (1) or previous (-1) link be there to get the focus.

    Where none has it, links are looked for from what is in sight.
    """
    if not reader.textCursor().hasSelection():
        corner = reader.viewport().rect()
        at = reader.cursorForPosition(corner.topLeft() if by > 0 else corner.bottomRight())
        look_after(reader, at.position())
    page, cursor = reader.page, reader.textCursor()
    if page is None or page.roll.whole:
        return
    position = cursor.selectionEnd() if by > 0 else cursor.selectionStart()
    stretch = next_linked(page, position, by)
    if stretch is not None:
        reader.bring(stretch)


def look_after(reader: PageView, position: int) -> None:
    """Have links be looked for from a character on: that before it is selected.

    Without a selection, Qt looks for them from the document's beginning.
    """
    cursor = reader.textCursor()
    cursor.setPosition(max(0, position - 1))
    cursor.setPosition(position, QTextCursor.MoveMode.KeepAnchor)
    value = reader.verticalScrollBar().value()
    reader.setTextCursor(cursor)
    reader.verticalScrollBar().setValue(value)


def focused_link(reader: PageView) -> str:
    """Return where the link leads that has the focus, "" where none has."""
    cursor = reader.textCursor()
    if not cursor.hasSelection():
        return ""
    cursor.setPosition(cursor.selectionStart() + 1)
    return cursor.charFormat().anchorHref()


def say_fold(reader: PageView) -> None:
    """Tell screen readers whether what the focused link folds is shown."""
    cursor = reader.textCursor()
    link = cursor.charFormat().anchorHref() if cursor.hasSelection() else ""
    words = ""
    if link.startswith(FOLD):
        words = (
            QCoreApplication.translate("Reader", "{summary}: open; Enter folds it")
            if reader.reach().is_shown(link)
            else QCoreApplication.translate("Reader", "{summary}: folded; Enter opens it")
        ).format(summary=cursor.selectedText())
    if words != reader.accessibleDescription():
        reader.setAccessibleDescription(words)
        if words:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(reader, words))
