"""The diagram pane: header, picture, messages, and taking a picture elsewhere."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPoint, QPointF, Qt, QTimer, Signal
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from msp_desktop.ui.views.diagram.beside import Beside
from msp_desktop.ui.views.diagram.canvas import STEP, DiagramCanvas
from msp_desktop.ui.views.diagram.forms import Fault, PictureError
from msp_desktop.ui.views.diagram.header import DiagramHeader
from msp_desktop.ui.views.diagram.notice import Notice
from msp_desktop.ui.views.diagram.shelf import Shelf
from msp_desktop.ui.worker import Worker

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from PySide6.QtGui import QKeyEvent

    from msp_desktop.ui.theme import Theme
    from msp_desktop.ui.views.diagram.forms import Picture
    from msp_desktop.ui.views.diagram.taking import Taking
    from msp_desktop.ui.views.diagram.view import DiagramView

PATIENCE = 150
"""How long a picture may take before the pane says that it is being read, in milliseconds."""


class DiagramEntry(NamedTuple):
    """A picture to show: its file, or how to find it, and ``shown_path``, how the course names it.

    A library has more diagrams than anybody looks at; each is found when it is shown.  One that is
    ``outside`` the course's folder is not read.
    """

    title: str
    alt: str
    file: Path | Callable[[], Path]
    shown_path: str
    outside: Callable[[], bool] = bool

    def find(self) -> Path:
        """Return the picture's file."""
        return self.path

    @property
    def path(self) -> Path:
        """The picture's file."""
        return self.file() if callable(self.file) else self.file


