"""Formulas, by ziamath: TeX to MathML to outlines of a font that it brings."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, ParseError, fromstring, tostring

from msp_desktop.course.drawing.model import EM, CannotDraw, Drawing, Fault
from msp_desktop.course.drawing.plain import plain, tree
from msp_desktop.course.svg import UnsafePicture, safe

if TYPE_CHECKING:
    from collections.abc import Callable

    from msp_desktop.course.drawing.look import Look

LONGEST = 4_000
"""Characters of source."""
DEEPEST = 8
"""Rows inside each other: the library lays each out twice, and all inside it twice as often."""
MOST_BRACES = 60
"""Braces inside each other, whatever becomes of them: the library recurses."""
LARGEST = 1024 * 1024
"""Characters of SVG."""
WIDEST = 20_000.0
"""Pixels on a side."""

_TAG = re.compile(r"\\tag\*?\s*\{([^{}]*)\}")
# Numbers that nobody refers to; and environments that differ from another in nothing else here.
_ENVIRONMENT = re.compile(r"\\(begin|end)\{(equation|gather|gathered|align|split|multline)\*?\}")
_ARITY = {"msup": 2, "msub": 2, "msubsup": 3, "mover": 2, "munder": 2, "munderover": 3}
_UNKNOWN = re.compile(r"\\[A-Za-z]+")
INK = "currentColor"


def draw_formula(source: str, look: Look, *, display: bool) -> Drawing:
    """Return the drawing of a formula.  Raises CannotDraw."""
    if len(source) > LONGEST:
        raise CannotDraw(Fault.TOO_LONG)
    _check_braces(source)
    svg, depth = _drawn(_prepared(source), display=display)
    if len(svg) > LARGEST:
        raise CannotDraw(Fault.TOO_LARGE)
    try:
        made = plain(tree(safe(svg.encode())), look, ink=INK)
    except (UnsafePicture, ValueError) as error:
        raise CannotDraw(Fault.BROKEN, str(error)) from error
    if max(made.width, made.height) > WIDEST or not -WIDEST < depth < WIDEST:
        raise CannotDraw(Fault.TOO_LARGE)
    return Drawing(made.svg, made.width, made.height, depth)


def _check_braces(source: str) -> None:
    """Raise CannotDraw for braces that do not match: the library would draw them as it likes."""
    depth = 0
    for brace in re.findall(r"\\.|[{}]", source, re.DOTALL):
        depth += (brace == "{") - (brace == "}")
        if depth < 0:
            raise CannotDraw(Fault.NOT_UNDERSTOOD, "} without {")
        if depth > MOST_BRACES:
            raise CannotDraw(Fault.TOO_DEEP)
    if depth:
        raise CannotDraw(Fault.NOT_UNDERSTOOD, "{ without }")


def _prepared(source: str) -> str:
    """Return a source in the words that the library knows."""
    source = _TAG.sub(r"\\qquad (\1)", source).replace("\\operatorname*", "\\operatorname")

    def known(match: re.Match[str]) -> str:
        if match[2] == "equation":
            return " "
        # One column of "align" stands at its right edge, as a sum over lines does not.
        name = "matrix" if match[2].startswith(("gather", "multline")) else "align*"
        return f"\\{match[1]}{{{name}}}"

    return _ENVIRONMENT.sub(known, source)


def _drawn(source: str, *, display: bool) -> tuple[str, float]:
    """Return a formula's SVG, and how far its baseline is above the lower edge."""
    try:
        draw = _library()
    except ImportError as error:
        raise CannotDraw(Fault.ABSENT) from error
    from ziamath.tex import tex2mml

    try:
        mathml = fromstring(tex2mml(source, inline=not display))  # noqa: S314  (made just now)
    except ParseError as error:
        raise CannotDraw(Fault.NOT_UNDERSTOOD) from error
    except Exception as error:
        raise CannotDraw(Fault.NOT_UNDERSTOOD, _words(error)) from error
    _mend(mathml)
    try:
        return draw(mathml)
    except RecursionError as error:
        raise CannotDraw(Fault.TOO_DEEP) from error
    except Exception as error:
        raise CannotDraw(Fault.BROKEN, _words(error)) from error


@cache
def _library() -> Callable[[Element], tuple[str, float]]:
    """Load and prepare the library; return what draws MathML.  Raises ImportError."""
    from ziamath import zmath
    from ziamath.config import config

    from msp_desktop.course.drawing.letters import BorrowingFont

    config.svg2 = False
    config.precision = 2
    config.math.color = INK
    zmath.loadedfonts["default"] = BorrowingFont(zmath.fontname)

    def draw(mathml: Element) -> tuple[str, float]:
        made = zmath.Math(mathml, size=EM)
        lowest = float(made.node.bbox.ymin)  # pyright: ignore[reportUnknownMemberType, reportUnknownArgumentType]
        return tostring(made.svgxml(), encoding="unicode"), made.margin - lowest

    return draw


def _mend(mathml: Element) -> None:
    """Mend MathML in place.  Raises CannotDraw for a command that was not known, and for depth."""
    for element in mathml.iter():
        element.tag = element.tag.rpartition("}")[2]
        text = (element.text or "").strip()
        if element.tag in ("mi", "mo") and _UNKNOWN.fullmatch(text):
            raise CannotDraw(Fault.NOT_UNDERSTOOD, text)
        if element.tag == "mtext" and not element.text:
            element.text = " "
    for element in mathml.iter():
        element[:] = [_inmost(child) for child in element]
        arity = _ARITY.get(element.tag)
        if arity and len(element) > arity:
            # A matrix with its brackets, which an exponent stands at.
            row = Element("mrow")
            row.extend(element[: len(element) - arity + 1])
            element[: len(row)] = [row]
    todo = [(mathml, 0)]
    while todo:
        element, depth = todo.pop()
        depth += element.tag in ("mrow", "mtd", "msqrt", "mstyle", "mfenced", "menclose")
        if depth > DEEPEST:
            raise CannotDraw(Fault.TOO_DEEP)
        todo.extend((child, depth) for child in element)


def _inmost(element: Element) -> Element:
    """Return what stands in a row that holds nothing else; an operator is another one there."""
    while element.tag == "mrow" and len(element) == 1 and element[0].tag != "mo":
        element = element[0]
    return element


def _words(error: Exception) -> str:
    """Return what an error says on one line, or its name in words."""
    said = " ".join(str(error).split())
    return said[:160] or re.sub(r"(?<=[a-z])(?=[A-Z])", " ", type(error).__name__).lower()
