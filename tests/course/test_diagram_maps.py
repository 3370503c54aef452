"""Maps of pictures: which elements lead to which questions, and what is wrong with them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import pytest
from counting import calls
from documents import mutated

from msp_desktop.course.diagrams import Box, Fault, HitIndex, Kind, Maps
from msp_desktop.course.loader import load_course

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from msp_desktop.course.diagrams import DiagramMap

COURSE = """# Pods

## Basics

* What is a Pod?
  * The smallest thing that is scheduled.
* 파드는 왜 다시 만들어지나요?
  * 노드가 사라졌기 때문입니다.

### Summary

![](img/pods.svg)

![](img/board.png)

## Services

* What is a Pod?
  * Something that a Service leads to.
* CPU/memory: who decides?
  * Whoever writes the manifest.
"""
SVG = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50">
  <g id="node"><title>A node</title>
    <rect x="10" y="10" width="80" height="30"/>
    <g id="pod" transform="translate(10 0)"><rect x="10" y="20" width="20" height="10"/></g>
  </g>
  <text id="words" x="0" y="8" font-size="8">노드</text>
  <g id="nothing"/>
  %s
</svg>
"""


@pytest.fixture
def mapped(tmp_path: Path) -> Callable[..., DiagramMap]:
    """Return a function that makes a course with a sidecar and returns a picture's map."""

    def make(values: Any = None, inside: str = "", picture: str = "img/pods.svg") -> DiagramMap:
        (tmp_path / "img").mkdir(exist_ok=True)
        (tmp_path / "a.md").write_text(COURSE, encoding="utf-8")
        (tmp_path / "img" / "pods.svg").write_text(SVG % inside, encoding="utf-8")
        (tmp_path / "img" / "board.png").write_bytes(b"\x89PNG\r\n\x1a\n")
        (tmp_path / f"{picture}.links.json").unlink(missing_ok=True)
        if values is not None:
            text = values if isinstance(values, str) else json.dumps(values, ensure_ascii=False)
            (tmp_path / f"{picture}.links.json").write_text(text, encoding="utf-8")
        return Maps(load_course(tmp_path)).of(picture)

    return make


def titles(made: DiagramMap, tmp_path: Path) -> list[tuple[str, list[str]]]:
    """Return the elements with the chapters and titles of what they lead to."""
    course = load_course(tmp_path)
    found: list[tuple[str, list[str]]] = []
    for one in made.elements:
        places = [(course.chapter_of(name), course.question(name)) for name in one.questions]
        found.append((one.id, [f"{a.title}: {b.title}" for a, b in places if a and b]))
    return found


def test_a_picture_without_a_map(mapped: Callable[..., DiagramMap]) -> None:
    made = mapped()
    assert (made.exists, made.elements, made.flaws, made.unlinked) == (False, (), (), ())


def test_elements_by_title_chapter_and_id(
    mapped: Callable[..., DiagramMap], tmp_path: Path
) -> None:
    made = mapped(
        {
            "version": 1,
            "elements": {
                "pod": ["what is a pod", "Services/What is a Pod?"],
                "node": {"label": "노드", "questions": "파드는 왜 다시 만들어지나요"},
                "words": ["Services / CPU/memory: who decides?", "a.md/CPU/memory: who decides?"],
            },
        }
    )
    assert made.flaws == ()
    assert titles(made, tmp_path) == [
        ("words", ["Services: CPU/memory: who decides?"]),
        ("node", ["Basics: 파드는 왜 다시 만들어지나요?"]),
        ("pod", ["Basics: What is a Pod?", "Services: What is a Pod?"]),
    ]
    node, pod = made.element("node"), made.element("pod")
    assert node
    assert pod
    assert (node.label, pod.label, node.kind) == ("노드", "pod", Kind.PART)
    assert node.box == pytest.approx(Box(0.1, 0.2, 0.8, 0.6))
    assert pod.box == pytest.approx(Box(0.2, 0.4, 0.2, 0.2))
    assert made.elements_of(node.questions[0]) == (node,)
    assert made.unlinked == ()


