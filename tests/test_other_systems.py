"""Names and folders by the rules of Windows and macOS, wherever the tests run."""

from __future__ import annotations

import os
import unicodedata
import zipfile
from contextlib import contextmanager
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING

import pytest

from msp_desktop.course import zips
from msp_desktop.course.destinations import Files
from msp_desktop.course.loader import load_course
from msp_desktop.course.pictures import locate
from msp_desktop.course.zip_entries import name_of
from msp_desktop.notebook.exchange import capsule, unpacking

if TYPE_CHECKING:
    from collections.abc import Generator

HARD = [
    "con.md",
    "PRN",
    "aux.tar.gz",
    "Com1.md",
    "lpt9",
    "nul",
    "chapter: one?.md",
    'a"b<c>d|e*.md',
    "ends with a dot.",
    "ends with a space ",
    "...",
    "C:secret.md",
    "images\\one.png",
    "tab\there.md",
    "도커/1장. 이미지.md",
    "con/aux/nul.md",
    "a/b./c /d",
]

QUESTION = "# 이미지\n\n## 이미지는 무엇입니까?\n\n층으로 된 파일들입니다.\n\n![그림](그림.png)\n"


@contextmanager
def on_windows(monkeypatch: pytest.MonkeyPatch) -> Generator[None]:
    """Let the program believe that it runs on Windows.

    Only for a moment: Python's own paths look at the same place.
    """
    with monkeypatch.context() as patch:
        patch.setattr(os, "name", "nt")
        yield


def taken_by_windows(name: str) -> bool:
    """Whether Windows takes a name, and leaves it in the folder that it is joined to."""
    path = PureWindowsPath(name)
    parts = name.split("/")
    return (
        not path.drive
        and not path.is_absolute()
        and not path.is_reserved()
        and ".." not in path.parts
        and all(part and part == part.rstrip(". ") for part in parts)
        and not any(one in '<>:"|?*\\' or ord(one) < 32 for one in name)
        and not any(PureWindowsPath(part).is_reserved() for part in parts)
    )


@pytest.mark.parametrize("name", HARD)
def test_names_in_zips_are_made_such_that_windows_takes_them(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As entries' names are read, whoever wrote them.
    name = name.replace("\\", "/")
    with on_windows(monkeypatch):
        fitted = zips._fitted(name)
    assert taken_by_windows(fitted), fitted
    assert zips._fitted(name) == name or os.name == "nt"


def test_names_that_windows_takes_stay() -> None:
    for name in ("도커/1장. 이미지.md", "README.md", "console/comma.md", "img/그림 1.png"):
        assert taken_by_windows(name)
        assert zips._fitted(name) == name


@pytest.mark.parametrize("name", HARD)
def test_a_capsules_names_are_refused_where_windows_would_not_take_them(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with on_windows(monkeypatch):
        safe = capsule.is_safe(name)
    assert safe == taken_by_windows(name)


@pytest.mark.parametrize(
    "name", ["../up.md", "a/../../up", "/etc/passwd", "C:/x", "c:x", "a//b", "a\\..\\b", "", "a\0b"]
)
def test_names_that_lead_elsewhere_are_safe_nowhere(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not capsule.is_safe(name)
    with on_windows(monkeypatch):
        assert not capsule.is_safe(name)


@pytest.mark.parametrize("name", [*HARD, "..", "a" * 300, "  ", "한" * 200])
def test_a_course_brought_along_gets_a_folder_that_every_system_takes(name: str) -> None:
    fitted = unpacking._folder_name(name)
    assert taken_by_windows(fitted), fitted
    assert len(PurePosixPath(fitted).parts) == 1
    assert len(fitted) <= 81


def test_a_course_is_the_same_whichever_form_its_names_have_on_disk(tmp_path: Path) -> None:
    read: list[list[tuple[str, str]]] = []
    for form in ("NFC", "NFD"):
        folder = tmp_path / form / unicodedata.normalize(form, "과정")
        folder.mkdir(parents=True)
        (folder / unicodedata.normalize(form, "이미지.md")).write_text(QUESTION, encoding="utf-8")
        picture = folder / unicodedata.normalize(form, "그림.png")
        picture.write_bytes(b"\x89PNG\r\n\x1a\n")
        for asked in ("NFC", "NFD"):
            assert locate(folder, unicodedata.normalize(asked, "그림.png")) == picture
        course = load_course(folder)
        assert not course.problems
        read.append([(one.id, one.title) for one in course.chapters])
    assert read[0] == read[1]
    assert read[0]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_links_lead_to_files_whichever_form_their_names_have(form: str) -> None:
    files = Files([unicodedata.normalize(form, "도커/이미지.md")])
    for asked in ("NFC", "NFD"):
        assert files.find(unicodedata.normalize(asked, "도커/이미지.md")) is not None


def test_links_in_another_case_are_known_where_a_file_system_tells_cases_apart() -> None:
    files = Files(["Docker/Images.md", "docker/volumes.md"])
    assert files.find("docker/images.md") is None
    assert files.near("docker/images.md") == "Docker/Images.md"
    assert files.near("DOCKER/VOLUMES.MD") == "docker/volumes.md"


def test_zips_of_windows_are_read_with_their_names(tmp_path: Path) -> None:
    path = tmp_path / "windows.zip"
    with zipfile.ZipFile(path, "w") as archive:
        entry = zipfile.ZipInfo("placeholder", (2026, 1, 2, 3, 4, 6))
        archive.writestr(entry, QUESTION)
    data = path.read_bytes()
    # As the Explorer of a Korean Windows writes it: CP949, and backslashes.
    name = "도커\\1장.md".encode("cp949")
    path.write_bytes(data.replace(b"placeholder", name.ljust(11, b"x")[:11]))
    with zipfile.ZipFile(path) as archive:
        (info,) = archive.infolist()
        assert name_of(info) == "도커/1장.md"
