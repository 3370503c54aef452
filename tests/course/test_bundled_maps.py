"""The bundled diagrams as maps: every question is on some element, and every link leads there."""

from __future__ import annotations

import pytest

from msp_desktop.course.diagrams import HitIndex, Kind, Maps
from msp_desktop.course.loader import load_course
from msp_desktop.paths import bundled_course

LANGUAGES = ("ko", "en")
PICTURES = {"Docker": "img/docker-summary.svg", "Kubernetes": "img/kubernetes-summary.svg"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_chapter_has_its_diagram_with_all_of_its_questions(language: str) -> None:
    course = load_course(bundled_course(language))
    maps = Maps(course)
    shown = {chapter.title: [one.path for one in chapter.diagrams] for chapter in course.chapters}
    assert shown == {title: [path] for title, path in PICTURES.items()}
    for chapter in course.chapters:
        made = maps.of(PICTURES[chapter.title])
        assert (made.flaws, made.unlinked) == ((), ())
        assert set(made.questions) == {one.id for one in chapter.questions}
        assert all(one.questions and one.box and one.kind is Kind.PART for one in made.elements)
        assert all(one.label and one.label != one.id for one in made.elements)


@pytest.mark.parametrize("path", PICTURES.values())
def test_both_languages_have_the_same_elements(path: str) -> None:
    def links(language: str) -> list[tuple[str, list[int]]]:
        course = load_course(bundled_course(language))
        numbers = {name: number for number, name in enumerate(course.question_ids)}
        made = Maps(course).of(path)
        return [(one.id, [numbers[name] for name in one.questions]) for one in made.elements]

    assert links("ko") == links("en")
    assert len(links("ko")) >= 14


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PICTURES.values())
def test_each_element_can_be_pointed_at(language: str, path: str) -> None:
    made = Maps(load_course(bundled_course(language))).of(path)
    index = HitIndex(made.elements)
    steps = [number / 8 for number in range(1, 8)]
    for element in made.elements:
        box = element.box
        assert box
        points = [(box.x + a * box.width, box.y + b * box.height) for a in steps for b in steps]
        assert any(index.at(*point)[0] is element for point in points), element.id
