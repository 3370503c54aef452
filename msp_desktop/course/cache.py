"""Parsed courses on disk, so that a course opened before shows without being parsed.

Each course is one JSON file named by the digest of its Markdown; the folder's name carries the
program's version and the format's, so that another version never reads it.  JSON holds no code, and
a first line with the digest of the rest tells a damaged file.  Whatever cannot be read or written
is as if it were not there.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from msp_desktop import __version__
from msp_desktop.course.digest import sha256
from msp_desktop.course.model import (
    Anchor,
    Block,
    BlockKind,
    Chapter,
    Course,
    Diagram,
    Lines,
    Picture,
    Problem,
    ProblemKind,
    Question,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

FORMAT = 3
MOST_BYTES = 64 * 1024 * 1024


class CourseCache:
    """The cache of parsed courses in one folder; ``most`` bounds it in bytes."""

    def __init__(self, folder: Path, most: int = MOST_BYTES) -> None:
        self._folder = folder / f"{__version__}-{FORMAT}"
        self._most = most

    def find(self, digest: str, source: Path, root: Path) -> Course | None:
        """Return the course with this digest as opened from ``source``, or None."""
        try:
            checksum, _, content = (self._folder / f"{digest}.json").read_bytes().partition(b"\n")
            if checksum != _checksum(content):
                return None
            values = json.loads(content)
            return _course(values, source, root) if values["digest"] == digest else None
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None

    def keep(self, course: Course) -> None:
        """Keep a course, making room by dropping what was kept longest ago."""
        from threading import get_ident

        target = self._folder / f"{course.digest}.json"
        # Other threads and programs may keep the same course at the same time.
        draft = target.with_suffix(f".{os.getpid()}-{get_ident()}.tmp")
        # File names may hold what UTF-8 has no place for; json reads it back.
        text = json.dumps(_plain(course), ensure_ascii=False, separators=(",", ":"))
        content = text.encode("utf-8", "surrogatepass")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            draft.write_bytes(_checksum(content) + b"\n" + content)
            draft.replace(target)
            self._make_room()
        except OSError:
            with suppress(OSError):
                draft.unlink(missing_ok=True)

    def _make_room(self) -> None:
        kept = sorted(
            ((file.stat().st_mtime, file.stat().st_size, file) for file in self._files()),
            reverse=True,
        )
        total = 0
        for index, (_, size, file) in enumerate(kept):
            total += size
            if index and total > self._most:
                file.unlink(missing_ok=True)

    def _files(self) -> list[Path]:
        return [file for file in self._folder.parent.glob("*/*") if file.is_file()]


def _checksum(content: bytes) -> bytes:
    return sha256(content).hexdigest().encode()


def _plain(course: Course) -> dict[str, Any]:
    """Return a course as JSON values; where it was opened from is not part of it."""
    return {
        "digest": course.digest,
        "title": course.title,
        "preface": _plain_blocks(course.preface),
        "chapters": [
            {
                "id": one.id,
                "title": one.title,
                "html": one.title_html,
                "level": one.level,
                "file": one.file,
                "lines": _plain_lines(one.lines),
                "intro": _plain_blocks(one.intro),
                "questions": [
                    [q.id, q.title, q.title_html, _plain_lines(q.lines), _plain_blocks(q.answer)]
                    for q in one.questions
                ],
                "diagrams": [
                    [d.path, d.title, d.alt, d.file, _plain_lines(d.lines), _plain_blocks(d.blocks)]
                    for d in one.diagrams
                ],
            }
            for one in course.chapters
        ],
        "pictures": [[one.path, one.file, one.line] for one in course.pictures],
        "anchors": [[one.file, one.name, one.line] for one in course.anchors],
        "problems": [
            [one.kind, one.file, one.line, one.message, one.subject] for one in course.problems
        ],
    }


def _plain_lines(lines: Lines) -> list[int]:
    return [lines.first, lines.last]


def _plain_blocks(blocks: Iterable[Block]) -> list[list[Any]]:
    return [[block.kind, block.html, block.lines.first, block.lines.last] for block in blocks]


def _course(values: dict[str, Any], source: Path, root: Path) -> Course:
    return Course(
        source=source,
        root=root,
        title=values["title"],
        preface=_blocks(values["preface"]),
        chapters=tuple(
            Chapter(
                id=one["id"],
                title=one["title"],
                title_html=one["html"],
                level=one["level"],
                file=one["file"],
                lines=Lines(*one["lines"]),
                intro=_blocks(one["intro"]),
                questions=tuple(
                    Question(name, title, html, Lines(*lines), _blocks(answer))
                    for name, title, html, lines, answer in one["questions"]
                ),
                diagrams=tuple(
                    Diagram(path, title, alt, file, Lines(*lines), _blocks(blocks))
                    for path, title, alt, file, lines, blocks in one["diagrams"]
                ),
            )
            for one in values["chapters"]
        ),
        pictures=tuple(Picture(*one) for one in values["pictures"]),
        problems=tuple(
            Problem(ProblemKind(kind), file, line, message, subject)
            for kind, file, line, message, subject in values["problems"]
        ),
        digest=values["digest"],
        anchors=tuple(Anchor(*one) for one in values["anchors"]),
    )


def _blocks(values: list[list[Any]]) -> tuple[Block, ...]:
    return tuple(
        Block(BlockKind(kind), html, Lines(first, last)) for kind, html, first, last in values
    )
