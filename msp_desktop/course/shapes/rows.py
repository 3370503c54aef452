"""Inline content taken apart and tidied: its lines, its bold part, what only leads back up.

Everything here leaves the tree as it is and returns copies: a shape that tries a text may be wrong.
"""

from __future__ import annotations

import re
from copy import copy
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from msp_desktop.course.dialect import HTML_INLINE, lines, set_lines
from msp_desktop.course.dialect.plain import plain
from msp_desktop.course.shapes.asking import ends_asking, may_tell, tells
from msp_desktop.course.shapes.raw import TAG
from msp_desktop.course.shapes.subjects import leads_up
from msp_desktop.course.shapes.titles import answer_mark, signs

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_BOLD = ("strong", "b", "em", "i")


def words_of(element: Element) -> str:
    """Return an element's plain text on one line."""
    return " ".join(plain(element).split())


_BREAK = re.compile(r"</?br\s*/?>", re.IGNORECASE)
_ARROW = re.compile(r"[ \t]*+(?:→|⇒|➜|➡\ufe0f?|[-=]>|[—–|/-])?[ \t]*+$")
_INLINE_ANSWER = re.compile(
    r"[ \t]*+((?:→|⇒|➜|➡\ufe0f?|[-=]>|[—–|/])[ \t]*+)(?:A|Answer|답)[ \t]?[:.)][ \t]"
)
_SAID = re.compile(r"([?？])[ \t]*+(?:(?:[:：→=]|[-–—]>?)[ \t]++|:{2,3}[ \t]*+)(?=\S)")
_IN_BRACKETS = re.compile(r"\([^()]*\)[.!]?")
_FIRST = re.compile(r"[\W_]{0,4}?(?:[Aa]\s?[.):\]]|①)")
_SECOND = re.compile(r"[\W_]{0,4}?(?:[Bb]\s?[.):\]]|②)")
_ADDRESS = re.compile(r"[\[(<]?https?://\S{1,2000}")
_HINT = re.compile(r"\W*(?:hints?|tips?|힌트|팁)\s?\d{0,2}\W{0,3}[:：]", re.IGNORECASE)
_BULLET = re.compile(r"(?:[•‣◦▪▫●○■□➤➢▶✔✓]\ufe0f?|\d{1,3}-\d{1,3}[.)]?)\s")
"""What lines of a list begin with whose author knows no Markdown for it: bullets, "4-1."."""
SEPARATORS = ("?", "??", "::")
"""What cards for spaced repetition have between question and answer, in a line of its own."""
ROW = "row"
BROKEN_ROW = "broken-row"
"""The elements of lines; the second kind begins after a line break that is meant."""


def rows(content: Element) -> list[Element]:
    """Return inline content line by line, as the author wrote it; nested elements stay whole."""
    found = [Element(ROW)]
    _add_text(found, content.text)
    for child in map(copy, content):
        tail, child.tail = child.tail, None
        if child.tag == "br" or (child.tag == HTML_INLINE and _BREAK.fullmatch(child.text or "")):
            found.append(Element(BROKEN_ROW))
            tail = (tail or "").removeprefix("\n")
        else:
            found[-1].append(child)
        _add_text(found, tail)
    return [row for row in found if len(row) or (row.text or "").strip()]


def _add_text(found: list[Element], text: str | None) -> None:
    for index, part in enumerate((text or "").split("\n")):
        if index:
            found.append(Element(ROW))
        last = found[-1]
        if len(last):
            last[-1].tail = (last[-1].tail or "") + part
        else:
            last.text = (last.text or "") + part


def joined(parts: Sequence[Element], tag: str = "span") -> Element:
    """Return lines as one element again; what is in them moves there."""
    whole = Element(tag)
    for index, part in enumerate(parts):
        if index:
            _append_text(whole, "\n")
        _append_text(whole, part.text)
        whole.extend(list(part))
    return whole


