"""A chapter too long to be written whole: it reads like any other one."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

import pytest
from long_pages import long_course, made_course
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from msp_desktop.ui.history import Spot
from msp_desktop.ui.views.reader import stretches

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from msp_desktop.course.model import Course
    from msp_desktop.ui.theme import Theme
    from msp_desktop.ui.views.reader.pane import ReaderPane

    Show = Callable[[Course], ReaderPane]


def ids(course: Course) -> list[str]:
    return [question.id for question in course.chapters[0].questions]


def rest(pane: ReaderPane, qtbot: QtBot) -> None:
    """Wait until nothing is written or taken away any more."""
    qtbot.waitUntil(lambda: not pane.reader._tender._soon.isActive())


def y_of(pane: ReaderPane, question: str) -> float:
    """Return where a question is in the view."""
    page = pane.reader.page
    rect = pane.reader.places.piece_rect(page.pieces.of_question(question))
    return rect.top() - pane.reader.verticalScrollBar().value()


def written_text(pane: ReaderPane) -> int:
    return pane.reader.document().characterCount()


def whole_text(course: Course) -> list[str]:
    """Return the lines of a chapter's text, as they are in its HTML."""
    lines = []
    for number, question in enumerate(course.chapters[0].questions, start=1):
        lines.append(f"{number} {question.title}")
        for block in question.answer:
            text = re.sub(r"</li>|</p>|</code></pre>|</tr>|</td>", "\n", block.html)
            text = re.sub("<[^>]*>", "", text)
            lines += [line.strip() for line in text.split("\n") if line.strip()]
    return lines


def copied(pane: ReaderPane) -> list[str]:
    pane.reader.copy()
    text = QGuiApplication.clipboard().text().replace("\N{EN SPACE}", " ")
    return [line.strip() for line in text.split("\n") if line.strip()]


def test_only_what_is_near_is_written_and_the_scroll_bar_covers_all(
    shown: Show, qtbot: QtBot
) -> None:
    course = long_course()
    pane = shown(course)
    rest(pane, qtbot)
    assert written_text(pane) < 12_000
    reader = pane.reader
    reader.verticalScrollBar().setValue(reader.verticalScrollBar().maximum())
    rest(pane, qtbot)
    assert written_text(pane) < 12_000
    assert reader.current_question == ids(course)[-1]
    # The estimate made from the first screen is not far from the truth.
    counted = sum(one.measured for one in map(reader.page.roll.stretches.__getitem__, range(20)))
    assert counted
    pane.go_to(Spot("c0", ids(course)[300]))
    rest(pane, qtbot)
    places = reader.places
    middle = places.piece_rect(301).top() / reader.document().size().height()
    assert middle == pytest.approx(0.5, abs=0.06)


def test_a_short_chapter_is_written_whole(shown: Show, bundled_course: Course) -> None:
    pane = shown(bundled_course)
    assert pane.reader.page.roll.whole
    text = pane.reader.toPlainText()
    assert all(question.title in text for question in bundled_course.chapters[0].questions)


def test_a_jump_is_exact_from_anywhere_to_anywhere(shown: Show, qtbot: QtBot) -> None:
    course = long_course()
    pane = shown(course)
    chance = random.Random(3)
    for question in chance.sample(ids(course)[:-12], 25):
        pane.go_to(Spot("c0", question))
        assert y_of(pane, question) == pytest.approx(18, abs=1.5)
        assert pane.reader.current_question == question
        rest(pane, qtbot)
        assert y_of(pane, question) == pytest.approx(18, abs=1.5)
        assert pane.reader.current_question == question


def test_what_is_read_does_not_move_while_what_is_near_is_written(
    shown: Show, qtbot: QtBot
) -> None:
    course = long_course()
    pane = shown(course)
    bar = pane.reader.verticalScrollBar()
    chance = random.Random(5)
    for _ in range(12):
        bar.setValue(round(bar.maximum() * chance.random()))
        here = pane.reader.place()[0] or ids(course)[0]
        before = y_of(pane, here)
        rest(pane, qtbot)
        assert y_of(pane, here) == pytest.approx(before, abs=1.5)


