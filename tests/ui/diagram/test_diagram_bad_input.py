"""Files that somebody broke, or made to break us: a reason in the pane; the program stays up."""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING

import pytest
from hand_and_eye import PLAIN_SVG, map_image, quarters
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImageWriter
from PySide6.QtWidgets import QLabel

from msp_desktop.ui.views.diagram import DiagramEntry, DiagramPane

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtGui import QImage
    from pytestqt.qtbot import QtBot

    Save = Callable[..., Path]

pytestmark = pytest.mark.qt_log_ignore(".*")


def encoded(image: QImage, kind: str) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert QImageWriter(buffer, kind.encode()).write(image)
    return bytes(buffer.data().data())


def png(width: int, height: int, rows: bytes, *, depth: int = 8, interlaced: int = 0) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        check = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)

    head = struct.pack(">IIBBBBB", width, height, depth, 2, 0, 0, interlaced)
    parts = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def svg(inside: str, *, size: str = 'width="90" height="90"', before: str = "") -> bytes:
    text = f'{before}<svg xmlns="http://www.w3.org/2000/svg" {size}>{inside}</svg>'
    return text.encode()


def bomb() -> str:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha"}">' for n in range(12))
    return f"<!DOCTYPE svg [{entities}]>"


def chain(length: int) -> str:
    """Groups that use each other twice: a short file that asks for billions of shapes."""
    groups = '<g id="g0"><rect width="1" height="1"/></g>'
    for n in range(1, length):
        use = f'<use href="#g{n - 1}"/>'
        groups += f'<g id="g{n}">{use * 2}</g>'
    return f"<defs>{groups}</defs><use href='#g{length - 1}'/>"


SAME = "<g id='a'><use href='#a'/></g>"
EACH_OTHER = "<g id='a'><use href='#b'/></g><g id='b'><use href='#a'/></g>"
PATTERN = "<pattern id='p'><rect fill='url(#p)'/></pattern><rect fill='url(#p)'/>"

REFUSED = {
    "empty": (b"", "empty"),
    "words": (b"not a picture at all", "not a picture"),
    "a page": (b"<html><body>404</body></html>", "not a picture"),
    "PNG cut in its head": (b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0", "damaged"),
    "PNG cut in the middle": (encoded(map_image(), "png")[:-300], "damaged"),
    "PNG of no size": (png(0, 9, b""), "no size"),
    "PNG of a kind that is none": (png(9, 9, b"\0" * 252, depth=3), "damaged"),
    "PNG of four billion pixels": (png(65_000, 65_000, b""), "too large"),
    "PNG of a row of two billion": (png(2**31 - 1, 1, b""), "too large"),
    "PNG of 300 megapixels of nothing": (png(20_000, 15_000, b"\0" * 999), "damaged"),
    "interlaced PNG of nothing": (png(20_000, 15_000, b"", interlaced=1), "damaged"),
    "PNG of junk": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, "damaged"),
    "JPEG cut": (b"\xff\xd8\xff\xe0" + b"\0" * 40, "damaged"),
    "GIF cut": (b"GIF89a\x10\0\x10\0", "damaged"),
    "WebP cut": (b"RIFF\x10\0\0\0WEBPVP8 ", "damaged"),
    "SVG cut": (PLAIN_SVG.encode()[:-30], "damaged"),
    "SVG of no size": (svg("<rect/>", size='width="0" height="0"'), "no size"),
    "SVG of no height": (svg("<rect/>", size='width="9mm" height="0.0px"'), "no size"),
    "SVG with a box of no size": (svg("<rect/>", size='viewBox="0 0 0 9"'), "no size"),
    "SVG with entities": (svg("<text>&e9;</text>", before=bomb()), "not safe"),
    "SVG that reads a file": (
        svg("<text>&x;</text>", before='<!DOCTYPE svg [<!ENTITY x SYSTEM "/etc/passwd">]>'),
        "not safe",
    ),
    "SVG in itself": (svg(SAME), "not safe"),
    "SVGs in each other": (svg(EACH_OTHER), "not safe"),
    "SVG of billions": (svg(chain(40)), "not safe"),
    "SVG ten thousand deep": (svg("<g>" * 10_000 + "</g>" * 10_000), "not safe"),
    "SVG in a pattern of itself": (svg(PATTERN), "not safe"),
    "SVG in no encoding": (b"<?xml version='1.0' encoding='x-none'?>" + svg(""), "damaged"),
    "a large SVG cut": (svg("<rect/>" * 200_000)[:-9], "damaged"),
}


def words(pane: DiagramPane) -> str:
    return " ".join(one.text() for one in pane.findChildren(QLabel) if one.isVisible())


@pytest.mark.parametrize("ending", ["svg", "png"])
@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_with_the_reason_and_the_next_picture_is_shown(
    qtbot: QtBot, pane: DiagramPane, save: Save, name: str, ending: str
) -> None:
    content, says = REFUSED[name]
    pane.set_diagrams([DiagramEntry("Docker", "", save(f"bad.{ending}", content), "bad")], 0)
    qtbot.waitUntil(lambda: says in words(pane))
    assert pane.canvas.picture is None
    pane.set_diagrams([DiagramEntry("Docker", "", save("good.png", quarters()), "good")], 0)
    qtbot.waitUntil(lambda: pane.at_rest and pane.canvas.picture is not None)
    assert says not in words(pane)


def test_an_svg_of_a_billion_pixels_is_shown_in_as_many_as_the_screen_has(
    qtbot: QtBot, pane: DiagramPane, save: Save
) -> None:
    inside = '<rect width="90000" height="90000" fill="#ff0000"/>'
    path = save("a.svg", svg(inside, size='width="90000" height="90000"'))
    pane.set_diagrams([DiagramEntry("Docker", "", path, "a")], 0)
    qtbot.waitUntil(lambda: pane.at_rest and pane.canvas.picture is not None)
    whole = pane.canvas.whole()
    assert whole is not None
    assert whole.width() <= 420
    pane.canvas.zoom_to(40.0)
    qtbot.waitUntil(lambda: pane.at_rest)
    middle = pane.canvas.grab().toImage().pixelColor(210, 200)
    assert middle.name() == "#ff0000"


def test_a_large_picture_that_breaks_off_is_told_of_after_its_beginning(
    qtbot: QtBot, pane: DiagramPane, save: Save
) -> None:
    rows = (b"\0" + b"\xff" * 15_000) * 5000
    whole = png(5000, 5000, rows)
    pane.set_diagrams([DiagramEntry("Docker", "", save("a.png", whole[:-4000]), "a")], 0)
    qtbot.waitUntil(lambda: "damaged" in words(pane))
