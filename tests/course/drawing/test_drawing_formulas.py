"""Formulas as outlines: what is drawn, what is refused, and that nothing else happens."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from msp_desktop.course.drawing.formula import LONGEST, MOST_BRACES, draw_formula
from msp_desktop.course.drawing.model import CannotDraw, Fault
from msp_desktop.course.svg import safe, themed

if TYPE_CHECKING:
    from msp_desktop.course.drawing.look import Look

pytest.importorskip("ziamath")

DRAWN = [
    r"x",
    r"E = mc^2",
    r"\frac{a}{b}",
    r"\sum_{i=1}^{n} i = \frac{n(n+1)}{2}",
    r"\int_0^\infty e^{-x^2}\,dx",
    r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}",
    r"\begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix}^{-1}",
    r"\begin{aligned} a &= b + c \\ &= d \end{aligned}",
    r"\begin{align} a &= b \\ &= c \end{align}",
    r"\begin{equation} x = 1 \end{equation}",
    r"\begin{gather*} a = b \\ c = d \end{gather*}",
    r"\begin{cases} 1 & x > 0 \\ 0 & \text{otherwise} \end{cases}",
    r"O(n \log n)",
    r"\operatorname*{argmax}_x f(x)",
    r"\binom{n}{k} + \sqrt[3]{x} + \hat{y} + \overline{AB}",
    r"a < b \land c > d \& e",
    r"x \equiv y \pmod{7} \tag{1}",
    r"\text{}x",
    r"\boxed{x = 1}",
]
REFUSED = [
    (r"\frac{a}{", Fault.NOT_UNDERSTOOD, "{ without }"),
    (r"a}", Fault.NOT_UNDERSTOOD, "} without {"),
    (r"1 + \nosuchthing{x}", Fault.NOT_UNDERSTOOD, r"\nosuchthing"),
    (r"\left( x", Fault.NOT_UNDERSTOOD, ""),
    (r"\begin{matrix} a", Fault.NOT_UNDERSTOOD, ""),
    (r"x^", Fault.NOT_UNDERSTOOD, ""),
    (r"a & b", Fault.NOT_UNDERSTOOD, ""),
    ("", Fault.NOT_UNDERSTOOD, ""),
    (r"\sqrt{" * 30 + "x" + "}" * 30, Fault.TOO_DEEP, ""),
    (r"\left(" * 30 + "x" + r"\right)" * 30, Fault.TOO_DEEP, ""),
    ("{" * (MOST_BRACES + 1) + "x" + "}" * (MOST_BRACES + 1), Fault.TOO_DEEP, ""),
    ("x" * (LONGEST + 1), Fault.TOO_LONG, ""),
    ("x" * LONGEST, Fault.TOO_LARGE, ""),
]
PIECES = [
    *(
        "a",
        "가",
        " ",
        "1",
        "+",
        "=",
        "{",
        "}",
        "^",
        "_",
        "&",
        "\\\\",
        "\\",
        "$",
        "%",
        "#",
        "<",
        "'",
    ),
    *(
        r"\frac",
        r"\sqrt",
        r"\text{한 a}",
        r"\left(",
        r"\right)",
        r"\begin{matrix}",
        r"\end{matrix}",
    ),
    *(r"\sum", r"\color{red}", r"\href{http://a.b}{c}", r"\tag{1}", "\0", "\ud800", "\U0001f600"),
]


@pytest.mark.parametrize("source", DRAWN)
@pytest.mark.parametrize("display", [True, False])
def test_a_formula_is_drawn(source: str, display: bool, look: Look) -> None:
    drawing = draw_formula(source, look, display=display)
    assert drawing.width > 0
    assert 0 <= drawing.depth < drawing.height
    assert drawing.svg.startswith("<svg ")
    # Safe already, and nothing but outlines in the colour of the text around it.
    assert safe(drawing.svg.encode()).count("<") == safe(safe(drawing.svg.encode()).encode()).count(
        "<"
    )
    assert set(re.findall(r'fill="([^"]*)"', drawing.svg)) <= {"currentColor", "none"}
    assert "http" not in drawing.svg.replace("http://www.w3.org/2000/svg", "")


def test_a_formula_is_larger_by_itself_than_among_text(look: Look) -> None:
    source = r"\sum_{i=1}^{n} \frac{a}{b}"
    large, small = (draw_formula(source, look, display=one) for one in (True, False))
    assert large.height > small.height


def test_letters_that_the_font_lacks_are_text_in_the_programs_font(look: Look) -> None:
    svg = draw_formula(r"\frac{\text{거리 d}}{\text{시간}} = 속", look, display=True).svg
    assert re.findall(r"<text[^>]*>(.)</text>", svg) == list("거리시간속")
    assert "Noto Sans KR" in svg
    assert 'class="' not in svg


def test_an_authors_colours_keep_their_hue_in_the_dark(look: Look) -> None:
    svg = draw_formula(r"\color{blue}{x}", look, display=True).svg
    (light,) = re.findall("fill:#(.{6})", themed(svg, dark=False))
    *_, dark = re.findall("fill:#(.{6})", themed(svg, dark=True))
    red, green, blue = (int(dark[index : index + 2], 16) for index in (0, 2, 4))
    assert light == "0000ff" != dark
    assert blue > max(red, green)


@pytest.mark.parametrize(("source", "fault", "detail"), REFUSED)
def test_what_is_not_drawn_says_why(source: str, fault: Fault, detail: str, look: Look) -> None:
    with pytest.raises(CannotDraw) as refused:
        draw_formula(source, look, display=True)
    assert refused.value.undrawn.fault is fault
    assert detail in refused.value.undrawn.detail


@settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_anything_is_drawn_safely_or_refused(look: Look, source: str) -> None:
    try:
        drawing = draw_formula(source, look, display=False)
    except CannotDraw:
        return
    assert safe(drawing.svg.encode())
    assert "<a" not in drawing.svg
