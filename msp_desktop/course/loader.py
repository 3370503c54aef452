"""Opening a course: from a path to a :class:`Course`, through the cache where there is one."""

from __future__ import annotations

import gc
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING

from msp_desktop.course import pictures
from msp_desktop.course.assemble import CourseFile, assembled
from msp_desktop.course.digest import file_digest
from msp_desktop.course.errors import CourseError, NotText
from msp_desktop.course.kept import KeptFile
from msp_desktop.course.model import Problem, ProblemKind
from msp_desktop.course.packing import unpacked
from msp_desktop.course.reading import Reading
from msp_desktop.course.source import SourceFile
from msp_desktop.course.survey import Survey

if TYPE_CHECKING:
    from pathlib import Path

    from msp_desktop.course.cache import CourseCache, Kept
    from msp_desktop.course.model import Course, ParsedFile
    from msp_desktop.course.parser import Parser
    from msp_desktop.course.progress import Progress
    from msp_desktop.course.survey import Places


def load_course(
    path: Path, cache: CourseCache | None = None, *, reading: Reading = Reading.AUTOMATIC
) -> Course:
    """Open a file, a folder or a zip as a course, with all that is wrong with it.

    Raises CourseError.
    """
    opening = Opening(path, cache, reading=reading)
    return opening.known() or opening.parsed()


def load_cached(
    path: Path, cache: CourseCache, *, reading: Reading = Reading.AUTOMATIC
) -> Course | None:
    """Open a course only if the cache knows it, which takes milliseconds.  Raises CourseError."""
    return Opening(path, cache, reading=reading).known()


def digest_now(path: Path, cache: CourseCache, most: int) -> str | None:
    """Return the digest of the course at a path as it is now.

    None where there is none, or where more than ``most`` bytes would have to be read to say.
    """
    survey = Survey(path, cache)
    try:
        return survey.digest if survey.look(most=most) else None
    except CourseError:
        return None


