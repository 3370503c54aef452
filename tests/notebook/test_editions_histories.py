"""Whatever a teacher does to a course: nothing is lost, and nothing lands on a wrong question."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

import pytest
from counting import calls
from course_histories import course, markdown, taught_again

from msp_desktop.course.loader import load_course
from msp_desktop.course.text import text_of
from msp_desktop.notebook.anchoring import describe
from msp_desktop.notebook.model import Colour, Highlight, Place, QuestionRef, Wording

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from course_histories import Asked, Histories

    from msp_desktop.course.model import Course
    from msp_desktop.notebook.anchoring import Anchor
    from msp_desktop.notebook.notebook import Notebook

DAY = timedelta(days=1)
SEEDS = range(24)


class Taught(NamedTuple):
    """A course that is open, with what its questions came from."""

    course: Course
    asked: dict[str, Asked]


def opened(path: Path, chapters: Histories) -> Taught:
    path.write_text(markdown(chapters), encoding="utf-8")
    found = load_course(path)
    listed = [one for _, ones in chapters for one in ones]
    assert len(found.question_ids) == len(listed)
    return Taught(found, dict(zip(found.question_ids, listed, strict=True)))


def annotate(notebook: Notebook, taught: Taught, record: str, now: datetime) -> None:
    """Write a note, a label and a tag on each question, and highlight some of its sentences."""
    for name, one in taught.asked.items():
        ref, wording = QuestionRef(record, name), Wording(one.title, "chapter")
        (number,) = one.origins
        notebook.write_note(ref, f"note {number}", base=0, wording=wording, now=now)
        notebook.set_bookmark(ref, True, wording, now=now, label=f"label {number}")
        notebook.tags.write(ref, {f"tag {number}"}, (), now=now)
        text = text_of(taught.course, name)
        assert text is not None
        for said in one.sentences[1::2]:
            start = text.whole.index(said.text)
            anchor = describe(text.whole, start, start + len(said.text))
            edition = taught.course.digest
            drawn = Highlight.made(
                str(said.origin), ref, wording, Colour.PINK, anchor, edition=edition, now=now
            )
            notebook.highlights.write(drawn, None, now=now)
    last = [*taught.asked][-1]
    chapter = taught.course.chapter_of(last)
    assert chapter is not None
    notebook.set_place(Place(record, chapter.id, last, 0.5), now=now)


class Contents(NamedTuple):
    """Everything and where it is."""

    notes: dict[str, str]
    labels: dict[str, str]
    tags: set[tuple[str, str]]
    highlights: dict[str, tuple[QuestionRef, Anchor, bool]]
    place: Place | None


def contents(notebook: Notebook, record: str) -> Contents:
    return Contents(
        {one.ref.question: one.text for one in notebook.notes(record)},
        {one.ref.question: one.label for one in notebook.bookmarks(record)},
        {(one.ref.question, one.name) for one in notebook.tags.of(record)},
        {one.id: (one.ref, one.anchor, one.placed) for one in notebook.highlights.of(record)},
        notebook.place(record),
    )


def lost(before: Contents, after: Contents) -> set[str]:
    """Return what is not there any more, wherever it was."""
    return {
        *({*before.notes.values()} - {*"\n".join(after.notes.values()).split("\n")}),
        *({*before.labels.values()} - {*" / ".join(after.labels.values()).split(" / ")}),
        *({name for _, name in before.tags} - {name for _, name in after.tags}),
        *(before.highlights.keys() - after.highlights.keys()),
    }


def misplaced(notebook: Notebook, record: str, taught: Taught) -> list[str]:
    """Return what stands on a question or on words that it was not written on."""
    found: list[str] = []
    on: list[tuple[str, str]] = [
        *(
            (one.ref.question, text)
            for one in notebook.notes(record)
            for text in one.text.split("\n")
        ),
        *(
            (one.ref.question, text)
            for one in notebook.bookmarks(record)
            for text in one.label.split(" / ")
        ),
        *((one.ref.question, one.name) for one in notebook.tags.of(record)),
    ]
    for question, text in on:
        if question in taught.asked:
            number = int(text.split(" ")[1])
            if number not in taught.asked[question].origins:
                found.append(text)
    for one in notebook.highlights.of(record):
        if one.placed and one.edition == taught.course.digest:
            text = text_of(taught.course, one.ref.question)
            assert text is not None
            here = [
                (start, start + len(said.text))
                for said in taught.asked[one.ref.question].sentences
                if said.origin == int(one.id) and (start := text.whole.find(said.text)) >= 0
            ]
            start, end = one.anchor.start, one.anchor.end
            assert text.whole[start:end] == one.anchor.quote
            if not any(start < last and end > first for first, last in here):
                found.append(f"{one.id}: {one.anchor.quote}")
    return found


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_is_lost_or_lands_on_a_wrong_question(
    notebook: Notebook, tmp_path: Path, now: datetime, seed: int
) -> None:
    path, chapters = tmp_path / "course.md", course(seed)
    taught = opened(path, chapters)
    record = notebook.adopt(taught.course, now=now).id
    notebook.moves.follow(taught.course, record, now=now)
    annotate(notebook, taught, record, now)
    written = contents(notebook, record)
    states = [written]
    for turn in range(3):
        now += DAY
        chapters = taught_again(chapters, seed * 10 + turn, 4 + seed % 9)
        taught = opened(path, chapters)
        notebook.moves.follow(taught.course, record, now=now)
        assert lost(written, contents(notebook, record)) == set()
        assert misplaced(notebook, record, taught) == []
        assert notebook.check() == ()
        unplaced = [one for one in notebook.highlights.of(record) if not one.placed]
        listed = notebook.decisions.of(taught.course, record)
        assert {one.id for one in unplaced} == {
            one.subject for one in listed if one.kind == "highlight"
        }
        states.append(contents(notebook, record))
    for before in states[-2::-1]:
        now += DAY
        notebook.moves.step_back(record, now=now)
        if notebook.moves.last(record) is not None or before is written:
            assert contents(notebook, record) == before
    assert notebook.check() == ()


def test_most_of_what_still_stands_is_found(
    notebook: Notebook, tmp_path: Path, now: datetime
) -> None:
    there = found = 0
    for seed in SEEDS:
        path = tmp_path / f"course-{seed}.md"
        chapters = course(seed)
        taught = opened(path, chapters)
        record = notebook.adopt(taught.course, now=now).id
        notebook.moves.follow(taught.course, record, now=now)
        annotate(notebook, taught, record, now)
        chapters = taught_again(chapters, seed * 10, 4 + seed % 9)
        taught = opened(path, chapters)
        notebook.moves.follow(taught.course, record, now=now + DAY)
        origins = {number for one in taught.asked.values() for number in one.origins}
        notes = [one for one in notebook.notes(record) if one.ref.question in taught.asked]
        there += len(origins)
        found += sum(len(one.text.split("\n")) for one in notes)
        said = {str(one.origin) for each in taught.asked.values() for one in each.sentences}
        drawn = [one for one in notebook.highlights.of(record) if one.id in said]
        there += len(drawn)
        found += sum(one.placed for one in drawn)
    assert found >= 0.95 * there


def test_work_grows_with_the_course_and_not_with_its_square(
    notebook: Notebook, tmp_path: Path, now: datetime
) -> None:
    def work(questions: int) -> int:
        path, chapters = tmp_path / f"{questions}.md", course(7, questions)
        taught = opened(path, chapters)
        record = notebook.adopt(taught.course, now=now).id
        notebook.moves.follow(taught.course, record, now=now)
        annotate(notebook, taught, record, now)
        new = opened(path, taught_again(chapters, 7, questions))
        return calls(lambda: notebook.moves.follow(new.course, record, now=now + DAY))

    work(10)
    assert work(240) <= 5 * work(60)
