"""Pins on pictures in the real window: put there, moved, linked, listed, undone, and not lost."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox
from trainee_course import write_course

from msp_desktop.course.diagrams import Box, Maps
from msp_desktop.notebook.model import Colour
from msp_desktop.ui.views.diagram.pins_painting import body
from msp_desktop.ui.windows.pin_dialog import PinDialog

if TYPE_CHECKING:
    from pathlib import Path

    from trainee import Trainee

    from msp_desktop.notebook.pins import Pin
    from msp_desktop.ui.views.diagram.canvas import DiagramCanvas
    from msp_desktop.ui.views.diagram.overlay import Ground
    from msp_desktop.ui.views.diagram.pins import Pins

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

LEFT = Qt.MouseButton.LeftButton
KEYS = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ROOTS = "img/roots.png"


class Board:
    """Puts pins on the first diagram of a course."""

    def __init__(self, trainee: Trainee, folder: Path) -> None:
        self.trainee = trainee
        trainee.start(write_course(folder))
        self.ready()

    def ready(self) -> None:
        window = self.trainee.window
        self.trainee.until(
            lambda: (
                window.diagram.canvas.ground() is not None
                and window.diagram.at_rest
                and window.pinning.at_rest
            )
        )
        assert window.gallery.picture == ROOTS

    @property
    def canvas(self) -> DiagramCanvas:
        return self.trainee.window.diagram.canvas

    @property
    def ground(self) -> Ground:
        ground = self.canvas.ground()
        assert ground is not None
        return ground

    @property
    def overlay(self) -> Pins:
        overlay = self.trainee.window.pinboard.overlay
        assert overlay is not None
        return overlay

    @property
    def pins(self) -> tuple[Pin, ...]:
        return self.trainee.window.pinning.on(ROOTS)

    def spot(self, x: float, y: float) -> QPoint:
        return self.ground.spot(x, y).toPoint()

    def click(self, x: float, y: float) -> None:
        QTest.mouseClick(self.canvas, LEFT, pos=self.spot(x, y))

    def drag(self, *spots: tuple[float, float]) -> None:
        first, *rest = (self.spot(*one) for one in spots)
        QTest.mousePress(self.canvas, LEFT, pos=first)
        for one in rest:
            QTest.mouseMove(self.canvas, (first + one) / 2)
            QTest.mouseMove(self.canvas, one)
        QTest.mouseRelease(self.canvas, LEFT, pos=rest[-1])

    def point(self, x: float = 0.5, y: float = 0.5) -> Pin:
        self.trainee.window.commands["add-pin"].trigger()
        self.click(x, y)
        return self.pins[-1]

    def rectangle(self, *corners: tuple[float, float]) -> Pin:
        self.trainee.window.commands["add-pin"].trigger()
        self.drag(*corners)
        return self.pins[-1]

    def key(self, key: Qt.Key, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.canvas, key, keys)


@pytest.fixture
def board(trainee: Trainee, tmp_path: Path) -> Board:
    return Board(trainee, tmp_path / "trees")


def close_to(box: Box, other: Box) -> bool:
    return all(abs(a - b) < 0.01 for a, b in zip(box, other, strict=True))


def test_a_click_makes_a_point_and_a_drag_a_rectangle(board: Board) -> None:
    point = board.point(0.25, 0.5)
    assert point.box.is_point
    assert close_to(point.box, Box(0.25, 0.5))
    assert not board.overlay.adding
    wide = board.rectangle((0.8, 0.75), (0.5, 0.25))
    assert close_to(wide.box, Box(0.5, 0.25, 0.3, 0.5))
    assert board.overlay.chosen == wide.id
    assert len(board.pins) == 2


def test_the_button_and_escape(board: Board) -> None:
    header = board.trainee.window.diagram.header
    header.pin_wanted.emit()
    assert board.overlay.adding
    board.key(KEYS.Key_Escape)
    assert not board.overlay.adding
    board.click(0.5, 0.5)
    assert board.pins == ()


def test_a_pin_without_a_mouse(board: Board) -> None:
    board.trainee.window.commands["add-pin"].trigger()
    board.key(KEYS.Key_Return)
    (pin,) = board.pins
    assert close_to(pin.box, Box(0.5, 0.5))
    board.key(KEYS.Key_Right)
    board.key(KEYS.Key_Down, CTRL)
    (moved,) = board.pins
    across = (moved.box.x - pin.box.x) * board.ground.place.width()
    down = (moved.box.y - pin.box.y) * board.ground.place.height()
    assert (round(across), round(down)) == (8, 1)
    board.key(KEYS.Key_Right, SHIFT)
    board.key(KEYS.Key_Down, SHIFT)
    assert not board.pins[0].box.is_point
    board.key(KEYS.Key_Delete)
    assert board.pins == ()


def test_moving_and_resizing_by_hand(board: Board) -> None:
    pin = board.rectangle((0.2, 0.2), (0.4, 0.6))
    board.drag((0.3, 0.4), (0.5, 0.5))
    (moved,) = board.pins
    assert close_to(moved.box, Box(0.4, 0.3, 0.2, 0.4))
    board.drag((0.6, 0.7), (0.8, 0.9))
    assert close_to(board.pins[0].box, Box(0.4, 0.3, 0.4, 0.6))
    undo, redo = (board.trainee.window.commands[one] for one in ("undo", "redo"))
    undo.trigger()
    assert board.pins[0].box == moved.box
    undo.trigger()
    assert board.pins[0].box == pin.box
    undo.trigger()
    assert board.pins == ()
    for _ in range(3):
        redo.trigger()
    assert close_to(board.pins[0].box, Box(0.4, 0.3, 0.4, 0.6))


def edited(board: Board, pin: Pin) -> PinDialog:
    """Open the dialog of a pin as a double-click does."""
    box = body(pin.box, board.ground)
    QTest.mouseDClick(board.canvas, LEFT, pos=box.center().toPoint())
    found = [one for one in QApplication.topLevelWidgets() if isinstance(one, PinDialog)]
    assert len(found) == 1
    return found[0]


def test_saying_what_it_is_and_where_it_leads(board: Board) -> None:
    pin = board.point(0.3, 0.4)
    dialog = edited(board, pin)
    dialog.label.setText("뿌리 끝")
    dialog.colour.setCurrentIndex(list(Colour).index(Colour.PINK))
    QTest.keyClicks(dialog.search, "roots question 7")
    board.trainee.until(lambda: dialog.hits.count() > 0)
    QTest.keyClick(dialog.search, KEYS.Key_Return)
    assert dialog.links.count() == 1
    dialog.accept()
    (said,) = board.pins
    question = board.trainee.course.questions[6].id
    assert (said.label, said.colour, said.questions) == ("뿌리 끝", Colour.PINK, (question,))
    board.trainee.window.diagram.setFocus()
    board.click(0.3, 0.4 - 12 / board.ground.place.height())
    board.trainee.until(lambda: board.trainee.question == question)
    board.trainee.window.commands["undo"].trigger()
    (before,) = board.pins
    assert (before.label, before.questions) == ("", ())


def test_unlinking(board: Board) -> None:
    pin = board.point()
    pinning, question = board.trainee.window.pinning, board.trainee.course.questions[2].id
    pinning.describe(pin.id, "", Colour.BLUE, [question])
    dialog = edited(board, board.pins[0])
    dialog.links.setCurrentRow(0)
    QTest.keyClick(dialog.links, KEYS.Key_Delete)
    dialog.accept()
    assert board.pins[0].questions == ()


def test_a_note_on_a_pin_is_listed_and_leads_there(board: Board) -> None:
    trainee = board.trainee
    pin = board.point(0.7, 0.7)
    trainee.window.pinning.describe(pin.id, "Tip", Colour.GREEN, [])
    assert "Tip" in trainee.window.notes.header.title.text()
    trainee.write_note("The youngest cells are here.")
    trainee.settle()
    assert trainee.study.note(pin.id) is not None
    trainee.window.side.show_tab("notes")
    titles = trainee.listed(Qt.ItemDataRole.DisplayRole)
    assert any("Tip" in str(one) for one in titles)
    trainee.window.gallery.show_picture("img/leaves.png")
    trainee.until(lambda: trainee.window.gallery.picture == "img/leaves.png")
    trainee.window.noting.choose(pin.id)
    board.ready()
    trainee.until(lambda: board.overlay.chosen == pin.id)
    trainee.window.pinning.remove(pin.id)
    assert trainee.window.marking.written().rows == 0
    trainee.window.commands["undo"].trigger()
    titles = trainee.listed(Qt.ItemDataRole.DisplayRole)
    assert any("Tip" in str(one) for one in titles)


def test_pins_are_there_after_a_new_start(trainee: Trainee, tmp_path: Path) -> None:
    board = Board(trainee, tmp_path / "trees")
    board.rectangle((0.2, 0.2), (0.4, 0.6))
    trainee.settle()
    trainee.close()
    trainee.start(tmp_path / "trees" / "course.md")
    board.ready()
    assert len(board.pins) == 1
    assert [one.id for one in board.overlay.pins] == [board.pins[0].id]


def test_a_pin_is_seen(board: Board) -> None:
    before = board.canvas.grab().toImage()
    pin = board.rectangle((0.2, 0.2), (0.4, 0.6))
    board.key(KEYS.Key_Escape)
    edge = board.ground.box(*pin.box).topLeft() + QPointF(0, 20)
    after = board.canvas.grab().toImage()
    ratio = board.canvas.devicePixelRatio()
    at = (edge * ratio).toPoint()
    assert before.pixelColor(at) != after.pixelColor(at)


def test_the_pins_become_the_pictures_map(board: Board, tmp_path: Path) -> None:
    pin = board.rectangle((0.2, 0.2), (0.4, 0.6))
    question = board.trainee.course.questions[3].id
    board.trainee.window.pinning.describe(pin.id, "Root", Colour.BLUE, [question])
    board.trainee.window.commands["save-pins"].trigger()
    boxes = [one for one in QApplication.topLevelWidgets() if isinstance(one, QMessageBox)]
    assert [one.icon() for one in boxes] == [QMessageBox.Icon.Information]
    boxes[0].accept()
    boxes[0].deleteLater()
    words = json.loads((tmp_path / "trees" / f"{ROOTS}.links.json").read_text("utf-8"))
    assert [one["label"] for one in words["pins"]] == ["Root"]
    made = Maps(board.trainee.course).of(ROOTS)
    assert made.questions == (question,)
    assert made.elements[0].box == pytest.approx(tuple(pin.box), abs=1e-4)


def save_pins(board: Board) -> None:
    board.trainee.window.commands["save-pins"].trigger()
    boxes = [one for one in QApplication.topLevelWidgets() if isinstance(one, QMessageBox)]
    assert [one.icon() for one in boxes] == [QMessageBox.Icon.Information]
    boxes[0].accept()
    boxes[0].deleteLater()


def shown_areas(board: Board) -> list[str]:
    links = board.trainee.window.linking.links
    return [one.id for one in links.linked.elements] if links is not None else []


def test_a_saved_pin_is_shown_once_and_stays_the_users(board: Board, tmp_path: Path) -> None:
    window = board.trainee.window
    pin = board.rectangle((0.2, 0.2), (0.4, 0.6))
    question = board.trainee.course.questions[3].id
    window.pinning.describe(pin.id, "Root", Colour.BLUE, [question])
    board.key(KEYS.Key_Escape)
    QTest.mouseMove(board.canvas, board.spot(0.5, 0.9))
    around = board.ground.box(*pin.box).adjusted(-9, -9, 9, 9).toRect()
    before = board.canvas.grab(around).toImage()
    save_pins(board)
    # Another area, which is the author's alone, tells when the map has been read.
    sidecar = tmp_path / "trees" / f"{ROOTS}.links.json"
    words = json.loads(sidecar.read_text("utf-8"))
    words["pins"].append({"id": "other", "x": 0.7, "y": 0.2, "w": 0.1, "h": 0.1, "note": "hm"})
    sidecar.write_text(json.dumps(words), "utf-8")
    window.linking.mapping._picture_changed()
    board.trainee.until(lambda: shown_areas(board) == ["other"])
    assert board.canvas.grab(around).toImage() == before
    # It still moves as a pin does.
    board.drag((0.3, 0.4), (0.5, 0.5))
    assert board.pins[0].box.x == pytest.approx(0.4, abs=0.02)
    assert shown_areas(board) == ["other"]
    # Taken away, the author's area is what is left; undone, it is the pin again.
    window.pinning.remove(pin.id)
    board.trainee.until(lambda: shown_areas(board) == [pin.id, "other"])
    window.marking.steps.undo()
    board.trainee.until(lambda: shown_areas(board) == ["other"])


def test_a_question_is_shown_on_its_pin(board: Board) -> None:
    window = board.trainee.window
    pin = board.point(0.2, 0.2)
    question = board.trainee.course.questions[0].id
    window.pinning.describe(pin.id, "", Colour.BLUE, [question])
    board.key(KEYS.Key_Escape)
    assert board.overlay.chosen == ""
    window.linking.show_question(question)
    assert board.overlay.chosen == pin.id


def test_the_keyboard_walks_the_pins(board: Board) -> None:
    first, second = board.point(0.2, 0.2), board.point(0.8, 0.8)
    board.key(KEYS.Key_Escape)
    walked: list[str] = []
    for key in (KEYS.Key_N, KEYS.Key_N, KEYS.Key_N, KEYS.Key_P):
        board.key(key)
        walked.append(board.overlay.chosen)
    assert walked == [first.id, second.id, first.id, second.id]
