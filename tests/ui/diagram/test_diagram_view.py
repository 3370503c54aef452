"""The arithmetic of where a picture stands."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QSizeF

from msp_desktop.ui.views.diagram.view import MOST, DiagramView, Mode, Stage

sides = st.floats(1, 20_000)
windows = st.floats(60, 4000)
stages = st.builds(
    lambda w, h, vw, vh, grows: Stage(QSizeF(w, h), QSizeF(vw, vh), 16, grows),
    sides,
    sides,
    windows,
    windows,
    st.booleans(),
)
fractions = st.floats(0, 1)


def spot(stage: Stage, view: DiagramView, x: float, y: float) -> QPointF:
    place = stage.place(view)
    return QPointF(place.x() + x * place.width(), place.y() + y * place.height())


@given(stages, fractions, fractions, st.lists(st.floats(1, 3), min_size=1, max_size=6))
def test_zooming_in_on_any_point_of_the_picture_holds_it_still(stage, x, y, factors) -> None:
    view = stage.settled(DiagramView())
    at = spot(stage, view, x, y)
    for factor in factors:
        view = stage.zoomed(view, view.zoom * factor, at)
    now = spot(stage, view, x, y)
    # Near the fit the view snaps to it, which may move a point by a thousandth of the picture.
    reach = max(stage.place(view).width(), stage.place(view).height())
    assert math.dist((at.x(), at.y()), (now.x(), now.y())) <= 1e-3 * reach + 1e-3


@given(stages, fractions, fractions, st.floats(1.01, 40))
def test_zooming_out_again_comes_home(stage, x, y, factor) -> None:
    home = stage.settled(DiagramView())
    at = spot(stage, home, x, y)
    there = stage.zoomed(home, home.zoom * factor, at)
    back = stage.zoomed(there, home.zoom, QPointF(0, 0))
    assert back == home


@given(
    stages,
    st.sampled_from(list(Mode)),
    *[st.floats(allow_nan=True, allow_infinity=True)] * 3,
)
def test_whatever_was_remembered_leaves_the_picture_in_sight(stage, mode, zoom, x, y) -> None:
    view = stage.settled(DiagramView(mode, zoom, x, y))
    middle = QPointF(stage.viewport.width() / 2, stage.viewport.height() / 2)
    assert stage.place(view).adjusted(-1, -1, 1, 1).contains(middle)
    assert stage.fit_zoom / 2 <= view.zoom <= max(MOST, stage.fit_zoom)
    assert stage.settled(view) == view


def test_fitting_enlarges_a_drawing_but_not_pixels() -> None:
    window = QSizeF(432, 432)
    assert Stage(QSizeF(40, 40), window, 16, grows=True).fit_zoom == pytest.approx(10)
    assert Stage(QSizeF(40, 40), window, 16, grows=False).fit_zoom == 1


def test_a_point_off_the_picture_still_zooms_towards_the_picture() -> None:
    stage = Stage(QSizeF(400, 100), QSizeF(432, 600), 16, grows=False)
    view = stage.zoomed(stage.settled(DiagramView()), 3.0, QPointF(216, 10))
    assert 0 <= view.y <= 1
    assert stage.place(view).intersects(stage.place(stage.settled(DiagramView())))
