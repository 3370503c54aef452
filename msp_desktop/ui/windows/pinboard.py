"""Pins on the picture in its pane: asked for, chosen, edited, gone to, and handed to the author."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QMenu

    from msp_desktop.course.diagrams import Box
    from msp_desktop.notebook.pins import Pin
    from msp_desktop.ui.marking import Marking
    from msp_desktop.ui.pinning import Pinning
    from msp_desktop.ui.study import Study
    from msp_desktop.ui.views.diagram.links import Links
    from msp_desktop.ui.views.diagram.pane import DiagramPane
    from msp_desktop.ui.views.diagram.pins import Pins
    from msp_desktop.ui.views.side.pane import SidePane
    from msp_desktop.ui.windows.commands import Commands
    from msp_desktop.ui.windows.gallery import Gallery
    from msp_desktop.ui.windows.linking import Linking
    from msp_desktop.ui.windows.noting import Noting
    from msp_desktop.ui.windows.panes import Panes
    from msp_desktop.ui.windows.pin_dialog import PinDialog
    from msp_desktop.ui.windows.walk import Walk


class Pinboard(QObject):
    """Brings together the pins, the picture that is shown, the notes and the course."""

    def __init__(
        self,
        study: Study,
        pinning: Pinning,
        marking: Marking,
        diagram: DiagramPane,
        gallery: Gallery,
        linking: Linking,
        noting: Noting,
        panes: Panes,
        walk: Walk,
        side: SidePane,
        commands: Commands,
    ) -> None:
        super().__init__(diagram)
        self._study = study
        self._pinning = pinning
        self._marking = marking
        self._diagram = diagram
        self._gallery = gallery
        self._linking = linking
        self._noting = noting
        self._panes = panes
        self._walk = walk
        self._commands = commands
        self._wanted = ""
        self.overlay: Pins | None = None
        pinning.changed.connect(self._show)
        diagram.picture_changed.connect(self._show)
        diagram.menu_wanted.connect(self._fill)
        diagram.header.pin_wanted.connect(self.add)
        noting.pin_chosen.connect(self.go_to)
        side.pin_removed.connect(pinning.remove)
        walk.moved.connect(self._read_on)
        commands.connect_to({"add-pin": self.add, "save-pins": self.save})
        self._show()

    def add(self) -> None:
        """Let the user put a pin on the picture, or give that up."""
        if not self._picture:
            return
        self._panes.show_pane("diagram", True)
        overlay = self._laid()
        overlay.begin_adding(on=not overlay.adding)

    def go_to(self, identifier: str) -> None:
        """Show a pin on its picture."""
        pin = self._pinning.pins.get(identifier)
        if pin is None:
            return
        self._wanted = identifier
        if pin.picture != self._picture:
            self._gallery.show_picture(pin.picture)
        self._panes.show_pane("diagram", True)
        self._show()

    def edit(self, identifier: str) -> None:
        """Let the user say what a pin is called and where it leads."""
        from msp_desktop.ui.windows.pin_dialog import PinDialog

        pin = self._pinning.pins.get(identifier)
        if pin is None:
            return
        titles = {one.question: self._title(one.question) for one in pin.linked}
        titles = {one.question: titles[one.question] or one.wording.question for one in pin.linked}
        window = self._diagram.window()
        dialog = PinDialog(pin, titles, self._marking.index, window)
        dialog.note_wanted.connect(lambda: self._write_note(identifier))
        dialog.accepted.connect(lambda: self._described(identifier, dialog))
        dialog.open()

    def save(self) -> None:
        """Write the picture's pins into its map, which the course then has for everybody."""
        picture = self._picture
        file = self._study.pictures.find(picture) if picture else None
        pins = self._pinning.on(picture)
        if file is not None and pins:
            self._saved(file, pins)

    @property
    def _picture(self) -> str:
        there = self._diagram.canvas.picture is not None
        return self._gallery.picture if there else ""

    def _laid(self) -> Pins:
        """Return what lies over the picture, laid there when it is first wanted."""
        if self.overlay is None:
            from msp_desktop.ui.views.diagram.pins import Pins
            from msp_desktop.ui.views.diagram.pins_menu import PinDoings

            doings = PinDoings(
                self._add,
                self._pinning.place,
                self._chosen,
                self.edit,
                self._pinning.remove,
                self._open,
                self._title,
                self._links,
            )
            self.overlay = Pins(self._diagram.canvas, doings)
            self.overlay.set_question(self._walk.here)
            self._diagram.canvas.add_overlay(self.overlay)
        return self.overlay

    def _show(self) -> None:
        picture = self._picture
        pins = self._pinning.on(picture) if picture else ()
        self._commands["add-pin"].setEnabled(bool(picture))
        self._commands["save-pins"].setEnabled(bool(pins))
        if pins or self.overlay is not None:
            self._laid().show(pins)
            self._linking.take_pins(self._laid())
        if self._wanted in {one.id for one in pins}:
            wanted, self._wanted = self._wanted, ""
            self._laid().choose(wanted)

    def _read_on(self, _chapter: str, question: str) -> None:
        if self.overlay is not None:
            self.overlay.set_question(question)

    def _add(self, box: Box) -> str:
        return self._pinning.add(self._picture, box)

    def _chosen(self, identifier: str) -> None:
        if identifier:
            self._noting.show(identifier)
        else:
            self._noting.show(self._walk.here)

    def _open(self, question: str) -> None:
        chapter = self._study.course.chapter_of(question) if self._study.course else None
        if chapter is not None:
            # The picture under the pointer is not to change for having been clicked.
            self._gallery.stay(chapter.id)
            self._walk.question(question)

    def _title(self, subject: str) -> str:
        """Return what a pin or a question is called, "" for what is there no more."""
        pin = self._pinning.pins.get(subject)
        if pin is not None:
            return self._pinning.title(pin)
        found = self._study.course.question(subject) if self._study.course else None
        return found.title if found else ""

    def _links(self) -> Links | None:
        return self._linking.links

    def _write_note(self, identifier: str) -> None:
        self._noting.show(identifier)
        self._noting.write()

    def _described(self, identifier: str, dialog: PinDialog) -> None:
        said = dialog.said()
        self._pinning.describe(identifier, said.label, said.colour, said.questions)

    def _saved(self, file: Path, pins: tuple[Pin, ...]) -> None:
        from PySide6.QtWidgets import QMessageBox

        from msp_desktop.course.diagrams import Edit, Maps, SidecarError, save
        from msp_desktop.course.diagrams import Pin as AuthorsPin

        course = self._study.course
        if course is None:
            return
        maps = Maps(course)
        edit = Edit(
            tuple(
                AuthorsPin(
                    one.id,
                    one.box,
                    one.label,
                    tuple(maps.name_of(each) for each in one.questions if self._title(each)),
                    note.text if (note := self._study.note(one.id)) is not None else "",
                )
                for one in pins
            )
        )
        box = QMessageBox(self._diagram.window())
        box.setObjectName("pins-saved")
        try:
            path = save(file, edit)
        except SidecarError as error:
            box.setIcon(QMessageBox.Icon.Warning)
            box.setText(self.tr("The map could not be written."))
            box.setInformativeText(f"{error.path}: {error.reason}")
        else:
            box.setIcon(QMessageBox.Icon.Information)
            box.setText(self.tr("Everybody who opens this course now has these pins."))
            box.setInformativeText(str(path))
        box.open()

    def _fill(self, menu: QMenu) -> None:
        """Put what concerns pins into the picture's menu."""
        if self._picture:
            menu.addAction(self._commands["recall"])
            menu.addAction(self._commands["recalled"])
            menu.addAction(self._commands["add-pin"])
            menu.addAction(self._commands["save-pins"])
            menu.addSeparator()
