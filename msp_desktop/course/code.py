"""Code blocks of an answer: their captions, languages and highlighted tokens.

Works on the dialect's element tree, before anything is written out as HTML.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from msp_desktop.course.dialect import lines
from msp_desktop.course.dialect.blocks.block import LINES
from msp_desktop.course.languages import language_of

if TYPE_CHECKING:
    from pygments.lexer import Lexer

LONGEST_CAPTION = 80
LARGEST_HIGHLIGHTED = 200_000
"""Characters; a longer block is shown without colours."""


def dress(parent: Element) -> None:
    """Turn every code block below an element into a card: ``figure``, caption, tokens.

    A paragraph ``< … >`` directly before a block is its caption.
    """
    for child in list(parent):
        if child.tag != "pre":
            dress(child)
    index = 0
    while index < len(parent):
        child = parent[index]
        if child.tag == "pre" and len(child) == 1 and child[0].tag == "code":
            before = parent[index - 1] if index else None
            caption = _caption(before) if before is not None else None
            if caption is not None:
                parent.remove(parent[index - 1])
                index -= 1
            parent[index] = _figure(child, before if caption is not None else None, caption)
        index += 1


def _caption(paragraph: Element) -> Element | None:
    """Return a paragraph ``< … >`` as a caption without its brackets, or None if it is none."""
    text = "".join(paragraph.itertext()).strip()
    if paragraph.tag != "p" or not (text.startswith("<") and text.endswith(">")):
        return None
    first, last = paragraph.text or "", (paragraph[-1].tail if len(paragraph) else paragraph.text)
    if len(text) > LONGEST_CAPTION or not first.lstrip().startswith("<"):
        return None
    if last is None or not last.rstrip().endswith(">") or "\n" in text:
        return None
    caption = Element("figcaption")
    caption.text = first.lstrip()[1:].lstrip()
    caption.extend(list(paragraph))
    if len(caption):
        caption[-1].tail = last.rstrip()[:-1].rstrip()
    else:
        caption.text = caption.text.rstrip()[:-1].rstrip()
    return caption if "".join(caption.itertext()).strip() else None


def _figure(pre: Element, paragraph: Element | None, caption: Element | None) -> Element:
    code = pre[0]
    text = code.text or ""
    label = next(
        (
            name.removeprefix("language-")
            for name in code.get("class", "").split()
            if name.startswith("language-")
        ),
        "",
    )
    language = language_of(label, text)
    figure = Element("figure", {"class": "code"})
    if language:
        figure.set("data-language", language)
    spans = [span for one in (paragraph, pre) if one is not None and (span := lines(one))]
    if spans:
        figure.set(LINES, f"{spans[0][0]}-{spans[-1][1]}")
    figure.tail, pre.tail = pre.tail, None
    if caption is not None:
        figure.append(caption)
    figure.append(pre)
    _highlight(code, text, language)
    return figure


def _highlight(code: Element, text: str, language: str) -> None:
    lexer = _lexer(language) if language and len(text) <= LARGEST_HIGHLIGHTED else None
    if lexer is None:
        return
    from pygments.token import STANDARD_TYPES

    code.text = None
    written = ""
    last: Element | None = None
    for kind, value in lexer.get_tokens(text):
        while kind not in STANDARD_TYPES:
            kind = kind.parent  # noqa: PLW2901
        name = STANDARD_TYPES[kind]
        written += value
        if name:
            last = SubElement(code, "span", {"class": name})
            last.text = value
        elif last is None:
            code.text = (code.text or "") + value
        else:
            last.tail = (last.tail or "") + value
    if written != text:
        # A lexer that changes the text would change what the user copies: keep the text.
        for child in list(code):
            code.remove(child)
        code.text = text


def _lexer(language: str) -> Lexer | None:
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        return get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return None
