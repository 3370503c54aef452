"""One line of marked text in little room."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QFontMetricsF

from msp_desktop.ui.views.search.runs import ELLIPSIS, Pen, Run, fitted, runs

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from msp_desktop.ui.theme import Theme

LONG = "컨테이너는 왜 host 파일시스템에 접근하지 않나요? What about a volume, and a bind mount?"
UNBROKEN = "가나다라마바사아자차카타파하" * 6


@pytest.fixture
def pen(qapp: QApplication, light: Theme) -> Pen:
    plain, bold = light.font(), light.font(bold=True)
    text, accent = light.colour("text"), light.colour("accent")
    return Pen(plain, QFontMetricsF(plain), text, bold, QFontMetricsF(bold), accent)


def marks_of(word: str, text: str) -> tuple[tuple[int, int], ...]:
    start = text.index(word)
    return ((start, start + len(word)),)


def test_runs_are_the_text_in_order() -> None:
    assert runs("abcdef", ((0, 1), (3, 6))) == [
        Run("a", marked=True),
        Run("bc", marked=False),
        Run("def", marked=True),
    ]
    assert runs("", ()) == []


def test_what_fits_is_shown_whole(pen: Pen) -> None:
    assert fitted(LONG, (), pen, 10_000) == [Run(LONG, marked=False)]


def test_a_mark_in_sight_leaves_the_beginning_where_it_is(pen: Pen) -> None:
    shown = fitted(LONG, marks_of("host", LONG), pen, 300)
    assert shown[0].text.startswith("컨테이너는")
    assert shown[-1].text.endswith(ELLIPSIS)


def test_a_mark_out_of_sight_is_brought_into_it(pen: Pen) -> None:
    shown = fitted(LONG, marks_of("bind", LONG), pen, 300)
    assert shown[0].text.startswith(ELLIPSIS)
    assert Run("bind", marked=True) in shown


@pytest.mark.parametrize("text", [LONG, UNBROKEN, UNBROKEN + " " + LONG])
@pytest.mark.parametrize("room", [80, 150, 300, 450])
@pytest.mark.parametrize("part", [0.0, 0.3, 0.6, 0.97])
def test_every_mark_is_seen_and_nothing_leaves_the_room(
    pen: Pen, text: str, room: int, part: float
) -> None:
    start = int(len(text) * part)
    shown = fitted(text, ((start, start + 1),), pen, room)
    assert Run(text[start], marked=True) in shown
    assert sum(map(pen.width, shown)) <= room
