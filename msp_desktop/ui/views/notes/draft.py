"""One question's note while it is being written, and all that are kept at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QPlainTextDocumentLayout

from msp_desktop.ui.saving.edits import hunks, plain, rebase
from msp_desktop.ui.views.notes import document as documents

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from PySide6.QtCore import QObject

    from msp_desktop.notebook.model import Note, QuestionRef
    from msp_desktop.ui.saving.edits import Hunk
    from msp_desktop.ui.saving.writes import SavedNote
    from msp_desktop.ui.theme import Theme
    from msp_desktop.ui.views.notes.styling import MarkdownStyle

KEPT = 50
"""How many notes keep their undo history besides those that are not on disk."""


class Draft:
    """A note's document, and how much of it is on disk.

    ``base`` is the revision that the text was made from, ``saved`` the text that is known to be on
    disk, ``handed_on`` the last one on its way there; ``written`` says whether any ever got there.
    ``elsewhere`` is what another window made of the note while something was not on disk here.
    ``caret`` (anchor and position) and ``scroll`` are where the note was left.
    """

    def __init__(self, ref: QuestionRef, note: Note | None, theme: Theme, parent: QObject) -> None:
        self.ref = ref
        self.base = note.revision if note else 0
        self.saved = plain(note.text) if note else ""
        self.handed_on: str | None = None
        self.written = note is not None
        self.elsewhere: Note | None = None
        self.document = QTextDocument(parent)
        self.document.setDocumentLayout(QPlainTextDocumentLayout(self.document))
        self._theme = theme
        self._style: MarkdownStyle | None = None
        self._text: str | None = None
        self.set_theme(theme)
        self.document.contentsChange.connect(self._dress)
        self.document.setPlainText(self.saved)
        end = self.document.characterCount() - 1
        self.caret = (end, end)
        self.scroll = 0

    @property
    def text(self) -> str:
        """The text as it stands in the editor."""
        # Each key asks several times.
        if self._text is None:
            self._text = documents.text_of(self.document)
        return self._text

    @property
    def unsaved(self) -> bool:
        """Whether there is anything that is not known to be on disk."""
        return self.handed_on is not None or self.text != self.saved

    def set_theme(self, theme: Theme) -> None:
        """Take a theme's fonts and colours."""
        self._theme = theme
        self.document.setDefaultFont(theme.font("font-body"))
        margin = 2 * theme.size("row-padding")
        if self.document.documentMargin() != margin:
            # To Qt this is an edit, which the user could undo.
            self.document.setDocumentMargin(margin)
        if self._style is not None:
            self._style.set_theme(theme)

    def _dress(self, _position: int, _removed: int, added: int) -> None:
        """Style the text as Markdown, from the first letter on: most notes are empty."""
        self._text = None
        if self._style is None and added and self.document.characterCount() > 1:
            from msp_desktop.ui.views.notes.styling import MarkdownStyle

            self._style = MarkdownStyle(self.document, self._theme)
            # Qt would style what stands there already a moment later; keys go by it at once.
            self._style.rehighlight()

    def change(self, changes: Sequence[Hunk]) -> None:
        """Apply hunks to the text; to be used while no editor shows it."""
        if changes:
            documents.change(self.document, changes)

    def hand_on(self) -> str | None:
        """Return the text if it differs from what was handed on last, and count it as that."""
        text = self.text
        if text == (self.saved if self.handed_on is None else self.handed_on):
            return None
        self.handed_on = text
        return text

    def settled(self, saved: SavedNote) -> tuple[Hunk, ...]:
        """Learn that a text is on disk; return what the document must go through for it.

        Where the text was merged with another window's, what was typed since is kept upon it.
        """
        from msp_desktop.ui.saving.writes import revision_of, text_of

        self.base = revision_of(saved.written)
        self.saved = saved.text
        self.written = True
        if self.handed_on == saved.text:
            self.handed_on = None
        text = now = self.text
        if saved.written.merged:
            self.saved = text_of(saved.written)
            if self.handed_on is not None:
                # The text behind it in the queue went through the same.
                self.handed_on = rebase(saved.text, self.handed_on, self.saved)
            now = rebase(saved.text, text, self.saved)
        if self.handed_on is None and now == self.saved:
            # Nothing waits that the notebook would merge with what was written elsewhere.
            later, self.elsewhere = self.elsewhere, None
            if later is not None and later.revision > self.base:
                now = self._take(later)
        return hunks(text, now) if now != text else ()

    def replaced(self, note: Note | None) -> tuple[Hunk, ...]:
        """Learn what the note is now; return what the document must go through for it.

        Whatever is not on disk yet stands above it until it is, and so does what is on disk by a
        later write.
        """
        revision = note.revision if note else 0
        if (note is None and self.base == 0) or 0 < revision <= self.base:
            return ()
        if self.unsaved:
            self.elsewhere = note
            return ()
        self.elsewhere = None
        return hunks(self.text, self._take(note))

    def _take(self, note: Note | None) -> str:
        """Count a note as what is on disk; return its text."""
        self.base = note.revision if note else 0
        self.saved = plain(note.text) if note else ""
        self.written = True
        return self.saved


class Drafts:
    """The notes that were shown lately; one with anything unsaved is never let go."""

    def __init__(self, theme: Theme, parent: QObject, kept: int = KEPT) -> None:
        self._theme = theme
        self._parent = parent
        self._kept = kept
        self._drafts: dict[QuestionRef, Draft] = {}

    def __iter__(self) -> Iterator[Draft]:
        return iter(self._drafts.values())

    def get(self, ref: QuestionRef) -> Draft | None:
        """Return the draft on a question if there is one at hand."""
        return self._drafts.get(ref)

    def show(self, ref: QuestionRef, note: Note | None) -> Draft:
        """Return the draft on a question as the latest one shown, a new one from its note."""
        draft = self._drafts.pop(ref, None) or Draft(ref, note, self._theme, self._parent)
        self._drafts[ref] = draft
        idle = [one for one in self if one is not draft and not one.unsaved]
        for one in idle[: max(0, len(idle) + 1 - self._kept)]:
            del self._drafts[one.ref]
            one.document.deleteLater()
        return draft

    def carry(self, ways: Mapping[QuestionRef, QuestionRef]) -> None:
        """Have drafts be those on other questions, all at once: two may change places.

        One that finds another where it goes stays: the notebook has joined what is on disk.
        """
        going = {ref: draft for ref, draft in self._drafts.items() if ref in ways}
        for ref in going:
            del self._drafts[ref]
        for ref, draft in going.items():
            taken = ways[ref] in self._drafts
            draft.ref = ref if taken else ways[ref]
            self._drafts[draft.ref] = draft

    def set_theme(self, theme: Theme) -> None:
        """Take a theme for all of them, and those to come."""
        self._theme = theme
        for draft in self:
            draft.set_theme(theme)
