"""Reaching what stands somewhere in a page, also where it is folded or not written yet."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from msp_desktop.ui.views.reader.formats import FOLD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from msp_desktop.ui.views.reader.marks import PlacedFold
    from msp_desktop.ui.views.reader.page import Page
    from msp_desktop.ui.views.reader.page_view import PageView
    from msp_desktop.ui.views.reader.places import Places
    from msp_desktop.ui.views.reader.runs import Written
    from msp_desktop.ui.views.reader.tending import Tender
    from msp_desktop.ui.views.reader.texts import TextWriter


class Named(NamedTuple):
    """Something that has a name: the stretch and the piece it stands in, the folds around it."""

    stretch: int
    piece: int
    folds: tuple[int, ...]


def named(page: Page, name: str, first: int | None = None) -> Named | None:
    """Return what has a name, None where nothing on the page has; piece ``first`` is tried first.

    The stretch's number holds until a fold is opened.
    """
    piece = page.pieces.with_anchor(name, first)
    return _in_piece(page, piece, lambda text: text.anchors.get(name))


def pictured(page: Page, source: str, first: int | None = None) -> Named | None:
    """Return where the picture of a safe source is shown, as :func:`named` does."""
    piece = page.pieces.with_picture(source, first)
    return _in_piece(page, piece, lambda text: text.pictures.get(source))


def _in_piece(
    page: Page, piece: int | None, find: Callable[[TextWriter], int | None]
) -> Named | None:
    """Return where something is that a text tells the place of."""
    if piece is None:
        return None
    stretch = page.roll.stretches.of_piece(piece)[0]
    while stretch in page.roll.stretches.of_piece(piece):
        if page.roll.divide(stretch):
            continue
        text = page.roll.builder.text(page.roll.stretches[stretch], everything=True)
        at = find(text)
        if at is not None:
            return Named(stretch, piece, folds_around(text, piece, at))
        stretch += 1
    return None


def folds_around(text: TextWriter, piece: int, at: int) -> tuple[int, ...]:
    """Return the numbers of a piece's folds that hold what is at an index of its text."""
    return tuple(
        one.number for one in text.folds if one.piece == piece and one.first <= at < one.last
    )


class Reach:
    """Opens what is folded on a reader's page, and goes to what has a name there."""

    def __init__(self, reader: PageView, tender: Tender, page: Page, places: Places) -> None:
        self._reader = reader
        self._tender = tender
        self._page = page
        self._places = places

    def go_to_anchor(self, name: str, first: int | None, gap: int) -> int | None:
        """Scroll to what has a name, ``gap`` pixels below the view's top; open what it stands in.

        Piece ``first`` is looked through before the others.  Returns the piece that holds it, None
        where nothing on the page has that name.
        """
        return self._go_to(
            partial(named, self._page, name),
            lambda written: [at for at, one in written.marks.anchors if one == name],
            first,
            gap,
        )

    def go_to_picture(self, source: str, first: int | None, gap: int) -> int | None:
        """Scroll to the picture of a safe source, as :meth:`go_to_anchor` does."""
        return self._go_to(
            partial(pictured, self._page, source),
            lambda written: [at for at, one in written.marks.pictures if one == source],
            first,
            gap,
        )

    def _go_to(
        self,
        find: Callable[[int | None], Named | None],
        places: Callable[[Written], list[int]],
        first: int | None,
        gap: int,
    ) -> int | None:
        found = find(first)
        while found is not None:
            stretch = found.stretch
            self._tender.bring(stretch, partial(self._places.top, stretch))
            if not self.unfold(found.piece, found.folds):
                self._tender.bring(stretch, partial(self._height, stretch, places, gap))
                return found.piece
            # What was folded may stand in another stretch now, and be folded once more there.
            found = find(found.piece)
        return None

    def unfold(self, piece: int, folds: Iterable[int]) -> bool:
        """Open those of a piece's folds that are closed, where it is written; say if any was."""
        wanted, any_closed = set(folds), False
        # Of the inner ones nothing is written before the outer ones are open.
        while closed := [
            fold.number
            for _, fold in self._folds()
            if fold.piece == piece and fold.number in wanted and not fold.shown
        ]:
            any_closed = True
            for number in closed:
                self._turn(piece, number, opened=True)
            self._tender.rewrite(piece)
        return any_closed

    def turn(self, link: str) -> None:
        """Open or close the fold that the link of its summary names."""
        piece, number = map(int, link.removeprefix(FOLD).split(":"))
        found = self._fold(piece, number)
        if found is None:
            return
        # A link that has the keyboard's focus is selected; it is about to be written anew.
        focused = self._reader.textCursor().hasSelection()
        self._turn(piece, number, opened=not found[1].shown)
        self._tender.rewrite(piece)
        again = self._fold(piece, number)
        if focused and again is not None:
            self._reader.focus_link(again[0].position + again[1].position)

    def is_shown(self, link: str) -> bool:
        """Return whether the fold is open that the link of its summary names."""
        piece, number = map(int, link.removeprefix(FOLD).split(":"))
        found = self._fold(piece, number)
        return found is not None and found[1].shown

    def _turn(self, piece: int, number: int, *, opened: bool) -> None:
        key = self._page.pieces.key(piece)
        self._page.roll.builder.folds.turn(key, number, opened=opened)

    def _folds(self) -> Iterator[tuple[Written, PlacedFold]]:
        for written in self._page.roll.written():
            for fold in written.marks.folds:
                yield written, fold

    def _fold(self, piece: int, number: int) -> tuple[Written, PlacedFold] | None:
        return next(
            (one for one in self._folds() if (one[1].piece, one[1].number) == (piece, number)),
            None,
        )

    def _height(self, stretch: int, places: Callable[[Written], list[int]], gap: int) -> float:
        written = self._page.roll.written_as(stretch)
        if written is None:
            return self._places.top(stretch) - gap
        at = next(iter(places(written)), 0)
        return self._places.block_rect(written.position + at).top() - gap
