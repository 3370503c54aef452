"""Reading pictures: what is shown, what is refused, and for which reason."""

from __future__ import annotations

import os
import struct
import zlib
from typing import TYPE_CHECKING

import pytest
from hand_and_eye import PLAIN_SVG, THEMED_SVG, map_image, near, quarters
from PySide6.QtCore import QBuffer, QIODevice, QRect, QSize, QSizeF
from PySide6.QtGui import QColor, QImage, QImageIOHandler, QImageWriter

from msp_desktop.ui.views.diagram.large import LargePicture
from msp_desktop.ui.views.diagram.picture import Fault, PictureError, read_picture
from msp_desktop.ui.views.diagram.portraits import portrait
from msp_desktop.ui.views.diagram.vector import VectorPicture

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from msp_desktop.ui.views.diagram.picture import Picture

    Save = Callable[..., Path]

pytestmark = pytest.mark.usefixtures("qapp")


def encoded(image: QImage, kind: str, turned: bool = False) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, kind.encode())
    if turned:
        writer.setTransformation(QImageIOHandler.Transformation.TransformationRotate90)
    assert writer.write(image), writer.errorString()
    return bytes(buffer.data().data())


def png(width: int, height: int, body: bytes) -> bytes:
    """A PNG of one-bit pixels that claims any size."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    start = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header)
    return start + chunk(b"IDAT", zlib.compress(body)) + chunk(b"IEND", b"")


def two_frames() -> bytes:
    """A GIF of one pixel: first red, then blue."""

    def frame(index: int) -> bytes:
        pixels = {0: b"\x44\x01", 1: b"\x4c\x01"}[index]
        control = b"\x21\xf9\x04\x00\x0a\x00\x00\x00"
        return control + b"\x2c" + struct.pack("<4H", 0, 0, 1, 1) + b"\0\x02\x02" + pixels + b"\0"

    head = b"GIF89a" + struct.pack("<2H", 1, 1) + b"\x80\0\0" + b"\xff\0\0" + b"\0\0\xff"
    return head + frame(0) + frame(1) + b"\x3b"


def whole(picture: Picture, width: int, height: int) -> QImage:
    return picture.drawn(QRect(0, 0, width, height), QSize(width, height))


@pytest.mark.parametrize("kind", ["png", "jpeg", "webp"])
@pytest.mark.parametrize("name", ["picture", "picture.svg", "picture.png", "picture.txt"])
def test_a_picture_is_known_by_its_content(save: Save, kind: str, name: str) -> None:
    picture = read_picture(save(name, encoded(quarters(), kind)), dark=False)
    assert picture.size == QSizeF(400, 200)
    shown = whole(picture, 40, 20)
    assert near(shown.pixelColor(5, 5), QColor("#ff0000"), 30)
    assert near(shown.pixelColor(35, 15), QColor("#ffff00"), 30)


def test_an_animation_shows_its_first_frame(save: Save) -> None:
    picture = read_picture(save("a.gif", two_frames()), dark=False)
    assert whole(picture, 1, 1).pixelColor(0, 0) == QColor("#ff0000")


def test_a_photograph_is_shown_the_way_it_was_held(save: Save) -> None:
    picture = read_picture(save("a.jpg", encoded(quarters(), "jpeg", turned=True)), dark=False)
    assert picture.size == QSizeF(200, 400)
    assert near(whole(picture, 20, 40).pixelColor(15, 5), QColor("#ff0000"), 30)


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be"])
def test_an_svg_is_known_in_any_coding(save: Save, coding: str) -> None:
    text = f'<?xml version="1.0"?>\n<!-- {"x" * 9000} -->{PLAIN_SVG}'
    picture = read_picture(save("picture.png", text.encode(coding)), dark=False)
    assert picture.size == QSizeF(400, 200)
    assert whole(picture, 40, 20).pixelColor(35, 10) == QColor("#0000ff")


def test_an_svg_without_a_dark_theme_lies_on_paper_and_one_with_it_does_not(save: Save) -> None:
    assert read_picture(save("plain.svg", PLAIN_SVG), dark=True).on_paper
    themed = read_picture(save("themed.svg", THEMED_SVG), dark=True)
    assert not themed.on_paper
    assert whole(themed, 40, 20).pixelColor(5, 5) == QColor("#00ff00")
    assert whole(themed.in_theme(dark=False), 40, 20).pixelColor(5, 5) == QColor("#ff0000")


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", Fault.EMPTY),
        (b"\0" * 64, Fault.NOT_A_PICTURE),
        (b"plain words", Fault.NOT_A_PICTURE),
        (b"<html><body>404</body></html>", Fault.NOT_A_PICTURE),
        (b"%PDF-1.7", Fault.NOT_A_PICTURE),
        (b"\x1f\x8b\x08\0" + b"\0" * 60, Fault.NOT_A_PICTURE),
        (b"\x89PNG\r\n\x1a\n", Fault.DAMAGED),
        (b"GIF89a", Fault.DAMAGED),
        (b"\xff\xd8\xff\xe0" + b"\0" * 40, Fault.DAMAGED),
        (b"RIFF\x10\0\0\0WEBPVP8 ", Fault.DAMAGED),
        (png(60_000, 60_000, b""), Fault.TOO_LARGE),
        (png(2**31 - 1, 2**31 - 1, b""), None),
        (png(0, 0, b""), Fault.NO_SIZE),
        (png(100, 100, b"\0" * 20), Fault.DAMAGED),
        (encoded(map_image(), "png")[:-200], Fault.DAMAGED),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><rect", Fault.DAMAGED),
        (b"<svg xmlns='http://www.w3.org/2000/svg' width='0' height='0'/>", Fault.NO_SIZE),
        (
            b"<!DOCTYPE svg [<!ENTITY a 'x'>]><svg xmlns='http://www.w3.org/2000/svg'>"
            b"<text>&a;</text></svg>",
            Fault.UNSAFE,
        ),
        (
            b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><g id='a'>"
            b"<use href='#a'/></g></svg>",
            Fault.UNSAFE,
        ),
    ],
)
@pytest.mark.qt_log_ignore(".*")
def test_what_cannot_be_shown_says_why(save: Save, content: bytes, fault: Fault | None) -> None:
    with pytest.raises(PictureError) as raised:
        read_picture(save("picture.png", content), dark=False)
    assert raised.value.fault in ((fault,) if fault else (Fault.DAMAGED, Fault.TOO_LARGE))


def test_a_script_in_an_svg_is_left_out_and_the_rest_is_shown(save: Save) -> None:
    text = PLAIN_SVG.replace("</svg>", "<script>while(true){}</script></svg>")
    picture = read_picture(save("a.svg", text), dark=False)
    assert isinstance(picture, VectorPicture)
    assert b"script" not in picture.markup
    assert whole(picture, 40, 20).pixelColor(35, 10) == QColor("#0000ff")


def test_a_missing_file_a_folder_and_a_pipe_are_told_apart(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.png")
    for name, fault in (
        ("none.png", Fault.MISSING),
        ("none/none.png", Fault.MISSING),
        ("", Fault.NOT_A_PICTURE),
        ("pipe.png", Fault.MISSING),
        ("x" * 400, Fault.UNREADABLE),
        ("nul\0.png", Fault.MISSING),
    ):
        with pytest.raises(PictureError) as raised:
            read_picture(tmp_path / name, dark=False)
        assert raised.value.fault is fault, name


def test_a_file_beyond_the_limit_is_not_read(save: Save) -> None:
    path = save("a.png", b"")
    with path.open("r+b") as file:
        file.truncate(65 * 1024 * 1024)
    with pytest.raises(PictureError) as raised:
        read_picture(path, dark=False)
    assert raised.value.fault is Fault.TOO_LARGE


@pytest.mark.parametrize("kind", ["png", "jpeg"])
def test_a_very_large_picture_is_kept_reduced_and_says_its_own_size(save: Save, kind: str) -> None:
    image = QImage(10_000, 5000, QImage.Format.Format_Mono)
    image.fill(1)
    picture = read_picture(save("large", encoded(image, kind)), dark=False)
    assert isinstance(picture, LargePicture)
    assert picture.size == QSizeF(10_000, 5000)
    while picture.pending:
        shown = whole(picture, 100, 50)
    assert near(shown.pixelColor(50, 49), QColor("#ffffff"))


def test_a_webp_that_would_be_read_whole_is_refused_by_its_size(save: Save) -> None:
    # The beginning of a lossless WebP of 16,000 by 4,000 pixels.
    bits = struct.pack("<I", (16_000 - 1) | (4000 - 1) << 14)
    data = b"VP8L" + struct.pack("<I", 40) + b"\x2f" + bits + b"\0" * 35
    content = b"RIFF" + struct.pack("<I", len(data) + 4) + b"WEBP" + data
    with pytest.raises(PictureError) as raised:
        read_picture(save("a.webp", content), dark=False)
    assert raised.value.fault is Fault.TOO_LARGE
    assert "16000" in raised.value.detail


@pytest.mark.parametrize("width", [150, 599, 600, 911])
def test_a_part_is_the_same_as_that_part_of_the_whole(save: Save, width: int) -> None:
    full = QSize(width, width // 2)
    raster = read_picture(save("a.png", encoded(map_image(), "png")), dark=False)
    vector = read_picture(save("a.svg", THEMED_SVG), dark=False)
    part = QRect(full.width() // 3, full.height() // 4, full.width() // 2, full.height() // 3)
    for picture in (raster, vector):
        shown = picture.drawn(part, full)
        expected = picture.drawn(QRect(0, 0, full.width(), full.height()), full).copy(part)
        assert shown.size() == expected.size()
        for x in range(0, part.width(), 7):
            for y in range(0, part.height(), 7):
                assert near(shown.pixelColor(x, y), expected.pixelColor(x, y), 3)


def test_a_picture_is_taken_elsewhere_as_it_is_and_a_drawing_large_on_its_ground(
    save: Save,
) -> None:
    image = quarters()
    raster = read_picture(save("a.png", encoded(image, "png")), dark=False)
    assert portrait(raster, QColor("#123456")) == image
    drawn = portrait(read_picture(save("a.svg", PLAIN_SVG), dark=False), QColor("#ffffff"))
    assert drawn.size() == QSize(800, 400)
    assert near(drawn.pixelColor(100, 100), QColor(255, 127, 127))


@pytest.mark.parametrize(
    ("asked", "at"), [("", 0.5), ("xMinYMid", 0.25), ("xMaxYMid meet", 0.75), ("none", None)]
)
def test_a_box_of_another_ratio_than_the_picture_is_not_stretched(
    save: Save, asked: str, at: float | None
) -> None:
    text = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="400" height="200" viewBox="0 0 100 100"'
        f' preserveAspectRatio="{asked}"><rect width="100" height="100" fill="#ff0000"/></svg>'
    )
    picture = read_picture(save("a.svg", text), dark=False)
    assert picture.size == QSizeF(400, 200)
    row = [whole(picture, 400, 200).pixelColor(x, 100).alpha() == 255 for x in range(400)]
    if at is None:
        assert all(row)
    else:
        assert sum(row) == pytest.approx(200, abs=2)
        assert row.index(True) == pytest.approx(at * 400 - 100, abs=2)
