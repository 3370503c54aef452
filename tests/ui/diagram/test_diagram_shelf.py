"""Drawings kept on disk: shown without the file being read, and never in its stead."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QColor, QImage

from msp_desktop.ui.views.diagram import picture
from msp_desktop.ui.views.diagram.pane import DiagramEntry, DiagramPane
from msp_desktop.ui.views.diagram.picture import PictureError
from msp_desktop.ui.views.diagram.shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import BinaryIO

    from pytestqt.qtbot import QtBot

    from msp_desktop.ui.theme import Theme
    from msp_desktop.ui.views.diagram.picture import Picture

FULL = QSize(60, 40)
WHOLE = QRect(QPoint(), FULL)


def board(colour: str) -> QImage:
    image = QImage(300, 200, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    return image


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "cache" / "pictures")


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Which files are really read."""
    seen: list[Path] = []
    real = picture._read

    def watched(file: BinaryIO, path: Path, *, dark: bool) -> Picture:
        seen.append(path)
        return real(file, path, dark=dark)

    monkeypatch.setattr(picture, "_read", watched)
    return seen


def test_the_second_time_the_file_is_not_read(
    shelf: Shelf, save: Callable[..., Path], reads: list[Path]
) -> None:
    path = save("board.png", board("#336699"))
    first = shelf.open(path, dark=False).drawn(WHOLE, FULL)
    assert reads == [path]
    again = shelf.open(path, dark=False)
    assert (again.size.width(), again.size.height()) == (300, 200)
    assert again.on_paper
    assert again.drawn(WHOLE, FULL).pixelColor(30, 20) == first.pixelColor(30, 20)
    assert reads == [path]


def test_a_closer_look_reads_the_file(
    shelf: Shelf, save: Callable[..., Path], reads: list[Path]
) -> None:
    path = save("board.png", board("#336699"))
    shelf.open(path, dark=False).drawn(WHOLE, FULL)
    close = shelf.open(path, dark=False).drawn(QRect(10, 10, 20, 20), QSize(600, 400))
    assert close.size() == QSize(20, 20)
    assert len(reads) == 2


def test_a_changed_file_is_drawn_anew(shelf: Shelf, save: Callable[..., Path]) -> None:
    path = save("board.png", board("#336699"))
    shelf.open(path, dark=False).drawn(WHOLE, FULL)
    path = save("board.png", board("#aa3300").scaled(310, 200))
    drawn = shelf.open(path, dark=False).drawn(WHOLE, FULL)
    assert drawn.pixelColor(30, 20) == QColor("#aa3300")


def test_each_theme_of_an_svg_has_its_own_drawing(shelf: Shelf, save: Callable[..., Path]) -> None:
    path = save(
        "a.svg",
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 40"><style>.a{fill:#ff0000}'
        "@media (prefers-color-scheme: dark){.a{fill:#0000ff}}</style>"
        '<rect class="a" width="60" height="40"/></svg>',
    )
    for _ in range(2):
        light, dark = shelf.open(path, dark=False), shelf.open(path, dark=True)
        assert light.drawn(WHOLE, FULL).pixelColor(30, 20) == QColor("#ff0000")
        assert dark.drawn(WHOLE, FULL).pixelColor(30, 20) == QColor("#0000ff")
        assert not light.suits(dark=True)
        turned = light.in_theme(dark=True)
        assert turned.drawn(WHOLE, FULL).pixelColor(30, 20) == QColor("#0000ff")


@pytest.mark.parametrize("garbage", [b"", b"[1]", b'{"a": 1}', b"[0, 0, 1, 1, 1]", b"\xff\xfe"])
def test_a_damaged_shelf_is_as_if_it_were_empty(
    shelf: Shelf, save: Callable[..., Path], tmp_path: Path, garbage: bytes
) -> None:
    path = save("board.png", board("#336699"))
    shelf.open(path, dark=False).drawn(WHOLE, FULL)
    for file in (tmp_path / "cache" / "pictures").iterdir():
        file.write_bytes(garbage)
    drawn = shelf.open(path, dark=False).drawn(WHOLE, FULL)
    assert drawn.pixelColor(30, 20) == QColor("#336699")


def test_a_folder_that_cannot_be_made_does_no_harm(
    save: Callable[..., Path], tmp_path: Path
) -> None:
    path = save("board.png", board("#336699"))
    (tmp_path / "file").write_text("in the way")
    drawn = Shelf(tmp_path / "file" / "pictures").open(path, dark=False).drawn(WHOLE, FULL)
    assert drawn.pixelColor(30, 20) == QColor("#336699")


def test_what_was_kept_longest_ago_makes_room(save: Callable[..., Path], tmp_path: Path) -> None:
    path = save("board.png", board("#336699"))
    folder = tmp_path / "cache"
    small = Shelf(folder, most=400)
    for width in range(20, 60):
        small.open(path, dark=False).drawn(QRect(0, 0, width, width), QSize(width, width))
    assert sum(file.stat().st_size for file in folder.iterdir()) < 1000
    assert not list(folder.glob("*.tmp"))


def test_a_missing_file_is_said_however_well_it_was_kept(
    shelf: Shelf, save: Callable[..., Path]
) -> None:
    path = save("board.png", board("#336699"))
    shelf.open(path, dark=False).drawn(WHOLE, FULL)
    path.unlink()
    with pytest.raises(PictureError):
        shelf.open(path, dark=False)


def test_the_pane_shows_what_it_showed_before_and_zooms_into_the_file(
    qtbot: QtBot, light: Theme, save: Callable[..., Path], tmp_path: Path, reads: list[Path]
) -> None:
    path = save("board.png", board("#336699"))
    colours = []
    for _ in range(2):
        pane = DiagramPane(light)
        qtbot.addWidget(pane)
        pane.keep_drawings(tmp_path / "cache")
        pane.resize(200, 200)
        pane.show()
        pane.set_diagrams([DiagramEntry("Board", "", path, "board.png")], 0)
        qtbot.waitUntil(lambda pane=pane: pane.canvas.picture is not None and pane.at_rest)
        middle = pane.canvas.rect().center()
        colours.append(pane.canvas.grab().toImage().pixelColor(middle))
    assert colours[0] == colours[1] == QColor("#336699")
    assert len(reads) == 1
    pane.canvas.zoom_to(3.0)
    qtbot.waitUntil(lambda: pane.at_rest)
    assert len(reads) == 2
