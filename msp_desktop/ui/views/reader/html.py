"""From the safe HTML of a block to calls on a :class:`Writer`.

It reads what :mod:`msp_desktop.course.safe` lets through, and nothing else reaches it.  What each
element is on a page is said in :mod:`.elements`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msp_desktop.ui.views.reader.elements.blocks import HEADINGS, Blocks
from msp_desktop.ui.views.reader.elements.cells import Cells
from msp_desktop.ui.views.reader.elements.details import Details
from msp_desktop.ui.views.reader.elements.divisions import Divisions
from msp_desktop.ui.views.reader.elements.flow import Flow
from msp_desktop.ui.views.reader.elements.inline import INLINE, Inline
from msp_desktop.ui.views.reader.elements.lists import Lists
from msp_desktop.ui.views.reader.tags import cut

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from msp_desktop.ui.views.reader.marks import CodeCard
    from msp_desktop.ui.views.reader.pictures import PictureStore
    from msp_desktop.ui.views.reader.texts import TextWriter
    from msp_desktop.ui.views.reader.writer import Writer


class HtmlReader:
    """Feeds a writer.

    ``label`` words what a code card's header says for a language; ``store`` tells which pictures
    can be shown, without one none is looked for.
    """

    def __init__(
        self,
        writer: Writer | TextWriter,
        store: PictureStore | None,
        label: Callable[[str], str],
    ) -> None:
        self._flow = flow = Flow(writer, store, label)
        self._inline = Inline(flow)
        self._blocks = Blocks(flow)
        self._details = Details(flow)
        self._elements = (
            *(self._inline, self._blocks, self._details),
            *(Divisions(flow), Lists(flow), Cells(flow)),
        )
        self._known: dict[str, Callable[..., None] | None] = {}

    @property
    def cards(self) -> list[CodeCard]:
        """The code blocks met on the way."""
        return self._flow.code.cards

    def begin_piece(self, piece: int, is_open: Callable[[int, bool], bool], first: int = 0) -> None:
        """Begin a piece of the page; its folds count from ``first``.

        ``is_open`` tells of a fold's number and its author's wish whether it is open.
        """
        self._flow.writer.piece = piece
        self._details.start(piece, is_open, first)

    def read(self, html: str) -> None:
        """Write one block: a whole number of elements."""
        self._flow.open = False
        self._read(html)

    def read_inline(self, html: str) -> None:
        """Write inline content into the paragraph that the writer has begun."""
        self._flow.open = True
        self._read(html)

    def _read(self, html: str) -> None:
        for piece in cut(html):
            if self._details.takes(piece):
                continue
            if isinstance(piece, str):
                self._flow.text(piece)
            elif piece.closing:
                self._end(piece.name)
            else:
                self._begin(piece.name, piece.attributes)

    def _begin(self, tag: str, values: Mapping[str, str]) -> None:
        """Begin an element; an unknown one is as if only its content stood there."""
        if "id" in values:
            self._flow.writer.anchor(values["id"])
        if tag in INLINE:
            self._inline.begin(tag, values)
        elif tag in HEADINGS:
            self._blocks.begin_heading(tag)
        else:
            begin = self._handler(f"begin_{tag}")
            if begin is not None:
                begin(values)

    def _end(self, tag: str) -> None:
        flow = self._flow
        if flow.code.inside and tag != "pre":
            flow.code.end_token()
            return
        if tag == "pre":
            flow.code.end()
            flow.open = False
        flow.end_style(tag)
        if tag in HEADINGS:
            self._blocks.end_heading()
            return
        end = self._handler(f"end_{tag}")
        if end is not None:
            end()

    def _handler(self, name: str) -> Callable[..., None] | None:
        """Return what is done where an element begins or ends, None where nothing is."""
        if name not in self._known:
            found: list[Any] = [getattr(one, name, None) for one in self._elements]
            self._known[name] = next((one for one in found if one is not None), None)
        return self._known[name]
