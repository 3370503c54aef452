"""A course as it stands, as an edition; and two editions beside each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msp_desktop.course.identity import match
from msp_desktop.course.text import (
    chapter_of_subject,
    question_text,
    subject_of_chapter,
    text_of,
)
from msp_desktop.notebook.model import Edition, EditionQuestion

if TYPE_CHECKING:
    from datetime import datetime

    from msp_desktop.course.matching import Matching
    from msp_desktop.course.model import Course
    from msp_desktop.course.progress import Progress
    from msp_desktop.course.text import Text


class Comparison(NamedTuple):
    """Two editions of a course: what each question became.

    ``matching`` is about questions alone; the introductions of chapters stand in the editions, too,
    and ``targets`` says of both which is which, by what highlights in them name.
    """

    before: Edition
    after: Edition
    matching: Matching
    targets: dict[str, str]


class Standing(NamedTuple):
    """A course as it stands: its edition, and the texts that highlights refer to."""

    edition: Edition
    texts: dict[str, Text]


def standing(
    course: Course, record: str, *, now: datetime, progress: Progress | None = None
) -> Standing:
    """Return a course as it stands; ``record`` is its record's id.

    Reads the whole course: what a course reads from disk is one thread's.  Raises Cancelled where
    ``progress`` says so.
    """
    texts: dict[str, Text] = {}
    questions: list[EditionQuestion] = []
    preface = text_of(course, subject_of_chapter(""))
    if preface is not None and preface.whole:
        subject = subject_of_chapter("")
        texts[subject] = preface
        questions.append(EditionQuestion(subject, course.title, course.title, preface.whole))
    for chapter in course.chapters:
        if chapter.intro:
            subject = subject_of_chapter(chapter.id)
            text = text_of(course, subject)
            if text is not None and text.whole:
                texts[subject] = text
                one = EditionQuestion(subject, chapter.title, chapter.title, text.whole)
                questions.append(one)
        for question in chapter.questions:
            text = texts[question.id] = question_text(question)
            # The first block is the title.
            begins = text.blocks[1][0] if len(text.blocks) > 1 else len(text.whole)
            answer = text.whole[begins:]
            questions.append(EditionQuestion(question.id, question.title, chapter.title, answer))
        if progress is not None:
            progress.advance(1 + len(chapter.questions))
    return Standing(Edition(record, course.digest, now, tuple(questions)), texts)


def is_text(subject: str) -> bool:
    """Return whether a subject is a question or an introduction, by what ids begin with."""
    return subject.startswith(("q", subject_of_chapter("")))


def is_question(one: EditionQuestion) -> bool:
    """Return whether something in an edition is a question, and not an introduction."""
    return chapter_of_subject(one.id) is None


def lacks_answers(edition: Edition) -> bool:
    """Return whether an edition was kept without its answers, and not much is known of it."""
    return not any(one.answer for one in edition.questions)


def compare(before: Edition, after: Edition) -> Comparison:
    """Return two editions beside each other; where one lacks its answers, only titles tell."""
    blank = lacks_answers(before) or lacks_answers(after)
    sides = [
        [
            [
                one._replace(answer="") if blank else one
                for one in edition.questions
                if is_question(one) is asked
            ]
            for asked in (True, False)
        ]
        for edition in (before, after)
    ]
    matching = match(sides[0][0], sides[1][0])
    renamed = dict(matching.chapters)
    intros = match(
        [one._replace(title=renamed.get(one.title, one.title)) for one in sides[0][1]], sides[1][1]
    )
    return Comparison(before, after, matching, {**matching.targets(), **intros.targets()})
