"""Follows a course from edition to edition: what was written moves along, and the window says so.

All of it is done a moment after a course is shown, on the thread that writes.
"""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from msp_desktop.notebook.model import QuestionRef
from msp_desktop.ui.windows.news import News

if TYPE_CHECKING:
    from pathlib import Path

    from msp_desktop.course.model import Course
    from msp_desktop.notebook.comparing import Comparison
    from msp_desktop.notebook.moving import Moved, Step
    from msp_desktop.notebook.notebook import Notebook
    from msp_desktop.ui.history import Spot
    from msp_desktop.ui.marking import Marking
    from msp_desktop.ui.study import Study
    from msp_desktop.ui.theme import Theme
    from msp_desktop.ui.views.message import MessageBar
    from msp_desktop.ui.views.reader.pane import ReaderPane
    from msp_desktop.ui.windows.adopting import Adopting
    from msp_desktop.ui.windows.changing import Changing
    from msp_desktop.ui.windows.noting import Noting
    from msp_desktop.ui.windows.walk import Walk
    from msp_desktop.ui.worker import Worker

FIRST = 300
"""Milliseconds after a course was opened: it is to be seen and read first."""

AGAIN = 200
"""Milliseconds after a new edition of it: there may be another one right behind."""


class Followed(NamedTuple):
    """What following a course came to; ``open`` is how many decisions there are."""

    moved: Moved
    step: Step | None
    open: int


