"""An index that leads to another row than it should: what is there is never handed out as another.

The seals of the rows are sound here; only what leads to them is damaged.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from filled_notebook import NOW, course_of

from msp_desktop.notebook.anchoring import describe
from msp_desktop.notebook.errors import NotebookDamaged
from msp_desktop.notebook.model import (
    Colour,
    Edition,
    EditionQuestion,
    Highlight,
    QuestionRef,
    Snapshot,
    Wording,
)
from msp_desktop.notebook.notebook import Notebook

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

WORDED = Wording("What?", "Basics")
QUESTIONS = 4
PAGE = 4096
NOTES, BOOKMARKS = "sqlite_autoindex_note_1", "sqlite_autoindex_bookmark_1"
HIGHLIGHTS = "highlight_course"
TEXT = "A container is a process that sees little of its machine."


def fill(path: Path) -> tuple[str, ...]:
    """Write the same in some courses; return their ids."""
    with Notebook.open(path, now=NOW) as notebook:
        names = ("docker", "kubernetes", "linux")
        courses = tuple(notebook.adopt(course_of(name), now=NOW).id for name in names)
        for course in courses:
            for number in range(QUESTIONS):
                ref = QuestionRef(course, f"q-{number}")
                notebook.set_bookmark(ref, True, WORDED, now=NOW, label=f"label {number}")
                for turn in range(3):
                    text = f"{course} {number} {turn}"
                    notebook.write_note(ref, text, base=turn, wording=WORDED, now=NOW)
                name, anchor = f"{course}-{number}", describe(TEXT, 2, 9 + number)
                drawn = Highlight.made(
                    name, ref, WORDED, Colour.BLUE, anchor, edition="digest", now=NOW
                )
                notebook.highlights.write(drawn, None, now=NOW)
                asked = (EditionQuestion("q-1", "What?", "Basics", f"Answer {number}"),)
                when = NOW + timedelta(days=number)
                notebook.editions.keep(Edition(course, f"digest-{number}", when, asked))
                kept = Snapshot(f"{course}-{number}", course, "before", NOW, b"content")
                notebook.editions.keep_snapshot(kept)
    return courses


def mislead(path: Path, index: str, *key: str | int, row: int, to: int) -> None:
    """Have the entry of an index with a key lead to another row."""
    change(path, index, record(*key, row), record(*key, to))


def change(path: Path, index: str, before: bytes, after: bytes) -> None:
    """Put another entry in the place of one in an index that is no more than a page."""
    with closing(sqlite3.connect(f"{path.as_uri()}?immutable=1", uri=True)) as connection:
        query = "SELECT rootpage FROM sqlite_master WHERE name = ?"
        (number,) = connection.execute(query, (index,)).fetchone()
    data, at = path.read_bytes(), (number - 1) * PAGE
    page = data[at : at + PAGE]
    assert page.count(before) == 1
    assert len(before) == len(after)
    path.write_bytes(data[:at] + page.replace(before, after) + data[at + PAGE :])


def record(*values: str | int) -> bytes:
    """Return values as SQLite writes them: see fileformat2.html, section 2.1."""
    types, body = bytearray(), bytearray()
    for value in values:
        if isinstance(value, str):
            types.append(13 + 2 * len(value))
            body += value.encode()
        elif value == 1:
            types.append(9)
        else:
            types.append(1)
            body.append(value)
    return bytes([len(types) + 1, *types, *body])


@pytest.fixture
def courses(path: Path) -> tuple[str, ...]:
    return fill(path)


def refused(path: Path, *reads: Callable[[Notebook], object]) -> None:
    """Expect each way to read, or to write, to say that the file is damaged; as does the check."""
    before = path.read_bytes()
    for read in reads:
        with Notebook.open(path, now=NOW) as notebook, pytest.raises(NotebookDamaged):
            read(notebook)
    with Notebook.open(path, now=NOW) as notebook:
        assert notebook.check()
    assert path.read_bytes() == before


def test_a_note_of_another_question(path: Path, courses: tuple[str, ...]) -> None:
    course = courses[0]
    mislead(path, NOTES, course, "q-2", row=3, to=4)
    ref = QuestionRef(course, "q-2")
    refused(
        path,
        lambda notebook: notebook.note(ref),
        lambda notebook: notebook.versions(ref),
        lambda notebook: notebook.write_note(ref, "more", base=3, wording=WORDED, now=NOW),
    )


def test_a_note_of_another_course(path: Path, courses: tuple[str, ...]) -> None:
    mislead(path, NOTES, courses[0], "q-2", row=3, to=8)
    ref = QuestionRef(courses[0], "q-2")
    refused(
        path,
        lambda notebook: notebook.notes(courses[0]),
        lambda notebook: notebook.note(ref),
        lambda notebook: notebook.portions.of(course_of("docker"), notebook.library()[-1]),
    )


def test_a_text_that_cannot_be_found(path: Path, courses: tuple[str, ...]) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("DELETE FROM note_version WHERE id = 3 << 32 | 3")
    ref = QuestionRef(courses[0], "q-2")
    refused(
        path,
        lambda notebook: notebook.notes(courses[0]),
        lambda notebook: notebook.note(ref),
        lambda notebook: notebook.write_note(ref, "more", base=0, wording=WORDED, now=NOW),
        lambda notebook: notebook.portions.of(course_of("docker"), notebook.library()[-1]),
    )


def test_an_index_that_hides_something(path: Path, courses: tuple[str, ...]) -> None:
    course, other = courses[0], "0" * len(courses[0])
    change(path, NOTES, record(course, "q-2", 3), record(other, "q-2", 3))
    change(path, BOOKMARKS, record(course, "q-2", 3), record(other, "q-2", 3))
    change(path, HIGHLIGHTS, record(course, 3), record(other, 3))
    refused(
        path,
        lambda notebook: notebook.notes(course),
        lambda notebook: notebook.bookmarks(course),
        lambda notebook: notebook.highlights.of(course),
    )


def test_a_text_is_not_written_over(path: Path, courses: tuple[str, ...]) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("INSERT INTO note_version VALUES (4 << 32 | 4, '', x'', 'from nowhere')")
    ref = QuestionRef(courses[0], "q-3")
    refused(
        path,
        lambda notebook: notebook.write_note(ref, "more", base=3, wording=WORDED, now=NOW),
    )


def test_a_bookmark_of_another_question(path: Path, courses: tuple[str, ...]) -> None:
    course = courses[0]
    mislead(path, BOOKMARKS, course, "q-2", row=3, to=7)
    ref = QuestionRef(course, "q-2")
    refused(
        path,
        lambda notebook: notebook.bookmarks(course),
        lambda notebook: notebook.bookmarked(ref),
        lambda notebook: notebook.set_bookmark(ref, False, WORDED, now=NOW),
        lambda notebook: notebook.label_bookmark(ref, "other", WORDED, now=NOW),
    )


def test_another_highlight(path: Path, courses: tuple[str, ...]) -> None:
    name = f"{courses[0]}-2"
    mislead(path, "sqlite_autoindex_highlight_1", name, row=3, to=4)

    def recolour(notebook: Notebook) -> None:
        standing = notebook.highlights.of(courses[0])[2]
        changed = standing._replace(colour=Colour.PINK)
        notebook.highlights.write(changed, standing, now=NOW)

    refused(path, lambda notebook: notebook.highlights.find(name), recolour)


def test_a_highlight_of_another_course(path: Path, courses: tuple[str, ...]) -> None:
    mislead(path, HIGHLIGHTS, courses[0], row=3, to=7)
    refused(path, lambda notebook: notebook.highlights.of(courses[0]))


def test_a_snapshot_of_another_course(path: Path, courses: tuple[str, ...]) -> None:
    mislead(path, "snapshot_course", courses[0], row=3, to=7)
    refused(path, lambda notebook: notebook.editions.snapshots(courses[0], "before"))


def test_another_edition(path: Path, courses: tuple[str, ...]) -> None:
    mislead(path, "sqlite_autoindex_edition_1", courses[0], "digest-2", row=3, to=4)
    refused(path, lambda notebook: notebook.editions.find(courses[0], "digest-2"))


def test_the_latest_edition_hidden(path: Path, courses: tuple[str, ...]) -> None:
    other = "0" * len(courses[0])
    before, after = record(courses[0], "digest-3", 4), record(other, "digest-3", 4)
    change(path, "sqlite_autoindex_edition_1", before, after)
    refused(path, lambda notebook: notebook.editions.latest(courses[0]))


def test_another_course(path: Path, courses: tuple[str, ...]) -> None:
    second = courses[1]
    mislead(path, "sqlite_autoindex_course_1", second, row=2, to=3)
    refused(
        path,
        lambda notebook: notebook.forget(second),
        lambda notebook: notebook.adopt(course_of("kubernetes"), now=NOW),
    )


def test_the_reading_place_of_another_course(path: Path, courses: tuple[str, ...]) -> None:
    second = courses[1]
    mislead(path, "sqlite_autoindex_reading_1", second, row=2, to=3)
    refused(
        path,
        lambda notebook: notebook.library(),
        lambda notebook: notebook.place(second),
        lambda notebook: notebook.adopt(course_of("kubernetes"), now=NOW),
    )


def test_versions_of_other_notes(path: Path) -> None:
    """Damage above the versions, where SQLite looks up on which page a number is."""
    with Notebook.open(path, now=NOW) as notebook:
        record = notebook.adopt(course_of("docker"), now=NOW)
        refs = [QuestionRef(record.id, f"q-{number}") for number in range(60)]
        for ref in refs:
            for turn in range(59 if ref == refs[30] else 3):
                text = f"{ref.question} as of {turn}: " + "long " * 200
                notebook.write_note(ref, text, base=turn, wording=WORDED, now=NOW)
    whole = path.read_bytes()
    with closing(sqlite3.connect(path)) as connection:
        query = "SELECT rootpage FROM sqlite_master WHERE name = 'note_version'"
        ((root,),) = connection.execute(query).fetchall()
        before = counted(connection)
    page = whole[PAGE * (root - 1) : PAGE * root]
    assert page[0] == 0x05, "the versions take more than a page"
    cells = [int.from_bytes(page[at : at + 2], "big") for at in range(12, 12 + 2 * page[4], 2)]
    met = 0
    for cell in (*cells[:: max(1, len(cells) // 12)], cells[-1]):
        data = bytearray(whole)
        # Behind the number of a page stands the greatest key on it, in seven bits a byte.
        data[PAGE * (root - 1) + cell + 4 + 1] ^= 0x80
        path.write_bytes(data)
        met += asked_for_versions(path, refs)
        with Notebook.open(path, now=NOW) as notebook:
            try:
                notebook.write_note(refs[30], "the 60th", base=59, wording=WORDED, now=NOW)
            except NotebookDamaged:
                met += 1
        with closing(sqlite3.connect(path)) as connection:
            after = counted(connection)
        assert after == before
    assert met, "the flips have led nowhere"


def test_a_table_that_is_an_index_itself_hides_no_tag(path: Path) -> None:
    with Notebook.open(path, now=NOW) as notebook:
        course = notebook.adopt(course_of("docker"), now=NOW).id
        for number in range(200):
            names = {f"a tag that is long enough to fill pages {turn}" for turn in range(3)}
            notebook.tags.write(QuestionRef(course, f"q-{number:03}"), names, (), now=NOW)
        whole_tags = notebook.tags.of(course)
    whole = path.read_bytes()
    with closing(sqlite3.connect(path)) as connection:
        ((root,),) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'tag'")
    start = PAGE * (root - 1)
    assert whole[start] == 0x02, "the tags take more than a page"
    places = [one for one in range(start + 12, start + PAGE - 1) if whole[one : one + 2] == b"q-"]
    noticed = 0
    for place in places:
        # A key that leads the way is no row; the check sees that it is out of order.
        data = bytearray(whole)
        data[place - 24] ^= 0x08
        path.write_bytes(data)
        with Notebook.open_read_only(path) as notebook:
            try:
                assert notebook.tags.of(course) == whole_tags
            except NotebookDamaged:
                noticed += 1
    assert noticed


def asked_for_versions(path: Path, refs: list[QuestionRef]) -> int:
    """Ask for the versions of notes; return how often damage was met."""
    met = 0
    with Notebook.open_read_only(path) as notebook:
        for ref in refs:
            try:
                texts = [one.text for one in notebook.versions(ref)]
            except NotebookDamaged:
                met += 1
            else:
                assert all(one.startswith(f"{ref.question} as of ") for one in texts)
    return met


def counted(connection: sqlite3.Connection) -> dict[int, int]:
    """How many versions each note has, but for the one that is written on."""
    query = "SELECT id >> 32, count(*) FROM note_version NOT INDEXED GROUP BY id >> 32"
    return {key: number for key, number in connection.execute(query) if key != 31}
