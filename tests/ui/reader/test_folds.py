"""Folded text: what is seen, what opens it, and how long it stays so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from long_pages import long_course, made_course
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest

from msp_desktop.ui.history import Spot

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from msp_desktop.course.model import Course
    from msp_desktop.ui.views.reader.pane import ReaderPane

    Show = Callable[[Course], ReaderPane]

OUTER = (
    "<p>먼저 읽습니다.</p><details><summary>더 보기</summary><p>겉의 글</p>"
    "<details><summary><p>속을</p> <p>보기</p></summary><p>속의 글</p>"
    '<h3 id="deep">깊은 곳</h3></details><p>겉의 끝</p></details><p>밖의 글</p>'
)
ANSWER = '<details class="answer"><summary></summary><p>정답은 볼륨입니다.</p></details>'


def lines(pane: ReaderPane) -> list[str]:
    return [line for line in pane.reader.toPlainText().split("\n") if line]


def click(pane: ReaderPane, words: str) -> None:
    """Click on the first line with these words."""
    reader = pane.reader
    found = reader.document().find(words)
    assert not found.isNull(), words
    at = QTextCursor(reader.document())
    at.setPosition(found.selectionStart() + 1)
    spot = reader.cursorRect(at).center() + QPoint(3, 0)
    QTest.mouseClick(reader.viewport(), Qt.MouseButton.LeftButton, pos=spot)


def test_only_the_summary_is_seen_until_it_is_clicked(shown: Show) -> None:
    pane = shown(made_course([OUTER]))
    assert lines(pane)[-3:] == ["먼저 읽습니다.", "더 보기", "밖의 글"]
    click(pane, "더 보기")
    assert lines(pane)[-6:] == [
        *("먼저 읽습니다.", "더 보기", "겉의 글"),
        *("속을 보기", "겉의 끝", "밖의 글"),
    ]
    click(pane, "속을 보기")
    assert lines(pane)[-5:-2] == ["속을 보기", "속의 글", "깊은 곳"]
    click(pane, "더 보기")
    assert lines(pane)[-3:] == ["먼저 읽습니다.", "더 보기", "밖의 글"]
    # The inner one is as it was left.
    click(pane, "더 보기")
    assert "속의 글" in lines(pane)


def test_what_the_author_opens_is_open(shown: Show) -> None:
    pane = shown(made_course(['<details open=""><summary>자세히</summary><p>글</p></details>']))
    assert "글" in lines(pane)
    click(pane, "자세히")
    assert "글" not in lines(pane)


@pytest.mark.parametrize(
    ("html", "words"),
    [
        (ANSWER, "Show the answer"),
        ("<details><p>정답은 볼륨입니다.</p></details>", "Details"),
        ("<details><summary> </summary><p>정답은 볼륨입니다.</p></details>", "Details"),
    ],
)
def test_a_fold_without_words_has_some(shown: Show, html: str, words: str) -> None:
    pane = shown(made_course([html]))
    assert lines(pane)[-1] == words
    click(pane, words)
    assert lines(pane)[-1] == "정답은 볼륨입니다."
    if words == "Show the answer":
        assert lines(pane)[-2] == "Hide the answer"


def test_a_fold_stays_open_while_the_course_is_open(shown: Show) -> None:
    course = made_course([ANSWER], chapters=2)
    pane = shown(course)
    click(pane, "Show the answer")
    pane.go_to(Spot("c1"))
    assert "정답은 볼륨입니다." not in lines(pane)
    pane.go_to(Spot("c0"))
    assert "정답은 볼륨입니다." in lines(pane)
    pane.zoom_by(1)
    assert "정답은 볼륨입니다." in lines(pane)


def test_the_keyboard_opens_and_closes_and_stays_there(shown: Show, qtbot: QtBot) -> None:
    pane = shown(made_course([OUTER], [ANSWER]))
    reader = pane.reader
    with qtbot.waitActive(pane):
        pane.activateWindow()
    reader.setFocus()
    qtbot.keyClick(reader, Qt.Key.Key_Tab)
    assert reader.accessibleDescription() == "더 보기: folded; Enter opens it"
    qtbot.keyClick(reader, Qt.Key.Key_Return)
    assert "겉의 글" in lines(pane)
    assert reader.accessibleDescription() == "더 보기: open; Enter folds it"
    qtbot.keyClick(reader, Qt.Key.Key_Return)
    assert "겉의 글" not in lines(pane)
    qtbot.keyClick(reader, Qt.Key.Key_Tab)
    qtbot.keyClick(reader, Qt.Key.Key_Return)
    assert "정답은 볼륨입니다." in lines(pane)


def test_the_summary_stays_where_it_is_when_it_is_clicked(shown: Show, qtbot: QtBot) -> None:
    course = long_course(300)
    chapter = course.chapters[0]
    questions = list(chapter.questions)
    block = questions[200].answer[0]
    tall = "<details><summary>긴 글</summary>" + "<p>줄</p>" * 60 + "</details>"
    questions[200] = questions[200]._replace(answer=(block._replace(html=tall),))
    pane = shown(course._replace(chapters=(chapter._replace(questions=tuple(questions)),)))
    pane.go_to(Spot("c0", questions[199].id))
    for _ in range(2):
        before = pane.reader.cursorRect(pane.reader.document().find("긴 글")).top()
        click(pane, "긴 글")
        qtbot.waitUntil(lambda: not pane.reader._tender._soon.isActive())
        after = pane.reader.cursorRect(pane.reader.document().find("긴 글")).top()
        assert after == pytest.approx(before, abs=1.5)


def test_find_opens_what_a_hit_is_folded_in(shown: Show, qtbot: QtBot) -> None:
    pane = shown(made_course(["<p>볼륨의 글</p>", OUTER], [ANSWER]))
    pane.begin_find()
    bar = pane._find_bar
    bar._field.insert("속의 글")
    assert bar._count.text() == "1 / 1"
    assert "속의 글" in lines(pane)
    bar._field.clear()
    bar._field.insert("볼륨입니다")
    assert bar._count.text() == "1 / 1"
    assert "정답은 볼륨입니다." in lines(pane)
    [mark] = pane.reader.extraSelections()
    assert mark.cursor.selectedText() == "볼륨입니다"


def test_folded_hits_count_and_the_others_are_marked(shown: Show, qtbot: QtBot) -> None:
    pane = shown(made_course(["<p>글 하나</p>", OUTER, "<p>글 끝</p>"]))
    pane.begin_find()
    bar = pane._find_bar
    bar._field.insert("글")
    assert bar._count.text() == "1 / 5"
    assert len(pane.reader.extraSelections()) == 3
    for place, around in enumerate(("겉의 글", "속의 글", "밖의 글", "글 끝"), start=2):
        qtbot.keyClick(bar._field, Qt.Key.Key_Return)
        assert bar._count.text() == f"{place} / 5"
        current = pane._theme.colour("found-current")
        [line] = [
            QTextCursor(one.cursor).block().text()
            for one in pane.reader.extraSelections()
            if one.format.background().color() == current
        ]
        assert line == around


def test_a_link_to_a_name_opens_what_it_is_folded_in(shown: Show) -> None:
    pane = shown(made_course(*[["<p>글</p>" * 9]] * 5, [OUTER], *[["<p>글</p>" * 9]] * 5))
    assert pane.reader.go_to_anchor("deep", "q0-5")
    assert "깊은 곳" in lines(pane)
    heading = pane.reader.document().find("깊은 곳")
    assert 0 <= pane.reader.cursorRect(heading).top() < 60
    assert pane.reader.current_question == "q0-5"
    assert not pane.reader.go_to_anchor("nowhere")


def test_a_name_far_down_is_reached(shown: Show, qtbot: QtBot) -> None:
    course = long_course(400)
    chapter = course.chapters[0]
    questions = list(chapter.questions)
    block = questions[321].answer[0]
    html = '<p>앞</p><p>글<a href="#fn-1">1</a></p><p id="fn-1">각주</p>' + "<p>뒤</p>" * 30
    questions[321] = questions[321]._replace(answer=(block._replace(html=html),))
    pane = shown(course._replace(chapters=(chapter._replace(questions=tuple(questions)),)))
    for first in ("q0-321", "", "q0-7"):
        pane.go_to(Spot("c0", "q0-7"))
        assert pane.reader.go_to_anchor("fn-1", first)
        note = pane.reader.document().find("각주")
        assert 0 <= pane.reader.cursorRect(note).top() < 60
        assert pane.reader.current_question == "q0-321"


def test_a_very_long_fold_is_opened_and_closed_in_parts(shown: Show, qtbot: QtBot) -> None:
    many = "".join(f"<li>줄 {i} 의 설명은 길지 않습니다</li>" for i in range(3000))
    inner = '<details><summary>끝의 글</summary><p id="end">끝</p></details>'
    html = f"<details><summary>모두 보기</summary><ul>{many}</ul>{inner}</details>"
    pane = shown(made_course(["<p>앞</p>"], [html], ["<p>뒤</p>"]))
    reader = pane.reader
    assert lines(pane)[-1] == "뒤"
    closed = reader.document().size().height()
    click(pane, "모두 보기")
    assert "줄 0 의 설명은 길지 않습니다" in lines(pane)
    assert reader.document().characterCount() < 20_000
    assert reader.document().size().height() > 50 * closed / 3
    assert reader.go_to_anchor("end")
    assert "끝" in lines(pane)
    pane.go_to(Spot("c0", "q0-1"))
    click(pane, "모두 보기")
    assert "줄 0 의 설명은 길지 않습니다" not in lines(pane)
    assert reader.document().size().height() == pytest.approx(closed, abs=60)
