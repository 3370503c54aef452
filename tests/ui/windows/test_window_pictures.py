"""Pictures in the window: opened from answers, in the row, floated, on the full screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from page_links import link_place
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from msp_desktop.ui.views.diagram.strip import Strip
from msp_desktop.ui.views.diagram.view import DiagramView, Mode

if TYPE_CHECKING:
    from pathlib import Path

    from trainee import Trainee

    from msp_desktop.ui.windows.main import MainWindow

LEFT = Qt.MouseButton.LeftButton

COURSE = """# Containers

## Images

- What is an image made of?
  - Of layers, each on top of the one before.

    ![the layers](img/layers.png)
- Where do images come from?
  - From a registry.

## Summary

![the whole](img/whole.png)
"""


def board(colour: str, width: int = 1600, height: int = 1200) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#ffffff"))
    painter = QPainter(image)
    painter.fillRect(width * 3 // 4, height * 3 // 4, width // 4, height // 4, QColor(colour))
    painter.end()
    return image


@pytest.fixture
def course(tmp_path: Path) -> Path:
    folder = tmp_path / "course"
    (folder / "img").mkdir(parents=True)
    (folder / "containers.md").write_text(COURSE, encoding="utf-8")
    assert board("#cc0000").save(str(folder / "img" / "layers.png"))
    assert board("#0000cc").save(str(folder / "img" / "whole.png"))
    return folder / "containers.md"


def shown(trainee: Trainee, path: str) -> None:
    pane = trainee.window.diagram
    trainee.until(lambda: pane.shown is not None and pane.shown.shown_path == path)
    trainee.until(lambda: pane.canvas.picture is not None and pane.at_rest)


def open_layers(trainee: Trainee) -> None:
    trainee.window.gallery.show_picture("img/layers.png")
    shown(trainee, "img/layers.png")


def test_a_picture_of_an_answer_opens_at_the_place_that_was_clicked(
    trainee: Trainee, course: Path
) -> None:
    window = trainee.start(course)
    shown(trainee, "img/whole.png")
    store = window.reader.reader
    trainee.until(lambda: store._page is not None)
    place = link_place(trainee, "picture:img/layers.png")
    QTest.mouseClick(store.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, place)
    shown(trainee, "img/layers.png")
    view = window.diagram.view_state()
    assert view.mode is Mode.FREE
    QTest.mouseClick(store.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, place + QPoint(60, 40))
    trainee.until(lambda: window.diagram.view_state() != view)
    later = window.diagram.view_state()
    assert later.x > view.x
    assert later.y > view.y


def test_how_each_picture_is_looked_at_is_found_again_after_a_restart(
    trainee: Trainee, course: Path
) -> None:
    window = trainee.start(course)
    shown(trainee, "img/whole.png")
    window.diagram.canvas.restore(DiagramView(Mode.FREE, 0.9, 0.6, 0.4))
    open_layers(trainee)
    window.diagram.canvas.restore(DiagramView(Mode.FREE, 1.5, 0.3, 0.7))
    kept = window.diagram.view_state()
    trainee.close()
    window = trainee.start(course)
    shown(trainee, "img/whole.png")
    assert window.diagram.view_state().zoom == pytest.approx(0.9)
    open_layers(trainee)
    view = window.diagram.view_state()
    assert (view.zoom, view.x, view.y) == pytest.approx((kept.zoom, kept.x, kept.y), abs=1e-4)


def test_the_row_has_all_pictures_and_stays_open(trainee: Trainee, course: Path) -> None:
    window = trainee.start(course)
    shown(trainee, "img/whole.png")
    assert not window.diagram.findChildren(Strip)
    window.diagram.canvas.setFocus()
    QTest.keyClick(window.diagram.canvas, Qt.Key.Key_S)
    [strip] = window.diagram.findChildren(Strip)
    assert [one.name for one in strip.places()] == ["img/layers.png", "img/whole.png"]
    at = strip.visualRect(strip.model().index(0, 0)).center()
    QTest.mouseClick(strip.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, at)
    shown(trainee, "img/layers.png")
    assert strip.current == "img/layers.png"
    window.diagram.beside.show_inset(False)
    trainee.close()
    window = trainee.start(course)
    shown(trainee, "img/whole.png")
    assert window.diagram.beside.strip_shown
    assert not window.diagram.beside.inset_shown
    [strip] = window.diagram.findChildren(Strip)
    assert len(strip.places()) == 2


def test_a_missing_picture_of_the_row_can_be_located(trainee: Trainee, course: Path) -> None:
    (course.parent / "img" / "layers.png").unlink()
    window = trainee.start(course)
    window.gallery.show_picture("img/layers.png")

    def words() -> str:
        labels = window.diagram.findChildren(QLabel)
        return " ".join(one.text() for one in labels if one.isVisible())

    trainee.until(lambda: "missing" in words())
    assert "img/layers.png" in words()


def diagram_window(window: MainWindow) -> QWidget | None:
    top = window.diagram.window()
    return None if top is window else top


@pytest.mark.parametrize("floated", [False, True])
def test_the_full_screen_is_entered_by_button_and_keys_and_left_by_escape(
    trainee: Trainee, course: Path, floated: bool
) -> None:
    window = trainee.start(course)
    shown(trainee, "img/whole.png")
    if floated:
        window.panes.float_pane("diagram", floating=True)
    for enter in (
        window.diagram.header._full.click,
        lambda: QTest.keyClick(window.diagram.canvas, Qt.Key.Key_F),
        window.commands["full-diagram"].trigger,
    ):
        enter()
        alone = diagram_window(window)
        assert alone is not None
        assert alone.isFullScreen()
        assert window.panes.full_screen("diagram")
        QTest.keyClick(window.diagram.canvas, Qt.Key.Key_Escape)
        assert not window.panes.full_screen("diagram")
        assert (diagram_window(window) is not None) == floated
        assert window.diagram.isVisible()
    QApplication.processEvents()


def test_a_floated_pane_is_where_it_was_also_when_it_was_put_back_in_between(
    trainee: Trainee, course: Path
) -> None:
    window = trainee.start(course)
    shown(trainee, "img/whole.png")
    window.panes.float_pane("diagram", floating=True)
    alone = diagram_window(window)
    assert alone is not None
    alone.setGeometry(40, 50, 333, 444)
    window.panes.float_pane("diagram", floating=False)
    trainee.close()
    window = trainee.start(course)
    window.panes.fill_screen("diagram", full=True)
    window.panes.fill_screen("diagram", full=False)
    window.panes.float_pane("diagram", floating=True)
    alone = diagram_window(window)
    assert alone is not None
    assert (alone.width(), alone.height()) == (333, 444)
    window.panes.fill_screen("diagram", full=True)
    trainee.close()
    window = trainee.start(course)
    trainee.until(lambda: diagram_window(window) is not None)
    alone = diagram_window(window)
    assert alone is not None
    assert not alone.isFullScreen()
    assert (alone.width(), alone.height()) == (333, 444)


def test_who_wants_less_motion_has_it_until_he_wants_it_otherwise(
    trainee: Trainee, course: Path
) -> None:
    window = trainee.start(course)
    shown(trainee, "img/whole.png")
    window.diagram.canvas.zoom_by(1.5)
    assert window.diagram.canvas.mover.moving
    window.commands["less-motion"].trigger()
    assert not window.diagram.canvas.mover.moving
    trainee.close()
    window = trainee.start(course)
    shown(trainee, "img/whole.png")
    assert window.commands["less-motion"].isChecked()
    before = window.diagram.view_state().zoom
    window.diagram.canvas.zoom_by(1.5)
    assert not window.diagram.canvas.mover.moving
    assert window.diagram.canvas.picture_rect().width() == pytest.approx(1600 * before * 1.5)
    window.commands["less-motion"].trigger()
    window.diagram.canvas.zoom_by(1.5)
    assert window.diagram.canvas.mover.moving