def test_paging_up_from_the_end_shows_no_gap(shown: Show, qtbot: QtBot) -> None:
    pane = shown(long_course())
    reader = pane.reader
    QTest.keyClick(reader, Qt.Key.Key_End)
    for _ in range(40):
        rest(pane, qtbot)
        QTest.keyClick(reader, Qt.Key.Key_PageUp)
        top, bottom = reader.area().top(), reader.area().bottom()
        places, roll = reader.places, reader.page.roll
        seen = [
            one
            for one in range(len(roll.stretches))
            if places.top(one) < bottom and places.bottom(one) > top
        ]
        assert seen
        assert all(map(roll.is_written, seen))


def test_keys_lead_to_both_ends(shown: Show, qtbot: QtBot) -> None:
    course = long_course()
    reader = shown(course).reader
    for modifier in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier):
        QTest.keyClick(reader, Qt.Key.Key_End, modifier)
        assert reader.current_question == ids(course)[-1]
        QTest.keyClick(reader, Qt.Key.Key_Home, modifier)
        assert reader.verticalScrollBar().value() == 0


@pytest.mark.parametrize("down", [True, False])
def test_scrolling_passes_every_question_once(shown: Show, down: bool) -> None:
    course = long_course(150)
    pane = shown(course)
    bar = pane.reader.verticalScrollBar()
    if not down:
        pane.go_to(Spot("c0", ids(course)[-1]))
    met = [pane.reader.current_question]
    step = bar.SliderAction.SliderSingleStepAdd if down else bar.SliderAction.SliderSingleStepSub
    for _ in range(4000):
        bar.triggerAction(step)
        QApplication.processEvents()
        if pane.reader.current_question != met[-1]:
            met.append(pane.reader.current_question)
        if bar.value() == (bar.maximum() if down else 0):
            break
    assert met == (ids(course) if down else ids(course)[::-1])


def test_keys_step_through_all_questions(shown: Show) -> None:
    course = long_course(150)
    pane = shown(course)
    met = [pane.reader.current_question]
    while pane.step(1):
        met.append(pane.reader.current_question)
    assert met == ids(course)


def test_the_reading_place_survives_closing_and_opening(shown: Show, qtbot: QtBot) -> None:
    course = long_course()
    pane = shown(course)
    pane.go_to(Spot("c0", ids(course)[333], 0.4))
    spot = pane.spot()
    rest(pane, qtbot)
    other = shown(course)
    other.go_to(spot)
    assert other.spot().question == ids(course)[333]
    assert other.spot().offset == pytest.approx(0.4, abs=0.03)


@pytest.mark.parametrize("change", ["zoom", "look", "width"])
def test_the_place_survives_being_laid_out_anew(
    shown: Show, dark: Theme, qtbot: QtBot, change: str
) -> None:
    course = long_course()
    pane = shown(course)
    pane.go_to(Spot("c0", ids(course)[421], 0.5))
    rest(pane, qtbot)
    if change == "zoom":
        pane.zoom_by(2)
    elif change == "look":
        pane.set_theme(dark)
    else:
        pane.resize(520, 600)
    assert pane.spot().question == ids(course)[421]
    assert pane.spot().offset == pytest.approx(0.5, abs=0.05)
    rest(pane, qtbot)
    assert pane.spot().question == ids(course)[421]
    assert pane.spot().offset == pytest.approx(0.5, abs=0.05)


def test_everything_is_copied_also_what_is_not_written(shown: Show, qtbot: QtBot) -> None:
    course = long_course(200)
    pane = shown(course)
    qtbot.keyClick(pane.reader, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert copied(pane)[2:] == whole_text(course)
    # It stays selected, wherever one scrolls meanwhile.
    bar = pane.reader.verticalScrollBar()
    for share in (0.5, 1.0, 0.2):
        bar.setValue(round(bar.maximum() * share))
        rest(pane, qtbot)
    assert copied(pane)[2:] == whole_text(course)


def test_a_selection_reaches_over_what_was_scrolled_past(shown: Show, qtbot: QtBot) -> None:
    course = long_course(200)
    pane = shown(course)
    reader = pane.reader
    pane.go_to(Spot("c0", ids(course)[40]))
    view = reader.viewport()
    left = round(reader.places.column().left())
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(left, 30))
    pane.go_to(Spot("c0", ids(course)[160]))
    rest(pane, qtbot)
    shift = Qt.KeyboardModifier.ShiftModifier
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, shift, QPoint(left, 30))
    lines = copied(pane)
    everything = whole_text(course)
    first = everything.index(f"41 {course.chapters[0].questions[40].title}")
    last = everything.index(f"161 {course.chapters[0].questions[160].title}")
    assert lines == everything[first:last]
    # Nothing that the selection ends in is taken away.
    pane.go_to(Spot("c0", ids(course)[3]))
    rest(pane, qtbot)
    assert copied(pane) == lines


