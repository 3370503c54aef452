"""From the files of a course, each parsed by itself, to the course."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import chain
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, NamedTuple

from msp_desktop.course.kept import KeptQuestions
from msp_desktop.course.model import (
    Chapter,
    Course,
    Folder,
    Lines,
    ParsedFile,
    Problem,
    Question,
    ids_of,
)
from msp_desktop.course.source import rank

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


class CourseFile(NamedTuple):
    """A file of a course: its path relative to the root, what it holds, and what is odd in it.

    ``parsed`` is None for a file that is no text.
    """

    name: str
    parsed: ParsedFile | None
    problems: tuple[Problem, ...] = ()


class Joined(Sequence[Any]):
    """Sequences as one, none of which is read before it is looked into."""

    __slots__ = ("_parts",)

    def __init__(self, parts: Iterable[Sequence[Any]]) -> None:
        self._parts = tuple(part for part in parts if part)

    def __len__(self) -> int:
        return sum(map(len, self._parts))

    def __iter__(self) -> Iterator[Any]:
        return chain.from_iterable(self._parts)

    def __getitem__(self, index: Any) -> Any:
        return tuple(self)[index]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Joined | tuple):
            return NotImplemented
        return len(self) == len(other) and tuple(self) == tuple(other)  # pyright: ignore[reportUnknownArgumentType]

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))


def assembled(source: Path, root: Path, files: Sequence[CourseFile], digest: str) -> Course:
    """Return the course that some files make.  The title is "" where the texts have none."""
    if any(one.parsed and one.parsed.listed for one in files):
        from msp_desktop.course.guide import guided

        files = guided(files)
    texts = [(file.name, file.parsed) for file in files if file.parsed is not None]
    several = len(texts) > 1
    ids = _Ids()
    chapters: list[Chapter] = []
    for name, parsed in texts:
        own = tuple([ids.renamed(chapter) for chapter in parsed.chapters])
        chapters += _of_folder(name, parsed, own, ids) if several else own
    folders = _folders(texts) if several else ()
    return Course(
        source=source,
        root=root,
        title=_title(texts),
        preface=() if several else Joined(parsed.preface for _, parsed in texts),
        chapters=tuple(chapters),
        pictures=Joined(parsed.pictures for _, parsed in texts),
        problems=tuple(problem for file in files for problem in file.problems),
        digest=digest,
        files=tuple(file.name for file in files),
        folders=folders,
        anchors=Joined(parsed.anchors for _, parsed in texts),
    )


class _Ids:
    """Makes ids that are unique within each file unique within the course.

    The first of the same wording keeps its id, the next ones get ``-2``, ``-3`` and so on, as they
    do within a file.
    """

    def __init__(self) -> None:
        self._given: dict[str, int] = {}

    def renamed(self, chapter: Chapter) -> Chapter:
        """Return a chapter under an id that nothing before has, and its questions as well."""
        name = self._next(chapter.id)
        asked = ids_of(chapter.questions)
        ids = self._all_next(asked)
        if ids is not asked:
            return chapter._replace(id=name, questions=_with_ids(chapter.questions, ids))
        return chapter if name == chapter.id else Chapter(name, *chapter[1:])

    def of_file(self, title: str) -> str:
        """Return the id of a chapter that stands for a file."""
        from msp_desktop.course.identity import Names

        return self._next(Names().chapter(title))

    def _all_next(self, names: Sequence[str]) -> Sequence[str]:
        if self._given.keys().isdisjoint(names) and "-" not in "".join(names):
            # Nearly always so: not one by one.
            self._given.update(dict.fromkeys(names, 1))
            return names
        return [self._next(name) for name in names]

    def _next(self, name: str) -> str:
        base = name.partition("-")[0]
        count = self._given[base] = self._given.get(base, 0) + 1
        return base if count == 1 else f"{base}-{count}"


def _with_ids(questions: Sequence[Question], ids: Sequence[str]) -> Sequence[Question]:
    if isinstance(questions, KeptQuestions):
        return questions.renamed(ids)
    return tuple([one._replace(id=name) for one, name in zip(questions, ids, strict=True)])


def _of_folder(
    name: str, parsed: ParsedFile, chapters: tuple[Chapter, ...], ids: _Ids
) -> tuple[Chapter, ...]:
    """Return a file's chapters below one of the file itself, which holds its preface.

    A file that is one chapter needs no other above it, an empty one none at all.
    """
    if not chapters and not parsed.preface:
        return ()
    if len(chapters) == 1 and not parsed.preface and parsed.title in {"", chapters[0].title}:
        only = chapters[0]._replace(level=1)
        stem = _stem(name)
        return (only if only.title else only._replace(id=ids.of_file(stem), title=stem),)
    title = parsed.title or _stem(name)
    head = Chapter(
        id=ids.of_file(title),
        title=title,
        title_html="",
        level=1,
        file=name,
        lines=Lines(1, max(1, chapters[0].lines.first - 1) if chapters else 1),
        intro=parsed.preface,
        questions=(),
        diagrams=(),
    )
    return (head, *(one if one.level > 1 else one._replace(level=2) for one in chapters))


def _title(texts: Sequence[tuple[str, ParsedFile]]) -> str:
    """Return what the texts call the course: the only file's title, or that of its README."""
    if not texts:
        return ""
    name, first = texts[0]
    return first.title if len(texts) == 1 or ("/" not in name and rank(name) == 0) else ""


def _folders(texts: Sequence[tuple[str, ParsedFile]]) -> tuple[Folder, ...]:
    """Return the folders of files, and those around them, as their READMEs call them."""
    titles: dict[str, str] = {}
    for name, parsed in texts:
        folder, _, file = name.rpartition("/")
        if folder and folder not in titles:
            around = map(str, PurePosixPath(folder).parents)
            titles.update({one: titles.get(one, "") for one in reversed((folder, *around))})
        if folder and rank(file) == 0 and not titles[folder]:
            titles[folder] = parsed.title
    titles.pop(".", None)
    return tuple(Folder(path, title or _composed(path)) for path, title in titles.items())


def _stem(name: str) -> str:
    return unicodedata.normalize("NFC", PurePosixPath(name).stem)


def _composed(path: str) -> str:
    return unicodedata.normalize("NFC", path.rpartition("/")[2])
