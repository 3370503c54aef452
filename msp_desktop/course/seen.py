"""What was seen at a path the last time: it tells without reading whether files are the same."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from msp_desktop.course.digest import sha256
from msp_desktop.course.pack import DamagedPack, as_piece, draft_of, from_piece

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from msp_desktop.course.source import State

RACY = 2_000_000_000
"""Nanoseconds for which a file may be written again without its time telling: FAT's resolution."""


class Seen(NamedTuple):
    """What was at a path: the files' digests and states, and when looking at them began.

    ``archive`` is the same of a zip, whose files those are.
    """

    moment: int
    files: Mapping[str, tuple[str, State]]
    archive: tuple[str, State] | None = None

    def digest(self, name: str, state: State) -> str | None:
        """Return a file's digest, if it surely is what it was.

        One that was written when it was looked at, or just before, may have been written once more
        since and look the same; git calls it racily clean, and reads it again as well.
        """
        return self._sure(self.files.get(name), state)

    def archive_digest(self, state: State) -> str | None:
        """Return the zip's digest, if it surely is what it was."""
        return self._sure(self.archive, state)

    def _sure(self, seen: tuple[str, State] | None, state: State) -> str | None:
        if seen is None or seen[1] != state or state[1] + RACY >= self.moment:
            return None
        return seen[0]


def seen_file(folder: Path, path: Path) -> Path:
    """Return the file that remembers what was at a path."""
    return folder / f"{sha256(os.fsencode(path.absolute())).hexdigest()[:32]}.seen"


def read_seen(file: Path) -> Seen | None:
    """Return what a file remembers; None where it is damaged or not there."""
    try:
        moment, files, archive = from_piece(file.read_bytes())
        return Seen(
            int(moment),
            {name: (str(digest), tuple(state)) for name, digest, *state in files},
            (str(archive[0]), tuple(archive[1:])) if archive else None,
        )
    except (OSError, DamagedPack, ValueError, TypeError, LookupError):
        return None


def write_seen(file: Path, seen: Seen) -> None:
    """Remember something, if it can be written."""
    files = [[name, digest, *state] for name, (digest, state) in seen.files.items()]
    archive = [seen.archive[0], *seen.archive[1]] if seen.archive else []
    draft = draft_of(file)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(as_piece([seen.moment, files, archive]))
        draft.replace(file)
    except OSError:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
