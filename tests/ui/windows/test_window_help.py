"""What the menu "Help" offers: what the program is, and where its data lies."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from msp_desktop import __version__
from msp_desktop.licences import inside
from msp_desktop.paths import bundled_course
from msp_desktop.ui.windows.about import AboutDialog
from msp_desktop.ui.windows.data_folder import FolderDialog

if TYPE_CHECKING:
    from pathlib import Path

    from trainee import Trainee


@pytest.fixture
def about(trainee: Trainee) -> AboutDialog:
    window = trainee.start(bundled_course("en"))
    window.commands["about"].trigger()
    [dialog] = window.findChildren(AboutDialog)
    trainee.until(lambda: dialog.list.count() > 1)
    return dialog


def test_the_menu_has_all_of_it_in_one_place(trainee: Trainee) -> None:
    window = trainee.start(bundled_course("en"))
    menu = QMenu(window)
    window.commands.fill(menu)
    [helping] = [one.menu() for one in menu.actions() if one.text() == "Help"]
    assert [one.text() for one in helping.actions() if not one.isSeparator()] == [
        *("Keyboard shortcuts", "Open the data folder", "Save a diagnostic report…"),
        "About MSP Desktop",
    ]
    menu.deleteLater()


def test_about_lists_every_part_with_its_version_and_whole_licence(about: AboutDialog) -> None:
    assert about.versions.startswith(f"MSP Desktop {__version__}\nPython ")
    assert "Qt " in about.versions
    found = inside()
    rows = [about.list.item(row).text() for row in range(about.list.count())]
    assert rows[: len(found.parts)] == [f"{one.name} {one.version}".rstrip() for one in found.parts]
    for row, part in enumerate(found.parts):
        about.list.setCurrentRow(row)
        shown = about.text.toPlainText()
        assert part.licence in shown
        assert part.source in shown
        for text in part.texts:
            assert text.read_text(encoding="utf-8", errors="replace").strip("\n") in shown
    about.list.setCurrentRow(rows.index(next(one for one in rows if "Qt" in one)))
    shown = about.text.toPlainText()
    assert "can be replaced by changed versions" in shown
    assert "https://download.qt.io" in shown
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in shown


def test_about_can_be_read_with_the_keys_alone(about: AboutDialog) -> None:
    assert QApplication.focusWidget() is about.list
    QTest.keyClick(about.list, Qt.Key.Key_Down)
    assert "LGPL" in about.text.toPlainText()
    seen = []
    for _ in range(8):
        focus = QApplication.focusWidget()
        seen.append(focus)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    assert {about.list, about.text, about.copy} <= set(seen)
    assert all(one.accessibleName() or getattr(one, "text", str)() for one in seen)
    about.copy.setFocus()
    QTest.keyClick(about.copy, Qt.Key.Key_Space)
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith(about.versions)
    assert "Markdown 3" in copied
    QTest.keyClick(about, Qt.Key.Key_Escape)
    assert not about.isVisible()


def opener(folder: Path, code: str) -> None:
    """Put a program that opens folders where it is found first."""
    folder.mkdir(exist_ok=True)
    file = folder / "xdg-open"
    file.write_text(f"#!/bin/sh\n{code}\n")
    file.chmod(0o755)


def folder_dialogs(trainee: Trainee) -> list[FolderDialog]:
    return [one for one in trainee.window.findChildren(FolderDialog) if one.isVisible()]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="others open folders otherwise")
@pytest.mark.parametrize("code", ["exit 3", "exit 4", None])
def test_where_no_file_manager_answers_the_path_is_told(
    trainee: Trainee, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str | None
) -> None:
    window = trainee.start(bundled_course("en"))
    if code is not None:
        opener(tmp_path / "bin", code)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    window.commands["data-folder"].trigger()
    trainee.until(lambda: folder_dialogs(trainee))
    [dialog] = folder_dialogs(trainee)
    assert dialog.line.text() == str(trainee.paths.data)
    assert dialog.line.accessibleName()
    dialog.copy.click()
    assert QGuiApplication.clipboard().text() == str(trainee.paths.data)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert folder_dialogs(trainee) == []


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="others open folders otherwise")
def test_the_file_manager_is_given_the_folder(
    trainee: Trainee, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = trainee.start(bundled_course("en"))
    opener(tmp_path / "bin", f'echo "$@" > {tmp_path}/opened')
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")
    window.commands["data-folder"].trigger()
    trainee.until((tmp_path / "opened").exists)
    trainee.until(lambda: (tmp_path / "opened").read_text() == f"{trainee.paths.data}\n")
    assert folder_dialogs(trainee) == []


def test_a_folder_that_is_gone_is_told_as_such(trainee: Trainee, tmp_path: Path) -> None:
    window = trainee.start(bundled_course("en"))
    window.helping._data = tmp_path / "gone"
    window.commands["data-folder"].trigger()
    [dialog] = folder_dialogs(trainee)
    assert "not there now" in dialog.line.accessibleName()
    dialog.close()
