"""The diagram leads to questions, and the question being read shows on the diagram."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from calm import Calm
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QContextMenuEvent, QImage, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from trainee_course import chapter, paint, write_course

from msp_desktop.paths import resources
from msp_desktop.ui.lookout import Lookout
from msp_desktop.ui.views.diagram.links_painting import shape
from msp_desktop.ui.views.diagram.view import DiagramView, Mode
from msp_desktop.ui.windows.linking import HELD

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from trainee import Trainee

    from msp_desktop.course.diagrams import Element
    from msp_desktop.ui.views.diagram.canvas import DiagramCanvas
    from msp_desktop.ui.views.diagram.links import Links
    from msp_desktop.ui.views.diagram.overlay import Ground

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

KEYS = Qt.Key
LEFT = Qt.MouseButton.LeftButton
BUNDLED = [("ko", 0), ("ko", 1), ("en", 0), ("en", 1)]

SIDECAR = {
    "version": 1,
    "pins": [
        {"id": "left", "x": 0.05, "y": 0.1, "w": 0.3, "h": 0.3, "label": "Left root",
         "questions": ["Roots question 2?"]},
        {"id": "spot", "x": 0.2, "y": 0.25, "label": "Tip",
         "questions": ["Roots question 3?", "Roots question 4?", "Leaves question 1?"]},
        {"id": "right", "x": 0.9, "y": 0.85, "w": 0.08, "h": 0.1, "label": "Right root",
         "questions": ["Roots question 5?"], "note": "Compare the left one."},
        {"id": "leaf", "x": 0.5, "y": 0.5, "w": 0.1, "h": 0.1, "label": "Leaf",
         "questions": ["Leaves question 2?"]},
    ],
}  # fmt: skip


# What is there


def course_of(folder: Path, sidecar: object = SIDECAR) -> Path:
    """A course of two chapters whose first diagram has a map."""
    path = write_course(folder)
    words = sidecar if isinstance(sidecar, str) else json.dumps(sidecar)
    (folder / "img" / "roots.png.links.json").write_text(words, encoding="utf-8")
    return path


def links_of(trainee: Trainee) -> Links:
    links = trainee.window.linking.links
    assert links is not None
    return links


def until_mapped(trainee: Trainee, name: str) -> Links:
    """Wait until the elements of a picture can be pointed at."""
    linking = trainee.window.linking

    def mapped() -> bool:
        shown = linking.links.linked.map if linking.links else None
        there = shown is not None and shown.path.endswith(name)
        return there and linking.mapping.at_rest and trainee.window.diagram.at_rest

    trainee.until(mapped)
    return links_of(trainee)


def canvas_of(trainee: Trainee) -> DiagramCanvas:
    return trainee.window.diagram.canvas


def ground_of(trainee: Trainee) -> Ground:
    ground = canvas_of(trainee).ground()
    assert ground is not None
    return ground


def element(trainee: Trainee, name: str) -> Element:
    return next(one for one in links_of(trainee).linked.elements if one.id == name)


def asks(trainee: Trainee, title: str) -> str:
    return next(
        question.id
        for part in trainee.course.chapters
        for question in part.questions
        if question.title == title
    )


def spot_on(trainee: Trainee, one: Element) -> QPoint:
    """A place in the window where an element lies, and nothing that lies in it."""
    assert one.box is not None
    place = ground_of(trainee).box(*one.box)
    inner = [
        shape(ground_of(trainee), other.box).adjusted(-12, -12, 12, 12)
        if other.box.is_point
        else ground_of(trainee).box(*other.box)
        for other in links_of(trainee).linked.elements
        if other.box is not None and other.box.area < one.box.area
    ]
    for down in range(1, 40):
        for across in range(1, 40):
            at = QPointF(
                place.x() + place.width() * across / 40, place.y() + place.height() * down / 40
            )
            whole = QPointF(at.toPoint())
            free = not any(other.contains(whole) for other in inner)
            if (one.box.is_point or place.contains(whole)) and free:
                return at.toPoint()
    raise AssertionError(f"no free place on {one.id}")


def point_at(trainee: Trainee, at: QPoint) -> None:
    """Move the pointer there; sent, since windows of this platform lie upon each other."""
    canvas, none = canvas_of(trainee), Qt.MouseButton.NoButton
    place = QPointF(canvas.mapToGlobal(at))
    keys = Qt.KeyboardModifier.NoModifier
    event = QMouseEvent(QEvent.Type.MouseMove, QPointF(at), place, none, none, keys)
    QApplication.sendEvent(canvas, event)


def lists() -> list[QMenu]:
    """The lists of questions that are open."""
    menus = (one for one in QApplication.topLevelWidgets() if isinstance(one, QMenu))
    return [one for one in menus if one.isVisible() and one.objectName() == "linked-questions"]


def in_sight(trainee: Trainee, name: str) -> bool:
    box = element(trainee, name).box
    assert box is not None
    return QRectF(canvas_of(trainee).rect()).contains(ground_of(trainee).box(*box))


def come_close(trainee: Trainee, x: float, y: float) -> None:
    """Have a corner of the picture in sight, as it was left some time ago."""
    canvas_of(trainee).restore(DiagramView(Mode.FREE, 3.0, x, y))


def pixels(canvas: DiagramCanvas) -> QImage:
    return canvas.grab().toImage()


@pytest.fixture
def clock(trainee: Trainee) -> Callable[[float], None]:
    """Let time go on for what moves the picture."""

    def later(seconds: float) -> None:
        mover = canvas_of(trainee).mover
        before = mover.clock
        mover.clock = lambda: before() + seconds

    return later


# Every element of the bundled diagrams


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


# Pins of an author on a photograph


@pytest.fixture
def mapped(trainee: Trainee, tmp_path: Path) -> Trainee:
    trainee.start(course_of(tmp_path / "trees"))
    until_mapped(trainee, "roots.png")
    return trainee


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


def test_the_picture_comes_to_what_is_read(mapped: Trainee) -> None:
    come_close(mapped, 0.2, 0.25)
    assert not in_sight(mapped, "right")
    mapped.window.walk.question(asks(mapped, "Roots question 5?"))
    assert links_of(mapped).glowing == (element(mapped, "right"),)
    mapped.until(lambda: canvas_of(mapped).at_rest and in_sight(mapped, "right"))
    # What is in sight is not moved again.
    place = ground_of(mapped).place
    mapped.window.walk.question(asks(mapped, "Roots question 6?"))
    mapped.window.walk.question(asks(mapped, "Roots question 5?"))
    assert ground_of(mapped).place == place


def test_the_picture_stays_where_it_was_just_moved_by_hand(
    mapped: Trainee, clock: Callable[[float], None]
) -> None:
    canvas = canvas_of(mapped)
    come_close(mapped, 0.2, 0.25)
    canvas.setFocus()
    QTest.keyClick(canvas, KEYS.Key_Right)
    QTest.keyClick(canvas, KEYS.Key_Left)
    place = ground_of(mapped).place
    mapped.window.walk.question(asks(mapped, "Roots question 5?"))
    assert links_of(mapped).glowing == (element(mapped, "right"),)
    assert ground_of(mapped).place == place
    # Nor when the time is over, until another question is read.
    clock(HELD)
    mapped.settle()
    assert ground_of(mapped).place == place
    mapped.window.walk.question(asks(mapped, "Roots question 6?"))
    mapped.window.walk.question(asks(mapped, "Roots question 5?"))
    mapped.until(lambda: canvas.at_rest and in_sight(mapped, "right"))


def test_the_picture_is_shown_as_it_was_left(trainee: Trainee, tmp_path: Path) -> None:
    trainee.start(course_of(tmp_path / "trees"))
    until_mapped(trainee, "roots.png")
    trainee.window.walk.question(asks(trainee, "Roots question 5?"))
    come_close(trainee, 0.2, 0.25)
    place = canvas_of(trainee).view_state()
    trainee.close()
    trainee.start()
    until_mapped(trainee, "roots.png")
    assert links_of(trainee).glowing == (element(trainee, "right"),)
    assert canvas_of(trainee).view_state().zoom == pytest.approx(place.zoom, rel=1e-3)
    assert not in_sight(trainee, "right")


def test_the_glow_brightens_and_is_there_at_once_with_less_motion(mapped: Trainee) -> None:
    canvas = canvas_of(mapped)
    rest = pixels(canvas)
    mapped.window.walk.question(asks(mapped, "Roots question 5?"))
    mapped.until(lambda: links_of(mapped).brightness == 1.0)
    full = pixels(canvas)
    assert full != rest
    mapped.window.walk.question(asks(mapped, "Roots question 6?"))
    assert pixels(canvas) == rest
    calm = Calm(canvas.style().name())
    canvas.setStyle(calm)
    mapped.window.walk.question(asks(mapped, "Roots question 5?"))
    assert pixels(canvas) == full


def test_the_map_follows_an_edit_of_the_sidecar(mapped: Trainee, tmp_path: Path) -> None:
    edited = {"version": 1, "pins": [{**SIDECAR["pins"][3], "id": "only"}]}
    file = tmp_path / "trees" / "img" / "roots.png.links.json"
    mapped.until(lambda: mapped.window.linking.mapping.at_rest)
    mapped.until(lambda: mapped.study.findChildren(Lookout))
    [lookout] = mapped.study.findChildren(Lookout)
    with_pictures: list[object] = []
    lookout.looked.connect(lambda *_: with_pictures.append(True))
    lookout.look()
    mapped.until(lambda: with_pictures)
    file.write_text(json.dumps(edited), encoding="utf-8")
    lookout.look()
    mapped.until(lambda: [one.id for one in links_of(mapped).linked.elements] == ["only"])


def test_another_course_has_nothing_of_the_map(mapped: Trainee, tmp_path: Path) -> None:
    mapped.open(write_course(tmp_path / "others"))
    mapped.until(lambda: mapped.window.linking.mapping.at_rest)
    assert links_of(mapped).linked.elements == ()
    assert links_of(mapped).glowing == ()
    assert not mapped.window.commands["show-on-diagram"].isEnabled()


def test_a_diagram_that_comes_with_its_chapter_comes_to_the_question(
    trainee: Trainee, tmp_path: Path
) -> None:
    path = course_of(tmp_path / "trees")
    asked = ["Leaves question 2?"]
    pin = {"id": "edge", "x": 0.9, "y": 0.9, "w": 0.05, "h": 0.05, "questions": asked}
    beside = path.parent / "img" / "leaves.png.links.json"
    beside.write_text(json.dumps({"version": 1, "pins": [pin]}), encoding="utf-8")
    window = trainee.start(path)
    window.gallery.show_diagram(1)
    until_mapped(trainee, "leaves.png")
    come_close(trainee, 0.2, 0.25)
    window.gallery.show_diagram(0)
    until_mapped(trainee, "roots.png")
    trainee.click_question(asks(trainee, "Leaves question 2?"))
    until_mapped(trainee, "leaves.png")
    assert canvas_of(trainee).view_state().zoom == pytest.approx(3.0)
    trainee.until(lambda: in_sight(trainee, "edge") and canvas_of(trainee).at_rest)


def test_an_edit_of_the_text_keeps_the_links(mapped: Trainee, tmp_path: Path) -> None:
    path = tmp_path / "trees" / "course.md"
    before, read = mapped.course, mapped.question
    edited = path.read_text("utf-8").replace("Roots question 2?", "What is new about roots?")
    path.write_text(edited, encoding="utf-8")
    mapped.study.reload()
    mapped.until(lambda: mapped.course is not before)
    until_mapped(mapped, "roots.png")
    mapped.until(lambda: "left" not in [one.id for one in links_of(mapped).linked.elements])
    assert mapped.question == read
    # What is read next is come to, as before.
    come_close(mapped, 0.2, 0.25)
    mapped.window.walk.question(asks(mapped, "Roots question 5?"))
    mapped.until(lambda: in_sight(mapped, "right") and canvas_of(mapped).at_rest)


SVG = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 200">
<rect id="own" x="20" y="20" width="100" height="60" fill="#884400"><title>Tap root</title></rect>
<a href="#roots-question-3"><rect x="220" y="100" width="120" height="60" fill="#228844"/></a>
<a href="#roots"><circle cx="60" cy="150" r="30" fill="#2244aa"/></a></svg>"""


