"""Parsed courses on disk, so that a course opened before shows without being parsed.

Each course is a pack (:mod:`msp_desktop.course.pack`) named by the digest of its Markdown and how
its questions were read; the folder's name carries the program's version and the format's, so that
another version never reads it.  Whatever cannot be read or written is as if it were not there.
"""

from __future__ import annotations

import os
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from msp_desktop import __version__
from msp_desktop.course.pack import DamagedPack, Pack, PackWriter
from msp_desktop.course.packing import FORMAT
from msp_desktop.course.seen import Seen, read_seen, seen_file, write_seen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

MOST_BYTES = 512 * 1024 * 1024
"""Bytes that everything here may take together; what is in use always stays."""

_STALE = 3600
"""Seconds after which a draft is one of a program that was ended, and not one being written."""

_WORTH = 4
"""How many times an edit's bytes the former pack must hold to be built upon."""


class Record(NamedTuple):
    """A file in a pack: its digest, where its pieces lie and how many bytes, and its outline.

    ``based`` says that they lie in the pack that this one is based on.
    """

    digest: str
    based: bool
    at: int
    length: int
    outline: Any


class Kept(NamedTuple):
    """A course from the cache: its files by their names, and the packs that hold the pieces."""

    path: Path
    pack: Pack
    base_path: Path | None
    base: Pack | None
    records: Mapping[str, Record]

    def pack_of(self, record: Record) -> Pack:
        """Return the pack that holds a file's pieces."""
        return self.base if record.based and self.base is not None else self.pack


class CourseCache:
    """The cache of parsed courses in one folder; ``most`` bounds it in bytes.

    ``clock`` gives the time in nanoseconds, as files have it.
    """

    def __init__(
        self, folder: Path, most: int = MOST_BYTES, clock: Callable[[], int] = time.time_ns
    ) -> None:
        self._around = folder
        self._folder = folder / f"{__version__}-{FORMAT}"
        self._most = most
        self.clock = clock

    @property
    def archives(self) -> Path:
        """The folder of what zips hold."""
        return self._around.with_name(f"{self._around.name}-unpacked")

    def has_seen(self, path: Path) -> bool:
        """Whether anything is remembered of a path."""
        # In a folder that may not be entered, nothing is.
        return os.path.exists(seen_file(self._folder, path))  # noqa: PTH110

    def seen(self, path: Path) -> Seen | None:
        """Return what was at a path the last time."""
        return read_seen(seen_file(self._folder, path))

    def keep_seen(self, path: Path, seen: Seen) -> None:
        """Remember what is at a path."""
        write_seen(seen_file(self._folder, path), seen)

    def find(self, digest: str, reading: str) -> Kept | None:
        """Return the course with this digest, read in this way, or None."""
        return _found(self._pack_file(digest, reading), [digest, reading])

    def writer(self, former: Kept | None) -> CacheWriter | None:
        """Begin to keep a course; None where nothing can be written.

        ``former`` is the edition before it, if it is there.
        """
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            return CacheWriter(PackWriter(self._folder), former)
        except OSError:
            return None

    def keep(
        self,
        writer: CacheWriter,
        digest: str,
        reading: str,
        names: Iterable[str],
        *,
        whole: bool = True,
    ) -> Kept | None:
        """Keep what a writer was given and return it as found again; None where that fails.

        ``names`` are the files in reading order.  A course that is not ``whole`` is for this
        program alone: no other start finds it.
        """
        path = self._pack_file(digest, reading)
        if not whole:
            path = path.with_suffix(f".{os.getpid()}.part")
        course = [digest, reading]
        try:
            writer.finish(path, course, names)
        except (OSError, DamagedPack):
            return None
        finally:
            writer.drop()
        kept = _found(path, course)
        if kept is not None:
            self._make_room(kept, writer.former)
        return kept

    def forget(self, kept: Kept) -> None:
        """Drop a course whose outline makes no sense."""
        for path in (kept.path, kept.base_path):
            if path is not None:
                _remove(path)

    def _pack_file(self, digest: str, reading: str) -> Path:
        return self._folder / f"{digest}-{reading}.pack"

    def _make_room(self, kept: Kept, former: Kept | None) -> None:
        """Drop the edition before, what other versions left, and what was used longest ago."""
        import shutil

        used = {kept.path, kept.base_path}
        if former is not None:
            for old in (former.path, former.base_path):
                if old is not None and old not in used:
                    _remove(old)
        with suppress(OSError):
            for other in self._around.iterdir():
                if other != self._folder and other.is_dir():
                    shutil.rmtree(other, ignore_errors=True)
            found = [(file.stat(), file) for file in self._folder.iterdir() if file.is_file()]
            found.sort(key=lambda one: (one[1] in used, one[0].st_mtime_ns), reverse=True)
            total = 0
            for state, file in found:
                total += state.st_size
                stale = state.st_mtime + _STALE < self.clock() / 1e9
                passing = file.suffix in (".tmp", ".part")
                unwanted = stale if passing else total > self._most
                if unwanted and file not in used:
                    _remove(file)


