"""Questions as paragraphs: after ``Q.``, or in bold for a whole line.

What follows answers them, in the same paragraph or in the blocks after it, until the next one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING
from unicodedata import category

from msp_desktop.course.dialect import lines
from msp_desktop.course.shapes import Asked, Split, without_rules
from msp_desktop.course.shapes.bold import bold_line, bold_line_alone, run_in
from msp_desktop.course.shapes.plain_lines import plain
from msp_desktop.course.shapes.quotes import quoted
from msp_desktop.course.shapes.reading import Reading
from msp_desktop.course.shapes.rows import joined, last_line, paragraph, rows, title_rows, words_of
from msp_desktop.course.shapes.starts import MOSTLY, Start, asks_or_tells, marked
from msp_desktop.course.shapes.titles import TOPIC, answer_mark, says_more, signs

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from xml.etree.ElementTree import Element

FEWEST_SIGNED = 2
"""How many lines must begin with one sign to be marked by it."""
_DRAWN = ("So", "Sm")
"""Kinds of characters that are drawn: pictures, arrows, signs of mathematics."""
FEWEST = 3
"""How many paragraphs must ask where nothing else marks them."""


def split_marked(pieces: Sequence[Element]) -> Split | None:
    """Take the elements under a heading apart at paragraphs that begin with ``Q.``."""
    return _split(pieces, Reading.PREFIXES, marked)


def split_quoted(pieces: Sequence[Element], *, promised: bool = False) -> Split | None:
    """Take the elements under a heading apart at quotes of one line, answered below.

    Where questions are ``promised``, they need no answer.
    """
    # Quotes below each other are a conversation.
    apart = ("blockquote",) if promised else ("blockquote", "hr")
    answered = {id(piece) for piece, below in pairwise(pieces) if below.tag not in apart}
    if promised and pieces and (len(pieces) == 1 or pieces[-2].tag != "blockquote"):
        answered.add(id(pieces[-1]))
    return _split(
        pieces,
        Reading.PREFIXES,
        lambda piece, _: quoted(piece, answered=id(piece) in answered, first=piece is pieces[0]),
    )


def split_plain(pieces: Sequence[Element], *, fewest: int = FEWEST) -> Split | None:
    """Take the elements under a heading apart at paragraphs that ask without any mark.

    At least ``fewest`` must.
    """
    texts = {id(piece) for piece in pieces if piece.tag == "p"}
    apart = any(piece.tag == "hr" for piece in pieces)
    if apart:
        # Between rules, only what stands first asks.
        after = [piece for before, piece in pairwise(pieces) if before.tag == "hr"]
        texts &= {id(piece) for piece in (*pieces[:1], *after)}
    found = _split(
        pieces, Reading.PREFIXES, lambda piece, _: plain(piece) if id(piece) in texts else []
    )
    if found is None or len(found.questions) < fewest:
        return None
    count = 1 + sum(one.tag == "hr" for one in pieces) if apart else len(texts)
    return replace(found, count=max(count, len(found.questions)))


def split_signed(pieces: Sequence[Element]) -> Split | None:
    """Take the elements under a heading apart at lines that begin with one sign and all ask.

    An arrow, a hand or a question mark drawn before each does what a list's mark would.
    """
    alike: dict[str, list[Element]] = defaultdict(list)
    for piece in pieces:
        sign = words_of(piece)[:1] if piece.tag == "p" else ""
        if sign and category(sign) in _DRAWN:
            alike[sign].append(piece)
    asking = {
        id(piece)
        for found in alike.values()
        if len(found) >= FEWEST_SIGNED
        and all(asks_or_tells(words_of(rows(one)[0])) for one in found)
        for piece in found
    }
    if not asking or id(pieces[0]) not in asking:
        # In running text such lines stand between paragraphs, and turn to the reader.
        return None
    return _split(
        pieces, Reading.PREFIXES, lambda piece, _: plain(piece) if id(piece) in asking else []
    )


def split_bold(pieces: Sequence[Element], *, every: bool = False) -> Split | None:
    """Take the elements under a heading apart at lines in bold.

    ``every`` such line is a question, whatever it says.
    """
    if not every:
        told, asked = run_in(pieces)
        if told > asked:
            # Headings of paragraphs of prose, one of which may ask.
            return _split(pieces, Reading.BOLD, bold_line_alone)
    return _split(pieces, Reading.BOLD, bold_line, every=every)


def _split(
    pieces: Sequence[Element],
    shape: Reading,
    start_of: Callable[[Element, Sequence[Element]], list[Start]],
    *,
    every: bool = False,
) -> Split | None:
    starts = [start_of(piece, pieces[at + 1 : at + 3]) for at, piece in enumerate(pieces)]
    announced = _name(pieces, starts)
    _drop_plain(starts)
    known = [start for found in starts for start in found if not start.plain]
    if shape is Reading.PREFIXES and not known:
        known = [start for found in starts for start in found]
    if not any(start.credit or every for start in known):
        return None
    keep = {id(start) for found in starts for start in found}
    if shape is Reading.BOLD and every:
        keep = {id(start) for start in known}
    elif shape is Reading.BOLD:
        asking = sum(start.credit for start in known) / len(known)
        numbers = sum(start.numbered for start in known) / len(known)
        # A bold line that asks nothing is a question only where nearly all of them are.
        keep -= {
            id(start)
            for start in known
            if not start.credit
            and not (start.numbered and numbers > MOSTLY)
            and not (asking > MOSTLY and not start.label)
        }
    intro: list[Element] = []
    found: list[tuple[Start, list[Element]]] = []
    for piece, begun in zip(pieces, starts, strict=True):
        kept = [start for start in begun if id(start) in keep]
        for start in kept:
            (found[-1][1] if found else intro).extend(start.before)
            found.append((start, list(start.said)))
        if not kept and id(announced.get(id(piece))) not in keep:
            (found[-1][1] if found else intro).append(piece)
    return Split(
        shape,
        without_rules(intro),
        tuple(_asked(start, answer) for start, answer in found),
        sum(start.credit for start in known),
        len(known),
        marked=any(start.marked for start in known),
    )


def _drop_plain(starts: list[list[Start]]) -> None:
    """Where ``Q.`` marks questions, or all bold lines have numbers, forget paragraphs without."""
    known = [one for found in starts for one in found if not one.plain]
    if known and (all(one.numbered for one in known)):
        for found in starts:
            found[:] = [one for one in found if not one.plain]


def _name(pieces: Sequence[Element], starts: list[list[Start]]) -> dict[int, Start]:
    """Let what follows "Question 3" alone in its paragraph be the title of that question.

    So does what follows "Question 3: Networks" where others are about that, too.  Returns, by
    the id of each piece that only announces a question, that one.
    """
    announced: dict[int, Start] = {}
    topics = Counter(_topic(start.title) for found in starts for start in found)
    for at, begun in enumerate(starts[:-1]):
        below = pieces[at + 1]
        if len(begun) != 1 or begun[0].said or below.tag != "p" or len(starts[at + 1]) > 1:
            continue
        topic = _topic(begun[0].title)
        repeated = bool(topic) and topics[topic] > 1 and not answer_mark(words_of(below))
        if says_more(words_of(begun[0].title)) and not repeated:
            continue
        if starts[at + 1]:
            below_it = starts[at + 1][0]
            below_it.lines = (begun[0].lines[0], below_it.lines[1])
            below_it.plain, below_it.numbered = False, True
            starts[at] = []
        else:
            parts = rows(below)
            end = title_rows(parts)
            first, last = begun[0].lines[0], (lines(below) or begun[0].lines)[1]
            rest = [paragraph(parts[end:], lines(below) or begun[0].lines)] if parts[end:] else []
            starts[at] = []
            starts[at + 1] = [
                Start(joined(parts[:end]), rest, (first, last), 1.0, numbered=True, marked=True)
            ]
        announced[id(pieces[at])] = starts[at + 1][0]
    return announced


def _topic(title: Element) -> str:
    """Return what a marked and numbered line says where it asks nothing, else ""."""
    said = signs(words_of(title))
    if not said.marker or said.number is None or signs(said.bare).credit > TOPIC:
        return ""
    return said.bare.casefold()


def _asked(start: Start, answer: list[Element]) -> Asked:
    kept = without_rules(answer)
    last = max(start.lines[1], last_line(kept, start.lines[1]))
    return Asked(start.title, (start.lines[0], last), kept, start.credit)
