"""From a parsed file to what a pack keeps of it, and back.

The outline's value of a file holds what the contents show: chapters, and the ids of questions.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Any

from msp_desktop.course.kept import (
    HTML,
    LISTS,
    NUMBER,
    TEXT,
    KeptBlocks,
    KeptQuestions,
    KeptRows,
    column,
    contents_of,
    escaped,
    questions_of,
    shown,
)
from msp_desktop.course.model import (
    Block,
    Chapter,
    Diagram,
    Lines,
    ParsedFile,
    Problem,
    ProblemKind,
    characters,
)
from msp_desktop.course.pack import as_piece

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from msp_desktop.course.kept import KeptFile

FORMAT = 48
"""To be raised with each change of what is kept, and of what parsing makes."""

_CHAPTER = (TEXT, TEXT, HTML, NUMBER, NUMBER, NUMBER, NUMBER, NUMBER, NUMBER, {list})
"""The kinds of a chapter's columns."""


def packed(parsed: ParsedFile, problems: Sequence[Problem]) -> tuple[list[Any], bytes]:
    """Return a file as an outline's value and its pieces."""
    lists = [_piece(getattr(parsed, name)) for name, _ in LISTS]
    pieces = [_piece(values) for values in contents_of(parsed)]
    questions = questions_of(parsed)
    chapters = parsed.chapters
    table = as_piece(
        [
            [len(piece) for piece in pieces],
            [one.title for one in questions],
            [_html(one.title, one.title_html) for one in questions],
            [one.lines.first for one in questions],
            [one.lines.last for one in questions],
            [len(one.answer) for one in questions],
            [characters(one.answer) for one in questions],
            list(_answer_places(parsed)),
            [int(one.undecided) for one in questions],
        ]
    )
    outline = [
        parsed.title,
        len(table),
        [len(parsed.preface), characters(parsed.preface)],
        [
            [one.id for one in chapters],
            [one.title for one in chapters],
            [_html(one.title, one.title_html) for one in chapters],
            [one.level for one in chapters],
            [one.lines.first for one in chapters],
            [one.lines.last for one in chapters],
            [len(one.intro) for one in chapters],
            [characters(one.intro) for one in chapters],
            [len(one.questions) for one in chapters],
            [[_diagram_values(each) for each in one.diagrams] for one in chapters],
        ],
        " ".join(one.id for one in questions),
        [
            [len(getattr(parsed, name)), len(piece)]
            for (name, _), piece in zip(LISTS, lists, strict=True)
        ],
        [[one.kind, one.line, one.message, one.subject] for one in problems],
        list(parsed.listed),
    ]
    return outline, b"".join((table, *lists, *pieces))


def unpacked(
    outline: Any, name: str, file: Callable[[int, int], KeptFile]
) -> tuple[ParsedFile, tuple[Problem, ...]]:
    """Return a file as it was parsed, and what is odd about it.

    ``file`` is given the length of the table, and where the contents begin.  Raises TypeError or
    ValueError for a value that is no outline.
    """
    title, length, preface, columns, ids, lists, problems, listed = outline
    column(TEXT, (title, ids, *listed))
    column(NUMBER, (length, *preface, *(size for each in lists for size in each)))
    ends = list(accumulate((size for _, size in lists), initial=length))
    kept = file(length, ends[-1])
    parsed = ParsedFile(
        title=title,
        preface=_blocks(kept, 0, *preface),
        chapters=_chapters(columns, tuple(ids.split()), name, kept),
        listed=tuple(listed),
        **{
            field: KeptRows(kept, at, count, size, field, kind)
            for (field, kind), (count, size), at in zip(LISTS, lists, ends[:-1], strict=True)
        },
    )
    found = tuple(
        [
            Problem(ProblemKind(kind), name, line, *column(TEXT, words))
            for kind, line, *words in problems
        ]
    )
    return parsed, found


def _chapters(
    columns: list[list[Any]], ids: tuple[str, ...], name: str, kept: KeptFile
) -> tuple[Chapter, ...]:
    for kinds, values in zip(_CHAPTER, columns, strict=True):
        column(kinds, values)
    chapters: list[Chapter] = []
    place, asked = 1, 0
    rows = zip(*columns, strict=True)
    for id_, words, html, level, first, last, blocks, size, count, diagrams in rows:
        intro = _blocks(kept, place, blocks, size)
        place += 1 + count
        chapters.append(
            Chapter(
                id=id_,
                title=words,
                title_html=shown(words, html),
                level=level,
                file=name,
                lines=Lines(first, last),
                intro=intro,
                questions=KeptQuestions(kept, asked, ids[asked : asked + count]) if count else (),
                diagrams=tuple(
                    [_diagram(one, name, kept, place + at) for at, one in enumerate(diagrams)]
                )
                if diagrams
                else (),
            )
        )
        place += len(diagrams)
        asked += count
    if asked != len(ids):
        raise ValueError(name)
    return tuple(chapters)


def _answer_places(parsed: ParsedFile) -> Iterator[int]:
    place = 1
    for chapter in parsed.chapters:
        yield from range(place + 1, place + 1 + len(chapter.questions))
        place += 1 + len(chapter.questions) + len(chapter.diagrams)


def _html(title: str, html: str) -> str | None:
    """Return a title's HTML, None where it is the title itself, as most are."""
    return None if html == escaped(title) else html


def _piece(values: Sequence[Any]) -> bytes:
    if not values:
        return b""
    return as_piece(
        [
            [one.kind, one.html, *one.lines] if isinstance(one, Block) else list(one)
            for one in values
        ]
    )


def _diagram_values(diagram: Diagram) -> list[Any]:
    texts = [diagram.path, diagram.title, diagram.alt]
    return [*texts, *diagram.lines, len(diagram.blocks), characters(diagram.blocks)]


def _diagram(values: Any, name: str, kept: KeptFile, place: int) -> Diagram:
    path, title, alt, first, last, blocks, size = values
    column(TEXT, (path, title, alt))
    column(NUMBER, (first, last, blocks, size))
    lines = Lines(first, last)
    return Diagram(path, title, alt, name, lines, _blocks(kept, place, blocks, size))


def _blocks(kept: KeptFile, place: int, blocks: int, size: int) -> Sequence[Block]:
    """Return blocks, or nothing for nothing: a library has thousands of chapters without a text."""
    return KeptBlocks(kept, place, blocks, size) if blocks else ()
