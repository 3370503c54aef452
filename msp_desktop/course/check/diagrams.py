"""Maps of pictures: links that lead nowhere, elements that are not there, questions on none."""

from __future__ import annotations

import unicodedata
from functools import cached_property
from itertools import compress
from typing import TYPE_CHECKING

from msp_desktop.course.check.finding import SUGGESTION, Finding, quoted
from msp_desktop.course.diagrams import DiagramMap, Fault, Flaw, Maps
from msp_desktop.course.pictures import SIDECAR, path_of, sidecar_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from msp_desktop.course.check.material import Material

_BAD_MAP = {
    Fault.UNREADABLE: ("this file cannot be read: {}", "save it as UTF-8"),
    Fault.TOO_LARGE: ("more than is read: {}", "take out what leads to no question"),
    Fault.MALFORMED: ("this is no JSON: {}", "nothing of this file is read until that is right"),
    Fault.NEWER: ("written in version {} of the format, of which this program knows 1", ""),
    Fault.SHAPE: ("{}", "what stands here is left out"),
}


def findings(material: Material) -> Iterator[Finding]:
    """Yield a finding for each flaw of a map, and one for each question that a map has not."""
    maps = Maps(material.course)
    paths = [path for one in material.course.picture_sources if (path := path_of(one))]
    made = [one for one in map(maps.of, dict.fromkeys(paths)) if one.exists]
    for one in made:
        words = _Words(material, maps, one)
        yield from map(words.finding, one.flaws)
    yield from _unlinked(material, made)
    yield from _stray(material, {sidecar_of(path) for path in paths})


def _unlinked(material: Material, made: list[DiagramMap]) -> Iterator[Finding]:
    """Yield the questions that stand on no element of any map, though one should have them."""
    linked = {question for one in made for question in one.questions}
    missing: dict[str, str] = {}
    for one in made:
        if one.elements:
            missing |= {question: one.path for question in one.unlinked if question not in linked}
    for name, path in missing.items():
        chapter, question = material.course.chapter_of(name), material.course.question(name)
        if chapter is not None and question is not None:
            yield Finding(
                chapter.file,
                question.lines.first,
                "unlinked-question",
                f"{quoted(question.title)} is on no element of {path}",
                f"name it in {sidecar_of(path)} where it belongs",
                SUGGESTION,
            )


def _stray(material: Material, known: set[str]) -> Iterator[Finding]:
    """Yield the sidecars that no picture has."""
    for path in material.sidecars:
        if path not in known and not material.is_there(path.removesuffix(SIDECAR)):
            near = material.pictures.like(path.removesuffix(SIDECAR))
            hint = f"did you mean {near}{SIDECAR}?" if near else "nothing like it is there"
            yield Finding(path, 1, "stray-map", "there is no picture of that name", hint)


class _Words:
    """Words what is wrong with one map."""

    def __init__(self, material: Material, maps: Maps, made: DiagramMap) -> None:
        self._material = material
        self._maps = maps
        self._map = made

    def finding(self, flaw: Flaw) -> Finding:
        """Return what to tell the author of a flaw."""
        kind, message, hint = self._told(flaw)
        return Finding(flaw.file, flaw.line, kind, message, hint)

    def _told(self, flaw: Flaw) -> tuple[str, str, str]:
        subject = quoted(flaw.subject)
        if flaw.fault in _BAD_MAP:
            message, hint = _BAD_MAP[flaw.fault]
            return "bad-map", message.format(flaw.subject), hint
        if flaw.fault is Fault.BAD_PICTURE:
            return "bad-picture", f"this picture is not shown: {flaw.subject}", "export it anew"
        if flaw.fault is Fault.OUTSIDE:
            hint = "x, y, w and h are fractions of the picture, from 0 to 1"
            return "outside-pin", f"the pin {subject} lies outside the picture", hint
        if flaw.fault is Fault.NO_ELEMENT:
            message = f"{self._map.path} has no element with the id {subject}"
            return "missing-element", message, self._like_element(flaw.subject)
        if flaw.fault is Fault.AMBIGUOUS:
            names = (quoted(self._maps.name_of(one)) for one in flaw.instead[:3])
            message = f"{subject} is asked in several places"
            return "ambiguous-question", message, f"write {' or '.join(names)}"
        if flaw.subject.startswith("#"):
            message = f"no question or heading {subject} to lead to"
            return "dead-map-link", message, self._like_anchor(flaw.subject[1:])
        return "dead-map-link", f"the course has no question {subject}", self._like(flaw.subject)

    def _like_element(self, name: str) -> str:
        parts = self._maps.parts(self._map.path)
        if parts is None:
            return "only an SVG has elements; put a pin there"
        ids = (one.id for one in parts.parts)
        near = self._material.nearest.of(name, ids, f"elements of {self._map.path}")
        return f"did you mean {quoted(near)}?" if near else "no id in it is like that"

    def _like_anchor(self, name: str) -> str:
        anchors = [one.name for one in self._material.course.anchors]
        near = self._material.nearest.of(name, anchors, "anchors")
        return f"did you mean #{near}?" if near else "no heading has a name like it"

    def _like(self, name: str) -> str:
        titles = self._titles
        near = self._material.nearest.of(name, titles, "questions")
        near = near or self._material.nearest.of(name.rpartition("/")[2], titles, "questions")
        return f"did you mean {quoted(near)}?" if near else "no question is worded like that"

    @cached_property
    def _titles(self) -> list[str]:
        """Return all titles, those of the picture's own chapters first."""
        course = self._material.course
        shows = [any(d.path == self._map.path for d in one.diagrams) for one in course.chapters]
        chapters = (*compress(course.chapters, shows), *course.chapters)
        return [
            unicodedata.normalize("NFC", question.title)
            for chapter in chapters
            for question in chapter.questions
        ]