def test_ids_of_questions_are_names_too(mapped: Callable[..., DiagramMap], tmp_path: Path) -> None:
    mapped()
    ids = load_course(tmp_path).question_ids
    made = mapped({"version": 1, "elements": {"pod": list(ids)}})
    assert made.elements[0].questions == ids
    assert made.flaws == ()


def faults(made: DiagramMap) -> list[tuple[str, int, str]]:
    return [(one.fault.value, one.line, one.subject) for one in made.flaws]


def test_what_is_not_there_is_told_with_its_line(mapped: Callable[..., DiagramMap]) -> None:
    made = mapped(
        '{\n "version": 1,\n "elements": {\n  "pods": ["What is a Pod?"],\n  "pod": [\n'
        '   "What is a Service?",\n   "What is a Pod?"\n  ]\n }\n}'
    )
    assert faults(made) == [("no-element", 4, "pods"), ("no-question", 6, "What is a Service?")]
    assert [one.id for one in made.elements] == ["pod"]
    assert [one.file for one in made.flaws] == ["img/pods.svg.links.json"] * 2


def test_the_same_question_elsewhere_is_not_guessed(tmp_path: Path) -> None:
    text = (
        "# T\n\n## A\n\n* Why?\n  * So.\n* Why?\n  * Thus.\n\n## B\n\n* Where?\n  * Here.\n"
        "* How?\n  * So.\n\n### Summary\n\n![](a.png)\n\n## C\n\n* Where?\n  * There.\n"
    )
    (tmp_path / "a.md").write_text(text)
    (tmp_path / "a.png").write_bytes(b"")
    pins = [{"x": 0, "y": 0, "questions": ["Why?", "Where?", "C/Where?", "A/Why?"]}]
    (tmp_path / "a.png.links.json").write_text(json.dumps({"version": 1, "pins": pins}))
    course = load_course(tmp_path)
    maps = Maps(course)
    made = maps.of("a.png")
    first, second, here, _, there = course.question_ids
    assert made.elements[0].questions == (here, there)
    assert [(one.subject, one.instead) for one in made.flaws] == [
        ("Why?", (first, second)),
        ("A/Why?", (first, second)),
    ]
    # What the program writes for each of them is that one wherever it stands.
    names = [maps.name_of(one) for one in course.question_ids]
    assert names == [first, second, "B/Where?", "How?", "C/Where?"]
    assert made.unlinked == (course.question_ids[3],)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("#파드는-왜-다시-만들어지나요", ["Basics: 파드는 왜 다시 만들어지나요?"]),
        (
            "#%ED%8C%8C%EB%93%9C%EB%8A%94-%EC%99%9C-%EB%8B%A4%EC%8B%9C-%EB%A7%8C%EB%93%A4"
            "%EC%96%B4%EC%A7%80%EB%82%98%EC%9A%94",
            ["Basics: 파드는 왜 다시 만들어지나요?"],
        ),
        ("#what-is-a-pod", ["Basics: What is a Pod?"]),
        ("#cpumemory-who-decides", ["Services: CPU/memory: who decides?"]),
        ("#services", ["Services: What is a Pod?", "Services: CPU/memory: who decides?"]),
        (
            "#pods",
            [
                *("Basics: What is a Pod?", "Basics: 파드는 왜 다시 만들어지나요?"),
                *("Services: What is a Pod?", "Services: CPU/memory: who decides?"),
            ],
        ),
    ],
)
def test_links_in_the_svg(
    mapped: Callable[..., DiagramMap], tmp_path: Path, address: str, expected: list[str]
) -> None:
    made = mapped(inside=f'<a href="{address}"><text x="1" y="9">look</text></a>')
    assert titles(made, tmp_path) == [("link-1", expected)]
    element = made.elements[0]
    assert (element.label, element.kind, element.line) == ("look", Kind.LINK, 8)
    assert (made.exists, made.flaws) == (True, ())


