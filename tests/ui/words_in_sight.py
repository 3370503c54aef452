"""The real program, led past what it says: ``python words_in_sight.py FOLDER COURSE COURSE…``.

Prints as JSON what was seen and where, and which words the program asked a translation of that no
translation has.  It works in FOLDER, begins with the first course and then opens the others; the
language comes from the environment.
"""

from __future__ import annotations

import faulthandler
import json
import os
import sys
import time
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QPoint, Qt, QTimer, QTranslator
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QListView,
    QMenu,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QWidget,
)

from msp_desktop.notebook.backup import back_up
from msp_desktop.paths import Paths
from msp_desktop.ui.app import Program
from msp_desktop.ui.opening import open_notebook
from msp_desktop.ui.views.search.popup import HitPopup
from msp_desktop.ui.views.side.marks_page import MarksList
from msp_desktop.ui.windows.about import AboutDialog

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from PySide6.QtCore import QAbstractItemModel, QModelIndex

    from msp_desktop.ui.study import Study
    from msp_desktop.ui.windows.main import MainWindow

PATIENCE = 60_000
LONGEST = 300
"""Seconds after which the program tells where it stands, and ends: a dialog may be in its way."""

NAMES = ("windowTitle", "toolTip", "accessibleName", "accessibleDescription")
TEXTS = ("text", "placeholderText", "informativeText", "currentText")
ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.AccessibleDescriptionRole,
)


class Untranslated(QTranslator):
    """Stands below all other translations, and so is asked only for what none of them has."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[tuple[str, str]] = set()

    def isEmpty(self) -> bool:
        return False

    def translate(
        self,
        context: str,
        sourceText: str,  # noqa: N803
        disambiguation: str | None = None,
        n: int = -1,
    ) -> str:
        self.asked.add((context, sourceText))
        # No words, which "" would be: the source's are shown.
        return cast("str", None)


class Walk:
    """Leads the program from state to state and notes down the words that are in sight."""

    def __init__(self, program: Program, courses: Sequence[Path]) -> None:
        assert program.window is not None
        assert program.study is not None
        self.window: MainWindow = program.window
        self.study: Study = program.study
        self.paths = courses
        self.seen: dict[str, str] = {}

    def through_all(self) -> None:
        self.until(lambda: self.study.course is not None and self.window.diagram.at_rest)
        for part in (
            self.empty_lists,
            self.marks,
            self.finding,
            self.searching,
            self.menus,
            self.dialogs,
            self.floating,
            self.courses,
        ):
            part()
            self.look(part.__name__)

    # The states

    def empty_lists(self) -> None:
        for tab in ("bookmarks", "notes", "contents"):
            self.window.side.show_tab(tab)
            self.look(tab)

    def marks(self) -> None:
        self.window.commands["bookmark"].trigger()
        self.window.commands["note"].trigger()
        QTest.keyClicks(self.window.notes.editor, "1 2 3")
        self.until(lambda: self.study.notes and self.study.bookmarks)
        self.until(self.window.notes.header.state.text)
        for tab in ("bookmarks", "notes"):
            self.window.side.show_tab(tab)
            self.look(tab)

    def finding(self) -> None:
        self.window.commands["find"].trigger()
        field = QApplication.focusWidget()
        assert field is not None
        QTest.keyClicks(field, "0987")
        self.look("find")
        QTest.keyClick(field, Qt.Key.Key_Escape)

    def searching(self) -> None:
        line = self.window.search.line
        for text, what in (("1 2", QListView), ("0987", QLabel)):
            self.window.commands["search"].trigger()
            QTest.keyClicks(line, text)
            self.until(lambda what=what: self.popup_shows(what))
            self.look("search")
            line.clear()
            QTest.keyClick(line, Qt.Key.Key_Escape)

    def menus(self) -> None:
        self.while_open(self.window.top_bar.open_menu)
        for widget in (
            self.window.reader.reader.viewport(),
            self.window.notes.editor.viewport(),
            self.window.diagram.canvas,
        ):
            self.while_open(lambda widget=widget: ask_for_menu(widget))
        self.window.side.show_tab("bookmarks")
        marks = next(one for one in self.window.side.findChildren(MarksList) if one.isVisible())
        place = marks.visualRect(marks.model().index(0, 0)).center()
        self.while_open(lambda: marks.customContextMenuRequested.emit(place))

    def dialogs(self) -> None:
        for name in ("keys", "about", "open-file", "open-folder"):
            self.while_open(self.window.commands[name].trigger)
        self.while_open(self.window.diagram.save_picture)

    def floating(self) -> None:
        for name in ("contents", "diagram", "notes"):
            self.window.commands[f"float-{name}"].trigger()
        self.look("floating")
        for name in ("contents", "diagram", "notes"):
            self.window.commands[f"float-{name}"].trigger()

    def courses(self) -> None:
        for path in self.paths:
            self.study.open(path)
            self.until(lambda path=path: self.is_open(path) or self.is_named(path))
            self.until(lambda: self.window.diagram.at_rest)
            # Also what is painted rather than set asks for its translation.
            self.window.grab()
            self.look(path.name)

    def is_open(self, path: Path) -> bool:
        return self.study.course is not None and self.study.course.source == path

    def is_named(self, path: Path) -> bool:
        return any(str(path) in text for text in self.window.messages.texts())

    def popup_shows(self, what: type[QWidget]) -> bool:
        popup = self.window.findChild(HitPopup)
        return popup is not None and any(one.isVisible() for one in popup.findChildren(what))

    # Hands and eyes

    def until(self, met: Callable[[], object]) -> None:
        end = time.monotonic() + PATIENCE / 1000
        while not met():
            assert time.monotonic() < end, "what was waited for did not come"
            QTest.qWait(10)

    def while_open(self, opens: Callable[[], object]) -> None:
        """Open something that may keep the control, look at it, and close it."""
        end = time.monotonic() + PATIENCE / 1000
        looked: list[bool] = []

        def look() -> None:
            shown = QApplication.activePopupWidget() or QApplication.activeModalWidget()
            if shown is None:
                if time.monotonic() < end:
                    QTimer.singleShot(20, look)
                return
            self.look(type(shown).__name__)
            looked.append(True)
            shown.close()

        QTimer.singleShot(0, look)
        opens()
        self.until(lambda: looked)

    def look(self, where: str) -> None:
        for widget in QApplication.topLevelWidgets():
            for one in (widget, *widget.findChildren(QWidget)):
                if one.isVisible():
                    self._read(one, where)

    def _read(self, widget: QWidget, where: str) -> None:
        files = QAbstractItemView | QComboBox | QLineEdit
        licences = QAbstractItemView | QPlainTextEdit
        if isinstance(widget.window(), QFileDialog) and isinstance(widget, files):
            # What is in a folder is not the program's to say.
            return
        if isinstance(widget.window(), AboutDialog) and isinstance(widget, licences):
            # Nor is what others call their parts, and write in their licences.
            return
        for name in (*NAMES, *TEXTS):
            value = getattr(widget, name, None)
            self._note(value() if callable(value) else "", f"{where}: {name}")
        for action in words_of(widget):
            self._note(action.text(), f"{where}: action")
            self._note(action.toolTip(), f"{where}: action")
        if isinstance(widget, QTabBar):
            for index in range(widget.count()):
                self._note(widget.tabText(index), f"{where}: tab")
        if isinstance(widget, QPlainTextEdit | QTextEdit):
            self._note(widget.toPlainText(), f"{where}: page")
        if isinstance(widget, QAbstractItemView):
            for index in indexes(cast("QAbstractItemModel | None", widget.model())):
                for role in ROLES:
                    self._note(index.data(role), f"{where}: row")

    def _note(self, text: object, where: str) -> None:
        if isinstance(text, str) and text.strip():
            self.seen.setdefault(text, where)


def words_of(widget: QWidget) -> Iterator[QAction]:
    """Give a widget's actions, those of the menus inside a menu included."""
    todo = list(widget.actions())
    while todo:
        action = todo.pop()
        yield action
        inner = action.menu() if isinstance(widget, QMenu) else None
        if isinstance(inner, QMenu):
            inner.aboutToShow.emit()
            todo += inner.actions()


