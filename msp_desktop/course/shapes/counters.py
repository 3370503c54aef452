"""Headings that only count what is asked below them: "3 / 20", "K8S-014", "Day 3"."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from msp_desktop.course.shapes.asking import ends_asking, is_task
from msp_desktop.course.shapes.beneath import asks_here, title_block
from msp_desktop.course.shapes.folds import says_answer
from msp_desktop.course.shapes.rows import words_of
from msp_desktop.course.shapes.subjects import DAY
from msp_desktop.course.shapes.titles import POINTS, SCENARIO, TOPIC, is_scenario, signs

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from msp_desktop.course.shapes.sections import Section

FEWEST = 3
"""How many must count alike."""
FEW = 2
"""How many must where a heading promises questions."""
ENOUGH = 0.5
"""The share of what stands below them that must ask, where no title promises questions."""

MOST = 0.6
"""The share of headings that name something over a paragraph that asks about it."""
NEARLY_ALL = 0.8
"""The share of headings that stand over what says it is the question."""
FEW_BELOW = 3
"""How many blocks such a heading may stand over."""

_OF = re.compile(
    r"\W*(?:(?:q|question|quiz|problem|task|exercise|card|질문|문제|문항|퀴즈|과제|카드)\W*)?"
    r"\d{1,4}\s?(?:/|of)\s?(\d{1,4})\W*",
    re.IGNORECASE,
)
_CODE = re.compile(r"\W*([A-Z][A-Za-z\d]{0,11})[-_]\d{1,4}\W*")
_CODED = re.compile(
    r"\W*[A-Za-z]{1,10}\s?\d{1,3}\s?[-_./:–—]\s?(?:q|question|problem|task|질문|문제|문항)\s?\d{1,3}\W*",
    re.IGNORECASE,
)
_PROBLEM = re.compile(
    r"\W*(?:problem|question|문제|질문)\W{0,3}\d{1,3}\W*(?:[(\[][^()\[\]]*[)\]]\W*)?", re.IGNORECASE
)
_SCENARIO = re.compile(
    rf"\W*(?:\d{{1,3}}\W{{1,3}})?{SCENARIO}(?:\s?\d{{1,3}})?\s?(?:[:：.)–—]|-(?!\w))",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\W*(?:exercise|problem|question|task|q|exam|연습\s?문제|문제|문항|과제)\s?#?\d{1,3}\b",
    re.IGNORECASE,
)
DIFFERENT = 0.7
"""The share of numbered headings that may say something which no other of them says."""
FEW_ASK = 0.2
"""The share of scenarios below which something must be asked."""
_KINDS = (("of", _OF), ("code", _CODE), ("day", DAY), ("problem", _PROBLEM), ("problem", _CODED))


def note_counters(root: Section) -> None:
    """Note which headings of a file only count the questions below them."""
    alike: dict[tuple[str, str], list[Section]] = defaultdict(list)
    for section in root.walk():
        if len(section.words) > 40 or section.heading is None:
            continue
        for kind, pattern in _KINDS:
            found = pattern.fullmatch(section.words)
            if found:
                alike[kind, found[1] if pattern.groups else ""].append(section)
                break
    for (kind, _), found in alike.items():
        blocks = [title_block(section) for section in found]
        asking = sum(_asks(block, kind) for block in blocks if block is not None)
        promised = kind == "of" and all(one.prepares or one.collects for one in found)
        if len(found) >= FEWEST and (promised or asking >= ENOUGH * len(found)):
            for section in found:
                section.counted = True


def note_topics(root: Section) -> None:
    """Note headings that count questions and say what each is about, as others do, too.

    "Question 7 — Volumes" stands over several, and what each asks below it.
    """
    levels: dict[float, list[Section]] = defaultdict(list)
    for section in root.walk():
        if section.signs.marker and section.is_numbered and not section.children:
            levels[section.level].append(section)
    for found in levels.values():
        topics = [section.signs.bare.casefold() for section in found]
        if len(found) < FEWEST or len(set(topics)) > DIFFERENT * len(found):
            continue
        if any(signs(topic).credit > TOPIC for topic in topics):
            continue
        blocks = [title_block(section) for section in found]
        if sum(block is not None and ends_asking(words_of(block)) for block in blocks) < (
            ENOUGH * len(found)
        ):
            continue
        for section, block in zip(found, blocks, strict=True):
            section.counted = block is not None


def note_pointed(root: Section) -> None:
    """Note headings that count tasks and say, or the line below them, how much each is worth."""
    pointed = [one for one in root.walk() if _COUNTED.match(one.words) and _has_points(one)]
    if len(pointed) < FEW:
        return
    for one in pointed:
        one.tasked = True


def _has_points(section: Section) -> bool:
    """Whether a heading ends with points, or stands over a line that is nothing else."""
    if any(found.end() >= len(section.words) - 1 for found in POINTS.finditer(section.words)):
        return True
    below = words_of(section.pieces[0]).strip(" *_") if section.pieces else ""
    return bool(POINTS.fullmatch(below))


def note_scenarios(root: Section) -> None:
    """Note headings that each name a scenario, where what stands below some of them asks."""
    named = [one for one in root.walk() if one.heading is not None and _names_scenario(one)]
    if len(named) < (FEW if all(one.collects for one in named) else FEWEST):
        return
    asking = sum(
        any(_asks_first(part) for part in (one, *one.children[:1]))
        or (is_scenario(one.words) and _asks_below(one))
        for one in named
    )
    if asking >= FEW_ASK * len(named):
        for section in named:
            section.tasked = True


def _names_scenario(section: Section) -> bool:
    return bool(_SCENARIO.match(section.words)) or is_scenario(section.words)


def note_named(root: Section) -> None:
    """Note headings that each name what is asked below, where a title promises questions.

    Nearly all beside each other stand over one block that says it is the question, or most over
    little that ends by asking, and none asks itself.
    """
    for section in root.walk():
        beside = [one for one in section.children if not one.aside]
        if len(beside) < FEWEST or not section.collects:
            continue
        labelled = sum(sum(map(asks_here, one.pieces)) == 1 for one in beside)
        if labelled >= NEARLY_ALL * len(beside):
            named = beside
        else:
            named = [one for one in beside if not one.children]
            asking = sum(_is_little(one) and _asks_below(one) for one in named)
            known = any(one.is_numbered or one.signs.credit > TOPIC for one in named)
            if known or len(named) < FEWEST or asking < MOST * len(named):
                continue
        for one in named:
            one.tasked = True


def _is_little(section: Section) -> bool:
    """Whether little stands below a heading, or one answer that is folded."""
    return len(section.pieces) <= FEW_BELOW or sum(map(says_answer, section.pieces)) == 1


def _asks_below(section: Section) -> bool:
    """Whether one of the paragraphs below a heading ends by asking."""
    texts = [words_of(piece) for piece in section.pieces if piece.tag == "p"]
    return any(map(ends_asking, texts))


def _asks_first(section: Section) -> bool:
    """Whether the first paragraph below a heading ends by asking."""
    block = section.pieces[0] if section.pieces else None
    return block is not None and block.tag == "p" and ends_asking(words_of(block))


def _asks(block: Element, kind: str) -> bool:
    words = words_of(block)
    return signs(words).credit > TOPIC or (kind == "problem" and is_task(words))
