"""Drawings of formulas and diagrams: from the shelf at once, from the process that draws later."""

from __future__ import annotations

from collections import OrderedDict
from importlib.util import find_spec
from threading import Lock
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication, QObject, QRect, QSize, QSizeF, QTimer, Signal

from msp_desktop.course.drawing.drawer import Drawer
from msp_desktop.course.drawing.look import Look, Palette
from msp_desktop.course.drawing.model import Drawing, Fault, Kind, Outcome, Undrawn, Wanted
from msp_desktop.course.drawing.shelf import DrawingShelf
from msp_desktop.paths import resources
from msp_desktop.ui.theme import Theme
from msp_desktop.ui.worker import Worker

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QImage

SLICE = 0.15
"""Seconds for which drawings are collected before the page takes them."""
REST = 20_000
"""Milliseconds after which the process that draws is ended, if nobody asks for anything."""
MOST_BYTES = 48 * 1024 * 1024
"""How much the pixels of drawings may take."""
MOST_KNOWN = 5_000
"""Sources whose outcome is remembered."""

_LIBRARIES = {Kind.FORMULA: "ziamath", Kind.DISPLAY: "ziamath", Kind.MERMAID: "mmdr"}
_SERIES = ("accent", "note", "star", "code-keyword", "error", "code-number")


class Shown(NamedTuple):
    """A drawing as it is painted: how large in pixels, in which colour and theme."""

    wanted: Wanted
    width: int
    height: int
    ink: str
    dark: bool


class Drawings(QObject):
    """Gives the drawings of sources, and draws those that are not kept.

    Signals: ``came(frozenset)`` with the sources of which it is known now what came of them;
    ``painted()`` when pixels have come that a page should draw.
    """

    came = Signal(object)
    painted = Signal()

    def __init__(self, folder: Path, parent: QObject) -> None:
        super().__init__(parent)
        look = program_look()
        self._shelf = DrawingShelf(folder, look)
        self._drawer = Drawer(look)
        self._known: OrderedDict[Wanted, Outcome] = OrderedDict()
        self._asked: OrderedDict[Wanted, None] = OrderedDict()
        self._images: OrderedDict[Shown, QImage] = OrderedDict()
        self._unpainted: OrderedDict[Shown, Drawing] = OrderedDict()
        self._libraries: dict[str, bool] = {}
        self._lock = Lock()
        self._sources = Worker(self)
        self._pixels = Worker(self)
        self._rest = QTimer(self, interval=REST, singleShot=True)
        self._rest.timeout.connect(self._end_process)
        self.destroyed.connect(self._drawer.close)
        program = QCoreApplication.instance()
        if program is not None:
            program.aboutToQuit.connect(self._drawer.close)

    @property
    def idle(self) -> bool:
        """Whether nothing is being drawn or painted."""
        return self._sources.idle and self._pixels.idle and not self._asked and not self._unpainted

    def outcome(self, wanted: Wanted) -> Outcome | None:
        """Return what came of a source; None while it is being drawn (then ``came``)."""
        known = self._known.get(wanted)
        if known is not None:
            return known
        known = self._shelf.find(wanted)
        if known is None and not self._has_library(wanted.kind):
            known = Undrawn(Fault.ABSENT)
        if known is not None:
            self._know(wanted, known)
            return known
        with self._lock:
            self._asked[wanted] = None
        self._rest.stop()
        self._sources.submit(self._draw, self._drawn)
        return None

    def file(self, wanted: Wanted) -> Path:
        """Return the file that a source's drawing is kept in."""
        return self._shelf.file(wanted)

    def image(self, shown: Shown) -> QImage | None:
        """Return a drawing's pixels, None until they are painted (then ``painted``)."""
        image = self._images.get(shown)
        if image is not None:
            self._images.move_to_end(shown)
            return image
        drawing = self._known.get(shown.wanted)
        if isinstance(drawing, Drawing):
            with self._lock:
                self._unpainted[shown] = drawing
            self._pixels.submit(self._paint, self._painted)
        return None

    def forget_waiting(self) -> None:
        """Draw nothing any more that was asked for: another page is shown."""
        with self._lock:
            self._asked.clear()
            self._unpainted.clear()

    def _has_library(self, kind: Kind) -> bool:
        name = _LIBRARIES[kind]
        if name not in self._libraries:
            self._libraries[name] = find_spec(name) is not None
        return self._libraries[name]

    def _know(self, wanted: Wanted, outcome: Outcome) -> None:
        self._known[wanted] = outcome
        if len(self._known) > MOST_KNOWN:
            self._known.popitem(last=False)

    # On other threads

    def _draw(self) -> list[tuple[Wanted, Outcome]]:
        """Draw what is asked for, for a while."""
        made: list[tuple[Wanted, Outcome]] = []
        until = perf_counter() + SLICE
        while perf_counter() < until:
            with self._lock:
                if not self._asked:
                    break
                wanted, _ = self._asked.popitem(last=False)
            outcome = self._drawer.draw(wanted)
            self._shelf.keep(wanted, outcome)
            made.append((wanted, outcome))
        if made and not self._asked:
            self._shelf.make_room()
        return made

    def _paint(self) -> list[tuple[Shown, QImage]]:
        """Paint what is asked for."""
        made: list[tuple[Shown, QImage]] = []
        while True:
            with self._lock:
                if not self._unpainted:
                    return made
                shown, drawing = self._unpainted.popitem(last=False)
            made.append((shown, _image(shown, drawing)))

    # Back on this one

    def _drawn(self, made: list[tuple[Wanted, Outcome]]) -> None:
        for wanted, outcome in made:
            self._know(wanted, outcome)
        if self._asked:
            self._sources.submit(self._draw, self._drawn)
        else:
            self._rest.start()
        if made:
            self.came.emit(frozenset(wanted for wanted, _ in made))

    def _painted(self, made: list[tuple[Shown, QImage]]) -> None:
        for shown, image in made:
            self._images[shown] = image
        size = sum(image.sizeInBytes() for image in self._images.values())
        while len(self._images) > 1 and size > MOST_BYTES:
            size -= self._images.popitem(last=False)[1].sizeInBytes()
        if self._unpainted:
            self._pixels.submit(self._paint, self._painted)
        self.painted.emit()

    def _end_process(self) -> None:
        if self._drawer.running:
            self._sources.submit(self._rested, self._drawn)

    def _rested(self) -> list[tuple[Wanted, Outcome]]:
        self._drawer.rest()
        return []


