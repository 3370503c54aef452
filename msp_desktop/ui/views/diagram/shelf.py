"""Drawings kept on disk, so that a picture seen before shows without being decoded.

A whiteboard photograph takes longer to decode than a window to open, and a pane shows a twentieth
of its pixels.  The drawing that was shown last is kept in the cache; the file itself is read when
somebody looks closer.
"""

from __future__ import annotations

import json
import os
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPoint, QRect, QSize, QSizeF
from PySide6.QtGui import QImage, QImageReader, QImageWriter

from msp_desktop import __version__
from msp_desktop.course.digest import sha256
from msp_desktop.ui.views.diagram.forms import Remark, Told

if TYPE_CHECKING:
    from pathlib import Path

    from msp_desktop.ui.views.diagram.forms import Picture

FORMAT = 2
MOST_BYTES = 48 * 1024 * 1024
"""How much the kept drawings may take together."""

LARGEST = 4_000_000
"""Pixels of the largest drawing that is kept."""


class Facts(NamedTuple):
    """What must be known of a picture before it is drawn; see :class:`.forms.Picture`."""

    width: float
    height: float
    on_paper: bool
    sharp: bool
    themes: bool
    told: Told


class Shelf:
    """The folder of kept drawings.  Whatever cannot be read or written is as if it were not there.

    It is used by one job at a time, on other threads than the interface's.
    """

    def __init__(self, folder: Path, most: int = MOST_BYTES) -> None:
        self._folder = folder
        self._most = most

    def open(self, path: Path, *, dark: bool) -> Picture:
        """Return the picture in a file, without reading it if it was drawn before.

        Raises :class:`.forms.PictureError`.
        """
        name = _name(path)
        facts = self._facts(name) if name else None
        if facts is not None:
            return KeptPicture(self, path, name, facts, dark=dark)
        from msp_desktop.ui.views.diagram.picture import read_picture
        from msp_desktop.ui.views.diagram.raster import MovingPicture

        picture = read_picture(path, dark=dark)
        if not name or isinstance(picture, MovingPicture):
            # What moves is read each time.
            return picture
        facts = Facts(
            picture.size.width(),
            picture.size.height(),
            picture.on_paper,
            picture.sharp,
            not picture.suits(dark=not dark),
            picture.told,
        )
        told = (facts.told.kind, sorted(facts.told.remarks))
        self._write(f"{name}.json", json.dumps((*facts[:5], *told)).encode())
        return KeptPicture(self, path, name, facts, dark=dark, original=picture)

    def drawing(self, name: str) -> QImage | None:
        """Return a kept drawing."""
        image = QImageReader(str(self._folder / f"{name}.png"), b"png").read()
        return None if image.isNull() else image

    def keep(self, name: str, image: QImage) -> None:
        """Keep a drawing, making room by dropping what was kept longest ago."""
        if image.width() * image.height() > LARGEST:
            return
        draft = self._draft(name)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            writer = QImageWriter(str(draft), b"png")
            # Little compression: it is read back at every start.
            writer.setQuality(80)
            if writer.write(image):
                draft.replace(self._folder / f"{name}.png")
                self._make_room()
        except OSError:
            pass
        finally:
            with suppress(OSError):
                draft.unlink(missing_ok=True)

    def _facts(self, name: str) -> Facts | None:
        try:
            values = json.loads((self._folder / f"{name}.json").read_bytes())
            told = Told(str(values[5]), frozenset(map(Remark, values[6])))
            on_paper, sharp, themes = map(bool, values[2:5])
            facts = Facts(float(values[0]), float(values[1]), on_paper, sharp, themes, told)
        except (OSError, ValueError, TypeError, LookupError, RecursionError):
            return None
        return facts if facts.width > 0 and facts.height > 0 else None

    def _write(self, name: str, data: bytes) -> None:
        draft = self._draft(name)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            draft.write_bytes(data)
            draft.replace(self._folder / name)
        except OSError:
            pass

    def _draft(self, name: str) -> Path:
        return self._folder / f"{name}.{os.getpid()}-{threading.get_ident()}.tmp"

    def _make_room(self) -> None:
        kept = sorted(
            ((file.stat().st_mtime, file.stat().st_size, file) for file in self._folder.iterdir()),
            reverse=True,
        )
        total = 0
        for index, (_, size, file) in enumerate(kept):
            total += size
            if index and total > self._most:
                file.unlink(missing_ok=True)


class KeptPicture:
    """A picture whose file is read when its kept drawings do not do."""

    def __init__(
        self,
        shelf: Shelf,
        path: Path,
        name: str,
        facts: Facts,
        *,
        dark: bool,
        original: Picture | None = None,
    ) -> None:
        self._shelf = shelf
        self._path = path
        self._name = name
        self._facts = facts
        self._dark = dark
        self._original = original

    @property
    def size(self) -> QSizeF:
        """The size in the picture's own units."""
        return QSizeF(self._facts.width, self._facts.height)

    @property
    def on_paper(self) -> bool:
        """Whether it was made for a light ground."""
        return self._facts.on_paper

    @property
    def sharp(self) -> bool:
        """Whether it may be enlarged without harm."""
        return self._facts.sharp

    @property
    def told(self) -> Told:
        """What there is to say of it."""
        return self._facts.told

    @property
    def pending(self) -> bool:
        """Whether its file is still being read."""
        return self._original is not None and self._original.pending

    def suits(self, *, dark: bool) -> bool:
        """Return whether it looks as it should in that theme."""
        return dark == self._dark or not self._facts.themes

    def in_theme(self, *, dark: bool) -> Picture:
        """Return the picture as it looks in a theme."""
        original = self._original.in_theme(dark=dark) if self._original else None
        return KeptPicture(
            self._shelf, self._path, self._name, self._facts, dark=dark, original=original
        )

    def original(self) -> Picture:
        """Return the picture itself, read now if it was not before."""
        if self._original is None:
            from msp_desktop.ui.views.diagram.picture import read_picture

            self._original = read_picture(self._path, dark=self._dark)
        return self._original

    def drawn(self, part: QRect, full: QSize) -> QImage:
        """Return a part, the whole from the shelf where it is kept in that size."""
        if part != QRect(QPoint(), full):
            return self.original().drawn(part, full)
        look = "d" if self._dark and self._facts.themes else "l"
        name = f"{self._name}-{full.width()}x{full.height()}{look}"
        kept = self._shelf.drawing(name)
        if kept is not None and kept.size() == full:
            return kept
        original = self.original()
        image = original.drawn(part, full)
        if not original.pending:
            self._shelf.keep(name, image)
        return image


def _name(path: Path) -> str:
    """Return what names a file as it is now; "" where it is none."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return ""
    told = f"{__version__} {FORMAT} {path} {status.st_mtime_ns} {status.st_size}"
    return sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:32]
