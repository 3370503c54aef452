"""Reading a chapter: what is shown, which question is current, stars, copying, links."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from mouse_wheel import wheel
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QToolButton

from msp_desktop.course.loader import load_course
from msp_desktop.course.pictures import locate
from msp_desktop.ui.history import Spot
from msp_desktop.ui.views.reader.lines import text_rects
from msp_desktop.ui.views.reader.pane import ReaderPane

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QColor
    from pytestqt.qtbot import QtBot

    from msp_desktop.course.model import Course
    from msp_desktop.ui.theme import Theme


@pytest.fixture
def show(qtbot: QtBot, light: Theme) -> Callable[[Course, int], ReaderPane]:
    def shown(course: Course, chapter: int) -> ReaderPane:
        pane = ReaderPane(light, 1.0)
        qtbot.addWidget(pane)
        pane.resize(700, 600)
        pane.show()
        qtbot.waitExposed(pane)
        pane.show_course(course, lambda path: locate(course.root, path))
        pane.go_to(Spot(course.chapters[chapter].id))
        return pane

    return shown


def in_view(pane: ReaderPane, rect: QRectF) -> QRectF:
    return rect.translated(0, -pane.reader.verticalScrollBar().value())


def question_rect(pane: ReaderPane, question: str) -> QRectF:
    page = pane.reader.page
    return pane.reader.places.piece_rect(page.pieces.of_question(question))


def colour_at(pane: ReaderPane, spot: QPointF) -> QColor:
    return pane.reader.viewport().grab().toImage().pixelColor(spot.toPoint())


def test_a_chapter_is_one_page_of_its_questions_and_answers(
    show: Callable[[Course, int], ReaderPane], small_course: Course
) -> None:
    pane = show(small_course, 0)
    text = pane.reader.toPlainText()
    chapter = small_course.chapters[0]
    assert text.splitlines()[1] == chapter.title
    for number, question in enumerate(chapter.questions, start=1):
        assert f"{number}\N{EN SPACE}{question.title}" in text
    assert "이름이 점으로 시작하는 파일이 함께 나옵니다." in text
    assert "apple\nbanana\ncherry" in text
    assert "<" not in text.replace("< 앞의 두 줄만", "")


def test_the_preface_is_readable_and_has_no_current_question(
    show: Callable[[Course, int], ReaderPane], small_course: Course
) -> None:
    pane = show(small_course, 0)
    pane.go_to(Spot(""))
    assert "GNU Coreutils" in pane.reader.toPlainText()
    assert pane.reader.current_question == ""


def test_keys_step_through_questions_and_on_into_the_next_chapter(
    show: Callable[[Course, int], ReaderPane], small_course: Course
) -> None:
    pane = show(small_course, 0)
    visited = [pane.reader.current_question]
    while pane.step(1):
        visited.append(pane.reader.current_question)
    assert visited == [question.id for question in small_course.questions]
    assert not pane.step(1)
    assert pane.chapter == small_course.chapters[1].id
    while pane.step(-1):
        visited.append(pane.reader.current_question)
    assert visited == [q.id for q in small_course.questions] + [
        q.id for q in reversed(small_course.questions[:-1])
    ]


def test_scrolling_gives_each_question_its_turn(
    show: Callable[[Course, int], ReaderPane], bundled_course: Course
) -> None:
    pane = show(bundled_course, 0)
    bar = pane.reader.verticalScrollBar()
    met = [pane.reader.current_question]
    for value in range(0, bar.maximum() + 1, 7):
        bar.setValue(value)
        if pane.reader.current_question != met[-1]:
            met.append(pane.reader.current_question)
    bar.setValue(bar.maximum())
    if pane.reader.current_question != met[-1]:
        met.append(pane.reader.current_question)
    assert met == [question.id for question in bundled_course.chapters[0].questions]


def test_a_jump_brings_the_question_to_the_top_and_keeps_it_current(
    show: Callable[[Course, int], ReaderPane], bundled_course: Course
) -> None:
    pane = show(bundled_course, 0)
    for question in bundled_course.chapters[0].questions:
        pane.go_to(Spot(pane.chapter, question.id))
        assert pane.reader.current_question == question.id
        top = in_view(pane, question_rect(pane, question.id)).top()
        assert 0 <= top < pane.reader.viewport().height()


def test_a_code_card_is_painted_and_its_button_copies_the_source(
    show: Callable[[Course, int], ReaderPane],
    small_course: Course,
    light: Theme,
    qtbot: QtBot,
) -> None:
    pane = show(small_course, 0)
    pane.go_to(Spot(pane.chapter, small_course.questions[1].id))
    first = next(pane.reader.page.roll.written())
    rect = in_view(pane, pane.reader.places.frame_rect(first.marks.frames[0].frame))
    assert colour_at(pane, rect.center() + QPointF(200, 0)) == light.colour("code-card")
    assert colour_at(pane, QPointF(rect.left() - 6, rect.center().y())) == light.colour("paper")

    button = next(
        one
        for one in pane.reader.viewport().findChildren(QToolButton)
        if one.isVisible() and abs(one.geometry().center().y() - rect.top()) < 40
    )
    assert rect.contains(QPointF(button.geometry().center()))
    before = button.text()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "apple\nbanana\ncherry"
    assert button.text() != before


def test_a_click_on_the_star_asks_for_a_bookmark_and_the_star_is_then_painted(
    show: Callable[[Course, int], ReaderPane],
    small_course: Course,
    light: Theme,
    qtbot: QtBot,
) -> None:
    pane = show(small_course, 0)
    question = small_course.questions[0].id
    star = in_view(pane, pane.reader.places.star_rect(1))
    assert colour_at(pane, star.center()) != light.colour("star")
    with qtbot.waitSignal(pane.bookmark_wanted) as asked:
        qtbot.mouseClick(
            pane.reader.viewport(), Qt.MouseButton.LeftButton, pos=star.center().toPoint()
        )
    assert asked.args == [question]
    pane.set_starred({question})
    assert colour_at(pane, star.center()) == light.colour("star")


def test_the_current_question_has_a_bar_beside_it(
    show: Callable[[Course, int], ReaderPane], small_course: Course, light: Theme
) -> None:
    pane = show(small_course, 0)
    pane.go_to(Spot(pane.chapter, small_course.questions[1].id))
    rect = in_view(pane, question_rect(pane, small_course.questions[1].id))
    beside = QPointF(rect.left() - 20, rect.top() + 30)
    assert colour_at(pane, beside) == light.colour("accent")
    pane.step(-1)
    rect = in_view(pane, question_rect(pane, small_course.questions[1].id))
    beside = QPointF(rect.left() - 20, rect.top() + 30)
    assert colour_at(pane, beside) != light.colour("accent")


@pytest.mark.parametrize("change", ["zoom", "look", "width"])
def test_the_place_survives(
    show: Callable[[Course, int], ReaderPane], bundled_course: Course, dark: Theme, change: str
) -> None:
    pane = show(bundled_course, 0)
    pane.go_to(Spot(pane.chapter, bundled_course.questions[7].id, 0.5))
    before = pane.spot()
    if change == "zoom":
        pane.zoom_by(2)
    elif change == "look":
        pane.set_theme(dark)
    else:
        pane.resize(500, 600)
    after = pane.spot()
    assert after.question == before.question
    assert after.offset == pytest.approx(before.offset, abs=0.02)


def test_control_and_the_wheel_zoom_the_text(
    show: Callable[[Course, int], ReaderPane], small_course: Course, qtbot: QtBot
) -> None:
    pane = show(small_course, 0)
    height = pane.reader.document().size().height()
    with qtbot.waitSignal(pane.zoom_changed):
        view = pane.reader.viewport()
        wheel(view, view.rect().center(), 1, keys=Qt.KeyboardModifier.ControlModifier)
    assert pane.zoom > 1.0
    assert pane.reader.document().size().height() > height


def test_a_link_and_a_picture_say_where_they_lead(
    show: Callable[[Course, int], ReaderPane], small_course: Course, qtbot: QtBot
) -> None:
    pane = show(small_course, 0)
    reader = pane.reader
    with qtbot.waitSignal(pane.link_activated) as followed:
        # Tab walks the page's links, Enter follows one.
        reader.setFocus()
        qtbot.keyClick(reader, Qt.Key.Key_Tab)
        qtbot.keyClick(reader, Qt.Key.Key_Return)
    assert followed.args == ["picture:img/small_summary.png"]


def test_a_missing_picture_says_its_name_and_offers_to_locate_it(
    show: Callable[[Course, int], ReaderPane], small_course: Course, qtbot: QtBot
) -> None:
    pane = show(small_course, 0)
    pane.show_course(small_course, lambda _path: None)
    pane.refresh()
    links = {
        fragment.charFormat().anchorHref()
        for block in _blocks(pane)
        for fragment in _fragments(block)
    }
    assert "locate:img/small_summary.png" in links


def test_find_marks_every_hit_and_walks_them(
    show: Callable[[Course, int], ReaderPane], small_course: Course, qtbot: QtBot
) -> None:
    pane = show(small_course, 0)
    pane.begin_find()
    field = pane._find_bar._field
    qtbot.keyClicks(field, "banana")
    assert len(pane.reader.extraSelections()) == 2
    assert pane._find_bar._count.text() == "1 / 2"
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert pane._find_bar._count.text() == "2 / 2"
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert pane._find_bar._count.text() == "1 / 2"
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert not pane.reader.extraSelections()
    assert not pane._find_bar.isVisible()


def test_find_brings_a_hit_far_down_into_sight(
    show: Callable[[Course, int], ReaderPane], bundled_course: Course, qtbot: QtBot
) -> None:
    pane = show(bundled_course, 0)
    pane.begin_find()
    qtbot.keyClicks(pane._find_bar._field, "CACHED")
    hit = pane.reader.document().find("CACHED")
    assert pane.reader.viewport().rect().intersects(pane.reader.cursorRect(hit))


def test_the_first_painting_of_a_page_has_its_bullets(
    qtbot: QtBot, light: Theme, bundled_course: Course
) -> None:
    pane = ReaderPane(light, 1.0)
    qtbot.addWidget(pane)
    pane.resize(662, 790)
    pane.show()
    pane.show_course(bundled_course, lambda path: locate(bundled_course.root, path))
    qtbot.waitExposed(pane)
    QApplication.processEvents()
    pane.go_to(Spot(bundled_course.chapters[1].id))
    QApplication.processEvents()
    # What is on the screen, and not what another painting would look like.
    seen = pane.screen().grabWindow(pane.winId()).toImage()
    reader = pane.reader
    written = next(reader.page.roll.written())
    first = written.position + written.marks.items[0][0]
    text = next(iter(text_rects(reader.document(), first, first + 1)))
    left = reader.viewport().mapTo(pane, in_view(pane, text).topLeft().toPoint())
    bullet = [
        seen.pixelColor(left.x() - across, left.y() + down)
        for across in range(4, 18)
        for down in range(round(text.height()))
    ]
    assert light.colour("text") in bullet


def _blocks(pane: ReaderPane) -> list:
    found = []
    block = pane.reader.document().begin()
    while block.isValid():
        found.append(block)
        block = block.next()
    return found


def _fragments(block: object) -> list:
    found = []
    iterator = block.begin()
    while not iterator.atEnd():
        found.append(iterator.fragment())
        iterator += 1
    return found


def test_a_question_that_its_author_numbered_gets_no_second_number(
    qtbot: QtBot, light: Theme, tmp_path: Path
) -> None:
    path = tmp_path / "quiz.md"
    text = (
        "# Quiz\n\n## Images\n\n- Q7. Why layers?\n  - For reuse.\n- What is a tag?\n  - A name.\n"
    )
    path.write_text(text, encoding="utf-8")
    pane = ReaderPane(light, 1.0)
    qtbot.addWidget(pane)
    course = load_course(path)
    pane.show_course(course, lambda _path: None)
    pane.go_to(Spot(course.chapters[0].id))
    lines = pane.reader.document().toPlainText().split("\n")
    assert "Q7. Why layers?" in lines
    assert "2\N{EN SPACE}What is a tag?" in lines
