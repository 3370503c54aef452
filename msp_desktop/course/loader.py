"""Opening a course: from a path to a :class:`Course`, through the cache where there is one."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from msp_desktop.course import pictures
from msp_desktop.course.errors import NotText
from msp_desktop.course.model import Chapter, Course, Lines, Problem, ProblemKind
from msp_desktop.course.source import SourceFile, Sources, read_sources

if TYPE_CHECKING:
    from msp_desktop.course.cache import CourseCache
    from msp_desktop.course.identity import Names
    from msp_desktop.course.parse import ParsedFile


def load_course(path: Path, cache: CourseCache | None = None) -> Course:
    """Open a file or a folder as a course.

    A course that the cache knows is not parsed again.  Raises CourseError.
    """
    sources = read_sources(path)
    course = _found(path, sources, cache)
    if course is None:
        course = _parsed(path, sources, _digest(sources))
        if cache:
            cache.keep(course)
    return _looked_up(course)


def load_cached(path: Path, cache: CourseCache) -> Course | None:
    """Open a course only if the cache knows it, which takes milliseconds.  Raises CourseError."""
    course = _found(path, read_sources(path), cache)
    return _looked_up(course) if course else None


def _found(path: Path, sources: Sources, cache: CourseCache | None) -> Course | None:
    return cache.find(_digest(sources), path, sources.root) if cache else None


def _looked_up(course: Course) -> Course:
    """Return a course with what is wrong with its pictures on disk now."""
    missing = pictures.problems(course.root, course.pictures)
    return replace(course, problems=(*course.problems, *missing)) if missing else course


def _digest(sources: Sources) -> str:
    whole = hashlib.sha256()
    for file in sources.files:
        for part in (file.name.encode("utf-8", "surrogateescape"), file.data):
            whole.update(len(part).to_bytes(8, "big"))
            whole.update(part)
    return whole.hexdigest()


def _parsed(path: Path, sources: Sources, digest: str) -> Course:
    from msp_desktop.course.identity import Names

    names = Names()
    problems = [
        Problem(ProblemKind.UNREADABLE_FILE, name, 1, f"cannot be read: {name}", subject=name)
        for name in sources.unreadable
    ]
    files = [
        parsed
        for file in sources.files
        if (parsed := _file(file, names, problems, alone=len(sources.files) == 1))
    ]
    several = len(files) > 1
    first_title = files[0][1].title if files else ""
    return Course(
        source=path,
        root=sources.root,
        title=(path.resolve().name if several else first_title or path.stem or path.name),
        preface=() if several else tuple(b for _, parsed in files for b in parsed.preface),
        chapters=tuple(
            chapter
            for file, parsed in files
            for chapter in (_of_folder(file, parsed, names) if several else parsed.chapters)
        ),
        pictures=tuple(picture for _, parsed in files for picture in parsed.pictures),
        problems=tuple(problems),
        digest=digest,
    )


def _file(
    file: SourceFile, names: Names, problems: list[Problem], *, alone: bool
) -> tuple[SourceFile, ParsedFile] | None:
    """Parse a file, noting what is odd about it; None for a file that is no text among others."""
    from msp_desktop.course.parse import parse_file

    try:
        text, encoding = file.text()
    except NotText:
        if alone:
            raise
        problems.append(
            Problem(
                ProblemKind.UNREADABLE_FILE,
                file.name,
                1,
                f"{NotText.reason}: {file.name}",
                subject=file.name,
            )
        )
        return None
    if encoding != "utf-8":
        problems.append(
            Problem(
                ProblemKind.ENCODING,
                file.name,
                1,
                f"read as {encoding.upper()}, not UTF-8; save it as UTF-8 to be sure",
                subject=encoding.upper(),
            )
        )
    return file, parse_file(text, file.name, names)


def _of_folder(file: SourceFile, parsed: ParsedFile, names: Names) -> tuple[Chapter, ...]:
    """Return a file's chapters below one of the file itself, which holds its preface."""
    chapters = parsed.chapters
    if len(chapters) == 1 and not parsed.preface:
        return (replace(chapters[0], level=1, title=chapters[0].title or Path(file.name).stem),)
    title = parsed.title or Path(file.name).stem
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
    return (head, *(replace(one, level=max(2, one.level)) for one in chapters))
