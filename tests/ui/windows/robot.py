"""The real program as a process of its own, for a test to drive: run by :mod:`program`.

Its arguments are the data folder, the course, and what it may be told: ``--nobody`` gives up the
superuser's rights before anything is opened.  Each line of its input is one thing to do, as JSON;
each is answered by a line that says what is seen then.  Whenever the window has come to show the
note as saved, a line {"saved": text, "question": id} says so.
"""

from __future__ import annotations

import importlib
import json
import os
import pkgutil
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QSocketNotifier, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox

import msp_desktop
from msp_desktop.paths import Paths
from msp_desktop.ui.app import Program

if TYPE_CHECKING:
    from collections.abc import Callable

NOBODY = 65534


def say(**said: object) -> None:
    # In one piece: a kill must not leave half a line.
    os.write(sys.stdout.fileno(), f"{json.dumps(said)}\n".encode())


class Robot(QObject):
    """Does what it is told with the window, and says what the window shows."""

    def __init__(self, program: Program) -> None:
        super().__init__(program)
        self._program = program
        assert program.window is not None
        self._window = program.window
        self._rest = b""
        self._listening = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, self)
        self._listening.activated.connect(self._hear)
        self._window.notes.header.state.installEventFilter(self)

    def when_open(self, call: Callable[[], None]) -> None:
        """Call once a course is open."""
        study = self._program.study
        assert study is not None
        if study.course is not None:
            call()
        else:
            study.opened.connect(call, Qt.ConnectionType.SingleShotConnection)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Only what has been painted can have been seen.
        if event.type() == QEvent.Type.Paint and self._window.notes.header.state.text() == "Saved":
            text = self._window.notes.editor.toPlainText()
            say(saved=text, question=self._window.reader.reader.current_question)
        return False

    def _hear(self) -> None:
        heard = os.read(sys.stdin.fileno(), 65536)
        if not heard:
            # The test is gone.
            os._exit(1)
        *lines, self._rest = (self._rest + heard).split(b"\n")
        for line in lines:
            self._do(json.loads(line))
            say(**self._seen())

    def _do(self, told: dict[str, Any]) -> None:
        window = self._window
        for command in told.get("commands", ()):
            window.commands[command].trigger()
        if "type" in told:
            window.commands["note"].trigger()
            window.notes.editor.moveCursor(QTextCursor.MoveOperation.End)
            QTest.keyClicks(window.notes.editor, told["type"])
        if told.get("close"):
            window.close()

    def _seen(self) -> dict[str, object]:
        window, study = self._window, self._program.study
        return {
            "question": window.reader.reader.current_question,
            "page": window.reader.reader.toPlainText(),
            "note": window.notes.editor.toPlainText(),
            "state": window.notes.header.state.text(),
            "read only": window.notes.editor.isReadOnly(),
            "messages": window.messages.texts(),
            "starred": sorted(study.starred()) if study is not None else [],
            "dialogs": [
                one.text()
                for one in QApplication.topLevelWidgets()
                if isinstance(one, QMessageBox) and one.isVisible()
            ],
        }


def become_nobody() -> None:
    """Give up all rights, with everything imported that nobody may read."""
    for module in pkgutil.walk_packages(msp_desktop.__path__, "msp_desktop."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    # What the program imports inside functions.
    for name in ("hashlib", "difflib", "traceback", "socket"):
        importlib.import_module(name)
    os.setgroups([])
    os.setgid(NOBODY)
    os.setuid(NOBODY)


def main() -> int:
    parser = ArgumentParser()
    parser.add_argument("data", type=Path)
    parser.add_argument("course", type=Path)
    parser.add_argument("--nobody", action="store_true")
    options = parser.parse_args()
    if options.nobody:
        become_nobody()
    QApplication.setStyle("Fusion")
    application = QApplication(["robot", "-platform", "offscreen"])
    program = Program(application, Paths.below(options.data))
    if not program.begin(options.course):
        return 1
    robot = Robot(program)
    # A course that was never opened before is read on another thread.
    robot.when_open(lambda: say(begun=os.getpid()))
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
