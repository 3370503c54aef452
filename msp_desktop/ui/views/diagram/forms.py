"""What a picture is to whoever shows it, and why one cannot be shown.

Everything that draws pictures runs off the interface's thread.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple, Protocol, Self

from PySide6.QtCore import QBuffer, QIODevice, QRect, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QImageReader


class Fault(StrEnum):
    """Why a picture cannot be shown."""

    MISSING = "missing"
    UNREADABLE = "unreadable"
    EMPTY = "empty"
    NO_SIZE = "no-size"
    OUTSIDE = "outside"
    NOT_A_PICTURE = "not-a-picture"
    TOO_LARGE = "too-large"
    UNSAFE = "unsafe"
    DAMAGED = "damaged"


class Remark(StrEnum):
    """What is to be said of a picture that is shown all the same."""

    ENDING = "ending"  # its name ends like that of another format
    SCRIPTS = "scripts"  # it has some, which are left out
    OUTSIDE = "outside"  # it refers to other files or addresses, which is left out


class Told(NamedTuple):
    """What a file is, and what is to be said of it: ``kind`` is a name like "PNG"."""

    kind: str = ""
    remarks: frozenset[Remark] = frozenset()


class PictureError(Exception):
    """A picture that cannot be shown.  ``detail`` is a size or the system's own word, or empty."""

    def __init__(self, fault: Fault, detail: str = "") -> None:
        super().__init__(f"{fault}{': ' if detail else ''}{detail}")
        self.fault = fault
        self.detail = detail


class Picture(Protocol):
    """Something that can be drawn at any size, in part."""

    @property
    def size(self) -> QSizeF:
        """The size in the picture's own units: pixels, or an SVG's user units."""
        ...

    @property
    def on_paper(self) -> bool:
        """Whether it was made for a light ground."""
        ...

    @property
    def sharp(self) -> bool:
        """Whether it may be enlarged without harm."""
        ...

    @property
    def told(self) -> Told:
        """What there is to say of it."""
        ...

    @property
    def pending(self) -> bool:
        """Whether it is still being read, so that the next drawing shows more."""
        ...

    def suits(self, *, dark: bool) -> bool:
        """Return whether it looks as it should in that theme."""
        ...

    def in_theme(self, *, dark: bool) -> Picture:
        """Return the picture as it looks in a theme."""
        ...

    def original(self) -> Picture:
        """Return the picture as it was read from its file."""
        ...

    def drawn(self, part: QRect, full: QSize) -> QImage:
        """Return ``part`` of the picture as it looks when the whole has ``full`` pixels.

        Raises :class:`PictureError` where its data turn out to be damaged.
        """
        ...


class Pixels:
    """What holds of every picture made of pixels."""

    __slots__ = ()

    @property
    def on_paper(self) -> bool:
        """Photographs and whiteboards are on white, or were drawn to stand on it."""
        return True

    @property
    def sharp(self) -> bool:
        """Enlarged pixels blur."""
        return False

    def suits(self, *, dark: bool) -> bool:
        """Return True: pixels have one look."""
        return True

    def in_theme(self, *, dark: bool) -> Self:
        """Return the picture itself."""
        return self

    def original(self) -> Self:
        """Return the picture itself."""
        return self


def image_buffer(data: bytes) -> QBuffer:
    """Return the bytes as a device; it must live as long as what reads from it."""
    buffer = QBuffer()
    buffer.setData(data)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    return buffer


def image_reader(buffer: QBuffer, kind: bytes) -> QImageReader:
    """Return a reader of one format and no other."""
    reader = QImageReader(buffer, kind)
    # Qt's own guess would load every format's plugin, and would take an SVG that was not checked.
    reader.setAutoDetectImageFormat(False)
    # Qt finds a format's plugin under a lock, and looks into the device meanwhile, for which
    # PySide needs Python's lock.  Who asked for both the other way round, as reading does, could
    # wait for ever; this call makes Qt find the plugin now, while Python's lock is held.
    reader.setBackgroundColor(QColor(Qt.GlobalColor.transparent))
    return reader
