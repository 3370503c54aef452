"""Follows a course from edition to edition: what was written moves along, and the window says so.

It is planned a moment after a course is shown, on another thread; meanwhile everything is written
as ever.  What changed is news until the user has looked at it, in each window and after a restart.
"""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from msp_desktop.notebook.model import QuestionRef
from msp_desktop.ui.windows.news import News
from msp_desktop.ui.windows.staying import Staying

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from msp_desktop.course.model import Course
    from msp_desktop.notebook.comparing import Comparison
    from msp_desktop.notebook.errors import NotebookError
    from msp_desktop.notebook.moves import Moved
    from msp_desktop.notebook.moving import Step
    from msp_desktop.ui.marking import Marking
    from msp_desktop.ui.moving import Mover
    from msp_desktop.ui.study import Study
    from msp_desktop.ui.theme import Theme
    from msp_desktop.ui.views.message import MessageBar
    from msp_desktop.ui.views.reader.pane import ReaderPane
    from msp_desktop.ui.windows.adopting import Adopting
    from msp_desktop.ui.windows.changing import Changing
    from msp_desktop.ui.windows.known import Known
    from msp_desktop.ui.windows.news import Actions
    from msp_desktop.ui.windows.noting import Noting
    from msp_desktop.ui.windows.returning import Returning
    from msp_desktop.ui.windows.walk import Walk
    from msp_desktop.ui.worker import Worker

FIRST = 300
"""Milliseconds after a course was opened: it is to be seen and read first."""

AGAIN = 200
"""Milliseconds after a new edition of it: there may be another one right behind."""


