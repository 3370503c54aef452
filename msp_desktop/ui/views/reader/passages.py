"""From the characters of a page's document to those of the text that highlights refer to, and back.

The document has that text in another form: headings are numbered, tables are cells, what is folded
is missing, and only some stretches are written.  But what is more than space stands in it in the
same order, so the two are matched by counting such characters.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from msp_desktop.course import text as texts
from msp_desktop.notebook.ends import shared_ends
from msp_desktop.ui.views.reader.formats import ALERTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from PySide6.QtGui import QTextDocument

    from msp_desktop.course.text import Text
    from msp_desktop.ui.views.reader.marks import Marks, PlacedPiece
    from msp_desktop.ui.views.reader.page import Page
    from msp_desktop.ui.views.reader.runs import Written
    from msp_desktop.ui.views.reader.stretches import Stretch

KEPT = 60
"""Pieces whose texts are kept at a time."""


class Passage(NamedTuple):
    """Characters ``start`` to ``end`` of the text of a piece of the page."""

    piece: int
    start: int
    end: int


class _PieceText(NamedTuple):
    text: Text
    content: array[int]


class _Match(NamedTuple):
    """What is written of a piece in one stretch.

    Of each character that is more than space: its position from the stretch's beginning, and how
    manieth it is in the piece's text.
    """

    positions: array[int]
    ordinals: array[int]


class Passages:
    """The texts of one page's pieces, and where they stand in its document."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._texts: dict[int, _PieceText] = {}
        self._matches: dict[tuple[Stretch, int], tuple[Marks, _Match]] = {}
        self._parts: dict[Stretch, int] = {}

    def subject(self, piece: int) -> str:
        """Return what highlights in a piece name as their question, "" where there are none."""
        question = self._page.pieces.question(piece)
        if question is not None:
            return question.id
        return texts.subject_of_chapter(self._page.chapter) if piece == 0 else ""

    def piece(self, subject: str) -> int | None:
        """Return the piece that a subject names, None where the page has none such."""
        chapter = texts.chapter_of_subject(subject)
        if chapter is not None:
            return 0 if chapter == self._page.chapter else None
        return self._page.pieces.of_question(subject)

    def text(self, piece: int) -> Text:
        """Return the text of a piece."""
        return self._piece(piece).text

    def selected(self, first: int, last: int) -> Iterator[Passage]:
        """Yield what positions ``first`` to ``last`` - 1 of the document hold, piece by piece."""
        begin, start = self._locate(first, from_end=False)
        until, end = self._locate(last, from_end=True)
        for piece in range(begin, until + 1):
            if not self.subject(piece):
                continue
            content = self._piece(piece).content
            low = start if piece == begin else 0
            high = end if piece == until else len(content)
            if low < high:
                yield Passage(piece, content[low], content[high - 1] + 1)

    def boundary(self, piece: int, position: int, *, from_end: bool) -> int | None:
        """Return the index in a piece's text at a position, None where another piece is there.

        It is that of the next character, or ``from_end`` that behind the one before.
        """
        found, ordinal = self._locate(position, from_end=from_end)
        content = self._piece(piece).content
        if found != piece or not content:
            return None
        if from_end:
            return content[ordinal - 1] + 1 if ordinal else 0
        return content[min(ordinal, len(content) - 1)]

    def ranges(self, passage: Passage) -> Iterator[tuple[int, int]]:
        """Yield what is written of a passage: positions of the document, within one block each."""
        content = self._piece(passage.piece).content
        low = bisect_left(content, passage.start)
        high = bisect_left(content, passage.end)
        for written, placed in self._written(passage.piece):
            match = self._match(written, placed)
            begin = bisect_left(match.ordinals, low)
            end = bisect_left(match.ordinals, high)
            yield from self._blocks(match.positions[begin:end], written.position)

    def at(self, position: int) -> Passage | None:
        """Return the character at a position of the document, None where it is no such text."""
        run, start = self._page.roll.run_at(position)
        if run.marks is None:
            return None
        for placed in run.marks.pieces:
            if placed.first <= position - start <= placed.last and self.subject(placed.piece):
                written = self._page.roll.written_as(run.first)
                assert written is not None
                match = self._match(written, placed)
                index = bisect_left(match.positions, position - start)
                if index < len(match.positions):
                    at = self._piece(placed.piece).content[match.ordinals[index]]
                    return Passage(placed.piece, at, at + 1)
        return None

    def stretch_of(self, passage: Passage) -> int:
        """Return the stretch that a passage begins in; a long piece is divided for it."""
        roll = self._page.roll
        low = bisect_left(self._piece(passage.piece).content, passage.start)
        stretch = roll.stretches.of_piece(passage.piece)[0]
        while True:
            if roll.divide(stretch):
                continue
            before = self._before(passage.piece, stretch + 1)
            if before > low or stretch + 1 not in roll.stretches.of_piece(passage.piece):
                return stretch
            stretch += 1

    # Texts

    def _piece(self, piece: int) -> _PieceText:
        found = self._texts.get(piece)
        if found is None:
            while len(self._texts) >= KEPT:
                del self._texts[next(iter(self._texts))]
            question = self._page.pieces.question(piece)
            if question is not None:
                text = texts.question_text(question)
            else:
                blocks = self._page.pieces.blocks(piece)
                text = texts.read((block.html, block.lines.first) for block in blocks)
            found = self._texts[piece] = _PieceText(text, texts.content(text.whole))
        return found

    def _part(self, piece: int, stretch: Stretch) -> Text:
        """Return the text that a stretch has of a piece, be it folded or not."""
        heading = self._page.pieces.heading(piece) if piece and stretch.part == 0 else ""
        if stretch.blocks is None:
            blocks: Iterable[str] = (one.html for one in self._page.pieces.blocks(piece))
        else:
            blocks = stretch.blocks
        return texts.read(((html, 0) for html in (heading, *blocks)), stretch.folds)

    def _before(self, piece: int, stretch: int) -> int:
        """Return how many characters of a piece stand in its stretches before one."""
        count = 0
        for index in self._page.roll.stretches.of_piece(piece):
            if index >= stretch:
                break
            one = self._page.roll.stretches[index]
            if one not in self._parts:
                self._parts[one] = len(texts.content(self._part(piece, one).whole))
            count += self._parts[one]
        return count

    # What is written

    def _written(self, piece: int) -> Iterator[tuple[Written, PlacedPiece]]:
        roll = self._page.roll
        for stretch in roll.stretches.of_piece(piece):
            written = roll.written_as(stretch)
            if written is not None:
                first = roll.stretches[stretch].first
                yield written, written.marks.pieces[piece - first]

    def _match(self, written: Written, placed: PlacedPiece) -> _Match:
        stretch = self._page.roll.stretches[written.stretch]
        kept = self._matches.get((stretch, placed.piece))
        if kept is not None and kept[0] is written.marks:
            return kept[1]
        if len(self._matches) > 4 * KEPT:
            self._matches.clear()
        match = self._made_match(written, placed, stretch)
        self._matches[stretch, placed.piece] = (written.marks, match)
        return match

    def _made_match(self, written: Written, placed: PlacedPiece, stretch: Stretch) -> _Match:
        part = self._part(placed.piece, stretch)
        closed = [
            fold for fold in part.folds if self._is_closed(written, placed.piece, fold.number)
        ]
        wordless = {fold.number for fold in part.folds if not fold.worded}
        before = self._before(placed.piece, written.stretch)
        expected = [
            (before + ordinal, part.whole[at])
            for ordinal, at in enumerate(texts.content(part.whole))
            if not any(fold.first <= at < fold.last for fold in closed)
        ]
        positions, characters = self._characters(written, placed, wordless)
        ordinals = array("l", [ordinal for ordinal, _ in expected])
        wanted = "".join(character for _, character in expected)
        if wanted != characters:
            # The page words something in another way; what is alike from both ends still matches.
            return _common(positions, characters, ordinals, wanted)
        return _Match(positions, ordinals)

    @staticmethod
    def _is_closed(written: Written, piece: int, number: int) -> bool:
        shown = [
            one.shown for one in written.marks.folds if (one.piece, one.number) == (piece, number)
        ]
        return bool(shown) and not shown[0]

    def _characters(
        self, written: Written, placed: PlacedPiece, wordless: set[int]
    ) -> tuple[array[int], str]:
        """Return the positions of what the course has written there, and those characters."""
        skipped = list(self._added(written, placed, wordless))
        positions = array("l")
        found: list[str] = []
        # Not by a selection: one that begins or ends in a frame takes all of it.
        block = self._page.document.findBlock(written.position + placed.first)
        while block.isValid() and block.position() - written.position <= placed.last:
            at = block.position() - written.position
            for character in block.text():
                outside = not placed.first <= at <= placed.last
                if not outside and texts.is_content(character):
                    positions.append(at)
                    found.append(character)
                at += 2 if character > "\uffff" else 1
            block = block.next()
        if skipped:
            kept = [
                index
                for index, at in enumerate(positions)
                if not any(begin <= at < end for begin, end in skipped)
            ]
            positions = array("l", [positions[index] for index in kept])
            found = [found[index] for index in kept]
        return positions, "".join(found)

    def _added(
        self, written: Written, placed: PlacedPiece, wordless: set[int]
    ) -> Iterator[tuple[int, int]]:
        """Yield what the page has and the course does not: positions in the stretch."""
        pieces, document = self._page.pieces, self._page.document
        part = self._page.roll.stretches[written.stretch].part
        question = pieces.question(placed.piece)
        if part == 0 and placed.piece == 0:
            block = document.findBlock(written.position)
            if pieces.trail:
                block = block.next()
            yield 0, block.position() + block.length() - written.position
        elif part == 0 and question is not None:
            yield placed.first, placed.first + len(str(placed.piece))
        for fold in written.marks.folds:
            if fold.piece == placed.piece and fold.number in wordless:
                yield _block(document, written.position, fold.position)
        for frame in written.marks.frames:
            if frame.card in ALERTS and not frame.cut.above:
                yield _block(document, written.position, frame.first)
        if question is not None and not question.answered:
            yield _block(document, written.position, placed.last)

    def _blocks(self, positions: array[int], start: int) -> Iterator[tuple[int, int]]:
        document, index = self._page.document, 0
        while index < len(positions):
            block = document.findBlock(start + positions[index])
            after = bisect_left(positions, block.position() + block.length() - start, index)
            last = start + positions[after - 1]
            wide = document.characterAt(last)
            yield start + positions[index], last + (2 if "\ud800" <= wide <= "\udbff" else 1)
            index = after

    def _locate(self, position: int, *, from_end: bool) -> tuple[int, int]:
        """Return the piece at a position, and how many of its characters stand before it."""
        roll = self._page.roll
        run, start = roll.run_at(max(position - 1, 0) if from_end else position)
        if run.marks is None:
            stretch = roll.stretches[run.end - 1 if from_end else run.first]
            piece = stretch.end - 1 if from_end else stretch.first
            return piece, len(self._piece(piece).content) if from_end else 0
        written = roll.written_as(run.first)
        assert written is not None
        at = position - start
        placed = run.marks.pieces[0]
        for one in run.marks.pieces:
            if one.first <= (at - 1 if from_end else at):
                placed = one
        match = self._match(written, placed)
        index = bisect_left(match.positions, at)
        if from_end:
            # What is folded in front of the end is not selected, but what is inside it is.
            return placed.piece, match.ordinals[index - 1] + 1 if index else 0
        if index < len(match.ordinals):
            return placed.piece, match.ordinals[index]
        return placed.piece, match.ordinals[-1] + 1 if match.ordinals else 0


def _block(document: QTextDocument, start: int, at: int) -> tuple[int, int]:
    """Return the positions of the block that holds a position, all from a stretch's beginning."""
    block = document.findBlock(start + at)
    return block.position() - start, block.position() - start + block.length()


def _common(positions: array[int], characters: str, ordinals: array[int], wanted: str) -> _Match:
    head, tail = shared_ends(characters, wanted)
    return _Match(
        positions[:head] + positions[len(positions) - tail :],
        ordinals[:head] + ordinals[len(ordinals) - tail :],
    )
