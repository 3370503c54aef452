"""A bug of the program's own: it is written down and said once, and the program goes on."""

from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QThreadPool
from PySide6.QtWidgets import QApplication, QMessageBox

from msp_desktop.paths import Paths
from msp_desktop.ui import crash

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot


@pytest.fixture
def paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Paths]:
    """Where the log is; crashes are caught as in the running program."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    made = Paths.below(tmp_path)
    crash.catch_crashes(made)
    yield made
    for one in dialogs():
        one.close()
        one.deleteLater()


def dialogs() -> list[QMessageBox]:
    return [
        one
        for one in QApplication.topLevelWidgets()
        if isinstance(one, QMessageBox) and one.isVisible()
    ]


def log(paths: Paths) -> str:
    return (paths.log / "msp-desktop.log").read_text(encoding="utf-8")


def meet(error: Exception) -> None:
    """Meet a bug as Qt does when a slot raises."""
    try:
        raise error
    except Exception:
        sys.excepthook(*sys.exc_info())


def test_a_bug_is_logged_and_said_with_where_to_look(qapp: object, paths: Paths) -> None:
    meet(ZeroDivisionError("by nothing"))
    assert "ZeroDivisionError: by nothing" in log(paths)
    assert "Traceback" in log(paths)
    [box] = dialogs()
    assert "saved is on disk" in box.informativeText()
    assert str(paths.log / "msp-desktop.log") in box.informativeText()
    assert "by nothing" in box.detailedText()


def test_the_second_bug_is_logged_only(qapp: object, paths: Paths) -> None:
    meet(ValueError("first"))
    meet(ValueError("second"))
    assert "first" in log(paths)
    assert "second" in log(paths)
    assert len(dialogs()) == 1


def test_a_bug_on_another_thread_is_logged_and_opens_no_window_there(
    qtbot: QtBot, paths: Paths
) -> None:
    def broken() -> None:
        raise LookupError("on a thread")

    thread = threading.Thread(target=broken)
    thread.start()
    thread.join()
    assert "LookupError: on a thread" in log(paths)
    QThreadPool.globalInstance().start(lambda: meet(LookupError("in the pool")))
    assert QThreadPool.globalInstance().waitForDone(60_000)
    assert "in the pool" in log(paths)
    assert dialogs() == []
    # The next one of the window's own is still said.
    meet(ValueError("of the window"))
    assert len(dialogs()) == 1


def test_a_log_that_has_grown_large_is_begun_anew(qapp: object, paths: Paths) -> None:
    paths.log.mkdir(parents=True)
    file = paths.log / "msp-desktop.log"
    file.write_text("old\n" * crash.LARGEST_LOG, encoding="utf-8")
    meet(ValueError("new"))
    assert "old" not in log(paths)
    assert "new" in log(paths)
    assert "old" in (paths.log / "msp-desktop.old.log").read_text(encoding="utf-8")


def test_a_log_that_cannot_be_written_is_not_promised(qapp: object, paths: Paths) -> None:
    paths.log.parent.mkdir(parents=True, exist_ok=True)
    paths.log.write_text("in the way", encoding="utf-8")
    meet(ValueError("unlucky"))
    [box] = dialogs()
    assert str(paths.log) not in box.informativeText()
