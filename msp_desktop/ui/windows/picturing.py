"""Notes on pictures: asked for in the reader, in the diagram pane or by keys, and gone to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from msp_desktop.course.illustrations import picture_of_subject, subject_of_picture

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu

    from msp_desktop.ui.marking import Marking
    from msp_desktop.ui.study import Study
    from msp_desktop.ui.views.diagram.pane import DiagramPane
    from msp_desktop.ui.views.reader.pane import ReaderPane
    from msp_desktop.ui.windows.commands import Commands
    from msp_desktop.ui.windows.gallery import Gallery
    from msp_desktop.ui.windows.noting import Noting
    from msp_desktop.ui.windows.walk import Walk


class Picturing(QObject):
    """Brings together pictures, wherever they are shown, and the notes on them."""

    def __init__(
        self,
        study: Study,
        marking: Marking,
        reader: ReaderPane,
        diagram: DiagramPane,
        gallery: Gallery,
        noting: Noting,
        walk: Walk,
        commands: Commands,
    ) -> None:
        super().__init__(reader)
        self._study = study
        self._marking = marking
        self._reader = reader.reader
        self._gallery = gallery
        self._noting = noting
        self._walk = walk
        self._reader.picture_note_wanted.connect(self.write)
        self._reader.picture_note_unwanted.connect(self._remove)
        diagram.menu_wanted.connect(self._fill)
        walk.picture_chosen.connect(self._looked_at)
        noting.picture_chosen.connect(self.go_to)
        commands.connect_to({"note-picture": self._write})

    def write(self, path: str) -> None:
        """Let the user write on a picture, by its path in the course."""
        self._noting.show(subject_of_picture(path))
        self._noting.write()

    def go_to(self, subject: str) -> None:
        """Go to where a picture is shown that a note is on; a diagram is shown in its pane, too."""
        found = self._marking.illustration(subject)
        if found is None:
            return
        if found.question:
            self._walk.question(found.question)
        else:
            self._walk.chapter(found.chapter)
        self._reader.go_to_picture(found.path, found.question)
        if found.diagram >= 0:
            self._gallery.turn_to(found.diagram)

    def _write(self) -> None:
        """Let the user write on the picture that has the focus, or on the one in its pane."""
        focused = self._reader.marker.marks.focused_picture() if self._reader.hasFocus() else ""
        path = picture_of_subject(focused) or self._gallery.picture
        if path:
            self.write(path)

    def _looked_at(self, path: str) -> None:
        """Show the note on a picture that is looked at, if there is one."""
        if self._study.note(subject_of_picture(path)) is not None:
            self._noting.show(subject_of_picture(path))

    def _remove(self, path: str) -> None:
        self._marking.delete_note(subject_of_picture(path))

    def _fill(self, menu: QMenu) -> None:
        """Put what concerns notes into the menu of the picture in its pane."""
        path = self._gallery.picture
        if not path:
            return
        noted = self._study.note(subject_of_picture(path)) is not None
        words = (
            self.tr("Edit the note on this picture")
            if noted
            else self.tr("Write a note on this picture")
        )
        menu.addAction(words, lambda: self.write(path)).setObjectName("note")
        if noted:
            remove = menu.addAction(
                self.tr("Remove the note on this picture"), lambda: self._remove(path)
            )
            remove.setObjectName("remove-note")
        menu.addSeparator()
