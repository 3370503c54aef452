"""The editor of a note: plain text, with the few keys that make Markdown quick to write."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QPlainTextEdit

from msp_desktop.ui.saving.edits import shifted
from msp_desktop.ui.views.notes import document as documents
from msp_desktop.ui.views.scrollbar import make_quiet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QDragEnterEvent, QFocusEvent, QMouseEvent, QResizeEvent, QTextBlock
    from PySide6.QtWidgets import QWidget

    from msp_desktop.ui.saving.edits import Hunk
    from msp_desktop.ui.views.notes.keys import MarkdownKeys


class NoteEditor(QPlainTextEdit):
    """Shows one document at a time.

    A click on a task's box ticks it; for the keys see :class:`MarkdownKeys`.  Tab goes to the next
    widget where there is nothing that it could move.

    Signals: ``composed()`` when an input method has nothing in the making any more, ``left()`` when
    the focus has gone, ``focus_changed()`` at each change of it.
    """

    composed = Signal()
    left = Signal()
    focus_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        make_quiet(self)
        self._composing = ""
        self._hint = ""
        # Tab is Qt's own only where `event` has no other use for it.
        self.setTabChangesFocus(True)
        self._made_keys: MarkdownKeys | None = None
        self._pressed: QTextBlock | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setMouseTracking(True)

    @property
    def _keys(self) -> MarkdownKeys:
        """What keys mean here; start-up does without it."""
        from msp_desktop.ui.views.notes.keys import MarkdownKeys

        if self._made_keys is None:
            self._made_keys = MarkdownKeys(self)
        return self._made_keys

    @property
    def composing(self) -> bool:
        """Whether an input method has characters in the making, which are not in the text yet."""
        return bool(self._composing)

    def set_hint(self, hint: str) -> None:
        """Say in an empty editor what to do."""
        self._hint = hint
        self._show_hint()

    def finish_composition(self) -> None:
        """Take what an input method has in the making into the text as it stands."""
        if self.composing:
            QGuiApplication.inputMethod().commit()
        if self.composing:
            # Not every input method can be asked to.
            made = QInputMethodEvent()
            made.setCommitString(self._composing)
            QCoreApplication.sendEvent(self, made)
            QGuiApplication.inputMethod().reset()

    def change(self, changes: Sequence[Hunk]) -> None:
        """Change the text around the caret, which stays where it is in the text, as does the view.

        Never to be called while composing.
        """
        if not changes:
            return
        assert not self.composing, "this would tear the composition apart"
        text = documents.text_of(self.document())
        character = documents.characters(text)
        cursor = self.textCursor()
        at = [shifted(character(one), changes) for one in (cursor.anchor(), cursor.position())]
        top = QTextCursor(self.firstVisibleBlock())
        # What comes where nothing stood is shown from its beginning.
        top.setKeepPositionOnInsert(not text)
        documents.change(self.document(), changes)
        documents.select(self, *at)
        self.verticalScrollBar().setValue(top.block().firstLineNumber())

    # What Qt calls

    def event(self, e: QEvent, /) -> bool:
        if e.type() == QEvent.Type.ShortcutOverride:
            from msp_desktop.ui.views.notes.keys import is_ours

            if is_ours(cast("QKeyEvent", e)):
                # While a note is being written, these keys are the note's.
                e.accept()
                return True
        # Not in keyPressEvent: Tab would have moved the focus before.
        typed = e.type() == QEvent.Type.KeyPress and not self.isReadOnly()
        if typed and self._keys.does(cast("QKeyEvent", e)):
            e.accept()
            return True
        return super().event(e)

    def resizeEvent(self, e: QResizeEvent, /) -> None:
        seen = 0 <= self.cursorRect().top() < e.oldSize().height()
        super().resizeEvent(e)
        if seen and self.hasFocus():
            # What comes above the page takes of the height; the line that is written in stays.
            self.ensureCursorVisible()

    def inputMethodEvent(self, e: QInputMethodEvent, /) -> None:
        self._composing = e.preeditString()
        super().inputMethodEvent(e)
        self._show_hint()
        if not self._composing:
            self.composed.emit()

    def focusInEvent(self, e: QFocusEvent, /) -> None:
        super().focusInEvent(e)
        self.focus_changed.emit()

    def focusOutEvent(self, e: QFocusEvent, /) -> None:
        super().focusOutEvent(e)
        self.left.emit()
        self.focus_changed.emit()

    def mousePressEvent(self, e: QMouseEvent, /) -> None:
        left = (
            e.button() == Qt.MouseButton.LeftButton
            and e.modifiers() == Qt.KeyboardModifier.NoModifier
        )
        self._pressed = self._task_at(e.position()) if left else None
        if self._pressed is None:
            super().mousePressEvent(e)

    def mouseReleaseEvent(self, e: QMouseEvent, /) -> None:
        pressed, self._pressed = self._pressed, None
        if pressed is None:
            super().mouseReleaseEvent(e)
        elif self._task_at(e.position()) == pressed:
            from msp_desktop.ui.views.notes.keys import tick

            tick(pressed)

    def mouseMoveEvent(self, e: QMouseEvent, /) -> None:
        if self._pressed is None:
            super().mouseMoveEvent(e)
        over = self._task_at(e.position()) is not None
        self.viewport().setCursor(
            Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.IBeamCursor
        )

    def dragEnterEvent(self, e: QDragEnterEvent, /) -> None:
        # A file is dropped to be opened, not to have its path written down: the window takes it.
        if e.mimeData().hasUrls() and any(url.isLocalFile() for url in e.mimeData().urls()):
            e.ignore()
            return
        super().dragEnterEvent(e)

    def _show_hint(self) -> None:
        # Qt would paint it below what an input method has in the making.
        self.setPlaceholderText("" if self.composing else self._hint)

    def _task_at(self, spot: QPointF) -> QTextBlock | None:
        """Return the line of the task whose box is at a spot of the viewport."""
        from msp_desktop.ui.views.notes.marks import box
        from msp_desktop.ui.views.notes.styling import fence_before

        place = spot.toPoint()
        block = self.cursorForPosition(place).block()
        found = box(block.text(), fence_before(block))
        if found is None or self.isReadOnly():
            return None
        unit = documents.units(block.text())
        start, end = QTextCursor(block), QTextCursor(block)
        start.setPosition(block.position() + unit(found.start))
        end.setPosition(block.position() + unit(found.end))
        reach = self.cursorRect(start).united(self.cursorRect(end))
        return block if reach.contains(place) else None
