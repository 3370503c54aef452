"""The main window: puts the panes together and says which command does what."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from msp_desktop.notebook.exchange import CAPSULE
from msp_desktop.ui.settings import Language, Look
from msp_desktop.ui.windows.frame import Frame
from msp_desktop.ui.windows.panes import SIDES, Panes

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QCloseEvent, QImage

    from msp_desktop.course.beginning import Beginning
    from msp_desktop.course.model import Course
    from msp_desktop.search.query import Hit
    from msp_desktop.ui.saving.saver import Saver
    from msp_desktop.ui.settings import Settings
    from msp_desktop.ui.study import Study
    from msp_desktop.ui.theme import Theme

PATIENCE = 5000
"""Milliseconds that closing waits for the last words to reach the disk."""


class MainWindow(Frame):
    """The program's window.

    Signals: ``look_chosen(Look)`` and ``language_chosen(Language)`` for what concerns the whole
    program; ``bundled_wanted()`` to open the bundled course; ``restore_wanted()`` to go back to a
    backup of the notebook.
    """

    look_chosen = Signal(object)
    language_chosen = Signal(object)
    bundled_wanted = Signal()
    restore_wanted = Signal()

    def __init__(self, settings: Settings) -> None:
        """Make an empty window; :meth:`furnish` puts everything in."""
        super().__init__(settings)
        self._study: Study
        self._data: Path
        self._furnished = False
        self._saver: Saver | None = None
        self.left_as: QImage | None = None

    def furnish(self, study: Study, theme: Theme, data: Path) -> None:
        """Put the window together; ``data`` is the folder that holds the notebook."""
        self._study = study
        self._data = data
        self._make_views(theme)
        self._make_guides(theme)
        self._make_marks(theme)
        self._connect_commands()
        self.arranging.restore()
        # J and K are to work at once.
        self.reader.setFocus()
        self._show_history()
        self.forget_likeness()
        self._furnished = True

    def _make_views(self, theme: Theme) -> None:
        """Make what is seen."""
        # The likeness does not wait for all these.
        from msp_desktop.ui.views.diagram.pane import DiagramPane
        from msp_desktop.ui.views.message import MessageBar
        from msp_desktop.ui.views.notes.pane import NotesPane
        from msp_desktop.ui.views.reader.pane import ReaderPane
        from msp_desktop.ui.views.search.field import SearchField
        from msp_desktop.ui.views.side.pane import SidePane
        from msp_desktop.ui.windows.commands import Commands
        from msp_desktop.ui.windows.motion import Motion
        from msp_desktop.ui.windows.screens import Screens
        from msp_desktop.ui.windows.topbar import TopBar

        self.commands = Commands(self)
        self.messages = MessageBar(theme)
        self.side = SidePane(theme)
        self.reader = ReaderPane(theme, self._settings.zoom)
        self.diagram = DiagramPane(theme)
        self.notes = NotesPane(theme)
        self.search = SearchField(theme)
        self.top_bar = TopBar(self.commands, self.search, theme)
        self.panes = Panes(
            {"contents": self.side, "diagram": self.diagram, "notes": self.notes},
            self.reader,
            theme,
            titles={name: self.commands[f"show-{name}"].text() for name in SIDES},
        )
        self.screens = Screens(self, self.panes, self.diagram, self.commands)
        Motion(self.diagram, self._settings, self.commands)

    def _make_guides(self, theme: Theme) -> None:
        """Make what brings the course, what is written and the views together."""
        from msp_desktop.ui.marking import Marking
        from msp_desktop.ui.views.reader.spots import PictureSpots
        from msp_desktop.ui.windows.arranging import Arranging
        from msp_desktop.ui.windows.carrying import Carrying
        from msp_desktop.ui.windows.following import Following
        from msp_desktop.ui.windows.gallery import Gallery
        from msp_desktop.ui.windows.helping import Helping
        from msp_desktop.ui.windows.highlighting import Highlighting
        from msp_desktop.ui.windows.noting import Noting
        from msp_desktop.ui.windows.picturing import Picturing
        from msp_desktop.ui.windows.reports import Reports
        from msp_desktop.ui.windows.walk import Walk

        study, commands = self._study, self.commands
        self.walk = Walk(study, self.reader)
        self.gallery = Gallery(study, self.diagram, self._settings, self)
        self.arranging = Arranging(self.panes, self.side, commands, self._settings, self)
        self.helping = Helping(commands, self._data, self)
        self.carrying = Carrying(
            *(study, self.reader, self.messages, commands, self._data, self._settle, self)
        )
        self.spots = PictureSpots(self.reader.reader)
        self.marking = Marking(study)
        self.noting = Noting(study, self.marking, self.notes, self.panes, self.walk)
        self.highlighting = Highlighting(
            study, self.marking, self.reader, self.noting, self.walk, commands
        )
        self.picturing = Picturing(
            *(study, self.marking, self.reader, self.diagram, self.gallery),
            *(self.noting, self.walk, commands),
        )
        self.reports = Reports(study, self.messages, self.notes, commands["open-file"], self)
        self._lay_out()
        self._connect_study()
        # It looks at a course that is shown already.
        self.following = Following(
            *(study, self.marking, self.reader, self.walk, self.noting, self.messages),
            theme=theme,
            data=self._data,
        )
        self._connect_panes()

    def _make_marks(self, theme: Theme) -> None:
        """Make what links the diagram with the questions, after the gallery, which chooses it."""
        from msp_desktop.ui.pinning import Pinning
        from msp_desktop.ui.windows.linking import Linking
        from msp_desktop.ui.windows.pinboard import Pinboard
        from msp_desktop.ui.windows.recalled import Recalled
        from msp_desktop.ui.windows.recalling import Recalling

        study, commands = self._study, self.commands
        self.pinning = Pinning(study, self.marking)
        self.linking = Linking(
            *(study, self.diagram, self.gallery, self.reader),
            *(self.walk, self.panes, commands),
        )
        self.pinboard = Pinboard(
            *(study, self.pinning, self.marking, self.diagram, self.gallery),
            *(self.linking, self.noting, self.panes, self.walk, self.side, commands),
        )
        self.recalling = Recalling(
            *(study, self.pinning, self.marking.steps, self.diagram, self.gallery),
            *(self.linking, self.pinboard, self.panes, commands, theme),
        )
        self.recalled = Recalled(
            *(study, self.pinning, self.reader, self.walk, commands, theme),
            self,
        )

    def likeness(self) -> QImage | None:
        """Return the window as it looks now; None where the next one will not look so."""
        special = self.isFullScreen() or self.isMinimized() or bool(self.messages.texts())
        busy = self.reader.is_finding or self.reader.is_covered
        if special or busy or any(map(self.panes.floats, SIDES)):
            return None
        return self.grab().toImage()

    def begin_saving(self, saver: Saver) -> None:
        """Show what becomes of what is written."""
        self._saver = saver
        self.reports.follow(saver)
        saver.note_written.connect(self.notes.note_written)

    def show_beginning(self, beginning: Beginning) -> None:
        """Show the beginning of a course that is still being parsed; it is only for reading."""
        from msp_desktop.ui.views.side.contents_tree import MOST_OPEN

        course = beginning.course
        self._shown = course.source
        self.top_bar.set_course(course.title)
        self.set_course_title(course.title)
        # The contents look as they will: of a large course, without its questions.
        small = beginning.questions <= MOST_OPEN
        closed = tuple(one._replace(questions=()) for one in course.chapters)
        self.side.set_course(course if small else course._replace(chapters=closed))
        if not beginning.pictures:
            self.gallery.show_course(course)
        self.walk.begin(course, same=False)
        read = course.question(self.reader.reader.current_question)
        if read is not None:
            self.notes.announce(read.title)

    def show_course(self, course: Course) -> None:
        """Show a course that has been opened, at the place where reading it stopped."""
        same = self.reader.reader.page is not None and self._shown == course.source
        self._shown = course.source
        self.reports.course_shown(course)
        self.top_bar.set_course(course.title)
        self.set_course_title(course.title)
        self.side.set_course(course, self._settings.texts(self._key("collapsed")))
        self._show_marks()
        self.gallery.show_course(course, same=same)
        self.search.set_source(self.marking.index)
        self.search.invalidate()
        self.walk.begin(course, same=same)
        self.highlighting.show()

    def set_theme(self, theme: Theme) -> None:
        """Take another look."""
        for part in (
            *(self.top_bar, self.messages, self.side, self.reader, self.diagram, self.notes),
            *(self.search, self.panes, self.following, self.recalling, self.recalled),
        ):
            part.set_theme(theme)

    # What Qt calls

    def open_file(self, path: Path) -> None:
        """Open a course, or look into a study capsule and ask whether to import it."""
        if path.suffix.lower() == CAPSULE:
            self.carrying.look_into(path)
        else:
            self._study.open(path)

    def closeEvent(self, event: QCloseEvent, /) -> None:
        if not self._furnished:
            super().closeEvent(event)
            return
        self._leave_course()
        if not self._flushed():
            event.ignore()
            return
        self._settings.set_bytes("window/geometry", self.saveGeometry())
        self.arranging.keep()
        self._settings.save()
        self.left_as = self.likeness()
        self.following.close()
        super().closeEvent(event)

    # Putting together

    def _lay_out(self) -> None:
        self._shown: Path | None = None
        # A file that is dropped there is to be opened, not its name to be looked for.
        self.search.line.setAcceptDrops(False)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top_bar)
        column.addWidget(self.messages)
        column.addWidget(self.panes, 1)
        self.setCentralWidget(whole)
        # In a window that is in sight already, Qt would show it a turn later, without a size yet.
        whole.show()

    def _connect_study(self) -> None:
        study = self._study
        study.leaving.connect(self._leave_course)
        study.opened.connect(self.show_course)
        study.marks_changed.connect(self._show_marks)
        self.marking.changed.connect(self._show_marks)
        study.repainted.connect(self._show_pictures)
        self.search.chosen.connect(self._hit_chosen)

    def _connect_panes(self) -> None:
        walk = self.walk
        walk.moved.connect(self.side.set_current)
        walk.moved.connect(self.gallery.follow)
        walk.history_changed.connect(self._show_history)
        walk.picture_chosen.connect(
            lambda path: self.gallery.show_picture(path, self.spots.taken())
        )
        walk.drawing_chosen.connect(self.gallery.show_drawing)
        walk.locate_wanted.connect(self.gallery.locate)
        self.reports.follow_links(walk)
        self.gallery.shown.connect(lambda: self.panes.show_pane("diagram", True))
        self.gallery.located.connect(self._show_pictures)
        self.reader.bookmark_wanted.connect(self.marking.toggle_bookmark)
        self.reader.zoom_changed.connect(partial(setattr, self._settings, "zoom"))
        self.side.preface_chosen.connect(lambda: walk.chapter(""))
        self.side.chapter_chosen.connect(walk.chapter)
        self.side.question_chosen.connect(walk.question)
        self.side.note_chosen.connect(self.noting.choose)
        self.side.bookmark_removed.connect(self.marking.toggle_bookmark)
        self.side.bookmark_labelled.connect(self.marking.label)
        self.side.highlight_chosen.connect(self.highlighting.choose)
        self.side.highlight_removed.connect(self.marking.remove)
        self.side.note_removed.connect(self.marking.delete_note)
        self.side.decision_wanted.connect(self.following.decide)
        self.following.news.signed.connect(self.top_bar.show_news)
        self.side.diagram_chosen.connect(self.gallery.show_diagram)
        self.dropped.connect(self.open_file)
        self.reports.bundled_wanted.connect(self.bundled_wanted)

    def _connect_commands(self) -> None:
        from msp_desktop.ui.windows import dialogs
        from msp_desktop.ui.windows.readings import fill_readings

        study, walk, reader = self._study, self.walk, self.reader
        self.commands.connect_to(
            {
                "open-file": lambda: dialogs.open_file(self, study.open),
                "open-folder": lambda: dialogs.open_folder(self, study.open),
                "reload": study.reload,
                "changes": self.following.show_page,
                "adopt": self.following.adopt,
                "bundled": self.bundled_wanted.emit,
                "quit": self.close,
                "search": self.search.begin,
                "find": reader.begin_find,
                "find-next": lambda: reader.find_again(1),
                "find-previous": lambda: reader.find_again(-1),
                "back": walk.back,
                "forward": walk.forward,
                "next-question": lambda: reader.step(1),
                "previous-question": lambda: reader.step(-1),
                "next-chapter": lambda: walk.step_chapter(1),
                "previous-chapter": lambda: walk.step_chapter(-1),
                "bookmark": lambda: self.marking.toggle_bookmark(reader.reader.current_question),
                "zoom-in": lambda: reader.zoom_by(1),
                "zoom-out": lambda: reader.zoom_by(-1),
                "zoom-reset": lambda: reader.set_zoom(1.0),
                "restore": self.restore_wanted.emit,
            }
            | {f"look-{one}": partial(self.look_chosen.emit, one) for one in Look}
            | {f"language-{one}": partial(self.language_chosen.emit, one) for one in Language}
        )
        self.commands.recent.aboutToShow.connect(
            lambda: dialogs.fill_recent(self.commands.recent, study.library(), study.open)
        )
        self.commands.readings.aboutToShow.connect(
            lambda: fill_readings(self.commands.readings, study)
        )
        self.top_bar.look_button.clicked.connect(
            lambda: self.look_chosen.emit(Look.LIGHT if self.top_bar.is_dark else Look.DARK)
        )
        QShortcut("F10", self, self.top_bar.open_menu)

    # What follows from what

    def _hit_chosen(self, hit: Hit) -> None:
        if hit.chapter and not hit.question:
            self.walk.chapter(hit.chapter)
        elif hit.chapter:
            self.walk.question(hit.question)
        else:
            self.noting.choose(hit.question)

    def _show_marks(self) -> None:
        self.side.set_marks(self._study.bookmarks, self._study.notes, self.marking.written())
        self.reader.set_starred(self._study.starred())
        self.search.invalidate()

    def _show_pictures(self) -> None:
        """Show the pictures as they are on disk now."""
        self.reader.refresh()
        self.gallery.refresh()
        self._show_marks()

    def _show_history(self) -> None:
        self.commands["back"].setEnabled(self.walk.history.can_go_back)
        self.commands["forward"].setEnabled(self.walk.history.can_go_forward)

    def _settle(self) -> None:
        """Have what is being typed put on disk."""
        self.notes.commit()
        if self._saver is not None:
            self._saver.flush(PATIENCE)

    def _leave_course(self) -> None:
        """Hand on and keep all that belongs to the open course, while it is the open one."""
        self.notes.commit()
        self.walk.keep_place()
        self.gallery.keep_views()
        self._settings.set_texts(self._key("collapsed"), self.side.collapsed())

    def _flushed(self) -> bool:
        """Return whether all that was written is on disk, or the user closes all the same."""
        if self._saver is None or self._saver.flush(PATIENCE):
            return True
        from msp_desktop.ui.windows.dialogs import close_all_the_same

        return close_all_the_same(self, self._saver.unsaved())

    def _key(self, name: str) -> str:
        return f"{name}/{self._study.record.id}" if self._study.record else name
