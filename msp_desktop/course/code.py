"""Code blocks of an answer: their captions, languages and highlighted tokens.

Works on the dialect's element tree, before anything is written out as HTML.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from msp_desktop.course.dialect import TIGHT, lines, set_lines
from msp_desktop.course.languages import language_of
from msp_desktop.course.session import read_session

if TYPE_CHECKING:
    from pygments.lexer import Lexer

LONGEST_CAPTION = 80

LARGEST_HIGHLIGHTED = 30_000
LONGEST_LINE = 1000
"""Characters; a larger block, or one with a longer line, is shown without colours.

Pygments' patterns take time that grows with the square of a line's length, some with that of the
whole text; a log's lines of JSON would stop the program for seconds.
"""

MERMAID = "mermaid"
"""The label of a diagram's source, and the class of its figure."""

_PREFIX = "language-"


def dress(parent: Element) -> None:
    """Turn every code block below an element into a card: ``figure``, caption, tokens.

    A paragraph ``< … >`` directly before a block is its caption.  Mermaid's source has a card of
    its own kind, which whoever can draw it fills with the drawing.
    """
    kept: list[Element] = []
    for child in parent:
        if not _is_code(child):
            dress(child)
            kept.append(child)
            continue
        before = kept[-1] if kept else None
        caption = _caption(before) if before is not None else None
        if caption is not None:
            kept.pop()
        kept.append(_figure(child, before if caption is not None else None, caption))
    parent[:] = kept


def _is_code(element: Element) -> bool:
    return element.tag == "pre" and len(element) == 1 and element[0].tag == "code"


def _caption(paragraph: Element) -> Element | None:
    """Return a paragraph ``< … >`` as a caption without its brackets, or None if it is none."""
    if paragraph.tag not in ("p", TIGHT):
        return None
    caption = Element("figcaption")
    caption.text = (paragraph.text or "").lstrip()
    caption.extend(list(paragraph))
    text = "".join(caption.itertext()).rstrip()
    last = (caption[-1].tail if len(caption) else caption.text) or ""
    if not caption.text.startswith("<") or not last.rstrip().endswith(">"):
        return None
    if len(text) > LONGEST_CAPTION or "\n" in text or not text[1:-1].strip():
        return None
    # Without children the last text is the first one, and loses both its brackets.
    last = last.rstrip()[:-1].rstrip()
    if len(caption):
        caption[-1].tail = last
        caption.text = caption.text[1:].lstrip()
    else:
        caption.text = last.lstrip()[1:].lstrip()
    return caption


def _figure(pre: Element, paragraph: Element | None, caption: Element | None) -> Element:
    code = pre[0]
    text = code.text or ""
    label = _label(code)
    is_diagram = label.lower() == MERMAID
    language = "" if is_diagram else language_of(label, text)
    figure = Element("figure", {"class": MERMAID if is_diagram else "code"})
    if language:
        figure.set("data-language", language)
    spans = [span for one in (paragraph, pre) if one is not None and (span := lines(one))]
    if spans:
        set_lines(figure, spans[0][0], spans[-1][1])
    figure.tail, pre.tail = pre.tail, None
    if caption is not None:
        figure.append(caption)
    figure.append(pre)
    _highlight(code, text, language)
    return figure


def _label(code: Element) -> str:
    """Return what the author's fence says the language is."""
    names = code.get("class", "").split()
    return next((name.removeprefix(_PREFIX) for name in names if name.startswith(_PREFIX)), "")


def _highlight(code: Element, text: str, language: str) -> None:
    code.text = None
    last: Element | None = None
    for name, value in _tokens(text, language):
        if name:
            last = SubElement(code, "span", {"class": name})
            last.text = value
        elif last is None:
            code.text = value
        else:
            last.tail = value


def _tokens(text: str, language: str) -> list[tuple[str, str]]:
    """Return text in pieces, each with the class of its kind, "" for what has no colour.

    Neighbours differ in class.
    """
    if len(text) > LARGEST_HIGHLIGHTED or max(map(len, text.split("\n"))) > LONGEST_LINE:
        return [("", text)]
    if language == "console":
        shell = _lexer("bash")
        pieces = read_session(text, lambda command: _lexed(command, shell))
    else:
        pieces = _lexed(text, _lexer(language))
    merged: list[tuple[str, list[str]]] = []
    for name, value in pieces:
        if merged and merged[-1][0] == name:
            merged[-1][1].append(value)
        else:
            merged.append((name, [value]))
    return [(name, "".join(values)) for name, values in merged]


def _lexed(text: str, lexer: Lexer | None) -> list[tuple[str, str]]:
    """Return the pieces that a lexer finds; all of the text as one where it fails."""
    if lexer is None:
        return [("", text)]
    from pygments.token import STANDARD_TYPES, Token

    pieces: list[tuple[str, str]] = []
    try:
        for kind, value in lexer.get_tokens(text):
            while kind not in STANDARD_TYPES:
                kind = kind.parent or Token  # noqa: PLW2901
            name = STANDARD_TYPES[kind]
            # White space has a class, but nothing to colour.
            pieces.append(("" if name == "w" else name, value))
    except Exception:
        # Any of 500 lexers may fail in any way, and the text is worth more than its colours.
        return [("", text)]
    # A lexer that changes the text would change what the user copies.
    return pieces if "".join(value for _, value in pieces) == text else [("", text)]


def _lexer(language: str) -> Lexer | None:
    if language not in _lexer_names():
        return None
    from pygments.lexers import get_lexer_by_name  # pyright: ignore[reportUnknownVariableType]

    return get_lexer_by_name(language, stripnl=False, ensurenl=False)


@cache
def _lexer_names() -> frozenset[str]:
    """Return the names of Pygments' own lexers: to look for others' takes long each time."""
    from pygments.lexers import get_all_lexers

    return frozenset(name for _, names, _, _ in get_all_lexers(plugins=False) for name in names)
