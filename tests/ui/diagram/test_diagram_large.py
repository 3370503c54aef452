"""Large pictures: read a part at a time, and the same as if they were read whole."""

from __future__ import annotations

import random
import struct
import zlib
from typing import TYPE_CHECKING

import pytest
from hand_and_eye import map_image, near
from PySide6.QtCore import QBuffer, QIODevice, QRect, QSize, QSizeF
from PySide6.QtGui import QColor, QImage, QImageIOHandler, QImageWriter

from msp_desktop.ui.views.diagram import large, photographs, picture, scanlines
from msp_desktop.ui.views.diagram.forms import Fault, PictureError
from msp_desktop.ui.views.diagram.large import LargePicture, PngSource
from msp_desktop.ui.views.diagram.picture import read_picture
from msp_desktop.ui.views.diagram.png import read_head
from msp_desktop.ui.views.diagram.scanlines import Scanlines

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Save = Callable[..., Path]

pytestmark = pytest.mark.usefixtures("qapp")

CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
KINDS = [
    *((0, 1), (0, 2), (0, 4), (0, 8), (0, 16), (2, 8), (2, 16)),
    *((3, 1), (3, 2), (3, 4), (3, 8), (4, 8), (4, 16), (6, 8), (6, 16)),
]


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def rows_of(chance: random.Random, width: int, height: int, bits: int) -> bytes:
    """Rows of any bytes, each with another filter: every such stream is some picture."""
    size = (width * bits + 7) // 8
    rows = bytearray()
    for y in range(height):
        rows.append(chance.choice((0, 1, 2, 3, 4)) if y else chance.choice((0, 1)))
        rows += chance.randbytes(size)
    return bytes(rows)