def program_look() -> Look:
    """Return how drawings look: the program's fonts, and the colours of its two themes."""
    folder = resources() / "themes"
    light, dark = (Theme.load(folder, dark=one) for one in (False, True))
    return Look(tuple(light.families["text"]), _palette(light), _palette(dark))


def _palette(theme: Theme) -> Palette:
    def named(role: str) -> str:
        return theme.colour(role).name()

    return Palette(
        ground=named("code-card"),
        text=named("text"),
        line=named("muted"),
        faint=named("faint"),
        fill=named("selected"),
        border=named("accent"),
        frame=named("paper"),
        frame_border=named("quote-bar"),
        note=named("warning-panel"),
        note_border=named("warning"),
        alarm=named("error-panel"),
        alarm_border=named("error"),
        series=tuple(map(named, _SERIES)),
    )


def _image(shown: Shown, drawing: Drawing) -> QImage:
    """Paint a drawing; an empty image where Qt cannot."""
    from PySide6.QtGui import QImage

    from msp_desktop.ui.views.diagram.forms import PictureError
    from msp_desktop.ui.views.diagram.vector import VectorPicture

    svg = drawing.svg.replace("currentColor", shown.ink)
    full = QSize(shown.width, shown.height)
    if "<text" in svg or "<style" in svg:
        picture = VectorPicture.of(svg, dark=shown.dark)
    else:
        # Nothing but outlines: there are neither fonts nor themes to settle.
        size = QSizeF(drawing.width, drawing.height)
        picture = VectorPicture(svg, svg.encode(), size, shown.dark, themes=False)
    try:
        return picture.drawn(QRect(0, 0, full.width(), full.height()), full)
    except PictureError:
        return QImage()
