"""Folds as site generators write them: ``::: details Title``, then blocks, then ``:::``.

Or ``{{< details "Title" >}}`` and ``{{< /details >}}``.  They become what ``<details>`` is, and
so do quotes that Obsidian folds where they say that they answer.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from msp_desktop.course.dialect import lines, set_lines
from msp_desktop.course.shapes.folds import DETAILS, SUMMARY
from msp_desktop.course.shapes.rows import first_line, joined, last_line, paragraph, rows, words_of
from msp_desktop.course.shapes.titles import only_says_answer

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_BEGIN = re.compile(
    r":{3,}[ \t]*\{?\.?(?:details|question|quiz|faq|answer|solution|spoiler)\}?[ \t]*\[?[ \t]*"
    r"|\{\{[<%][ \t]*(?:details|expand|question|faq|spoiler|collapse|accordion)[ \t]+"
    r"(?:(?:title|summary|header)[ \t]*=[ \t]*)?[\"“]",
    re.IGNORECASE,
)
_CALLOUT = re.compile(r"\[!\w{1,30}\][-+]?[ \t]*")
_END = re.compile(r":{3,}|\{\{[<%][ \t]*/[ \t]*\w+[ \t]*[%>]\}\}")
_CLOSE = re.compile(r"[ \t]*(?:\]|[\"”][^\"”{}]*[%>]\}\})[ \t]*$")


def read_containers(blocks: Iterable[Element]) -> list[Element]:
    """Return blocks with each such fold that has a title and an end as a ``details`` element."""
    found: list[Element] = []
    opened: list[Element] = []
    for block in blocks:
        if not opened and not _begins(block):
            found.append(_answer_in_quote(block) or block)
            continue
        if opened and _begins(block):
            found += opened
            opened = []
        opened.append(block)
        if block.tag == "p" and _END.fullmatch(words_of(rows(block)[-1])):
            found.append(_fold(opened))
            opened = []
    return found + opened


def _answer_in_quote(quote: Element) -> Element | None:
    """Return a quote that says ``[!question]- Show answer`` first as a fold, None for any other."""
    if quote.tag != "blockquote" or not len(quote) or quote[0].tag != "p":
        return None
    parts = rows(quote[0])
    mark = _CALLOUT.match(parts[0].text or "") if parts else None
    if mark is None:
        return None
    title, *said = parts
    title.text = (title.text or "")[mark.end() :]
    if not only_says_answer(words_of(title)):
        return None
    fold = Element(DETAILS)
    fold.append(joined([title], SUMMARY))
    if said:
        fold.append(paragraph(said, lines(quote[0]) or (1, 1)))
    fold.extend(quote[1:])
    set_lines(fold, *(lines(quote) or (1, 1)))
    return fold


def _begins(block: Element) -> bool:
    """Whether a paragraph begins such a fold and names it."""
    mark = _BEGIN.match(block.text or "") if block.tag == "p" else None
    return mark is not None and bool(words_of(rows(block)[0])[mark.end() :].strip("] "))


def _fold(blocks: Sequence[Element]) -> Element:
    fold = Element(DETAILS)
    title, *said = rows(blocks[0])
    mark = _BEGIN.match(title.text or "")
    assert mark is not None, "the first block begins it"
    title.text = (title.text or "")[mark.end() :]
    if mark[0].rstrip().endswith(("[", '"', "“")):
        _drop_close(title)
    summary = joined([title], SUMMARY)
    fold.append(summary)
    if len(blocks) == 1:
        said = said[:-1]
    ended = rows(blocks[-1])[:-1] if len(blocks) > 1 else []
    if said:
        fold.append(paragraph(said, lines(blocks[0]) or (1, 1)))
    fold.extend(blocks[1:-1])
    if ended:
        fold.append(paragraph(ended, lines(blocks[-1]) or (1, 1)))
    first = first_line(blocks[0])
    set_lines(fold, first, last_line(blocks, first))
    return fold


def _drop_close(title: Element) -> None:
    """Take away what ends a title in brackets or quotes: ``:::question[Why?]``."""
    if len(title):
        title[-1].tail = _CLOSE.sub("", title[-1].tail or "")
    else:
        title.text = _CLOSE.sub("", title.text or "")
