"""The settings file: what is kept in it, and what is made of one that somebody has ruined."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QByteArray

from msp_desktop.ui.settings import ZOOMS, Language, Look, Settings

if TYPE_CHECKING:
    from collections.abc import Callable

COURSE = "80db8107b7ab7992ddda4258"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config" / "settings.ini"


@pytest.fixture
def kept(file: Path) -> Callable[[Settings], Settings]:
    """What another start of the program finds."""

    def again(settings: Settings) -> Settings:
        settings.save()
        return Settings(file)

    return again


def test_nothing_is_chosen_at_first(file: Path) -> None:
    settings = Settings(file)
    assert settings.look is Look.SYSTEM
    assert settings.language is Language.SYSTEM
    assert settings.zoom == 1.0
    assert settings.last_course == ""
    assert settings.located(COURSE) == {}
    assert settings.bytes("window/geometry").isEmpty()
    assert settings.texts("panes/hidden") == []


@pytest.mark.parametrize("look", Look)
@pytest.mark.parametrize("language", Language)
def test_choices_are_kept(
    file: Path, kept: Callable[[Settings], Settings], look: Look, language: Language
) -> None:
    settings = Settings(file)
    settings.look, settings.language = look, language
    settings = kept(settings)
    assert settings.look is look
    assert settings.language is language


@pytest.mark.parametrize("zoom", ZOOMS)
def test_each_zoom_is_kept(file: Path, kept: Callable[[Settings], Settings], zoom: float) -> None:
    settings = Settings(file)
    settings.zoom = zoom
    assert kept(settings).zoom == zoom


@pytest.mark.parametrize(
    "course",
    [
        "/a b/c, d.md",
        "C:\\new\\table.md",
        "/한글/과정.md",
        '/quote"s/x;y=z%41.md',
        "@Invalid()",
        "",
    ],
)
def test_any_path_is_kept(file: Path, kept: Callable[[Settings], Settings], course: str) -> None:
    settings = Settings(file)
    settings.last_course = course
    settings.set_located(COURSE, {course: Path("/elsewhere, far/가.png"), "other.png": Path("x")})
    settings = kept(settings)
    assert settings.last_course == course
    assert settings.located(COURSE) == {
        course: Path("/elsewhere, far/가.png"),
        "other.png": Path("x"),
    }


@pytest.mark.parametrize("texts", [[], ["one"], ["a, b", "c"], ["", "x"], ["@ByteArray(x)"]])
def test_lists_are_kept(file: Path, kept: Callable[[Settings], Settings], texts: list[str]) -> None:
    settings = Settings(file)
    settings.set_texts("panes/hidden", texts)
    assert kept(settings).texts("panes/hidden") == texts


def test_states_are_kept(file: Path, kept: Callable[[Settings], Settings]) -> None:
    settings = Settings(file)
    state = QByteArray(bytes(range(256)))
    settings.set_bytes("window/geometry", state)
    assert kept(settings).bytes("window/geometry") == state


@pytest.mark.parametrize(
    "content",
    [
        b"\0\xff\xfe garbage",
        b"[window]\nlook=1, 2\nlanguage=@Rect(0 0 1 1)\ngeometry=text\n"
        b"[reader]\nzoom=a, b\n[course]\nlast=a, b\n[panes]\nhidden=@Size(1 1)\n"
        b"[located]\n" + COURSE.encode() + b"=odd\n",
        b"[window]\nlook=purple\nlanguage=xx\n[reader]\nzoom=nan\n",
        b"[reader]\nzoom=inf\n",
    ],
)
def test_what_makes_no_sense_is_as_if_it_were_not_there(file: Path, content: bytes) -> None:
    file.parent.mkdir()
    file.write_bytes(content)
    settings = Settings(file)
    assert settings.look is Look.SYSTEM
    assert settings.language is Language.SYSTEM
    assert settings.zoom == 1.0
    assert settings.last_course == ""
    assert settings.bytes("window/geometry").isEmpty()
    assert settings.texts("panes/hidden") == []
    assert settings.located(COURSE) == {}


def test_the_nearest_zoom_that_there_is_counts(file: Path) -> None:
    file.parent.mkdir()
    file.write_bytes(b"[reader]\nzoom=1.3\n")
    assert Settings(file).zoom == 1.25


def test_two_programs_keep_what_either_chose(file: Path) -> None:
    one, other = Settings(file), Settings(file)
    one.look = Look.DARK
    other.zoom = 1.4
    one.save()
    other.save()
    settings = Settings(file)
    assert settings.look is Look.DARK
    assert settings.zoom == 1.4
