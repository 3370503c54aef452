"""Titles broken into rows."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontMetricsF
from side_course import LONG

from msp_desktop.paths import resources
from msp_desktop.ui.theme import Theme
from msp_desktop.ui.views.side.lettering import Lettering

TITLES = [
    "Why?",
    LONG,
    "A question with words of ordinary length that goes on for a while and then for longer still",
    "/usr/local/share/one-long-path-without-any-space/and-another/one-that-goes-on/and-on/to/the/end",
    "😀🐳 그림 글자 🚢🚢🚢🚢🚢🚢 사이에서도 글자가 깨지지 않아야 하는 제목 🚀 이 계속됩니다",
]


@pytest.fixture
def lettering(qapp: object) -> Lettering:
    return Lettering(Theme.load(resources() / "themes", dark=False).font())


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize(("first", "rest"), [(60, 60), (150, 190), (228, 228), (700, 720)])
def test_lines_keep_to_their_widths_and_lose_no_letter_but_the_last(
    lettering: Lettering, title: str, first: int, rest: int
) -> None:
    fitted = lettering.fit(title, first, rest)
    measure = QFontMetricsF(lettering.font)
    assert len(fitted.lines) == lettering.lines(title, first)
    for line, width in zip(fitted.lines, (first, rest), strict=False):
        assert measure.horizontalAdvance(line) <= width + 1
    shown, whole = "".join(fitted.lines).replace(" ", ""), title.replace(" ", "")
    if fitted.cut:
        assert shown.endswith("…")
        assert whole.startswith(shown[:-1])
    else:
        assert shown == whole


def test_words_stay_whole_where_there_is_room(lettering: Lettering) -> None:
    title = "Are the layers of an image shared?"
    room = lettering.across(title) - 5
    assert lettering.fit(title, room, room).lines == ("Are the layers of an image", "shared?")


def test_a_single_line_is_cut_at_its_end(lettering: Lettering) -> None:
    fitted = lettering.fit(LONG, 100, 100, most=1)
    assert fitted.cut
    assert len(fitted.lines) == 1
    assert fitted.lines[0].endswith("…")
