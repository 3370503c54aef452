"""Drawings kept on disk, so that a page seen before needs nobody to draw.

Each is an SVG file named by the digest of its source and look, or a file that says why there is
none.  What depends on the machine's load, or on the extra being there, is not kept.  Whatever
cannot be read or written is as if it were not there.
"""

from __future__ import annotations

import json
import os
import re
from contextlib import suppress
from typing import TYPE_CHECKING

from msp_desktop import __version__
from msp_desktop.course.digest import sha256
from msp_desktop.course.drawing.model import Drawing, Fault, Outcome, Undrawn, Wanted

if TYPE_CHECKING:
    from pathlib import Path

    from msp_desktop.course.drawing.look import Look

FORMAT = 1
"""Changes with what is drawn from the same source."""
MOST_BYTES = 32 * 1024 * 1024

_LASTING = (Fault.NOT_UNDERSTOOD, Fault.TOO_LONG, Fault.TOO_DEEP, Fault.TOO_LARGE)
_END = "</svg>\n"
_ROOT = re.compile(r"<svg(?: [\w:-]+=(?:\"[^\"]*\"|'[^']*'))*>")
_SIZE = re.compile(r' (width|height|data-depth)="(-?[0-9.e+-]+)"')


class DrawingShelf:
    """The drawings in one folder; ``most`` bounds it in bytes."""

    def __init__(self, folder: Path, look: Look, most: int = MOST_BYTES) -> None:
        self._folder = folder / f"{__version__}-{FORMAT}"
        self._look = json.dumps(look, ensure_ascii=False)
        self._most = most

    def file(self, wanted: Wanted) -> Path:
        """Return the file of a source's drawing, whether it is there or not."""
        text = "\0".join((self._look, wanted.kind, wanted.source))
        return self._folder / f"{sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()}.svg"

    def find(self, wanted: Wanted) -> Outcome | None:
        """Return what came of a source when it was drawn, or None."""
        file = self.file(wanted)
        try:
            return _read(file.read_text("utf-8"))
        except FileNotFoundError:
            pass
        except (OSError, ValueError):
            return None
        try:
            fault, detail = json.loads(file.with_suffix(".json").read_bytes())
            return Undrawn(Fault(fault), str(detail))
        except (OSError, ValueError, TypeError, RecursionError):
            return None

    def keep(self, wanted: Wanted, outcome: Outcome) -> None:
        """Keep what came of a source, making room by dropping what was kept longest ago."""
        from threading import get_ident

        file = self.file(wanted)
        if isinstance(outcome, Drawing):
            text = outcome.svg.replace("<svg", f'<svg data-depth="{outcome.depth:g}"', 1)
        elif outcome.fault in _LASTING:
            file, text = file.with_suffix(".json"), json.dumps(outcome)
        else:
            return
        # Other threads and programs may keep the same drawing at the same time.
        draft = file.with_suffix(f".{os.getpid()}-{get_ident()}.tmp")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            draft.write_text(text, "utf-8")
            draft.replace(file)
        except OSError:
            with suppress(OSError):
                draft.unlink(missing_ok=True)

    def make_room(self) -> None:
        """Drop what was kept longest ago until the rest fits."""
        with suppress(OSError):
            kept = [
                (facts.st_mtime, facts.st_size, file)
                for file in self._folder.parent.glob("*/*")
                if file.is_file() and (facts := file.stat())
            ]
            total = 0
            for _, size, file in sorted(kept, reverse=True):
                total += size
                if total > self._most:
                    file.unlink(missing_ok=True)


def _read(svg: str) -> Drawing | None:
    """Return a drawing from its file; None for one that is not whole."""
    root = _ROOT.match(svg)
    sizes = {name: float(value) for name, value in _SIZE.findall(root[0])} if root else {}
    if len(sizes) < 3 or not svg.endswith(_END) or min(sizes["width"], sizes["height"]) <= 0:
        return None
    return Drawing(svg, sizes["width"], sizes["height"], sizes["data-depth"])
