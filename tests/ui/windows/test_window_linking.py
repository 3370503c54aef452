"""The diagram leads to questions, by mouse, keys and menus, whoever wrote its map."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from linked_course import (
    KEYS,
    LEFT,
    asks,
    canvas_of,
    come_close,
    course_of,
    element,
    ground_of,
    links_of,
    lists,
    pixels,
    point_at,
    spot_on,
    until_mapped,
)
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from trainee_course import chapter, paint, write_course

from msp_desktop.ui.views.diagram.links_painting import shape

if TYPE_CHECKING:
    from pathlib import Path

    from trainee import Trainee


pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def test_pointing_marks_an_element_and_says_what_it_is(mapped: Trainee) -> None:
    links, canvas = links_of(mapped), canvas_of(mapped)
    before = pixels(canvas)
    one = element(mapped, "left")
    point_at(mapped, spot_on(mapped, one))
    assert links.hovered == one
    after = pixels(canvas)
    place = shape(ground_of(mapped), one.box or (0, 0))
    edge = QPoint(round(place.left()), round(place.center().y()))
    assert before.pixelColor(edge) != after.pixelColor(edge)
    # The label stands beside the element.
    said = [
        at
        for at in range(int(place.bottom()) + 9, canvas.height())
        if before.pixelColor(int(place.center().x()), at)
        != after.pixelColor(int(place.center().x()), at)
    ]
    above = [
        at
        for at in range(max(0, int(place.top()) - 5))
        if before.pixelColor(int(place.center().x()), at)
        != after.pixelColor(int(place.center().x()), at)
    ]
    assert len(said) > 20 or len(above) > 20
    point_at(mapped, QPoint(2, 2))
    assert links.hovered is None
    assert pixels(canvas) == before
    assert canvas.cursor().shape() is not Qt.CursorShape.PointingHandCursor


def test_a_point_is_met_beside_it_and_before_what_it_lies_in(mapped: Trainee) -> None:
    links, spot = links_of(mapped), element(mapped, "spot")
    middle = spot_on(mapped, spot)
    for away in (QPoint(0, 0), QPoint(7, 0), QPoint(0, -7)):
        point_at(mapped, middle + away)
        assert links.hovered == spot
    point_at(mapped, middle + QPoint(30, 0))
    assert links.hovered == element(mapped, "left")


def test_several_questions_are_listed_and_chosen_by_keys(mapped: Trainee) -> None:
    spot = element(mapped, "spot")
    QTest.mouseClick(canvas_of(mapped), LEFT, pos=spot_on(mapped, spot))
    [menu] = lists()
    assert [one.text() for one in menu.actions()] == [
        "Roots question 3?",
        "Roots question 4?",
        "Leaves question 1?",
    ]
    QTest.keyClick(menu, KEYS.Key_Down)
    QTest.keyClick(menu, KEYS.Key_Return)
    assert mapped.question == asks(mapped, "Roots question 4?")
    assert links_of(mapped).glowing == (spot,)
    # It is a jump like any other, and one comes back.
    mapped.window.walk.back()
    assert mapped.question != asks(mapped, "Roots question 4?")


def test_a_list_that_is_closed_changes_nothing(mapped: Trainee) -> None:
    before = mapped.question
    QTest.mouseClick(canvas_of(mapped), LEFT, pos=spot_on(mapped, element(mapped, "spot")))
    [menu] = lists()
    QTest.keyClick(menu, KEYS.Key_Escape)
    assert not lists()
    assert mapped.question == before


def test_dragging_over_an_element_opens_nothing(mapped: Trainee) -> None:
    canvas, one = canvas_of(mapped), element(mapped, "left")
    come_close(mapped, 0.2, 0.25)
    before, place = mapped.question, ground_of(mapped).place
    middle = canvas.rect().center()
    assert links_of(mapped).linked.hit(QPointF(middle), ground_of(mapped)) is not None
    QTest.mousePress(canvas, LEFT, pos=middle)
    for step in range(1, 9):
        QTest.mouseMove(canvas, middle - QPoint(5 * step, 0))
    QTest.mouseRelease(canvas, LEFT, pos=middle - QPoint(40, 0))
    canvas.stop()
    assert mapped.question == before
    assert ground_of(mapped).place.x() < place.x()
    assert not lists()
    # And a double-click is that click, and comes no closer.
    zoom = canvas.view_state().zoom
    at = spot_on(mapped, one)
    QTest.mouseClick(canvas, LEFT, pos=at)
    QTest.mouseDClick(canvas, LEFT, pos=at)
    assert mapped.question == asks(mapped, "Roots question 2?")
    assert canvas.view_state().zoom == zoom


def test_tab_is_no_trap_and_escape_leads_back_to_the_page(mapped: Trainee) -> None:
    canvas, links = canvas_of(mapped), links_of(mapped)
    canvas.setFocus(Qt.FocusReason.TabFocusReason)
    assert "4 places" in canvas.accessibleDescription()
    QTest.keyClick(canvas, KEYS.Key_N)
    assert links.current == element(mapped, "left")
    QTest.keyClick(canvas, KEYS.Key_Escape)
    assert links.current is None
    assert mapped.window.reader.reader.hasFocus()
    canvas.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(canvas, KEYS.Key_Tab)
    assert not canvas.hasFocus()


def test_a_question_is_shown_on_the_diagram(mapped: Trainee) -> None:
    window, links = mapped.window, links_of(mapped)
    window.walk.question(asks(mapped, "Roots question 5?"))
    window.panes.show_pane("diagram", False)
    mapped.press(KEYS.Key_D)
    assert window.panes.shown("diagram")
    assert links.current == element(mapped, "right")
    assert canvas_of(mapped).hasFocus()
    assert "Compare the left one." in canvas_of(mapped).accessibleDescription()
    # From there to the neighbour, and into its answer.
    QTest.keyClick(canvas_of(mapped), KEYS.Key_P)
    QTest.keyClick(canvas_of(mapped), KEYS.Key_Return)
    assert mapped.question == asks(mapped, "Leaves question 2?")
    assert window.reader.reader.hasFocus()
    window.walk.question(asks(mapped, "Roots question 6?"))
    assert not window.commands["show-on-diagram"].isEnabled()


def test_the_diagram_that_has_the_question_comes_only_when_it_is_wanted(mapped: Trainee) -> None:
    window = mapped.window
    mapped.click_question(asks(mapped, "Leaves question 2?"))
    mapped.settle()
    mapped.until(lambda: window.linking.mapping.at_rest)
    # Leaves have a diagram of their own, on which nothing leads there.
    assert window.gallery.picture == "img/leaves.png"
    mapped.until(window.commands["show-on-diagram"].isEnabled)
    window.commands["show-on-diagram"].trigger()
    links = until_mapped(mapped, "roots.png")
    assert window.gallery.picture == "img/roots.png"
    assert links.current == element(mapped, "leaf")


def context_menu(trainee: Trainee) -> QMenu:
    reader = trainee.window.reader.reader
    at = QPoint(60, reader.viewport().height() // 2)
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Keyboard, at, reader.viewport().mapToGlobal(at)
    )
    QApplication.sendEvent(reader.viewport(), event)
    menus = (one for one in QApplication.topLevelWidgets() if isinstance(one, QMenu))
    [menu] = [one for one in menus if one.isVisible()]
    return menu


def test_the_pages_menu_leads_to_the_diagram(mapped: Trainee) -> None:
    mapped.window.walk.question(asks(mapped, "Roots question 2?"))
    menu = context_menu(mapped)
    show = menu.actions()[0]
    assert show.objectName() == "show-on-diagram"
    show.trigger()
    menu.close()
    assert links_of(mapped).current == element(mapped, "left")
    mapped.window.walk.question(asks(mapped, "Roots question 6?"))
    menu = context_menu(mapped)
    assert "show-on-diagram" not in [one.objectName() for one in menu.actions()]
    menu.close()


def test_a_full_screen_gives_way_to_the_answer(mapped: Trainee) -> None:
    window = mapped.window
    window.panes.fill_screen("diagram", full=True)
    mapped.until(lambda: canvas_of(mapped).at_rest)
    QTest.mouseClick(canvas_of(mapped), LEFT, pos=spot_on(mapped, element(mapped, "left")))
    assert mapped.question == asks(mapped, "Roots question 2?")
    assert not window.panes.full_screen("diagram")


HOSTILE = {
    "no JSON": "{",
    "deep": "[" * 100_000,
    "of another kind": '{"version": 1, "elements": 7, "pins": "all"}',
    "numbers": '{"version": 1, "pins": [{"x": 1e999, "y": NaN, "w": -1, "h": 1e400,'
    ' "questions": ["Roots question 1?"]}, {"x": "0", "y": null, "questions": 3}]}',
    "newer": '{"version": 99, "pins": [{"x": 0.5, "y": 0.5, "questions": ["Roots question 1?"]}]}',
    "leads nowhere": '{"version": 1, "pins": [{"x": 0.5, "y": 0.5, "questions": ["../../etc"]}]}',
    "too large": " " * 2_000_000 + '{"version": 1}',
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_sidecar_shows_nothing(trainee: Trainee, tmp_path: Path, name: str) -> None:
    window = trainee.start(course_of(tmp_path / "trees", HOSTILE[name]))
    trainee.until(lambda: window.linking.mapping.at_rest and window.diagram.at_rest)
    assert window.linking.links is None or not window.linking.links.linked.elements
    canvas = canvas_of(trainee)
    before = pixels(canvas)
    for key in (KEYS.Key_N, KEYS.Key_P, KEYS.Key_Return):
        QTest.keyClick(canvas, key)
    point_at(trainee, canvas.rect().center())
    QTest.mouseClick(canvas, LEFT, pos=canvas.rect().center())
    assert pixels(canvas) == before
    assert not window.commands["show-on-diagram"].isEnabled()


def test_thousands_of_elements_upon_each_other_are_bounded(
    trainee: Trainee, tmp_path: Path
) -> None:
    asked = [f"Roots question {number}?" for number in range(1, 301)]
    pins = [
        {"x": 0.1, "y": 0.1, "w": 0.8, "h": 0.8, "label": "All " * 60, "questions": asked[:3]}
        for _ in range(2000)
    ]
    pins += [{"x": 0.02, "y": 0.02, "w": 0.05, "h": 0.05, "questions": asked}]
    text = f"# Trees\n\n{chapter('Roots', 300)}### Summary\n\n![](img/roots.png)\n"
    path = write_course(tmp_path / "trees", text)
    paint(tmp_path / "trees" / "img" / "roots.png", "brown")
    sidecar = tmp_path / "trees" / "img" / "roots.png.links.json"
    sidecar.write_text(json.dumps({"version": 1, "pins": pins}), encoding="utf-8")
    trainee.start(path)
    links = until_mapped(trainee, "roots.png")
    assert len(links.glowing) == 2001
    point_at(trainee, canvas_of(trainee).rect().center())
    assert links.hovered is not None
    image = pixels(canvas_of(trainee))
    assert not image.isNull()
    small = links.linked.elements[0]
    QTest.mouseClick(canvas_of(trainee), LEFT, pos=spot_on(trainee, small))
    [menu] = lists()
    assert len(menu.actions()) == 201
    assert menu.actions()[-1].text() == "and 100 more"
    menu.close()


def test_the_marks_are_seen_in_both_looks(mapped: Trainee) -> None:
    """Each is told from the picture by its lightness, whatever the picture's colour."""
    links, canvas = links_of(mapped), canvas_of(mapped)
    for theme in ("light", "dark"):
        mapped.window.commands[f"look-{theme}"].trigger()
        mapped.settle()
        mapped.window.walk.question(asks(mapped, "Roots question 6?"))
        plain = pixels(canvas)
        mapped.window.walk.question(asks(mapped, "Roots question 2?"))
        mapped.until(lambda: links.brightness == 1.0)
        marked = pixels(canvas)
        box = element(mapped, "left").box
        assert box is not None
        place = shape(ground_of(mapped), box)
        y = round(place.center().y())
        near = range(round(place.left()) - 4, round(place.left()) + 5)
        apart = [
            abs(plain.pixelColor(x, y).lightness() - marked.pixelColor(x, y).lightness())
            for x in near
        ]
        assert max(apart) > 40