class Following(QObject):
    """Moves what was written along with the open course, and says what has changed.

    ``comparison`` is the open edition beside the one that was read last, None where they are one or
    nobody knows yet; ``step`` is the last move that can be taken back, ``held`` says that the last
    one was.

    Signals: ``followed()`` when something is known anew.
    """

    followed = Signal()

    def __init__(
        self,
        study: Study,
        marking: Marking,
        reader: ReaderPane,
        walk: Walk,
        noting: Noting,
        messages: MessageBar,
        theme: Theme,
        data: Path,
    ) -> None:
        super().__init__(reader)
        self._study = study
        self._marking = marking
        self._reader = reader
        self._walk = walk
        self._noting = noting
        self.news = News(messages, self)
        self._messages = messages
        self._theme = theme
        self._data = data
        self._course = ""
        self._is_seen = True
        self._lost: tuple[Spot, Spot] | None = None
        self._spot: Spot | None = None
        self.comparison: Comparison | None = None
        self.step: Step | None = None
        self.held = False
        self._worker: Worker | None = None
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(self.follow)
        self.news.dismissed.connect(self.see)
        study.leaving.connect(self._leave)
        study.opened.connect(self._opened)

    @cached_property
    def page(self) -> Changing:
        """What brings the page of changes; few sessions need it."""
        from msp_desktop.ui.windows.changing import Changing

        return Changing(
            *(self._study, self._marking, self, self._reader, self._walk, self._messages),
            theme=self._theme,
            data=self._data,
        )

    @cached_property
    def _adopting(self) -> Adopting:
        from msp_desktop.ui.windows.adopting import Adopting

        return Adopting(self._study, self._marking, self, self.news)

    def set_theme(self, theme: Theme) -> None:
        """Take another look."""
        self._theme = theme
        if "page" in self.__dict__:
            self.page.set_theme(theme)

    def follow(self, *, again: bool = False) -> None:
        """Have what was written moved to where it belongs; ``again`` after it was taken back."""
        course, record = self._study.course, self._study.record
        self._soon.stop()
        if course is None or record is None:
            return
        job = partial(
            _follow, self._study, course.digest, record.id, now=self._study.now(), again=again
        )
        self._study.submit(job, partial(self._moved, course, record.id))

    def step_back(self) -> None:
        """Put everything back to where it was before it moved; this can be undone."""
        from msp_desktop.ui.undoing import Step as Undo

        if self._study.record is None or self.step is None:
            return
        source = self.step.source
        self.take_back()
        name = self.tr("Putting marks back")
        again = partial(self.follow, again=True)
        undo = partial(self._adopting.bring, source) if source else again
        self._marking.steps.add(Undo(name, undo, self.take_back))
        self._marking.removed.emit(name)

    def see(self) -> None:
        """Take note that the user has seen what changed: only what comes then is news."""
        self._is_seen = True
        self.news.hush()

    def show_page(self) -> None:
        """Show what changed."""
        self.page.show()

    def decide(self, subject: str = "") -> None:
        """Show what has no place, and of it the ``subject`` if one is given."""
        self.page.decide(subject)

    def adopt(self) -> None:
        """Ask for another edition, and bring what was written there into the open course."""
        if self._study.course is not None:
            self._noting.hand_on()
            self._adopting.ask(self._data, self._reader.window())

    def take(self, step: Step | None) -> None:
        """Take note of a move that was made here; it can be taken back."""
        self.step = step
        self._study.tell_changed()
        self.followed.emit()

    # Following

    def _leave(self) -> None:
        self._spot = self._reader.spot() if self._reader.reader.page is not None else None

    def _opened(self, course: Course) -> None:
        record = self._study.record
        name, before = record.id if record else "", self._course
        meant = self._spot
        if name != before:
            self._course = name
            self.comparison = self.step = None
            self._is_seen = True
            self.news.forget()
            place = self._study.place()
            meant = _spot(place.chapter, place.question, place.offset) if place else None
        lost = meant is not None and meant.question and course.chapter_of(meant.question) is None
        self._lost = (meant, self._reader.spot()) if meant is not None and lost else None
        self._soon.start(AGAIN if name == before else FIRST)

    def _moved(self, course: Course, name: str, found: Followed | None) -> None:
        record = self._study.record
        if found is None or record is None or record.id != name:
            return
        comparison = found.moved.comparison
        if comparison is not None and found.moved.changes:
            ways = {
                QuestionRef(name, before): QuestionRef(name, after)
                for before, after in comparison.targets.items()
                if before != after
            }
            self._study.tell_moved(ways)
            self._noting.carry(ways)
        if found.moved.changes:
            self._study.tell_changed()
        if self._study.course is not course:
            # It was edited again meanwhile: that is followed next.
            return
        self.step, self.held = found.step, found.moved.held
        if comparison is None:
            self.followed.emit()
            return
        self._go_along(comparison)
        if self._is_seen or self.comparison is None:
            self._is_seen = False
            self._compared(course, found, comparison)
            return
        # Seen from where reading stopped, several edits are one.
        self._wanted_worker().submit(
            partial(_compare, self.comparison, comparison),
            partial(self._compared, course, found),
        )

    def _compared(self, course: Course, found: Followed, comparison: Comparison) -> None:
        if self._study.course is course:
            self.comparison = comparison
            if not ("page" in self.__dict__ and self.page.is_shown):
                self._tell(found, comparison)
            self.followed.emit()

    def _go_along(self, comparison: Comparison) -> None:
        """Go to the question that was being read, if it has another name now."""
        lost, self._lost = self._lost, None
        if lost is None or self._study.course is None:
            return
        meant, landed = lost
        target = comparison.targets.get(meant.question, "")
        chapter = self._study.course.chapter_of(target)
        if chapter is not None and self._reader.spot() == landed:
            self._reader.go_to(_spot(chapter.id, target, meant.offset))

    def take_back(self) -> None:
        """Put everything back to where it was before it moved."""
        record = self._study.record
        if record is not None:
            own = self.step is None or not self.step.source
            self.see()
            name, now = record.id, self._study.now()
            self._study.submit(
                lambda notebook: (
                    notebook.moves.step_back(name, now=now),
                    notebook.moves.last(name),
                ),
                partial(self._taken_back, own),
            )

    def _taken_back(self, own: bool, done: tuple[object, Step | None]) -> None:
        # What came from another course leaves the course's own moves alone.
        self.step, self.held = done[1], own or self.held
        self._study.tell_changed()
        self.followed.emit()

    def _tell(self, found: Followed, comparison: Comparison) -> None:
        from msp_desktop.ui.models.editions import counts_of

        step = found.step
        moved = step is not None and step.after == comparison.after.digest
        actions = (
            (self.tr("What changed"), self.show_page),
            (self.tr("Put marks back as before"), self.step_back),
        )
        counts = counts_of(comparison.matching, found.open)
        self.news.tell(counts, actions if moved else actions[:1])

    def _wanted_worker(self) -> Worker:
        if self._worker is None:
            from msp_desktop.ui.worker import Worker

            self._worker = Worker(self)
        return self._worker


def _spot(chapter: str, question: str, offset: float) -> Spot:
    from msp_desktop.ui.history import Spot

    return Spot(chapter, question, offset)


def _follow(
    study: Study, digest: str, record: str, notebook: Notebook, **how: object
) -> Followed | None:
    """Move everything along, on the thread that writes; None where the course is another by now."""
    from msp_desktop.course.errors import CourseError

    try:
        course = study.opened_again()
    except (AssertionError, CourseError):
        return None
    if course.digest != digest:
        return None
    moved = notebook.moves.follow(course, record, **how)  # pyright: ignore[reportArgumentType]
    open_ones = notebook.decisions.count(course, record) if moved.comparison is not None else 0
    return Followed(moved, notebook.moves.last(record), open_ones)


def _compare(first: Comparison, last: Comparison) -> Comparison:
    from msp_desktop.notebook.comparing import compare

    return compare(first.before, last.after)
