"""Parsed files as they are kept in a pack: what the contents show at once, the rest in pieces.

Everything that is kept of a file is named here and nowhere else: a new field of
:class:`~msp_desktop.course.model.ParsedFile` that holds many values is one more row of ``_LISTS``.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, count, islice
from typing import TYPE_CHECKING, Any

from msp_desktop.course.model import (
    Anchor,
    Block,
    BlockKind,
    Chapter,
    Diagram,
    Lines,
    ParsedFile,
    Picture,
    Problem,
    ProblemKind,
    Question,
    characters,
)
from msp_desktop.course.pack import DamagedPack, as_piece

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from msp_desktop.course.pack import Pack

FORMAT = 4
"""To be raised with each change of what is kept, and of what parsing makes."""

_LISTS: tuple[tuple[str, type[Any]], ...] = (("pictures", Picture), ("anchors", Anchor))
"""The fields with lists of named tuples that are looked into seldom."""


class KeptFile:
    """The pieces of one file in a pack, in the order of :func:`contents_of`.

    ``again`` parses the file again and returns its contents, for a pack that cannot be read any
    more.  ``digest`` tells the file from every other.
    """

    __slots__ = ("_again", "_at", "_ends", "_pack", "_parsed", "digest")

    def __init__(
        self,
        pack: Pack,
        at: int,
        digest: str,
        again: Callable[[], list[Sequence[Any]]],
        lengths: list[int],
    ) -> None:
        self._pack = pack
        self._at = at
        self._ends = [0, *accumulate(lengths)]
        self._again = again
        self._parsed: list[Sequence[Any]] | None = None
        self.digest = digest

    def load(self, place: int, make: Callable[[Any], Any]) -> Sequence[Any]:
        """Return what a piece holds; ``make`` makes a value of each of its JSON values."""
        if self._parsed is None:
            start, end = self._ends[place : place + 2]
            try:
                return tuple(make(one) for one in self._pack.piece(self._at + start, end - start))
            except (OSError, DamagedPack, TypeError, ValueError):
                self._parsed = self._again()
        return self._parsed[place] if place < len(self._parsed) else ()


class _Kept(Sequence[Any]):
    """Values that are read when they are looked at and not held; equal to a tuple of them."""

    __slots__ = ("_count", "_file", "_place")

    def __init__(self, file: KeptFile, place: int, count: int) -> None:
        self._file = file
        self._place = place
        self._count = count

    def _values(self) -> Sequence[Any]:
        raise NotImplementedError

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Any]:
        return iter(self._values() if self._count else ())

    def __getitem__(self, index: Any) -> Any:
        return self._values()[index]

    def __eq__(self, other: object) -> bool:
        if isinstance(other, _Kept):
            same = self._file.digest == other._file.digest and self._place == other._place
            return same or (len(self) == len(other) and tuple(self) == tuple(other))
        if isinstance(other, tuple):
            return len(self) == len(other) and tuple(self) == other  # pyright: ignore[reportUnknownArgumentType]
        return NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))


class KeptBlocks(_Kept):
    """Blocks of an answer or a text; ``characters`` is how much HTML they hold."""

    __slots__ = ("characters",)

    def __init__(self, file: KeptFile, place: int, count: int, characters: int) -> None:
        self._file = file
        self._place = place
        self._count = count
        self.characters = characters

    def _values(self) -> Sequence[Any]:
        return self._file.load(self._place, _block)


class KeptRows(_Kept):
    """Values of one of the lists."""

    __slots__ = ("_kind",)

    def __init__(self, file: KeptFile, place: int, count: int, kind: type[Any]) -> None:
        super().__init__(file, place, count)
        self._kind = kind

    def _values(self) -> Sequence[Any]:
        return self._file.load(self._place, lambda row: self._kind(*row))


def contents_of(parsed: ParsedFile) -> Iterator[Sequence[Any]]:
    """Yield what a file's pieces hold."""
    yield parsed.preface
    for chapter in parsed.chapters:
        yield chapter.intro
        yield from (question.answer for question in chapter.questions)
        yield from (diagram.blocks for diagram in chapter.diagrams)
    for name, _ in _LISTS:
        yield getattr(parsed, name)


