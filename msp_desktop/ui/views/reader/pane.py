"""The middle of the window: the reader with its find bar, over the chapters of one course."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from msp_desktop.ui.history import Spot
from msp_desktop.ui.settings import ZOOMS
from msp_desktop.ui.views.reader.folds import Folds
from msp_desktop.ui.views.reader.page import build_page
from msp_desktop.ui.views.reader.view import Reader, address_in

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from pathlib import Path

    from msp_desktop.course.model import Chapter, Course
    from msp_desktop.ui.theme import Theme
    from msp_desktop.ui.views.reader.drawings import Drawings
    from msp_desktop.ui.views.reader.find import FindBar
    from msp_desktop.ui.views.reader.tip import LinkTip


class Cover(Protocol):
    """A page that is shown instead of the course's."""

    def step(self, by: int, /) -> None:
        """Move the keyboard to the next thing on it (1) or the previous one (-1)."""
        ...


class ReaderPane(QWidget):
    """Shows a course, a chapter at a time.

    Signals: ``spot_changed(chapter, question)`` when another chapter or question is being read;
    ``link_activated(address)`` and ``bookmark_wanted(question)`` as the reader's;
    ``link_pointed(address)`` when the pointer or the focus comes to a link, "" when it leaves;
    ``zoom_changed(zoom)``.
    """

    spot_changed = Signal(str, str)
    link_activated = Signal(str)
    link_pointed = Signal(str)
    bookmark_wanted = Signal(str)
    zoom_changed = Signal(float)

    def __init__(self, theme: Theme, zoom: float) -> None:
        super().__init__()
        self._theme = theme
        self._zoom = zoom
        self._course: Course | None = None
        self._find: Callable[[str], Path | None] = lambda _path: None
        self._behind = False
        self._folds = Folds()
        self._drawings: Drawings | None = None
        self._drawings_folder: Path | None = None
        self.reader = Reader()
        self._find_bar: FindBar | None = None
        self._cover: QWidget | None = None
        self._tip: LinkTip | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.reader, 1)
        self.setFocusProxy(self.reader)
        self.reader.question_changed.connect(self._tell)
        self.reader.link_activated.connect(self.link_activated)
        self.reader.highlighted.connect(lambda url: self.link_pointed.emit(address_in(url)))
        self.reader.bookmark_wanted.connect(self.bookmark_wanted)
        self.reader.copying.connect(self._say_copying)
        self.reader.zoom_wanted.connect(self.zoom_by)

    @property
    def zoom(self) -> float:
        """How large the text is."""
        return self._zoom

    @property
    def chapter(self) -> str:
        """The id of the chapter that is shown, "" for the preface."""
        page = self.reader.page
        return page.chapter if page else ""

    @property
    def is_finding(self) -> bool:
        """Whether the find bar is shown."""
        return self._find_bar is not None and self._find_bar.isVisible()

    @property
    def is_covered(self) -> bool:
        """Whether another page is shown instead of the course's."""
        return self._cover is not None

    def cover(self, page: QWidget) -> None:
        """Show another page, a :class:`Cover`; the course's stays where it is behind it."""
        if self._cover is page:
            return
        self.uncover()
        if self._find_bar is not None:
            self._find_bar.hide()
        self._cover = page
        # First, so that they never share the room: the course's page would be laid out for less.
        _hide(self.reader)
        self._column.addWidget(page, 1)
        page.show()
        self.setFocusProxy(page)
        page.setFocus(Qt.FocusReason.OtherFocusReason)

    def uncover(self) -> None:
        """Show the course's page again, if another one is shown."""
        page, self._cover = self._cover, None
        if page is None:
            return
        focused = page.isAncestorOf(self.window().focusWidget() or self.reader)
        _hide(page)
        self._column.removeWidget(page)
        self.reader.show()
        self.setFocusProxy(self.reader)
        if focused:
            self.reader.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def at_rest(self) -> bool:
        """Whether nothing of what is shown is still being drawn."""
        return self._drawings is None or self._drawings.idle

    def keep_drawings(self, folder: Path) -> None:
        """Draw formulas and diagrams from now on, and keep the drawings in a folder."""
        self._drawings_folder = folder

    def _made_drawings(self) -> Drawings | None:
        if self._drawings is None and self._drawings_folder is not None:
            from msp_desktop.ui.views.reader.drawings import Drawings

            self._drawings = Drawings(self._drawings_folder, self)
            self._drawings.came.connect(self.reader.redraw)
            self._drawings.painted.connect(self.reader.viewport().update)
        return self._drawings

    def spot(self) -> Spot:
        """Return where the reader is."""
        question, offset = self.reader.place()
        return Spot(self.chapter, question, offset)

    def show_course(self, course: Course, find: Callable[[str], Path | None]) -> bool:
        """Take another course or edition; ``find`` gives the file of one of its pictures.

        It is shown by the next :meth:`go_to`.  Where an edition differs in other chapters than the
        shown one, the page stays as it is, and True is returned.
        """
        stays = not self._behind and self._has_same_page(course)
        if self._course is None or self._course.source != course.source:
            self._folds = Folds()
        self._course = course
        self._find = find
        self._behind = not stays
        return stays

    def go_to(self, spot: Spot) -> None:
        """Show a spot; a chapter or question that the course lacks leads to what is nearest."""
        course = self._course
        if course is None:
            return
        chapter = _chapter(course, spot)
        if self._behind or self.chapter != (chapter.id if chapter else ""):
            self._show(chapter)
        if not spot.question or not self.reader.go_to(spot.question, spot.offset):
            self.reader.go_to_top(0.0 if spot.question else spot.offset)
        self._tell()

    def _has_same_page(self, course: Course) -> bool:
        """Whether the shown page is one of another edition as well.

        Of the very same edition nobody asks twice who does not want to see it anew.
        """
        before, page = self._course, self.reader.page
        if before is None or page is None or before.digest == course.digest:
            return False
        if (before.source, before.root, before.title) != (course.source, course.root, course.title):
            return False
        if not page.chapter:
            return bool(course.preface) and before.preface == course.preface
        return before.chapter(page.chapter) == course.chapter(page.chapter)

    def step(self, by: int) -> bool:
        """Go to the next (1) or previous (-1) question, also in the neighbouring chapter.

        On another page that is shown instead, it is the next thing on that.
        """
        if self._course is None:
            return False
        if self._cover is not None:
            cast("Cover", self._cover).step(by)
            return True
        if self.reader.step(by):
            return True
        chapters = [one for one in self._course.chapters if one.questions]
        here = next((i for i, one in enumerate(chapters) if one.id == self.chapter), None)
        if here is None:
            here = -1 if by > 0 else 0
        if not 0 <= here + by < len(chapters):
            return False
        chapter = chapters[here + by]
        self.go_to(Spot(chapter.id, chapter.questions[0 if by > 0 else -1].id))
        return True

    def say_lead(self, words: str) -> None:
        """Say at the lower edge where the link leads that is pointed at; "" for none."""
        if self._tip is None:
            if not words:
                return
            from msp_desktop.ui.views.reader.tip import LinkTip

            self._tip = LinkTip(self.reader, self._theme)
        self._tip.say(words)

    def refresh(self) -> None:
        """Draw the page anew at the same spot."""
        if self._course is not None and self.reader.page is not None:
            grip = self.reader.grip()
            self._show(_chapter(self._course, self.spot()))
            self.reader.hold(grip)

    def set_starred(self, questions: Collection[str]) -> None:
        """Say which questions are bookmarked."""
        self.reader.set_starred(questions)

    def set_theme(self, theme: Theme) -> None:
        """Take another look."""
        self._theme = theme
        if self._find_bar is not None:
            self._find_bar.set_theme(theme)
        if self._tip is not None:
            self._tip.set_theme(theme)
        self.refresh()

    def set_zoom(self, zoom: float) -> None:
        """Make the text larger or smaller, staying at the same spot."""
        if zoom != self._zoom:
            self._zoom = zoom
            self.refresh()
            self.zoom_changed.emit(zoom)

    def zoom_by(self, steps: int) -> None:
        """Make the text one step larger (1) or smaller (-1)."""
        index = ZOOMS.index(self._zoom) + steps
        self.set_zoom(ZOOMS[min(max(index, 0), len(ZOOMS) - 1)])

    def begin_find(self) -> None:
        """Show the find bar."""
        self.uncover()
        if self._find_bar is None:
            from msp_desktop.ui.views.reader.find import FindBar

            self._find_bar = FindBar(self.reader, self._theme)
            self._find_bar.closed.connect(self.reader.setFocus)
            self._column.insertWidget(0, self._find_bar)
        self._find_bar.begin()

    def find_again(self, by: int) -> None:
        """Go to the next (1) or previous (-1) hit."""
        if self._find_bar is not None and self.is_finding:
            self._find_bar.go(by)
        else:
            self.begin_find()

    def _show(self, chapter: Chapter | None) -> None:
        assert self._course is not None
        if self._drawings is not None:
            self._drawings.forget_waiting()
        page = build_page(
            self._course,
            chapter,
            theme=self._theme,
            zoom=self._zoom,
            find=self._find,
            folds=self._folds,
            drawings=self._made_drawings,
            parent=self.reader,
        )
        self.reader.show_page(page)
        self.say_lead("")
        self._behind = False
        if self._find_bar is not None:
            self._find_bar.page_changed()

    def _say_copying(self, busy: bool) -> None:
        self.say_lead(self.tr("Copying…") if busy else "")

    def _tell(self) -> None:
        self.spot_changed.emit(self.chapter, self.reader.current_question)


def _hide(page: QWidget) -> None:
    """Hide a page; one that hides with the focus would hand it on to its own next link."""
    focused = page.window().focusWidget()
    if focused and (focused is page or page.isAncestorOf(focused)):
        focused.clearFocus()
    page.hide()


def _chapter(course: Course, spot: Spot) -> Chapter | None:
    """Return the chapter of a spot: the question's, the named one, the preface or the first."""
    if spot.question and (chapter := course.chapter_of(spot.question)):
        return chapter
    for chapter in course.chapters:
        if chapter.id == spot.chapter:
            return chapter
    if (not spot.chapter and course.preface) or not course.chapters:
        return None
    return course.chapters[0]