class Following(QObject):
    """Moves what was written along with the open course, and says what has changed.

    ``comparison`` is the open edition beside the one up to which the user knows the course, None
    where they are one or nobody knows yet; ``step`` is the last move that can be taken back,
    ``held`` says that the last one was, or was given up.

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
        self.news = News(study, messages, self)
        self._messages = messages
        self._theme = theme
        self._data = data
        self._course = ""
        # The edition, by its digest, whose names the window goes by.
        self._shown = ""
        self._staying = Staying(study, reader, self)
        self.comparison: Comparison | None = None
        self.step: Step | None = None
        self.held = False
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(self.follow)
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
    def notebook(self) -> Path:
        """The notebook's file."""
        from msp_desktop.paths import Paths

        return Paths(*[self._data] * 4).notebook

    @cached_property
    def mover(self) -> Mover:
        """What moves everything along."""
        from msp_desktop.ui.moving import Mover
        from msp_desktop.ui.windows.waiting import Waiting

        mover = Mover(self._study, self.notebook, self)
        Waiting(mover, self._messages).given_up.connect(self._given_up)
        return mover

    @cached_property
    def _worker(self) -> Worker:
        from msp_desktop.ui.worker import Worker

        return Worker(self)

    @cached_property
    def returning(self) -> Returning:
        """The way back."""
        from msp_desktop.ui.windows.returning import Returning

        return Returning(self._study, self._marking, self)

    @cached_property
    def adopting(self) -> Adopting:
        """What brings another course's notes."""
        from msp_desktop.ui.windows.adopting import Adopting

        return Adopting(self._study, self._marking, self, self.news)

    @property
    def at_rest(self) -> bool:
        """Whether nothing is moved, or about to be, and all is known of what was."""
        busy = "mover" in self.__dict__ and self.mover.busy
        idle = "_worker" not in self.__dict__ or self._worker.idle
        return idle and not busy and not self._soon.isActive()

    def set_theme(self, theme: Theme) -> None:
        """Take another look."""
        self._theme = theme
        if "page" in self.__dict__:
            self.page.set_theme(theme)

    def follow(self, *, again: bool = False) -> None:
        """Have what was written moved to where it belongs; ``again`` after it was taken back."""
        course, record = self._study.course, self._study.record
        self._soon.stop()
        if course is not None and record is not None:
            moved = partial(self._moved, course, record.id)
            self.mover.follow(course, record.id, moved, again=again)

    def once_followed(self, act: Callable[[], object]) -> None:
        """Do something as soon as what was written is where it belongs."""
        if self._soon.isActive():
            self.follow()
        if self.mover.busy:
            self.mover.ended.connect(act, Qt.ConnectionType.SingleShotConnection)
        else:
            act()

    def close(self) -> None:
        """Give up what is under way: everything stays as it is."""
        self._soon.stop()
        if "mover" in self.__dict__:
            self.mover.close()
        if "adopting" in self.__dict__:
            self.adopting.close()

    def see(self) -> None:
        """Take note that the user has seen what changed: only what comes then is news."""
        self.news.see()

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
            self.adopting.ask(self._data, self._reader.window())

    def take(self, step: Step | None, *, held: bool | None = None) -> None:
        """Take note of which move can be taken back, after one was made here or taken back.

        ``held`` says whether the one to this edition was, where that is not what it was.
        """
        self.step = step
        self.held = self.held if held is None else held
        self._study.tell_changed()
        self.followed.emit()

    # Following

    def _opened(self, course: Course) -> None:
        record = self._study.record
        name, before = record.id if record else "", self._course
        if "mover" in self.__dict__:
            # It would be the move to an edition that is gone by now.
            self.mover.cancel()
        if name != before:
            if self._page_is_shown:
                self.see()
            self._course, self._shown = name, ""
            self.comparison = self.step = None
            self.news.forget()
        self._staying.opened(course, other=name != before)
        self._soon.start(AGAIN if name == before else FIRST)

    def _moved(self, course: Course, name: str, moved: Moved) -> None:
        """Go on where everything is now, before anything else is written."""
        self._carry(name, moved.ways)
        if moved.changes:
            self._study.tell_changed()
        record = self._study.record
        if self._study.course is not course or record is None or record.id != name:
            # It was edited again meanwhile: that is followed next.
            return
        if moved.ways:
            self._staying.go_along(moved.ways)
        from msp_desktop.ui.windows.known import know

        # A page that is being read goes on from where it began.
        since = self.comparison.before.digest if self.comparison and self._page_is_shown else ""
        shown, self._shown = self._shown, course.digest
        job = partial(know, self._study, self.notebook, course.digest, name, moved)
        self._worker.submit(
            partial(job, shown=shown, since=since), partial(self._known, course, name)
        )

    def _carry(self, name: str, targets: Mapping[str, str]) -> None:
        """Have the window go by the names that questions have now."""
        ways = {
            QuestionRef(name, before): QuestionRef(name, after)
            for before, after in targets.items()
            if before != after
        }
        if ways:
            self._study.writing.redirect(ways)
            self._noting.carry(ways)

    def _known(self, course: Course, name: str, known: Known | NotebookError | None) -> None:
        from msp_desktop.notebook.errors import NotebookError

        record = self._study.record
        if isinstance(known, NotebookError):
            self._study.troubled.emit(known)
            return
        if known is None or self._study.course is not course or record is None:
            return
        here = {*course.question_ids}
        # Where another window has moved everything, this one still goes by the names of before.
        gone = {one: target for one, target in known.targets.items() if one not in here}
        if gone:
            self._carry(name, gone)
            self._staying.go_along(gone)
            # What was written under the names of before in the meantime.
            self._soon.start(AGAIN)
        self.step, self.held = known.step, known.held
        if known.comparison is not None or self.comparison is None:
            self.comparison = known.comparison
        elif self.comparison.after.digest != course.digest:
            self.comparison = None
        self.news.tell(known, self._actions(known), quiet=self._page_is_shown)
        self.followed.emit()

    def _given_up(self) -> None:
        """Say that everything is where it was, and how it would come along all the same."""
        self.held = True
        words = self.tr("Your notes and marks stay where they were before this course changed.")
        self.news.say(words, ((self.tr("Move them along"), self._follow_after_all),))
        self.followed.emit()

    def _follow_after_all(self) -> None:
        self.news.hush()
        self.follow()

    def _actions(self, known: Known) -> Actions:
        step, comparison = known.step, known.comparison
        page = (self.tr("What changed"), self.show_page)
        if step is None or comparison is None or step.after != comparison.after.digest:
            return (page,)
        return page, (self.tr("Put marks back as before"), self.returning.step_back)

    @property
    def _page_is_shown(self) -> bool:
        return "page" in self.__dict__ and self.page.is_shown
