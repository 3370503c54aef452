"""A notebook with something of everything in it, and all that it holds as one comparable value."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msp_desktop.course.diagrams.model import Box
from msp_desktop.course.model import Course
from msp_desktop.notebook.anchoring import describe
from msp_desktop.notebook.model import (
    Colour,
    CourseRecord,
    Edition,
    EditionQuestion,
    Highlight,
    Place,
    QuestionRef,
    Snapshot,
    Wording,
)
from msp_desktop.notebook.notebook import Notebook
from msp_desktop.notebook.pins import Pin
from msp_desktop.notebook.reviews import Review

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

NOW = datetime(2026, 3, 5, 9, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
ANSWER = "A pod is the smallest unit that is scheduled; 파드는 함께 놓이는 컨테이너들이다. " * 3
COLOURS = tuple(Colour)
LISTED = 32
"""How many questions of a course are asked for one by one, some of which there never were."""


def course_of(name: str) -> Course:
    """A course that is only looked at for its names and its digest."""
    source = Path(f"/courses/{name}.md")
    return Course(source, source.parent, name, (), (), (), (), f"digest of {name}")


def fill(path: Path, questions: int = 30, backups: Path | None = None) -> list[str]:
    """Write a notebook of two courses; return their ids."""
    courses: list[str] = []
    with Notebook.open(path, now=NOW, backups=backups) as notebook:
        for name in ("kubernetes", "도커"):
            course = notebook.adopt(course_of(name), now=NOW + len(courses) * MINUTE).id
            courses.append(course)
            for number in range(questions):
                write_on(notebook, QuestionRef(course, f"{name}-{number}"), number)
            notebook.set_place(Place(course, "basics", f"{name}-3", 0.25), now=NOW)
            asked = tuple(
                EditionQuestion(f"{name}-{number}", f"Question {number}?", "Basics", ANSWER)
                for number in range(questions)
            )
            for digest, when in (
                (f"digest of {name} before", NOW - DAY),
                (f"digest of {name}", NOW),
            ):
                notebook.editions.keep(Edition(course, digest, when, asked))
            pin_on(notebook, course, f"{name}-1")
            notebook.editions.keep_snapshot(
                Snapshot(f"before {name}", course, "before", NOW, bytes(range(256)) * 30)
            )
    return courses


def write_on(notebook: Notebook, ref: QuestionRef, number: int) -> None:
    """Write this and that on a question, by its number."""
    worded = Wording(f"What about number {number}?", "Basics")
    when = NOW + number * MINUTE
    if number % 2 == 0:
        notebook.set_bookmark(ref, True, worded, now=when, label="시험" if number % 4 else "")
    if number % 3 != 2:
        for turn in range(1 + number % 4):
            text = f"note {number} as of {turn}: " + "글 and words. " * (number * 17 % 900)
            notebook.write_note(ref, text, base=turn, wording=worded, now=when + turn * MINUTE)
    if number % 12 == 4:
        notebook.write_note(ref, "", base=1 + number % 4, wording=worded, now=when + 9 * MINUTE)
    for place in range(number % 3):
        drawn = Highlight.made(
            f"{ref.course[:6]}-{ref.question}-{place}",
            ref,
            worded,
            COLOURS[(number + place) % 5],
            describe(ANSWER, 2 + place, 30 + number),
            edition="digest",
            line=number,
            now=when,
        )
        kept = notebook.highlights.write(drawn, None, now=when).highlight
        if number % 5 == 0:
            notebook.highlights.write(kept._replace(deleted=True), kept, now=when + MINUTE)
        elif number % 5 == 1:
            on_it = QuestionRef(ref.course, drawn.id)
            notebook.write_note(on_it, f"on {drawn.id}", base=0, wording=worded, now=when)
    if number % 4 == 1:
        notebook.tags.write(ref, {"exam", f"tag {number}"}, (), now=when)
    if number % 6 == 5:
        notebook.set_bookmark(ref, True, worded, now=when, label="once")
        notebook.set_bookmark(ref, False, worded, now=when + MINUTE)
        notebook.tags.write(ref, {"gone"}, (), now=when)
        notebook.tags.write(ref, (), {"gone"}, now=when + MINUTE)


def pin_on(notebook: Notebook, course: str, question: str) -> None:
    """Put pins on a picture, one of which is deleted, and answer a question there."""
    for number in range(6):
        box = Box(0.1 * number, 0.25, *((0.0, 0.0) if number % 2 else (0.1, 0.125)))
        made = Pin.made(
            f"{course[:6]}-pin-{number}",
            course,
            "diagrams/그림.png",
            box,
            COLOURS[number % 5],
            now=NOW,
        )
        worded = Wording("What about number 1?", "Basics")
        made = made._replace(label=f"pin {number}").linking([(question, worded)], now=NOW)
        kept = notebook.pins.write(made, None, now=NOW).pin
        if number == 4:
            notebook.pins.write(kept._replace(deleted=True), kept, now=NOW + MINUTE)
        ref = QuestionRef(course, question)
        review = Review(
            f"{course[:6]}-review-{number}", ref, number % 2 == 0, NOW, "a.png", made.id
        )
        notebook.reviews.write(review)
        if number == 5:
            notebook.reviews.write(review._replace(taken_back=True))


def contents(notebook: Notebook) -> dict[str, Any]:
    """Read all that a notebook holds, as windows do, course by course."""
    held: dict[str, Any] = {"library": notebook.library()}
    for record in notebook.library():
        course = record.id
        notes = notebook.notes(course)
        held[course] = {
            "bookmarks": notebook.bookmarks(course),
            "notes": notes,
            "versions": {one.ref: notebook.versions(one.ref) for one in notes},
            "place": notebook.place(course),
            "highlights": notebook.highlights.of(course),
            "deleted": notebook.highlights.deleted(course),
            "tags": notebook.tags.of(course),
            "pins": notebook.pins.of(course),
            "deleted pins": notebook.pins.deleted(course),
            "reviews": notebook.reviews.of(course),
            "editions": [
                notebook.editions.find(course, one) for one in notebook.editions.digests(course)
            ],
            "snapshots": notebook.editions.snapshots(course, "before"),
        }
    return held


def readings(notebook: Notebook) -> Iterator[tuple[str, Callable[[], Any]]]:
    """Yield every question that a window may ask of a notebook, to be asked.

    All is asked for as lists and one by one, what is not there, too.
    """
    yield "library", notebook.library
    for name in ("kubernetes", "도커"):
        opened = course_of(name)
        yield f"{name} where it is", partial(notebook.recognised, opened, now=NOW)
        moved = opened._replace(source=Path(f"/elsewhere/{name}.md"), root=Path("/elsewhere"))
        yield f"{name} elsewhere", partial(notebook.recognised, moved, now=NOW)
    for course, name in [(one.id, one.title) for one in notebook.library()]:
        for what, read in (
            ("bookmarks", notebook.bookmarks),
            ("notes", notebook.notes),
            ("place", notebook.place),
            ("highlights", notebook.highlights.of),
            ("deleted highlights", notebook.highlights.deleted),
            ("tags", notebook.tags.of),
            ("pins", notebook.pins.of),
            ("deleted pins", notebook.pins.deleted),
            ("reviews", notebook.reviews.of),
            ("digests", notebook.editions.digests),
            ("latest edition", notebook.editions.latest),
        ):
            yield f"{what} of {course}", partial(read, course)
        yield f"snapshots of {course}", partial(notebook.editions.snapshots, course, "before")
        for digest in (f"digest of {name}", f"digest of {name} before"):
            yield f"edition {digest} of {course}", partial(notebook.editions.find, course, digest)
        capsule = partial(notebook.portions.of, course_of(name), _record(course))
        yield f"capsule of {course}", capsule
        for number in range(LISTED):
            yield from _readings_of(notebook, QuestionRef(course, f"{name}-{number}"))


def _readings_of(notebook: Notebook, ref: QuestionRef) -> Iterator[tuple[str, Callable[[], Any]]]:
    on = f"{ref.question} in {ref.course}"
    yield f"note on {on}", partial(notebook.note, ref)
    yield f"versions on {on}", partial(notebook.versions, ref)
    yield f"bookmark on {on}", partial(notebook.bookmarked, ref)
    if ref.question.endswith("3"):
        yield f"edition with {on}", partial(notebook.editions.last_with, ref.course, ref.question)
    for place in range(2):
        name = f"{ref.course[:6]}-{ref.question}-{place}"
        yield f"highlight {name}", partial(notebook.highlights.find, name)
        on_it = QuestionRef(ref.course, name)
        yield f"note on {name} in {ref.course}", partial(notebook.note, on_it)


def _record(course: str) -> CourseRecord:
    return CourseRecord(course, Path("/courses/any.md"), "any", "digest", NOW)
