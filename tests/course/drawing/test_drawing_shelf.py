"""Drawings on disk: kept, found again, bounded; what is damaged is not there."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from msp_desktop.course.drawing.model import Drawing, Fault, Kind, Undrawn, Wanted
from msp_desktop.course.drawing.shelf import DrawingShelf

if TYPE_CHECKING:
    from pathlib import Path

    from msp_desktop.course.drawing.look import Look

WANTED = Wanted(Kind.FORMULA, "x^2 \ud800 가")
DRAWING = Drawing(
    '<svg xmlns="a" width="12.5" height="7" viewBox="0 0 1 1"><g/></svg>\n', 12.5, 7, 2.25
)


@pytest.fixture
def shelf(tmp_path: Path, look: Look) -> DrawingShelf:
    return DrawingShelf(tmp_path / "drawings", look)


def test_a_drawing_is_found_as_it_was_kept(shelf: DrawingShelf) -> None:
    assert shelf.find(WANTED) is None
    assert not shelf.file(WANTED).parent.exists()
    shelf.keep(WANTED, DRAWING)
    found = shelf.find(WANTED)
    assert isinstance(found, Drawing)
    assert found[1:] == DRAWING[1:]
    assert found.svg.replace(' data-depth="2.25"', "") == DRAWING.svg
    assert [file.suffix for file in shelf.file(WANTED).parent.iterdir()] == [".svg"]


def test_another_source_kind_or_look_is_another_drawing(shelf: DrawingShelf, look: Look) -> None:
    shelf.keep(WANTED, DRAWING)
    assert shelf.find(WANTED._replace(kind=Kind.DISPLAY)) is None
    assert shelf.find(WANTED._replace(source="x^3")) is None
    folder = shelf.file(WANTED).parent.parent
    other = look._replace(dark=look.dark._replace(text="#ffffff"))
    assert DrawingShelf(folder, other).find(WANTED) is None
    assert DrawingShelf(folder, look).find(WANTED) is not None


def test_why_there_is_no_drawing_is_kept_where_it_lasts(shelf: DrawingShelf) -> None:
    for fault in Fault:
        wanted = Wanted(Kind.MERMAID, fault)
        shelf.keep(wanted, Undrawn(fault, "왜"))
        lasts = fault not in (Fault.ABSENT, Fault.TOO_SLOW, Fault.BROKEN)
        assert shelf.find(wanted) == (Undrawn(fault, "왜") if lasts else None)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"<svg",
        b'<svg data-depth="1" width="2" height="3"><g/>',
        b'<svg width="2" height="3"></svg>\n',
        b'<svg data-depth="1" width="0" height="3"></svg>\n',
        b'<svg data-depth="x" width="2" height="3"></svg>\n',
        b'<svg data-depth="1e" width="2" height="3"></svg>\n',
    ],
)
def test_a_damaged_drawing_is_not_there(shelf: DrawingShelf, content: bytes) -> None:
    shelf.keep(WANTED, DRAWING)
    shelf.file(WANTED).write_bytes(content)
    assert shelf.find(WANTED) is None


@pytest.mark.parametrize("content", [b"", b"[", b'"x"', b'["other", ""]', b"[]", b"7"])
def test_a_damaged_reason_is_not_there(shelf: DrawingShelf, content: bytes) -> None:
    shelf.keep(WANTED, Undrawn(Fault.TOO_LONG))
    shelf.file(WANTED).with_suffix(".json").write_bytes(content)
    assert shelf.find(WANTED) is None


def test_what_was_kept_longest_ago_makes_room(tmp_path: Path, look: Look) -> None:
    size = len(DRAWING.svg) + 30
    shelf = DrawingShelf(tmp_path, look, most=3 * size)
    sources = [Wanted(Kind.FORMULA, str(number)) for number in range(6)]
    for age, wanted in enumerate(sources):
        shelf.keep(wanted, DRAWING)
        os.utime(shelf.file(wanted), (age, age))
    shelf.make_room()
    assert [shelf.find(wanted) is not None for wanted in sources] == [False] * 3 + [True] * 3


def test_a_folder_that_cannot_be_written_is_no_harm(tmp_path: Path, look: Look) -> None:
    (tmp_path / "file").write_text("in the way")
    shelf = DrawingShelf(tmp_path / "file", look)
    shelf.keep(WANTED, DRAWING)
    shelf.make_room()
    assert shelf.find(WANTED) is None