def packed(parsed: ParsedFile, problems: Sequence[Problem]) -> tuple[list[Any], bytes]:
    """Return a file as an outline's value and its pieces."""
    pieces = [as_piece(_plain(values)) if values else b"" for values in contents_of(parsed)]
    questions = [one for chapter in parsed.chapters for one in chapter.questions]
    outline = [
        parsed.title,
        [len(piece) for piece in pieces],
        _size(parsed.preface),
        [
            [
                *(one.id, one.title, _html(one.title, one.title_html), one.level, *one.lines),
                *(_size(one.intro), len(one.questions)),
                [[d.path, d.title, d.alt, *d.lines, _size(d.blocks)] for d in one.diagrams],
            ]
            for one in parsed.chapters
        ],
        [
            [one.id for one in questions],
            [one.title for one in questions],
            [_html(one.title, one.title_html) for one in questions],
            [one.lines.first for one in questions],
            [one.lines.last for one in questions],
            [len(one.answer) for one in questions],
            [characters(one.answer) for one in questions],
        ],
        [len(getattr(parsed, name)) for name, _ in _LISTS],
        [[one.kind, one.line, one.message, one.subject] for one in problems],
    ]
    return outline, b"".join(pieces)


def unpacked(
    outline: Any, name: str, file: Callable[[list[int]], KeptFile]
) -> tuple[ParsedFile, tuple[Problem, ...]]:
    """Return a file as it was parsed, and what is odd about it.

    ``file`` makes the file's pieces of their lengths.  Raises TypeError or ValueError for a value
    that is no outline.
    """
    title, lengths, preface, chapters, questions, lists, problems = outline
    kept = file(_column(int, lengths))
    places = count()
    asked = iter(zip(*_columns(questions), strict=True))
    parsed = ParsedFile(
        title=_text(title),
        preface=KeptBlocks(kept, next(places), *_column(int, preface)),
        chapters=tuple([_chapter(one, name, kept, places, asked) for one in chapters]),
        **{
            field: KeptRows(kept, next(places), size, kind)
            for (field, kind), size in zip(_LISTS, _column(int, lists), strict=True)
        },
    )
    if next(places) != len(lengths) or next(asked, None) is not None:
        raise ValueError(name)
    found = tuple(
        Problem(ProblemKind(kind), name, line, *_column(str, words))
        for kind, line, *words in problems
    )
    return parsed, found


def _chapter(
    values: Any, name: str, kept: KeptFile, places: Iterator[int], asked: Iterator[Any]
) -> Chapter:
    id_, title, html, level, first, last, intro, questions, diagrams = values
    _column(int, [level, first, last, questions])
    return Chapter(
        id=_text(id_),
        title=_text(title),
        title_html=_shown(title, html),
        level=level,
        file=name,
        lines=Lines(first, last),
        intro=KeptBlocks(kept, next(places), *_column(int, intro)),
        questions=tuple(
            [
                Question(
                    id_,
                    title,
                    _shown(title, html),
                    Lines(first, last),
                    KeptBlocks(kept, next(places), blocks, size),
                )
                for id_, title, html, first, last, blocks, size in islice(asked, questions)
            ]
        ),
        diagrams=tuple([_diagram(one, name, kept, next(places)) for one in diagrams]),
    )


def _diagram(values: Any, name: str, kept: KeptFile, place: int) -> Diagram:
    path, title, alt, first, last, size = values
    _column(str, [path, title, alt])
    lines = Lines(*_column(int, [first, last]))
    blocks, length = _column(int, size)
    return Diagram(path, title, alt, name, lines, KeptBlocks(kept, place, blocks, length))


def _columns(values: Any) -> Iterator[list[Any]]:
    kinds = (str, str, None, int, int, int, int)
    for kind, column in zip(kinds, values, strict=True):
        yield column if kind is None else _column(kind, column)


def _column(kind: type[Any], values: Any) -> list[Any]:
    """Return values that are all of a kind.  Raises TypeError."""
    if set(map(type, values)) - {kind}:
        raise TypeError(kind)
    return values


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _size(blocks: Sequence[Block]) -> list[int]:
    return [len(blocks), characters(blocks)]


def _html(title: str, html: str) -> str | None:
    """Return a title's HTML, None where it is the title itself, as most are."""
    return None if html == _escaped(title) else html


def _shown(title: str, html: str | None) -> str:
    return _escaped(title) if html is None else _text(html)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _plain(values: Iterable[Any]) -> list[list[Any]]:
    return [
        [one.kind, one.html, *one.lines] if isinstance(one, Block) else list(one) for one in values
    ]


def _block(values: Any) -> Block:
    kind, html, first, last = values
    return Block(BlockKind(kind), html, Lines(first, last))
