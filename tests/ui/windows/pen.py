"""The hand that highlights: selects with the mouse, clicks what is there, and looks at the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from msp_desktop.ui.views.reader.bar import HighlightBar
from msp_desktop.ui.views.reader.card import NoteCard

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from trainee import Trainee

    from msp_desktop.notebook.model import Highlight
    from msp_desktop.ui.views.reader.view import Reader

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier


class Pen:
    """Highlights on the page of a trainee's window."""

    def __init__(self, trainee: Trainee) -> None:
        self._trainee = trainee

    @property
    def _reader(self) -> Reader:
        return self._trainee.window.reader.reader

    def show(self, words: str) -> QTextCursor:
        """Bring words of the page in sight; return where they are."""
        cursor = self._reader.document().find(words)
        assert not cursor.isNull(), f"the page does not say {words}"
        self._reader.show_range(cursor)
        return cursor

    def spots(self, words: str) -> tuple[QPoint, QPoint]:
        """Return the spots of the view before and behind words."""
        cursor = self.show(words)
        ends: list[QPoint] = []
        for position in (cursor.selectionStart(), cursor.selectionEnd()):
            at = QTextCursor(cursor)
            at.setPosition(position)
            ends.append(self._reader.cursorRect(at).center())
        return ends[0], ends[1]

    def select(self, first: str, last: str = "") -> None:
        """Select from some words to others with the mouse."""
        begin, end = self.spots(first)
        if last:
            end = self.spots(last)[1]
            begin = self.spots(first)[0]
        view = self._reader.viewport()
        QTest.mousePress(view, LEFT, NONE, begin)
        QTest.mouseMove(view, (begin + end) / 2)
        QTest.mouseMove(view, end)
        QTest.mouseRelease(view, LEFT, NONE, end)

    def click(self, words: str) -> None:
        """Click into the middle of words."""
        begin, end = self.spots(words)
        QTest.mouseClick(self._reader.viewport(), LEFT, NONE, (begin + end) / 2)

    def drag_end(self, words: str) -> None:
        """Drag the end of the active highlight to the end of words."""
        grip = self._reader.marker.marks.grips()[1].toPoint()
        end = self.spots(words)[1]
        view = self._reader.viewport()
        QTest.mousePress(view, LEFT, NONE, grip)
        QTest.mouseMove(view, (grip + end) / 2)
        QTest.mouseMove(view, end + QPoint(0, 12))
        QTest.mouseRelease(view, LEFT, NONE, end + QPoint(0, 12))

    @property
    def bar(self) -> HighlightBar | None:
        """The bar at a selection or a highlight, if there is one to be seen."""
        bars = self._reader.findChildren(HighlightBar)
        return next((bar for bar in bars if bar.isVisible()), None)

    def press_button(self, name: str) -> None:
        """Press a button of the bar."""
        assert self.bar is not None, "there is no bar"
        button = self.bar.findChild(QAbstractButton, name)
        assert button is not None, f"no button {name}"
        assert button.isVisible()
        QTest.mouseClick(button, LEFT)

    @property
    def card(self) -> str:
        """What the card over the page says, "" where there is none."""
        cards = [one for one in self._reader.findChildren(NoteCard) if one.isVisible()]
        return cards[0].text if cards else ""

    def point_at(self, words: str) -> None:
        """Let the pointer rest on words."""
        begin, end = self.spots(words)
        QTest.mouseMove(self._reader.viewport(), QPoint(3, 3))
        QTest.mouseMove(self._reader.viewport(), (begin + end) / 2)

    @property
    def highlights(self) -> list[Highlight]:
        """What the window knows of highlights, in the order they were made."""
        return list(self._trainee.window.marking.highlights.values())

    @property
    def quotes(self) -> list[str]:
        return [one.anchor.quote for one in self.highlights]

    def picture(self) -> QImage:
        return self._reader.viewport().grab().toImage()

    def is_painted(self, words: str, colour: str) -> bool:
        """Return whether words of the page stand on a highlight's colour."""
        begin, end = self.spots(words)
        page = self._reader.page
        assert page is not None
        wanted = page.formats.theme.colour(f"highlight-{colour}").rgb()
        image = self.picture()
        ratio = image.devicePixelRatio()
        row = [
            image.pixel(round(x * ratio), round(y * ratio))
            for x in range(begin.x() + 1, max(end.x(), begin.x() + 2))
            for y in range(begin.y() - 6, begin.y() + 7)
        ]
        return row.count(wanted) > len(row) / 3

    @property
    def on_disk(self) -> list[Highlight]:
        """The highlights of the open course as another program finds them."""
        from msp_desktop.notebook.notebook import Notebook

        record = self._trainee.study.record
        assert record is not None
        with Notebook.open_read_only(self._trainee.paths.notebook) as notebook:
            return list(notebook.highlights.of(record.id))
