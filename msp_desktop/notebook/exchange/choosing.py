"""Which of a course's questions go on cards or sheets."""

from __future__ import annotations

from collections import defaultdict
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from msp_desktop.course.illustrations import name_of_picture

if TYPE_CHECKING:
    from collections.abc import Iterator

    from msp_desktop.course.model import Chapter, Question
    from msp_desktop.notebook.exchange.collected import Collected, Entry
    from msp_desktop.notebook.exchange.pinned import Pinned


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


class Leading(NamedTuple):
    """A pin that leads to a question from somewhere else, and what the pin's picture is called."""

    picture: str
    pin: Pinned


class Chosen(NamedTuple):
    """A chosen question, where it stands, and what is written on it and on its pictures.

    ``leading`` are the pins on other pictures that lead to it.
    """

    chapter: Chapter
    question: Question
    entry: Entry | None
    pictures: tuple[Entry, ...] = ()
    leading: tuple[Leading, ...] = ()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Everything that is written on."""
        return (*((self.entry,) if self.entry else ()), *self.pictures)

    @property
    def all_tags(self) -> frozenset[str]:
        """The tags of all of it."""
        pinned = (one.pin.tags for one in self.leading)
        return frozenset[str]().union(*(one.all_tags for one in self.entries), *pinned)

    def is_in(self, choice: Choice) -> bool:
        """Return whether it is among those that are chosen."""
        if choice.questions:
            return self.question.id in choice.questions
        match choice.which:
            case Which.ALL:
                return True
            case Which.BOOKMARKED:
                return any(one.bookmark is not None for one in self.entries)
            case Which.TAGGED:
                return bool(self.all_tags & choice.tags if choice.tags else self.all_tags)
            case Which.WRITTEN_ON:
                return bool(self.leading) or any(one.written_on for one in self.entries)


class Illustrated(NamedTuple):
    """A picture of a chapter that stands outside of answers, and what is written on it."""

    path: str
    title: str
    entry: Entry | None


def chosen(collected: Collected, choice: Choice) -> Iterator[Chosen]:
    """Yield the chosen questions in reading order."""
    from msp_desktop.course.model import ids_of

    entries = {one.subject: one for one in collected.entries}
    pictures: dict[str, list[Entry]] = defaultdict(list)
    leading: dict[str, list[Leading]] = defaultdict(list)
    for one in collected.entries:
        if one.picture and one.question:
            pictures[one.question].append(one)
        for pinned in one.pins:
            for name in pinned.pin.questions:
                if name != one.question:
                    leading[name].append(Leading(one.title, pinned))
    for chapter in collected.course.chapters:
        for place, name in enumerate(ids_of(chapter.questions)):
            there = tuple(pictures.get(name, ())), tuple(leading.get(name, ()))
            if not _may_be_chosen(name, entries.get(name), *there, choice):
                continue
            one = Chosen(chapter, chapter.questions[place], entries.get(name), *there)
            if one.is_in(choice):
                yield one


def _may_be_chosen(
    name: str,
    entry: Entry | None,
    pictures: tuple[Entry, ...],
    leading: tuple[Leading, ...],
    choice: Choice,
) -> bool:
    """Return False for what need not be read to see that it is not chosen."""
    if choice.questions:
        return name in choice.questions
    return choice.which is Which.ALL or bool(entry or pictures or leading)


def illustrated(collected: Collected, choice: Choice, chapter: Chapter) -> Iterator[Illustrated]:
    """Yield the pictures of a chapter that go with its chosen questions.

    Of questions that something is written on, these are the pictures that something is written on.
    """
    if choice.which in (Which.BOOKMARKED, Which.TAGGED) and not choice.questions:
        return
    alone = (one for one in collected.entries if one.picture and not one.question)
    written = {one.picture: one for one in alone if one.chapter == chapter.title}
    drawn = {one.path: one.title for one in chapter.diagrams}
    for path in dict.fromkeys((*drawn, *written)):
        entry = written.get(path)
        if entry is not None or choice.which is Which.ALL:
            title = entry.title if entry is not None else name_of_picture(path, drawn[path])
            yield Illustrated(path, title, entry)
