"""Opening a course: from a path to a :class:`Course`, through the cache where there is one."""

from __future__ import annotations

from functools import partial
from pathlib import PurePath
from typing import TYPE_CHECKING

from msp_desktop.course import pictures
from msp_desktop.course.assemble import CourseFile, assembled
from msp_desktop.course.digest import course_digest, file_digest
from msp_desktop.course.errors import CourseError, CourseUnreadable, NotText
from msp_desktop.course.kept import KeptFile
from msp_desktop.course.model import ProblemKind
from msp_desktop.course.packing import unpacked
from msp_desktop.course.parser import parse_here, parse_source, unreadable
from msp_desktop.course.seen import Seen
from msp_desktop.course.shapes.reading import Reading
from msp_desktop.course.source import LARGEST_ZIP, ZIP, SourceFile, list_sources, read_entry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from msp_desktop.course.cache import CacheWriter, CourseCache, Kept
    from msp_desktop.course.model import Course, ParsedFile, Problem
    from msp_desktop.course.parser import Parser
    from msp_desktop.course.progress import Progress
    from msp_desktop.course.source import Entry, Listing, State

HOLD = 8 * 1024 * 1024
"""Bytes of texts that are held between reading and parsing; others are read twice."""


def load_course(
    path: Path,
    cache: CourseCache | None = None,
    *,
    reading: Reading = Reading.AUTOMATIC,
    parser: Parser | None = None,
    progress: Progress | None = None,
    afresh: bool = False,
    look: bool = True,
) -> Course:
    """Open a file, a folder or a zip as a course.

    A file that the cache knows is not parsed again, and not even read where its state says that it
    is the same, unless ``afresh``.  ``reading`` says what its questions are.  ``look`` is whether
    to look for missing pictures and note them among the problems.  Raises CourseError, and
    Cancelled where ``progress`` was.
    """
    opening = _Opening(path, cache, progress)
    opening.find_out(afresh=afresh)
    course = opening.from_cache(reading) or opening.parsed(reading, parser)
    return opening.as_it_is(course, look=look)


def load_cached(
    path: Path, cache: CourseCache, *, reading: Reading = Reading.AUTOMATIC, look: bool = True
) -> Course | None:
    """Open a course only if the cache knows it, which takes milliseconds.  Raises CourseError."""
    opening = _Opening(path, cache)
    opening.find_out()
    course = opening.from_cache(reading)
    return opening.as_it_is(course, look=look) if course else None


def digest_now(path: Path, cache: CourseCache, most: int) -> str | None:
    """Return the digest of the course at a path as it is now.

    None where there is none, or where more than ``most`` bytes would have to be read to say.
    """
    opening = _Opening(path, cache)
    try:
        return opening.digest if opening.find_out(most=most) else None
    except CourseError:
        return None


