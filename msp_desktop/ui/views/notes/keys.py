"""What keys mean in a note beyond what they mean in any text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QTextCursor

from msp_desktop.ui.saving.edits import Hunk
from msp_desktop.ui.views.notes import document as documents
from msp_desktop.ui.views.notes import lists
from msp_desktop.ui.views.notes.emphasis import toggled
from msp_desktop.ui.views.notes.marks import box
from msp_desktop.ui.views.notes.styling import fence_before

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QKeyEvent, QTextBlock
    from PySide6.QtWidgets import QPlainTextEdit

PLAIN = Qt.KeyboardModifier.NoModifier
_CTRL = Qt.KeyboardModifier.ControlModifier
_SIGNS = {Qt.Key.Key_B: "**", Qt.Key.Key_I: "*", Qt.Key.Key_QuoteLeft: "`"}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_CODE_INDENT = 4


class MarkdownKeys:
    """Enter goes on with a list and ends it; Shift+Enter breaks a line inside an item.

    Tab and Shift+Tab move items in and out, Ctrl+B, Ctrl+I and Ctrl+` wrap the selection, and
    Ctrl+Enter ticks a task.
    """

    def __init__(self, editor: QPlainTextEdit) -> None:
        self._editor = editor

    def does(self, key: QKeyEvent) -> bool:
        """Do what a key means; return False where it means no more than it always does."""
        pressed = modifiers(key)
        if key.key() in _ENTER and pressed == _CTRL:
            return tick(self._editor.textCursor().block())
        if key.matches(QKeySequence.StandardKey.InsertLineSeparator):
            self._break_line()
            return True
        if key.key() in _ENTER and pressed == PLAIN:
            return self._enter()
        if key.key() == Qt.Key.Key_Tab and pressed == PLAIN:
            return self._tab(inwards=True)
        if key.key() == Qt.Key.Key_Backtab:
            return self._tab(inwards=False)
        if pressed == _CTRL and key.key() in _SIGNS:
            self._wrap(_SIGNS[Qt.Key(key.key())])
            return True
        return False

    def _enter(self) -> bool:
        cursor = self._editor.textCursor()
        if cursor.hasSelection() or fence_before(cursor.block()) is not None:
            return False
        line, column = _line(cursor)
        return self._change(cursor.block(), lists.entered(line, column, _above(cursor.block())))

    def _break_line(self) -> None:
        """Begin a new line; Qt's own way would put another character there than a line end."""
        cursor = self._editor.textCursor()
        if not cursor.hasSelection() and fence_before(cursor.block()) is None:
            line, column = _line(cursor)
            if self._change(cursor.block(), lists.broken(line, column)):
                return
        cursor.insertBlock()
        self._editor.ensureCursorVisible()

    def _tab(self, *, inwards: bool) -> bool:
        """Move what is selected in or out; return False where it is nothing that can be moved."""
        cursor = self._editor.textCursor()
        document = self._editor.document()
        first = document.findBlock(cursor.selectionStart()).blockNumber()
        last = document.findBlock(cursor.selectionEnd()).blockNumber()
        # What is inside an item moves with it: inwards it follows, outwards it goes before.
        lines = range(first, last + 1) if inwards else range(last, first - 1, -1)
        movable = False
        cursor.beginEditBlock()
        for line in lines:
            block = document.findBlockByNumber(line)
            can_move, change = _moved(block, inwards=inwards)
            movable = movable or can_move
            if change is not None:
                _write(block, change)
        cursor.endEditBlock()
        return movable

    def _wrap(self, sign: str) -> None:
        document = self._editor.document()
        text = documents.text_of(document)
        character = documents.characters(text)
        cursor = self._editor.textCursor()
        start, end = character(cursor.selectionStart()), character(cursor.selectionEnd())
        changes, start, end = toggled(text, start, end, sign)
        documents.change(document, changes)
        documents.select(self._editor, start, end)

    def _change(self, block: QTextBlock, change: Hunk | None) -> bool:
        """Change the line the caret is on and put the caret behind the change."""
        if change is None:
            return False
        self._editor.setTextCursor(_write(block, change))
        self._editor.ensureCursorVisible()
        return True


def modifiers(key: QKeyEvent) -> Qt.KeyboardModifier:
    """Return what is held down with a key; where on the keyboard it is makes no difference."""
    return key.modifiers() & ~Qt.KeyboardModifier.KeypadModifier


def is_ours(key: QKeyEvent) -> bool:
    """Return whether a key may be a shortcut of the window, but belongs to a note being written."""
    return modifiers(key) == _CTRL and (key.key() in _SIGNS or key.key() in _ENTER)


def tick(block: QTextBlock) -> bool:
    """Tick or untick the task on a line; return whether there is one."""
    found = box(block.text(), fence_before(block))
    if found is None:
        return False
    inside = found.start + 1
    _write(block, Hunk(inside, inside + 1, "x" if block.text()[inside] == " " else " "))
    return True


def _moved(block: QTextBlock, *, inwards: bool) -> tuple[bool, Hunk | None]:
    """Return whether a line is one that Tab is about, and what it does to it."""
    text = block.text()
    if fence_before(block) is not None:
        if inwards:
            return True, Hunk(0, 0, " " * _CODE_INDENT)
        blank = len(text) - len(text.lstrip(" "))
        return True, Hunk(0, min(blank, _CODE_INDENT), "") if blank else None
    item = lists.item_of(text)
    if item is None:
        return False, None
    if inwards:
        return True, lists.indented(text, _above(block))
    return item.indent > 0, lists.outdented(text, _above(block))


def _above(block: QTextBlock) -> Iterator[str]:
    """Go through the lines above a line, the nearest first."""
    while (block := block.previous()).isValid():
        yield block.text()


def _line(cursor: QTextCursor) -> tuple[str, int]:
    """Return the line a cursor is on and its place there, in characters."""
    line = cursor.block().text()
    return line, documents.characters(line)(cursor.positionInBlock())


def _write(block: QTextBlock, change: Hunk) -> QTextCursor:
    """Change a line; return a cursor behind the change."""
    unit = documents.units(block.text())
    cursor = QTextCursor(block)
    cursor.setPosition(block.position() + unit(change.start))
    cursor.setPosition(block.position() + unit(change.end), QTextCursor.MoveMode.KeepAnchor)
    cursor.insertText(change.text)
    return cursor
