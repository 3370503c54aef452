"""Walking through a course: jumps, history, links, and the place to come back to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from msp_desktop.ui.history import History, Spot
from msp_desktop.ui.windows.leads import Leads

if TYPE_CHECKING:
    from msp_desktop.course.destinations import Target
    from msp_desktop.course.model import Course
    from msp_desktop.ui.study import Study
    from msp_desktop.ui.views.reader.pane import ReaderPane

QUIET = 800
"""Milliseconds of rest after which the reading place is kept."""

OURS = ("picture", "locate", "drawing", "fold", "chapter")
"""Schemes of what the reader makes links of itself; their tips are elsewhere."""


class Walk(QObject):
    """Moves the reader and remembers where it was.

    Signals: ``moved(chapter, question)`` when another question or chapter is being read;
    ``history_changed()``; ``picture_chosen(path)`` and ``locate_wanted(path)`` for a picture's
    path in the course; ``drawing_chosen(path)`` for the file of a diagram that was drawn from its
    source; ``stranded(target, words)`` for a link that is not followed, or not to its
    end, and why.
    """

    moved = Signal(str, str)
    history_changed = Signal()
    picture_chosen = Signal(str)
    drawing_chosen = Signal(str)
    locate_wanted = Signal(str)
    stranded = Signal(object, str)

    def __init__(self, study: Study, reader: ReaderPane) -> None:
        super().__init__(reader)
        self._study = study
        self._reader = reader
        self.history = History()
        self._leads: Leads | None = None
        self._rest = QTimer(self, interval=QUIET, singleShot=True)
        self._rest.timeout.connect(self.keep_place)
        reader.spot_changed.connect(self._spot_changed)
        reader.link_activated.connect(self.follow)
        reader.link_pointed.connect(self._point)
        reader.reader.verticalScrollBar().valueChanged.connect(lambda _value: self._rest.start())

    def begin(self, course: Course, *, same: bool) -> None:
        """Show a course where reading it stopped; the ``same`` one again at the same spot."""
        spot = self._reader.spot() if same else None
        if spot is None:
            self.history = History()
            place = self._study.place()
            spot = Spot(place.chapter, place.question, place.offset) if place else _first(course)
        self._leads = Leads(course)
        if not self._reader.show_course(course, self._study.pictures.find):
            self._reader.go_to(spot)
        self.history_changed.emit()

    @property
    def here(self) -> str:
        """The id of the question that is being read."""
        return self._reader.reader.current_question

    def focus(self) -> None:
        """Give the keyboard to the page."""
        self._reader.reader.setFocus()

    def go_to(self, spot: Spot) -> None:
        """Jump to a spot; Back leads back."""
        self.history.leave(self._reader.spot())
        self._reader.uncover()
        self._reader.go_to(spot)
        self._reader.reader.setFocus()
        self.history_changed.emit()

    def question(self, question: str) -> None:
        """Jump to a question."""
        course = self._study.course
        chapter = course.chapter_of(question) if course else None
        if chapter is not None:
            self.go_to(Spot(chapter.id, question))

    def chapter(self, chapter: str) -> None:
        """Jump to a chapter's beginning, or to the preface."""
        self.go_to(Spot(chapter))

    def step_chapter(self, by: int) -> None:
        """Jump to the next (1) or previous (-1) chapter."""
        course = self._study.course
        if course is None:
            return
        names = ([""] if course.preface else []) + [one.id for one in course.chapters]
        here = names.index(self._reader.chapter) if self._reader.chapter in names else 0
        if 0 <= here + by < len(names):
            self.chapter(names[here + by])

    def back(self) -> None:
        """Go back to where the last jump was made."""
        self._revisit(self.history.back(self._reader.spot()))

    def forward(self) -> None:
        """Go forward again."""
        self._revisit(self.history.forward(self._reader.spot()))

    def follow(self, address: str) -> None:
        """Follow a link: to a picture, out to the system's browser, or within the course."""
        self._reader.say_lead("")
        kind, _, rest = address.partition(":")
        if kind == "picture":
            self.picture_chosen.emit(rest)
        elif kind == "drawing":
            self.drawing_chosen.emit(rest)
        elif kind == "locate":
            self.locate_wanted.emit(rest)
        elif kind == "chapter":
            from msp_desktop.course.pictures import unquoted

            self.chapter(unquoted(rest))
        elif self._leads is not None:
            self._follow_inside(self._leads, self._leads.target(address))

    def keep_place(self) -> None:
        """Remember where reading is."""
        self._rest.stop()
        if self._study.course is not None:
            spot = self._reader.spot()
            self._study.keep_place(spot.chapter, spot.question, spot.offset)

    def _follow_inside(self, leads: Leads, target: Target) -> None:
        from msp_desktop.course.destinations import Kind

        if target.kind is Kind.WEB:
            QDesktopServices.openUrl(QUrl(target.path))
        elif target.kind is Kind.PICTURE:
            self.picture_chosen.emit(target.path)
        elif target.kind is Kind.PLACE:
            self._arrive(target)
        else:
            if target.kind is Kind.NO_NAME and target.path != self._file():
                self._arrive(target)
            self.stranded.emit(target, leads.trouble(target))

    def _arrive(self, target: Target) -> None:
        """Go to a place, and there to what the link names: a heading in an answer, a footnote."""
        self.go_to(Spot(target.chapter, target.question))
        reader = self._reader.reader
        any(reader.go_to_anchor(name, target.question) for name in target.ids)

    def _file(self) -> str:
        """Return the file of what is being read; only a file alone has a preface."""
        course = self._study.course
        if course is None:
            return ""
        chapter = course.chapter(self._reader.chapter)
        return chapter.file if chapter else course.source.name

    def _point(self, address: str) -> None:
        """Say where the link leads that is being pointed at, if one is."""
        ours = address.partition(":")[0] in OURS
        words = ""
        if address and not ours and self._leads is not None:
            words = self._leads.words(self._leads.target(address))
        self._reader.say_lead(words)

    def _revisit(self, spot: Spot | None) -> None:
        if spot is not None:
            self._reader.uncover()
            self._reader.go_to(spot)
            self.history_changed.emit()

    def _spot_changed(self, chapter: str, question: str) -> None:
        self._rest.start()
        self.moved.emit(chapter, question)


def _first(course: Course) -> Spot:
    """Return where a course is opened for the first time: its first question, not its preface.

    A folder's README is there to be read first, unless it only lists what the contents show.
    """
    from msp_desktop.course.guide import is_guide, is_only_links

    if len(course.files) > 1 and course.chapters and is_guide(course.chapters[0].file):
        first = course.chapters[0]
        if first.questions or not is_only_links(first):
            return Spot(first.id)
    chapter = next((one for one in course.chapters if one.questions), None)
    return Spot(chapter.id) if chapter else Spot("")