class Opening:
    """A path on its way to a course: first as the cache knows it, and then parsed.

    ``reading`` says what its questions are, ``parser`` does the work and ``progress`` says how far
    it is.  With ``afresh`` every file is read, whatever its state says.  ``look`` is whether
    missing pictures are looked for and noted among the problems.

    Both ways raise CourseError, and Cancelled where the progress was.
    """

    def __init__(
        self,
        path: Path,
        cache: CourseCache | None,
        *,
        reading: Reading = Reading.AUTOMATIC,
        parser: Parser | None = None,
        progress: Progress | None = None,
        afresh: bool = False,
        look: bool = True,
    ) -> None:
        self._cache = cache
        self._reading = reading
        self._parser = parser
        self._progress = progress
        self._look = look
        self._survey = Survey(path, cache, progress, afresh=afresh)
        self._lost: list[str] = []

    def digest(self) -> str:
        """Return the digest of the texts as they are, after a look at them."""
        if not self._survey.digests:
            self._survey.look()
        return self._survey.digest

    def news(self, digest: str) -> Course | None:
        """Return the course if its texts are not those of a digest, None where they are."""
        if self.digest() != digest:
            return self.known() or self.parsed()
        self._survey.remember()
        return None

    def places(self) -> Places:
        """Return where a change of the course would be seen, after a look at it."""
        return self._survey.places

    def known(self) -> Course | None:
        """Return the course if the cache has it as it is."""
        digest = self.digest()
        if self._cache is None:
            return None
        course = self._unpacked(self._cache, self._cache.find(digest, self._reading))
        if course is None:
            return None
        self._survey.remember()
        return self._as_it_is(course)

    def parsed(self) -> Course:
        """Parse what the cache does not have, once :meth:`known` has failed, and keep it there."""
        from msp_desktop.course.parser import parse_source

        if self._cache is not None:
            course = self._unpacked(self._cache, self._kept(self._cache))
            if course is not None:
                if not self._lost:
                    self._survey.remember()
                return self._as_it_is(course)
        texts = self._survey.texts(tuple(self._survey.digests))
        files = [_file(one.name, *parse_source(one, self._reading)) for one in texts]
        return self._as_it_is(self._assembled(files))

    def _unpacked(self, cache: CourseCache, kept: Kept | None) -> Course | None:
        """Return the course that the cache has, None where it has none that makes sense."""
        if kept is None:
            return None
        root = self._survey.listing.root
        files: list[CourseFile] = []
        collects = gc.isenabled()
        # What is made here stays: looking through it again and again is in vain.
        gc.disable()
        try:
            for name, record in kept.records.items():
                again = partial(_again, root, name, record.digest, self._reading)
                pieces = partial(KeptFile, kept.pack_of(record), record.at, record.digest, again)
                files.append(_file(name, *unpacked(record.outline, name, pieces)))
            return self._assembled(files)
        except (TypeError, ValueError):
            cache.forget(kept)
            return None
        finally:
            if collects:
                gc.enable()

    def _kept(self, cache: CourseCache) -> Kept | None:
        """Parse into the cache; None where that cannot be written."""
        from msp_desktop.course.parser import parse_here

        parser = self._parser or parse_here
        survey = self._survey
        before = survey.digest_before
        writer = cache.writer(cache.find(before, self._reading) if before else None)
        if writer is None:
            return None
        todo = [name for name, one in survey.digests.items() if not writer.take_over(name, one)]
        if self._progress is not None:
            self._progress.begin(len(todo), survey.size_of(todo))
        try:
            # Who gives up closes what parses, and does not leave it running.
            with closing(parser(survey.texts(todo), self._reading)) as done:
                for one in done:
                    name = one.file.name
                    if one.outline is None:
                        self._lost.append(name)
                    else:
                        writer.add(name, survey.digests[name], one.outline, one.pieces)
                    if self._progress is not None:
                        self._progress.step(len(one.file.data))
        except OSError:
            return None
        else:
            names = [name for name in survey.digests if name not in self._lost]
            whole = not self._lost
            return cache.keep(writer, survey.digest, self._reading, names, whole=whole)
        finally:
            writer.drop()

    def _assembled(self, files: list[CourseFile]) -> Course:
        survey = self._survey
        return assembled(survey.path, survey.listing.root, files, survey.digest)

    def _as_it_is(self, course: Course) -> Course:
        """Return a course with what its texts do not say, and so the cache neither.

        These are its name where it has no title, and what is wrong with its files and pictures.
        """
        survey = self._survey
        others = _not_text(course)
        if others and not course.chapters and len(others) == len(survey.digests):
            # Nobody knows the folder of what a zip holds.
            path = survey.listing.root / others[0].file
            raise NotText(survey.path if survey.is_zip else path, others[0].subject)
        problems = [_left_out(name, "cannot be read") for name in survey.unreadable]
        problems += [_left_out(name, "cannot be parsed") for name in self._lost]
        problems += course.problems
        if self._look:
            problems += pictures.problems(course.root, course.pictures)
        return course._replace(problems=tuple(problems), title=course.title or survey.name)


def _file(name: str, parsed: ParsedFile, problems: tuple[Problem, ...]) -> CourseFile:
    is_text = all(one.kind is not ProblemKind.UNREADABLE_FILE for one in problems)
    return CourseFile(name, parsed if is_text else None, problems)


def _left_out(name: str, reason: str) -> Problem:
    return Problem(ProblemKind.UNREADABLE_FILE, name, 1, f"{reason}: {name}", name)


def _not_text(course: Course) -> list[Problem]:
    """Return what is said of those of a course's files that are no text."""
    return [one for one in course.problems if one.kind is ProblemKind.UNREADABLE_FILE]


def _again(root: Path, name: str, digest: str, reading: Reading) -> ParsedFile | None:
    """Parse a file again for a cache that is gone; None if it is not there as it was either.

    If it was edited, the course will be opened again anyway.
    """
    from msp_desktop.course.parser import parse_source

    path = root / name
    try:
        file = SourceFile(name, path, path.read_bytes())
    except OSError:
        return None
    return parse_source(file, reading)[0] if file_digest(name, file.data) == digest else None
