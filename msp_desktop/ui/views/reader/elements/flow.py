"""How far the writing of a page has come: what every element goes on from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msp_desktop.ui.views.reader.code import CodeReader

if TYPE_CHECKING:
    from collections.abc import Callable

    from msp_desktop.ui.views.reader.formats import Style
    from msp_desktop.ui.views.reader.pictures import PictureStore
    from msp_desktop.ui.views.reader.tables import Table
    from msp_desktop.ui.views.reader.texts import TextWriter
    from msp_desktop.ui.views.reader.writer import Writer


class Flow:
    """A page being written.

    ``open`` says that text goes on in the paragraph that was begun, ``at_start`` that nothing
    stands in the item that is open.  ``table`` is the one that is being read, ``formula`` says that
    the text is that of a formula by itself, ``unread`` that it is not to be written.
    """

    def __init__(
        self,
        writer: Writer | TextWriter,
        store: PictureStore | None,
        label: Callable[[str], str],
    ) -> None:
        self.writer = writer
        self.store = store
        self.code = CodeReader(writer, label)
        self.table: Table | None = None
        self.open = self.at_start = False
        self.formula = self.unread = False
        self._styles: list[tuple[str, Style]] = []

    def paragraph(self) -> None:
        """Begin a paragraph."""
        self.writer.paragraph()
        self.open, self.at_start = True, False

    def go_on(self) -> None:
        """Have something that stands on a line, begun here if none is."""
        if not self.open:
            self.paragraph()
        self.at_start = False

    def begin_style(self, tag: str, style: Style) -> None:
        """Have what an element holds look so."""
        self._styles.append((tag, self.writer.style))
        self.writer.style = style

    def end_style(self, tag: str) -> bool:
        """Have the rest look as before the innermost element, if that is what ends."""
        if not self._styles or self._styles[-1][0] != tag:
            return False
        self.writer.style = self._styles.pop()[1]
        return True

    def end_styles(self, tag: str) -> None:
        """End the innermost element of a kind, and with it what is still open inside."""
        while self._styles and not self.end_style(tag):
            self.writer.style = self._styles.pop()[1]

    def text(self, data: str) -> None:
        """Write text; white space counts as HTML counts it."""
        if self.code.inside:
            self.code.text(data)
            return
        if self.unread:
            return
        if self.formula and self.table is None:
            self.writer.formula(data)
            return
        text = data.replace("\n", " ")
        if self.table is not None:
            self.table.add(text, self.writer.style)
            return
        if not self.open or self.at_start:
            text = text.lstrip()
            if not text:
                return
            self.go_on()
        self.writer.text(text)
