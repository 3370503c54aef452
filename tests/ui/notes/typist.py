"""Somebody who types notes until the program is killed: run as a program by the kill test.

Each line of its input, a number, is answered by a new life of the program.  A life says when it
begins ({"begun": its process id}), and each time that the pane has shown a note as saved
({"question": …, "text": …}); when it is over, {"ended": the signal that ended it} is said for it.
"""

from __future__ import annotations

import json
import os
import random
import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEventLoop
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from workplace import Painted, Workplace

from msp_desktop.notebook.model import QuestionRef
from msp_desktop.paths import resources
from msp_desktop.ui.theme import Theme


def say(**said: object) -> None:
    try:
        # In one piece: a kill must not leave half a line.
        os.write(sys.stdout.fileno(), f"{json.dumps(said)}\n".encode())
    except BrokenPipeError:
        # The test is gone, and nobody else would ever end this.
        os._exit(1)


def live(path: Path, refs: list[QuestionRef], life: int) -> None:
    """Type on, now in one note and now in another, and never come to an end."""
    chance = random.Random(life)
    application = QApplication(["typist", "-platform", "offscreen"])
    window = Workplace(path, Theme.load(resources() / "themes", dark=False))
    shown = refs[0]

    def show() -> None:
        nonlocal shown
        shown = chance.choice(refs)
        window.pane.show_note(shown, shown.question, window.reader.note(shown))
        window.put_caret(window.pane.editor.document().characterCount() - 1)

    def look() -> None:
        if window.state == "Saved":
            say(question=shown.question, text=window.editor_text)

    Painted(window.pane.header.state, look)
    window.pane.show()
    say(begun=os.getpid())
    show()
    begun: set[QuestionRef] = set()
    for word in range(sys.maxsize):
        # Each life has a line of its own in each note.
        window.type(f" {word}" if shown in begun else f"\n{life} {word}")
        begun.add(shown)
        fate = chance.random()
        if fate < 0.2:
            show()
        elif fate < 0.3:
            window.pane.commit()
        elif fate < 0.32:
            QTest.qWait(400)
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)
    application.quit()


def main() -> None:
    path, course, *questions = sys.argv[1:]
    refs = [QuestionRef(course, question) for question in questions]
    for line in sys.stdin:
        # What takes long, importing Qt, is done once; each life is a copy that has never begun.
        process = os.fork()
        if process == 0:
            live(Path(path), refs, int(line))
        _, status = os.waitpid(process, 0)
        say(ended=os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0)


if __name__ == "__main__":
    main()