def indexes(model: QAbstractItemModel | None) -> Iterator[QModelIndex]:
    todo = [] if model is None else [model.index(row, 0) for row in range(model.rowCount())]
    while todo and model is not None:
        index = todo.pop()
        yield index
        todo += [model.index(row, 0, index) for row in range(model.rowCount(index))]


def ask_for_menu(widget: QWidget) -> None:
    place = QPoint(widget.width() // 2, widget.height() // 2)
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse, place, widget.mapToGlobal(place), Qt.KeyboardModifier(0)
    )
    QApplication.sendEvent(widget, event)


def see_rescue(walk: Walk, paths: Paths, damaged: Paths) -> None:
    """Look at what is asked about a damaged notebook, without a backup and with one."""
    now = datetime.now(UTC)
    damaged.data.mkdir(parents=True)
    damaged.notebook.write_bytes(b"\0" * 8192)
    walk.while_open(lambda: open_notebook(damaged, now))
    back_up(paths.notebook, damaged.backups, now=now)
    walk.while_open(lambda: open_notebook(damaged, now))


def main(folder: Path, courses: Sequence[Path]) -> None:
    QApplication.setStyle("Fusion")
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    app = QApplication(sys.argv[:1])
    untranslated = Untranslated()
    app.installTranslator(untranslated)
    paths = Paths.below(folder / "1")
    program = Program(app, paths)
    assert program.begin(courses[0])
    walk = Walk(program, courses[1:])
    walk.through_all()
    see_rescue(walk, paths, Paths.below(folder / "2"))
    assert walk.window.close()
    json.dump({"seen": walk.seen, "untranslated": sorted(untranslated.asked)}, sys.stdout)


if __name__ == "__main__":
    faulthandler.dump_traceback_later(LONGEST, exit=True)
    try:
        main(Path(sys.argv[1]), [Path(one) for one in sys.argv[2:]])
    except Exception:
        # The program would show a dialog, which nobody closes.
        traceback.print_exc()
        sys.stderr.flush()
        os._exit(1)