def test_a_link_is_the_element_that_it_is_around(
    mapped: Callable[..., DiagramMap], tmp_path: Path
) -> None:
    made = mapped(
        {"version": 1, "elements": {"inner": "What is a Pod?"}},
        '<a xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="#services">\n'
        '<g id="inner"><title>Kern</title><circle cx="50" cy="25" r="5"/></g></a>\n'
        '<a id="own" href="#services"><g id="x"/><g id="y"/><path d="M0 40h9v9z"/></a>',
    )
    assert titles(made, tmp_path) == [
        (
            "inner",
            [
                "Basics: What is a Pod?",
                *("Services: What is a Pod?", "Services: CPU/memory: who decides?"),
            ],
        ),
        ("own", ["Services: What is a Pod?", "Services: CPU/memory: who decides?"]),
    ]
    assert [(one.label, one.kind) for one in made.elements] == [
        ("Kern", Kind.PART),
        ("own", Kind.PART),
    ]


def test_what_leads_nowhere_is_not_measured(mapped: Callable[..., DiagramMap]) -> None:
    much = "".join(f'<g id="n{n}"><path d="M1 1{"c1 2 3 4 5 6" * 40}"/></g>' for n in range(200))
    used = '<defs><rect id="small" width="10" height="5"/></defs>'
    sidecar = {"version": 1, "elements": {"pod": "What is a Pod?"}}
    link = '<a href="#services"><circle cx="50" cy="25" r="5"/></a>'

    def work(values: Any, inside: str) -> int:
        return calls(lambda: mapped(values, inside))

    every = work({"version": 1, "elements": {f"n{n}": "Why?" for n in range(200)}}, much)
    assert work(sidecar, much + link) * 2 < every
    assert work(None, much) * 8 < every
    # What is drawn by an element is measured wherever it stands, and however its id is written.
    inside = used + '<g id="big"><rect x="5" y="5" width="20" height="20"/></g>'
    inside += '<g id="e\u0301"><use href="#small" x="20"/></g><g id="x"><use href="#big"/></g>'
    made = mapped({"version": 1, "elements": dict.fromkeys("éx", "What is a Pod?")}, inside)
    boxes = {one.id: one.box for one in made.elements}
    assert boxes["é"] == pytest.approx(Box(0.2, 0, 0.1, 0.1))
    assert boxes["x"] == pytest.approx(Box(0.05, 0.1, 0.2, 0.4))


def test_links_that_lead_elsewhere(mapped: Callable[..., DiagramMap]) -> None:
    made = mapped(
        inside='<a href="#pod"><text>in the picture</text></a>\n'
        '<a href="https://example.org#services"><text>out</text></a>\n'
        '<a href="#nowhere"><text>nowhere</text></a><a href="#"><text>top</text></a><a/>'
    )
    assert faults(made) == [("no-question", 10, "#nowhere")]
    assert made.elements == ()


def test_pins_on_any_picture(mapped: Callable[..., DiagramMap], tmp_path: Path) -> None:
    made = mapped(
        {
            "version": 1,
            "pins": [
                {"x": 0.5, "y": 0.6, "questions": "What is a Pod?"},
                {"x": 0.1, "y": 0.1, "w": 0.9000001, "h": 0.2, "note": "칠판", "id": "위"},
                {"x": 0.2, "y": 0.2, "label": "leads nowhere"},
                {"x": 0.2, "y": 1.2, "questions": "What is a Pod?"},
                {"x": -0.2, "y": 0, "w": 0.1, "h": 0.1},
                {"x": True, "y": 0},
                {"y": 0},
                7,
            ],
        },
        picture="img/board.png",
    )
    assert [(one.id, one.box, one.note, one.kind) for one in made.elements] == [
        ("위", Box(0.1, 0.1, 0.9, 0.2), "칠판", Kind.PIN),
        ("pin-1", Box(0.5, 0.6), "", Kind.PIN),
    ]
    assert [one.fault.value for one in made.flaws] == ["outside"] * 2 + ["shape"] * 4
    assert made.elements[1].box is not None
    assert made.elements[1].box.is_point


def test_a_picture_that_is_no_svg_has_no_elements(mapped: Callable[..., DiagramMap]) -> None:
    made = mapped({"version": 1, "elements": {"pod": "What is a Pod?"}}, picture="img/board.png")
    assert faults(made) == [("no-element", 1, "pod")]


