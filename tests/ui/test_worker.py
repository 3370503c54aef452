"""Jobs on another thread: order, replacement, and what outlives what."""

from __future__ import annotations

import sys
import threading
import weakref
from functools import partial
from typing import TYPE_CHECKING

import pytest
import shiboken6
from PySide6.QtCore import QObject, QThread, QThreadPool

from msp_desktop.ui.worker import Worker

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def worker(qtbot: QtBot) -> Worker:
    return Worker()


def test_a_job_runs_elsewhere_and_its_outcome_arrives_here(qtbot: QtBot, worker: Worker) -> None:
    threads: list[QThread] = []
    worker.submit(QThread.currentThread, lambda there: threads.extend([there]))
    qtbot.waitUntil(lambda: bool(threads))
    assert threads[0] is not QThread.currentThread()
    assert worker.idle


def test_of_the_jobs_that_wait_only_the_newest_runs(qtbot: QtBot, worker: Worker) -> None:
    gate, ran, got = threading.Event(), [], []
    worker.submit(lambda: gate.wait(60), lambda _: got.append("first"))
    for name in "abc":
        worker.submit(lambda name=name: ran.append(name) or name, got.append)
    gate.set()
    qtbot.waitUntil(lambda: len(got) == 2)
    assert got == ["first", "c"]
    assert ran == ["c"]


def test_a_dropped_job_is_not_delivered_but_the_next_one_is(qtbot: QtBot, worker: Worker) -> None:
    gate, got = threading.Event(), []
    worker.submit(lambda: gate.wait(60), got.append)
    worker.submit(lambda: "waiting", got.append)
    worker.drop()
    worker.submit(lambda: "next", got.append)
    gate.set()
    qtbot.waitUntil(lambda: worker.idle)
    assert got == ["next"]


def test_a_bug_in_a_job_is_raised_here_and_the_next_job_runs(qtbot: QtBot, worker: Worker) -> None:
    got: list[int] = []
    with qtbot.captureExceptions() as raised:
        worker.submit(lambda: 1 // 0, got.append)
        qtbot.waitUntil(lambda: bool(raised))
    assert raised[0][0] is ZeroDivisionError
    worker.submit(lambda: 2, got.append)
    qtbot.waitUntil(lambda: got == [2])


def test_a_job_that_outlives_its_worker_ends_in_silence(qtbot: QtBot) -> None:
    gate, got = threading.Event(), []
    owner = QObject()
    worker = Worker(owner)
    worker.submit(lambda: gate.wait(60), got.append)
    shiboken6.delete(owner)
    gate.set()
    assert QThreadPool.globalInstance().waitForDone(60_000)
    qtbot.wait(0)
    assert got == []


def test_who_has_patience_gets_what_ends_in_time_at_once(qtbot: QtBot, worker: Worker) -> None:
    got: list[str] = []
    worker.submit(lambda: "soon", got.append, patience=60_000)
    assert got == ["soon"]
    assert worker.idle
    gate = threading.Event()
    worker.submit(lambda: gate.wait(60) and "late", got.append, patience=1)
    assert got == ["soon"]
    gate.set()
    qtbot.waitUntil(lambda: worker.idle)
    assert got == ["soon", "late"]


def test_what_was_waited_for_leaves_the_next_job_alone(qtbot: QtBot, worker: Worker) -> None:
    gate, got = threading.Event(), []
    worker.submit(lambda: "first", got.append, patience=60_000)
    # The first one's news still lies in this thread's queue.
    worker.submit(lambda: gate.wait(60), lambda _: got.append("second"))
    qtbot.waitUntil(lambda: not got[1:] and not worker.idle)
    worker.submit(lambda: "third", got.append)
    assert got == ["first"]
    gate.set()
    qtbot.waitUntil(lambda: got == ["first", "second", "third"])


def test_workers_may_go_with_their_last_outcome(qtbot: QtBot) -> None:
    root, left, interval = QObject(), 3_000, sys.getswitchinterval()

    def begin() -> None:
        owner = QObject(root)

        def received(_outcome: None) -> None:
            nonlocal left
            left -= 1
            owner.deleteLater()
            begin()

        if left > 0:
            Worker(owner).submit(lambda: None, received)

    # Threads take turns within what a job leaves behind.
    sys.setswitchinterval(1e-5)
    try:
        for _ in range(4):
            begin()
        qtbot.waitUntil(lambda: left <= 0)
    finally:
        sys.setswitchinterval(interval)
    root.deleteLater()


def test_what_a_job_worked_on_is_let_go_before_its_outcome_arrives(
    qtbot: QtBot, worker: Worker
) -> None:
    class Large:
        pass

    large = Large()
    held = weakref.ref(large)
    alive: list[bool] = []
    worker.submit(partial(isinstance, large, Large), lambda _: alive.append(held() is not None))
    del large
    qtbot.waitUntil(lambda: bool(alive))
    assert alive == [False]
