"""POSIX signals in Qt's event loop: a request to end closes the window, so that all is saved."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSocketNotifier

if TYPE_CHECKING:
    from collections.abc import Callable


def close_on_signals(parent: QObject, close: Callable[[], object]) -> None:
    """Call ``close`` when SIGINT, SIGTERM or SIGHUP comes.

    Python's handlers run between two of its instructions, and an idle event loop has none: the
    number of the signal goes through a pipe that the loop watches.
    """
    receiving, sending = os.pipe()
    for end in (receiving, sending):
        os.set_blocking(end, False)
    signal.set_wakeup_fd(sending, warn_on_full_buffer=False)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _ignored)
    notifier = QSocketNotifier(receiving, QSocketNotifier.Type.Read, parent)

    def came() -> None:
        os.read(receiving, 64)
        close()

    notifier.activated.connect(came)


def _ignored(_number: int, _frame: object) -> None:
    """Do nothing: the pipe has told already."""
