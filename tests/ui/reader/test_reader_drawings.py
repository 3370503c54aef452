"""Formulas and diagrams on a page: drawn in place, found and copied by their source."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest

from msp_desktop.course.drawing.model import Drawing, Kind, Undrawn
from msp_desktop.course.loader import load_course
from msp_desktop.ui.history import Spot
from msp_desktop.ui.views.reader.drawn import DRAWN_TYPE
from msp_desktop.ui.views.reader.pane import ReaderPane

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtGui import QTextCharFormat
    from pytestqt.qtbot import QtBot

    from msp_desktop.course.model import Course
    from msp_desktop.ui.theme import Theme
    from msp_desktop.ui.views.reader.marks import Source

pytest.importorskip("ziamath")
pytest.importorskip("mmdr")

TEXT = r"""
# 과정

## 수식

- 평균은 무엇인가?
  - 값 $n$개의 합을 $\frac{\text{합}}{n}$ 으로 쓰고, 셸의 $HOME 과 $PATH 는 그대로 둔다.

    $$
    \sum_{i=1}^{n}
    x_i
    $$
  - 표

    | $2^{10}$ | 값 |
    |---|---|
    | 1 | $y$ |
- 흐름은 어떠한가?

  < 배포의 흐름 >
  ```mermaid
  flowchart TD
    A[요청] --> B[서버]
    B --> C[응답]
  ```
- 안 되는 것은?
  - 모르는 명령 $\nosuch$ 이다.

  ```mermaid
  flowchart TD
    A --> [[[
  ```
- 마지막 질문은?
  - 끝이다.
