"""Brings together what the reader highlights and what the session keeps of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from msp_desktop.notebook.model import Colour

if TYPE_CHECKING:
    from collections.abc import Sequence

    from msp_desktop.course.text import Extract
    from msp_desktop.notebook.model import Highlight
    from msp_desktop.notebook.placing import Spot
    from msp_desktop.ui.marking import Marking
    from msp_desktop.ui.study import Study
    from msp_desktop.ui.views.reader.colouring import Shown
    from msp_desktop.ui.views.reader.pane import ReaderPane
    from msp_desktop.ui.views.toast import Toast
    from msp_desktop.ui.windows.commands import Commands
    from msp_desktop.ui.windows.noting import Noting
    from msp_desktop.ui.windows.walk import Walk


class Highlighting(QObject):
    """Shows the highlights in the reader, and does what is asked for there."""

    def __init__(
        self,
        study: Study,
        marking: Marking,
        reader: ReaderPane,
        noting: Noting,
        walk: Walk,
        commands: Commands,
    ) -> None:
        super().__init__(reader)
        self._study = study
        self._marking = marking
        self._noting = noting
        self._walk = walk
        self._reader = reader
        self._commands = commands
        self._toast: Toast | None = None
        self._marker = marker = reader.reader.marker
        marker.highlight_wanted.connect(self._highlight)
        marker.note_on_selection_wanted.connect(self._note_selection)
        marker.recolour_wanted.connect(marking.recolour)
        marker.adjust_wanted.connect(marking.adjust)
        marker.removal_wanted.connect(marking.remove)
        marker.note_wanted.connect(self.write_note)
        marker.activated.connect(self._activated)
        marking.changed.connect(self.show)
        study.marks_changed.connect(self.show)
        noting.highlight_chosen.connect(self.go_to)
        commands.connect_to(
            {
                "highlight": marker.highlight,
                "note": self._write,
                "next-highlight": lambda: marker.step(1),
                "previous-highlight": lambda: marker.step(-1),
                "undo": marking.steps.undo,
                "redo": marking.steps.redo,
            }
            | {f"highlight-{one}": partial(marker.highlight, one) for one in Colour}
        )
        marking.removed.connect(self._say_removed)
        marking.steps.changed.connect(self._name_steps)
        self._name_steps()

    def show(self) -> None:
        """Show the highlights and the notes as they are now."""
        marking, marks = self._marking, self._marker.marks
        notes = {note.ref.question: note.text for note in self._study.notes}
        if not marking.highlights and not notes and not (marks.highlights or marks.notes):
            return
        shown: dict[str, list[Shown]] = {}
        for one in marking.highlights.values():
            spot = marking.spots.get(one.id)
            if spot is not None:
                shown.setdefault(one.ref.question, []).append(
                    _shown(one, spot, noted=one.id in notes)
                )
        self._marker.show_highlights(shown, notes)

    def go_to(self, identifier: str) -> bool:
        """Go to a highlight; False where this edition does not have its words."""
        highlight = self._marking.highlights.get(identifier)
        if highlight is None or identifier not in self._marking.spots:
            return False
        self._walk_to(highlight)
        return self._marker.go_to(identifier)

    def choose(self, identifier: str) -> None:
        """Go to a highlight; one that is not found anywhere is shown by its note alone."""
        self.go_to(identifier)
        self._noting.show(identifier)

    def write_note(self, identifier: str) -> None:
        """Let the user write on a highlight or a question."""
        self._noting.show(identifier)
        self._noting.write()

    def _write(self) -> None:
        """Let the user write on the highlight that is looked at, or on the question being read."""
        if self._marker.active:
            self.write_note(self._marker.active)
        else:
            self._noting.write()

    def _highlight(self, extracts: Sequence[Extract], colour: Colour | None) -> None:
        self._marking.highlight(extracts, colour or self._marking.colour)

    def _note_selection(self, extracts: Sequence[Extract]) -> None:
        made = self._marking.highlight(extracts, self._marking.colour)
        if made:
            self._marker.activate(made[0], bar=False)
            self.write_note(made[0])

    def _activated(self, identifier: str) -> None:
        """Show the note of a highlight that has one."""
        if identifier and self._study.note(identifier) is not None:
            self._noting.show(identifier)

    def _name_steps(self) -> None:
        """Name in the menu what would be undone."""
        if self._toast is not None:
            self._toast.hide()
        for command, words, with_name, name in (
            ("undo", self.tr("Undo"), self.tr("Undo: {step}"), self._marking.steps.undoable),
            ("redo", self.tr("Redo"), self.tr("Redo: {step}"), self._marking.steps.redoable),
        ):
            self._commands[command].setText(with_name.format(step=name) if name else words)
            self._commands[command].setEnabled(bool(name))

    def _say_removed(self, name: str) -> None:
        """Say what was taken away, and offer to bring it back."""
        page = self._reader.reader.page
        if page is None:
            return
        if self._toast is None:
            from msp_desktop.ui.views.toast import Toast

            self._toast = Toast(self._reader)
            self._toast.undo_wanted.connect(self._marking.steps.undo)
        self._toast.say(name, page.formats.theme)

    def _walk_to(self, highlight: Highlight) -> None:
        from msp_desktop.course.text import chapter_of_subject

        chapter = chapter_of_subject(highlight.ref.question)
        if chapter is not None:
            self._walk.chapter(chapter)
        else:
            self._walk.question(highlight.ref.question)


def _shown(one: Highlight, spot: Spot, *, noted: bool) -> Shown:
    from msp_desktop.ui.views.reader.colouring import Shown

    return Shown(one.id, spot.start, spot.end, one.colour.value, noted, spot.sure)
