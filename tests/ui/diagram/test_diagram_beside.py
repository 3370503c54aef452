"""What stands beside a picture: the overview, the row of all, remarks, and what moves."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import pytest
from calm import Calm
from hand_and_eye import PLAIN_SVG, colour_at, map_image, quarters
from mouse_wheel import wheel
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel, QMenu, QToolButton

from msp_desktop.ui.views.diagram import DiagramEntry, DiagramPane
from msp_desktop.ui.views.diagram.inset import Inset
from msp_desktop.ui.views.diagram.strip import Strip

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from msp_desktop.ui.theme import Theme

    Save = Callable[..., Path]

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

LEFT = Qt.MouseButton.LeftButton


def entry(path: Path, title: str = "Docker") -> DiagramEntry:
    return DiagramEntry(title, "", path, f"img/{path.name}")


def shown(qtbot: QtBot, pane: DiagramPane) -> None:
    qtbot.waitUntil(lambda: pane.at_rest and pane.canvas.picture is not None)


def menu_of(qtbot: QtBot, pane: DiagramPane) -> QMenu:
    [more] = [
        one
        for one in pane.findChildren(QToolButton)
        if one.accessibleName() == "More about this picture"
    ]
    qtbot.mouseClick(more, LEFT)
    menus = [one for one in pane.header.findChildren(QMenu) if one.isVisible()]
    return menus[-1]


def pick(menu: QMenu, text: str) -> None:
    [action] = [one for one in menu.actions() if one.text() == text]
    action.trigger()
    menu.close()


# The overview.


def inset_of(pane: DiagramPane) -> Inset | None:
    return next((one for one in pane.findChildren(Inset) if one.isVisible()), None)


def test_the_overview_is_there_while_the_picture_is_larger_than_the_pane(
    qtbot: QtBot, pane: DiagramPane, save: Save
) -> None:
    pane.set_diagrams([entry(save("a.png", map_image(1200, 900)))], 0)
    shown(qtbot, pane)
    assert inset_of(pane) is None
    wheel(pane.canvas, QPoint(100, 200), 4)
    shown(qtbot, pane)
    inset = inset_of(pane)
    assert inset is not None
    corner = pane.canvas.rect().bottomRight() - inset.geometry().bottomRight()
    assert corner == QPoint(10, 10)
    assert inset.width() / inset.height() == pytest.approx(4 / 3, abs=0.05)
    image = inset.grab().toImage()
    right = image.pixelColor(inset.width() - 4, inset.height() - 4)
    left = image.pixelColor(4, inset.height() - 4)
    assert right.red() > left.red() + 60, "all of the picture is in it"
    assert abs(right.green() - left.green()) < 20
    pane.canvas.fit()
    assert inset_of(pane) is None


def test_a_click_or_a_drag_in_the_overview_goes_there(
    qtbot: QtBot, pane: DiagramPane, save: Save
) -> None:
    pane.set_diagrams([entry(save("a.png", map_image(1200, 900)))], 0)
    shown(qtbot, pane)
    pane.canvas.zoom_to(2.0)
    inset = inset_of(pane)
    assert inset is not None
    at = QPoint(inset.width() // 3, inset.height() // 3)
    with qtbot.waitSignal(pane.canvas.moved_by_hand):
        qtbot.mousePress(inset, LEFT, pos=at)
    assert pane.view_state().x == pytest.approx(1 / 3, abs=0.02)
    assert pane.view_state().y == pytest.approx(1 / 3, abs=0.03)
    qtbot.mouseMove(inset, at * 2)
    assert pane.view_state().x == pytest.approx(2 / 3, abs=0.02)
    qtbot.mouseRelease(inset, LEFT, pos=at * 2)
    assert pane.view_state().zoom == 2.0


def test_the_overview_can_be_switched_off(qtbot: QtBot, pane: DiagramPane, save: Save) -> None:
    pane.set_diagrams([entry(save("a.png", map_image(1200, 900)))], 0)
    shown(qtbot, pane)
    pane.canvas.zoom_to(2.0)
    assert inset_of(pane) is not None
    with qtbot.waitSignal(pane.arranged):
        pick(menu_of(qtbot, pane), "Overview of large pictures")
    assert inset_of(pane) is None
    pane.canvas.zoom_to(3.0)
    assert inset_of(pane) is None
    pick(menu_of(qtbot, pane), "Overview of large pictures")
    assert inset_of(pane) is not None


# The row of all pictures.


def with_row(qtbot: QtBot, pane: DiagramPane, save: Save, count: int = 3) -> Strip:
    entries = [
        entry(save(f"{n}.png", quarters(40 + 10 * n, 30)), f"Picture {n}") for n in range(count)
    ]
    pane.pictures = lambda: entries
    pane.set_diagrams(entries[:1], 0)
    shown(qtbot, pane)
    qtbot.keyClick(pane.canvas, Qt.Key.Key_S)
    [strip] = pane.findChildren(Strip)
    assert strip.isVisible()
    return strip


def test_all_pictures_are_in_the_row_and_the_shown_one_is_marked(
    qtbot: QtBot, pane: DiagramPane, save: Save
) -> None:
    strip = with_row(qtbot, pane, save)
    assert [one.title for one in strip.places()] == ["Picture 0", "Picture 1", "Picture 2"]
    assert strip.current == "img/0.png"
    rect = strip.visualRect(strip.model().index(1, 0))
    middle = QPoint(rect.center().x(), rect.top() + 30)

    def colours() -> set[str]:
        image = strip.viewport().grab().toImage()
        spots = (QPoint(-12, -8), QPoint(12, -8), QPoint(-12, 8), QPoint(12, 8))
        return {image.pixelColor(middle + one).name() for one in spots}

    qtbot.waitUntil(lambda: colours() == {"#ff0000", "#00ff00", "#0000ff", "#ffff00"})


def test_a_picture_is_chosen_by_click_and_by_key(
    qtbot: QtBot, pane: DiagramPane, save: Save
) -> None:
    strip = with_row(qtbot, pane, save)
    with qtbot.waitSignal(pane.picture_chosen) as chosen:
        at = strip.visualRect(strip.model().index(2, 0)).center()
        qtbot.mouseClick(strip.viewport(), LEFT, pos=at)
    assert chosen.args == ["img/2.png"]
    strip.setFocus()
    qtbot.keyClick(strip, Qt.Key.Key_Home)
    qtbot.keyClick(strip, Qt.Key.Key_Right)
    with qtbot.waitSignal(pane.picture_chosen) as chosen:
        qtbot.keyClick(strip, Qt.Key.Key_Return)
    assert chosen.args == ["img/1.png"]


def test_only_what_is_in_sight_is_read(qtbot: QtBot, pane: DiagramPane, save: Save) -> None:
    strip = with_row(qtbot, pane, save, count=40)
    thumbnails = strip.thumbnails
    qtbot.waitUntil(lambda: len(thumbnails._kept) >= 4 and not thumbnails._wanted)
    assert len(thumbnails._kept) <= 6
    qtbot.keyClick(strip, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: "img/39.png" in thumbnails._kept)
    assert "img/20.png" not in thumbnails._kept


# What moves.


def film(*colours: int, delay: int = 3, loops: int | None = 0) -> bytes:
    """A GIF of one pixel: of red (0), blue (1), or both in turn."""

    def frame(index: int) -> bytes:
        pixels = {0: b"\x44\x01", 1: b"\x4c\x01"}[index]
        control = b"\x21\xf9\x04\x00" + struct.pack("<H", delay) + b"\x00\x00"
        return control + b"\x2c" + struct.pack("<4H", 0, 0, 1, 1) + b"\0\x02\x02" + pixels + b"\0"

    head = b"GIF89a" + struct.pack("<2H", 1, 1) + b"\x80\0\0" + b"\xff\0\0" + b"\0\0\xff"
    if loops is not None:
        head += b"\x21\xff\x0bNETSCAPE2.0\x03\x01" + struct.pack("<H", loops) + b"\0"
    return head + b"".join(map(frame, colours)) + b"\x3b"


def pixel(pane: DiagramPane) -> str:
    centre = pane.canvas.rect().center()
    pane.canvas.zoom_to(40.0)
    return colour_at(pane.canvas, centre.x(), centre.y()).name()


def test_an_animation_plays_again_and_again(qtbot: QtBot, pane: DiagramPane, save: Save) -> None:
    pane.set_diagrams([entry(save("a.gif", film(0, 1)))], 0)
    shown(qtbot, pane)
    for name in ("#0000ff", "#ff0000", "#0000ff", "#ff0000"):
        qtbot.waitUntil(lambda name=name: pixel(pane) == name)


def test_an_animation_ends_when_it_says_so_and_can_be_played_again(
    qtbot: QtBot, pane: DiagramPane, save: Save
) -> None:
    pane.set_diagrams([entry(save("a.gif", film(0, 1, 0, 1, loops=None)))], 0)
    shown(qtbot, pane)
    qtbot.waitUntil(lambda: not pane.beside.player.playing)
    # The last frame may still be on its way to the screen; no other comes.
    qtbot.waitUntil(lambda: pixel(pane) == "#0000ff")
    pick(menu_of(qtbot, pane), "Play the animation")
    assert pane.beside.player.playing
    qtbot.waitUntil(lambda: not pane.beside.player.playing)


def test_an_animation_is_stopped_by_a_key_and_by_the_menu(
    qtbot: QtBot, pane: DiagramPane, save: Save
) -> None:
    pane.set_diagrams([entry(save("a.gif", film(0, 1)))], 0)
    shown(qtbot, pane)
    player = pane.beside.player
    assert player.playing
    qtbot.keyClick(pane.canvas, Qt.Key.Key_Space)
    assert not player.playing
    qtbot.keyClick(pane.canvas, Qt.Key.Key_Space)
    assert player.playing
    pick(menu_of(qtbot, pane), "Stop the animation")
    assert not player.playing


def test_an_animation_rests_while_nobody_can_see_it(
    qtbot: QtBot, pane: DiagramPane, save: Save
) -> None:
    pane.set_diagrams([entry(save("a.gif", film(0, 1)))], 0)
    shown(qtbot, pane)
    player = pane.beside.player
    pane.hide()
    qtbot.waitUntil(lambda: not player._timer.isActive() and player._worker.idle)
    assert player.playing
    pane.show()
    for name in ("#0000ff", "#ff0000"):
        qtbot.waitUntil(lambda name=name: pixel(pane) == name)


def test_where_less_motion_is_wanted_it_waits_to_be_played(
    qtbot: QtBot, pane: DiagramPane, save: Save
) -> None:
    calm = Calm()
    pane.canvas.setStyle(calm)
    pane.set_diagrams([entry(save("a.gif", film(0, 1)))], 0)
    shown(qtbot, pane)
    assert pane.beside.can_play
    assert not pane.beside.player.playing
    qtbot.keyClick(pane.canvas, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: pixel(pane) == "#0000ff")


def test_an_animation_that_breaks_off_shows_what_there_is(
    qtbot: QtBot, pane: DiagramPane, save: Save
) -> None:
    pane.set_diagrams([entry(save("a.gif", film(0, 1, 0, 1)[:-20]))], 0)
    shown(qtbot, pane)
    qtbot.waitUntil(lambda: pixel(pane) == "#0000ff")
    pane.set_diagrams([entry(save("b.png", quarters()))], 0)
    shown(qtbot, pane)
    assert not pane.beside.can_play


# Remarks.


def words(pane: DiagramPane) -> str:
    return " ".join(one.text() for one in pane.findChildren(QLabel) if one.isVisible())


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.svg", PLAIN_SVG.replace("</svg>", "<script>x()</script></svg>"), "scripts"),
        ("a.svg", PLAIN_SVG.replace("<rect", '<rect onclick="x()"', 1), "scripts"),
        (
            "a.svg",
            PLAIN_SVG.replace("</svg>", '<image href="https://e.org/a.png"/></svg>'),
            "outside",
        ),
        ("a.svg", PLAIN_SVG.replace("</svg>", '<use href="b.svg#x"/></svg>'), "outside"),
        ("a.svg", PLAIN_SVG.replace("<rect", "<style>@import 'a.css'</style><rect", 1), "outside"),
        ("a.svg", PLAIN_SVG.replace("<rect", '<rect style="fill:url(//e.org/a)"', 1), "outside"),
        ("a.jpg", quarters(), "is a PNG picture"),
        ("a.png", PLAIN_SVG, "is a SVG picture"),
    ],
)
@pytest.mark.qt_log_ignore("filename is empty", "is undefined", extend=True)
def test_what_was_left_out_is_said_and_the_rest_is_shown(
    qtbot: QtBot, pane: DiagramPane, save: Save, name: str, content: str | QImage, says: str
) -> None:
    if isinstance(content, QImage):
        path = save("whatever.png", content).rename(save(name, b""))
    else:
        path = save(name, content)
    pane.set_diagrams([entry(path)], 0)
    shown(qtbot, pane)
    assert says in words(pane)
    assert pane.canvas.isVisible()
    pane.set_diagrams([entry(save("plain.svg", PLAIN_SVG))], 0)
    shown(qtbot, pane)
    assert says not in words(pane)


def test_remarks_are_made_of_a_kept_drawing_too(
    qtbot: QtBot, light: Theme, save: Save, tmp_path: Path
) -> None:
    path = save("a.svg", PLAIN_SVG.replace("</svg>", "<script>x()</script></svg>"))
    for _ in range(2):
        pane = DiagramPane(light)
        qtbot.addWidget(pane)
        pane.keep_drawings(tmp_path / "cache")
        pane.show()
        pane.set_diagrams([entry(path)], 0)
        shown(qtbot, pane)
        assert "scripts" in words(pane)


def test_the_place_that_was_pointed_at_is_looked_at_closely(
    qtbot: QtBot, pane: DiagramPane, save: Save
) -> None:
    path = save("a.png", map_image(1200, 900))
    for _ in range(2):
        pane.show_file(path, "Map", "", "img/a.png")
        pane.aim(0.7, 0.4)
        shown(qtbot, pane)
        view = pane.view_state()
        assert (view.zoom, view.x, view.y) == (1.0, pytest.approx(0.7, abs=0.1), pytest.approx(0.4))
    small = save("b.png", quarters(100, 100))
    pane.show_file(small, "Small", "", "img/b.png")
    pane.aim(0.9, 0.9)
    shown(qtbot, pane)
    assert pane.canvas.picture_rect().center() == QPointF(
        QRect(pane.canvas.rect()).toRectF().center()
    )
