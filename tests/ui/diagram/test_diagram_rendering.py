"""Drawing a part of a picture for the screen: what of it lets light through."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QImage

from msp_desktop.ui.views.diagram.rendering import Drawing, drawn
from msp_desktop.ui.views.diagram.vector import VectorPicture

pytestmark = pytest.mark.usefixtures("qapp")

FULL = QSize(400, 200)
INKED, CLEAR = QRect(0, 0, 200, 200), QRect(200, 0, 200, 200)


@pytest.fixture
def half() -> VectorPicture:
    """A picture whose left half is red and whose right half is empty."""
    return VectorPicture.of(
        '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="200">'
        '<rect width="200" height="200" fill="#cc0000"/></svg>',
        dark=False,
    )


def image_of(made: object) -> QImage:
    assert isinstance(made, Drawing)
    return made.image


def test_a_part_that_covers_all_is_painted_without_a_look_behind_it(half: VectorPicture) -> None:
    assert not image_of(drawn(half, None, FULL, INKED)).hasAlphaChannel()
    for part in (CLEAR, QRect(100, 0, 101, 200)):
        assert image_of(drawn(half, None, FULL, part)).hasAlphaChannel()


def test_what_is_pushed_into_sight_beside_an_inked_part_stays_clear(half: VectorPicture) -> None:
    kept = drawn(half, None, FULL, INKED)
    assert isinstance(kept, Drawing)
    image = image_of(drawn(half, None, FULL, QRect(100, 0, 200, 200), kept))
    assert image.pixelColor(50, 100) == QColor("#cc0000")
    assert image.pixelColor(150, 100).alpha() == 0


def test_on_paper_what_is_pushed_into_sight_is_paper(half: VectorPicture) -> None:
    paper = QColor("#ffffee")
    kept = drawn(half, paper, FULL, INKED)
    assert isinstance(kept, Drawing)
    image = image_of(drawn(half, paper, FULL, QRect(100, 0, 200, 200), kept))
    assert image.pixelColor(150, 100) == paper
