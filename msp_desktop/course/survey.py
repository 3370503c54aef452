"""What is at a course's path: which files, whether they are what they were, and their texts."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

from msp_desktop.course.digest import course_digest, file_digest
from msp_desktop.course.errors import CourseError, CourseUnreadable
from msp_desktop.course.seen import Seen
from msp_desktop.course.source import LARGEST_ZIP, ZIP, list_sources, read_entry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from msp_desktop.course.cache import CourseCache
    from msp_desktop.course.progress import Progress
    from msp_desktop.course.source import Entry, Listing, SourceFile, State

HOLD = 8 * 1024 * 1024
"""Bytes of texts that are held between reading and parsing; others are read twice."""


class Places(NamedTuple):
    """Folders and files in which a change of a course would be seen."""

    folders: tuple[Path, ...]
    files: tuple[Path, ...]


class Survey:
    """A look at a path.

    The cache knows the digests of files whose state is what it was; only the others are read, or
    all if ``afresh``.  ``listing`` is what there is, ``digests`` are those of the files that can be
    read, in reading order, and ``unreadable`` names the others.
    """

    listing: Listing

    def __init__(
        self,
        path: Path,
        cache: CourseCache | None,
        progress: Progress | None = None,
        *,
        afresh: bool = False,
    ) -> None:
        self.path = path
        self.digests: dict[str, str] = {}
        self.unreadable: list[str] = []
        self._cache = cache
        self._progress = progress
        self._afresh = afresh
        self._moment = cache.clock() if cache else 0
        self._seen: Seen | None = None
        self._archive: tuple[str, State] | None = None
        self._held: dict[str, SourceFile] = {}
        self._read_bytes = 0
        self._is_news = False

    @property
    def digest(self) -> str:
        """The digest of all texts."""
        return course_digest(tuple(self.digests.values()))

    @property
    def digest_before(self) -> str:
        """The digest of what was here the last time, "" where nobody knows."""
        seen = self._seen
        return course_digest([one for one, _ in seen.files.values()]) if seen else ""

    @property
    def is_zip(self) -> bool:
        """Whether the files are those of a zip."""
        return self._archive is not None

    @property
    def name(self) -> str:
        """What to call a course whose text does not say."""
        if self.is_zip:
            return self.path.stem
        if len(self.digests) == 1:
            return PurePath(next(iter(self.digests))).stem
        return self.path.resolve().name or str(self.path)

    @property
    def places(self) -> Places:
        """Where a change would be seen."""
        if self.is_zip:
            return Places((self.path.parent,), (self.path,))
        root = self.listing.root
        files = tuple([root / entry.name for entry in self.listing.entries])
        return Places(tuple([root / folder for folder in self.listing.folders]), files)

    def size_of(self, names: Iterable[str]) -> int:
        """Return how many bytes files have together."""
        sizes = {entry.name: entry.size for entry in self.listing.entries}
        return sum(sizes[name] for name in names)

    def look(self, *, most: int | None = None) -> bool:
        """List the files and learn their digests; False where more than ``most`` must be read.

        Raises CourseError, and Cancelled where the progress was.
        """
        # Not before: who makes a survey need not be who has the time for it.
        self._seen = self._cache.seen(self.path) if self._cache else None
        seen = None if self._afresh else self._seen
        if not self._list(seen, look_inside=most is None):
            return False
        self.unreadable += self.listing.unreadable
        for entry in self.listing.entries:
            digest = seen.digest(entry.name, entry.state) if seen else None
            if digest is None:
                self._read_bytes += entry.size
                if most is not None and self._read_bytes > most:
                    return False
                digest = self._read(entry)
            if digest is not None:
                self.digests[entry.name] = digest
        if not self.digests:
            raise CourseUnreadable(self.path, ", ".join(self.unreadable))
        return True

    def texts(self, names: Iterable[str]) -> Iterator[SourceFile]:
        """Yield files as they are now; what is said of one that has changed meanwhile follows."""
        entries = {entry.name: entry for entry in self.listing.entries}
        for name in names:
            file = self._held.pop(name, None) or read_entry(self.listing, entries[name])
            if file is None:
                self.unreadable.append(name)
                del self.digests[name]
            else:
                self.digests[name] = file_digest(name, file.data)
                yield file

    def remember(self) -> None:
        """Remember what was seen, if it is not what was seen before."""
        seen = self._seen
        if self._cache and (self._is_news or not seen or seen.files.keys() != self.digests.keys()):
            states = {entry.name: entry.state for entry in self.listing.entries}
            files = {name: (digest, states[name]) for name, digest in self.digests.items()}
            self._cache.keep_seen(self.path, Seen(self._moment, files, self._archive))

    def _list(self, seen: Seen | None, *, look_inside: bool) -> bool:
        """List the files; False for a zip that would have to be looked into for it."""
        if self.path.suffix.lower() != ZIP or self.path.is_dir():
            self.listing = list_sources(self.path)
            return True
        (zipped,) = list_sources(self.path, LARGEST_ZIP).entries
        digest = seen.archive_digest(zipped.state) if seen else None
        if digest is None and not look_inside:
            return False
        from msp_desktop.course.zips import unpacked

        place = self._cache.archives if self._cache else None
        root, found = unpacked(self.path, digest, place, self._progress, now=self._moment / 1e9)
        self._archive = (found, zipped.state)
        self._is_news = digest is None
        try:
            self.listing = list_sources(root)
        except CourseError as error:
            # Nobody knows that folder by its name.
            raise type(error)(self.path, error.detail) from error
        return True

    def _read(self, entry: Entry) -> str | None:
        """Return a file's digest, None where it cannot be read."""
        if self._progress is not None:
            self._progress.check()
        file = read_entry(self.listing, entry)
        self._is_news = True
        if file is None:
            self.unreadable.append(entry.name)
            return None
        if self._read_bytes <= HOLD:
            self._held[entry.name] = file
        return file_digest(file.name, file.data)
