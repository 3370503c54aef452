"""Whether a file is there to be read, whatever asks in it here and there.

Where neither its name nor a heading speaks of questions, they must be much of it, and short.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msp_desktop.course.shapes.asking import examines, states
from msp_desktop.course.shapes.groups import head_of
from msp_desktop.course.shapes.reading import Reading
from msp_desktop.course.shapes.rows import words_of
from msp_desktop.course.shapes.subjects import (
    is_of_skills,
    is_of_time,
    is_of_work,
    names_answers,
    tells_how_to_answer,
)
from msp_desktop.course.shapes.titles import POINTS, TOPIC, answer_mark, edged, signs

if TYPE_CHECKING:
    from msp_desktop.course.shapes import Split
    from msp_desktop.course.shapes.sections import Section

ENOUGH = 0.3
"""The share of a file's lines that questions must hold where nothing else tells of them."""
SEVERAL = 2
"""How many paragraphs before a list make it part of running text."""
TELLING = 0.25
ANSWERED = 0.3
"""The share of sentences that tell among items, from which these are notes, and the share of
answers above which they are not."""
SURE = 1.0
TOLD = 0.9
"""The credit of what asks by its mark, and of what tells to answer."""
NEARLY_ALL = 0.7
"""The share of items that must have it in a plan."""
FEWEST_TO_FILL_IN = 3
_TO_FILL_IN = re.compile(r"(?<![{$])\{[a-z]{1,30}(?:_[a-z]{1,30}){1,5}\}(?!\})")
_HOW_LONG = re.compile(
    r"[(（\[]\W{0,3}(?:(?:약|최대|총|각|about|in|within|max|at most|up to|under|less than)\s){0,2}"
    r"(?:\d{1,4}\s?(?:글자|자|줄|문장|단어|점)(?=로|\W|이내|내외|이하|미만|정도|안)"
    r"|\d{1,4}\s?(?:words?|sentences?|lines?|characters?|points?|pts|marks?)\b"
    r"|(?:한|두|세)\s?(?:줄|문장|마디)|(?:one|two|three)\s(?:sentences?|lines?|words?)\b)"
    r"[^()（）\[\]]{0,20}[)）\]]\W*$",
    re.IGNORECASE,
)
"""What tells the reader how much to answer, or for how much: "(100자 이내로 요약)", "[3 marks]"."""
_REMARK = re.compile(r"\s*[\[(][^\[\]()]{1,40}[\])]\s*$")
_AS_IT_IS = frozenset(("code", "figure", "pre", "math"))
LONGEST = 2500
"""Characters below a heading that asks, on average; where there are more it is a chapter."""


def take_back(root: Section) -> None:
    """Take back what was found in a file that is something to read.

    Under "FAQ", after ``Q.`` and in a table of answers, questions stand also in such a file.
    """
    if _is_template(root):
        _take_back_all(root)
        return
    _take_back_contents(root)
    _take_back_led_up(root)
    _take_back_answers(root)
    if root.collects:
        return
    _take_back_checks(root)
    _take_back_remarks(root)
    _take_back_plans(root)
    enough = ENOUGH / 2 if root.prepares or root.named else ENOUGH
    found = [one for one in root.walk() if one.asked or one.split is not None]
    certain = (one for one in found if one.collects or one.is_of_cards or _is_marked(one))
    known = {id(one) for one in certain}
    doubtful = [one for one in found if not (id(one) in known or _is_told(one))]
    if not doubtful:
        return
    whole = sum(max(one.last - one.first, one.asked) for one in root.walk() if not one.aside)
    covered = sum(_lines_of_questions(one) for one in found)
    asked = [one for one in doubtful if one.asked]
    said = sum(len(words_of(block)) for one in asked for block in one.blocks())
    for one in doubtful:
        if covered < enough * whole or (one.asked and said > LONGEST * len(asked)):
            one.asked, one.split = False, None


def _is_template(root: Section) -> bool:
    """Whether a file has several places for a program to fill in: "{question_id}"."""
    if not any(one.asked or one.split is not None for one in root.walk()):
        return False
    found: set[str] = set()
    for section in root.walk():
        for piece in section.pieces:
            for part in piece.iter():
                own = "" if part.tag in _AS_IT_IS else part.text or ""
                found.update(_TO_FILL_IN.findall(own + (part.tail or "")))
    return len(found) >= FEWEST_TO_FILL_IN


def _take_back_all(root: Section) -> None:
    for one in root.walk():
        one.asked, one.split, one.further = False, None, None


def _take_back_contents(root: Section) -> None:
    """Take back lists and tables that only name headings which ask and are answered elsewhere."""
    asked = {_named(one.words) for one in root.walk() if one.asked}
    for one in root.walk() if asked else ():
        if one.split is None or one.split.shape not in (Reading.LIST_ITEMS, Reading.TABLES):
            continue
        listed = one.split.questions
        is_table = one.split.shape is Reading.TABLES
        if not is_table and any(question.answer for question in listed[:-1]):
            continue
        named = sum(_named(words_of(question.title)) in asked for question in listed)
        if named >= NEARLY_ALL * len(listed):
            one.split = None