def test_find_counts_and_reaches_every_hit(shown: Show, qtbot: QtBot) -> None:
    course = long_course(300)
    pane = shown(course)
    pane.begin_find()
    bar = pane._find_bar
    qtbot.keyClicks(bar._field, "docker volume rm v7")
    hits = ["7", *map(str, range(70, 80))]
    qtbot.waitUntil(lambda: bar._count.text() == f"1 / {len(hits)}")
    for place, number in enumerate(hits, start=1):
        assert bar._count.text() == f"{place} / {len(hits)}"
        chosen = next(
            QTextCursor(one.cursor)
            for one in pane.reader.extraSelections()
            if one.format.background().color() == pane._theme.colour("found-current")
        )
        line = chosen.block().text()
        assert f"docker volume rm v{number}" in line
        assert pane.reader.viewport().rect().contains(pane.reader.cursorRect(chosen).center())
        qtbot.keyClick(bar._field, Qt.Key.Key_Return)
    assert bar._count.text() == f"1 / {len(hits)}"
    qtbot.keyClick(bar._field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert bar._count.text() == f"{len(hits)} / {len(hits)}"


def test_find_says_that_there_is_nothing(shown: Show, qtbot: QtBot) -> None:
    pane = shown(long_course(300))
    pane.begin_find()
    qtbot.keyClicks(pane._find_bar._field, "podman")
    qtbot.waitUntil(lambda: pane._find_bar._hits.over)
    assert pane._find_bar._count.text() == "Not found"


def test_tab_reaches_links_that_are_not_written(shown: Show, qtbot: QtBot) -> None:
    course = long_course(300)
    chapter = course.chapters[0]
    questions = list(chapter.questions)
    for number in (2, 150, 290):
        link = f'<p><a href="https://example.org/{number}">더 읽기</a></p>'
        block = questions[number].answer[0]._replace(html=link)
        questions[number] = questions[number]._replace(answer=(block,))
    course = course._replace(chapters=(chapter._replace(questions=tuple(questions)),))
    pane = shown(course)
    reader = pane.reader
    with qtbot.waitActive(pane):
        pane.activateWindow()
    reader.setFocus()
    for number in (2, 150, 290):
        qtbot.keyClick(reader, Qt.Key.Key_Tab)
        with qtbot.waitSignal(pane.link_activated) as followed:
            qtbot.keyClick(reader, Qt.Key.Key_Return)
        assert followed.args == [f"https://example.org/{number}"]
    qtbot.keyClick(reader, Qt.Key.Key_Backtab)
    with qtbot.waitSignal(pane.link_activated) as followed:
        qtbot.keyClick(reader, Qt.Key.Key_Return)
    assert followed.args == ["https://example.org/150"]


def test_the_document_holds_what_the_marks_say_after_any_changes(shown: Show) -> None:
    """Stretches are written and taken away at random; each stands as if it were alone."""
    pane = shown(long_course(200))
    roll = pane.reader.page.roll
    pane.reader._tender._soon.stop()
    chance = random.Random(11)
    known: dict[int, tuple[str, list[tuple[int, int]]]] = {}
    for _ in range(150):
        stretch = chance.randrange(len(roll.stretches))
        kind = chance.random()
        if kind < 0.55:
            roll.write([stretch])
        elif kind < 0.8:
            roll.take_away([stretch])
        elif roll.is_written(stretch):
            roll.rewrite(stretch)
        total = 0
        for run, start in roll.runs_between(0, roll.document.characterCount()):
            assert start == total
            total += run.length
        assert total == roll.document.characterCount()
        for written in roll.written():
            cursor = QTextCursor(roll.document)
            cursor.setPosition(written.position)
            end = written.position + written.marks.length - 1
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            frames = [(f.first, f.last) for f in written.marks.frames]
            found = (cursor.selectedText(), frames)
            assert known.setdefault(written.stretch, found) == found
            for placed in written.marks.frames:
                assert placed.frame.firstPosition() == written.position + placed.first
                assert placed.frame.lastPosition() == written.position + placed.last


@pytest.mark.parametrize("kind", ["list", "code", "table", "paragraphs", "line"])
def test_a_very_long_answer_is_written_in_parts(shown: Show, qtbot: QtBot, kind: str) -> None:
    many = range(2500)
    html = {
        "list": [
            "<ol>" + "".join(f"<li>줄 {i} 입니다<p>둘째 {i}</p></li>" for i in many) + "</ol>"
        ],
        "code": [
            '<figure class="code" data-language="bash"><pre><code>'
            + "".join(f'<span class="nb">echo</span> "줄 {i} 의 내용을 보여 준다"\n' for i in many)
            + "</code></pre></figure>"
        ],
        "table": [
            "<table><thead><tr><th>번호</th><th>뜻</th></tr></thead><tbody>"
            + "".join(f"<tr><td>{i}</td><td>줄 {i} 의 뜻</td></tr>" for i in range(2000))
            + "</tbody></table>"
        ],
        "paragraphs": [f"<p>줄 {i} 은 <em>이렇게</em> 씁니다.</p>" for i in range(2500)],
        "line": ["<p>" + "한 줄이 끝나지 않습니다 " * 8000 + "</p>"],
    }[kind]
    course = made_course(["<p>앞</p>"], html, ["<p>뒤</p>"])
    pane = shown(course)
    rest(pane, qtbot)
    assert not pane.reader.page.roll.whole
    bar = pane.reader.verticalScrollBar()
    most = 0
    while bar.value() < bar.maximum():
        bar.setValue(bar.value() + 4000)
        rest(pane, qtbot)
        most = max(most, written_text(pane))
    assert most < 60_000
    assert pane.reader.current_question == "q0-2"
    qtbot.keyClick(pane.reader, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert "".join("".join(copied(pane)[2:]).split()) == "".join(
        "".join(whole_text(course)).split()
    )
    # Any place in it can be come back to.
    pane.go_to(Spot("c0", "q0-1", 0.6))
    assert pane.spot().question == "q0-1"
    assert pane.spot().offset == pytest.approx(0.6, abs=0.01)
    rest(pane, qtbot)
    assert pane.spot().offset == pytest.approx(0.6, abs=0.01)


def test_numbers_go_on_in_the_next_part_of_a_list(shown: Show, qtbot: QtBot) -> None:
    items = "".join(f"<li>항목 {i} 의 설명은 짧습니다</li>" for i in range(5, 3005))
    pane = shown(made_course(["<p>앞</p>"], [f'<ol start="5">{items}</ol>']))
    pane.go_to(Spot("c0", "q0-1", 0.7))
    document = pane.reader.document()
    checked = 0
    for written in pane.reader.page.roll.written():
        for position, _depth, number in written.marks.items:
            text = document.findBlock(written.position + position).text()
            assert text.startswith(f"항목 {number.rstrip('.')} 의")
            checked += 1
    assert checked > 10


def test_all_of_a_code_block_in_parts_is_copied_by_its_button(shown: Show, qtbot: QtBot) -> None:
    lines = "".join(f"echo {i} 번째 줄을 보여 줍니다\n" for i in range(4000))
    code = f'<figure class="code" data-language="bash"><pre><code>{lines}</code></pre></figure>'
    pane = shown(made_course(["<p>앞</p>"], [code]))
    pane.go_to(Spot("c0", "q0-1"))
    button = next(one for one in pane.reader._copying._buttons if one.isVisible())
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == lines.rstrip("\n")
    pane.go_to(Spot("c0", "q0-1", 0.5))
    rest(pane, qtbot)
    assert not any(one.isVisible() for one in pane.reader._copying._buttons)


def test_stretches_are_bounded_and_cover_every_piece() -> None:
    chance = random.Random(2)
    weights = [chance.choice((10, 300, 2500, 9000, 50_000)) for _ in range(500)]
    made = stretches.Stretches(weights)
    pieces = []
    for index in range(len(made)):
        one = made[index]
        pieces += range(one.first, one.end)
        assert one.end - one.first == 1 or one.weight <= stretches.HEAVIEST
        assert one.end - one.first <= stretches.MOST_PIECES
    assert pieces == list(range(500))
    assert [made.of_piece(piece)[0] for piece in pieces] == [
        next(i for i in range(len(made)) if made[i].first <= piece < made[i].end)
        for piece in pieces
    ]


def test_no_page_is_higher_than_can_be_laid_out() -> None:
    made = stretches.Stretches([3000] * 100_000)
    made.expect(64, 1.0)
    assert made.height(0, len(made)) == pytest.approx(stretches.HIGHEST)
    half = made.at(0, stretches.HIGHEST / 2)
    assert half == pytest.approx(len(made) / 2, abs=2)
