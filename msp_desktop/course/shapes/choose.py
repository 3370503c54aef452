"""Decides which shape each section of a file has.

What counts is the share of candidates that ask: of headings beside each other, of a section's list
items, folds, bold lines.  A share is drawn towards that of the whole file as far as there are few
to tell by, so that a chapter with two questions is read as its neighbours are.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from msp_desktop.course.shapes.asking import examines, is_polite, is_task, surely_asks
from msp_desktop.course.shapes.candidates import DOUBT, ENOUGH, look_at, take_promised
from msp_desktop.course.shapes.counters import (
    note_counters,
    note_named,
    note_pointed,
    note_scenarios,
    note_topics,
)
from msp_desktop.course.shapes.groups import Group, Tally, head_of
from msp_desktop.course.shapes.heads import read_head
from msp_desktop.course.shapes.places import (
    doubt_chapters,
    doubt_numbers,
    gather,
    list_titles,
    note_followed_up,
    note_further,
    note_rows,
    note_tasks,
    note_told,
)
from msp_desktop.course.shapes.promises import asks_further, holds_promised, note_counted_on
from msp_desktop.course.shapes.reading import Reading
from msp_desktop.course.shapes.subjects import is_day, is_list_of_changes, is_to_author
from msp_desktop.course.shapes.titles import TOPIC, is_given, only_says_answer
from msp_desktop.course.shapes.told import take_as_told
from msp_desktop.course.shapes.whole import take_back

if TYPE_CHECKING:
    from msp_desktop.course.shapes.sections import Section

EXPECTED = 0.2
"""The share that is expected to ask where nothing is known."""
WEIGHT_OF_EXPECTED = 2.0
WEIGHT_OF_FILE = 3.0
"""How many candidates the expectation, and what the whole file does, count for."""

FEWEST = 4.5
"""How many headings must ask where neither a number nor a word tells that they are questions."""
NEARLY_ALL = 0.8
"""The share of questions with a marked answer for one without to be none."""
FEW = 2
"""Up to how many headings beside each other may all be statements among questions elsewhere."""
MOSTLY = 0.6
"""The share of headings that must ask, all behind one sign, for the others behind it to."""
CLEAR = 0.75
"""The share of headings that must ask for the first of them, if it states, to be one."""
ANNOUNCED = 0.8
"""The share that is expected to ask under a heading that announces questions."""
AGREED = 0.6
"""The share of headings beside each other that must ask for the others to, in a collection."""
LEANING = 0.1
"""How much more what stands below a heading with a number or an answer must ask to be heard."""


def choose(root: Section, reading: Reading) -> None:
    """Note in each section of a file whether its heading asks, and which shape its blocks have."""
    first = root.children[0].words if root.children else ""
    if reading is Reading.AUTOMATIC:
        if not is_list_of_changes(first):
            _Chooser(root).choose()
            take_back(root)
    elif reading is not Reading.NONE:
        take_as_told(root, reading)


class _Chooser:
    def __init__(self, root: Section) -> None:
        self._root = root
        self._levels: dict[float, Group] = defaultdict(Group)
        self._shapes: dict[Reading, Tally] = defaultdict(Tally)

    def choose(self) -> None:
        for section in self._root.walk():
            look_at(section, self._root, self._shapes)
        doubt_chapters(self._root)
        doubt_numbers(self._root)
        list_titles(self._root)
        note_counters(self._root)
        note_topics(self._root)
        note_pointed(self._root)
        note_scenarios(self._root)
        note_named(self._root)
        note_tasks(self._root)
        note_rows(self._root)
        take_promised(self._root, self._shapes)
        for section in self._root.walk():
            section.head = read_head(section)
        for section in self._root.walk():
            if section.heading is not None and _may_be_asked(section):
                self._levels[section.level].add(section)
        self._decide(self._root, 0.0)
        note_counted_on(self._root)
        note_further(self._root)
        note_followed_up(self._root)
        note_told(self._root)
        for section in self._root.walk():
            gather(section)

    def _of_file(self, tally: Tally) -> float:
        return tally.share(EXPECTED, WEIGHT_OF_EXPECTED)

    def _decide(self, section: Section, own: float, *, in_row: bool = False) -> float:
        """Decide about a section; ``own`` is how much its heading is a question.

        ``in_row`` says that headings ask below most of those beside it.
        Returns the largest share that was found in it or below it.
        """
        if is_to_author(section.words) and not any(one.credit >= FEW for one in section.splits):
            return 0.0
        best = self._split(section)
        groups: dict[float, Group] = defaultdict(Group)
        for child in section.children:
            if _may_be_asked(child):
                groups[child.level].add(child)
            groups[child.level].dated += _is_of_day(child)
            groups[child.level].promised += _is_promised(child, section)
            groups[child.level].in_row = in_row
        below_in_row = _ask_below(section)
        for child in section.children:
            own_of_child = self._as_heading(child, section, groups[child.level])
            if head_of(child).credit > TOPIC and not child.aside:
                groups[child.level].seen = self._levels[child.level].seen = True
            if section.signs.marker and only_says_answer(child.words):
                # Whatever asks there belongs to the answer.
                continue
            best = max(best, self._decide(child, own_of_child, in_row=below_in_row))
            section.found += child.found
        certain = head_of(section).asks or section.tasked
        if own and best and not certain and section.found >= FEW:
            return best
        leaning = LEANING if section.is_numbered or head_of(section).answered else 0.0
        sure = section.signs.marker or section.tasked
        if sure or asks_further(section) or _holds_answer(section):
            leaning = 1.0
        if own and (head_of(section).label or own + leaning >= best):
            section.ask()
            return own
        return best

    def _split(self, section: Section) -> float:
        """Choose the way to take a section's blocks apart; return how much these ask."""
        best = most = 0.0
        for split in section.splits:
            tally = Tally(split.credit, split.count)
            expected = self._of_file(self._shapes[split.shape])
            folds = self._shapes[Reading.DETAILS]
            several = max(split.count, folds.count - split.count) > FEW
            folded = split.shape is Reading.DETAILS and section.prepares and several
            announced = section.is_announced or folded
            hopeful = announced or section.collects
            alike = folded and folds.credit >= ENOUGH[split.shape] * folds.count
            if announced and (split.credit or alike):
                expected = max(expected, ANNOUNCED)
            share = tally.share(expected, WEIGHT_OF_FILE)
            surest = max((one.credit for one in split.questions), default=0.0)
            enough = ENOUGH[split.shape] + (0.0 if surest > TOPIC or hopeful else 2 * DOUBT)
            found = share * len(split.questions) * (2 if split.marked else 1)
            if share >= enough and found > most:
                best, most, section.split = share, found, split
        section.found = len(section.split.questions) if section.split else 0
        return best

    def _as_heading(self, section: Section, above: Section, group: Group) -> float:
        """Return how much a heading is a question, 0 where it is none."""
        if not _may_be_asked(section) or not section.words or holds_promised(section):
            return 0.0
        if (head_of(section).nameless or section.counted) and head_of(section).label:
            return ANNOUNCED
        if is_given(section.words):
            return ANNOUNCED
        level = self._levels[section.level]
        if above.signs.credit > TOPIC and not above.is_title and not group.by_words:
            # These are the parts of an answer.
            return 0.0
        if group.promised >= FEW and _is_promised(section, above):
            return ANNOUNCED
        if level.counts and group.tally.count <= FEW and group.in_row:
            return ENOUGH[Reading.HEADINGS] * (not head_of(section).empty)
        known = (
            (group.numbered and level.numbered > 1)
            or group.is_signed
            or above.prepares
            or level.asking - level.numbered >= FEWEST
        )
        alone = section.tasked or (section.signs.marker and surely_asks(section.signs.bare))
        if not (known or alone or head_of(section).answered or head_of(section).label):
            return 0.0
        announced = above.announces and group.tally.credit > 0
        expected = ANNOUNCED if announced else self._of_file(level.tally)
        share = group.tally.share(expected, WEIGHT_OF_FILE)
        sure = head_of(section).answered or head_of(section).label
        if section.signs.credit <= TOPIC and not sure:
            share -= self._doubt_of(section, above, group)
        return share if share >= ENOUGH[Reading.HEADINGS] else 0.0

    def _doubt_of(self, section: Section, above: Section, group: Group) -> float:
        """Return how much more the others must ask for a heading that does not to be a question."""
        level = self._levels[section.level]
        alike = group if group.asking else level
        if not alike.takes(section):
            return 1.0
        if level.is_signed and level.asking > FEW and level.tally.share(0, 0) >= MOSTLY:
            # A sign before each line marks it, as a number does.
            return 0.0
        others = group if group.by_words else level
        alike_told = others.tasks >= NEARLY_ALL * others.sure and is_task(section.signs.bare)
        if others.sure > FEW and others.answered >= NEARLY_ALL * others.sure and not alike_told:
            # Where each of the others has its answer marked, this one has none.
            return 1.0
        fewest = FEW if above.prepares else FEW + 1
        if 2 * alike.numbered > alike.asking >= fewest:
            return 0.0
        if is_polite(section.words) and not head_of(section).credit:
            # "Thank you for reading" in Korean.
            return 1.0
        if head_of(section).empty and 2 * alike.empty <= alike.asking and not group.dated:
            return 1.0
        if head_of(section).pictures or (head_of(section).leads_on and not head_of(section).empty):
            return 1.0
        if not group.asking and group.tally.count > FEW:
            return 1.0
        agreed = above.prepares and group.by_words >= max(FEW + 1, AGREED * group.tally.count)
        if head_of(section).credit or above.of_questions or agreed:
            return 0.0
        clear = group.tally.credit >= CLEAR * group.tally.count
        return DOUBT if group.seen or level.seen or clear else 2 * DOUBT


