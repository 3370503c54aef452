"""What lies over a picture is asked before the picture moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hand_and_eye import colour_at, map_image, settle
from PySide6.QtCore import QPoint, QPointF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QLineEdit, QMenu, QVBoxLayout, QWidget

from msp_desktop.ui.views.diagram.overlay import Ground, Overlay
from msp_desktop.ui.views.diagram.raster import RasterPicture
from msp_desktop.ui.views.diagram.view import DiagramView, Mode

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent
    from pytestqt.qtbot import QtBot

    from msp_desktop.ui.theme import Theme
    from msp_desktop.ui.views.diagram.canvas import DiagramCanvas

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)

LEFT = Qt.MouseButton.LeftButton


class Patch(Overlay):
    """A green patch on the middle quarter of the picture that takes what is done to it."""

    def __init__(self, *, holds: bool = False) -> None:
        self.told: list[str] = []
        self.stops = 2
        self._holds = holds

    def paint(self, painter: QPainter, ground: Ground, theme: Theme) -> None:
        painter.fillRect(ground.box(0.375, 0.375, 0.25, 0.25), QColor("#00ff00"))

    def _on(self, at: QPointF, ground: Ground) -> bool:
        spot = ground.fraction(at)
        return 0.375 < spot.x() < 0.625 and 0.375 < spot.y() < 0.625

    def pressed(self, event: QMouseEvent, ground: Ground) -> bool:
        return self._holds and self._on(event.position(), ground)

    def moved(self, event: QMouseEvent, ground: Ground) -> bool:
        self.told.append("moved")
        return self._on(event.position(), ground)

    def released(self, event: QMouseEvent, ground: Ground) -> bool:
        self.told.append("released")
        return True

    def clicked(self, event: QMouseEvent, ground: Ground) -> bool:
        on = self._on(event.position(), ground)
        self.told += ["clicked"] if on else []
        return on

    def double_clicked(self, event: QMouseEvent, ground: Ground) -> bool:
        return self._on(event.position(), ground)

    def key_pressed(self, event: QKeyEvent, ground: Ground) -> bool:
        return event.key() == Qt.Key.Key_Return

    def left(self) -> None:
        self.told.append("left")

    def focused(self, *, forward: bool) -> bool:
        self.stops -= 1
        return self.stops >= 0

    def fill_menu(self, menu: QMenu, at: QPointF) -> None:
        menu.addAction(f"{at.x():.2f} {at.y():.2f}")


@pytest.fixture
def mapped(qtbot: QtBot, canvas: DiagramCanvas) -> DiagramCanvas:
    canvas.set_picture(RasterPicture(map_image(1200, 900), QSizeF(1200, 900)))
    settle(qtbot, canvas)
    return canvas


def middle(canvas: DiagramCanvas) -> QPoint:
    return canvas.picture_rect().center().toPoint()


def test_it_is_painted_where_it_is_on_the_picture(qtbot: QtBot, mapped: DiagramCanvas) -> None:
    patch = Patch()
    mapped.add_overlay(patch)
    for view in (DiagramView(), DiagramView(Mode.FREE, 0.5, 0.55, 0.45)):
        mapped.restore(view)
        settle(qtbot, mapped)
        ground = mapped.ground()
        assert ground is not None
        for x, y, green in ((0.4, 0.4, True), (0.6, 0.6, True), (0.35, 0.5, False)):
            at = ground.spot(x, y)
            assert (colour_at(mapped, at.x(), at.y()) == QColor("#00ff00")) == green
            back = ground.fraction(at)
            assert (back.x(), back.y()) == (pytest.approx(x), pytest.approx(y))
    mapped.remove_overlay(patch)
    assert colour_at(mapped, 210, 280) != QColor("#00ff00")


def test_a_click_is_offered_and_a_drag_pushes(qtbot: QtBot, mapped: DiagramCanvas) -> None:
    patch = Patch()
    mapped.add_overlay(patch)
    mapped.zoom_to(2.0)
    qtbot.mouseClick(mapped, LEFT, pos=middle(mapped))
    assert "clicked" in patch.told
    patch.told.clear()
    view = mapped.view_state()
    qtbot.mousePress(mapped, LEFT, pos=middle(mapped))
    qtbot.mouseMove(mapped, middle(mapped) + QPoint(40, 0))
    qtbot.mouseRelease(mapped, LEFT, pos=middle(mapped))
    assert "clicked" not in patch.told
    assert mapped.view_state() != view


def test_a_press_that_is_taken_does_not_push(qtbot: QtBot, mapped: DiagramCanvas) -> None:
    below, patch = Patch(), Patch(holds=True)
    mapped.add_overlay(below)
    mapped.add_overlay(patch)
    mapped.zoom_to(2.0)
    view = mapped.view_state()
    qtbot.mousePress(mapped, LEFT, pos=middle(mapped))
    qtbot.mouseMove(mapped, QPoint(5, 5))
    qtbot.mouseRelease(mapped, LEFT, pos=QPoint(5, 5))
    assert patch.told == ["moved", "released"]
    assert below.told == []
    assert mapped.view_state() == view


def test_keys_and_double_clicks_are_offered_first(qtbot: QtBot, mapped: DiagramCanvas) -> None:
    mapped.add_overlay(Patch())
    fit = mapped.view_state()
    qtbot.mouseDClick(mapped, LEFT, pos=middle(mapped))
    assert mapped.view_state() == fit
    qtbot.mouseDClick(mapped, LEFT, pos=mapped.picture_rect().topLeft().toPoint() + QPoint(9, 9))
    assert mapped.view_state() != fit
    qtbot.keyClick(mapped, Qt.Key.Key_0)
    assert mapped.view_state() == fit


def test_tab_walks_in_it_and_then_goes_on(
    qtbot: QtBot, mapped: DiagramCanvas, light: Theme
) -> None:
    whole = QWidget()
    qtbot.addWidget(whole)
    column = QVBoxLayout(whole)
    first, last = QLineEdit(), QLineEdit()
    for widget in (first, mapped, last):
        column.addWidget(widget)
    QWidget.setTabOrder(first, mapped)
    QWidget.setTabOrder(mapped, last)
    whole.show()
    whole.activateWindow()
    first.setFocus()
    qtbot.waitUntil(first.hasFocus)
    patch = Patch()
    mapped.add_overlay(patch)
    for stays in (True, True, False):
        qtbot.keyClick(whole.focusWidget() or first, Qt.Key.Key_Tab)
        assert mapped.hasFocus() == stays
    assert last.hasFocus()
    mapped.setParent(None)


def test_without_a_picture_nothing_is_offered(qtbot: QtBot, canvas: DiagramCanvas) -> None:
    patch = Patch(holds=True)
    canvas.add_overlay(patch)
    qtbot.mouseClick(canvas, LEFT, pos=QPoint(50, 50))
    qtbot.keyClick(canvas, Qt.Key.Key_Return)
    assert "clicked" not in patch.told
