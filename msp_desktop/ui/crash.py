"""What happens when the program meets a bug of its own: it is written down and said, once."""

from __future__ import annotations

import sys
import threading
import traceback
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import TracebackType

    from PySide6.QtWidgets import QMessageBox

    from msp_desktop.paths import Paths

LARGEST_LOG = 512 * 1024


def catch_crashes(paths: Paths) -> None:
    """Write uncaught exceptions to the log and show a dialog for the first one.

    To be called on the interface's thread: one of another thread is only written down.
    """
    # The dialog is kept here, or Python would throw it away.
    said: list[QMessageBox | None] = []

    def caught(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        text = "".join(traceback.format_exception(kind, error, trace))
        print(text, file=sys.stderr)  # noqa: T201
        written = _write(paths, text)
        ours = threading.current_thread() is threading.main_thread()
        if ours and not said and not issubclass(kind, KeyboardInterrupt):
            said.append(None)
            said.append(_say(written, error))

    def caught_on_thread(caught_there: threading.ExceptHookArgs) -> None:
        if caught_there.exc_value is not None:
            caught(caught_there.exc_type, caught_there.exc_value, caught_there.exc_traceback)

    sys.excepthook = caught
    threading.excepthook = caught_on_thread


def _write(paths: Paths, text: str) -> str:
    """Append to the log, which is begun anew when it has grown large; return its path or ""."""
    file = paths.log / "msp-desktop.log"
    try:
        paths.log.mkdir(parents=True, exist_ok=True)
        if file.exists() and file.stat().st_size > LARGEST_LOG:
            file.replace(file.with_suffix(".old.log"))
        with file.open("a", encoding="utf-8") as log:
            log.write(text + "\n")
    except OSError:
        return ""
    return str(file)


def _say(written: str, error: BaseException) -> QMessageBox | None:
    """Show a dialog and go on: what happened may have happened at a bad moment for waiting."""
    from PySide6.QtCore import QCoreApplication
    from PySide6.QtWidgets import QApplication, QMessageBox

    if QApplication.instance() is None:
        return None
    translate = QCoreApplication.translate
    box = QMessageBox(QApplication.activeWindow())
    box.setIcon(QMessageBox.Icon.Critical)
    box.setText(translate("Crash", "Something went wrong in the program."))
    words = translate(
        "Crash",
        "Everything shown as saved is on disk. You can go on, but it is safer to close the window"
        " and start again.",
    )
    if written:
        words += "\n\n" + translate("Crash", "Details are in {file}").format(file=written)
    box.setInformativeText(words)
    box.setDetailedText(f"{type(error).__name__}: {error}")
    box.open()
    return box
