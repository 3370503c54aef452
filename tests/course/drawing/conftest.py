"""A look for drawings, in colours that nothing else has."""

from __future__ import annotations

import pytest

from msp_desktop.course.drawing.look import Look, Palette

LIGHT = Palette(
    ground="#fafbfc",
    text="#101112",
    line="#505152",
    faint="#909192",
    fill="#e0e8ff",
    border="#2040d0",
    frame="#ffffff",
    frame_border="#c8c9ca",
    note="#fff4d0",
    note_border="#907010",
    alarm="#ffe0e0",
    alarm_border="#b02020",
    series=("#2040d1", "#108050", "#d09000"),
)
DARK = Palette(
    ground="#1a1b1c",
    text="#eaebec",
    line="#a0a1a2",
    faint="#707172",
    fill="#202848",
    border="#80a0ff",
    frame="#111213",
    frame_border="#3a3b3c",
    note="#302810",
    note_border="#f0c060",
    alarm="#381818",
    alarm_border="#ff8080",
    series=("#80a0fe", "#50c090", "#f0b020"),
)


@pytest.fixture
def look() -> Look:
    return Look(("Noto Sans KR", "Noto Sans CJK KR"), LIGHT, DARK)