def test_an_svg_with_links_of_its_own_in_the_dark(trainee: Trainee, tmp_path: Path) -> None:
    text = f"# Trees\n\n{chapter('Roots', 5)}### Summary\n\n![](img/own.svg)\n"
    path = write_course(tmp_path / "trees", text)
    (path.parent / "img" / "own.svg").write_text(SVG, encoding="utf-8")
    window = trainee.start(path)
    window.commands["look-dark"].trigger()
    links = until_mapped(trainee, "own.svg")
    linked = {one.questions: one for one in links.linked.elements}
    third = (asks(trainee, "Roots question 3?"),)
    everything = tuple(one.id for one in trainee.course.chapters[0].questions)
    assert set(linked) == {third, everything}
    canvas = canvas_of(trainee)
    for zoom in (None, 2.0, 0.5):
        if zoom is not None:
            canvas.zoom_to(zoom, ground_of(trainee).spot(0.7, 0.65))
        window.walk.question(everything[0])
        trainee.until(lambda: canvas.at_rest)
        QTest.mouseClick(canvas, LEFT, pos=ground_of(trainee).spot(0.7, 0.65).toPoint())
        assert trainee.question == third[0]
    canvas.fit()
    trainee.until(lambda: canvas.at_rest)
    QTest.mouseClick(canvas, LEFT, pos=ground_of(trainee).spot(0.15, 0.75).toPoint())
    [menu] = lists()
    assert len(menu.actions()) == 5
    menu.close()


# From the page to the diagram


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


# What is not meant well


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
