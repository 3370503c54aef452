"""Putting an exported file in its place: whole, or not at all."""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from msp_desktop.notebook.files import sync_folder

if TYPE_CHECKING:
    from collections.abc import Generator
    from typing import BinaryIO


def save(target: Path, data: bytes) -> None:
    """Write a file; what stood there is replaced when all is on disk.  Raises OSError."""
    with replacing(target) as file:
        file.write(data)


@contextmanager
def replacing(target: Path) -> Generator[BinaryIO]:
    """Give a file to write to that takes the target's place at the end.  Raises OSError.

    Where what is inside raises, the target stays as it was.
    """
    if target.is_dir():
        raise IsADirectoryError(21, os.strerror(21), str(target))
    handle, name = tempfile.mkstemp(".tmp", f".{target.name[:60]}-", target.parent)
    draft = Path(name)
    try:
        with os.fdopen(handle, "w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        # It is to be as readable as any new file of the user's.
        mask = os.umask(0)
        os.umask(mask)
        draft.chmod(0o666 & ~mask)
        draft.replace(target)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    sync_folder(target.parent)
