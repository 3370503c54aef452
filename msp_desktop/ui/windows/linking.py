"""Two-way links: the diagram leads to questions, and the question being read shows on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from msp_desktop.ui.windows.mapping import Mapping

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QMenu

    from msp_desktop.ui.study import Study
    from msp_desktop.ui.views.diagram.linked import Linked
    from msp_desktop.ui.views.diagram.links import Links
    from msp_desktop.ui.views.diagram.pane import DiagramPane
    from msp_desktop.ui.views.diagram.pins import Pins
    from msp_desktop.ui.views.reader.pane import ReaderPane
    from msp_desktop.ui.windows.commands import Commands
    from msp_desktop.ui.windows.gallery import Gallery
    from msp_desktop.ui.windows.panes import Panes
    from msp_desktop.ui.windows.walk import Walk

HELD = 10.0
"""Seconds for which a picture stays where the user has moved it."""


class Linking(QObject):
    """Brings together the diagram, its map and what is being read."""

    def __init__(
        self,
        study: Study,
        diagram: DiagramPane,
        gallery: Gallery,
        reader: ReaderPane,
        walk: Walk,
        panes: Panes,
        commands: Commands,
    ) -> None:
        super().__init__(diagram)
        self._study = study
        self._diagram = diagram
        self._gallery = gallery
        self._reader = reader
        self._walk = walk
        self._panes = panes
        self._command = commands["show-on-diagram"]
        self.mapping = Mapping(study, diagram, gallery)
        self._links: Links | None = None
        self._linked: Linked | None = None
        self._pins: Pins | None = None
        # The areas of the map that the user has as pins of his own: they are shown as these.
        self._own: frozenset[str] = frozenset()
        self._question = ""
        self._read_in: Path | None = None
        # Whether the shown picture is still to come to the question, and one to be marked on it.
        self._due = False
        self._wanted = ""
        self._opened = ""
        self._moved_at = float("-inf")
        self._connect(commands)

    def _connect(self, commands: Commands) -> None:
        canvas, header = self._diagram.canvas, self._diagram.header
        canvas.moved_by_hand.connect(self._hold)
        for signal in (header.closer, header.further, header.fit, header.fit_width, header.zoom):
            signal.connect(self._hold)
        self.mapping.came.connect(self._came)
        self.mapping.gone.connect(self._gone)
        self.mapping.learnt.connect(self._offer)
        self._walk.moved.connect(self._read_on)
        self._reader.reader.menu_wanted.connect(self._fill)
        commands.connect_to({"show-on-diagram": self.show_question})
        self._command.setEnabled(False)

    @property
    def links(self) -> Links | None:
        """What lies over the picture; None while no picture has had a map."""
        return self._links

    def take_pins(self, pins: Pins) -> None:
        """Take the user's own pins as they are on the picture now.

        One that an author saved in the picture's map is an area of it as well, of the same name; it
        is shown once, as the pin, which is what can be edited.
        """
        self._pins = pins
        own = frozenset(one.id for one in pins.pins)
        if own != self._own:
            self._own = own
            self._lay()
        self._offer()

    def show_question(self, question: str = "") -> None:
        """Show a question on the diagram, the one being read if none is named.

        The keyboard goes there, too: from the place of this question to those around it.
        """
        question = question or self._question
        if self._links is not None and self._links.linked.of(question):
            self._panes.show_pane("diagram", True)
            self._reveal(question)
            return
        if self._pins is not None and self._pins.leading_to(question):
            self._panes.show_pane("diagram", True)
            self._focus()
            self._pins.reveal(question)
            return
        index = self.mapping.diagram_of(question, self._reader.chapter)
        if index is not None:
            self._wanted = question
            self._gallery.show_diagram(index)

    # The map

    def _came(self, linked: Linked) -> None:
        if self._links is None and linked.elements:
            from msp_desktop.ui.views.diagram.links import Doings, Links

            canvas = self._diagram.canvas
            self._links = Links(canvas, Doings(self._open, self._title, self._leave))
            self._links.set_question(self._question)
            canvas.add_overlay(self._links)
        self._linked = linked
        self._lay()
        if self._wanted:
            wanted, self._wanted = self._wanted, ""
            self._reveal(wanted)
        elif self._due:
            self._come_to_question()
        self._due = False
        self._offer()
        self.mapping.look_through(self._reader.chapter)

    def _gone(self) -> None:
        self._linked = None
        self._lay()
        self._offer()

    def _lay(self) -> None:
        if self._links is None:
            return
        from msp_desktop.ui.views.diagram.linked import Linked

        self._links.show((self._linked or Linked()).without(self._own))

    # What is being read

    def _read_on(self, chapter: str, question: str) -> None:
        """Have the picture follow what is being read."""
        source = self._study.course.source if self._study.course else None
        if question == self._question and self._read_in == source:
            return
        # When a course is opened, a picture is as it was left.
        began, self._read_in = self._read_in != source, source
        self._question = question
        self._due = not (began or question == self._opened or self._is_held())
        if self._links is not None:
            self._links.set_question(question)
        if self._due and self._is_shown():
            self._come_to_question()
            self._due = False
        self.mapping.look_through(chapter)
        self._offer()

    def _is_shown(self) -> bool:
        """Whether the map on the canvas is that of the picture that is to be there."""
        shown = self._linked.map if self._linked else None
        return shown is not None and shown.path == self._gallery.picture

    def _come_to_question(self) -> None:
        if self._is_held():
            return
        if self._links is not None and self._links.glowing:
            self._links.come_to_glow()
        elif self._pins is not None:
            self._pins.come_to(self._question)

    def _hold(self, *_: object) -> None:
        self._moved_at = self._diagram.canvas.mover.clock()
        self._due = False

    def _is_held(self) -> bool:
        return self._diagram.canvas.mover.clock() - self._moved_at < HELD

    # What is wanted

    def _open(self, question: str) -> None:
        course = self._study.course
        chapter = course.chapter_of(question) if course else None
        if chapter is None:
            return
        # The picture under the pointer is not to change for having been clicked.
        self._gallery.stay(chapter.id)
        self._uncover_page()
        self._opened = question
        self._walk.question(question)
        self._opened = ""

    def _uncover_page(self) -> None:
        """Put a diagram that has the page's whole screen back: an answer is to be read."""
        if not self._panes.full_screen("diagram"):
            return
        if self._diagram.window().screen() is self._reader.window().screen():
            self._panes.fill_screen("diagram", full=False)

    def _title(self, question: str) -> str:
        course = self._study.course
        found = course.question(question) if course else None
        return found.title if found else ""

    def _leave(self) -> None:
        if self._diagram.window() is self._reader.window():
            self._walk.focus()

    def _reveal(self, question: str) -> None:
        if self._links is not None and self._links.linked.of(question):
            self._focus()
            self._links.reveal(question)
        elif self._pins is not None:
            self._focus()
            self._pins.reveal(question)

    def _focus(self) -> None:
        canvas = self._diagram.canvas
        if canvas.window() is not self._reader.window():
            canvas.window().activateWindow()
        canvas.setFocus()

    def _has(self, question: str) -> bool:
        if not question:
            return False
        there = self._links is not None and bool(self._links.linked.of(question))
        there = there or (self._pins is not None and bool(self._pins.leading_to(question)))
        return there or self.mapping.diagram_of(question, self._reader.chapter) is not None

    def _offer(self) -> None:
        self._command.setEnabled(self._has(self._question))

    def _fill(self, menu: QMenu, question: str) -> None:
        """Put the way to the diagram into the page's menu."""
        if not self._has(question):
            return
        before = menu.actions()[0] if menu.actions() else None
        show = menu.addAction(self._command.text())
        show.setObjectName("show-on-diagram")
        show.triggered.connect(lambda _=False: self.show_question(question))
        if question == self._question:
            # Only to be read: it is the window's command that hears the key.
            show.setShortcuts(self._command.shortcuts())
            show.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            show.setShortcutVisibleInContextMenu(True)
        if before is not None:
            menu.insertAction(before, show)
            menu.insertSeparator(before)
