"""A picture that moves by itself: where it is at which moment, and what stops it."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from calm import Calm
from hand_and_eye import map_image, settle
from mouse_wheel import wheel
from PySide6.QtCore import QPoint, QPointF, QRectF, QSizeF, Qt

from msp_desktop.ui.views.diagram.motion import Glide, Pull, between, eased
from msp_desktop.ui.views.diagram.raster import RasterPicture
from msp_desktop.ui.views.diagram.view import DiagramView, Mode

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from msp_desktop.ui.views.diagram.canvas import DiagramCanvas

LEFT = Qt.MouseButton.LeftButton
CENTRE = QPoint(210, 280)


class Watch:
    """A clock that goes only when it is told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def mapped(qtbot: QtBot, canvas: DiagramCanvas) -> DiagramCanvas:
    canvas.set_picture(RasterPicture(map_image(1200, 900), QSizeF(1200, 900)))
    settle(qtbot, canvas)
    return canvas


@pytest.fixture
def watch(mapped: DiagramCanvas) -> Watch:
    watch = mapped.mover.clock = Watch()
    return watch


def fling(qtbot: QtBot, canvas: DiagramCanvas, watch: Watch, *, wait: float = 0.0) -> None:
    """Drag 100 pixels to the left in 50 ms, and let go after a wait."""
    qtbot.mousePress(canvas, LEFT, pos=CENTRE)
    for step in range(1, 6):
        watch.now += 0.01
        qtbot.mouseMove(canvas, CENTRE - QPoint(20 * step, 0))
    watch.now += wait
    qtbot.mouseRelease(canvas, LEFT, pos=CENTRE - QPoint(100, 0))


def test_a_pull_has_the_speed_of_its_end() -> None:
    pull = Pull()
    for step in range(50):
        pull.add(QPointF(0, 0), step * 0.01)
    for step in range(11):
        pull.add(QPointF(10 * step, 0), 0.5 + step * 0.01)
    assert pull.velocity(0.6).x() == pytest.approx(1000)
    assert pull.velocity(0.65).x() < 1000
    assert pull.velocity(0.8).isNull()


def test_a_glide_goes_as_far_in_few_frames_as_in_many() -> None:
    glide = Glide(QPointF(1000, 500))
    assert glide.gone(0).isNull()
    distances = [glide.gone(step / 100).x() for step in range(200)]
    steps = [later - earlier for earlier, later in pairwise(distances)]
    assert all(step >= 0 for step in steps)
    assert steps == sorted(steps, reverse=True)
    assert not glide.over(0.1)
    assert glide.over(2)


def test_a_zoom_begins_and_ends_where_it_should() -> None:
    assert (eased(0), eased(10)) == (0, 1)
    assert between(0.5, 8, 0) == 0.5
    assert between(0.5, 8, 0.5) == pytest.approx(2)
    assert between(0.5, 8, 1) == pytest.approx(8)


def test_a_picture_let_go_in_motion_glides_and_comes_to_rest(
    qtbot: QtBot, mapped: DiagramCanvas, watch: Watch
) -> None:
    mapped.zoom_to(4.0)
    fling(qtbot, mapped, watch)
    released = mapped.picture_rect().left()
    assert mapped.mover.moving
    watch.now += 0.1
    qtbot.waitUntil(lambda: mapped.picture_rect().left() < released)
    on_the_way = mapped.picture_rect().left()
    watch.now += 10
    qtbot.waitUntil(lambda: not mapped.mover.moving)
    assert mapped.picture_rect().left() < on_the_way
    # 2000 pixels a second, slowed by friction.
    assert released - mapped.picture_rect().left() == pytest.approx(560, rel=0.01)


def test_a_picture_that_was_stopped_before_it_was_let_go_stays(
    qtbot: QtBot, mapped: DiagramCanvas, watch: Watch
) -> None:
    mapped.zoom_to(4.0)
    fling(qtbot, mapped, watch, wait=0.3)
    assert not mapped.mover.moving


@pytest.mark.parametrize("how", ["touch", "key", "wheel", "resize", "hide"])
def test_a_glide_is_stopped_by_what_the_user_does(
    qtbot: QtBot, mapped: DiagramCanvas, watch: Watch, how: str
) -> None:
    mapped.zoom_to(4.0)
    fling(qtbot, mapped, watch)
    if how == "touch":
        qtbot.mousePress(mapped, LEFT, pos=CENTRE)
        qtbot.mouseRelease(mapped, LEFT, pos=CENTRE)
    elif how == "key":
        qtbot.keyClick(mapped, Qt.Key.Key_Right)
    elif how == "wheel":
        wheel(mapped, CENTRE, pixels=QPoint(0, 5))
    elif how == "resize":
        mapped.resize(500, 500)
    else:
        mapped.hide()
    assert not mapped.mover.moving


