"""Follows a course from edition to edition: what was written moves along, and the window says so.

All of it is done a moment after a course is shown, on the thread that writes.
"""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from msp_desktop.notebook.model import QuestionRef

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from msp_desktop.course.model import Course
    from msp_desktop.notebook.comparing import Comparison
    from msp_desktop.notebook.model import CourseRecord
    from msp_desktop.notebook.moving import Moved, Step
    from msp_desktop.notebook.notebook import Notebook
    from msp_desktop.ui.history import Spot
    from msp_desktop.ui.marking import Marking
    from msp_desktop.ui.study import Study
    from msp_desktop.ui.theme import Theme
    from msp_desktop.ui.views.message import MessageBar
    from msp_desktop.ui.views.reader.pane import ReaderPane
    from msp_desktop.ui.windows.adopting import Adopted
    from msp_desktop.ui.windows.changing import Changing
    from msp_desktop.ui.windows.noting import Noting
    from msp_desktop.ui.windows.walk import Walk
    from msp_desktop.ui.worker import Worker

FIRST = 300
"""Milliseconds after a course was opened: it is to be seen and read first."""

IDLE = 20
"""Milliseconds between two modules that are imported before they are needed."""

AGAIN = 200
"""Milliseconds after a new edition of it: there may be another one right behind."""

KEY = "edition"

PAGE = (
    *("models.differences", "models.changes", "models.editions", "views.side.notice"),
    *("views.changes.column", "views.changes.paragraph", "views.changes.rows"),
    *("views.changes.cards", "views.changes.pane", "windows.deciding", "windows.changing"),
)
"""What the page needs: imported one by one, it stops the window for no frame."""


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
        self._messages = messages
        self._theme = theme
        self._data = data
        self._course = ""
        self._is_seen = True
        self._open = 0
        self._least: int | None = None
        self._lost: tuple[Spot, Spot] | None = None
        self._spot: Spot | None = None
        self.comparison: Comparison | None = None
        self.step: Step | None = None
        self.held = False
        self._worker: Worker | None = None
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(self.follow)
        self._coming: list[str] = []
        self._idle = QTimer(self, singleShot=True, interval=IDLE)
        self._idle.timeout.connect(self._prepare)
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
        self._take_back()
        name = self.tr("Putting marks back")
        undo = partial(self._bring, source) if source else partial(self.follow, again=True)
        self._marking.steps.add(Undo(name, undo, self._take_back))
        self._marking.removed.emit(name)

    def hush(self) -> None:
        """Take away what is said above the page: it is about to be seen."""
        self._messages.withdraw(KEY)

    def see(self) -> None:
        """Take note that the user has seen what changed: only what comes then is news."""
        self._is_seen = True
        self.hush()

    def adopt(self) -> None:
        """Ask for another edition, and bring what was written there into the open course."""
        from msp_desktop.paths import Paths
        from msp_desktop.ui.windows.adopting import AdoptDialog

        if self._study.course is not None:
            self._noting.hand_on()
            notebook = Paths(*[self._data] * 4).notebook
            dialog = AdoptDialog(self._study, notebook, self._reader.window())
            dialog.chosen.connect(self._adopt)
            dialog.open()

    # Following

    def _leave(self) -> None:
        self._spot = self._reader.spot() if self._reader.reader.page is not None else None

    def _opened(self, course: Course) -> None:
        record = self._study.record
        name, before = record.id if record else "", self._course
        meant = self._spot
        if name != before:
            self._course = name
            self.comparison = self.step = self._least = None
            self._is_seen = True
            self._messages.withdraw(KEY)
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

    def _take_back(self) -> None:
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

    def _wanted_worker(self) -> Worker:
        if self._worker is None:
            from msp_desktop.ui.worker import Worker

            self._worker = Worker(self)
        return self._worker

    # Adopting

    def _adopt(self, source: CourseRecord) -> None:
        """Bring everything from another course; this can be undone."""
        from msp_desktop.ui.undoing import Step as Undo

        def done(adopted: Adopted) -> None:
            if adopted.moved.changes:
                redo = partial(self._bring, source.id)
                self._marking.steps.add(Undo(self.tr("Adopting notes"), self._take_back, redo))
            self._say_adopted(source, adopted)

        self._bring(source.id, done)

    def _bring(self, source: str, then: Callable[[Adopted], None] | None = None) -> None:
        from msp_desktop.ui.windows.adopting import adopt

        def done(adopted: Adopted | None) -> None:
            if adopted is None:
                return
            if adopted.moved.changes:
                self.step = adopted.step
                self._study.tell_changed()
                self.followed.emit()
            if then is not None:
                then(adopted)

        adopt(self._study, source, done)

    def _say_adopted(self, source: CourseRecord, adopted: Adopted) -> None:
        from msp_desktop.ui.views.message import Message
        from msp_desktop.ui.windows.adopting import adopted_words

        actions: list[tuple[str, Callable[[], None]]] = []
        if adopted.moved.changes:
            if adopted.open:
                actions.append((self.tr("Decide…"), self.decide))
            actions.append((self.tr("Put marks back as before"), self.step_back))
        self._messages.withdraw(KEY)
        words = adopted_words(source.title, adopted)
        self._messages.say(Message(KEY, words, "news", tuple(actions)))

    # Telling

    def _tell(self, found: Followed, comparison: Comparison) -> None:
        """Say above the page what changed, once for as many edits as there are."""
        from msp_desktop.ui.models.editions import counts_of
        from msp_desktop.ui.views.changes.words import message_words
        from msp_desktop.ui.views.message import Message

        if "page" in self.__dict__ and self.page.is_shown:
            return
        words = message_words(counts_of(comparison.matching, found.open))
        if not words:
            self._messages.withdraw(KEY)
            return
        if self._least is not None and found.open <= self._least:
            # The user has sent this away before; every edit would bring it back.
            return
        actions: list[tuple[str, Callable[[], None]]] = [(self.tr("What changed"), self.show_page)]
        if found.step is not None and found.step.after == comparison.after.digest:
            actions.append((self.tr("Put marks back as before"), self.step_back))
        self._open = found.open
        message = Message(KEY, words, "news", tuple(actions), dismissed=self._dismissed)
        if self._messages.offers(KEY) == [name for name, _ in actions]:
            self._messages.measure(KEY, words, None)
        else:
            self._messages.withdraw(KEY)
            self._messages.say(message)
            self._coming = [*reversed(PAGE)]
            self._idle.start()

    def _prepare(self) -> None:
        """Import the next thing that the page needs."""
        from importlib import import_module

        if self._coming:
            import_module(f"msp_desktop.ui.{self._coming.pop()}")
            self._idle.start()

    def show_page(self) -> None:
        """Show what changed."""
        self.page.show()

    def decide(self, subject: str = "") -> None:
        """Show what has no place, and of it the ``subject`` if one is given."""
        self.page.decide(subject)

    def _dismissed(self) -> None:
        self._least = self._open
        self.see()


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
