"""Icons, drawn from our SVGs, in the forms of Windows (.ico) and macOS (.icns).

As a script, in the build's environment: ``icons.py FOLDER`` writes both of both icons.
"""

from __future__ import annotations

import struct
import sys
from pathlib import Path
from typing import NamedTuple

ICONS = Path(__file__).resolve().parent.parent.parent / "resources" / "icons"

NAMES = {"msp-desktop": "program", "msp-capsule": "capsule"}
"""Our drawings, and what they stand for."""

ICO_SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)

ICNS_KINDS = {
    b"icp4": 16,
    b"icp5": 32,
    b"ic11": 32,
    b"ic12": 64,
    b"ic07": 128,
    b"ic13": 256,
    b"ic08": 256,
    b"ic14": 512,
    b"ic09": 512,
    b"ic10": 1024,
}
"""The elements of an .icns file, each with the width of its picture in pixels."""


class Drawing(NamedTuple):
    """A square picture: as PNG, and as rows of blue, green, red and alpha from the top."""

    size: int
    png: bytes
    pixels: bytes


def drawn(svg: bytes, size: int) -> Drawing:
    """Return an SVG drawn as wide and high as ``size`` pixels. Raises ValueError."""
    from PySide6.QtCore import QBuffer, QIODevice, Qt
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    renderer = QSvgRenderer(svg)
    if not renderer.isValid():
        raise ValueError("this is no SVG")
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # pyright: ignore[reportCallIssue, reportArgumentType]
    plain = image.convertToFormat(QImage.Format.Format_ARGB32)
    return Drawing(size, bytes(buffer.data().data()), bytes(plain.constBits()))


def ico(svg: bytes) -> bytes:
    """Return an icon for Windows. Only its largest picture is PNG: old tools read no other."""
    pictures = [(size, _bitmap(drawn(svg, size))) for size in ICO_SIZES]
    place = 6 + 16 * len(pictures)
    head = struct.pack("<HHH", 0, 1, len(pictures))
    for size, data in pictures:
        head += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(data), place)
        place += len(data)
    return head + b"".join(data for _, data in pictures)


def icns(svg: bytes) -> bytes:
    """Return an icon for macOS."""
    elements = [(kind, drawn(svg, size).png) for kind, size in ICNS_KINDS.items()]
    body = b"".join(kind + struct.pack(">I", len(png) + 8) + png for kind, png in elements)
    return b"icns" + struct.pack(">I", len(body) + 8) + body


def _bitmap(drawing: Drawing) -> bytes:
    size = drawing.size
    if size == 256:
        return drawing.png
    head = struct.pack("<IiiHHIIiiII", 40, size, size * 2, 1, 32, 0, 0, 0, 0, 0, 0)
    rows = [drawing.pixels[row * size * 4 : (row + 1) * size * 4] for row in range(size)]
    mask = [_mask(row) for row in rows]
    return head + b"".join(reversed(rows)) + b"".join(reversed(mask))


def _mask(row: bytes) -> bytes:
    """Return which pixels of a row are seen through, in bits, filled up to four bytes."""
    bits = "".join("1" if alpha == 0 else "0" for alpha in row[3::4])
    bits = bits.ljust(-(-len(bits) // 32) * 32, "0")
    return int(bits, 2).to_bytes(len(bits) // 8, "big")


def main(folder: Path) -> None:
    """Write all icons into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for source, name in NAMES.items():
        svg = (ICONS / f"{source}.svg").read_bytes()
        (folder / f"{name}.ico").write_bytes(ico(svg))
        (folder / f"{name}.icns").write_bytes(icns(svg))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