def test_a_glide_ends_at_the_edge(qtbot: QtBot, mapped: DiagramCanvas, watch: Watch) -> None:
    mapped.restore(DiagramView(Mode.FREE, 4.0, 1.0, 0.5))
    edge = mapped.picture_rect().left()
    fling(qtbot, mapped, watch)
    watch.now += 0.01
    qtbot.waitUntil(lambda: not mapped.mover.moving)
    assert mapped.picture_rect().left() == pytest.approx(edge)


def test_a_zoom_passes_through_what_lies_between(
    qtbot: QtBot, mapped: DiagramCanvas, watch: Watch
) -> None:
    before, at = mapped.picture_rect(), QPoint(130, 250)
    wheel(mapped, at, 3)
    goal = mapped.view_state().zoom
    assert goal == pytest.approx(before.width() / 1200 * 1.25**3), "what is told is where it ends"
    assert mapped.picture_rect().width() == pytest.approx(before.width())
    widths = []
    for _ in range(3):
        watch.now += 0.03
        seen = mapped.picture_rect().width()
        qtbot.waitUntil(lambda seen=seen: mapped.picture_rect().width() > seen)
        widths.append(mapped.picture_rect().width())
        share = (at.x() - mapped.picture_rect().left()) / widths[-1]
        assert share == pytest.approx((at.x() - before.left()) / before.width())
    assert before.width() < widths[0] < widths[1] < widths[2] < 1200 * goal
    watch.now += 1
    qtbot.waitUntil(lambda: not mapped.mover.moving)
    assert mapped.picture_rect().width() == pytest.approx(1200 * goal)


def test_notches_add_up_on_the_way(mapped: DiagramCanvas, watch: Watch) -> None:
    fit = mapped.view_state().zoom
    for _ in range(5):
        wheel(mapped, CENTRE, 1)
        watch.now += 0.01
    assert mapped.view_state().zoom == pytest.approx(fit * 1.25**5)


def test_where_less_motion_is_wanted_nothing_moves_by_itself(
    qtbot: QtBot, mapped: DiagramCanvas, watch: Watch
) -> None:
    calm = Calm()
    mapped.setStyle(calm)
    wheel(mapped, CENTRE, 5)
    assert not mapped.mover.moving
    assert mapped.picture_rect().width() == pytest.approx(1200 * mapped.view_state().zoom)
    fling(qtbot, mapped, watch)
    assert not mapped.mover.moving


def test_a_double_click_with_shift_goes_back(qtbot: QtBot, mapped: DiagramCanvas) -> None:
    fit = mapped.view_state()
    at = QPoint(130, 250)
    qtbot.mouseDClick(mapped, LEFT, pos=at)
    qtbot.mouseDClick(mapped, LEFT, pos=at)
    assert mapped.view_state().zoom == pytest.approx(fit.zoom * 4)
    shift = Qt.KeyboardModifier.ShiftModifier
    qtbot.mouseDClick(mapped, LEFT, shift, pos=at)
    qtbot.mouseDClick(mapped, LEFT, shift, pos=at)
    assert mapped.view_state() == fit


def test_a_place_out_of_sight_is_brought_into_sight(qtbot: QtBot, mapped: DiagramCanvas) -> None:
    mapped.restore(DiagramView(Mode.FREE, 3.0, 0.3, 0.3))
    box = QRectF(0.8, 0.8, 0.05, 0.05)
    mapped.bring_into_sight(box)
    settle(qtbot, mapped)
    ground = mapped.ground()
    assert ground is not None
    shown = ground.box(box.x(), box.y(), box.width(), box.height())
    assert QRectF(mapped.rect()).contains(shown)
    assert mapped.view_state().zoom == 3.0
    view = mapped.view_state()
    mapped.bring_into_sight(box)
    assert mapped.view_state() == view, "what is in sight stays where it is"


def test_two_fingers_zoom_between_them(qtbot: QtBot, mapped: DiagramCanvas) -> None:
    from PySide6.QtGui import QInputDevice
    from PySide6.QtTest import QTest

    device = QTest.createTouchDevice(QInputDevice.DeviceType.TouchScreen)
    zoom = mapped.view_state().zoom
    touch = QTest.touchEvent(mapped, device)
    touch.press(0, QPoint(180, 280), mapped).press(1, QPoint(240, 280), mapped).commit()
    for apart in range(40, 161, 10):
        touch.move(0, QPoint(210 - apart, 280), mapped).move(1, QPoint(210 + apart, 280), mapped)
        touch.commit()
    touch.release(0, QPoint(50, 280), mapped).release(1, QPoint(370, 280), mapped).commit()
    assert mapped.view_state().zoom > 2 * zoom
    assert math.isclose(mapped.view_state().x, 0.5, abs_tol=0.05)
