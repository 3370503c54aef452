"""What happens when the program meets a bug of its own: it is written down, and said once."""

from __future__ import annotations

import sys
import threading
import traceback
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from msp_desktop.running.redacted import place, trace

if TYPE_CHECKING:
    from types import TracebackType

    from msp_desktop.running.log import Log

MOST_SAID = 5
"""Bugs of which the user is told in a session: a program with more of them is only in the way."""

MOST_KNOWN = 500
"""Bugs that are told from each other."""


class Crashes(QObject):
    """Catches what nothing else does: in the interface's code, and on other threads.

    Signals: ``met(report)`` on the interface's thread, with what happened and where, once for each
    bug, and not while the user still reads of another one.
    """

    met = Signal(str)
    _caught = Signal(str)

    def __init__(self, log: Log, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._log = log
        self._times: dict[str, int] = {}
        self._said = 0
        self._saying = False
        self._caught.connect(self._say, Qt.ConnectionType.QueuedConnection)

    def catch(self) -> None:
        """Be the one that hears of errors that nobody caught, from now on."""
        sys.excepthook = self._of_interface
        threading.excepthook = self._of_thread

    def said(self) -> None:
        """Take note that the user has read of the last one."""
        self._saying = False

    def _of_interface(
        self, kind: type[BaseException], error: BaseException, _trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            return
        try:
            self._note(error)
        except Exception:
            # What fails here must not come back here.
            traceback.print_exc()

    def _of_thread(self, caught: threading.ExceptHookArgs) -> None:
        if caught.exc_value is not None and not issubclass(caught.exc_type, SystemExit):
            self._of_interface(caught.exc_type, caught.exc_value, caught.exc_traceback)

    def _note(self, error: BaseException) -> None:
        known = place(error)
        if known not in self._times and len(self._times) >= MOST_KNOWN:
            return
        times = self._times[known] = self._times.get(known, 0) + 1
        # The tenth time, the hundredth: one that is met with each frame must not fill the disk.
        if str(times).strip("0") != "1":
            return
        report = trace(error)
        thread = threading.current_thread()
        on = "interface" if thread is threading.main_thread() else thread.name
        self._log.error("bug", below=report, thread=on, times=times)
        self._print(error, report)
        if times == 1:
            self._caught.emit(report)

    def _print(self, error: BaseException, report: str) -> None:
        if sys.stderr is None:  # pyright: ignore[reportUnnecessaryComparison]
            return
        if sys.stderr.isatty():
            # Whoever sees this is the user; what goes to a file may be seen by others.
            report = "".join(traceback.format_exception(error))
        print(report, file=sys.stderr)  # noqa: T201

    def _say(self, report: str) -> None:
        if not self._saying and self._said < MOST_SAID:
            self._saying = True
            self._said += 1
            self.met.emit(report)