def test_the_order_of_reading(mapped: Callable[..., DiagramMap]) -> None:
    ask = {"questions": "What is a Pod?"}
    pins = [
        {"id": "low", "x": 0.1, "y": 0.8, **ask},
        {"id": "right", "x": 0.6, "y": 0.1, "w": 0.1, "h": 0.1, **ask},
        {"id": "left", "x": 0.1, "y": 0.12, "w": 0.1, "h": 0.1, **ask},
        {"id": "inside", "x": 0.15, "y": 0.45, "w": 0.05, "h": 0.05, **ask},
        {"id": "around", "x": 0.1, "y": 0.4, "w": 0.5, "h": 0.3, **ask},
        {"id": "same", "x": 0.1, "y": 0.4, "w": 0.1, "h": 0.1, **ask},
    ]
    made = mapped({"version": 1, "pins": pins}, picture="img/board.png")
    natural = ["left", "right", "around", "same", "inside", "low"]
    assert [one.id for one in made.elements] == natural
    order = {"version": 1, "pins": pins, "order": ["low", "gone", "right", "low"]}
    made = mapped(order, picture="img/board.png")
    assert [one.id for one in made.elements] == [
        *("low", "right"),
        *(one for one in natural if one not in {"low", "right"}),
    ]


@pytest.mark.parametrize(
    ("text", "fault", "line"),
    [
        ("", "malformed", 1),
        ("{", "malformed", 1),
        ('{"version": 1,\n}', "malformed", 2),
        ('{"version": 1}\n\n{', "malformed", 3),
        ('{"version": 1\n "pins": []}', "malformed", 2),
        ('{"version": 1, "x": "\n"}', "malformed", 1),
        ('{"version": 1, "x": "\\q"}', "malformed", 1),
        ('{"version": 01}', "malformed", 1),
        ('{"version": NaN}', "malformed", 1),
        ("{'version': 1}", "malformed", 1),
        ("[]", "shape", 1),
        ("\n1", "shape", 2),
        ("{}", "shape", 1),
        ('{\n"version": "1"}', "shape", 2),
        ('{"version": true}', "shape", 1),
        ('{\n\n"version": 2}', "newer", 3),
        ('{"version": 1,\n"elements": []}', "shape", 2),
        ('{"version": 1,\n"pins": {}}', "shape", 2),
        ('{"version": 1, "pins": [\n{"x": 1e999, "y": 0}]}', "outside", 2),
        ('{"version": 1, "elements": {"pod": {"questions":\n [1]}}}', "shape", 2),
        ('{"version": 1, "elements": {"pod": {"label": 1}}}', "shape", 1),
        ('{"version": 1, "order":\n 1}', "shape", 1),
        ('{"version": 1, "x": ' + "[" * 50 + "]" * 50 + "}", "too-large", 1),
        ('{"version": 1, "x": ' + "[" * 90_000, "too-large", 1),
        ('{"version": 1, "x": [' + "1," * 200_000 + "1]}", "too-large", 1),
        ('{"version": 1, "pins": [' + "{}," * 5_000 + "{}]}", "too-large", 1),
        ('{"version": 1, "x": "' + "x" * 2_000_000 + '"}', "too-large", 1),
    ],
)
def test_sidecars_that_make_no_sense(
    mapped: Callable[..., DiagramMap], text: str, fault: str, line: int
) -> None:
    made = mapped(text)
    assert (fault, line) in [(one.fault.value, one.line) for one in made.flaws]
    assert made.elements == ()
    assert len(made.flaws) <= 201


@pytest.mark.parametrize("data", [b"\xff\xfe{}", b"\x80", b"{\0}"])
def test_a_sidecar_that_is_no_text(
    mapped: Callable[..., DiagramMap], tmp_path: Path, data: bytes
) -> None:
    mapped({})
    (tmp_path / "img" / "pods.svg.links.json").write_bytes(data)
    made = Maps(load_course(tmp_path)).of("img/pods.svg")
    assert [one.fault for one in made.flaws] in ([Fault.UNREADABLE], [Fault.MALFORMED])


def test_marks_of_byte_order_and_half_characters(
    mapped: Callable[..., DiagramMap], tmp_path: Path
) -> None:
    text = (
        '\ufeff{"version": 1, "elements": {"pod": {"label": "\\ud83d", "note": "\\ud83d\\ude00"}}}'
    )
    made = mapped(text)
    assert [(one.label, one.note) for one in made.elements] == [("\ufffd", "😀")]


