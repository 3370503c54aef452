"""How the page shows GitHub's blocks: alerts, tasks, tables, definitions, footnotes, choices."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QTextCursor, QTextDocument, QTextTable

from msp_desktop.course.loader import load_course
from msp_desktop.course.model import Block, BlockKind, Lines
from msp_desktop.ui.history import Spot
from msp_desktop.ui.views.reader.cutting import parts_of
from msp_desktop.ui.views.reader.formats import Card
from msp_desktop.ui.views.reader.lines import text_rects
from msp_desktop.ui.views.reader.pane import ReaderPane

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QColor, QTextBlock
    from pytestqt.qtbot import QtBot

    from msp_desktop.course.model import Course
    from msp_desktop.ui.theme import Theme

FIXTURES = Path(__file__).parents[2] / "fixtures"


@pytest.fixture
def course() -> Course:
    return load_course(FIXTURES / "blocks-en.md")


@pytest.fixture
def show(qtbot: QtBot, light: Theme) -> Callable[[Course], ReaderPane]:
    def shown(course: Course, width: int = 700) -> ReaderPane:
        pane = ReaderPane(light, 1.0)
        qtbot.addWidget(pane)
        # High enough for all of the page.
        pane.resize(width, 1800)
        pane.show()
        qtbot.waitExposed(pane)
        pane.show_course(course, lambda _path: None)
        pane.go_to(Spot(course.chapters[0].id))
        return pane

    return shown


def found(pane: ReaderPane, text: str) -> QTextCursor:
    cursor = pane.reader.document().find(text, 0, QTextDocument.FindFlag.FindCaseSensitively)
    assert not cursor.isNull(), text
    return cursor


def block_with(pane: ReaderPane, text: str) -> QTextBlock:
    return found(pane, text).block()


def rect_of(pane: ReaderPane, text: str) -> QRectF:
    cursor = found(pane, text)
    first, last = cursor.selectionStart(), cursor.selectionEnd()
    return next(text_rects(pane.reader.document(), first, last))


def colours(pane: ReaderPane, rect: QRectF) -> set[str]:
    top = pane.reader.verticalScrollBar().value()
    image = pane.reader.viewport().grab(rect.translated(0, -top).toAlignedRect()).toImage()
    return {
        image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())
    }


def near(first: QColor, second: QColor) -> bool:
    return all(
        abs(one - other) < 4
        for one, other in zip(first.getRgb()[:3], second.getRgb()[:3], strict=True)
    )


def test_an_alert_is_a_tinted_card_with_a_bar_and_a_title(
    show: Callable[[Course], ReaderPane], course: Course, light: Theme
) -> None:
    pane = show(course)
    frames = [placed for _, placed in pane.reader.places.visible_frames(pane.reader.area())]
    assert [placed.card for placed in frames] == [Card.TIP, Card.CAUTION]
    for placed, words in zip(frames, ("Tip", "Caution"), strict=True):
        rect = pane.reader.places.frame_rect(placed.frame)
        colour = light.colour(f"alert-{placed.card}")
        assert placed.frame.firstCursorPosition().block().text() == words
        bar = rect.adjusted(0, 2, 2 - rect.width(), -2)
        assert colour.name() in colours(pane, bar)
        corner = rect.adjusted(rect.width() - 12, 3, -4, 8 - rect.height())
        (ground,) = colours(pane, corner)
        assert ground not in {light.colour("paper").name(), colour.name()}
        title = rect_of(pane, words)
        sign = title.translated(-title.width() - 6, 0).intersected(rect)
        assert any(name not in {ground, colour.name()} for name in colours(pane, sign))
    # The theme's own colour is as it was.
    assert light.colour("alert-tip").alpha() == 255


def test_a_task_has_a_box_in_the_place_of_its_bullet(
    show: Callable[[Course], ReaderPane], course: Course, light: Theme
) -> None:
    pane = show(course)
    ticked = rect_of(pane, "\u2611")
    assert light.colour("accent").name() in colours(pane, ticked)
    opened = rect_of(pane, "\u2610")
    shown = colours(pane, opened)
    assert light.colour("accent").name() not in shown
    assert len(shown) > 1
    # Further lines begin where the text does, not under the box.
    block = block_with(pane, "Install the engine")
    first = rect_of(pane, "Install").left()
    layout = block.layout()
    assert layout.lineCount() > 1
    origin = pane.reader.places.block_rect(block.position()).left()
    assert abs(origin + layout.lineAt(1).x() - first) < 2
    # A number keeps its place, the box stands behind it.
    numbered = block_with(pane, "behind a number")
    assert numbered.text().startswith("\u2610 A box")
    assert (numbered.position(), "1.") in [(one[0], one[2]) for one in marks(pane).items]


def marks(pane: ReaderPane):
    (written,) = pane.reader.page.roll.written()
    return written.marks


@pytest.mark.parametrize("width", [420, 700, 1200])
def test_a_wide_table_is_no_wider_than_the_column(
    show: Callable[[Course, int], ReaderPane], course: Course, width: int
) -> None:
    pane = show(course, width)
    table = table_of(pane)
    layout = pane.reader.document().documentLayout()
    right = pane.reader.places.column().right()
    assert pane.reader.horizontalScrollBar().maximum() == 0
    for row in range(table.rows()):
        for column in range(table.columns()):
            block = table.cellAt(row, column).firstCursorPosition().block()
            rect = layout.blockBoundingRect(block)
            assert rect.right() + table.format().cellPadding() <= right
            lines = block.layout()
            for line in map(lines.lineAt, range(lines.lineCount())):
                assert line.naturalTextWidth() <= rect.width() + 0.5
    # Words are broken only where they are too long for their column, or the page is very narrow.
    for word in ("Left", "Centre", "Right", "Command"):
        assert width < 500 or block_with(pane, word).layout().lineCount() == 1


def table_of(pane: ReaderPane) -> QTextTable:
    table = found(pane, "Centre").currentTable()
    assert isinstance(table, QTextTable)
    return table


def test_cells_are_aligned_as_their_column_says(
    show: Callable[[Course], ReaderPane], course: Course
) -> None:
    pane = show(course)
    table = table_of(pane)
    sides = [
        table.cellAt(1, column).firstCursorPosition().blockFormat().alignment()
        & Qt.AlignmentFlag.AlignHorizontal_Mask
        for column in range(3)
    ]
    assert sides == [
        Qt.AlignmentFlag.AlignLeft,
        Qt.AlignmentFlag.AlignHCenter,
        Qt.AlignmentFlag.AlignRight,
    ]


def test_links_and_code_in_cells_are_known_like_those_in_text(
    show: Callable[[Course], ReaderPane], course: Course
) -> None:
    pane = show(course)
    table = table_of(pane)
    inside = range(table.firstPosition(), table.lastPosition())
    assert sum(first in inside for first, _ in marks(pane).chips) == 1
    assert sum(position in inside for position in marks(pane).links) == 2


def test_a_definition_stands_below_its_term_and_further_in(
    show: Callable[[Course], ReaderPane], course: Course
) -> None:
    pane = show(course)
    term, meaning = block_with(pane, "Pod"), block_with(pane, "The smallest")
    assert term.begin().fragment().charFormat().fontWeight() > 400
    assert meaning.blockFormat().indent() == term.blockFormat().indent() + 1
    assert block_with(pane, "What shares").blockFormat().indent() == meaning.blockFormat().indent()
    after = block_with(pane, "What is at the end")
    assert after.blockFormat().indent() == 0


def test_footnotes_are_small_and_under_a_line_with_their_numbers(
    show: Callable[[Course], ReaderPane], course: Course
) -> None:
    pane = show(course)
    items = {position: mark for position, _, mark in marks(pane).items}
    small = block_with(pane, "At the end.")
    assert items[small.position()] == "2."
    size = small.begin().fragment().charFormat().font().pixelSize()
    assert size < block_with(pane, "Marked").begin().fragment().charFormat().font().pixelSize()
    assert small.blockFormat().lineHeight() < block_with(pane, "Marked").blockFormat().lineHeight()
    assert small.text().startswith("At the end.")


def test_a_click_on_a_reference_asks_for_the_note_and_the_way_back(
    show: Callable[[Course], ReaderPane], course: Course, qtbot: QtBot
) -> None:
    pane = show(course)
    names = {name for _, name in marks(pane).anchors}
    addresses = []
    for mark in ("2", "\u21a9"):
        cursor = pane.reader.document().find(mark, block_with(pane, "Marked").position())
        first = cursor.selectionStart()
        spot = next(text_rects(pane.reader.document(), first, first + 1)).center()
        spot -= QPointF(0, pane.reader.verticalScrollBar().value())
        with qtbot.waitSignal(pane.link_activated) as asked:
            qtbot.mouseClick(pane.reader.viewport(), Qt.MouseButton.LeftButton, pos=spot.toPoint())
        assert asked.args is not None
        addresses.append(asked.args[0].partition("#")[2])
    assert addresses == ["fn2-e", "fnref-e"]
    assert {f"at-{name}" for name in addresses} <= names


def test_pictures_stand_in_cells_and_fit_them(
    show: Callable[[Course], ReaderPane], tmp_path: Path
) -> None:
    rows = "| ![a](b.png) | ![c](d.png) text |\n|---|---|\n| ![e](b.png) | |\n"
    (tmp_path / "a.md").write_text(f"# A\n\n## B\n\n- C?\n\n{indented(rows)}", encoding="utf-8")
    pane = show(load_course(tmp_path / "a.md"), width=500)
    table = pane.reader.document().find("\ufffc").currentTable()
    assert table is not None
    right = pane.reader.places.column().right()
    layout = pane.reader.document().documentLayout()
    for row, column in ((0, 0), (0, 1), (1, 0)):
        block = table.cellAt(row, column).firstCursorPosition().block()
        line = block.layout().lineAt(0)
        assert line.naturalTextWidth() <= layout.blockBoundingRect(block).width() + 0.5
        assert layout.blockBoundingRect(block).right() < right
    assert block_with(pane, "text").text() == "\ufffc text"


def indented(text: str) -> str:
    return "".join(f"  {line}\n" for line in text.splitlines())


def choices(course: Course) -> Course:
    """Return the course with a multiple-choice question in the place of its first answer."""
    html = '<ul class="choices">\n<li>An image</li>\n<li>A <code>pod</code></li>\n</ul>'
    chapter = course.chapters[0]
    question = chapter.questions[0]._replace(answer=(Block(BlockKind.LIST, html, Lines(5, 6)),))
    chapter = chapter._replace(questions=(question, *chapter.questions[1:]))
    return course._replace(chapters=(chapter, *course.chapters[1:]))


def test_choices_have_letters(
    show: Callable[[Course], ReaderPane], course: Course, light: Theme
) -> None:
    pane = show(choices(course))
    letters = [mark for _, _, mark in marks(pane).items if mark.isalpha()]
    assert letters == ["A", "B"]
    first = rect_of(pane, "An image")
    chip = first.translated(-22, 0)
    chip.setWidth(18)
    assert light.colour("code-card").name() in colours(pane, chip)


def test_numbers_and_letters_go_on_where_a_list_is_cut() -> None:
    item = "<li>" + "word " * 20 + "</li>"
    html = f'<ol><li value="7">a</li>{item * 3}</ol><ul class="choices">{item * 4}</ul>'
    cut = "".join(part.blocks[0] for part in parts_of([html], 120, lambda *_: True))
    # Each part begins inside an item: the number is that of the next one.
    assert re.findall(r'<ol start="(\d+)" data-continued', cut) == ["9", "10"]
    assert re.findall(r'class="choices" start="(\d+)" data-continued', cut) == ["2", "3", "4"]


def test_the_text_without_a_document_is_the_documents(
    show: Callable[[Course], ReaderPane], course: Course
) -> None:
    pane = show(choices(course))
    page = pane.reader.page
    texts = [page.roll.builder.text(one, everything=False).whole for one in page.roll.stretches]
    shown = pane.reader.document().toRawText().replace("\u2029", "\n").replace("\ufdd0", "\n")
    # Frames have ends, and lines of no height between them, which are no part of the text.
    lines = [line for line in shown.replace("\ufdd1", "\n").split("\n") if line]
    assert [line for text in texts for line in text.split("\n") if line] == lines
