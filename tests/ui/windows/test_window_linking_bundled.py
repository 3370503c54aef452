"""Every element of the bundled diagrams, by mouse and by keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from linked_course import (
    KEYS,
    LEFT,
    canvas_of,
    ground_of,
    links_of,
    lists,
    point_at,
    spot_on,
    until_mapped,
)
from PySide6.QtCore import QRectF, Qt
from PySide6.QtTest import QTest

from msp_desktop.paths import resources

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu
    from trainee import Trainee

    from msp_desktop.course.diagrams import Element


pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


BUNDLED = [("ko", 0), ("ko", 1), ("en", 0), ("en", 1)]


@pytest.fixture(params=BUNDLED, ids=lambda one: f"{one[0]}-{one[1]}")
def bundled(request: pytest.FixtureRequest, trainee: Trainee) -> Trainee:
    """A bundled diagram on the screen, large enough that each element can be met."""
    language, number = request.param
    trainee.start(resources() / "course" / language)
    window = trainee.window
    window.resize(1500, 950)
    window.panes.float_pane("diagram", floating=True)
    window.diagram.window().resize(1200, 800)
    trainee.until(lambda: window.diagram.canvas.width() > 1100)
    window.gallery.show_diagram(number)
    until_mapped(trainee, trainee.course.diagrams[number].path)
    return trainee


def expected(one: Element, trainee: Trainee, shown: list[QMenu]) -> None:
    """Look at what came of activating an element: its question, or a list of them all."""
    if len(one.questions) == 1:
        assert not shown
        assert trainee.question == one.questions[0]
        return
    [menu] = shown
    assert [action.data() for action in menu.actions()] == list(one.questions)
    titles = [trainee.course.question(question) for question in one.questions]
    for action, asked in zip(menu.actions(), titles, strict=True):
        assert asked is not None
        text = action.text().replace("&&", "&")
        assert text == asked.title or asked.title.startswith(text.rstrip("…"))
    QTest.keyClick(menu, KEYS.Key_Return)
    assert trainee.question == one.questions[0]
    assert not lists()


def test_the_mouse_meets_every_element(bundled: Trainee) -> None:
    links = links_of(bundled)
    path = bundled.window.gallery.picture
    assert len(links.linked.elements) >= 14
    for one in links.linked.elements:
        bundled.window.walk.chapter("")
        at = spot_on(bundled, one)
        point_at(bundled, at)
        assert links.hovered == one
        assert canvas_of(bundled).cursor().shape() is Qt.CursorShape.PointingHandCursor
        QTest.mouseClick(canvas_of(bundled), LEFT, pos=at)
        expected(one, bundled, lists())
        assert one in links.glowing
        # What was clicked stays in sight, also where another chapter has its own diagram.
        assert bundled.window.gallery.picture == path


def test_the_keys_reach_every_element_in_reading_order(bundled: Trainee) -> None:
    links, canvas = links_of(bundled), canvas_of(bundled)
    canvas.zoom_to(3.0)
    reached: list[Element] = []
    for one in links.linked.elements:
        bundled.window.walk.chapter("")
        canvas.setFocus()
        QTest.keyClick(canvas, KEYS.Key_N)
        assert links.current == one
        reached.append(one)
        bundled.until(lambda: canvas.at_rest)
        assert one.label in canvas.accessibleDescription()
        assert str(len(one.questions)) in canvas.accessibleDescription()
        box = ground_of(bundled).box(*(one.box or (0, 0, 0, 0)))
        assert QRectF(canvas.rect()).intersects(box)
        QTest.keyClick(canvas, KEYS.Key_Return)
        expected(one, bundled, lists())
    assert reached == list(links.linked.elements)
    canvas.setFocus()
    QTest.keyClick(canvas, KEYS.Key_N)
    assert links.current == reached[0]
    QTest.keyClick(canvas, KEYS.Key_P)
    assert links.current == reached[-1]


def test_every_question_of_the_docker_chapter_glows(trainee: Trainee) -> None:
    trainee.start(resources() / "course" / "en")
    links = until_mapped(trainee, "docker-summary.svg")
    for question in trainee.course.chapters[0].questions:
        trainee.window.walk.question(question.id)
        assert links.glowing
        assert all(question.id in one.questions for one in links.glowing)
