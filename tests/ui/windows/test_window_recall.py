"""Cover and recall in the real window: covered, uncovered, graded, undone, kept."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox
from trainee_course import write_course

from msp_desktop.paths import resources
from msp_desktop.review.recall import Face

if TYPE_CHECKING:
    from pathlib import Path

    from trainee import Trainee

    from msp_desktop.notebook.reviews import Review
    from msp_desktop.ui.views.diagram.cover import Cover
    from msp_desktop.ui.views.diagram.recall_bar import RecallBar

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

LEFT = Qt.MouseButton.LeftButton
KEYS = Qt.Key
PINS = [
    {"id": name, "x": x, "y": 0.2, "w": 0.2, "h": 0.3, "questions": [f"Roots question {number}?"]}
    for number, (name, x) in enumerate((("one", 0.1), ("two", 0.4), ("three", 0.7)), start=1)
]


class Student:
    """Says by heart what a picture of a course shows."""

    def __init__(self, trainee: Trainee, path: Path) -> None:
        self.trainee = trainee
        trainee.start(path)
        window = trainee.window
        trainee.until(
            lambda: (
                window.linking.links is not None
                and window.linking.links.linked.elements
                and window.diagram.at_rest
                and window.linking.mapping.at_rest
                and window.pinning.at_rest
            )
        )

    def begin(self) -> None:
        self.trainee.window.commands["recall"].trigger()
        self.trainee.until(lambda: self.trainee.window.recalling.cover is not None)

    @property
    def cover(self) -> Cover:
        cover = self.trainee.window.recalling.cover
        assert cover is not None
        return cover

    @property
    def bar(self) -> RecallBar:
        bar = self.trainee.window.recalling.bar
        assert bar is not None
        return bar

    def key(self, key: Qt.Key) -> None:
        QTest.keyClick(self.trainee.window.diagram.canvas, key)

    def click(self, x: float, y: float) -> None:
        canvas = self.trainee.window.diagram.canvas
        ground = canvas.ground()
        assert ground is not None
        QTest.mouseClick(canvas, LEFT, pos=ground.spot(x, y).toPoint())

    def reviews(self) -> tuple[Review, ...]:
        self.trainee.settle()
        record = self.trainee.study.record
        assert record is not None
        name = record.id
        return self.trainee.study.ask(lambda notebook: notebook.reviews.of(name), ())


@pytest.fixture
def student(trainee: Trainee, tmp_path: Path) -> Student:
    path = write_course(tmp_path / "trees")
    words = json.dumps({"version": 1, "pins": PINS})
    (path.parent / "img" / "roots.png.links.json").write_text(words, encoding="utf-8")
    return Student(trainee, path)


def test_a_round_by_keys(student: Student) -> None:
    student.begin()
    assert student.bar.isVisible()
    assert student.bar.progress.text() == "0/3"
    student.key(KEYS.Key_1)
    assert student.bar.progress.text() == "0/3"
    for grade in (KEYS.Key_1, KEYS.Key_2, KEYS.Key_1):
        student.key(KEYS.Key_Space)
        student.key(grade)
    assert student.bar.progress.text() == "3/3"
    assert student.bar.words.isVisible()
    assert "2" in student.bar.words.text()
    ids = student.trainee.course.question_ids
    found = [(one.ref.question, one.known, one.element) for one in student.reviews()]
    assert sorted(found) == sorted(
        [(ids[0], True, "one"), (ids[1], False, "two"), (ids[2], True, "three")]
    )
    assert {one.picture for one in student.reviews()} == {"img/roots.png"}
    student.key(KEYS.Key_Escape)
    assert student.trainee.window.recalling.cover is None
    assert not student.bar.isVisible()


def test_a_round_by_hand_and_its_undo(student: Student) -> None:
    student.begin()
    student.click(0.5, 0.3)
    assert student.cover.round.face("two") is Face.SHOWN
    assert student.trainee.window.linking.links is not None
    assert student.trainee.window.linking.links.hovered is None
    QTest.mouseClick(student.bar.unknown, LEFT)
    assert student.cover.round.face("two") is Face.UNKNOWN
    assert [one.known for one in student.reviews()] == [False]
    QTest.mouseClick(student.bar.back, LEFT)
    assert student.cover.round.face("two") is Face.SHOWN
    assert student.reviews() == ()
    student.trainee.window.commands["redo"].trigger()
    assert student.cover.round.face("two") is Face.UNKNOWN
    assert [one.known for one in student.reviews()] == [False]
    student.trainee.window.commands["undo"].trigger()
    assert student.cover.round.face("two") is Face.SHOWN


def test_what_is_covered_cannot_be_seen(student: Student) -> None:
    canvas = student.trainee.window.diagram.canvas
    ground = canvas.ground()
    assert ground is not None
    at = (ground.spot(0.5, 0.3) * canvas.devicePixelRatio()).toPoint()
    before = canvas.grab().toImage().pixelColor(at)
    student.begin()
    assert canvas.grab().toImage().pixelColor(at) != before
    student.click(0.5, 0.3)
    assert canvas.grab().toImage().pixelColor(at) == before


def test_a_click_does_not_lead_away(student: Student) -> None:
    before = student.trainee.question
    student.begin()
    student.click(0.15, 0.3)
    student.click(0.95, 0.95)
    assert student.trainee.question == before


def test_another_picture_ends_it(student: Student) -> None:
    student.begin()
    student.trainee.window.gallery.show_picture("img/leaves.png")
    student.trainee.until(lambda: student.trainee.window.recalling.cover is None)


def test_a_picture_without_anything_to_cover(trainee: Trainee, tmp_path: Path) -> None:
    trainee.start(write_course(tmp_path / "trees"))
    trainee.until(lambda: trainee.window.diagram.at_rest and trainee.window.pinning.at_rest)
    trainee.until(lambda: trainee.window.diagram.canvas.ground() is not None)
    trainee.window.commands["recall"].trigger()
    boxes = [one for one in QApplication.topLevelWidgets() if isinstance(one, QMessageBox)]
    assert len(boxes) == 1
    boxes[0].accept()
    boxes[0].deleteLater()
    assert trainee.window.recalling.cover is None


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_bundled_diagrams_words(trainee: Trainee, language: str) -> None:
    student = Student(trainee, resources() / "course" / language)
    student.begin()
    assert len(student.cover.round.places) >= 8
    place = student.cover.round.current
    student.key(KEYS.Key_Space)
    student.key(KEYS.Key_1)
    assert student.cover.round.face(place) is Face.KNOWN
    assert student.reviews()