def answered_in_line(row: Element) -> tuple[Element, Element] | None:
    """Return a line such as ``Q: Why? → A: So.`` as question and answer; None for any other."""
    texts = [row.text or "", *(child.tail or "" for child in row)]
    for at, text in enumerate(texts):
        found = _INLINE_ANSWER.search(text)
        if found and (at or text[: found.start()].strip()):
            return _cut(row, at, found.start(), found.end(1))
        if at < len(row) and row[at].tag in _BOLD:
            words = words_of(row[at])
            if answer_mark(words) >= len(words) and (at or text.strip()):
                return _cut(row, at, len(_ARROW.sub("", text)), len(text))
    return None


def said_in_line(row: Element) -> tuple[Element, Element] | None:
    """Return a line such as ``Why? - So.`` as question and answer; None for any other."""
    texts = [row.text or "", *(child.tail or "" for child in row)]
    for at, text in enumerate(texts):
        found = _SAID.search(text)
        if found:
            title, rest = _cut(row, at, found.end(1), found.end())
            return (title, rest) if says(rest) and not ends_asking(words_of(rest)) else None
    return None


def says(rest: Element) -> bool:
    """Whether what follows a title in its line is more than a link."""
    texts = [rest.text or "", *(child.tail or "" for child in rest)]
    others = [words_of(child) for child in rest if child.tag != "a"]
    return any(one.isalnum() for text in (*texts, *others) for one in text)


def _cut(row: Element, at: int, end: int, start: int) -> tuple[Element, Element]:
    """Cut a line in the text behind its ``at``-th element, leaving out a stretch of that text."""
    before, after = Element(row.tag), Element(row.tag)
    before.text = row.text
    before.extend(copy(child) for child in row[:at])
    text = (row[at - 1].tail if at else row.text) or ""
    if at:
        before[-1].tail = text[:end]
    else:
        before.text = text[:end]
    after.text = text[start:].lstrip()
    after.extend(copy(child) for child in row[at:])
    return before, after


def title_rows(parts: Sequence[Element]) -> int:
    """Return how many lines of a paragraph make its title, the rest being the answer."""
    words = [words_of(part) for part in parts]
    ends = (
        at
        for at in range(1, len(parts))
        if answer_mark(words[at])
        or _BULLET.match(words[at])
        or _begin_options(words[at:])
        or _ADDRESS.fullmatch(words[at])
        or _HINT.match(words[at])
        or words[at] in SEPARATORS
    )
    marked = next(ends, len(parts))
    end = next((at for at, line in enumerate(words) if ends_asking(line)), -1) + 1
    if not end and len(words) > 1 and words[0].endswith(".") and _is_told(words[0]):
        end = 1
    if not end:
        broken = (at for at, part in enumerate(parts) if at and part.tag == BROKEN_ROW)
        return min(marked, next(broken, len(parts)))
    while end < len(parts) and (ends_asking(words[end]) or _IN_BRACKETS.fullmatch(words[end])):
        end += 1
    return min(marked, end)


def _is_told(line: str) -> bool:
    """Whether a line tells to answer: "Explain what a probe does.", "What is a pod? Name one."."""
    bare = signs(line).bare
    _, mark, last = bare.rpartition("? ")
    return tells(bare) or bool(mark and (tells(last) or may_tell(last)))


def _begin_options(words: Sequence[str]) -> bool:
    """Whether lines begin with the first two of some options: ``a)``, ``b)``."""
    return len(words) > 1 and bool(_FIRST.match(words[0]) and _SECOND.match(words[1]))


def _append_text(whole: Element, text: str | None) -> None:
    if not text:
        return
    if len(whole):
        whole[-1].tail = (whole[-1].tail or "") + text
    else:
        whole.text = (whole.text or "") + text


def paragraph(parts: Sequence[Element], span: tuple[int, int]) -> Element:
    """Return lines as a paragraph with source lines."""
    whole = joined(parts, "p")
    whole.text = (whole.text or "").lstrip()
    set_lines(whole, *span)
    return whole


