"""The note on the question that is being read, or on one that was chosen from the list of notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from msp_desktop.course.illustrations import picture_of_subject

if TYPE_CHECKING:
    from collections.abc import Mapping

    from msp_desktop.notebook.model import QuestionRef
    from msp_desktop.ui.marking import Marking
    from msp_desktop.ui.study import Study
    from msp_desktop.ui.views.notes.pane import NotesPane
    from msp_desktop.ui.windows.panes import Panes
    from msp_desktop.ui.windows.walk import Walk

QUOTE = 80
"""Characters of a highlight that name its note."""


class Noting(QObject):
    """Keeps the notes pane at the right note.

    Signals: ``highlight_chosen(id)``, ``pin_chosen(id)`` and ``picture_chosen(subject)`` when the
    highlight, pin or picture that a note is on is to be gone to.
    """

    highlight_chosen = Signal(str)
    picture_chosen = Signal(str)
    pin_chosen = Signal(str)

    def __init__(
        self, study: Study, marking: Marking, notes: NotesPane, panes: Panes, walk: Walk
    ) -> None:
        super().__init__(notes)
        self._study = study
        self._marking = marking
        self._notes = notes
        self._panes = panes
        self._walk = walk
        self._shown: QuestionRef | None = None
        # Whether a note was being written when a new edition came, and which question is read
        # instead of its own, if that has gone.
        self._writing = False
        self._instead: str | None = None
        study.leaving.connect(self._leave)
        walk.moved.connect(self._follow)
        study.note_changed.connect(self._changed_elsewhere)
        notes.text_ready.connect(self._write)
        notes.left.connect(self._finish)
        notes.tags.chosen.connect(self._tag)
        marking.changed.connect(self._show_tags)

    def show(self, subject: str) -> None:
        """Show the note on a question, a highlight or a picture."""
        ref = self._study.ref(subject)
        if ref is None or ref != self._shown:
            # Tags that were typed belong to what was shown until now.
            self._notes.tags.commit()
            self._shown = ref
            note = self._study.note(subject)
            self._notes.show_note(ref, self._title(subject), note, self._hint(subject))
            self._show_tags()

    def _leave(self) -> None:
        """Notice whether a note is being written: another edition is about to be shown."""
        self._writing = self._notes.editor.hasFocus()
        self._instead = None

    def _follow(self, _chapter: str, question: str) -> None:
        """Show the note on what is read, but not instead of one that is just being written.

        Words typed on a question that has gone under them are not to end up with the next one.
        """
        writing = self._writing and self._notes.editor.hasFocus()
        if writing and self._instead in (None, question) and self._is_gone(self._shown):
            self._instead = question
        else:
            self._writing = False
            self.show(question)

    def _is_gone(self, ref: QuestionRef | None) -> bool:
        """Whether the open course has had a question, and has it no more."""
        course, record = self._study.course, self._study.record
        if ref is None or course is None or record is None or record.id != ref.course:
            return False
        return course.chapter_of(ref.question) is None

    def hand_on(self) -> None:
        """Have what is being typed written."""
        self._notes.commit()

    def carry(self, ways: Mapping[QuestionRef, QuestionRef]) -> None:
        """Go on with notes at the questions that theirs have become."""
        self._notes.carry(ways)
        target = ways.get(self._shown) if self._shown is not None else None
        if target is not None:
            self._shown = target
            self._notes.header.show_title(self._title(target.question))

    def choose(self, question: str) -> None:
        """Go to a note; one whose question the course has no more is shown in its pane alone."""
        if question in self._marking.highlights:
            self.highlight_chosen.emit(question)
        elif question in self._marking.pins:
            self.pin_chosen.emit(question)
        elif self._marking.illustration(question) is not None:
            self.picture_chosen.emit(question)
        elif self._study.course is not None and self._study.course.question(question):
            self._walk.question(question)
        self.show(question)
        self._panes.show_pane("notes", True)

    def write(self) -> None:
        """Let the user write on the current question."""
        self._panes.show_pane("notes", True)
        self._notes.window().activateWindow()
        self._notes.focus_editor()

    def _show_tags(self) -> None:
        if self._shown is not None:
            tags = self._marking.tags.get(self._shown.question, frozenset())
            self._notes.tags.show_tags(tags, self._marking.all_tags())
            shown = self._shown.question
            if shown in self._marking.pins or shown in self._marking.highlights:
                # It may just have been called something else, or have got other ends.
                self._notes.header.show_title(self._title(self._shown.question))

    def _tag(self, names: list[str]) -> None:
        if self._shown is not None:
            self._marking.set_tags(self._shown.question, names)

    def _title(self, subject: str) -> str:
        highlight = self._marking.highlights.get(subject)
        if highlight is None:
            name = self._marking.wording(subject).question
            if subject in self._marking.pins:
                return self.tr("Pin: {name}").format(name=name)
            if picture_of_subject(subject) is not None:
                return self.tr("Picture: {name}").format(name=name)
            return name
        quote = " ".join(highlight.anchor.quote[:QUOTE].split())
        if len(highlight.anchor.quote) > QUOTE:
            quote += "…"
        return self.tr("Highlight: “{quote}”").format(quote=quote)

    def _hint(self, subject: str) -> str:
        """Say what can be written on what is no question."""
        if subject in self._marking.highlights:
            return self.tr("Write a note on this highlight in Markdown…")
        if subject in self._marking.pins:
            return self.tr("Write a note on this pin in Markdown…")
        if picture_of_subject(subject) is not None:
            return self.tr("Write a note on this picture in Markdown…")
        return ""

    def _write(self, ref: QuestionRef, text: str, base: int) -> None:
        self._study.writing.note(ref, text, base, self._marking.wording(ref.question))

    def _finish(self) -> None:
        """Go from a highlight's or a picture's note to the question's, or to the page."""
        shown = self._shown.question if self._shown is not None else ""
        if shown in self._marking.highlights or picture_of_subject(shown) is not None:
            self.show(self._walk.here)
        self._walk.focus()

    def _changed_elsewhere(self, ref: QuestionRef) -> None:
        if ref == self._shown:
            self._notes.note_changed_elsewhere(self._study.note(ref.question))
