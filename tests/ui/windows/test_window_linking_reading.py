"""What is being read shows on the diagram, which follows it and every edit."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from calm import Calm
from linked_course import (
    KEYS,
    LEFT,
    SIDECAR,
    asks,
    canvas_of,
    come_close,
    course_of,
    element,
    ground_of,
    in_sight,
    links_of,
    lists,
    pixels,
    until_mapped,
)
from PySide6.QtTest import QTest
from trainee_course import chapter, write_course

from msp_desktop.ui.lookout import Lookout
from msp_desktop.ui.windows.linking import HELD

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from trainee import Trainee


pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


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
