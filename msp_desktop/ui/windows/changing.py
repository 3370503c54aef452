"""The page of what changed: what it shows comes from other threads, what is done there goes on."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from msp_desktop.notebook.errors import NotebookError
from msp_desktop.paths import Paths
from msp_desktop.ui.models.changes import ChangesReport, Section
from msp_desktop.ui.models.editions import (
    Beside,
    compared,
    decision_of,
    key_of,
)
from msp_desktop.ui.views.changes.pane import ChangesPane
from msp_desktop.ui.windows.by_hand import ByHand
from msp_desktop.ui.windows.deciding import Deciding
from msp_desktop.ui.windows.told import tell
from msp_desktop.ui.worker import Worker

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from msp_desktop.notebook.decisions import Decision
    from msp_desktop.ui.marking import Marking
    from msp_desktop.ui.models.changes import ChangedQuestion
    from msp_desktop.ui.models.differences import Piece
    from msp_desktop.ui.study import Study
    from msp_desktop.ui.theme import Theme
    from msp_desktop.ui.views.message import MessageBar
    from msp_desktop.ui.views.reader.pane import ReaderPane
    from msp_desktop.ui.windows.following import Following
    from msp_desktop.ui.windows.told import Told
    from msp_desktop.ui.windows.walk import Walk

REST = 700
"""Milliseconds after a change of marks at which it is looked again what has no place."""

MOST = 24
"""Questions whose words are compared at a time."""


class Changing(QObject):
    """Brings the page, fills it, and does what is asked for there."""

    def __init__(
        self,
        study: Study,
        marking: Marking,
        following: Following,
        reader: ReaderPane,
        walk: Walk,
        messages: MessageBar,
        theme: Theme,
        data: Path,
    ) -> None:
        super().__init__(following)
        self._study = study
        self._marking = marking
        self._following = following
        self._reader = reader
        self._walk = walk
        self._by_hand = ByHand(study, marking, reader, messages, self)
        self._by_hand.placed.connect(self._placed)
        self._notebook = Paths(*[data] * 4).notebook
        self._worker = Worker(self)
        self._comparer = Worker(self)
        self._told: Told | None = None
        self._known: dict[str, tuple[Piece, ...]] = {}
        self._asked: frozenset[str] = frozenset()
        self._undecided: dict[str, Decision] = {}
        self._course = study.record.id if study.record is not None else ""
        self._round = 0
        self._after: Callable[[], object] | None = None
        self._deciding = Deciding(study, marking)
        self._deciding.decided.connect(self._decided)
        self._deciding.undecided.connect(self._reopened)
        self.pane = ChangesPane(theme, reader)
        self.pane.hide()
        self._rest = QTimer(self, interval=REST, singleShot=True)
        self._rest.timeout.connect(self._look)
        self._connect()

    def _connect(self) -> None:
        pane = self.pane
        pane.closed.connect(self.close)
        pane.left.connect(self._following.see)
        pane.question_chosen.connect(self._walk.question)
        pane.comparison_wanted.connect(self._compare)
        pane.attach_wanted.connect(self._attach)
        pane.keep_wanted.connect(lambda key: self._decide(key, self._deciding.keep))
        pane.deletion_wanted.connect(lambda key: self._decide(key, self._deciding.delete))
        pane.place_chosen.connect(self._look_at)
        pane.by_hand_wanted.connect(self._place_by_hand)
        pane.step_back_wanted.connect(self._following.returning.step_back)
        pane.move_wanted.connect(partial(self._following.follow, again=True))
        self._following.followed.connect(self._follow)
        self._study.opened.connect(self._opened)
        self._study.committed.connect(self._marks_changed)

    @property
    def is_shown(self) -> bool:
        """Whether the page is to be seen."""
        return self.pane.isVisible()

    @property
    def compared(self) -> int:
        """Of how many questions the words were compared."""
        return len(self._known)

    @property
    def at_rest(self) -> bool:
        """Whether nothing of what is shown is still being found out."""
        workers = (self._worker, self._comparer)
        return all(one.idle for one in workers) and not self._rest.isActive()

    def decide(self, subject: str = "") -> None:
        """Show the page with what has no place, and of it the ``subject`` if one is given."""
        self._after = partial(self._show_subject, subject)
        self.show()

    def show(self) -> None:
        """Show the page."""
        if self._study.course is None:
            return
        if self._told is None or self._told.digest != self._study.course.digest:
            self._told = None
            self._known = {}
            self.pane.show_report(None, {})
        self._reader.cover(self.pane)
        self._following.see()
        self._look()

    def close(self) -> None:
        """Show the course's page again, where it was."""
        self._reader.uncover()

    def set_theme(self, theme: Theme) -> None:
        """Take another look."""
        self.pane.set_theme(theme)

    # Finding out

    def _look(self) -> None:
        """Find out what there is to be shown."""
        course, record = self._study.course, self._study.record
        self._rest.stop()
        if course is None or record is None:
            self._show(None)
            return
        self._round += 1
        job = partial(
            tell,
            self._study,
            self._notebook,
            course.digest,
            record.id,
            self._following.comparison,
            known=self._told,
        )
        self._worker.submit(job, partial(self._found, self._round))

    def _found(self, number: int, told: Told | NotebookError | None) -> None:
        if isinstance(told, NotebookError):
            self._study.troubled.emit(told)
            told = None
        if number == self._round:
            self._show(told)

    def _show(self, told: Told | None) -> None:
        course = self._study.course
        if told is None or course is None or told.digest != course.digest:
            # The course is another one by now, or cannot be read: what there is says enough.
            if self._told is None:
                self.pane.show_report(ChangesReport(), {})
            return
        if self._told is None or self._told.sides is not told.sides:
            self._known = {}
        self._told = told
        # What was put somewhere a moment ago may not have been on disk yet.
        placed = self._marking.spots
        self._undecided = {key_of(one): one for one in told.decisions if one.subject not in placed}
        self._show_report()
        after, self._after = self._after, None
        if after is not None:
            after()

    def _show_report(self) -> None:
        told = self._told
        if told is None:
            return
        highlights = self._marking.highlights
        decisions = tuple(
            decision_of(one, highlights.get(one.subject)) for one in self._undecided.values()
        )
        report = told.report._replace(decisions=decisions, held=self._following.held)
        self.pane.show_report(report, self._known)

    def _show_subject(self, subject: str) -> None:
        found = next((key for key, one in self._undecided.items() if one.subject == subject), "")
        if found:
            self.pane.show_decision(found)
        elif any(not one.kept for one in self._undecided.values()):
            self.pane.show_section(Section.DECISIONS)
        elif self._undecided:
            self.pane.show_section(Section.UNPLACED)

    def _compare(self, questions: Sequence[ChangedQuestion]) -> None:
        """Compare the words of questions in sight, on another thread."""
        told = self._told
        if told is None or told.sides is None:
            return
        wanted = [one for one in questions if one.key not in self._asked][:MOST]
        if wanted and not self._asked:
            self._asked = frozenset(one.key for one in wanted)
            job = partial(compared, told.sides, wanted)
            self._comparer.submit(job, partial(self._have_compared, told.sides))

    def _have_compared(self, sides: Beside, known: dict[str, tuple[Piece, ...]]) -> None:
        self._asked = frozenset()
        if self._told is not None and self._told.sides is sides:
            self._known |= known
            self.pane.add_known(known)

    # Following

    def _opened(self) -> None:
        # What is still being found out is about the former edition.
        self._round += 1
        name = self._study.record.id if self._study.record is not None else ""
        if name != self._course:
            self._course, self._told = name, None
            self._by_hand.forget()
            if self.is_shown:
                self.close()

    def _follow(self) -> None:
        if self.is_shown:
            self._look()

    def _marks_changed(self) -> None:
        if self.is_shown:
            self._rest.start()

    # Deciding

    def _attach(self, key: str, candidate: str) -> None:
        decision = self._undecided.get(key)
        if decision is not None:
            self._deciding.attach(decision, decision.candidates[int(candidate)])

    def _decide(self, key: str, act: Callable[[Decision], None]) -> None:
        decision = self._undecided.get(key)
        if decision is not None:
            act(decision)

    def _decided(self, decision: Decision) -> None:
        self._round += 1
        self._undecided.pop(key_of(decision), None)
        self._show_report()
        self._rest.start()

    def _reopened(self, decision: Decision) -> None:
        self._round += 1
        told = self._told
        if told is not None:
            order = [key_of(one) for one in told.decisions]
            self._undecided[key_of(decision)] = decision
            ranked = sorted(
                self._undecided.items(),
                key=lambda one: order.index(one[0]) if one[0] in order else len(order),
            )
            self._undecided = dict(ranked)
        self._show_report()
        self._rest.start()

    def _place_by_hand(self, key: str) -> None:
        decision = self._undecided.get(key)
        if decision is not None:
            question = self._by_hand.ask(decision)
            if question:
                self._walk.question(question)
            else:
                self.close()

    def _placed(self, decision: Decision) -> None:
        """Go on with what is undecided."""
        self._undecided.pop(key_of(decision), None)
        self._show_report()
        if self._undecided:
            self.decide()

    def _look_at(self, key: str, candidate: str) -> None:
        decision = self._undecided.get(key)
        if decision is not None:
            self._walk.question(decision.candidates[int(candidate)].question)
