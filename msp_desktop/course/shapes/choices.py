"""Multiple choice: a question's options, recognised however they are marked.

``- [ ]`` and ``- [x]``, ``- A:``, ``A)`` and ``a.``, ``①②③``; in a list, or line by line in a
paragraph.
"""

from __future__ import annotations

import re
from copy import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from msp_desktop.course.dialect import lines, set_lines
from msp_desktop.course.dialect.plain import plain
from msp_desktop.course.shapes.rows import bold_start, joined, paragraph, rows, words_of
from msp_desktop.course.shapes.tags import LISTS

if TYPE_CHECKING:
    from collections.abc import Sequence

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
_LETTERS = "abcdefghij"
_LETTER = re.compile(r"[\W_]{0,4}?(?:([A-Ja-j])\s?[.):\]]|([①-⑩]))[*_\s]*(?=\S)")
_MARK = re.compile(r"\s*[(\[]?(?:[A-Ja-j]\s?[.):\]]+|[①-⑩])\s*")
FEWEST = 2
LOOKED_AT = 3
ASKING = ("p", "figure", "pre")
"""How many blocks may stand above options, and what: more words, code, pictures."""
CHOICES = "choices"
"""The class of a list of options."""


@dataclass(frozen=True, slots=True)
class Choices:
    """The options of a question as elements of inline content and blocks.

    ``right`` are the places of those that are marked as right; ``numbered`` says that they have
    numbers and not letters, ``boxed`` that they have boxes, as things to do have too; ``before``
    and ``after`` are what stands around them in their block.
    """

    options: tuple[Element, ...]
    right: tuple[int, ...]
    numbered: bool
    before: tuple[Element, ...] = ()
    after: tuple[Element, ...] = ()
    boxed: bool = False


def choices_of(block: Element) -> Choices | None:
    """Return the options that stand in a block, None where it has none."""
    if block.tag in LISTS:
        return _of_list(block)
    return _of_lines(block) if block.tag == "p" else None


def has_options(block: Element) -> bool:
    """Whether a block consists of options."""
    found = choices_of(block)
    return found is not None and not found.before


def is_option(words: str) -> bool:
    """Whether a line begins as an option does: ``B)``, ``c.``, ``②``."""
    return bool(_LETTER.match(words))


def are_options(blocks: Sequence[Element], *, asked: bool = False) -> bool:
    """Whether blocks begin with options that tell of a question (see :func:`tell_of_question`).

    All may be in the first block, or each in a paragraph of its own.
    """
    if not blocks:
        return False
    if tell_of_question(blocks[0], asked=asked):
        return True
    first = blocks[:FEWEST]
    return all(one.tag == "p" for one in first) and bool(_kind(list(map(words_of, first))))


def options_follow(blocks: Sequence[Element], *, asked: bool = False) -> bool:
    """Whether options stand below a question: at once, or after code, a picture, a text."""
    for at, block in enumerate(blocks[:LOOKED_AT]):
        if are_options(blocks[at:], asked=asked):
            return True
        if block.tag not in ASKING:
            return False
    return False


def tell_of_question(block: Element, *, asked: bool) -> bool:
    """Whether options show that something is asked: by their letters, or by boxes.

    A list of boxes may also be one of things to do; it counts where it was ``asked`` and some, not
    all of them, are ticked.
    """
    if block.tag in ("figure", "pre"):
        return asked and _are_drawn(block)
    found = choices_of(block)
    if found is None or found.before:
        return False
    return not has_boxes(block) or (asked and 0 < len(found.right) < len(found.options))


def _are_drawn(code: Element) -> bool:
    """Whether each line of code is an option, as in "A. One", "= B. Two"."""
    drawn = [one for one in plain(code).split("\n") if one.strip()]
    return len(drawn) <= len(_LETTERS) and bool(_kind(drawn))


def has_boxes(block: Element) -> bool:
    """Whether a list has boxes to tick."""
    return block.tag in LISTS and any(_box(item) is not None for item in block)


def _of_list(whole: Element) -> Choices | None:
    items = [item for item in whole if item.tag == "li"]
    if len(items) < FEWEST or any(map(_is_headed, items)):
        return None
    words = [words_of(item) for item in items]
    boxes = [box for item in items if (box := _box(item)) is not None]
    lettered = _kind(words)
    if len(boxes) == len(items):
        right = tuple(at for at, box in enumerate(boxes) if box.get("checked") is not None)
    elif whole.tag == "ul" and lettered:
        right = ()
    else:
        return None
    numbered = lettered == "numbers"
    return Choices(tuple(map(_content, items)), right, numbered, boxed=bool(boxes))


