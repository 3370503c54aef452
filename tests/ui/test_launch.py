"""The likeness of the last session: shown while it is true, and never when anything has changed."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QColor, QImage

from msp_desktop.paths import Paths
from msp_desktop.ui.launch import Launch

if TYPE_CHECKING:
    from pathlib import Path

SETTING = {"dark": False, "language": "ko"}


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    paths = Paths.below(tmp_path / "home")
    for file in (paths.notebook, paths.settings):
        file.parent.mkdir(parents=True)
        file.write_text("as it is")
    return paths


@pytest.fixture
def course(tmp_path: Path) -> Path:
    path = tmp_path / "course.md"
    path.write_text("# A course\n", encoding="utf-8")
    return path


def likeness() -> QImage:
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(QColor("#336699"))
    return image


def test_it_is_found_again(paths: Paths, course: Path) -> None:
    Launch(paths).keep(likeness(), course, SETTING)
    found = Launch(paths).find(course, SETTING)
    assert found is not None
    assert found.size() == likeness().size()
    assert found.pixelColor(20, 15) == QColor("#336699")


@pytest.mark.parametrize("what", ["course", "notebook", "settings", "look", "other course"])
def test_it_is_not_shown_when_something_has_changed(
    paths: Paths, course: Path, tmp_path: Path, what: str
) -> None:
    Launch(paths).keep(likeness(), course, SETTING)
    setting = SETTING
    if what == "course":
        course.write_text("# A curse\n", encoding="utf-8")
    elif what == "other course":
        course = tmp_path / "other.md"
        course.write_text("# A course\n", encoding="utf-8")
    elif what == "look":
        setting = {"dark": True, "language": "ko"}
    else:
        file = paths.notebook if what == "notebook" else paths.settings
        os.utime(file, ns=(1, 1))
    assert Launch(paths).find(course, setting) is None


def test_a_folder_is_looked_into(paths: Paths, course: Path, tmp_path: Path) -> None:
    Launch(paths).keep(likeness(), tmp_path, SETTING)
    assert Launch(paths).find(tmp_path, SETTING) is not None
    course.write_text("# Edited\n", encoding="utf-8")
    assert Launch(paths).find(tmp_path, SETTING) is None


@pytest.mark.parametrize("garbage", [b"", b"[]", b"{}", b"\xff", b"null"])
def test_damaged_facts_or_pixels_are_as_if_there_were_none(
    paths: Paths, course: Path, garbage: bytes
) -> None:
    Launch(paths).keep(likeness(), course, SETTING)
    (paths.cache / "window.bmp").write_bytes(garbage)
    assert Launch(paths).find(course, SETTING) is None
    (paths.cache / "window.json").write_bytes(garbage)
    assert Launch(paths).find(course, SETTING) is None


def test_a_missing_course_and_a_cache_that_cannot_be_written_do_no_harm(
    paths: Paths, tmp_path: Path, course: Path
) -> None:
    Launch(paths).keep(likeness(), tmp_path / "gone.md", SETTING)
    assert Launch(paths).find(tmp_path / "gone.md", SETTING) is None
    paths.cache.write_text("in the way")
    Launch(paths).keep(likeness(), course, SETTING)
    Launch(paths).forget()
    assert Launch(paths).find(course, SETTING) is None


def test_what_is_shown_is_the_users_alone(paths: Paths, course: Path) -> None:
    Launch(paths).keep(likeness(), course, SETTING)
    if os.name == "posix":
        assert (paths.cache / "window.bmp").stat().st_mode & 0o077 == 0
