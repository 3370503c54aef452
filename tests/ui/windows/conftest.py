"""The whole program for one test: started on a folder of its own, and gone without a trace."""

from __future__ import annotations

import signal
import sys
import threading
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QLocale
from PySide6.QtWidgets import QApplication
from trainee import Trainee

if TYPE_CHECKING:
    from collections.abc import Iterator
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
