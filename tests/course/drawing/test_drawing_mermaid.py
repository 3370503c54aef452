"""Mermaid's diagrams as SVG that Qt draws: words in place, both themes' colours, no harm."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest

from msp_desktop.course.drawing.mermaid import LONGEST, draw_mermaid
from msp_desktop.course.drawing.model import CannotDraw, Fault
from msp_desktop.course.svg import has_dark_theme, safe, themed

if TYPE_CHECKING:
    from msp_desktop.course.drawing.look import Look

pytest.importorskip("mmdr")

DIAGRAMS = {
    "flowchart": (
        "flowchart TD\n A[요청] --> B{인증?}\n B -- 예 --> C[(저장소)]\n subgraph 묶음\n C\n end",
        ["요청", "인증?", "예", "저장소", "묶음"],
    ),
    "sequence": (
        "sequenceDiagram\n participant A as 사용자\n A->>+B: 보냄\n Note over A,B: 암호화\n"
        " alt 성공\n B-->>-A: 받음\n else 실패\n B--xA: 끊김\n end",
        ["사용자", "보냄", "암호화", "alt", "[성공]", "받음", "끊김"],
    ),
    "state": (
        "stateDiagram-v2\n [*] --> 대기\n 대기 --> 실행: 시작\n 실행 --> [*]",
        ["대기", "실행", "시작"],
    ),
    "class": (
        "classDiagram\n class 그릇 {\n +String 이름\n +열기() void\n }\n 그릇 <|-- 상자 : 물려받음",
        ["그릇", "+String 이름", "+열기() : void", "상자", "물려받음"],
    ),
    "gantt": (
        "gantt\n title 일정\n dateFormat YYYY-MM-DD\n section 준비\n 빌드 :a, 2024-01-01, 3d\n"
        " 시험 :after a, 2d",
        ["일정", "준비", "빌드", "시험", "2024-01-01"],
    ),
    "pie": ('pie title 크기\n "작음" : 1\n "큼" : 3', ["크기", "작음", "큼", "25%"]),
    "mindmap": ("mindmap\n root((중심))\n  가지\n  잎", ["중심", "가지", "잎"]),
    "er": ("erDiagram\n USER ||--o{ ORDER : places", ["USER", "ORDER", "places"]),
    "er in Korean": (
        "erDiagram\n 사용자 ||--o{ 주문 : 한다\n 사용자 {\n string 이름\n }",
        ["사용자", "주문", "한다", "이름"],
    ),
    "git": (
        "gitGraph\n commit\n branch 개발\n commit\n checkout main\n merge 개발",
        ["main", "개발"],
    ),
    "journey": (
        "journey\n title 하루\n section 아침\n  출근: 3: 나",
        ["하루", "아침", "출근", "나"],
    ),
}
HOSTILE = [
    'flowchart TD\n A["<script>alert(1)</script>"] --> B',
    'flowchart TD\n A["<img src=x onerror=alert(1)>"] --> B\n click A "javascript:alert(1)"',
    'flowchart TD\n A@{ img: "http://example.org/x.png", label: "x", w: 60, h: 60 }',
    "flowchart TD\n A --> B\n style A fill:url(http://example.org/x),stroke:#f00",
    "%%{init: {'themeCSS': '* { background: url(http://example.org/x) }'}}%%\nflowchart TD\n A-->B",
    "%%{init: {'securityLevel': 'loose', 'flowchart': {'htmlLabels': true}}}%%\n"
    "flowchart TD\n A[<b onclick='x()'>a</b>] --> B",
    'flowchart TD\n A["&lt;svg onload=alert(1)&gt;"] --> B["]]>&amp;"]',
]


def words_of(svg: str) -> list[str]:
    """Return the lines of text in an SVG."""
    root = ElementTree.fromstring(svg)
    return [
        "".join(one.itertext()).strip() for one in root.iter("{http://www.w3.org/2000/svg}text")
    ]


def colours_of(svg: str, *, dark: bool) -> set[str]:
    """Return the colours that an SVG is drawn in, in a theme: a later rule wins."""
    rules = re.findall(r"\.(\w+)\{[\w-]+:(#[0-9a-f]{6})\}", themed(svg, dark=dark))
    return set(dict(rules).values())


@pytest.mark.parametrize(("source", "words"), DIAGRAMS.values(), ids=list(DIAGRAMS))
def test_a_diagram_is_drawn_with_its_words(source: str, words: list[str], look: Look) -> None:
    drawing = draw_mermaid(source, look)
    assert min(drawing.width, drawing.height) > 20
    shown = words_of(drawing.svg)
    for word in words:
        assert word in shown
    # Nothing stands in it twice, as a browser's label and as what stands in for it.
    assert len([word for word in shown if word == words[0]]) <= 2


@pytest.mark.parametrize("source", [source for source, _ in DIAGRAMS.values()], ids=list(DIAGRAMS))
def test_a_drawing_needs_nothing_that_qt_does_not_know(source: str, look: Look) -> None:
    svg = draw_mermaid(source, look).svg
    assert safe(svg.encode())
    for absent in (
        "foreignObject",
        "filter",
        "style=",
        "baseline",
        "rgba(",
        "hsl(",
        "currentColor",
    ):
        assert absent not in svg
    assert not re.findall(r"<tspan[^>]* (?:x|y|dx|dy)=", svg)
    assert svg.count("<svg") == svg.count("<style>") == 1
    rules = re.search("<style>(.*?)</style>", svg)
    assert rules
    assert re.fullmatch(
        r"(?:\.\w+\{[\w-]+:#[0-9a-f]{6}\})+@media \(prefers-color-scheme: dark\)"
        r"\{(?:\.\w+\{[\w-]+:#[0-9a-f]{6}\})+\}",
        rules[1],
    )
    assert set(re.findall(r'font-family="([^"]*)"', svg)) == {
        "Noto Sans KR, Noto Sans CJK KR, sans-serif"
    }


@pytest.mark.parametrize("source", [source for source, _ in DIAGRAMS.values()], ids=list(DIAGRAMS))
def test_a_drawing_has_the_colours_of_both_themes(source: str, look: Look) -> None:
    svg = draw_mermaid(source, look).svg
    assert has_dark_theme(svg)
    light, dark = colours_of(svg, dark=False), colours_of(svg, dark=True)
    assert look.light.text in light
    assert look.dark.text in dark
    assert not {look.light.text, look.light.fill, look.light.frame, look.light.ground} & dark


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("flowchart LR\n 하나 --> 둘", ["하나", "둘"]),
        ("graph TD\n 하나[첫째] --> 하나\n 하나 -- 예 --> 둘 & 셋", ["첫째", "예", "둘", "셋"]),
        (
            "flowchart TD\n 하나 -->|글 1| 둘((원))\n 둘 -.-> 셋>깃발]",
            ["하나", "글 1", "원", "깃발"],
        ),
        ("%% 주석\nflowchart TD\n subgraph 묶음\n 가\n end\n 묶음 --> 나", ["묶음", "가", "나"]),
        ("flowchart TD\n 가:::색 --> 나\n classDef 색 fill:#f00\n class 나 색", ["가", "나"]),
        ('flowchart TD\n A["가 --> 나"] ==굵게==> B{{다}}', ["가 --> 나", "굵게", "다"]),
        ("sequenceDiagram\n 가->>나: 다", ["가", "나", "다"]),
        ("xychart-beta\n x-axis [가, 나]\n bar [1, 2]", []),
    ],
)
def test_names_may_be_korean(source: str, words: list[str], look: Look) -> None:
    shown = words_of(draw_mermaid(source, look).svg)
    assert set(words) <= set(shown)
    assert "latin" not in "".join(shown)


def test_an_author_may_choose_colours(look: Look) -> None:
    svg = draw_mermaid("flowchart LR\n A --> B\n style A fill:#ff0000,color:#ffffff", look).svg
    assert "#ff0000" in colours_of(svg, dark=False)
    assert "#ff0000" not in colours_of(svg, dark=True)


def test_front_matter_and_directives_keep_their_place(look: Look) -> None:
    svg = draw_mermaid("---\ntitle: 제목\n---\n%%{init: {}}%%\nflowchart LR\n A --> B", look).svg
    assert "제목" in words_of(svg)


def test_a_label_with_a_link_stays_in_its_box(look: Look) -> None:
    source = "flowchart LR\n A[여기] --> B[저기]"
    plain = draw_mermaid(source, look).svg
    assert draw_mermaid(source + '\n click A "https://example.org"', look).svg == plain


@pytest.mark.parametrize("source", HOSTILE)
def test_nothing_hostile_comes_out(source: str, look: Look) -> None:
    try:
        svg = draw_mermaid(source, look).svg
    except CannotDraw:
        return
    root = ElementTree.fromstring(svg)
    for element in root.iter():
        assert element.tag.rpartition("}")[2] in {
            *("svg", "style", "g", "path", "rect", "circle", "ellipse", "line", "polygon", "text"),
            *(
                "tspan",
                "defs",
                "marker",
                "symbol",
                "polyline",
                "clipPath",
                "linearGradient",
                "stop",
            ),
        }
        for name, value in element.attrib.items():
            assert not name.lower().startswith("on")
            assert "://" not in value
            assert "javascript" not in value


@pytest.mark.parametrize(
    ("source", "fault", "detail"),
    [
        ("flowchart TD\n A --> [[[", Fault.NOT_UNDERSTOOD, "Unterminated node label"),
        ("nothing known", Fault.NOT_UNDERSTOOD, "No diagram type"),
        ("", Fault.NOT_UNDERSTOOD, ""),
        ("flowchart TD\n" + " A --> B\n" * LONGEST, Fault.TOO_LONG, ""),
    ],
)
def test_what_is_not_drawn_says_why(source: str, fault: Fault, detail: str, look: Look) -> None:
    with pytest.raises(CannotDraw) as refused:
        draw_mermaid(source, look)
    undrawn = refused.value.undrawn
    assert undrawn.fault is fault
    assert detail in undrawn.detail
    assert "\n" not in undrawn.detail
    assert "Error" not in undrawn.detail