def _is_headed(item: Element) -> bool:
    """Whether an item is a heading in bold over more: "**(a) Missing data:** …"."""
    inner = item[0] if len(item) and item[0].tag == "p" else item
    bold = bold_start(inner)
    return bold is not None and len(item) > 1 and words_of(bold[0]).endswith((":", "："))


def _of_lines(block: Element) -> Choices | None:
    parts = rows(block)
    words = [words_of(part) for part in parts]
    start = next((at for at in range(len(parts)) if _kind(words[at : at + FEWEST])), None)
    if start is None:
        return None
    end = start + FEWEST
    while end < len(parts) and _kind(words[start : end + 1]):
        end += 1
    span = lines(block) or (1, 1)
    kind = _kind(words[start:end])
    return Choices(
        tuple(_stripped(part) for part in parts[start:end]),
        (),
        kind == "numbers",
        (paragraph(parts[:start], span),) if start else (),
        (paragraph(parts[end:], span),) if parts[end:] else (),
    )


def _box(item: Element) -> Element | None:
    inner = item[0] if len(item) and item[0].tag == "p" else item
    return inner[0] if len(inner) and inner[0].tag == "input" and not inner.text else None


def _kind(words: Sequence[str]) -> str:
    """Return what lines are in the order of: "letters" or circled "numbers", "" for neither."""
    if len(words) < FEWEST:
        return ""
    kind = ""
    for place, line in enumerate(words):
        mark = _LETTER.match(line)
        if mark is None:
            return ""
        at = _CIRCLED.index(mark[2]) if mark[2] else _LETTERS.index(mark[1].lower())
        if at != place:
            return ""
        kind = "numbers" if mark[2] else "letters"
    return kind


def _content(item: Element) -> Element:
    """Return a list item without its box and letter."""
    option = Element("li", {name: value for name, value in item.items() if name != "value"})
    option.text = item.text
    option.extend(item)
    loose = len(option) > 0 and option[0].tag == "p" and not (option.text or "").strip()
    holder = option[0] if loose else option
    stripped = _stripped(_without_box(holder))
    if not loose:
        stripped.tag = "li"
        return _marked_as(stripped, item)
    stripped.tag = "p"
    option[0] = _marked_as(stripped, holder)
    return option


def _marked_as(element: Element, other: Element) -> Element:
    for name, value in other.items():
        element.set(name, value)
    return element


def _without_box(holder: Element) -> Element:
    kept = Element(holder.tag)
    kept.text = holder.text
    kept.extend(holder)
    if len(kept) and kept[0].tag == "input":
        kept.text = (kept[0].tail or "").lstrip()
        del kept[0]
    return kept


def _stripped(row: Element) -> Element:
    """Return a line without the letter or number it begins with."""
    kept = joined([row], "li")
    text = kept.text or ""
    mark = _MARK.match(text)
    if mark:
        kept.text = text[mark.end() :]
    elif not text.strip() and len(kept) and (mark := _MARK.match(kept[0].text or "")):
        kept[0] = copy(kept[0])
        kept[0].text = (kept[0].text or "")[mark.end() :]
        if not kept[0].text and not len(kept[0]):
            kept.text = (kept[0].tail or "").lstrip()
            del kept[0]
    return kept


def as_list(choices: Choices, span: tuple[int, int]) -> Element:
    """Return options as a list that does not show which of them is right."""
    whole = Element("ol" if choices.numbered else "ul", {"class": CHOICES})
    whole.extend(choices.options)
    set_lines(whole, *span)
    return whole


def right_ones(choices: Choices, span: tuple[int, int]) -> list[Element]:
    """Return the options that are marked as right, each as a paragraph with its letter."""
    found: list[Element] = []
    for at in choices.right:
        option = choices.options[at]
        inline = option[0] if len(option) and option[0].tag == "p" else option
        mark = str(at + 1) if choices.numbered else chr(ord("A") + at)
        text = Element("p")
        text.text = f"{mark}. {(inline.text or '').lstrip()}"
        text.extend(child for child in inline if lines(child) is None)
        set_lines(text, *span)
        found.append(text)
    return found
