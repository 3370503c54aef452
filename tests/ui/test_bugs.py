"""A bug of the program's own: it is written down, told once, and the program goes on."""

from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject, QThreadPool, QTimer, Signal
from PySide6.QtWidgets import QApplication

from msp_desktop.running.log import Log, tail
from msp_desktop.ui import crash
from msp_desktop.ui.crash import Crashes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot


class Bell(QObject):
    """Something whose slot has a bug."""

    rung = Signal()

    def ring(self) -> None:
        raise LookupError("on ringing: a word of a note")


class Caught:
    """What is caught, as in the running program, and what is told of it."""

    def __init__(self, folder: Path) -> None:
        self.told: list[str] = []
        self._folder = folder
        self._log = Log(folder)
        self.crashes = Crashes(self._log)
        self.crashes.met.connect(self.told.append)
        self.crashes.catch()

    @property
    def logged(self) -> str:
        self._log.flush()
        return tail(self._folder, 10**9)


@pytest.fixture
def caught(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Caught]:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    return Caught(tmp_path / "log")


def meet(error: Exception) -> None:
    """Meet a bug as Qt does when a slot raises."""
    try:
        raise error
    except Exception:
        sys.excepthook(*sys.exc_info())


def test_a_bug_in_a_slot_is_logged_and_told(qtbot: QtBot, caught: Caught) -> None:
    bell = Bell()
    bell.rung.connect(bell.ring)
    # As from the event loop: there PySide hands what a slot raises to Python's hook.
    hook = sys.excepthook
    QTimer.singleShot(0, lambda: meet_in(bell.ring, hook))
    qtbot.waitUntil(lambda: bool(caught.told))
    [told] = caught.told
    assert "in ring" in told
    assert "LookupError" in told
    assert "error bug thread=interface times=1" in caught.logged
    assert "a word of a note" not in caught.logged + told


def meet_in(run: object, hook: object) -> None:
    try:
        run()
    except Exception:
        hook(*sys.exc_info())


def test_the_same_bug_is_told_once_and_logged_ever_more_seldom(
    qtbot: QtBot, caught: Caught
) -> None:
    for _ in range(2500):
        meet(ZeroDivisionError("by nothing"))
    qtbot.waitUntil(lambda: bool(caught.told))
    caught.crashes.said()
    meet(ZeroDivisionError("by nothing"))
    QApplication.processEvents()
    assert len(caught.told) == 1
    meet(KeyError("another"))
    qtbot.waitUntil(lambda: len(caught.told) == 2)
    times = [line.split("times=")[1] for line in caught.logged.splitlines() if "times=" in line]
    assert times == ["1", "10", "100", "1000", "1"]


def test_while_one_is_read_of_others_wait_for_nobody(qtbot: QtBot, caught: Caught) -> None:
    def other() -> None:
        try:
            raise KeyError
        except KeyError:
            sys.excepthook(*sys.exc_info())

    meet(ValueError())
    other()
    qtbot.waitUntil(lambda: bool(caught.told))
    QApplication.processEvents()
    assert len(caught.told) == 1
    assert "KeyError" in caught.logged
    caught.crashes.said()
    for number in range(20):
        scope: dict[str, object] = {"meet": sys.excepthook, "sys": sys}
        code = "\n" * number + "try: 1 / 0\nexcept Exception: meet(*sys.exc_info())"
        exec(code, scope)
        QApplication.processEvents()
        caught.crashes.said()
    assert len(caught.told) == crash.MOST_SAID


def test_a_bug_on_another_thread_is_told_on_this_one(qtbot: QtBot, caught: Caught) -> None:
    where: list[threading.Thread] = []
    caught.crashes.met.connect(lambda _told: where.append(threading.current_thread()))

    def broken() -> None:
        raise LookupError("on a thread")

    thread = threading.Thread(target=broken, name="a-helper")
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(caught.told))
    assert where == [threading.main_thread()]
    assert "thread=a-helper" in caught.logged
    caught.crashes.said()
    QThreadPool.globalInstance().start(lambda: meet(MemoryError()))
    assert QThreadPool.globalInstance().waitForDone(60_000)
    qtbot.waitUntil(lambda: len(caught.told) == 2)
    assert "MemoryError" in caught.told[1]


def test_a_thread_that_ends_itself_and_ctrl_c_are_no_bugs(qtbot: QtBot, caught: Caught) -> None:
    thread = threading.Thread(target=sys.exit)
    thread.start()
    thread.join()
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    QApplication.processEvents()
    assert (caught.told, caught.logged) == ([], "")


def test_what_fails_in_telling_does_not_come_back(
    caught: Caught, capsys: pytest.CaptureFixture[str]
) -> None:
    class Sly(Exception):
        def __str__(self) -> str:
            raise RuntimeError("of the error itself")

    meet(Sly())
    assert "of the error itself" in capsys.readouterr().err
