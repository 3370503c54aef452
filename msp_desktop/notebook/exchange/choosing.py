"""Which of a course's questions go on cards or sheets."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from msp_desktop.course.model import Chapter, Question
    from msp_desktop.notebook.exchange.collected import Collected, Entry


class Which(StrEnum):
    """What a question must have to be chosen."""

    ALL = "all"
    BOOKMARKED = "bookmarked"
    TAGGED = "tagged"
    WRITTEN_ON = "written-on"


class Choice(NamedTuple):
    """A choice of questions: ``tags`` names those that TAGGED asks for, none for any at all.

    Where ``questions`` names some, it is these and no others.
    """

    which: Which = Which.ALL
    tags: frozenset[str] = frozenset()
    questions: frozenset[str] = frozenset()


class Chosen(NamedTuple):
    """A chosen question, where it stands, and what is written on it and on its pictures."""

    chapter: Chapter
    question: Question
    entry: Entry | None
    pictures: tuple[Entry, ...] = ()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Everything that is written on."""
        return (*((self.entry,) if self.entry else ()), *self.pictures)

    @property
    def all_tags(self) -> frozenset[str]:
        """The tags of all of it."""
        return frozenset[str]().union(*(one.all_tags for one in self.entries))


def chosen(collected: Collected, choice: Choice) -> Iterator[Chosen]:
    """Yield the chosen questions in reading order."""
    from msp_desktop.course.model import ids_of

    entries = {one.subject: one for one in collected.entries}
    pictures: dict[str, tuple[Entry, ...]] = {}
    for one in collected.entries:
        if one.picture and one.question:
            pictures[one.question] = (*pictures.get(one.question, ()), one)
    for chapter in collected.course.chapters:
        for place, name in enumerate(ids_of(chapter.questions)):
            entry, shown = entries.get(name), pictures.get(name, ())
            if _is_chosen(name, (*((entry,) if entry else ()), *shown), choice):
                yield Chosen(chapter, chapter.questions[place], entry, shown)


def _is_chosen(question: str, entries: tuple[Entry, ...], choice: Choice) -> bool:
    """Whether a question is, with what is written on it and on its pictures."""
    if choice.questions:
        return question in choice.questions
    if choice.which is Which.ALL:
        return True
    if choice.which is Which.BOOKMARKED:
        return any(one.bookmark is not None for one in entries)
    if choice.which is Which.TAGGED:
        tags = frozenset[str]().union(*(one.all_tags for one in entries))
        return bool(tags & choice.tags if choice.tags else tags)
    return any(one.written_on for one in entries)
