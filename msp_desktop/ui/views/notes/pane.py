"""The notes pane: shows the note on the current question and hands on what is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QShortcut, QTextCursor, QTextDocument
from PySide6.QtWidgets import QPlainTextDocumentLayout, QVBoxLayout, QWidget

from msp_desktop.ui.saving.wording import describe
from msp_desktop.ui.views.notes.draft import Drafts
from msp_desktop.ui.views.notes.editor import NoteEditor
from msp_desktop.ui.views.notes.header import NotesHeader, State
from msp_desktop.ui.views.notes.tags import TagField

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QPaintEvent

    from msp_desktop.notebook.errors import NotebookError
    from msp_desktop.notebook.model import Note, QuestionRef
    from msp_desktop.ui.saving.edits import Hunk
    from msp_desktop.ui.saving.writes import SavedNote
    from msp_desktop.ui.theme import Theme
    from msp_desktop.ui.views.notes.draft import Draft

QUIET = 300
"""Milliseconds after the last key before a text is handed on."""

LATEST = 2_000
"""Milliseconds after the first key before it is handed on even if the typing goes on."""

SLOW = QUIET + 300
"""Milliseconds that saving may take before the pane says that it is at it."""

RING = 1
"""The width of the focus ring in device-independent pixels."""


class NotesPane(QWidget):
    """Shows one note at a time.

    Signals: ``text_ready(QuestionRef, text, base)`` when a text is to be written; connect it to
    :meth:`Saver.write_note`, and the saver's ``note_written`` to :meth:`note_written`.
    ``left()`` when Escape was pressed: the user has finished writing.
    """

    text_ready = Signal(object, str, int)
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.header = NotesHeader(theme, self)
        self.editor = NoteEditor(self)
        self._nothing = QTextDocument(self)
        self._nothing.setDocumentLayout(QPlainTextDocumentLayout(self._nothing))
        self._drafts = Drafts(theme, self)
        self._draft: Draft | None = None
        self._written: list[SavedNote] = []
        self._elsewhere: list[Note | None] = []
        self._error: NotebookError | None = None
        self._read_only = ""
        self._hint = ""
        self._quiet = QTimer(self, singleShot=True, interval=QUIET)
        self._latest = QTimer(self, singleShot=True, interval=LATEST)
        self._slow = QTimer(self, singleShot=True, interval=SLOW)
        self._is_slow = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        leave = QShortcut(Qt.Key.Key_Escape, self, self.left.emit)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        inside = QVBoxLayout()
        inside.setContentsMargins(RING, RING, RING, RING)
        inside.addWidget(self.editor)
        column.addLayout(inside, 1)
        self.tags = TagField(theme, self)
        column.addWidget(self.tags)
        self.header.title.setBuddy(self.editor)
        self.setFocusProxy(self.editor)
        self.setAutoFillBackground(True)
        self.set_theme(theme)
        self._connect()
        self.show_note(None, "", None)

    def _connect(self) -> None:
        self.editor.textChanged.connect(self._changed)
        self.editor.composed.connect(self._composed)
        self.editor.left.connect(self._hand_on)
        self.editor.focus_changed.connect(self.update)
        self._quiet.timeout.connect(self._hand_on)
        self._latest.timeout.connect(self._hand_on)
        self._slow.timeout.connect(self._slow_passed)

    def show_note(
        self, ref: QuestionRef | None, title: str, note: Note | None, hint: str = ""
    ) -> None:
        """Show the note on a question as the notebook holds it now; ``ref`` None for no question.

        ``hint`` says what to write where it is on something else than a question.  The former
        note's text is handed on first.  Whatever was typed on this question and is not on disk yet
        is shown rather than the note.
        """
        self.header.show_title(title if ref else None)
        self._hint = hint
        self.tags.setVisible(ref is not None)
        if self._draft and ref == self._draft.ref:
            self.note_changed_elsewhere(note)
            return
        self.commit()
        self._leave()
        if ref is None:
            self._draft = None
            self.editor.setDocument(self._nothing)
        else:
            draft = self._drafts.show(ref, note)
            draft.change(draft.replaced(note))
            self._draft = draft
            self._enter(draft)
        self._word()
        self._show_state()

    def carry(self, ways: Mapping[QuestionRef, QuestionRef]) -> None:
        """Go on with notes at other questions, which theirs have become."""
        self._drafts.carry(ways)

    def announce(self, title: str) -> None:
        """Show the question of a course that is being opened: its note can be written soon."""
        self.show_note(None, "", None)
        self.header.show_title(title)
        self.editor.set_hint(self.tr("Write a note on this question in Markdown…"))

    def note_written(self, saved: SavedNote) -> None:
        """Learn that a text is on disk; one merged with another window's is shown as it is now."""
        draft = self._drafts.get(saved.ref)
        if draft is None:
            return
        if self._is_composing(draft) and (saved.written.merged or self._written):
            # Nothing is handed on until the text can be changed, and then in the same order.
            self._written.append(saved)
            return
        self._change(draft, draft.settled(saved))

    def note_changed_elsewhere(self, note: Note | None) -> None:
        """Show what another window made of a note, None of the current one being deleted.

        Where something is being typed it is not shown: the notebook merges the two with the next
        write.
        """
        draft = self._drafts.get(note.ref) if note else self._draft
        if draft is None:
            return
        if self._is_composing(draft):
            self._elsewhere.append(note)
            return
        self._change(draft, draft.replaced(note))

    def set_saving_state(self, error: NotebookError | None) -> None:
        """Say why notes cannot be saved at present, None that they can."""
        self._error = error
        self._show_state()

    def set_read_only(self, reason: str) -> None:
        """Let nothing be typed, for a reason; "" lets it again."""
        if reason and not self._read_only:
            self.commit()
        self._read_only = reason
        self._word()
        self._show_state()

    def set_theme(self, theme: Theme) -> None:
        """Take a theme's colours, fonts and sizes."""
        self._theme = theme
        palette = theme.palette()
        palette.setColor(palette.ColorRole.Base, theme.colour("panel"))
        self.setPalette(palette)
        self.header.set_theme(theme)
        self.tags.set_theme(theme)
        self.editor.setFont(theme.font("font-body"))
        self._nothing.setDefaultFont(theme.font("font-body"))
        self._nothing.setDocumentMargin(2 * theme.size("row-padding"))
        self._drafts.set_theme(theme)

    def focus_editor(self) -> None:
        """Let the user type."""
        self.editor.setFocus()

    def commit(self) -> None:
        """Hand on at once what was typed, what an input method has in the making included."""
        self.editor.finish_composition()
        self._hand_on()
        self.tags.commit()

    # What Qt calls

    def changeEvent(self, event: QEvent, /) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._word()
            self._show_state()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent, /) -> None:
        if self.editor.hasFocus():
            ring = self.editor.geometry().adjusted(-RING, -RING, RING, RING)
            QPainter(self).fillRect(ring, self._theme.colour("focus"))

    # Showing

    def _enter(self, draft: Draft) -> None:
        self.editor.setDocument(draft.document)
        cursor = self.editor.textCursor()
        anchor, position = draft.caret
        cursor.setPosition(anchor)
        cursor.setPosition(position, QTextCursor.MoveMode.KeepAnchor)
        self.editor.setTextCursor(cursor)
        self.editor.verticalScrollBar().setValue(draft.scroll)

    def _leave(self) -> None:
        for timer in (self._quiet, self._latest, self._slow):
            timer.stop()
        self._is_slow = False
        if self._draft is not None:
            cursor = self.editor.textCursor()
            self._draft.caret = (cursor.anchor(), cursor.position())
            self._draft.scroll = self.editor.verticalScrollBar().value()

    def _word(self) -> None:
        """Say in words what can be done here."""
        self.editor.setReadOnly(bool(self._read_only) or self._draft is None)
        self.tags.setReadOnly(bool(self._read_only))
        if self._draft is None:
            says = self.tr("Choose a question to write a note.")
        elif self._read_only:
            says = self.tr("There is no note here.")
        else:
            says = self._hint or self.tr("Write a note on this question in Markdown…")
        self.editor.set_hint(says)
        self.editor.setAccessibleName(self.tr("Note"))
        self.editor.setAccessibleDescription(self.header.title.text())

    def _show_state(self) -> None:
        draft = self._draft
        if draft is not None and (draft.unsaved or self.editor.composing):
            self._show_unsaved(draft)
            return
        self._slow.stop()
        self._is_slow = False
        if draft is not None and self._read_only:
            self.header.show_state(State.READ_ONLY, self._read_only)
        elif draft is not None and draft.written:
            self.header.show_state(State.SAVED)
        else:
            self.header.show_state(State.NOTHING)

    def _show_unsaved(self, draft: Draft) -> None:
        if draft.unsaved and self._error is not None:
            self.header.show_state(State.NOT_SAVED, describe(self._error))
        elif draft.unsaved and self._read_only:
            self.header.show_state(State.NOT_SAVED, self._read_only)
        elif draft.unsaved and self._is_slow:
            self.header.show_state(State.SAVING)
        else:
            # It is not saved, but nothing that is worth a word yet.
            self.header.show_state(State.NOTHING)
            if not self._slow.isActive():
                self._slow.start()

    def _slow_passed(self) -> None:
        self._is_slow = True
        self._show_state()

    # Typing

    def _changed(self) -> None:
        if self._draft is not None and self._draft.unsaved:
            self._quiet.start()
            if not self._latest.isActive():
                self._latest.start()
        self._show_state()

    def _hand_on(self) -> None:
        """Hand on what was typed, unless it has to be joined with another text first."""
        if self._draft is None or self._read_only or self._written:
            return
        self._quiet.stop()
        self._latest.stop()
        base = self._draft.base
        text = self._draft.hand_on()
        if text is not None:
            self.text_ready.emit(self._draft.ref, text, base)

    # Changes that are not typed

    def _change(self, draft: Draft, changes: Sequence[Hunk]) -> None:
        if draft is self._draft:
            self.editor.change(changes)
        else:
            draft.change(changes)
        self._show_state()

    def _is_composing(self, draft: Draft) -> bool:
        return draft is self._draft and self.editor.composing

    def _composed(self) -> None:
        """Do what had to wait for an input method to be done with the text."""
        written, self._written = self._written, []
        for saved in written:
            self.note_written(saved)
        elsewhere, self._elsewhere = self._elsewhere, []
        for note in elsewhere:
            self.note_changed_elsewhere(note)
        self._changed()