class CacheWriter:
    """Collects the files of a course into a pack.  All but :meth:`drop` raise OSError.

    ``former`` is the edition before, whose unchanged files are taken over.
    """

    def __init__(self, pack: PackWriter, former: Kept | None) -> None:
        self.former = former
        self._pack = pack
        self._new: dict[str, Record] = {}
        self._taken: dict[str, Record] = {}

    def add(self, name: str, digest: str, outline: Any, pieces: bytes) -> None:
        """Add a file."""
        at = self._pack.add(pieces)
        self._new[name] = Record(digest, False, at, len(pieces), outline)

    def take_over(self, name: str, digest: str) -> bool:
        """Take a file over from the former edition; False where that has another one."""
        record = self.former.records.get(name) if self.former else None
        if record is None or record.digest != digest:
            return False
        self._taken[name] = record
        return True

    def finish(self, path: Path, course: list[str], names: Iterable[str]) -> None:
        """Write the pack; ``names`` are its files in reading order.

        An edit of one file of many makes a small pack upon the former one, and not all anew.  No
        pack stands upon one that stands upon another.
        """
        former = self.former
        base: list[str] = []
        if former is not None:
            below = former.base is not None
            there = {name: one for name, one in self._taken.items() if one.based == below}
            pack = former.base or former.pack
            if self._is_worth(sum(one.length for one in there.values()), pack):
                base = [(former.base_path or former.path).name, pack.head]
                self._new |= {name: one._replace(based=True) for name, one in there.items()}
            for name, one in self._taken.items():
                if name not in self._new:
                    pieces = former.pack_of(one).raw(one.at, one.length)
                    self.add(name, one.digest, one.outline, pieces)
        files = [[name, *self._new[name]] for name in names]
        self._pack.finish(path, {"course": course, "base": base, "files": files})

    def drop(self) -> None:
        """Leave nothing behind, if it is not finished."""
        self._pack.drop()

    def _is_worth(self, shared: int, pack: Pack) -> bool:
        """Whether a pack holds nearly all that is wanted, and not much else."""
        own = sum(one.length for one in (*self._taken.values(), *self._new.values())) - shared
        return shared >= _WORTH * own and 2 * shared >= pack.size


def _found(path: Path, course: list[str]) -> Kept | None:
    try:
        pack = Pack(path)
        values = pack.outline()
        if values["course"] != course:
            return None
        base, base_path = None, None
        if values["base"]:
            name, head = values["base"]
            base_path = path.with_name(name)
            base = Pack(base_path)
            if base.head != head:
                return None
        records = {name: Record(*record) for name, *record in values["files"]}
    except (OSError, DamagedPack, ValueError, KeyError, TypeError):
        return None
    for used in filter(None, (path, base_path)):
        # What was not used for longest is dropped.
        with suppress(OSError):
            os.utime(used)
    return Kept(path, pack, base_path, base, records)


def _remove(file: Path) -> None:
    with suppress(OSError):
        file.unlink(missing_ok=True)
