"""Work off the interface's thread, one job at a time, the newest one next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from PySide6.QtCore import QObject, QThreadPool, Signal

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

LAST_PATIENCE = 5_000
"""Milliseconds that the jobs which still run may take when the program ends."""


def end_jobs(patience: int = LAST_PATIENCE) -> bool:
    """Start no job any more and wait for those that run; return whether all have ended.

    One that ran on would lose the interpreter under its feet.
    """
    pool = QThreadPool.globalInstance()
    pool.clear()
    return pool.waitForDone(patience)


class _Job(NamedTuple):
    turn: int
    run: Callable[[], Any]
    receive: Callable[[Any], None]


class _Post(QObject):
    """Carries outcomes between the threads.

    It belongs to the jobs as well as to the worker, so that a job which outlives the worker's
    widget still has somewhere to leave its outcome.
    """

    arrived = Signal(object, object, object)


class Worker(QObject):
    """Runs jobs on the program's threads and hands each outcome to a callable on this one.

    One job runs and at most one waits; a newer one takes the waiting one's place, so that work
    and memory stay bounded however fast the requests come.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._post = _Post()
        self._post.arrived.connect(self._arrived)
        self._running = False
        self._waiting: _Job | None = None
        self._turn = 0

    @property
    def idle(self) -> bool:
        """Whether nothing runs and nothing waits."""
        return not self._running and self._waiting is None

    def submit(self, job: Callable[[], T], receive: Callable[[T], None]) -> None:
        """Run ``job`` soon on another thread, then ``receive`` its outcome on this one.

        An exception that leaves the job is a bug, and is raised here in the receiver's stead.
        """
        self._waiting = _Job(self._turn, job, receive)
        self._start()

    def drop(self) -> None:
        """Forget every job so far: none that waits is run, none that runs is delivered."""
        self._turn += 1
        self._waiting = None

    def _start(self) -> None:
        if self._running or self._waiting is None:
            return
        job, self._waiting = self._waiting, None
        self._running = True
        post = self._post

        def run() -> None:
            outcome, failure = None, None
            try:
                outcome = job.run()
            except Exception as error:
                failure = error
            post.arrived.emit(job, outcome, failure)

        QThreadPool.globalInstance().start(run)

    def _arrived(self, job: _Job, outcome: object, failure: Exception | None) -> None:
        self._running = False
        try:
            if job.turn == self._turn:
                if failure is not None:
                    raise failure
                job.receive(outcome)
        finally:
            self._start()
