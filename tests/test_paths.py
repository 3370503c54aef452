"""Where the program keeps things, and where it finds what it brings along."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from msp_desktop import paths
from msp_desktop.paths import Paths, bundled_course, resources


def every(place: Paths) -> list[Path]:
    return [
        *(place.data, place.config, place.cache, place.log),
        *(place.notebook, place.backups, place.settings, place.courses),
    ]


def test_everything_lies_below_one_folder(tmp_path: Path) -> None:
    place = Paths.below(tmp_path)
    assert all(path.is_relative_to(tmp_path) for path in every(place))
    assert len({place.data, place.config, place.cache, place.log}) == 4
    assert not list(tmp_path.iterdir())


def test_a_relative_folder_stays_where_it_was_meant(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    place = Paths.below(Path("mine"))
    monkeypatch.chdir("/")
    assert place.notebook.is_relative_to(tmp_path / "mine")


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="other folders")
def test_the_systems_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATA", "CONFIG", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
    place = Paths.of_system()
    assert place.notebook.is_relative_to(tmp_path / "DATA" / "msp-desktop")
    assert place.settings.is_relative_to(tmp_path / "CONFIG" / "msp-desktop")
    assert place.courses.is_relative_to(tmp_path / "CACHE" / "msp-desktop")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("language", ["ko", "en"])
def test_bundled_courses_are_there(language: str) -> None:
    assert list(bundled_course(language).glob("*.md"))


def test_resources_of_each_kind_of_installation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "site" / "msp_desktop"
    checkout = tmp_path / "site" / "resources"
    frozen = tmp_path / "frozen"
    package.mkdir(parents=True)
    monkeypatch.setattr(paths, "__file__", str(package / "paths.py"))
    with pytest.raises(FileNotFoundError, match="resources are missing"):
        resources()
    checkout.mkdir()
    assert resources() == checkout
    (package / "_resources").mkdir()
    assert resources() == package / "_resources"
    (frozen / "resources").mkdir(parents=True)
    monkeypatch.setattr(sys, "_MEIPASS", str(frozen), raising=False)
    assert resources() == frozen / "resources"
