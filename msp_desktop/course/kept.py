"""What is kept of a parsed file in a pack, and read when it is looked at.

Of a file's questions only the ids are at hand.  What else is said of them is the file's first
piece, a table; each answer and each text is a piece of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, Any, NamedTuple

from msp_desktop.course.model import (
    Anchor,
    Block,
    BlockKind,
    Lines,
    ParsedFile,
    Picture,
    Question,
)
from msp_desktop.course.pack import DamagedPack

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from msp_desktop.course.pack import Pack

LISTS: tuple[tuple[str, type[Any]], ...] = (("pictures", Picture), ("anchors", Anchor))
"""The fields of :class:`~msp_desktop.course.model.ParsedFile` that hold many named tuples and are
looked into seldom.  Another such field is one more row here."""

TEXT, NUMBER, HTML = {str}, {int}, {str, type(None)}
"""What the values of a column may be."""


class _Table(NamedTuple):
    """What is said of a file's questions, in columns, and where each of its pieces ends.

    Each answer has a number of blocks, a length in characters, and its place among the pieces.
    """

    ends: list[int]
    titles: list[str]
    htmls: list[str | None]
    firsts: list[int]
    lasts: list[int]
    blocks: list[int]
    characters: list[int]
    places: list[int]
    undecided: list[int]


class KeptFile:
    """A file in a pack: a table of its questions, its lists, and what :func:`contents_of` yields.

    ``length`` is how many bytes the table has, ``start`` where the contents begin behind it.
    ``again`` parses the file again for a pack that cannot be read any more, and returns None if the
    file cannot be read either.  ``digest`` tells the file from every other.
    """

    __slots__ = ("_again", "_at", "_length", "_pack", "_parsed", "_start", "_table", "digest")

    def __init__(
        self,
        pack: Pack,
        at: int,
        digest: str,
        again: Callable[[], ParsedFile | None],
        length: int,
        start: int,
    ) -> None:
        self._pack = pack
        self._at = at
        self._length = length
        self._start = start
        self._again = again
        self._table: _Table | None = None
        self._parsed: tuple[ParsedFile | None] | None = None
        self.digest = digest

    def load(self, place: int, make: Callable[[Any], Any]) -> Sequence[Any]:
        """Return what a piece holds; ``make`` makes a value of each of its JSON values."""
        table = self._read_table()
        if table is not None:
            try:
                start, end = table.ends[place : place + 2]
                return tuple([make(one) for one in self._pack.piece(self._at + start, end - start)])
            except (OSError, DamagedPack, TypeError, ValueError):
                pass
        parsed = self._parse()
        return list(contents_of(parsed))[place] if parsed is not None else ()

    def rows(self, field: str, at: int, length: int, kind: type[Any]) -> Sequence[Any]:
        """Return one of the lists, which needs no table."""
        if self._parsed is None:
            try:
                return tuple([kind(*row) for row in self._pack.piece(self._at + at, length)])
            except (OSError, DamagedPack, TypeError):
                pass
        parsed = self._parse()
        return getattr(parsed, field) if parsed is not None else ()

    def question(self, number: int, name: str) -> Question:
        """Return one of the file's questions, under a name of its own in the course."""
        table = self._read_table()
        if table is not None and number < len(table.titles):
            title, html = table.titles[number], table.htmls[number]
            lines = Lines(table.firsts[number], table.lasts[number])
            place, blocks = table.places[number], table.blocks[number]
            answer = KeptBlocks(self, place, blocks, table.characters[number])
            undecided = bool(table.undecided[number])
            return Question(name, title, shown(title, html), lines, answer, undecided)
        parsed = self._parse()
        if parsed is None:
            return Question(name, "", "", Lines(1, 1), ())
        return questions_of(parsed)[number]._replace(id=name)

    def _read_table(self) -> _Table | None:
        if self._table is None and self._parsed is None:
            try:
                lengths, *columns = self._pack.piece(self._at, self._length)
                ends = list(accumulate(column(NUMBER, lengths), initial=self._start))
                self._table = _Table(ends, *_checked(columns))
            except (OSError, DamagedPack, TypeError, ValueError):
                self._parse()
        return self._table

    def _parse(self) -> ParsedFile | None:
        if self._parsed is None:
            self._parsed = (self._again(),)
            self._table = None
        return self._parsed[0]


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
            if len(self) != len(other):
                return False
            return self._is_same(other) or tuple(self) == tuple(other)
        if isinstance(other, tuple):
            return len(self) == len(other) and tuple(self) == other  # pyright: ignore[reportUnknownArgumentType]
        return NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))

    def _is_same(self, other: _Kept) -> bool:
        """Whether these must be equal to others, as far as can be told without reading."""
        return self._file.digest == other._file.digest and self._place == other._place


