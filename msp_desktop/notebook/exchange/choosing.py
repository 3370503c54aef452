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
    """A chosen question, where it stands, and what is written on it."""

    chapter: Chapter
    question: Question
    entry: Entry | None


def chosen(collected: Collected, choice: Choice) -> Iterator[Chosen]:
    """Yield the chosen questions in reading order."""
    from msp_desktop.course.model import ids_of

    entries = {one.subject: one for one in collected.entries}
    for chapter in collected.course.chapters:
        for place, name in enumerate(ids_of(chapter.questions)):
            entry = entries.get(name)
            if _is_chosen(name, entry, choice):
                yield Chosen(chapter, chapter.questions[place], entry)


def _is_chosen(question: str, entry: Entry | None, choice: Choice) -> bool:
    if choice.questions:
        return question in choice.questions
    if choice.which is Which.ALL:
        return True
    if entry is None:
        return False
    if choice.which is Which.BOOKMARKED:
        return entry.bookmark is not None
    if choice.which is Which.TAGGED:
        return bool(entry.all_tags & choice.tags if choice.tags else entry.all_tags)
    return entry.written_on