def _may_be_asked(section: Section) -> bool:
    """Whether a heading is neither something beside the matter nor a title of questions or days."""
    if section.aside or _is_of_day(section):
        return False
    return not (section.is_title and section.of_questions)


def _is_promised(section: Section, above: Section) -> bool:
    """Whether a heading asks and is answered right below, under a title that promises questions.

    Or it tells to answer as an examiner does, under a title that names an interview.  The others
    beside it may be there to be read.
    """
    asks = above.is_title and above.of_questions and surely_asks(section.signs.bare)
    told = above.prepares and examines(section.signs.bare)
    if not (asks or told) or head_of(section).empty or head_of(section).leads_on:
        return False
    if any(split.credit for split in section.splits) or (section.splits and asks):
        return False
    return all(child.signs.credit <= TOPIC for child in section.children)


def _ask_below(section: Section) -> bool:
    """Whether headings ask below most of those that stand below this one, and below several."""
    beside = [one for one in section.children if one.children]
    asking = sum(any(head_of(below).credit > TOPIC for below in one.children) for one in beside)
    return 2 * asking >= len(beside) and asking > FEW


def _holds_answer(section: Section) -> bool:
    """Whether a heading asks, and one of those below it says that its answer follows."""
    if section.signs.credit <= TOPIC or section.is_title:
        return False
    return sum(only_says_answer(child.words) for child in section.children) == 1


def _is_of_day(section: Section) -> bool:
    """Whether a heading names the day of the questions below it."""
    return not section.counted and is_day(section.words)
