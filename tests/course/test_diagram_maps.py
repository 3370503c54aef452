"""Maps of pictures: which elements lead to which questions, and what is wrong with them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from msp_desktop.course.diagrams import Box, Kind, Maps
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