def _named(words: str) -> str:
    return edged(_REMARK.sub("", signs(words).bare or words)).casefold()


def _take_back_led_up(root: Section) -> None:
    """Take back lists within running text, that a line with a colon leads up to.

    Nothing is said to any item, and no title of their own calls them questions.
    """
    for one in root.walk():
        split = one.split
        if split is None or split.shape is not Reading.LIST_ITEMS:
            continue
        if one.of_questions or split.marked:
            continue
        texts = [words_of(piece) for piece in split.intro if piece.tag == "p"]
        if len(texts) < SEVERAL or not texts[-1].endswith((":", "：")):
            continue
        if split.intro[-1].tag == "p" and not any(asked.answer for asked in split.questions[:-1]):
            one.split = None


def _take_back_answers(root: Section) -> None:
    """Take back headings below one that names answers, if their numbers were asked before."""
    before: set[tuple[bool, int]] = set()
    answering = 0.0
    for one in root.walk():
        if answering and one.level <= answering:
            answering = 0.0
        if one.aside and names_answers(one.words):
            answering = one.level
        number = (one.signs.marker, one.signs.number or 0)
        if not one.asked or number[1] < 1:
            continue
        if answering and number in before:
            one.asked = False
        else:
            before.add(number)


def _take_back_checks(root: Section) -> None:
    """Take back lists of what to look at, where questions are asked under a title of their own.

    A line with a colon leads up to them, and nothing is said to any: "Diagnosis:", "Check:".
    """
    collected = 0
    lists: list[Section] = []
    for one in root.walk():
        split = one.split
        if one.collects:
            collected += one.asked + (len(split.questions) if split is not None else 0)
        elif split is not None and split.shape is Reading.LIST_ITEMS and split.intro:
            leads = split.intro[-1].tag == "p" and words_of(split.intro[-1])[-1:] in (":", "：")
            if leads and not any(question.answer for question in split.questions[:-1]):
                lists.append(one)
    for one in lists:
        if one.split is not None and collected >= len(one.split.questions):
            one.split = None


def _take_back_remarks(root: Section) -> None:
    """Take back lists of what one asks oneself, among notes or at work, where little is answered.

    Where questions are meant, nearly none is a sentence that tells, or a title tells of them, or
    several are answered.
    """
    title = root.children[0].words if root.children else ""
    is_guide = tells_how_to_answer(title)
    if (root.prepares or root.named) and not is_guide:
        return
    lists = [
        one
        for one in root.walk()
        if one.split is not None
        and one.split.shape is Reading.LIST_ITEMS
        and (is_guide or not one.prepares)
    ]
    asked = [question for one in lists if one.split for question in one.split.questions]
    telling = sum(not one.credit and states(words_of(one.title)) for one in asked)
    numbered = any(piece.tag == "ol" for one in lists for piece in one.pieces)
    # Notes have no numbers.
    are_notes = telling >= TELLING * len(asked) and not numbered
    if not (are_notes or is_guide or is_of_work(title)):
        return
    if sum(bool(one.answer) for one in asked) > ANSWERED * len(asked):
        return
    for one in lists:
        one.split = None


def _take_back_plans(root: Section) -> None:
    """Take back lists of what will be learnt or examined: "Explain …" tells what one will know.

    Below weeks and lectures, what stands beside questions that ask are topics.
    """
    title = root.children[0].words if root.children else ""
    for one in root.walk():
        if one.split is None or one.collects or one.split.shape is not Reading.LIST_ITEMS:
            continue
        if is_of_skills(title) or is_of_skills(one.words):
            sure = SURE
        elif is_of_time(one.words):
            sure = TOLD
        else:
            continue
        asked = one.split.questions
        if any(question.answer for question in asked):
            continue
        if sum(question.credit >= sure for question in asked) < NEARLY_ALL * len(asked):
            one.split = None


def _lines_of_questions(section: Section) -> int:
    """Return how many lines a section's questions and their answers hold."""
    if section.split is None:
        return max(1, section.end - section.first)
    return sum(one.lines[1] - one.lines[0] + 1 for one in section.split.questions)


def _is_told(section: Section) -> bool:
    """Whether a heading tells to answer, and is the file's title or below one of an interview."""
    if not section.asked or not (section.prepares or section.is_title):
        return False
    return examines(section.signs.bare)


def _is_marked(section: Section) -> bool:
    if section.split is not None:
        return section.split.marked or _are_measured(section.split)
    told = section.signs.credit > TOPIC and (
        any(one.answers for one in section.children[:1]) or _begins_with_answer(section)
    )
    measured = bool(_HOW_LONG.search(section.words))
    return section.signs.marker or head_of(section).nameless or told or measured


def _are_measured(split: Split) -> bool:
    """Whether several of the questions tell how long their answers are to be, or their points."""
    titles = [words_of(one.title) for one in split.questions]
    told = sum(bool(_HOW_LONG.search(one) or POINTS.match(signs(one).bare)) for one in titles)
    return told >= SEVERAL


def _begins_with_answer(section: Section) -> bool:
    """Whether a line right below a heading says that the answer follows."""
    first = section.pieces[0] if section.pieces else None
    return first is not None and first.tag == "p" and bool(answer_mark(words_of(first)))
