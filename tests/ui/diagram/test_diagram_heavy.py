"""Large SVGs: drawn in parts, and the same as if they were drawn at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hand_and_eye import near, settle
from PySide6.QtCore import QPointF, QRect, QSize
from PySide6.QtGui import QColor, QImage

from msp_desktop.course import svg
from msp_desktop.ui.views.diagram import heavy, picture
from msp_desktop.ui.views.diagram.heavy import HeavyPicture
from msp_desktop.ui.views.diagram.picture import read_picture
from msp_desktop.ui.views.diagram.portraits import complete
from msp_desktop.ui.views.diagram.vector import VectorPicture

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from msp_desktop.ui.views.diagram.canvas import DiagramCanvas

    Save = Callable[..., Path]

pytestmark = pytest.mark.usefixtures("qapp")

FULL = QSize(400, 200)
WHOLE = QRect(0, 0, 400, 200)
COLOURS = ("#cc0000", "#00aa00", "#0000cc", "#aa8800")


def tiles(around: str = "{}", style: str = ".a{fill:#cc0000}") -> str:
    """Rows of overlapping boxes: the order of painting shows."""
    boxes = "".join(
        f'<g id="n{n}" transform="translate({n % 40 * 10} {n // 40 * 20})">'
        f'<rect width="14" height="26" class="a" style="fill:{COLOURS[n % 4]}"/>'
        f'<circle cx="5" cy="6" r="3" fill="url(#shade)"/></g>'
        for n in range(400)
    )
    shade = '<linearGradient id="shade"><stop stop-color="#fff"/></linearGradient>'
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="200" viewBox="0 0 400 200">'
        f"<style>{style}@media (prefers-color-scheme: dark){{.a{{opacity:.5}}}}</style>"
        f"<defs>{shade}</defs>{around.format(boxes)}</svg>"
    )


@pytest.fixture
def light_weights(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture, "HEAVY", 1000)
    monkeypatch.setattr(heavy, "PART", 5000)


def alike(one: QImage, other: QImage) -> bool:
    """Whether two pictures are the same but for rounding at the edges of shapes."""
    pairs = zip(bytes(one.constBits()), bytes(other.constBits()), strict=True)
    return one.size() == other.size() and max(abs(a - b) for a, b in pairs) <= 3


def drawn_at_once(text: str) -> QImage:
    return VectorPicture.of(svg.safe(text.encode()), dark=False).drawn(WHOLE, FULL)


@pytest.mark.usefixtures("light_weights")
@pytest.mark.parametrize(
    "around",
    [
        "{}",
        '<g transform="translate(3 2) scale(.9)">{}</g>',
        '<g id="all" fill="red"><g class="layer" transform="rotate(5)">{}</g></g>',
        '<rect width="50" height="50"/>{}<rect x="390" width="50" height="50"/>',
    ],
)
def test_parts_give_the_same_picture(save: Save, around: str) -> None:
    text = tiles(around)
    made = read_picture(save("a.svg", text), dark=False)
    assert isinstance(made, HeavyPicture)
    assert len(made.parts) > 5
    assert alike(complete(made, FULL), drawn_at_once(text))
    part = QRect(100, 50, 90, 70)
    assert alike(made.drawn(part, FULL), drawn_at_once(text).copy(part))


@pytest.mark.usefixtures("light_weights")
@pytest.mark.parametrize(
    ("around", "style"),
    [
        ('<g opacity="0.5">{}</g>', ""),
        ('<g filter="url(#none)">{}</g>', ""),
        ('{}<use href="#n3" x="50"/>', ""),
        ("{}", "g:first-child{fill:red}"),
        ("{}", "svg > g {fill:red}"),
    ],
)
def test_what_cannot_be_cut_is_drawn_at_once(save: Save, around: str, style: str) -> None:
    text = tiles(around, style)
    made = read_picture(save("a.svg", text), dark=False)
    assert len(made.documents) == 1
    assert not made.pending
    assert complete(made, FULL) == drawn_at_once(text)


@pytest.mark.usefixtures("light_weights")
def test_the_first_drawing_shows_as_it_grows_and_later_ones_are_whole(save: Save) -> None:
    made = read_picture(save("a.svg", tiles()), dark=False)
    inked = []
    while True:
        image = made.drawn(WHOLE, FULL)
        row = [y for y in range(199) if image.pixelColor(3, y).alpha()]
        inked.append(len(row))
        if not made.pending:
            break
    assert inked == sorted(inked)
    assert 0 < inked[0] < 100 < inked[-1]
    assert near(made.drawn(WHOLE, FULL).pixelColor(3, 190), image.pixelColor(3, 190))
    dark = made.in_theme(dark=True)
    assert not dark.pending
    assert dark.drawn(WHOLE, FULL).pixelColor(2, 190) != image.pixelColor(2, 190)
    assert QColor(image.pixelColor(2, 190)).alpha() == 255


def test_a_part_is_a_picture_by_itself() -> None:
    safe = svg.safe(tiles().encode())
    parts = [one.decode() for one in svg.split(safe.encode(), 3000)]
    assert len(parts) > 5
    for part in parts:
        assert svg.safe(part.encode())
        assert svg.size(part) == (400, 200)
        assert part.count("<style>") == part.count("<defs>") == 1
    assert sum(part.count("<circle") for part in parts) == 400
    assert svg.split(safe.encode(), len(safe.encode())) == [safe.encode()]


@pytest.mark.usefixtures("light_weights")
def test_only_what_came_into_sight_is_drawn_and_the_rest_is_kept(
    qtbot: QtBot, canvas: DiagramCanvas, save: Save, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = tiles()
    canvas.set_picture(read_picture(save("a.svg", text), dark=False))
    settle(qtbot, canvas)
    canvas.zoom_to(8.0)
    settle(qtbot, canvas)
    drawn: list[QRect] = []
    draw = HeavyPicture.drawn

    def counted(self: HeavyPicture, part: QRect, full: QSize) -> QImage:
        drawn.append(part)
        return draw(self, part, full)

    monkeypatch.setattr(HeavyPicture, "drawn", counted)
    canvas.push(QPointF(-120, 90))
    settle(qtbot, canvas)
    pushed = canvas.grab().toImage()
    area = sum(one.width() * one.height() for one in drawn)
    assert drawn
    assert area < canvas.width() * canvas.height()
    # Seen anew from nothing, it looks the same: nothing is doubled and no seam is left.
    canvas.set_picture(canvas.picture, canvas.view_state())
    settle(qtbot, canvas)
    assert alike(canvas.grab().toImage(), pushed)
