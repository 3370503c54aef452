"""The pane as a person meets it: header, messages, choosing, and taking a picture elsewhere."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from hand_and_eye import THEMED_SVG, colour_at, map_image, near, quarters
from mouse_wheel import wheel
from PySide6.QtCore import QPoint, Qt, QThreadPool
from PySide6.QtGui import QColor, QContextMenuEvent, QImage
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QMessageBox,
    QToolButton,
)

from msp_desktop.ui.views.diagram import DiagramEntry, DiagramPane, DiagramView, Mode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from msp_desktop.ui.theme import Theme

    Save = Callable[..., Path]

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def busy() -> Iterator[threading.Event]:
    """Keep every thread of the program busy until the event is set."""
    gate = threading.Event()
    pool = QThreadPool.globalInstance()
    for _ in range(pool.maxThreadCount()):
        pool.start(lambda: gate.wait(60))
    yield gate
    gate.set()
    pool.waitForDone(60_000)


def entry(path: Path, title: str = "Docker", alt: str = "a map") -> DiagramEntry:
    return DiagramEntry(title, alt, path, f"img/{path.name}")


def shown(qtbot: QtBot, pane: DiagramPane) -> None:
    qtbot.waitUntil(lambda: pane.at_rest and pane.canvas.picture is not None)


def words(pane: DiagramPane) -> list[str]:
    """Every word that can be read in the pane now."""
    labels = [*pane.findChildren(QLabel), *pane.findChildren(QToolButton)]
    return [label.text() for label in labels if label.isVisible() and label.text()]


def button(pane: DiagramPane, says: str) -> QToolButton:
    found = [
        one
        for one in pane.findChildren(QToolButton)
        if one.isVisible() and says in (one.text(), one.accessibleName())
    ]
    assert len(found) == 1, says
    return found[0]


def pick(menu: QMenu, text: str) -> None:
    [action] = [one for one in menu.actions() if one.text() == text]
    action.trigger()


def test_a_diagram_is_shown_with_its_title_and_zoom(
    qtbot: QtBot, pane: DiagramPane, save: Save
) -> None:
    pane.set_diagrams([entry(save("a.png", quarters(1600, 800)))], 0)
    shown(qtbot, pane)
    assert words(pane) == ["Docker", "−", "24 %", "+", "Fit"]
    assert pane.canvas.accessibleName() == "Docker. a map"
    assert pane.canvas.mapTo(pane, QPoint()).y() == pane.header.height()
    assert near(colour_at(pane, 100, 34 + 526 / 2 - 20), QColor("#ff0000"))


def test_the_header_zooms(qtbot: QtBot, pane: DiagramPane, save: Save) -> None:
    pane.set_diagrams([entry(save("a.png", quarters(1600, 3200)))], 0)
    shown(qtbot, pane)
    fitted = pane.view_state()
    qtbot.mouseClick(button(pane, "+"), LEFT)
    assert pane.view_state().zoom == pytest.approx(fitted.zoom * 1.25)
    qtbot.mouseClick(button(pane, "−"), LEFT)
    assert pane.view_state() == fitted
    menu = button(pane, "Zoom").menu()
    for text, zoom in (("100 %", 1.0), ("200 %", 2.0), ("Fit width", 388 / 1600)):
        pick(menu, text)
        assert pane.view_state().zoom == pytest.approx(zoom)
        assert f"{zoom * 100:.0f} %" in words(pane)
    assert pane.view_state().mode is Mode.WIDTH
    qtbot.mouseClick(button(pane, "Fit"), LEFT)
    assert pane.view_state() == fitted


def test_a_course_without_a_diagram_is_told_how_to_have_one(pane: DiagramPane) -> None:
    pane.set_diagrams([], 0)
    assert any("no diagram" in text for text in words(pane))
    assert any("Summary" in text for text in words(pane))
    assert not button(pane, "Fit").isEnabled()


def test_a_missing_picture_names_its_place_and_can_be_located(
    qtbot: QtBot, pane: DiagramPane, tmp_path: Path
) -> None:
    pane.set_diagrams([entry(tmp_path / "map.png")], 0)
    qtbot.waitUntil(lambda: "img/map.png" in words(pane))
    assert "Docker" in words(pane)
    with qtbot.waitSignal(pane.locate_requested) as asked:
        qtbot.mouseClick(button(pane, "Locate…"), LEFT)
    assert asked.args == ["img/map.png"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"no picture", "not a picture"),
        (b"\x89PNG\r\n\x1a\nxxxxxxxx", "damaged"),
        (b"<!DOCTYPE s [<!ENTITY a 'x'>]><svg xmlns='http://www.w3.org/2000/svg'/>", "not safe"),
    ],
)
@pytest.mark.qt_log_ignore(".*")
def test_what_cannot_be_shown_is_said_and_the_next_picture_is_shown(
    qtbot: QtBot, pane: DiagramPane, save: Save, content: bytes, says: str
) -> None:
    pane.set_diagrams([entry(save("bad.png", content))], 0)
    qtbot.waitUntil(lambda: any(says in text for text in words(pane)))
    assert "Locate…" not in words(pane)
    assert pane.canvas.picture is None
    pane.set_diagrams([entry(save("good.png", quarters()))], 0)
    shown(qtbot, pane)
    assert pane.canvas.isVisible()
    assert not any(says in text for text in words(pane))


def test_another_diagram_is_chosen_in_the_title(
    qtbot: QtBot, pane: DiagramPane, save: Save
) -> None:
    first, second = save("a.png", quarters()), save("b.png", map_image())
    pane.set_diagrams([entry(first, "Docker"), entry(second, "Kubernetes & more")], 0)
    shown(qtbot, pane)
    pane.canvas.zoom_to(3.0)
    view = pane.view_state()
    menu = button(pane, "Docker").menu()
    assert [one.isChecked() for one in menu.actions()] == [True, False]
    with qtbot.waitSignal(pane.diagram_chosen) as chosen:
        pick(menu, "Kubernetes && more")
    assert chosen.args == [1]
    shown(qtbot, pane)
    assert "Kubernetes & more" in words(pane)
    assert pane.view_state().mode is Mode.FIT
    pick(button(pane, "Kubernetes & more").menu(), "Docker")
    shown(qtbot, pane)
    assert pane.view_state() == view, "each picture keeps its place"


def test_a_picture_of_an_answer_is_shown_and_the_title_leads_back(
    qtbot: QtBot, pane: DiagramPane, save: Save
) -> None:
    pane.set_diagrams([entry(save("a.png", quarters()))], 0)
    shown(qtbot, pane)
    pane.show_file(save("b.png", map_image(200, 200)), "Layers", "layers of an image")
    shown(qtbot, pane)
    assert pane.canvas.picture is not None
    assert pane.canvas.picture.size.width() == 200
    assert pane.canvas.accessibleName() == "Layers. layers of an image"
    pick(button(pane, "Layers").menu(), "Docker")
    shown(qtbot, pane)
    assert pane.canvas.picture.size.width() == 400
    assert "Docker" in words(pane)


def test_only_the_last_of_several_requests_is_shown(
    qtbot: QtBot, pane: DiagramPane, save: Save, busy: threading.Event
) -> None:
    for width in (100, 200, 300):
        pane.show_file(save(f"{width}.png", quarters(width, 50)), str(width), "")
    busy.set()
    shown(qtbot, pane)
    assert pane.canvas.picture is not None
    assert pane.canvas.picture.size.width() == 300
    assert "300" in words(pane)


def test_a_picture_that_takes_long_is_announced(
    qtbot: QtBot, pane: DiagramPane, save: Save, busy: threading.Event
) -> None:
    pane.set_diagrams([entry(save("a.png", quarters()))], 0)
    assert not any("Loading" in text for text in words(pane))
    qtbot.waitUntil(lambda: any("Loading" in text for text in words(pane)))
    busy.set()
    shown(qtbot, pane)
    assert not any("Loading" in text for text in words(pane))


def test_a_view_is_restored_while_the_picture_is_still_being_read(
    qtbot: QtBot, pane: DiagramPane, save: Save
) -> None:
    pane.set_diagrams([entry(save("a.png", quarters()))], 0)
    view = DiagramView(Mode.FREE, 3.0, 0.4, 0.55)
    pane.restore(view)
    shown(qtbot, pane)
    assert pane.view_state() == view
    assert "300 %" in words(pane)
    pane.restore(DiagramView())
    assert pane.view_state().mode is Mode.FIT


def test_a_picture_that_was_saved_again_keeps_its_place(
    qtbot: QtBot, pane: DiagramPane, save: Save
) -> None:
    pane.set_diagrams([entry(save("a.png", quarters()))], 0)
    shown(qtbot, pane)
    wheel(pane.canvas, QPoint(120, 220), 4)
    view = pane.view_state()
    green = QImage(400, 200, QImage.Format.Format_RGB32)
    green.fill(QColor("#00ff00"))
    pane.set_diagrams([entry(save("a.png", green))], 0)
    shown(qtbot, pane)
    assert pane.view_state() == view
    assert near(colour_at(pane.canvas, 120, 220), QColor("#00ff00"))


def test_another_theme_redraws_an_svg_in_its_place(
    qtbot: QtBot, pane: DiagramPane, save: Save, light: Theme, dark: Theme
) -> None:
    pane.set_diagrams([entry(save("a.svg", THEMED_SVG))], 0)
    shown(qtbot, pane)
    wheel(pane.canvas, QPoint(100, 260), 6)
    view = pane.view_state()
    for theme, name in ((light, "#ff0000"), (dark, "#00ff00"), (light, "#ff0000")):
        pane.set_theme(theme)
        shown(qtbot, pane)
        assert colour_at(pane.canvas, 100, 260) == QColor(name)
        assert colour_at(pane, 5, 5) == theme.colour("panel")
        assert pane.view_state() == view


def test_a_theme_that_changes_while_an_svg_is_read_is_the_one_shown(
    qtbot: QtBot, pane: DiagramPane, save: Save, dark: Theme, busy: threading.Event
) -> None:
    pane.set_diagrams([entry(save("a.svg", THEMED_SVG))], 0)
    pane.set_theme(dark)
    busy.set()
    shown(qtbot, pane)
    qtbot.waitUntil(lambda: colour_at(pane.canvas, 100, 260) == QColor("#00ff00"))


def context_menu(qtbot: QtBot, pane: DiagramPane) -> QMenu:
    """Ask for the menu by the key that does so."""
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Keyboard, QPoint(50, 50), pane.canvas.mapToGlobal(QPoint(50, 50))
    )
    QApplication.sendEvent(pane.canvas, event)
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def test_the_picture_is_copied(qtbot: QtBot, pane: DiagramPane, save: Save) -> None:
    image = quarters()
    pane.set_diagrams([entry(save("a.png", image))], 0)
    shown(qtbot, pane)
    clipboard = QApplication.clipboard()
    clipboard.clear()
    menu = context_menu(qtbot, pane)
    texts = [one.text() for one in menu.actions() if one.text()]
    assert texts == [
        *("Copy picture", "Save picture as…", "Print picture…", "Fit", "Fit width", "100 %"),
        *("Overview of large pictures", "Pictures of the course"),
        *("Full screen", "In its own window"),
    ]
    with qtbot.waitSignal(clipboard.dataChanged):
        pick(menu, "Copy picture")
    menu.close()
    assert clipboard.image().convertToFormat(image.format()) == image


def dialog_of(qtbot: QtBot, pane: DiagramPane, name: str) -> None:
    """Save by typing a name into the dialog as a person would."""
    pane.save_picture()
    qtbot.waitUntil(lambda: bool(pane.findChildren(QFileDialog)))
    [dialog] = pane.findChildren(QFileDialog)
    [field] = [one for one in dialog.findChildren(QLineEdit) if one.isVisible()]
    field.setText(name)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def test_a_drawing_is_saved_as_a_large_png(
    qtbot: QtBot, pane: DiagramPane, save: Save, tmp_path: Path
) -> None:
    pane.set_diagrams([entry(save("a.svg", THEMED_SVG))], 0)
    shown(qtbot, pane)
    dialog_of(qtbot, pane, str(tmp_path / "taken"))
    qtbot.waitUntil((tmp_path / "taken.png").exists)
    saved = QImage(str(tmp_path / "taken.png"))
    assert (saved.width(), saved.height()) == (800, 400)
    assert saved.pixelColor(700, 200) == QColor("#0000ff")


def test_a_picture_that_cannot_be_saved_is_said(
    qtbot: QtBot, pane: DiagramPane, save: Save, tmp_path: Path
) -> None:
    pane.set_diagrams([entry(save("a.png", quarters()))], 0)
    shown(qtbot, pane)
    folder = tmp_path / "folder.png"
    pane.save_picture()
    qtbot.waitUntil(lambda: bool(pane.findChildren(QFileDialog)))
    [dialog] = pane.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(folder / "nowhere" / "a.png"))
    dialog.close()
    qtbot.waitUntil(lambda: bool(pane.findChildren(QMessageBox)))
    [box] = pane.findChildren(QMessageBox)
    assert "could not be saved" in box.text()
    assert box.informativeText()
    box.close()


def test_a_pane_may_be_closed_while_it_reads(
    qtbot: QtBot, light: Theme, save: Save, busy: threading.Event
) -> None:
    import shiboken6

    pane = DiagramPane(light)
    pane.show()
    pane.set_diagrams([entry(save("a.png", quarters()))], 0)
    shiboken6.delete(pane)
    busy.set()
    assert QThreadPool.globalInstance().waitForDone(60_000)
    qtbot.wait(0)


def test_the_pane_can_be_narrow_whatever_the_titles(
    qtbot: QtBot, pane: DiagramPane, tmp_path: Path
) -> None:
    long = tmp_path / ("long" * 40 + ".png")
    pane.set_diagrams([entry(long, "A title " * 20), entry(long, "Another")], 0)
    qtbot.waitUntil(lambda: any("missing" in text for text in words(pane)))
    assert pane.minimumSizeHint().width() < 320
