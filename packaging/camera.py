"""Take one of the README's pictures: ``python packaging/camera.py NAME FILE``.

Starts the real program with the bundled course, uses it by mouse, keyboard and input method as a
person would, and writes what its window shows then. Run by shots.py with the project's own Python;
the only module here that imports Qt.
"""

from __future__ import annotations

import sys
import tempfile
import traceback
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QCoreApplication,
    QDeadlineTimer,
    QPoint,
    QPointF,
    Qt,
    QThreadPool,
    QTimer,
)
from PySide6.QtGui import QCursor, QImage, QInputMethodEvent, QWheelEvent, qRgb
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QSplitter, QWidget

from msp_desktop.paths import Paths
from msp_desktop.ui.app import Program
from msp_desktop.ui.settings import Language, Look, Settings
from msp_desktop.ui.windows.panes import SIDES
from shots import SHOTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from msp_desktop.ui.study import Study
    from msp_desktop.ui.windows.main import MainWindow
    from shots import Shot

PATIENCE = 30_000
"""Milliseconds to wait for anything before the picture is given up."""

LOOK_AGAIN = 20
MOST_COLOURS = 256
KEYS = Qt.Key
MARGIN = QPoint(20, 20)
CTRL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton

# Places of questions in the bundled course's first chapter, the same in both languages.
FILES, SHELL, PRUNE, PORTS, USER, VOLUME, STAGES = 0, 1, 3, 5, 7, 8, 9

# Typed as a person types them: after an item of a list Enter has begun the next one already.
NOTES = {
    "ko": {
        SHELL: "`attach`에서 나올 때는 `Ctrl+P`, `Ctrl+Q`. `exit`를 치면 컨테이너까지 멈춘다!",
        USER: "마지막 `USER`가 **컨테이너의 기본 사용자**다.\n\n"
        "- [x] 네 단계의 `whoami` 기록 확인하기\n"
        "`--user ghost` 오류를 직접 내 보기",
        VOLUME: "## 볼륨 실습 정리\n\n"
        "`VOLUME`만 적으면 **익명 볼륨**이 실행할 때마다 새로 생긴다. "
        "데이터를 남기려면 이름을 붙이자.\n\n"
        "```console\n"
        "$ docker run --mount src=memo,dst=/memo memo-lab\n"
        "```\n\n"
        "- [x] 이름 붙인 볼륨으로 다시 실행해 기록이 남는지 보기\n"
        "`docker volume ls`에서 익명 볼륨 찾아보기\n"
        "쓰지 않는 익명 볼륨 지우기: `docker volume prune`\n"
        "조별 과제의 DB 컨테이너에도 적용하기",
    },
    "en": {
        SHELL: "To leave `attach`: `Ctrl+P`, `Ctrl+Q`. Typing `exit` stops the container!",
        USER: "The last `USER` is the **container's default user**.\n\n"
        "- [x] Check the four `whoami` traces\n"
        "Try `--user ghost` and read the error",
    },
}


