"""How much room letters take, by their usual widths and what a style sheet says of their size."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from msp_desktop.course.diagrams.geometry import length

if TYPE_CHECKING:
    from collections.abc import Mapping

DEFAULT = 16.0
"""The size of letters where nobody says one, in pixels."""

_RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
_SELECTOR = re.compile(r"(?:[a-z]+|\.[\w-]+|#[\w-]+)")
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_ANCHORS = {"start": 0.0, "middle": 0.5, "end": 1.0}
_MOST_CSS = 200_000
_MOST_WORDS = 5000
_WIDE = frozenset("WF")
_NARROW = frozenset("iljtfrI.,:;'|!()[]{} ·")
_KEYS = frozenset(("font-size", "text-anchor"))


class Letters(NamedTuple):
    """How text is set: its size in pixels, and the share of it that stands before its place."""

    size: float = DEFAULT
    anchor: float = 0.0

    def width(self, words: str) -> float:
        """Return about how wide words are, in pixels."""
        return self.size * sum(map(_width, words[:_MOST_WORDS]))


def _width(character: str) -> float:
    if character in _NARROW:
        return 0.32
    if character < "\u1100":
        return 0.68 if character.isupper() else 0.55
    return 0.95 if unicodedata.east_asian_width(character) in _WIDE else 0.55


class Styles:
    """What style sheets say of text: rules for a name, a class or an id alone."""

    def __init__(self) -> None:
        self._rules: dict[str, dict[str, str]] = {}
        self._left = _MOST_CSS

    def read(self, css: str) -> None:
        """Take a style sheet."""
        css = _COMMENT.sub(" ", css[: self._left])
        self._left -= len(css)
        for names, inside in _RULE.findall(css):
            said = {key: value for key, value in _declared(inside).items() if key in _KEYS}
            for name in names.split(",") if said else ():
                if _SELECTOR.fullmatch(name.strip()):
                    self._rules.setdefault(name.strip(), {}).update(said)

    def letters(self, name: str, attributes: Mapping[str, str], around: Letters) -> Letters:
        """Return how text in an element is set."""
        said = {key: attributes[key] for key in _KEYS if key in attributes}
        if self._rules:
            classes = (f".{one}" for one in attributes.get("class", "").split()[:20])
            for one in (name, *classes, f"#{attributes.get('id', '')}"):
                said |= self._rules.get(one, {})
        if "style" in attributes:
            said |= _declared(attributes["style"])
        if not said:
            return around
        size = _size(said.get("font-size", ""), around.size)
        return Letters(size, _ANCHORS.get(said.get("text-anchor", "").strip(), around.anchor))


def _declared(text: str) -> dict[str, str]:
    pairs = (one.partition(":") for one in text.split(";")[:200])
    return {key.strip().lower(): value.strip() for key, _, value in pairs}


def _size(text: str, around: float) -> float:
    for ending, share in (("em", around), ("%", around / 100)):
        if text.endswith(ending):
            plain = length(text.removesuffix(ending).removesuffix("r"))
            return plain * share if plain is not None and plain >= 0 else around
    plain = length(text)
    return plain if plain is not None and plain >= 0 else around
