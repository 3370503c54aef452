"""A deck of cards in Anki's own format for importing text.

A card's GUID is made from the question's id and the course's title, so that importing again brings
cards up to date and keeps what Anki has learned about them.  Of pictures only their words are
there: a text file cannot carry them into Anki's media folder.

Source: Anki's manual, Importing, Text Files.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from msp_desktop.course.digest import sha256
from msp_desktop.course.identity import wording
from msp_desktop.notebook.exchange.choosing import Choice, chosen
from msp_desktop.notebook.exchange.standalone import (
    Style,
    blocks_html,
    marks_html,
    note_html,
    pins_html,
    written,
)
from msp_desktop.notebook.exchange.words import ENGLISH, Words

if TYPE_CHECKING:
    from msp_desktop.notebook.exchange.choosing import Chosen
    from msp_desktop.notebook.exchange.collected import Collected

_HEAD = (
    "#separator:tab\n#html:true\n#notetype:{kind}\n#guid column:1\n#deck column:2\n#tags column:5\n"
)

# What Anki would play, or have LaTeX draw, wherever it stands.
_COMMAND = re.compile(r"\[(?=sound:|anki:|/?latex\]|/?\$\$?\])", re.IGNORECASE)
_NOT_IN_TAGS = re.compile(r"[\s:]+")


def anki(collected: Collected, choice: Choice, words: Words = ENGLISH) -> str:
    """Return a line for each chosen question, after the lines that tell Anki what they are.

    The kind of note is Anki's "Basic" in the language of the words.
    """
    style = _style(words)
    cards = [_card(collected, one, style, words) for one in chosen(collected, choice)]
    return _HEAD.format(kind=words.anki_basic) + "".join(cards)


def guid(title: str, question: str) -> str:
    """Return the GUID of a question's card, given the course's title and the question's id.

    It is the same on each machine, with a notebook or without one.  Two courses may ask the same,
    so the id alone would not do.
    """
    digest = sha256(wording(title).encode("utf-8", "surrogatepass")).hexdigest()
    return f"msp-{digest[:8]}-{question}"


def _style(words: Words) -> Style:
    def picture(_path: str | None, said: str) -> str:
        return f"<i>[{escape(words.picture.format(name=said))}]</i>" if said else ""

    def formula(source: str, alone: bool) -> str:
        # MathJax, which Anki has, reads these.
        return rf"\[{source}\]" if alone else rf"\({source}\)"

    return Style(picture, formula, text=_harmless)


def _harmless(html: str) -> str:
    return _COMMAND.sub("&#91;", html)


def _card(collected: Collected, one: Chosen, style: Style, words: Words) -> str:
    course = collected.course
    question = one.question
    unanswered = "" if question.answered else f"<i>{escape(words.unanswered)}</i>"
    answer = blocks_html(question.answer, style) + unanswered
    back = f'<div style="text-align: left">{answer}{_own(one, style, words)}</div>'
    title = course.title or course.source.stem
    name = _tag(title)
    tags = [f"{name}::{_tag(one.chapter.title)}" if _tag(one.chapter.title) else name]
    tags += sorted(map(_tag, one.all_tags))
    fields = (
        guid(title, question.id),
        title.replace("::", ":").strip() or "MSP Desktop",
        written(question.title_html, style),
        back,
        " ".join(one for one in tags if one),
    )
    return "\t".join(map(_field, fields)) + "\n"


def _own(one: Chosen, style: Style, words: Words) -> str:
    """Return what the user wrote on a question, on its pictures and on pins that lead to it."""
    parts = [marks_html(one.entry, style, words)] if one.entry else []
    notes = [entry.note for entry in one.entries if entry.note is not None]
    parts += [note_html(note, style) for note in notes]
    pins = [(entry.title, pin) for entry in one.pictures for pin in entry.pins]
    pins += [(each.picture, each.pin) for each in one.leading]
    parts.append(pins_html(pins, style, words, mute=False))
    return "".join(f"<hr>{part}" for part in parts if part)


def _tag(name: str) -> str:
    """Return a name as Anki has tags: without spaces, and without what divides them."""
    return _NOT_IN_TAGS.sub("_", name.strip()).replace('"', "").strip("_")


def _field(text: str) -> str:
    """Return a field in quotes; no line end of another system's is left in it."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    return '"' + text.replace('"', '""') + '"'