class DiagramPane(QWidget):
    """Shows the course's diagrams, one at a time, or a picture that was clicked in an answer.

    ``pictures`` tells all pictures of the course for the row of them, when that is shown.

    Signals: ``diagram_chosen(int)`` when the user went to another of the course's diagrams,
    ``locate_requested(str)`` with the ``shown_path`` of a missing picture,
    ``view_changed(DiagramView)`` when the picture is looked at otherwise,
    ``menu_wanted(QMenu)`` when there is to be a menu, for others to put something on its top,
    ``picture_chosen(str)`` with the ``shown_path`` of a picture picked in the row of them,
    ``picture_changed()`` when another picture has come onto the canvas, or none is on it,
    ``full_screen_wanted()``, ``floating_wanted()`` and ``arranged()`` when the user wants the pane
    on the full screen, in a window of its own, or its parts otherwise.
    """

    diagram_chosen = Signal(int)
    locate_requested = Signal(str)
    view_changed = Signal(object)
    menu_wanted = Signal(object)
    picture_chosen = Signal(str)
    picture_changed = Signal()
    full_screen_wanted = Signal()
    floating_wanted = Signal()
    arranged = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._entries: tuple[DiagramEntry, ...] = ()
        self._current: DiagramEntry | None = None
        self._views: dict[Path, DiagramView] = {}
        self._shelf: Shelf | None = None
        self._aim: QPointF | None = None
        self.pictures: Callable[[], Sequence[DiagramEntry]] = tuple
        self._reader = Worker(self)
        self._patience = QTimer(self, interval=PATIENCE, singleShot=True)

        self.header = DiagramHeader(theme, self)
        self.canvas = DiagramCanvas(theme, self)
        self._notice = Notice(theme, self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.canvas)
        self._stack.addWidget(self._notice)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self._stack, 1)
        self.beside = Beside(self, self.canvas, column, theme)
        self.setAutoFillBackground(True)
        self.setPalette(theme.palette())
        self._connect()

    def _connect(self) -> None:
        self._patience.timeout.connect(lambda: self._say(self._notice.show_loading))
        self._notice.locate.connect(self._locate)
        self.beside.strip_changed.connect(self._fill_strip)
        self.beside.chosen.connect(self.picture_chosen)
        self.beside.arranged.connect(self.arranged)
        self.header.closer.connect(lambda: self.canvas.zoom_by(STEP))
        self.header.further.connect(lambda: self.canvas.zoom_by(1 / STEP))
        self.header.fit.connect(self.canvas.fit)
        self.header.fit_width.connect(self.canvas.fit_width)
        self.header.zoom.connect(self.canvas.zoom_to)
        self.header.chosen.connect(self._choose)
        self.header.menu_wanted.connect(self._fill_menu)
        self.header.full_screen_wanted.connect(self.full_screen_wanted)
        self.canvas.view_changed.connect(self._view_changed)
        self.canvas.failed.connect(self._fail)
        self.canvas.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.canvas.customContextMenuRequested.connect(self._context_menu)

    @property
    def shown(self) -> DiagramEntry | None:
        """What is shown, or is being read to be shown."""
        return self._current

    @property
    def at_rest(self) -> bool:
        """Whether everything that was asked for is on the screen."""
        return self._reader.idle and self.canvas.at_rest

    def keep_drawings(self, folder: Path) -> None:
        """Keep drawings in a folder of the cache from now on, and show those that are there."""
        self._shelf = Shelf(folder)
        self.beside.shelf = self._shelf

    def set_diagrams(self, entries: Sequence[DiagramEntry], current: int) -> None:
        """Take a course's diagrams and show one of them; without any, say so.

        A picture that is shown already is read again, and keeps its place and zoom.
        """
        self._entries = tuple(entries)
        self._fill_strip()
        self._open(self._entries[current] if self._entries else None)

    def show_file(self, path: Path, title: str, alt: str, shown_path: str = "") -> None:
        """Show another picture than the course's diagrams; the title leads back to those."""
        self._open(DiagramEntry(title, alt, path, shown_path or str(path)))

    def aim(self, x: float, y: float) -> None:
        """Come close to a place of the shown picture, in fractions, also while it is being read."""
        self._aim = QPointF(x, y)
        if self.canvas.picture is not None and not self._patience.isActive():
            self._look_at_aim()

    def view_state(self) -> DiagramView:
        """Return how the picture is looked at, to be remembered."""
        return self.canvas.view_state()

    def restore(self, view: DiagramView) -> None:
        """Look at the shown picture as remembered, also while it is still being read."""
        if self._current is not None:
            self._views[self._current.path] = view
        if self._stack.currentWidget() is self.canvas and not self._patience.isActive():
            self.canvas.restore(view)

    def set_theme(self, theme: Theme) -> None:
        """Take another theme; an SVG is drawn again in its colours, in its place."""
        self._theme = theme
        self.setPalette(theme.palette())
        self.header.set_theme(theme)
        self._notice.set_theme(theme)
        self.beside.set_theme(theme)
        self.canvas.set_theme(theme)
        if not self._patience.isActive():
            self._suit()

    # Showing a picture.

    def _open(self, entry: DiagramEntry | None) -> None:
        self._current = entry
        self._aim = None
        self._reader.drop()
        self._patience.stop()
        self._show_titles()
        self.beside.mark(entry)
        if entry is None:
            self._say(self._notice.show_nothing)
            return
        self._stack.setCurrentWidget(self.canvas)
        self.canvas.setAccessibleName(". ".join(filter(None, (entry.title, entry.alt))))
        if entry.outside():
            self._fail(PictureError(Fault.OUTSIDE))
            return
        self._patience.start()
        read = partial(_read, self._shelf, entry.path, dark=self._theme.dark)
        self._reader.submit(read, self._arrived)

    def _arrived(self, result: Picture | PictureError) -> None:
        self._patience.stop()
        if isinstance(result, PictureError):
            self._fail(result)
            return
        assert self._current is not None
        self._stack.setCurrentWidget(self.canvas)
        self.canvas.set_picture(result, self._views.get(self._current.path))
        self.beside.show_picture(result)
        self._suit()
        self._look_at_aim()
        self.picture_changed.emit()

    def _look_at_aim(self) -> None:
        aim, self._aim = self._aim, None
        if aim is not None:
            self.canvas.look_closely(aim)

    def _suit(self) -> None:
        picture, dark = self.canvas.picture, self._theme.dark
        if picture is not None and not picture.suits(dark=dark):
            self._reader.submit(partial(picture.in_theme, dark=dark), self._suited)

    def _suited(self, picture: Picture) -> None:
        self.canvas.swap_picture(picture)
        self._suit()

    def _fail(self, error: PictureError) -> None:
        place = self._current.shown_path if self._current else ""
        self._say(lambda: self._notice.show_error(error, place))

    def _say(self, show: Callable[[], None]) -> None:
        show()
        self._stack.setCurrentWidget(self._notice)
        self.canvas.set_picture(None)
        self.beside.show_picture(None)
        self.header.show_zoom(None)
        self.picture_changed.emit()

    def _show_titles(self) -> None:
        entry = self._current
        current = self._entries.index(entry) if entry in self._entries else -1
        titles = [one.title for one in self._entries]
        self.header.show_titles(titles, current, entry.title if entry else self.tr("Diagram"))

    def _choose(self, index: int) -> None:
        self._open(self._entries[index])
        self.diagram_chosen.emit(index)

    def _locate(self) -> None:
        if self._current is not None:
            self.locate_requested.emit(self._current.shown_path)

    def _view_changed(self, view: DiagramView) -> None:
        if self.canvas.picture is None or self._current is None:
            return
        self.header.show_zoom(view.zoom)
        if self._patience.isActive():
            # What is seen for a moment longer is the picture before this one.
            return
        self._views[self._current.path] = view
        self.view_changed.emit(view)

    def _fill_strip(self) -> None:
        if self.beside.strip_shown:
            self.beside.fill_strip(self.pictures(), self._current)

    # The menu, the keys, and taking it elsewhere.

    def copy_picture(self) -> None:
        """Put the picture on the clipboard."""
        taking = self._taking()
        if taking is not None:
            taking.copy()

    def save_picture(self) -> None:
        """Ask for a file and save the picture there."""
        taking = self._taking()
        if taking is not None:
            taking.save()

    def print_picture(self) -> None:
        """Ask for a printer and print the picture on one page."""
        taking = self._taking()
        if taking is not None:
            taking.print()

    def _taking(self) -> Taking | None:
        from msp_desktop.ui.views.diagram.taking import Taking

        entry, picture = self._current, self.canvas.picture
        if entry is None or picture is None:
            return None
        return Taking(picture, entry.path, self._theme, self._fail, self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what the keys say that the canvas does not know."""
        from msp_desktop.ui.views.diagram.menu import do_key

        if not do_key(self, Qt.Key(event.key()), event.modifiers()):
            super().keyPressEvent(event)

    def step(self, by: int) -> None:
        """Show the next (1) or the previous (-1) of the course's diagrams."""
        entry = self._current
        if entry in self._entries and 0 <= self._entries.index(entry) + by < len(self._entries):
            self._choose(self._entries.index(entry) + by)

    def _fill_menu(self, menu: QMenu) -> None:
        from msp_desktop.ui.views.diagram.menu import fill

        fill(menu, self)

    def _context_menu(self, place: QPoint) -> None:
        if self.canvas.picture is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        ground = self.canvas.ground()
        if ground is not None:
            self.canvas.overlays.fill_menu(menu, ground.fraction(QPointF(place)))
        self.menu_wanted.emit(menu)
        self._fill_menu(menu)
        menu.popup(self.canvas.mapToGlobal(place))


def _read(shelf: Shelf | None, path: Path, *, dark: bool) -> Picture | PictureError:
    from msp_desktop.ui.views.diagram.picture import read_picture

    try:
        return read_picture(path, dark=dark) if shelf is None else shelf.open(path, dark=dark)
    except PictureError as error:
        return error
