"""A note's text in a QTextDocument: read exactly, and changed where it changes only.

Qt counts positions in units of UTF-16, of which an emoji has two; Python counts characters.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QTextCursor

from msp_desktop.ui.saving.edits import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QTextDocument
    from PySide6.QtWidgets import QPlainTextEdit

    from msp_desktop.ui.saving.edits import Hunk


def text_of(document: QTextDocument) -> str:
    """Return the text as it was typed; toPlainText would turn hard spaces into plain ones."""
    return plain(document.toRawText())


def units(text: str) -> Callable[[int], int]:
    """Return what turns a position in characters of a text into Qt's."""
    if _one_unit_each(text):
        return int
    return lambda position: len(text[:position].encode("utf-16-le", "surrogatepass")) // 2


def characters(text: str) -> Callable[[int], int]:
    """Return what turns a position of Qt's in a text into one in characters."""
    if _one_unit_each(text):
        return int
    encoded = text.encode("utf-16-le", "surrogatepass")
    # Half a character, which nobody can point at, counts as none of it.
    return lambda position: len(encoded[: 2 * position].decode("utf-16-le", "ignore"))


def change(document: QTextDocument, changes: Sequence[Hunk]) -> None:
    """Apply hunks of a document's text to it, as one step of its undo history."""
    unit = units(text_of(document))
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    for hunk in reversed(changes):
        cursor.setPosition(unit(hunk.start))
        cursor.setPosition(unit(hunk.end), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(hunk.text)
    cursor.endEditBlock()


def select(editor: QPlainTextEdit, anchor: int, position: int) -> None:
    """Put an editor's anchor and caret at characters of its text."""
    unit = units(text_of(editor.document()))
    cursor = editor.textCursor()
    cursor.setPosition(unit(anchor))
    cursor.setPosition(unit(position), QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)


def _one_unit_each(text: str) -> bool:
    # Encoding is much faster than looking at each character.
    return text.isascii() or len(text.encode("utf-16-le", "surrogatepass")) == 2 * len(text)
