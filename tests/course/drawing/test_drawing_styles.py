"""Style sheets and colours of drawings."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING
from xml.etree.ElementTree import fromstring

import pytest
from counting import calls

from msp_desktop.course.drawing.cascade import StyleSheet, place
from msp_desktop.course.drawing.colours import Colour, colour, in_the_dark, mixed
from msp_desktop.course.drawing.plain import plain

if TYPE_CHECKING:
    from msp_desktop.course.drawing.look import Look

TREE = fromstring(
    '<svg id="m" class="root"><g class="node a" id="n-end" data-look="neo"><rect class="box big"'
    ' style="stroke: red; fill: blue !important"/></g></svg>'
)
PATH = [place(TREE), place(TREE[0]), place(TREE[0][0])]


@pytest.mark.parametrize(
    "selector",
    [
        *("rect", "*", ".box", ".box.big", "rect.big", "#m rect", "#m .node rect", "g > rect"),
        *("#m>.node>.box", ".node.a .box", '[id$="-end"] rect', "[data-look=neo].a rect"),
        *("[data-look] rect", ".root rect, .nothing", ".nothing,.box", "/* x */ .box"),
    ],
)
def test_a_selector_that_fits(selector: str) -> None:
    assert StyleSheet(f"{selector}{{opacity:.5}}").declared(PATH)["opacity"] == ".5"


@pytest.mark.parametrize(
    "selector",
    [
        *("g", ".node", ".box.small", "#m > rect", "#other rect", "circle", '[id="end"] rect'),
        *("rect:hover", "rect + rect", "rect ~ rect", "g rect:not(.x)", ".box .node", "@media x"),
    ],
)
def test_a_selector_that_does_not_fit_or_is_not_understood(selector: str) -> None:
    assert "opacity" not in StyleSheet(f"{selector}{{opacity:.5}}").declared(PATH)


def test_what_wins() -> None:
    css = (
        ".box{width:1;height:1}rect{width:2}#m rect{height:3;fill:green}.box{width:4}"
        "rect{stroke:black!important;x:1!important}.box{x:2}"
    )
    declared = StyleSheet(css).declared(PATH)
    assert declared == {
        "width": "4",
        "height": "3",
        "x": "1",
        # Important beats an element's own style, its own important one beats all.
        "stroke": "black",
        "fill": "blue",
    }


def test_blocks_of_rules_are_left_out() -> None:
    css = "@keyframes k{from{opacity:0}to{opacity:1}}@media x{rect{y:1}}rect{y:2}}}rect{z:3"
    assert StyleSheet(css).declared(PATH)["y"] == "2"


@pytest.mark.parametrize("unit", ["rect{", "}", "a b ", ".a", "rect{x:1}", "/*", "[a=", "@a{"])
def test_work_grows_no_faster_than_a_sheet(unit: str) -> None:
    small = calls(lambda: StyleSheet(unit * 400).declared(PATH))
    large = calls(lambda: StyleSheet(unit * 1_600).declared(PATH))
    assert large <= 4.5 * small


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("#abc", Colour("#aabbcc")),
        ("#AABBCC80", Colour("#aabbcc", 128 / 255)),
        ("rgb(255, 0, 0)", Colour("#ff0000")),
        ("rgba(0,0,0,.5)", Colour("#000000", 0.5)),
        ("rgb(0 0 0 / 40%)", Colour("#000000", 0.4)),
        ("hsl(240, 100%, 50%)", Colour("#0000ff")),
        ("hsl(-120, 100%, 50%)", Colour("#0000ff")),
        ("White", Colour("#ffffff")),
        ("transparent", Colour("#000000", 0)),
        ("none", None),
        ("url(#a)", None),
        ("rgb(1)", None),
        ("rebeccapurple?", None),
    ],
)
def test_colours_are_read(value: str, expected: Colour | None) -> None:
    assert colour(value) == expected


def brightness(value: str) -> int:
    return sum(int(value[index : index + 2], 16) for index in (1, 3, 5))


def test_the_dark_turns_light_and_dark_over(look: Look) -> None:
    greys = [f"#{grey:02x}{grey:02x}{grey:02x}" for grey in range(0, 256, 15)]
    turned = [brightness(in_the_dark(grey, look)) for grey in greys]
    assert all(before >= after for before, after in pairwise(turned))
    assert in_the_dark(look.light.fill, look) == look.dark.fill
    assert in_the_dark(look.light.series[1], look) == look.dark.series[1]
    assert brightness(in_the_dark("#000000", look)) == brightness(look.dark.text)


def test_colours_mix() -> None:
    assert mixed("#000000", "#ffffff", 0.5) == "#808080"
    assert mixed("#102030", "#ffffff", 0) == "#102030"


def test_lines_of_text_become_texts_of_their_own(look: Look) -> None:
    root = fromstring(
        '<svg viewBox="0 0 10 10"><style>.t{font-size:20px;text-anchor:middle}</style>'
        '<text class="t" x="5" y="1" dominant-baseline="central"><tspan x="5" dy="0">a</tspan>'
        '<tspan x="5" dy="1em">b<tspan font-weight="bold">c</tspan></tspan></text></svg>'
    )
    svg = plain(root, look).svg
    assert ' x="5" y="8" font-size="20" text-anchor="middle">a</text>' in svg
    assert ' x="5" y="28" font-size="20" text-anchor="middle"><tspan>b</tspan>' in svg
    assert '<tspan font-weight="bold">c</tspan></text>' in svg
    assert svg.count("<text") == 2


def test_a_drawing_without_a_size_is_refused(look: Look) -> None:
    for root in ('<svg width="100%"/>', '<svg viewBox="0 0 0 5"/>', '<svg viewBox="0 0 1e9 5"/>'):
        with pytest.raises(ValueError, match=r"size|convert"):
            plain(fromstring(root), look)