"""


@pytest.fixture
def course(tmp_path: Path) -> Course:
    file = tmp_path / "course.md"
    file.write_text(TEXT, encoding="utf-8")
    return load_course(file)


@pytest.fixture
def open_pane(
    qtbot: QtBot, light: Theme, tmp_path: Path, course: Course
) -> Callable[..., ReaderPane]:
    def open_one(
        *, wait: bool = True, keep: bool = True, question: int = -1, theme: Theme = light
    ) -> ReaderPane:
        pane = ReaderPane(theme, 1.0)
        qtbot.addWidget(pane)
        pane.resize(700, 600)
        if keep:
            pane.keep_drawings(tmp_path / "drawings")
        pane.show()
        qtbot.waitExposed(pane)
        pane.show_course(course, lambda _path: None)
        chapter = course.chapters[0]
        name = chapter.questions[question].id if question >= 0 else ""
        pane.go_to(Spot(chapter.id, name))
        if wait:
            settle(qtbot, pane)
        return pane

    return open_one


def settle(qtbot: QtBot, pane: ReaderPane) -> None:
    qtbot.waitUntil(lambda: pane.at_rest)


def sources(pane: ReaderPane) -> list[Source]:
    page = pane.reader.page
    assert page is not None
    return [one for written in page.roll.written() for one in written.marks.drawn]


def hidden(pane: ReaderPane) -> list[str]:
    return [one.wanted.source for one in sources(pane) if one.hidden]


def object_formats(pane: ReaderPane) -> list[tuple[int, QTextCharFormat]]:
    """Return where each drawing is in the document, with its format."""
    found: list[tuple[int, QTextCharFormat]] = []
    cursor = QTextCursor(pane.reader.document())
    for position, character in enumerate(pane.reader.document().toRawText()):
        cursor.setPosition(position + 1)
        if character == "\ufffc" and cursor.charFormat().objectType() == DRAWN_TYPE:
            found.append((position, cursor.charFormat()))
    return found


def text_of(pane: ReaderPane) -> str:
    return pane.reader.document().toPlainText()


def test_drawings_take_the_place_of_their_sources(open_pane: Callable[..., ReaderPane]) -> None:
    pane = open_pane()
    assert hidden(pane) == [
        "n",
        r"\frac{\text{합}}{n}",
        "\\sum_{i=1}^{n}\nx_i",
        "2^{10}",
        "y",
        "flowchart TD\n  A[요청] --> B[서버]\n  B --> C[응답]",
    ]
    text = text_of(pane)
    assert "$HOME 과 $PATH 는" in text
    for source in hidden(pane):
        # A document ends its lines in its own way, in whatever is one block of it.
        assert source in text


def test_the_text_is_the_same_before_and_after(
    open_pane: Callable[..., ReaderPane], qtbot: QtBot
) -> None:
    pane = open_pane(wait=False)
    before = text_of(pane)
    assert not hidden(pane)
    settle(qtbot, pane)
    assert hidden(pane)
    assert text_of(pane) == before


def test_what_is_read_stays_where_it_is(open_pane: Callable[..., ReaderPane], qtbot: QtBot) -> None:
    pane = open_pane(wait=False, question=2)
    find = pane.reader.document().find("안 되는 것은")
    before = pane.reader.cursorRect(find).top()
    question = pane.reader.current_question
    settle(qtbot, pane)
    find = pane.reader.document().find("안 되는 것은")
    assert pane.reader.cursorRect(find).top() == pytest.approx(before, abs=2)
    assert pane.reader.current_question == question


def test_a_selection_stays(open_pane: Callable[..., ReaderPane], qtbot: QtBot) -> None:
    pane = open_pane(wait=False)
    cursor = pane.reader.document().find("그대로 둔다")
    pane.reader.setTextCursor(cursor)
    settle(qtbot, pane)
    assert hidden(pane)
    assert pane.reader.textCursor().selectedText() == "그대로 둔다"


def test_opened_again_nobody_draws(open_pane: Callable[..., ReaderPane]) -> None:
    first = open_pane()
    again = open_pane(wait=False)
    assert hidden(again) == hidden(first)
    assert again._drawings is not None
    assert not again._drawings._drawer.running
    assert not again._drawings._asked


def test_copying_gives_the_sources(open_pane: Callable[..., ReaderPane]) -> None:
    pane = open_pane()
    pane.reader.selectAll()
    copied = pane.reader.createMimeDataFromSelection().text()
    assert "값 n개의 합을 \\frac{\\text{합}}{n} 으로" in copied
    assert "\\sum_{i=1}^{n}\nx_i" in copied
    assert "A[요청] --> B[서버]\n" in copied
    assert "\ufffc" not in copied
    # Whoever selects the drawing alone has its source too.
    position, _ = object_formats(pane)[1]
    cursor = QTextCursor(pane.reader.document())
    cursor.setPosition(position)
    cursor.setPosition(position + 1, QTextCursor.MoveMode.KeepAnchor)
    pane.reader.setTextCursor(cursor)
    assert pane.reader.createMimeDataFromSelection().text() == "\\frac{\\text{합}}{n}"


def test_find_marks_the_drawing(open_pane: Callable[..., ReaderPane], qtbot: QtBot) -> None:
    pane = open_pane()
    pane.begin_find()
    bar = pane._find_bar
    assert bar is not None
    for words in ("sum_{i", "응답"):
        bar._field.setText(words)
        qtbot.waitUntil(lambda: bar._count.text() == "1 / 1")
        (mark,) = pane.reader.extraSelections()
        assert mark.cursor.selectedText() == "\ufffc"
        rect = pane.reader.cursorRect(mark.cursor)
        assert pane.reader.viewport().rect().contains(rect.center())


def test_a_click_on_a_diagram_leads_to_its_drawing(
    open_pane: Callable[..., ReaderPane], qtbot: QtBot
) -> None:
    pane = open_pane(question=1)
    page, places = pane.reader.page, pane.reader.places
    assert page is not None
    assert places is not None
    position = next(at for at, made in object_formats(pane) if made.isAnchor())
    rect = places.block_rect(position).translated(0, -pane.reader.area().top())
    with qtbot.waitSignal(pane.link_activated) as followed:
        QTest.mouseClick(
            pane.reader.viewport(), Qt.MouseButton.LeftButton, pos=rect.center().toPoint()
        )
    kind, _, path = followed.args[0].partition(":")
    assert kind == "drawing"
    with open(path, encoding="utf-8") as file:  # noqa: PTH123
        assert "요청" in file.read()


def test_what_cannot_be_drawn_is_shown_and_says_why(open_pane: Callable[..., ReaderPane]) -> None:
    pane = open_pane()
    shown = [one.wanted.source for one in sources(pane) if not one.hidden]
    assert shown == [r"\nosuch", "flowchart TD\n  A --> [[["]
    cursor = pane.reader.document().find(r"\nosuch")
    assert r"\nosuch" in cursor.charFormat().toolTip()
    assert cursor.charFormat().fontFixedPitch()
    # The line below the diagram's source has room for the reason, below a formula there is none.
    layout = pane.reader.document().documentLayout()
    last = object_formats(pane)[-1][0]
    assert layout.blockBoundingRect(pane.reader.document().findBlock(last)).height() > 10


def test_without_a_folder_or_the_libraries_sources_are_shown(
    open_pane: Callable[..., ReaderPane], monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = open_pane(keep=False)
    assert not sources(plain)
    assert "\\sum_{i=1}^{n}" in text_of(plain)
    monkeypatch.setattr("msp_desktop.ui.views.reader.drawings.find_spec", lambda _name: None)
    pane = open_pane(wait=False)
    assert not hidden(pane)
    assert pane.at_rest
    cursor = pane.reader.document().find(r"\frac")
    assert not cursor.charFormat().toolTip()
    page = pane.reader.page
    assert page is not None
    assert all(written.marks.chips for written in page.roll.written() if written.marks.drawn)


def test_a_formula_grows_with_the_text(open_pane: Callable[..., ReaderPane], qtbot: QtBot) -> None:
    pane = open_pane()

    def widths() -> list[float]:
        page = pane.reader.page
        assert page is not None
        made = page.roll.builder._writer.drawn()
        assert made is not None
        return [
            made.intrinsicSize(page.document, at, form).width() for at, form in object_formats(pane)
        ]

    before = widths()
    pane.set_zoom(1.5)
    settle(qtbot, pane)
    after = widths()
    for small, large in zip(before[:5], after[:5], strict=True):
        assert large == pytest.approx(1.5 * small, rel=0.08)


def ink_rows(pane: ReaderPane, rect_of: tuple[int, int]) -> tuple[int, int]:
    """Return the first and last row of the view with ink between two positions of the document."""
    first, last = (cursor_at(pane, position) for position in rect_of)
    image = pane.reader.viewport().grab().toImage()
    left, right = first.left() + 1, last.left() - 1
    rows = [
        y
        for y in range(first.top() - 6, first.bottom() + 10)
        if any(image.pixelColor(x, y).lightness() < 120 for x in range(left, right))
    ]
    return rows[0], rows[-1]


def cursor_at(pane: ReaderPane, position: int) -> object:
    cursor = QTextCursor(pane.reader.document())
    cursor.setPosition(position)
    return pane.reader.cursorRect(cursor)


def test_a_formula_stands_on_the_line_of_its_text(
    qtbot: QtBot, light: Theme, tmp_path: Path
) -> None:
    file = tmp_path / "line.md"
    file.write_text("# 과정\n\n## 장\n\n- 질문은?\n  - E $E$ E\n", encoding="utf-8")
    pane = ReaderPane(light, 2.0)
    qtbot.addWidget(pane)
    pane.resize(700, 600)
    pane.keep_drawings(tmp_path / "drawings")
    pane.show()
    qtbot.waitExposed(pane)
    course = load_course(file)
    pane.show_course(course, lambda _path: None)
    pane.go_to(Spot(course.chapters[0].id))
    settle(qtbot, pane)
    pane.reader.viewport().grab()
    settle(qtbot, pane)
    ((position, _),) = object_formats(pane)
    text = pane.reader.document().find("E ").selectionStart()
    of_text = ink_rows(pane, (text, text + 1))
    of_formula = ink_rows(pane, (position, position + 1))
    assert of_formula[1] == pytest.approx(of_text[1], abs=1)


def test_a_formula_has_the_colour_of_its_text(
    open_pane: Callable[..., ReaderPane], dark: Theme, qtbot: QtBot
) -> None:
    pane = open_pane(theme=dark)
    pane.reader.viewport().grab()
    settle(qtbot, pane)
    assert pane._drawings is not None
    images = pane._drawings._images
    inks = {shown.ink for shown in images if shown.wanted.kind is not Kind.MERMAID}
    assert inks == {dark.colour("text").name()}


def test_the_process_goes_with_the_pane(
    qtbot: QtBot, light: Theme, tmp_path: Path, course: Course
) -> None:
    pane = ReaderPane(light, 1.0)
    pane.keep_drawings(tmp_path / "drawings")
    pane.show_course(course, lambda _path: None)
    pane.go_to(Spot(course.chapters[0].id))
    settle(qtbot, pane)
    assert pane._drawings is not None
    drawer = pane._drawings._drawer
    assert drawer.running
    with qtbot.waitSignal(pane.destroyed):
        pane.deleteLater()
    assert not drawer.running


def test_outcomes_are_what_they_say(open_pane: Callable[..., ReaderPane]) -> None:
    pane = open_pane()
    assert pane._drawings is not None
    for one in sources(pane):
        outcome = pane._drawings.outcome(one.wanted)
        assert isinstance(outcome, Drawing if one.hidden else Undrawn)
        assert pane._drawings.file(one.wanted).is_file() is one.hidden


def test_a_long_chapter_of_formulas_has_no_gap_in_sight(
    qtbot: QtBot, light: Theme, tmp_path: Path
) -> None:
    file = tmp_path / "long.md"
    questions = (
        f"- 합 {one}은 무엇인가?\n  - 값은\n\n    $$\\sum_{{k=0}}^{{{one}}} k^2$$\n"
        for one in range(600)
    )
    file.write_text("# 과정\n\n## 수식\n\n" + "".join(questions), encoding="utf-8")
    course = load_course(file)
    pane = ReaderPane(light, 1.0)
    qtbot.addWidget(pane)
    pane.resize(700, 600)
    pane.keep_drawings(tmp_path / "drawings")
    pane.show()
    qtbot.waitExposed(pane)
    pane.show_course(course, lambda _path: None)
    pane.go_to(Spot(course.chapters[0].id))
    reader = pane.reader
    QTest.keyClick(reader, Qt.Key.Key_End)
    for _ in range(6):
        settle(qtbot, pane)
        QTest.keyClick(reader, Qt.Key.Key_PageUp)
        settle(qtbot, pane)
        area, places, roll = reader.area(), reader.places, reader.page.roll
        first, last = places.visible(area)
        for one in range(len(roll.stretches)):
            if places.top(one) < area.bottom() and places.bottom(one) > area.top():
                assert roll.is_written(one)
        block = reader.document().begin()
        while block.isValid():
            rect = places.block_rect(block.position())
            if block.isVisible() and rect.top() > area.top() and rect.bottom() < area.bottom():
                assert first <= block.position() <= last
            block = block.next()
