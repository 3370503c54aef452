"""Where the elements of an SVG are, and which are at a point."""

from __future__ import annotations

import random

import pytest
from counting import calls

from msp_desktop.course.diagrams import Box, Element, HitIndex
from msp_desktop.course.diagrams.parts import parts_of

INSIDES = {
    "rect": ('<rect id="a" x="10" y="20" width="30" height="40"/>', (10, 20, 40, 60)),
    "units": ('<rect id="a" x="10px" y="0.125in" width="7.5pt" height="1pc"/>', (10, 12, 20, 28)),
    "circle": ('<circle id="a" cx="50" cy="50" r="10"/>', (40, 40, 60, 60)),
    "ellipse": ('<ellipse id="a" cx="50" cy="50" rx="20" ry="5"/>', (30, 45, 70, 55)),
    "line": ('<line id="a" x1="70" y1="10" x2="20" y2="30"/>', (20, 10, 70, 30)),
    "polygon": ('<polygon id="a" points="10,20 30 40,5-1e0,7"/>', (5, 0, 30, 40)),
    "path": ('<path id="a" d="M10 20h30v10H5Zm1-2L50,60"/>', (5, 18, 50, 60)),
    "lines after a move": ('<path id="a" d="m10 10 20 0 0 20"/>', (10, 10, 30, 30)),
    "cubic": ('<path id="a" d="M10 50C10 10 50 10 50 50"/>', (10, 20, 50, 50)),
    "smooth cubic": (
        '<path id="a" d="M10 50C10 30 30 30 30 50S50 70 50 50"/>',
        (10, 35, 50, 65),
    ),
    "quadratic": ('<path id="a" d="M10 50Q30 10 50 50T90 50"/>', (10, 30, 90, 70)),
    "arc": ('<path id="a" d="M10 50A20 20 0 0 1 50 50"/>', (10, 30, 50, 50)),
    "arc with flags in a row": ('<path id="a" d="M10 50a20 20 0 0140 0"/>', (10, 30, 50, 50)),
    "large arc": ('<path id="a" d="M30 30A20 20 0 1 1 30.01 30z"/>', (10, 0, 50, 30)),
    "arc too small for its ends": ('<path id="a" d="M10 50A1 1 0 0 0 50 50"/>', (10, 50, 50, 70)),
    "translated": (
        '<g transform="translate(5)"><rect id="a" width="10" height="10"/></g>',
        (5, 0, 15, 10),
    ),
    "turned": (
        '<g id="a" transform="rotate(90 50 50)"><rect x="40" y="45" width="20" height="5"/></g>',
        (50, 40, 55, 60),
    ),
    "several turns": (
        '<g transform="translate(10 20) scale(2)"><g id="a" transform="matrix(1 0 0 1 3 4)">'
        '<rect width="5" height="6"/></g></g>',
        (16, 28, 26, 40),
    ),
    "skewed": ('<rect id="a" width="10" height="10" transform="skewX(45)"/>', (0, 0, 20, 10)),
    "a group": (
        '<g id="a"><rect x="10" y="10" width="5" height="5"/><circle cx="50" cy="60" r="5"/></g>',
        (10, 10, 55, 65),
    ),
    "what is not drawn": (
        '<g id="a"><rect x="10" y="10" width="5" height="5"/>'
        '<defs><rect width="90" height="90"/></defs><title>T</title></g>',
        (10, 10, 15, 15),
    ),
    "drawn by use": (
        '<defs><g id="b"><rect x="1" y="2" width="5" height="5"/></g></defs>'
        '<g id="a"><use href="#b" x="20" y="10" transform="translate(5 5)"/></g>',
        (26, 17, 31, 22),
    ),
    "drawn by use of use, turned": (
        '<symbol id="c"><rect width="4" height="2"/></symbol>'
        '<defs transform="scale(2)"><g id="b"><use href="#c" x="1"/></g></defs>'
        '<use id="a" href="#b" transform="rotate(90)" y="-30"/>',
        (28, 1, 30, 5),
    ),
    "inside another svg": (
        '<svg x="10" y="20" width="40" height="20" viewBox="0 0 10 10">'
        '<rect id="a" width="10" height="5"/></svg>',
        (20, 20, 40, 30),
    ),
    "beyond the edge": ('<rect id="a" x="90" y="-5" width="50" height="10"/>', (90, 0, 100, 5)),
    "text": ('<text id="a" x="10" y="50" font-size="10">노드</text>', (10, 41.5, 29, 52.2)),
    "text in the middle": (
        '<style>.m { text-anchor: middle } text { font-size: 20px; }</style>'
        '<text id="a" class="m" x="50" y="50">노드</text>',
        (31, 33, 69, 54.4),
    ),
    "text at the end": (
        '<text id="a" x="90" y="50" style="font-size: 10px; text-anchor: end">노드</text>',
        (71, 41.5, 90, 52.2),
    ),
    "lines of text": (
        '<text id="a" font-size="10"><tspan x="10" y="20">노드</tspan>'
        '<tspan x="10" dy="20">노드 노드</tspan></text>',
        (10, 11.5, 51.2, 42.2),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", INSIDES)
def test_where_an_element_is(name: str) -> None:
    inside, expected = INSIDES[name]
    picture = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">{inside}</svg>'
    box = next(one.box for one in parts_of(picture.encode()).parts if one.id == "a")
    assert box is not None
    found = [100 * one for one in (box.x, box.y, box.right, box.bottom)]
    assert found == pytest.approx(expected, abs=0.25)


@pytest.mark.parametrize(
    "inside",
    [
        '<g id="a"/>',
        '<rect id="a" x="200" y="0" width="5" height="5"/>',
        '<rect id="a" width="0" height="5"/>',
        '<path id="a" d=""/>',
        '<path id="a" d="M1 1"/>',
        '<path id="a" d="hello 1e999"/>',
        '<use id="a" href="#nothing"/>',
        '<g id="a"><title>T</title></g>',
        '<rect id="a" x="1e300" width="1" height="1" transform="scale(1e300)"/>',
    ],
)
def test_what_is_nowhere(inside: str) -> None:
    picture = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">{inside}</svg>'
    assert [one.box for one in parts_of(picture.encode()).parts] == [None]


FAR = ("1e999", "-1e999", "1e-999", "9e307", "1e308", "0")


@pytest.mark.parametrize("far", FAR)
def test_numbers_beyond_measure(far: str) -> None:
    inside = "".join(
        f'<{one.format(far)}><text font-size="{far}em" x="{far}">a</text></g>'
        for one in (
            *("g transform='rotate({0})'", "g transform='rotate(3 {0} {0})'"),
            *("g transform='skewX({0})'", "g transform='scale({0})'"),
            *("g transform='matrix({0} 1 {0} {0} 2 {0})'", "g transform='translate({0})'"),
        )
    )
    steps = ("M{0} {0}", "A{0} {0} {0} 1 0 {0} 5", "a1 2 3 0 1 {0} {0}", "C{0} 1 2 {0} 3 4")
    path = "".join(f"{one}s1 {{0}} 4 5q1 2 3 {{0}}t{{0}} 5z".format(far) for one in steps[1:])
    path = f"M1 1{path}" + "".join(one.format(far) for one in steps)
    shapes = (
        f'<rect id="a" x="{far}" width="{far}" height="{far}"/><use href="#a" x="{far}"/>'
        f'<circle id="b" r="{far}"/><path id="c" d="{path}"/>'
        f'<svg width="{far}" height="1" viewBox="0 0 {far} {far}"><path id="d" d="{path}"/></svg>'
    )
    inside = (
        "<g>" + inside.replace("</g>", shapes.replace('id="', f'id="{len(far)}') + "</g>") + "</g>"
    )
    for root in ("", f'viewBox="0 0 {far} {far}"', f'width="{far}" viewBox="{far} 0 100 100"'):
        picture = f'<svg xmlns="http://www.w3.org/2000/svg" {root}>{inside}</svg>'
        for one in parts_of(picture.encode()).parts:
            assert one.box is None or Box(-1e-9, -1e-9, 1.1, 1.1).holds(one.box)


def test_a_picture_without_a_view_box_has_its_size() -> None:
    inside = '<rect id="a" x="20" y="10" width="20" height="10"/>'
    sizes = {'width="40mm" height="200"': 40 / 2.54 * 9.6 * 10 / 10, "": 300, 'width="50%"': 300}
    for size, width in sizes.items():
        picture = f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{inside}</svg>'
        (part,) = parts_of(picture.encode()).parts
        assert part.box is not None
        assert part.box.x == pytest.approx(20 / width)


@pytest.mark.parametrize(
    ("root", "expected"),
    [
        ('width="200" height="100" viewBox="0 0 100 100"', (0.3, 0.2, 0.2, 0.4)),
        ('width="100" height="200" viewBox="0 0 100 100"', (0.1, 0.35, 0.4, 0.2)),
        (
            'width="200" height="100" viewBox="0 0 100 100" preserveAspectRatio="none"',
            (0.1, 0.2, 0.4, 0.4),
        ),
        (
            'width="200" height="100" viewBox="0 0 100 100" preserveAspectRatio="xMinYMin slice"',
            (0.1, 0.4, 0.4, 0.6),
        ),
        ('viewBox="-10 -20 100 100"', (0.2, 0.4, 0.4, 0.4)),
    ],
)
def test_a_box_of_another_ratio(root: str, expected: tuple[float, ...]) -> None:
    inside = '<rect id="a" x="10" y="20" width="40" height="40"/>'
    (part,) = parts_of(
        f'<svg xmlns="http://www.w3.org/2000/svg" {root}>{inside}</svg>'.encode()
    ).parts
    assert part.box == pytest.approx(Box(*expected))


def test_labels_are_what_the_author_calls_it() -> None:
    inside = (
        '<g id="a"><title>  The\n node </title><text>Node</text></g>'
        '<g id="b" aria-label="Pod"><title>other</title></g>'
        '<g id="c"><text>두 <tspan>낱말</tspan></text><text>Pod</text></g>'
        '<g id="d"><desc>no</desc><style>no</style></g>'
        '<text id="e">' + "long " * 200 + "</text>"
    )
    found = parts_of(f'<svg xmlns="http://www.w3.org/2000/svg">{inside}</svg>'.encode()).parts
    assert [one.label for one in found[:4]] == ["The node", "Pod", "두 낱말 Pod", ""]
    assert len(found[4].label) == 200


def test_an_id_that_comes_again_is_the_first() -> None:
    picture = b'<svg><g id="a"/>\n<rect id="a" width="5" height="5"/><g id=" "/></svg>'
    assert [(one.id, one.line) for one in parts_of(picture).parts] == [("a", 1)]


BIG = {
    "groups": '<g id="g{n}"><rect x="{n}" width="3" height="3"/></g>',
    "paths": '<path id="g{n}" d="M{n} 1c1 2 3 4 5 6a1 2 3 0 1 4 5z"/>',
    "text": '<text id="g{n}" x="1">words {n}<tspan>and more</tspan></text>',
    "uses": '<g id="g{n}"><rect id="r{n}" width="3" height="3"/><use href="#r{n}" x="2"/></g>',
    "links": '<a href="#x{n}"><g id="g{n}"/></a>',
    "arcs": '<path id="g{n}" d="a1 1 0 01.5.5 2 2 0 10 3 4A2"/>',
    "turns": '<g id="g{n}" transform="translate(1) rotate(2)"><circle r="3"/></g>',
}


@pytest.mark.parametrize("name", BIG)
def test_reading_a_picture_takes_work_linear_in_it(name: str) -> None:
    def work(count: int) -> int:
        inside = "".join(BIG[name].replace("{n}", str(n)) for n in range(count))
        return calls(lambda: parts_of(f"<svg>{inside}</svg>".encode()))

    work(10)
    assert work(1600) <= 4.4 * work(400)


@pytest.mark.parametrize("digits", ["2", "1", "1.", "-", "1e", "a", "a1", "a 1", "1 ", ",", "M"])
def test_a_path_of_anything_takes_work_linear_in_it(digits: str) -> None:
    for size in (1_000, 300_000):
        picture = f'<svg><path id="a" d="M1 1a{digits * (size // len(digits))}"/></svg>'
        assert len(parts_of(picture.encode()).parts) == 1


def elements(boxes: list[Box | None]) -> list[Element]:
    return [Element(str(number), "", box, ("q",)) for number, box in enumerate(boxes)]


def test_innermost_first() -> None:
    made = elements(
        [Box(0, 0, 1, 1), Box(0.2, 0.2, 0.5, 0.5), None, Box(0.3, 0.3, 0.1, 0.1), Box(0.35, 0.35)]
    )
    index = HitIndex(made)
    assert [one.id for one in index.at(0.35, 0.35)] == ["4", "3", "1", "0"]
    assert [one.id for one in index.at(0.36, 0.35)] == ["3", "1", "0"]
    assert [one.id for one in index.at(0.36, 0.35, 0.02, 0.02)] == ["4", "3", "1", "0"]
    assert [one.id for one in index.at(0.71, 0.5)] == ["0"]
    assert [one.id for one in index.at(1, 1)] == ["0"]
    assert index.at(1.2, 0.5) == ()
    # Of two at one place the later one lies upon the other.
    assert [one.id for one in HitIndex(elements([Box(0, 0, 1, 1)] * 2)).at(0, 0)] == ["1", "0"]
    assert HitIndex(()).at(0.5, 0.5) == ()


@pytest.mark.parametrize("seed", range(6))
def test_nothing_is_missed(seed: int) -> None:
    chance = random.Random(seed)
    boxes: list[Box | None] = []
    for _ in range(400):
        size = chance.choice([0.0, 0.001, 0.03, 0.4, 1.0])
        width, height = size * chance.random(), size * chance.random()
        boxes.append(
            Box(chance.random() * (1 - width), chance.random() * (1 - height), width, height)
        )
    made = elements(boxes)
    index = HitIndex(made)
    for _ in range(300):
        x, y = chance.random(), chance.random()
        across, down = chance.choice([(0.0, 0.0), (0.01, 0.02), (0.5, 0.3)])
        found = index.at(x, y, across, down)
        expected = {
            one.id
            for one, box in zip(made, boxes, strict=True)
            if box
            and box.x <= x + across
            and box.right >= x - across
            and box.y <= y + down
            and box.bottom >= y - down
        }
        assert {one.id for one in found} == expected
        areas = [one.box.area for one in found if one.box]
        assert areas == sorted(areas)


def test_asking_takes_no_more_work_among_more_elements() -> None:
    def work(side: int) -> int:
        step = 1 / side
        made = [
            Box(x * step, y * step, step * 0.8, step * 0.8)
            for x in range(side)
            for y in range(side)
        ]
        index = HitIndex(elements([*made, Box(0, 0, 1, 1)]))
        return calls(lambda: [index.at(n / 50, n / 70) for n in range(50)])

    work(2)
    assert work(64) <= 1.5 * work(8)