class _Opening:
    """A path on its way to a course."""

    def __init__(
        self, path: Path, cache: CourseCache | None, progress: Progress | None = None
    ) -> None:
        from msp_desktop.course.progress import Progress

        self._path = path
        self._cache = cache
        self._progress = progress or Progress()
        self._moment = cache.clock() if cache else 0
        self._seen = cache.seen(path) if cache else None
        self._archive: tuple[str, State] | None = None
        self._listing: Listing
        self._unreadable: list[str] = []
        self._digests: dict[str, str] = {}
        self._held: dict[str, SourceFile] = {}
        self._lost: list[str] = []
        self._read_bytes = 0
        self._is_news = False

    @property
    def digest(self) -> str:
        """The digest of the course's texts."""
        return course_digest(tuple(self._digests.values()))

    # What is there

    def find_out(self, *, afresh: bool = False, most: int | None = None) -> bool:
        """List the files and learn their digests; False where more than ``most`` must be read."""
        seen = None if afresh else self._seen
        if not self._list(seen, look_inside=most is None):
            return False
        self._unreadable = list(self._listing.unreadable)
        for entry in self._listing.entries:
            digest = seen.digest(entry.name, entry.state) if seen else None
            if digest is None:
                self._read_bytes += entry.size
                if most is not None and self._read_bytes > most:
                    return False
                self._progress.check()
                digest = self._read(entry)
            if digest is not None:
                self._digests[entry.name] = digest
        if not self._digests:
            raise CourseUnreadable(self._path, ", ".join(self._unreadable))
        return True

    def _list(self, seen: Seen | None, *, look_inside: bool) -> bool:
        """List the files; False for a zip that would have to be looked into for it."""
        if self._path.suffix.lower() != ZIP or self._path.is_dir():
            self._listing = list_sources(self._path)
            return True
        (zipped,) = list_sources(self._path, LARGEST_ZIP).entries
        digest = seen.archive_digest(zipped.state) if seen else None
        if digest is None and not look_inside:
            return False
        from msp_desktop.course.zips import unpacked

        place = self._cache.archives if self._cache else None
        now = self._cache.clock() / 1e9 if self._cache else 0.0
        root, found = unpacked(self._path, digest, place, self._progress, now=now)
        self._archive = (found, zipped.state)
        self._is_news = digest is None
        try:
            self._listing = list_sources(root)
        except CourseError as error:
            # Nobody knows that folder by its name.
            raise type(error)(self._path, error.detail) from error
        return True

    def _read(self, entry: Entry) -> str | None:
        """Return a file's digest, None where it cannot be read."""
        file = read_entry(self._listing, entry)
        self._is_news = True
        if file is None:
            self._unreadable.append(entry.name)
            return None
        if self._read_bytes <= HOLD:
            self._held[entry.name] = file
        return file_digest(file.name, file.data)

    def _remember(self) -> None:
        """Remember what was seen, if it is not what was seen before."""
        seen = self._seen
        if self._cache and (self._is_news or not seen or seen.files.keys() != self._digests.keys()):
            states = {entry.name: entry.state for entry in self._listing.entries}
            files = {name: (digest, states[name]) for name, digest in self._digests.items()}
            self._cache.keep_seen(self._path, Seen(self._moment, files, self._archive))

    # From the cache

    def from_cache(self, reading: Reading) -> Course | None:
        """Return the course if the cache has it as it is."""
        if self._cache is None:
            return None
        course = self._unpacked(self._cache, self._cache.find(self.digest, reading), reading)
        if course is not None:
            self._remember()
        return course

    def _unpacked(self, cache: CourseCache, kept: Kept | None, reading: Reading) -> Course | None:
        """Return the course that the cache has, None where it has none that makes sense."""
        if kept is None:
            return None
        files: list[CourseFile] = []
        try:
            for name, record in kept.records.items():
                again = partial(_again, self._listing.root / name, name, record.digest, reading)
                pieces = partial(KeptFile, kept.pack_of(record), record.at, record.digest, again)
                files.append(_file(name, *unpacked(record.outline, name, pieces)))
        except (TypeError, ValueError):
            cache.forget(kept)
            return None
        return self._assembled(files)

    def _assembled(self, files: Sequence[CourseFile]) -> Course:
        return assembled(self._path, self._listing.root, files, self.digest)

    # Parsing

    def parsed(self, reading: Reading, parser: Parser | None) -> Course:
        """Parse what the cache does not have, and keep it there."""
        cache = self._cache
        if cache is not None:
            seen = self._seen
            before = [digest for digest, _ in seen.files.values()] if seen else []
            former = cache.find(course_digest(before), reading) if before else None
            writer = cache.writer(former)
            kept = self._kept(cache, writer, reading, parser) if writer else None
            course = self._unpacked(cache, kept, reading)
            if course is not None:
                if not self._lost:
                    self._remember()
                return course
        todo = self._todo([one for one in self._listing.entries if one.name in self._digests])
        files = [_file(one.name, *parse_source(one, reading)) for one in todo]
        return self._assembled(files)

    def _kept(
        self, cache: CourseCache, writer: CacheWriter, reading: Reading, parser: Parser | None
    ) -> Kept | None:
        """Parse into the cache; None where that cannot be written."""
        todo = [
            entry
            for entry in self._listing.entries
            if entry.name in self._digests
            and not writer.take_over(entry.name, self._digests[entry.name])
        ]
        self._progress.begin(len(todo), sum(entry.size for entry in todo))
        try:
            for one in (parser or parse_here)(self._todo(todo), reading):
                name = one.file.name
                if one.outline is None:
                    self._lost.append(name)
                else:
                    writer.add(name, self._digests[name], one.outline, one.pieces)
                self._progress.step(len(one.file.data))
        except OSError:
            return None
        else:
            names = [name for name in self._digests if name not in self._lost]
            return cache.keep(writer, self.digest, reading, names, whole=not self._lost)
        finally:
            writer.drop()

    def _todo(self, entries: Iterable[Entry]) -> Iterator[SourceFile]:
        """Yield files to be parsed, as they are now."""
        for entry in entries:
            file = self._held.pop(entry.name, None) or read_entry(self._listing, entry)
            if file is None:
                self._unreadable.append(entry.name)
                del self._digests[entry.name]
            else:
                self._digests[entry.name] = file_digest(file.name, file.data)
                yield file

    # As it is now

    def as_it_is(self, course: Course, *, look: bool) -> Course:
        """Return a course with what its texts do not say, and so the cache neither.

        These are its name where it has no title, and what is wrong with its files and pictures.
        """
        if not course.chapters and not course.preface and self._is_no_text(course):
            raise NotText(self._listing.root / self._listing.entries[0].name)
        problems = [unreadable(name, "cannot be read") for name in self._unreadable]
        problems += [unreadable(name, "cannot be parsed") for name in self._lost]
        problems += course.problems
        if look:
            problems += pictures.problems(course.root, course.pictures)
        return course._replace(problems=tuple(problems), title=course.title or self._name())

    def _is_no_text(self, course: Course) -> bool:
        found = [one for one in course.problems if one.kind is ProblemKind.UNREADABLE_FILE]
        return len(found) == len(self._digests)

    def _name(self) -> str:
        """Return what to call a course whose text does not say."""
        if self._archive is not None:
            return self._path.stem
        if len(self._digests) == 1:
            return PurePath(next(iter(self._digests))).stem
        return self._path.resolve().name or str(self._path)


def _file(name: str, parsed: ParsedFile, problems: tuple[Problem, ...]) -> CourseFile:
    is_text = all(one.kind is not ProblemKind.UNREADABLE_FILE for one in problems)
    return CourseFile(name, parsed if is_text else None, problems)


def _again(path: Path, name: str, digest: str, reading: Reading) -> ParsedFile | None:
    """Parse a file again for a cache that is gone; None if it is not there as it was either.

    If it was edited, the course will be opened again anyway.
    """
    try:
        file = SourceFile(name, path, path.read_bytes())
    except OSError:
        return None
    return parse_source(file, reading)[0] if file_digest(name, file.data) == digest else None