class KeptBlocks(_Kept):
    """Blocks of an answer or a text; ``characters`` is how much HTML they hold."""

    __slots__ = ("characters",)

    def __init__(self, file: KeptFile, place: int, count: int, characters: int) -> None:
        # Without the one above: a library has tens of thousands of these.
        self._file = file
        self._place = place
        self._count = count
        self.characters = characters

    def _values(self) -> Sequence[Any]:
        return self._file.load(self._place, _block)


class KeptRows(_Kept):
    """Values of one of the lists; here the place is that of its piece in the file."""

    __slots__ = ("_field", "_kind", "_length")

    def __init__(
        self, file: KeptFile, place: int, count: int, length: int, field: str, kind: type[Any]
    ) -> None:
        super().__init__(file, place, count)
        self._length = length
        self._field = field
        self._kind = kind

    def _values(self) -> Sequence[Any]:
        return self._file.rows(self._field, self._place, self._length, self._kind)


class KeptQuestions(_Kept):
    """A chapter's questions; ``ids`` are their ids in the course.

    Here the place is that of the first one among the file's questions.
    """

    __slots__ = ("ids",)

    def __init__(self, file: KeptFile, place: int, ids: Sequence[str]) -> None:
        self._file = file
        self._place = place
        self._count = len(ids)
        self.ids = ids

    def renamed(self, ids: Sequence[str]) -> KeptQuestions:
        """Return the same questions under other ids."""
        return KeptQuestions(self._file, self._place, ids)

    def _values(self) -> Sequence[Any]:
        return tuple(
            [self._file.question(self._place + at, name) for at, name in enumerate(self.ids)]
        )

    def __getitem__(self, index: Any) -> Any:
        if not isinstance(index, int):
            return self._values()[index]
        name = self.ids[index]
        return self._file.question(self._place + index % self._count, name)

    def _is_same(self, other: _Kept) -> bool:
        same = isinstance(other, KeptQuestions) and self.ids == other.ids
        return same and super()._is_same(other)


def contents_of(parsed: ParsedFile) -> Iterator[Sequence[Any]]:
    """Yield what a file's pieces hold behind its table and its lists."""
    yield parsed.preface
    for chapter in parsed.chapters:
        yield chapter.intro
        yield from (question.answer for question in chapter.questions)
        yield from (diagram.blocks for diagram in chapter.diagrams)


def questions_of(parsed: ParsedFile) -> list[Question]:
    """Return a file's questions."""
    return [one for chapter in parsed.chapters for one in chapter.questions]


def column(kinds: set[type[Any]], values: Any) -> Any:
    """Return values that are all of some kinds.  Raises TypeError."""
    if set(map(type, values)) - kinds:
        raise TypeError(kinds)
    return values


def shown(title: str, html: str | None) -> str:
    """Return a title's HTML, which is kept only where it is not the title itself."""
    return escaped(title) if html is None else html


def escaped(text: str) -> str:
    """Return text as HTML."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _checked(columns: Any) -> Iterator[list[Any]]:
    """Yield a table's columns, each of one kind and all of one length."""
    kinds = (TEXT, HTML, NUMBER, NUMBER, NUMBER, NUMBER, NUMBER, NUMBER)
    for kind, values in zip(kinds, columns, strict=True):
        if len(values) != len(columns[0]):
            raise ValueError(len(values))
        yield column(kind, values)


def _block(values: Any) -> Block:
    kind, html, first, last = values
    return Block(BlockKind(kind), html, Lines(first, last))