def bold_start(row: Element) -> tuple[Element, Element] | None:
    """Return the bold part that a line begins with, and the rest of the line.

    A number and marks may stand before it; they become part of it.
    """
    index = next((at for at, part in enumerate(row) if part.tag in _BOLD or _opens_bold(part)), -1)
    if index < 0:
        return None
    before = (row.text or "") + "".join(plain(part) + (part.tail or "") for part in row[:index])
    if sum(one.isalpha() for one in before) > 1:
        return None
    end = index + 1
    if row[index].tag == HTML_INLINE:
        while end < len(row) and not _closes_bold(row[end]):
            end += 1
        end += 1
    bold, rest = Element("span"), Element("span")
    bold.text = row.text
    bold.extend(copy(part) for part in row[:end])
    rest.extend(row[end:])
    if len(bold):
        rest.text, bold[-1].tail = bold[-1].tail, None
    return bold, rest


def is_italic(row: Element) -> bool:
    """Whether what a line begins with in bold is in italics only."""
    first = next((part for part in row if part.tag in _BOLD), None)
    return first is not None and first.tag in ("em", "i") and first.find("strong") is None


def _opens_bold(part: Element) -> bool:
    return part.tag == HTML_INLINE and (part.text or "").lower() in ("<b>", "<strong>")


def _closes_bold(part: Element) -> bool:
    return part.tag == HTML_INLINE and (part.text or "").lower() in ("</b>", "</strong>")


def only_links(element: Element) -> bool:
    """Whether an element says nothing outside links: marks and pictures beside them say nothing."""
    if element.tag == "a":
        return True
    own = (element.text or "", *(child.tail or "" for child in element))
    if any(one.isalnum() for text in own for one in text):
        return False
    return len(element) > 0 and all(only_links(child) for child in element)


def leads_within(element: Element) -> bool:
    """Whether an element is nothing but links to places of its own file."""
    found = [part.get("href", "") for part in element.iter("a")]
    return bool(found) and only_links(element) and all(one.startswith("#") for one in found)


def only_links_up(element: Element) -> bool:
    """Whether all that a block shows is a way back to the top of the page."""
    text = words_of(element)
    if len(text) > 40 or not leads_up(text):
        return False
    return any(part.tag == "a" or "<a" in (part.text or "") for part in element.iter())


def without_links_up(title: Element) -> Element:
    """Return a title without the links beside it that only lead back up."""
    kept = Element(title.tag, dict(title.items()))
    kept.text = title.text
    for child in title:
        if child.tag == "a" and leads_up(words_of(child)) and not _shows_picture(child):
            _append_text(kept, child.tail)
        else:
            kept.append(copy(child))
    return kept if words_of(kept) else title


def without_last_link(title: Element) -> tuple[Element, Element | None]:
    """Return a title that asks without a link behind it, and that link: "Why? [More](more.md)"."""
    last = title[-1] if len(title) else None
    if last is None or last.tag != "a" or (last.tail or "").strip() or _shows_picture(last):
        return title, None
    kept = Element(title.tag, dict(title.items()))
    kept.text = title.text
    kept.extend(map(copy, title[:-1]))
    if not ends_asking(words_of(kept)) or ends_asking(words_of(last)):
        return title, None
    link = Element(ROW)
    link.append(copy(last))
    return kept, link


def _shows_picture(element: Element) -> bool:
    return any(part.tag == "img" for part in element.iter())


def first_line(element: Element) -> int:
    """Return the line a block begins in."""
    return (lines(element) or (1, 1))[0]


def last_line(elements: Iterable[Element], least: int) -> int:
    """Return the last line of blocks."""
    return max((span[1] for element in elements if (span := lines(element))), default=least)


def is_nothing(html: str) -> bool:
    """Whether HTML shows nothing."""
    return not TAG.sub("", html).strip()
