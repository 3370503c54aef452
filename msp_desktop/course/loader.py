"""Opening a course: from a path to a :class:`Course`, through the cache where there is one."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from msp_desktop.course import pictures
from msp_desktop.course.digest import sha256
from msp_desktop.course.errors import NotText
from msp_desktop.course.model import Chapter, Course, Lines, Problem, ProblemKind
from msp_desktop.course.source import SourceFile, Sources, read_sources

if TYPE_CHECKING:
    from pathlib import Path

    from msp_desktop.course.cache import CourseCache
    from msp_desktop.course.identity import Names
    from msp_desktop.course.parse import ParsedFile


def load_course(path: Path, cache: CourseCache | None = None) -> Course:
    """Open a file or a folder as a course.

    A course that the cache knows is not parsed again.  Raises CourseError.
    """
    sources = read_sources(path)
    digest = digest_of(sources)
    course = cache.find(digest, path, sources.root) if cache else None
    if course is None:
        course = _parsed(path, sources, digest)
        if cache:
            cache.keep(course)
    return _as_opened(course, sources)


def load_cached(path: Path, cache: CourseCache) -> Course | None:
    """Open a course only if the cache knows it, which takes milliseconds.  Raises CourseError."""
    sources = read_sources(path)
    course = cache.find(digest_of(sources), path, sources.root)
    return _as_opened(course, sources) if course else None


def _as_opened(course: Course, sources: Sources) -> Course:
    """Return a course with what its texts do not say, and so the cache neither: as things are now.

    These are its name where it has no title, and what is wrong with its files and pictures.
    """
    unreadable = [
        _problem(ProblemKind.UNREADABLE_FILE, name, f"cannot be read: {name}", name)
        for name in sources.unreadable
    ]
    missing = pictures.problems(course.root, course.pictures)
    if unreadable or missing:
        course = course._replace(problems=(*unreadable, *course.problems, *missing))
    return course if course.title else course._replace(title=_name(course.source, sources))


def _name(source: Path, sources: Sources) -> str:
    """Return what to call a course whose text does not say."""
    if len(sources.files) == 1:
        return PurePath(sources.files[0].name).stem
    return source.resolve().name or str(source)


def digest_of(sources: Sources) -> str:
    """Return the SHA-256 of a course's texts and their names, in hex."""
    whole = sha256()
    for file in sources.files:
        for part in (file.name.encode("utf-8", "surrogatepass"), file.data):
            whole.update(len(part).to_bytes(8, "big"))
            whole.update(part)
    return whole.hexdigest()


def _parsed(path: Path, sources: Sources, digest: str) -> Course:
    """Parse a course.  All but ``source`` and ``root`` comes from what the digest covers.

    The title is "" where the text has none.
    """
    from msp_desktop.course.identity import Names

    names = Names()
    problems: list[Problem] = []
    files = [
        (file, parsed)
        for file in sources.files
        if (parsed := _parsed_file(file, names, problems, alone=len(sources.files) == 1))
    ]
    several = len(files) > 1
    return Course(
        source=path,
        root=sources.root,
        title=files[0][1].title if len(files) == 1 else "",
        preface=() if several else tuple(b for _, parsed in files for b in parsed.preface),
        chapters=tuple(
            chapter
            for file, parsed in files
            for chapter in (_of_folder(file, parsed, names) if several else parsed.chapters)
        ),
        pictures=tuple(picture for _, parsed in files for picture in parsed.pictures),
        problems=tuple(problems),
        digest=digest,
        anchors=tuple(anchor for _, parsed in files for anchor in parsed.anchors),
    )


def _parsed_file(
    file: SourceFile, names: Names, problems: list[Problem], *, alone: bool
) -> ParsedFile | None:
    """Parse a file, noting what is odd about it; None for a file that is no text among others."""
    from msp_desktop.course.parse import parse_file

    try:
        text, encoding = file.text()
    except NotText:
        if alone:
            raise
        words = f"{NotText.reason}: {file.name}"
        problems.append(_problem(ProblemKind.UNREADABLE_FILE, file.name, words, file.name))
        return None
    if encoding != "utf-8":
        name = encoding.upper()
        words = f"read as {name}, not UTF-8; save it as UTF-8 to be sure"
        problems.append(_problem(ProblemKind.ENCODING, file.name, words, name))
    return parse_file(text, file.name, names)


def _problem(kind: ProblemKind, file: str, message: str, subject: str) -> Problem:
    return Problem(kind, file, 1, message, subject=subject)


def _of_folder(file: SourceFile, parsed: ParsedFile, names: Names) -> tuple[Chapter, ...]:
    """Return a file's chapters below one of the file itself, which holds its preface.

    A file that is one chapter needs no other above it, an empty one none at all.
    """
    chapters = parsed.chapters
    if not chapters and not parsed.preface:
        return ()
    stem = PurePath(file.name).stem
    if len(chapters) == 1 and not parsed.preface and parsed.title in {"", chapters[0].title}:
        only = chapters[0]._replace(level=1)
        return (only if only.title else only._replace(id=names.chapter(stem), title=stem),)
    title = parsed.title or stem
    head = Chapter(
        id=names.chapter(title),
        title=title,
        title_html="",
        level=1,
        file=file.name,
        lines=Lines(1, max(1, chapters[0].lines.first - 1) if chapters else 1),
        intro=parsed.preface,
        questions=(),
        diagrams=(),
    )
    return (head, *(one._replace(level=max(2, one.level)) for one in chapters))