@pytest.mark.parametrize(
    "picture",
    [
        "<!DOCTYPE svg [<!ENTITY a 'aaaaaaaaaa'>]><svg xmlns='http://www.w3.org/2000/svg'/>",
        "<svg><g id='pod'>",
        "",
        "\x89PNG",
        "<html/>",
        "<svg>" + "<g>" * 400 + "</g>" * 400 + "</svg>",
        "<svg><g id='a'><use href='#a'/></g></svg>",
    ],
)
def test_pictures_that_are_refused(
    mapped: Callable[..., DiagramMap], tmp_path: Path, picture: str
) -> None:
    mapped({"version": 1, "elements": {"pod": "What is a Pod?"}})
    (tmp_path / "img" / "pods.svg").write_text(picture)
    made = Maps(load_course(tmp_path)).of("img/pods.svg")
    assert [one.fault for one in made.flaws] == [Fault.BAD_PICTURE]
    assert (made.elements, made.exists) == ((), True)


def test_nothing_beside_the_folder_is_read(tmp_path: Path) -> None:
    folder = tmp_path / "course"
    folder.mkdir()
    (folder / "a.md").write_text("# T\n\n## A\n\n* Why?\n  * So.\n\n### S\n\n![](a.png)\n")
    (folder / "a.png").write_bytes(b"")
    (tmp_path / "secret").write_text('{"version": 1, "pins": [{"x": 0, "y": 0, "note": "x"}]}')
    (folder / "a.png.links.json").symlink_to(tmp_path / "secret")
    assert not Maps(load_course(folder)).of("a.png").exists


def test_a_zip_brings_its_maps(mapped: Callable[..., DiagramMap], tmp_path: Path) -> None:
    mapped({"version": 1, "elements": {"pod": "What is a Pod?"}})
    path = tmp_path / "course.zip"
    with ZipFile(path, "w") as file:
        for one in (tmp_path / "a.md", *(tmp_path / "img").iterdir()):
            file.write(one, one.relative_to(tmp_path))
        file.writestr("img/links.json", "{}")
    course = load_course(path)
    assert [one.id for one in Maps(course).of("img/pods.svg").elements] == ["pod"]
    assert not (course.root / "img" / "links.json").exists()


@pytest.mark.parametrize("start", range(0, 400, 100))
def test_any_sidecar_and_any_svg(
    mapped: Callable[..., DiagramMap], tmp_path: Path, start: int
) -> None:
    ask = {"questions": ["What is a Pod?", "x/y"], "label": "z", "note": "노트"}
    values = {
        "version": 1,
        "elements": {"pod": ask, "node": "Services/What is a Pod?"},
        "pins": [{"x": 0.1, "y": 0.2, "w": 0.3, "h": 0.4, **ask}],
        "order": ["pod"],
    }
    inside = (
        '<a href="#services"><path d="M1 2C3 4 5 6 7 8a1 2 30 0 1 3 4Q1 2 3 4t5 6z"/></a>'
        '<use href="#pod" x="3" transform="rotate(30 1 2) skewX(4)"/>'
        '<text x="1 2" font-size="2em">a<tspan dx="3">b</tspan></text>'
        '<svg x="1" viewBox="0 0 4 4" width="8" height="2"><polygon points="1,2 3,4"/></svg>'
    )
    mapped(values, inside)
    course = load_course(tmp_path)
    maps = Maps(course)
    sidecar, picture = tmp_path / "img" / "pods.svg.links.json", tmp_path / "img" / "pods.svg"
    texts = sidecar.read_text(encoding="utf-8"), picture.read_text(encoding="utf-8")
    for seed in range(start, start + 100):
        for file, text in zip((sidecar, picture), texts, strict=True):
            file.write_bytes(mutated(text, seed).encode("utf-8", "replace"))
        made = maps.of("img/pods.svg")
        for one in made.elements:
            assert set(one.questions) <= set(course.question_ids), seed
            assert one.box is None or Box(-1e-9, -1e-9, 1.00001, 1.00001).holds(one.box), seed
        HitIndex(made.elements).at(0.3, 0.5)
        lines = texts[0].count("\n") + 200
        assert all(1 <= one.line <= lines for one in made.flaws), seed