def png(
    width: int,
    height: int,
    colour: int,
    depth: int,
    *,
    interlaced: bool = False,
    clear: bool = False,
) -> bytes:
    """A PNG of any pixels, its rows in many small chunks."""
    chance = random.Random(f"{width} {height} {colour} {depth} {interlaced}")
    bits = CHANNELS[colour] * depth
    if interlaced:
        starts = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4))
        starts += ((0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
        raw = b"".join(
            rows_of(chance, -(-(width - x) // dx), -(-(height - y) // dy), bits)
            for x, y, dx, dy in starts
            if width > x and height > y
        )
    else:
        raw = rows_of(chance, width, height, bits)
    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, int(interlaced))
    parts = [b"\x89PNG\r\n\x1a\n", chunk(b"IHDR", head), chunk(b"tEXt", b"Title\0a map")]
    if colour == 3:
        parts.append(chunk(b"PLTE", chance.randbytes(3 << depth)))
    if clear:
        tables = {0: b"\0\1", 2: b"\0\1\0\2\0\3", 3: bytes([0, 128][: 1 << depth])}
        parts.append(chunk(b"tRNS", tables[colour]))
    packed = zlib.compress(raw, 1)
    parts += [chunk(b"IDAT", packed[at : at + 999]) for at in range(0, len(packed), 999)]
    return b"".join([*parts, chunk(b"IDAT", b""), chunk(b"IEND", b"")])


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make everything that is large small: strips, bands, the whole."""
    monkeypatch.setattr(scanlines, "STRIP", 900)
    monkeypatch.setattr(large, "MOST_WHOLE", 1500)
    monkeypatch.setattr(large, "MOST_BAND", 700)
    monkeypatch.setattr(large, "SLICE", 2)
    monkeypatch.setattr(photographs, "MOST_WHOLE", 1500)
    monkeypatch.setattr(picture, "LARGE", 1000)


def opened(path: Path) -> PngSource:
    with path.open("rb") as file:
        return PngSource(path, *read_head(file))


def read(source: PngSource) -> PngSource:
    while source.pending:
        source.read_on()
    return source


def same(one: QImage, other: QImage) -> bool:
    kind = QImage.Format.Format_ARGB32_Premultiplied
    return one.convertToFormat(kind) == other.convertToFormat(kind)


@pytest.mark.usefixtures("narrow")
@pytest.mark.parametrize("interlaced", [False, True])
@pytest.mark.parametrize(("colour", "depth"), KINDS)
def test_any_part_is_that_of_the_whole_picture(
    save: Save, colour: int, depth: int, interlaced: bool
) -> None:
    path = save("a.png", png(97, 83, colour, depth, interlaced=interlaced))
    expected, source = QImage(str(path)), read(opened(path))
    assert source.size == expected.size() == QSize(97, 83)
    for rect in (
        *(QRect(0, 0, 97, 83), QRect(0, 0, 1, 1), QRect(96, 82, 1, 1), QRect(13, 15, 34, 19)),
        *(QRect(5, 64, 90, 19), QRect(0, 31, 97, 2), QRect(50, 1, 3, 80)),
    ):
        assert same(source.region(rect), expected.copy(rect)), rect


@pytest.mark.usefixtures("narrow")
@pytest.mark.parametrize(("colour", "depth"), [(0, 8), (2, 8), (3, 1), (3, 8), (0, 4)])
def test_what_is_transparent_by_a_table_is_so_in_each_strip(
    save: Save, colour: int, depth: int
) -> None:
    path = save("a.png", png(97, 83, colour, depth, clear=True))
    expected, source = QImage(str(path)), read(opened(path))
    assert same(source.region(QRect(0, 0, 97, 83)), expected)
    assert source.whole.hasAlphaChannel()


@pytest.mark.usefixtures("narrow")
@pytest.mark.parametrize("size", [(1, 1), (1, 200), (200, 1), (3, 5), (16, 33)])
@pytest.mark.parametrize("interlaced", [False, True])
def test_odd_sizes(save: Save, size: tuple[int, int], interlaced: bool) -> None:
    path = save("a.png", png(*size, 2, 8, interlaced=interlaced))
    expected = QImage(str(path))
    assert same(read(opened(path)).region(expected.rect()), expected)


def encoded(image: QImage, kind: str, turn: QImageIOHandler.Transformation | None = None) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, kind.encode())
    writer.setQuality(95)
    if turn is not None:
        writer.setTransformation(turn)
    assert writer.write(image), writer.errorString()
    return bytes(buffer.data().data())


def settled(shown: LargePicture, part: QRect, full: QSize) -> QImage:
    image = shown.drawn(part, full)
    while shown.pending:
        image = shown.drawn(part, full)
    return image


@pytest.mark.usefixtures("narrow")
@pytest.mark.parametrize("kind", ["png", "jpeg"])
@pytest.mark.parametrize("width", [31, 75, 200, 600, 1500])
def test_it_is_drawn_like_a_small_one(save: Save, kind: str, width: int) -> None:
    path = save("a", encoded(map_image(), kind))
    shown = read_picture(path, dark=False)
    assert isinstance(shown, LargePicture)
    assert shown.size == QSizeF(600, 300)
    full = QSize(width, width // 2)
    expected = QImage(map_image()).scaled(full)
    for part in (
        QRect(0, 0, full.width(), full.height()),
        QRect(width // 3, width // 8, width // 2, width // 4),
    ):
        image = settled(shown, part, full)
        assert image.size() == part.size()
        for x in range(2, part.width() - 2, 7):
            for y in range(2, part.height() - 2, 7):
                right = expected.pixelColor(part.x() + x, part.y() + y)
                assert near(image.pixelColor(x, y), right, 9)


@pytest.mark.usefixtures("narrow")
def test_what_there_is_shows_while_the_rest_is_read(save: Save) -> None:
    red = QImage(600, 300, QImage.Format.Format_RGB32)
    red.fill(QColor("#ff0000"))
    shown = read_picture(save("a.png", encoded(red, "png")), dark=False)
    full, seen = QSize(60, 30), []
    while True:
        image = shown.drawn(QRect(0, 0, 60, 30), full)
        seen.append(sum(image.pixelColor(30, y) == QColor("#ff0000") for y in range(30)))
        if not shown.pending:
            break
    assert seen == sorted(seen)
    assert 0 < seen[0] < 30
    assert seen[-1] == 30
    assert len(seen) > 5


@pytest.mark.usefixtures("narrow")
@pytest.mark.parametrize("turn", list(QImageIOHandler.Transformation))
def test_a_large_photograph_is_shown_the_way_it_was_held(
    save: Save, turn: QImageIOHandler.Transformation
) -> None:
    path = save("a.jpg", encoded(map_image(640, 320), "jpeg", turn))
    shown = read_picture(path, dark=False)
    assert isinstance(shown, LargePicture)
    from PySide6.QtGui import QImageReader

    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    expected = reader.read()
    full = expected.size()
    assert shown.size == QSizeF(full)
    for part in (QRect(0, 0, 90, 80), QRect(100, 130, 60, 40), QRect(full.width() - 9, 0, 9, 99)):
        image = settled(shown, part, full)
        assert near(image.pixelColor(4, 4), expected.pixelColor(part.x() + 4, part.y() + 4), 12)


@pytest.mark.usefixtures("narrow")
@pytest.mark.parametrize("kept", [60, 400, 5000, -400])
def test_a_large_picture_that_ends_too_early_is_damaged(save: Save, kept: int) -> None:
    path = save("a.png", png(97, 83, 2, 8)[:kept])
    with pytest.raises(PictureError) as raised:
        settled(read_picture(path, dark=False), QRect(0, 0, 97, 83), QSize(97, 83))
    assert raised.value.fault is Fault.DAMAGED


@pytest.mark.usefixtures("narrow")
def test_a_large_picture_that_is_saved_anew_is_not_mixed_with_itself(save: Save) -> None:
    path = save("a.png", png(97, 83, 2, 8))
    source = opened(path)
    source.read_on()
    save("a.png", png(97, 84, 2, 8))
    with pytest.raises(PictureError):
        read(source)


def test_few_bytes_are_held_whatever_a_picture_claims(save: Save) -> None:
    head = struct.pack(">IIBBBBB", 20_000, 20_000, 16, 6, 0, 0, 0)
    data = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 99))
    path = save("a.png", data)
    with path.open("rb") as file:
        lines = Scanlines(path, *read_head(file))
    assert lines.strips(0) <= scanlines.MOST_STRIPS
    assert lines.rows(0) * 20_000 * 8 <= 32 << 20
    source = opened(path)
    assert source.whole.sizeInBytes() <= 4 * large.MOST_WHOLE
    with pytest.raises(PictureError):
        source.read_on()


def test_a_row_that_is_too_long_is_refused(save: Save) -> None:
    head = struct.pack(">IIBBBBB", 300_000_000, 1, 8, 6, 0, 0, 0)
    data = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", b"")
    with pytest.raises(PictureError) as raised:
        read_picture(save("a.png", data), dark=False)
    assert raised.value.fault is Fault.TOO_LARGE
    assert "300000000" in raised.value.detail


def frame(kind: int, width: int, height: int) -> bytes:
    """A JPEG that begins to say what it is."""
    parts = struct.pack(">BHHB", 8, height, width, 3) + b"\1\x22\0\2\x11\1\3\x11\1"
    comment = b"\xff\xfe" + struct.pack(">H", 6) + b"note"
    return b"\xff\xd8" + comment + bytes([0xFF, kind]) + struct.pack(">H", len(parts) + 2) + parts


@pytest.mark.qt_log_ignore("Invalid JPEG file structure")
def test_a_progressive_photograph_that_would_be_held_whole_is_refused(save: Save) -> None:
    for kind, expected in ((0xC0, 0), (0xC2, 3 * 12_000 * 9000)):
        with save("a.jpg", frame(kind, 12_000, 9000)).open("rb") as file:
            assert photographs.coefficients(file) == expected
    with pytest.raises(PictureError) as raised:
        read_picture(save("a.jpg", frame(0xC2, 12_000, 9000)), dark=False)
    assert raised.value.fault in (Fault.TOO_LARGE, Fault.DAMAGED)
    for junk in (b"\xff\xd8", b"\xff\xd8\xff", b"\xff\xd8\xff\xc2\0\x04", b"\xff\xd8\xff\xff\xff"):
        with save("b.jpg", junk).open("rb") as file:
            assert photographs.coefficients(file) == 0
