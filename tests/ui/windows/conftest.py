"""The whole program for one test: started on a folder of its own, and gone without a trace."""

from __future__ import annotations

import signal
import sys
import threading
from typing import TYPE_CHECKING

import pytest
from linked_course import canvas_of, course_of, until_mapped
from PySide6.QtCore import QCoreApplication, QEvent, QLocale, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
from scarcity import small_disk_at
from trainee import Trainee

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot


@pytest.fixture
def trainee(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Trainee]:
    style, palette, font, locale = qapp.style().name(), qapp.palette(), qapp.font(), QLocale()
    signals = {one: signal.getsignal(one) for one in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    hooks = sys.excepthook, threading.excepthook
    qapp.setQuitOnLastWindowClosed(False)
    made = Trainee(qtbot, qapp, tmp_path / "of the trainee")
    yield made
    made.end()
    sys.excepthook, threading.excepthook = hooks
    signal.set_wakeup_fd(-1)
    for one, before in signals.items():
        signal.signal(one, before)
    QLocale.setDefault(locale)
    qapp.setStyle(style)
    qapp.setPalette(palette)
    qapp.setFont(font)


@pytest.fixture(autouse=True)
def _no_window_remains(qapp: QApplication) -> Iterator[None]:
    """Whatever a test opens is gone after it: a window that stays is a leak."""
    before = set(QApplication.topLevelWidgets())
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    left = [one for one in QApplication.topLevelWidgets() if one not in before]
    assert not left, f"still there: {left}"


@pytest.fixture
def answer(qapp: QApplication) -> Callable[[str], list[str]]:
    """Answer the next dialog; what it says is in the list that comes back."""

    def prepared(choice: str) -> list[str]:
        said: list[str] = []
        timer = QTimer(qapp, interval=20)

        def look() -> None:
            boxes = [
                one
                for one in QApplication.topLevelWidgets()
                if isinstance(one, QMessageBox) and one.isVisible()
            ]
            if boxes:
                timer.stop()
                timer.deleteLater()
                said.extend([boxes[0].text(), boxes[0].informativeText()])
                buttons = {one.text().replace("&", ""): one for one in boxes[0].buttons()}
                said.extend(buttons)
                if choice in buttons:
                    buttons[choice].click()
                else:
                    # The test fails by what it finds said; it must not wait for ever.
                    boxes[0].reject()

        timer.timeout.connect(look)
        timer.start()
        return said

    return prepared


@pytest.fixture
def small_disk(trainee: Trainee) -> Iterator[Path]:
    """The data folder on a disk of its own, two megabytes large."""
    folder = trainee.paths.data
    with small_disk_at(folder, "2m"):
        yield folder
        trainee.end()


@pytest.fixture
def clock(trainee: Trainee) -> Callable[[float], None]:
    """Let time go on for what moves the picture."""

    def later(seconds: float) -> None:
        mover = canvas_of(trainee).mover
        before = mover.clock
        mover.clock = lambda: before() + seconds

    return later


@pytest.fixture
def mapped(trainee: Trainee, tmp_path: Path) -> Trainee:
    trainee.start(course_of(tmp_path / "trees"))
    until_mapped(trainee, "roots.png")
    return trainee