class Session:
    """A running program and a person before it."""

    def __init__(self, program: Program, shot: Shot, paths: Paths) -> None:
        assert program.window is not None
        assert program.study is not None
        self.window: MainWindow = program.window
        self.study: Study = program.study
        self._words = NOTES[shot.language]
        self._backups = paths.backups

    def until(self, condition: Callable[[], object], wanted: str) -> None:
        """Let the program work until something is so; RuntimeError where it does not come.

        It works for a moment in any case: what a condition does not tell of, as a new layout, is
        done then too.
        """
        deadline = QDeadlineTimer(PATIENCE)
        QTest.qWait(LOOK_AGAIN)
        while not condition():
            if deadline.hasExpired():
                raise RuntimeError(f"waited in vain for {wanted}")
            QTest.qWait(LOOK_AGAIN)

    def settle(self, size: tuple[int, int]) -> None:
        """Wait for the window in its size, active, with the course in it."""
        self.until(lambda: QTest.qWaitForWindowExposed(self.window), "the window")
        self.window.activateWindow()
        self.until(self.window.isActiveWindow, "the window to be active")
        self.until(lambda: self.window.reader.reader.page is not None, "the course")
        self.until(lambda: self.window.size().toTuple() == size, "the window's size")

    def rest(self) -> None:
        """Wait until nothing on the window is about to change."""
        # The pointer shows its traces where it lies: out of the window with it.
        QCursor.setPos(self.window.screen().geometry().bottomRight())
        # After it nothing more comes of itself.
        self.until(lambda: any(self._backups.glob("*.sqlite3")), "the notebook's first backup")
        pool = QThreadPool.globalInstance()
        self.until(
            lambda: self.window.diagram.at_rest and not pool.activeThreadCount(),
            "all that is being drawn",
        )

    def choose(self, place: int) -> str:
        """Click a question of the first chapter in the contents; return its id."""
        tree, model = self.window.side.tree, self.window.side.model
        assert self.study.course is not None
        chapter = next(one for one in self.study.course.chapters if one.questions)
        question = chapter.questions[place].id
        index = model.index_of(question)
        tree.scrollTo(index)
        QTest.mouseClick(tree.viewport(), LEFT, pos=tree.visualRect(index).center())
        self.until(lambda: self.window.reader.reader.current_question == question, "a question")
        return question

    def bookmark(self, place: int) -> None:
        """Go to a question and mark it."""
        question = self.choose(place)
        QTest.keyClick(self.window.reader.reader, KEYS.Key_D, CTRL)
        self.until(lambda: question in self.study.starred(), "the bookmark to be saved")

    def note(self, place: int) -> None:
        """Go to a question and write a note on it; wait until it is on disk."""
        question = self.choose(place)
        QTest.keyClick(self.window.reader.reader, KEYS.Key_M, CTRL)
        editor = self.window.notes.editor
        self.until(editor.hasFocus, "the editor")
        self.type(editor, self._words[place])
        self.until(lambda: self._on_disk(question), "the note to be saved")
        self.until(self.window.notes.header.state.text, "the pane to say so")

    def type(self, widget: QWidget, text: str) -> None:
        """Type a text: Latin letters by keys, Korean ones by an input method."""
        for character in text:
            if character == "\n":
                QTest.keyClick(widget, KEYS.Key_Return)
            elif character.isascii():
                QTest.keyClicks(widget, character)
            else:
                event = QInputMethodEvent()
                event.setCommitString(character)
                QCoreApplication.sendEvent(widget, event)

    def drag(self, splitter: QSplitter, handle: int, by: QPoint) -> None:
        """Drag a splitter's handle."""
        grip = splitter.handle(handle)
        start = grip.rect().center()
        QTest.mousePress(grip, LEFT, pos=start)
        QTest.mouseMove(grip, start + by)
        QTest.mouseRelease(grip, LEFT, pos=start + by)

    def turn_wheel(self, widget: QWidget, spot: QPointF) -> None:
        """Turn the wheel away from the hand by a notch."""
        event = QWheelEvent(
            spot,
            QPointF(widget.mapToGlobal(spot.toPoint())),
            QPoint(),
            QPoint(0, 120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QCoreApplication.sendEvent(widget, event)

    def _on_disk(self, question: str) -> bool:
        note = self.study.note(question)
        return note is not None and note.text == self.window.notes.editor.toPlainText()


def study(session: Session) -> None:
    """Mark a few questions and write two notes, as one does in the first hour."""
    for place in (FILES, PORTS, STAGES):
        session.bookmark(place)
    session.note(SHELL)
    session.bookmark(USER)
    session.note(USER)


def reading(session: Session) -> None:
    """Read an answer with a note on it beside the diagram."""
    study(session)
    QTest.mouseClick(session.window.reader.reader.viewport(), LEFT, pos=MARGIN)


def searching(session: Session) -> None:
    """Look for 이미지 by its initial consonants."""
    study(session)
    QTest.keyClick(session.window.reader.reader, KEYS.Key_K, CTRL)
    line = session.window.search.line
    session.until(line.hasFocus, "the search field")
    session.type(line, "ㅇㅁㅈ")
    session.until(line.accessibleDescription, "what was found")


def writing(session: Session) -> None:
    """Write a longer note, with the diagram put away and the bookmarks in view."""
    study(session)
    window = session.window
    session.note(VOLUME)
    QTest.mouseClick(window.side.tabs, LEFT, pos=window.side.tabs.tabRect(1).center())
    session.until(lambda: window.side.tab() == "bookmarks", "the bookmarks")
    QTest.keyClick(window, KEYS.Key_2, CTRL)
    session.until(window.diagram.isHidden, "the diagram to go")
    window.notes.focus_editor()


def looking_closer(session: Session) -> None:
    """Read about ports beside the diagram, which is given room and come close to by the wheel."""
    study(session)
    session.choose(PORTS)
    window = session.window
    for key, pane in ((KEYS.Key_1, window.side), (KEYS.Key_3, window.notes)):
        QTest.keyClick(window, key, CTRL)
        session.until(pane.isHidden, "a pane to go")
    row = next(one for one in window.panes.findChildren(QSplitter) if one.count() == len(SIDES))
    session.drag(row, 2, QPoint(-360, 0))
    session.until(lambda: window.diagram.at_rest, "the diagram")
    canvas = window.diagram.canvas
    place = canvas.picture_rect()
    spot = QPointF(place.x() + 0.52 * place.width(), place.y() + 0.62 * place.height())
    for _ in range(3):
        session.turn_wheel(canvas, spot)
    QTest.mouseClick(window.reader.reader.viewport(), LEFT, pos=MARGIN)


SCENES: dict[str, Callable[[Session], None]] = {
    "reading": reading,
    "searching": searching,
    "writing": writing,
    "looking closer": looking_closer,
}


def take(shot: Shot, file: Path) -> int:
    """Start the program, play the picture's scene and write the picture; return the exit status."""
    QApplication.setStyle("Fusion")
    app = QApplication(sys.argv[:1])
    # A caret that stays: half of all pictures would have none.
    app.setCursorFlashTime(0)
    with tempfile.TemporaryDirectory(prefix="msp-desktop-") as folder:
        paths = Paths.below(Path(folder))
        _prepare(Settings(paths.settings), shot)
        program = Program(app, paths)
        program.begin(None)
        QTimer.singleShot(0, app, lambda: _play(app, Session(program, shot, paths), shot, file))
        status = app.exec()
        # A thread that still draws must not outlive the application and its fonts.
        QThreadPool.globalInstance().waitForDone()
        return status


def _prepare(settings: Settings, shot: Shot) -> None:
    settings.language, settings.look = Language(shot.language), Look(shot.look)
    # As if the window had been of this size when it was closed last.
    former = QWidget()
    former.resize(*shot.size)
    settings.set_bytes("window/geometry", former.saveGeometry())
    settings.save()


def _play(app: QApplication, session: Session, shot: Shot, file: Path) -> None:
    try:
        session.settle(shot.size)
        SCENES[shot.scene](session)
        session.rest()
        _write(session.window.grab().toImage(), file)
    except Exception:  # whatever it is: the program's own way, a dialog, nobody would answer here
        traceback.print_exc()
        app.exit(1)
    else:
        session.window.close()


def _write(image: QImage, file: Path) -> None:
    # For PNG, quality 0 means the smallest file; nothing is lost by it.
    if not _with_few_colours(image).save(str(file), quality=0):
        raise RuntimeError(f"cannot write {file}")


def _with_few_colours(image: QImage) -> QImage:
    """Return an image with a table of colours, a third as large a file as the same without one."""
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    counted = Counter(memoryview(image.constBits()).cast("I"))
    pixels = [pixel for pixel, _ in counted.most_common()]
    tables = (_table(pixels, apart) for apart in range(0, 256, 2))
    table = next(one for one in tables if len(one) <= MOST_COLOURS)
    return image.convertToFormat(
        QImage.Format.Format_Indexed8, table, Qt.ImageConversionFlag.AvoidDither
    )


def _table(pixels: Iterable[int], apart: int) -> list[int]:
    """Return colours of which one is near each of those given, and the first of those themselves.

    Near is a difference of at most ``apart`` in red, green and blue. Given up once there are more
    than MOST_COLOURS.
    """
    table: list[tuple[int, int, int]] = []
    for pixel in pixels:
        red, green, blue = pixel >> 16 & 255, pixel >> 8 & 255, pixel & 255
        if all(
            abs(red - other[0]) > apart
            or abs(green - other[1]) > apart
            or abs(blue - other[2]) > apart
            for other in table
        ):
            table.append((red, green, blue))
            if len(table) > MOST_COLOURS:
                break
    return [qRgb(*colour) for colour in table]


if __name__ == "__main__":
    wanted = next(one for one in SHOTS if one.name == sys.argv[1])
    raise SystemExit(take(wanted, Path(sys.argv[2])))
