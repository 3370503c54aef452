"""What an item of a list is as a question: its title, its answer, how far it asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from msp_desktop.course.dialect import lines
from msp_desktop.course.shapes.choices import are_options, options_follow
from msp_desktop.course.shapes.folds import DETAILS, says_answer
from msp_desktop.course.shapes.rows import (
    answered_in_line,
    bold_start,
    joined,
    only_links,
    paragraph,
    rows,
    said_in_line,
    says,
    title_rows,
    without_last_link,
    without_links_up,
    words_of,
)
from msp_desktop.course.shapes.subjects import is_aside, is_plan
from msp_desktop.course.shapes.tags import HEADINGS, LISTS
from msp_desktop.course.shapes.titles import TOPIC, is_nameless, says_more, signs

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SURE = 0.9
"""The credit of an item that holds a heading, options or a folded answer."""
SEVERAL = 2
"""How many links in an item that asks nothing are further reading."""
FEW_TOLD = 4
"""How many items without an answer there must be to each that has its own in its line."""


@dataclass(slots=True)
class Item:
    """A list item as a question.

    ``links`` says that it only leads to further reading, ``asked_below`` that what is nested in it
    asks further, ``in_line`` that all its answer stands in the line of the question.
    """

    element: Element
    title: Element
    words: str
    answer: list[Element]
    lines: tuple[int, int]
    credit: float
    links: bool
    asked_below: bool
    in_line: bool = False

    @property
    def is_question(self) -> bool:
        """Whether it makes a list one of questions: it asks, or something is said about it."""
        return self.credit > 0 or (bool(self.answer) and not self.links)


def items_of(element: Element) -> list[Item]:
    """Return a list's items as questions with answers; none at all where one has no title.

    An item with nothing in it is one that its author has not written yet.
    """
    found = [_item(item) for item in element if item.tag == "li"]
    found = [item for item in found if item.words or item.answer]
    told = [item for item in found if item.in_line]
    if told and len(told) * FEW_TOLD <= sum(not item.answer for item in found):
        # Hardly any is answered: what follows "Why? →" in its line goes on with the question.
        found = [_item(item.element, whole=True) if item.in_line else item for item in found]
    return found if all(item.words for item in found) else []


def _item(item: Element, *, whole: bool = False) -> Item:
    span = lines(item) or (1, 1)
    title = Element("span")
    title.text = item.text
    children = list(item)
    said: list[Element] = []
    heads = False
    if children and not (item.text or "").strip() and children[0].tag in ("p", *HEADINGS):
        first = children.pop(0)
        heads = first.tag != "p"
        title.text = first.text
        title.extend(list(first))
    else:
        # Only blocks have lines: what comes before the first of them is the title.
        while children and lines(children[0]) is None:
            title.append(children.pop(0))
    if not words_of(title) and children and children[0].tag == DETAILS:
        fold = children.pop(0)
        title = fold[0]
        children = [*fold[1:], *children]
    links = all(only_links(element) for element in children or [title])
    if _only_announces(words_of(title)) and children and children[0].tag == "p":
        title, heads = children.pop(0), True
    parts = rows(title)
    in_line = len(parts) == 1 and not children and said_in_line(parts[0]) is not None
    if not (in_line and whole):
        title, said, announced = _titled(title, span)
        heads = heads or announced
    title = without_links_up(title)
    title, link = without_last_link(title)
    if link is not None:
        said = [paragraph([link], span), *said]
    words = words_of(title)
    if not words and any(part.tag == "img" for part in title.iter()):
        words = "\N{OBJECT REPLACEMENT CHARACTER}"
    # Further reading: a title that is a link, or that has nothing but links under it.  A link to
    # "What is …?" asks nothing here; over links, only a question mark tells.
    credit = signs(words).credit
    # So does "Hooks: part 1, part 2".
    several = sum(1 for _ in title.iter("a")) >= SEVERAL
    links = links or (several and not (credit or children))
    leads_away = links and not (children and "?" in words)
    defined = credit <= TOPIC and _defines(title)
    # "Any questions?" is one where something is said in reply.
    aside = (is_aside(words) or is_plan(words)) and not (
        children and words.endswith(("?", "\uff1f"))
    )
    if aside or leads_away or defined:
        credit = 0.0
    elif credit < SURE and (heads or (_tell_of_question(said, children) and not only_links(title))):
        credit = SURE
    below = any(signs(words_of(one)).credit > TOPIC for part in children for one in _nested(part))
    answer = [*said, *children]
    return Item(item, title, words, answer, span, credit, links and not said, below, in_line)


def _tell_of_question(said: Sequence[Element], children: Sequence[Element]) -> bool:
    """Whether what an item holds is what only questions have: a folded answer, options."""
    if any(map(says_answer, children)) or options_follow(children, asked=True):
        return True
    return bool(said) and are_options(said)


def _nested(element: Element) -> Iterable[Element]:
    return element if element.tag in LISTS else ()


def _only_announces(words: str) -> bool:
    """Whether words say "Question" or "Quiz" and no more: what follows is asked."""
    said = signs(words)
    return is_nameless(said.bare or words) or (said.marker and not says_more(words))


def _titled(content: Element, span: tuple[int, int]) -> tuple[Element, list[Element], bool]:
    """Return the title in an item's first paragraph, and what of its answer stands there too.

    The third says that a line before the title announces it as a question.
    """
    parts = rows(content)
    announced = len(parts) > 1 and _only_announces(words_of(parts[0]))
    if announced:
        parts = parts[1:]
        content = joined(parts)
    title, said = _title_of(content, parts, span)
    return title, said, announced


def _title_of(
    content: Element, parts: Sequence[Element], span: tuple[int, int]
) -> tuple[Element, list[Element]]:
    end = title_rows(parts)
    rest = parts[end:]
    if parts and len(parts) == 1:
        bold = bold_start(parts[0])
        if bold is not None and _is_title(bold[0]) and says(bold[1]):
            return bold[0], [paragraph([bold[1]], span)]
    line = answered_in_line(parts[0]) if len(parts) == 1 else None
    if line is None or not signs(words_of(line[0])).marker:
        line = said_in_line(parts[0]) if len(parts) == 1 else None
    if line is not None:
        return line[0], [paragraph([line[1]], span)]
    if not rest and len(parts) > 1:
        bold = bold_start(parts[0])
        if bold is not None and not says(bold[1]):
            # A line in bold is a title, whatever the lines below it say.
            return bold[0], [paragraph(parts[1:], span)]
    if not rest:
        return content, []
    return joined(parts[:end]), [paragraph(rest, span)]


def _defines(title: Element) -> bool:
    """Whether a title is a term in bold with what there is to say of it: "**Volume**: it …"."""
    bold = bold_start(title)
    if bold is None or not says(bold[1]):
        return False
    return words_of(bold[0]).endswith((":", "：")) or words_of(bold[1])[:1] in (":", "：")


def _is_title(bold: Element) -> bool:
    """Whether bold text asks, and is not only a label before what does."""
    words = words_of(bold)
    return signs(words).credit > TOPIC and not words.endswith(":")
