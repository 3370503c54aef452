"""Work off the interface's thread, one job at a time, the newest one next."""

from __future__ import annotations

from _thread import allocate_lock
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, QThreadPool, Signal

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


class _Run:
    """A job on another thread, and what came of it; ``ended`` is held until then."""

    def __init__(self, job: _Job) -> None:
        self.turn = job.turn
        self.receive = job.receive
        self._job: Callable[[], Any] | None = job.run
        self.outcome: Any = None
        self.failure: Exception | None = None
        self.ended = allocate_lock()
        self.ended.acquire()

    def do(self, post: _Post) -> None:
        job = self._job
        assert job is not None
        try:
            self.outcome = job()
        except Exception as error:
            self.failure = error
        # What it worked on may be large, and is not to stay beside what came of it.
        self._job = job = None
        self.ended.release()
        post.arrived.emit(self)


class _Post(QObject):
    """Carries outcomes between the threads.

    It belongs to the program: a job which outlives the worker's widget still has somewhere to leave
    its outcome, and no thread ever takes it away under another one's hands.
    """

    arrived = Signal(object)

    def __init__(self) -> None:
        super().__init__(QCoreApplication.instance())


class Worker(QObject):
    """Runs jobs on the program's threads and hands each outcome to a callable on this one.

    One job runs and at most one waits; a newer one takes the waiting one's place, so that work
    and memory stay bounded however fast the requests come.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._post = _Post()
        self._post.arrived.connect(self._arrived)
        self._running: _Run | None = None
        self._waiting: _Job | None = None
        self._turn = 0

    @property
    def idle(self) -> bool:
        """Whether nothing runs and nothing waits."""
        return self._running is None and self._waiting is None

    def submit(
        self, job: Callable[[], T], receive: Callable[[T], None], *, patience: int = 0
    ) -> None:
        """Run ``job`` soon on another thread, then ``receive`` its outcome on this one.

        With ``patience``, this thread waits as many milliseconds for it; what has ended by then is
        received at once.  An exception that leaves the job is a bug, and is raised here in the
        receiver's stead.
        """
        self._waiting = _Job(self._turn, job, receive)
        run = self._start()
        if run is not None and patience and run.ended.acquire(timeout=patience / 1000):
            self._arrived(run)

    def drop(self) -> None:
        """Forget every job so far: none that waits is run, none that runs is delivered."""
        self._turn += 1
        self._waiting = None

    def _start(self) -> _Run | None:
        if self._running is not None or self._waiting is None:
            return None
        run = self._running = _Run(self._waiting)
        self._waiting = None
        post = self._post
        QThreadPool.globalInstance().start(lambda: run.do(post))
        return run

    def _arrived(self, run: _Run) -> None:
        if run is not self._running:
            # It was waited for.
            return
        self._running = None
        try:
            if run.turn == self._turn:
                if run.failure is not None:
                    raise run.failure
                run.receive(run.outcome)
        finally:
            self._start()
