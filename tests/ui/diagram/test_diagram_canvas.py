"""The canvas as a person meets it: what is seen after what the hand did."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hand_and_eye import PLAIN_SVG, colour_at, map_image, near, quarters, settle
from mouse_wheel import wheel
from PySide6.QtCore import QPoint, QPointF, QSizeF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QNativeGestureEvent, QPointingDevice
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from msp_desktop.ui.views.diagram.canvas import DiagramCanvas
from msp_desktop.ui.views.diagram.raster import RasterPicture
from msp_desktop.ui.views.diagram.vector import VectorPicture
from msp_desktop.ui.views.diagram.view import DiagramView, Mode

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from msp_desktop.ui.theme import Theme

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)

LEFT = Qt.MouseButton.LeftButton
CENTRE = QPoint(210, 280)


def raster(image: QImage) -> RasterPicture:
    return RasterPicture(image, QSizeF(image.size()))


@pytest.fixture
def mapped(qtbot: QtBot, canvas: DiagramCanvas) -> DiagramCanvas:
    """The canvas with a picture on which every place has its colour."""
    canvas.set_picture(raster(map_image(1200, 900)))
    settle(qtbot, canvas)
    return canvas


def test_a_picture_fits_in_the_middle_and_stays_so_when_the_window_changes(
    qtbot: QtBot, canvas: DiagramCanvas, light: Theme
) -> None:
    canvas.set_picture(raster(quarters(1600, 800)))
    for size in ((420, 560), (700, 300)):
        canvas.resize(*size)
        settle(qtbot, canvas)
        shown = canvas.grab().toImage()
        place = canvas.picture_rect()
        assert place.center() == canvas.rect().toRectF().center()
        assert canvas.rect().toRectF().contains(place)
        dx, dy = place.width() / 2 - 3, place.height() / 2 - 3
        corners = {(-1, -1): "#ff0000", (1, -1): "#00ff00", (-1, 1): "#0000ff", (1, 1): "#ffff00"}
        for (right, down), name in corners.items():
            spot = (place.center() + QPointF(right * dx, down * dy)).toPoint()
            assert near(shown.pixelColor(spot), QColor(name))
        assert shown.pixelColor(2, 2) == light.colour("panel")


def test_a_small_picture_is_not_blown_up(qtbot: QtBot, canvas: DiagramCanvas) -> None:
    canvas.set_picture(raster(quarters(40, 20)))
    settle(qtbot, canvas)
    assert canvas.picture_rect().size() == QSizeF(40, 20)


@pytest.mark.parametrize("at", [QPoint(120, 230), QPoint(300, 330), CENTRE])
def test_the_wheel_zooms_at_the_pointer(qtbot: QtBot, mapped: DiagramCanvas, at: QPoint) -> None:
    before = colour_at(mapped, at.x(), at.y())
    for _ in range(8):
        wheel(mapped, at, 1)
        assert near(colour_at(mapped, at.x(), at.y()), before, 6), "while it moves"
    settle(qtbot, mapped)
    assert near(colour_at(mapped, at.x(), at.y()), before), "at rest"
    assert mapped.view_state().mode is Mode.FREE
    assert mapped.view_state().zoom == pytest.approx(388 / 1200 * 1.25**8)


def test_turning_the_wheel_back_fits_again(qtbot: QtBot, mapped: DiagramCanvas) -> None:
    wheel(mapped, QPoint(100, 220), 5)
    wheel(mapped, QPoint(350, 400), -5)
    assert mapped.view_state() == DiagramView(Mode.FIT, pytest.approx(388 / 1200))


def test_the_wheel_stops_at_half_the_fit_and_at_forty_times(mapped: DiagramCanvas) -> None:
    wheel(mapped, CENTRE, 100)
    assert mapped.view_state().zoom == 40
    wheel(mapped, CENTRE, -200)
    assert mapped.view_state().zoom == pytest.approx(388 / 1200 / 2)


def test_a_trackpad_pushes_and_with_control_zooms(qtbot: QtBot, mapped: DiagramCanvas) -> None:
    mapped.zoom_to(2.0)
    settle(qtbot, mapped)
    zoom, before = mapped.view_state().zoom, colour_at(mapped, 200, 250)
    wheel(mapped, CENTRE, pixels=QPoint(-40, 25))
    assert near(colour_at(mapped, 160, 275), before)
    assert mapped.view_state().zoom == zoom
    wheel(mapped, CENTRE, 1, pixels=QPoint(0, 30), keys=Qt.KeyboardModifier.ControlModifier)
    assert mapped.view_state().zoom == pytest.approx(zoom * 1.25)


def test_dragging_pushes_the_picture_and_shows_a_hand(qtbot: QtBot, mapped: DiagramCanvas) -> None:
    assert mapped.cursor().shape() == Qt.CursorShape.ArrowCursor
    mapped.zoom_to(2.0)
    settle(qtbot, mapped)
    assert mapped.cursor().shape() == Qt.CursorShape.OpenHandCursor
    before = colour_at(mapped, 200, 250)
    qtbot.mousePress(mapped, LEFT, pos=QPoint(200, 250))
    assert mapped.cursor().shape() == Qt.CursorShape.ClosedHandCursor
    qtbot.mouseMove(mapped, QPoint(230, 260))
    qtbot.mouseMove(mapped, QPoint(300, 180))
    assert near(colour_at(mapped, 300, 180), before), "while it moves"
    qtbot.mouseRelease(mapped, LEFT, pos=QPoint(300, 180))
    settle(qtbot, mapped)
    assert near(colour_at(mapped, 300, 180), before), "at rest"
    assert mapped.cursor().shape() == Qt.CursorShape.OpenHandCursor
    qtbot.mouseMove(mapped, QPoint(10, 10))
    assert near(colour_at(mapped, 300, 180), before), "let go"


def test_the_picture_cannot_be_pushed_away(qtbot: QtBot, mapped: DiagramCanvas) -> None:
    mapped.zoom_to(2.0)
    for _ in range(3):
        qtbot.mousePress(mapped, LEFT, pos=QPoint(5, 5))
        qtbot.mouseMove(mapped, QPoint(415, 555))
        qtbot.mouseRelease(mapped, LEFT, pos=QPoint(415, 555))
        for _ in range(10):
            qtbot.keyClick(mapped, Qt.Key.Key_Left)
            qtbot.keyClick(mapped, Qt.Key.Key_Up)
    settle(qtbot, mapped)
    assert mapped.picture_rect().left() == pytest.approx(16)
    assert near(colour_at(mapped, 18, 280), QColor(0, 127, 64), 140)
    assert mapped.picture_rect().contains(QPointF(CENTRE))


def test_a_double_click_comes_closer_to_what_was_clicked(
    qtbot: QtBot, mapped: DiagramCanvas
) -> None:
    at = QPoint(130, 330)
    before, zoom = colour_at(mapped, 130, 330), mapped.view_state().zoom
    qtbot.mouseDClick(mapped, LEFT, pos=at)
    settle(qtbot, mapped)
    assert mapped.view_state().zoom == pytest.approx(2 * zoom)
    assert near(colour_at(mapped, 130, 330), before)


def test_keys_zoom_push_and_fit(qtbot: QtBot, mapped: DiagramCanvas) -> None:
    fit = mapped.view_state()
    qtbot.keyClick(mapped, Qt.Key.Key_Plus)
    assert mapped.view_state().zoom == pytest.approx(fit.zoom * 1.25)
    qtbot.keyClick(mapped, Qt.Key.Key_Minus)
    assert mapped.view_state() == fit
    qtbot.keyClick(mapped, Qt.Key.Key_1)
    assert mapped.view_state().zoom == 1.0
    settle(qtbot, mapped)
    before = colour_at(mapped, 200, 250)
    qtbot.keyClick(mapped, Qt.Key.Key_Right)
    qtbot.keyClick(mapped, Qt.Key.Key_Down)
    assert near(colour_at(mapped, 152, 202), before)
    for key in (Qt.Key.Key_0, Qt.Key.Key_Home):
        mapped.zoom_to(3.0)
        qtbot.keyClick(mapped, key)
        assert mapped.view_state() == fit


def test_a_pinch_zooms_between_the_fingers(qtbot: QtBot, mapped: DiagramCanvas) -> None:
    at = QPointF(130, 230)
    before, zoom = colour_at(mapped, 130, 230), mapped.view_state().zoom
    device = QPointingDevice.primaryPointingDevice()
    for value in (0.2, 0.25):
        kind = Qt.NativeGestureType.ZoomNativeGesture
        event = QNativeGestureEvent(kind, device, 2, at, at, at, value, QPointF())
        QGuiApplication.sendEvent(mapped, event)
    settle(qtbot, mapped)
    assert mapped.view_state().zoom == pytest.approx(zoom * 1.5)
    assert near(colour_at(mapped, 130, 230), before)


def test_fit_width_starts_at_the_top_and_keeps_the_width(
    qtbot: QtBot, canvas: DiagramCanvas
) -> None:
    canvas.set_picture(raster(quarters(1000, 4000)))
    canvas.fit_width()
    for width in (420, 600):
        canvas.resize(width, 560)
        settle(qtbot, canvas)
        place = canvas.picture_rect()
        assert (place.left(), place.width()) == (pytest.approx(16), pytest.approx(width - 32))
        assert place.top() == pytest.approx(16, abs=1)
        assert near(colour_at(canvas, 30, 30), QColor("#ff0000"))
        assert near(colour_at(canvas, width - 30, 500), QColor("#00ff00"))


def test_pixels_are_averaged_when_reduced_and_square_when_enlarged(
    qtbot: QtBot, canvas: DiagramCanvas
) -> None:
    data = b"\xff\0" * (1600 * 1600 // 2)
    stripes = QImage(data, 1600, 1600, 1600, QImage.Format.Format_Grayscale8)
    stripes = stripes.convertToFormat(QImage.Format.Format_RGB32)
    canvas.set_picture(raster(stripes))
    settle(qtbot, canvas)
    shown = canvas.grab().toImage()
    greys = {shown.pixelColor(x, 280).red() for x in range(40, 380)}
    assert max(greys) - min(greys) < 60, "every second column black makes an even grey"
    canvas.zoom_to(8.0)
    settle(qtbot, canvas)
    shown = canvas.grab().toImage()
    assert {shown.pixelColor(x, 280).red() for x in range(420)} == {0, 255}


def test_an_svg_is_sharp_at_any_zoom(qtbot: QtBot, canvas: DiagramCanvas) -> None:
    canvas.set_picture(VectorPicture.of(PLAIN_SVG, dark=False))
    settle(qtbot, canvas)
    canvas.zoom_to(30.0)
    settle(qtbot, canvas)
    shown = canvas.grab().toImage()
    row = [shown.pixelColor(x, 280).name() for x in range(420)]
    assert row[:209] == [row[0]] * 209
    assert row[211:] == [row[-1]] * 209
    assert row[0] != row[-1]


def test_a_drawing_that_lets_light_through_is_painted_once(
    qtbot: QtBot, canvas: DiagramCanvas
) -> None:
    canvas.set_picture(VectorPicture.of(PLAIN_SVG, dark=False))
    settle(qtbot, canvas)
    fitted = colour_at(canvas, 110, 280)
    for zoom in (6.0, 7.0, 1.1):
        canvas.zoom_to(zoom)
        assert near(colour_at(canvas, 140, 280), fitted), "while it moves"
        settle(qtbot, canvas)
        assert near(colour_at(canvas, 140, 280), fitted), "at rest"


def test_in_the_dark_white_paper_does_not_glare(
    qtbot: QtBot, canvas: DiagramCanvas, dark: Theme
) -> None:
    white = QImage(800, 400, QImage.Format.Format_RGB32)
    white.fill(QColor("#ffffff"))
    canvas.set_theme(dark)
    canvas.set_picture(raster(white))
    settle(qtbot, canvas)
    place, shown = canvas.picture_rect(), canvas.grab().toImage()
    paper = shown.pixelColor(CENTRE)
    assert 200 < paper.lightness() < 245
    assert shown.pixelColor(round(place.left()) - 4, 280) == paper, "the card goes on past it"
    assert shown.pixelColor(round(place.left()) - 8, round(place.top()) - 8) == dark.colour("panel")
    assert shown.pixelColor(3, 3) == dark.colour("panel")


def test_another_theme_redraws_the_paper_in_place(
    qtbot: QtBot, mapped: DiagramCanvas, dark: Theme
) -> None:
    mapped.zoom_to(2.0)
    view = mapped.view_state()
    settle(qtbot, mapped)
    before = colour_at(mapped, 210, 280)
    mapped.set_theme(dark)
    settle(qtbot, mapped)
    after = colour_at(mapped, 210, 280)
    assert mapped.view_state() == view
    assert after.red() < before.red()
    assert near(after, before, 25)


def test_a_view_is_remembered_for_a_window_of_another_size(
    qtbot: QtBot, mapped: DiagramCanvas, light: Theme
) -> None:
    mapped.zoom_to(2.0, QPointF(100, 250))
    settle(qtbot, mapped)
    seen = colour_at(mapped, 210, 280)
    other = DiagramCanvas(light)
    qtbot.addWidget(other)
    other.resize(800, 400)
    other.show()
    assert mapped.picture is not None
    other.set_picture(mapped.picture, mapped.view_state())
    settle(qtbot, other)
    assert near(colour_at(other, 400, 200), seen)
    other.fit()
    other.restore(mapped.view_state())
    assert other.view_state() == mapped.view_state()


def test_the_view_is_told_when_it_changes_and_only_then(
    qtbot: QtBot, mapped: DiagramCanvas
) -> None:
    told: list[DiagramView] = []
    mapped.view_changed.connect(told.append)
    mapped.fit()
    wheel(mapped, CENTRE, pixels=QPoint(30, 30))
    assert told == []
    wheel(mapped, CENTRE, 1)
    mapped.resize(300, 300)
    assert told == [mapped.view_state()], "a resized window keeps zoom and middle"
    mapped.fit()
    mapped.resize(200, 200)
    assert told[-1].zoom == pytest.approx((200 - 32) / 1200)


def test_the_focus_ring_is_for_the_keyboard(qtbot: QtBot, light: Theme) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    field, canvas = QLineEdit(), DiagramCanvas(light)
    column.addWidget(field)
    column.addWidget(canvas)
    window.resize(300, 300)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    canvas.set_picture(raster(map_image()))
    settle(qtbot, canvas)
    ring = light.colour("focus")
    qtbot.mouseClick(canvas, LEFT)
    assert canvas.hasFocus()
    assert colour_at(canvas, 2, canvas.height() / 2) != ring
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert canvas.hasFocus()
    assert near(colour_at(canvas, 2, canvas.height() / 2), ring)
    field.setFocus()
    assert colour_at(canvas, 2, canvas.height() / 2) != ring


def test_a_key_without_use_here_is_left_to_the_window(qtbot: QtBot, light: Theme) -> None:
    heard: list[int] = []

    class Window(QWidget):
        def keyPressEvent(self, event) -> None:
            heard.append(event.key())

    window = Window()
    qtbot.addWidget(window)
    canvas = DiagramCanvas(light, window)
    canvas.resize(300, 300)
    window.show()
    canvas.set_picture(raster(map_image()))
    qtbot.keyClick(canvas, Qt.Key.Key_Down)
    qtbot.keyClick(canvas, Qt.Key.Key_N)
    qtbot.keyClick(canvas, Qt.Key.Key_Plus)
    assert heard == [Qt.Key.Key_Down, Qt.Key.Key_N]


def test_an_empty_canvas_takes_every_gesture(qtbot: QtBot, canvas: DiagramCanvas) -> None:
    wheel(canvas, CENTRE, 1)
    qtbot.mouseDClick(canvas, LEFT, pos=CENTRE)
    qtbot.keyClick(canvas, Qt.Key.Key_Plus)
    canvas.fit_width()
    assert canvas.picture_rect().isNull()
    assert canvas.view_state().zoom == 1.0
