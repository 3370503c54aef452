"""From an SVG for browsers to one that Qt's renderer draws as meant, in both themes.

Qt knows class selectors, and neither baselines nor lines of text inside a ``text``.  So the style
sheet is settled element by element, each line of text becomes an element of its own, and colours
become classes that have a rule for each theme.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from xml.etree.ElementTree import Element, fromstring
from xml.sax.saxutils import escape, quoteattr

from msp_desktop.course.drawing.cascade import Declarations, Place, StyleSheet, place
from msp_desktop.course.drawing.colours import colour, in_the_dark
from msp_desktop.course.drawing.lettering import TextStyle, lines_of
from msp_desktop.course.drawing.model import EM

if TYPE_CHECKING:
    from collections.abc import Iterator

    from msp_desktop.course.drawing.look import Look

_DROPPED = frozenset(
    ("style", "title", "desc", "metadata", "filter", "script", "foreignObject", "image")
)
_KEPT = frozenset(
    (
        *("id", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "width", "height"),
        *("d", "points", "transform", "viewBox", "refX", "refY", "markerWidth", "markerHeight"),
        *("markerUnits", "orient", "preserveAspectRatio", "offset", "gradientUnits", "href"),
        *("gradientTransform", "clipPathUnits", "marker-start", "marker-mid", "marker-end"),
        "clip-path",
    )
)
_STYLES = frozenset(
    (
        *("stroke-width", "stroke-dasharray", "stroke-dashoffset", "stroke-linecap"),
        *("stroke-linejoin", "opacity", "fill-opacity", "stroke-opacity", "stop-opacity"),
        *("font-size", "font-weight", "font-style", "text-anchor", "text-decoration"),
    )
)
_COLOURS = {"fill": "f", "stroke": "s", "stop-color": "c"}
_MEASURES = frozenset(("font-size", "stroke-width", "stroke-dashoffset"))


class Sized(NamedTuple):
    """An SVG with its size."""

    svg: str
    width: float
    height: float


class _Inherited(NamedTuple):
    """What an element has from those around it, as far as it must be known here."""

    size: float = EM
    colour: str = "#000000"


def tree(svg: str) -> Element:
    """Return a safe SVG as a tree whose names have no namespaces."""
    root = fromstring(svg)  # noqa: S314  (safe SVG has neither entities nor a document type)
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
        for key in [key for key in element.attrib if key.startswith("{")]:
            element.attrib[key.rpartition("}")[2]] = element.attrib.pop(key)
    return root


def plain(root: Element, look: Look, *, ink: str = "") -> Sized:
    """Return an SVG in its plain form.  Raises ValueError for one without a size.

    ``ink`` is the colour of what has none of its own, where that is not the look's for text.
    """
    return _Plain(root, look, ink).result()


class _Plain:
    def __init__(self, root: Element, look: Look, ink: str) -> None:
        self._root = root
        self._look = look
        self._ink = ink
        css = "\n".join("".join(one.itertext()) for one in root.iter("style"))
        self._sheet = StyleSheet(css)
        self._used: dict[str, tuple[str, str]] = {}

    def result(self) -> Sized:
        left, top, width, height = _box(self._root)
        first = place(self._root)
        inherited = _Inherited(colour=self._look.light.text)
        declared = self._sheet.declared([first])
        own, inherited = self._styled(self._root, declared, inherited)
        if self._ink:
            own.setdefault("fill", self._ink)
        else:
            own.setdefault("class", self._class("fill", self._look.light.text))
        families = ", ".join((*self._look.families, "sans-serif"))
        attributes = own | {
            "xmlns": "http://www.w3.org/2000/svg",
            "width": f"{width:g}",
            "height": f"{height:g}",
            "viewBox": f"{left:g} {top:g} {width:g} {height:g}",
            "font-family": families,
        }
        inside = "".join(self._children(self._root, [first], inherited))
        return Sized(f"{_tag('svg', attributes)}{self._rules()}{inside}</svg>\n", width, height)

    def _children(self, parent: Element, path: list[Place], inherited: _Inherited) -> Iterator[str]:
        children = list(parent)
        if parent.tag == "switch":
            # What is left of the choices without embedded HTML.
            children = [one for one in children if one.tag not in _DROPPED][:1]
        for child in children:
            if child.tag not in _DROPPED:
                yield from self._element(child, [*path, place(child)], inherited)

    def _element(self, element: Element, path: list[Place], inherited: _Inherited) -> Iterator[str]:
        declared = self._sheet.declared(path)
        if declared.get("display") == "none" or declared.get("visibility") == "hidden":
            return
        own, inherited = self._styled(element, declared, inherited)
        if element.tag == "text":
            yield from self._text(element, own, path, declared, inherited)
            return
        name = "g" if element.tag in ("a", "switch", "svg") else element.tag
        if element.tag == "svg":
            own = {"transform": _placed(element)}
        inside = "".join(self._children(element, path, inherited))
        if inside:
            yield f"{_tag(name, own)}{inside}</{name}>"
        elif name != "g":
            yield f"{_tag(name, own)[:-1]}/>"

    def _text(
        self,
        element: Element,
        own: Declarations,
        path: list[Place],
        declared: Declarations,
        inherited: _Inherited,
    ) -> Iterator[str]:
        def style(part: Element, around: list[Element]) -> TextStyle:
            if part is element:
                return TextStyle(declared, own, inherited.size)
            inner = [*path, *map(place, around), place(part)]
            says = self._sheet.declared(inner)
            attributes, below = self._styled(part, says, inherited)
            return TextStyle(says, attributes, below.size)

        for line in lines_of(element, style):
            outer = own
            if len({tuple(run.attributes.items()) for run in line.runs}) == 1:
                # Qt draws a part with what is around it, and leaves out "none".
                outer = _merged(own, line.runs[0].attributes)
                inside = "".join(escape(run.text) for run in line.runs)
            else:
                inside = "".join(
                    f"{_tag('tspan', run.attributes)}{escape(run.text)}</tspan>"
                    for run in line.runs
                )
            position = {"x": f"{line.x:g}", "y": f"{line.y:g}"}
            yield f"{_tag('text', outer | position)}{inside}</text>"

    def _styled(
        self, element: Element, declared: Declarations, inherited: _Inherited
    ) -> tuple[Declarations, _Inherited]:
        """Return the attributes that an element gets, and what those inside it inherit."""
        values = {key: value for key, value in element.attrib.items() if key != "style"} | declared
        size = _length(values.get("font-size", ""), inherited.size) or inherited.size
        current = colour(values.get("color", ""))
        below = _Inherited(size, current.hex if current else inherited.colour)
        kept = {key: value for key, value in element.attrib.items() if key in _KEPT}
        for name in sorted(_STYLES & values.keys()):
            value = values[name]
            if name in _MEASURES:
                length = _length(value, inherited.size if name == "font-size" else size)
                value = "" if length is None else f"{length:g}"
            elif name == "font-weight":
                value = "bold" if value in ("bold", "bolder", "600", "700", "800", "900") else ""
            elif value in ("inherit", "revert", "initial", "unset"):
                value = ""
            if value:
                kept[name] = value
        classes = [
            self._coloured(name, values[name], kept, below) for name in _COLOURS if name in values
        ]
        if any(classes):
            kept["class"] = " ".join(filter(None, classes))
        return kept, below

    def _coloured(
        self, name: str, value: str, kept: Declarations, inherited: _Inherited
    ) -> str | None:
        """Return the class for a colour, or set what is none as an attribute."""
        if value.lower() == "currentcolor":
            if self._ink:
                kept[name] = self._ink
                return None
            value = inherited.colour
        found = colour(value)
        if found is None:
            if value == "none" or value.startswith("url("):
                kept[name] = value
            return None
        if found.alpha == 0:
            kept[name] = "none"
            return None
        if found.alpha < 1:
            kept[f"{name.removesuffix('-color')}-opacity"] = f"{found.alpha:g}"
        return self._class(name, found.hex)

    def _class(self, name: str, light: str) -> str:
        made = f"{_COLOURS[name]}{light[1:]}"
        self._used[made] = (name, light)
        return made

    def _rules(self) -> str:
        if not self._used:
            return ""
        light = "".join(f".{made}{{{name}:{one}}}" for made, (name, one) in self._used.items())
        dark = "".join(
            f".{made}{{{name}:{in_the_dark(one, self._look)}}}"
            for made, (name, one) in self._used.items()
        )
        return f"<style>{light}@media (prefers-color-scheme: dark){{{dark}}}</style>"


def _merged(outer: Declarations, inner: Declarations) -> Declarations:
    """Return the attributes of a text that is nothing but one part."""
    kinds = {kind: name for name, kind in _COLOURS.items()}
    classes = {kinds[one[0]]: one for one in outer.get("class", "").split()}
    for name in _COLOURS:
        if name in inner:
            classes.pop(name, None)
    classes |= {kinds[one[0]]: one for one in inner.get("class", "").split()}
    merged = {key: one for key, one in (outer | inner).items() if key not in classes}
    return merged | ({"class": " ".join(classes.values())} if classes else {})


def _placed(element: Element) -> str:
    """Return what places a drawing inside a drawing, which Qt does not know."""
    x, y = (_length(element.get(key, "0"), EM) or 0.0 for key in ("x", "y"))
    transform = f"translate({x:g} {y:g})"
    parts = element.get("viewBox", "").replace(",", " ").split()
    width = _length(element.get("width", ""), EM)
    if len(parts) == 4 and width and float(parts[2]) > 0:
        transform += f" scale({width / float(parts[2]):g})"
        transform += f" translate({-float(parts[0]):g} {-float(parts[1]):g})"
    return transform


def _tag(name: str, attributes: Declarations) -> str:
    words = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items())
    return f"<{name}{words}>"


def _box(root: Element) -> tuple[float, float, float, float]:
    parts = root.get("viewBox", "").replace(",", " ").split()
    left, top, width, height = (
        map(float, parts)
        if len(parts) == 4
        else (0.0, 0.0, float(root.get("width", "")), float(root.get("height", "")))
    )
    if not (0 < width < 1e6 and 0 < height < 1e6):
        raise ValueError("no size")
    return left, top, width, height


def _length(value: str, size: float) -> float | None:
    """Return a length in CSS pixels; None for one that is none."""
    text = value.strip().lower()
    factor = 1.0
    for unit, one in (("px", 1.0), ("rem", EM), ("em", size), ("pt", 4 / 3), ("%", size / 100)):
        if text.endswith(unit):
            text, factor = text.removesuffix(unit), one
            break
    try:
        return float(text) * factor
    except ValueError:
        return None
