"""Editions and snapshots: how a course stood, and what was written in it then."""

from __future__ import annotations

import zlib
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from msp_desktop.notebook import editions
from msp_desktop.notebook.anchoring import describe
from msp_desktop.notebook.errors import CourseUnknown, NotebookDamaged
from msp_desktop.notebook.model import (
    Changes,
    Colour,
    CourseRecord,
    Edition,
    EditionQuestion,
    Highlight,
    QuestionRef,
    Snapshot,
    Wording,
)
from msp_desktop.notebook.tables import EDITION, Rows

if TYPE_CHECKING:
    from msp_desktop.notebook.notebook import Notebook

DAY = timedelta(days=1)


def edition(course: str, number: int, *ids: str, now: datetime) -> Edition:
    questions = (
        EditionQuestion(one, f"What is {one}?", "Basics", f"{one}: 답 {number}") for one in ids
    )
    return Edition(course, f"digest-{number}", now + number * DAY, tuple(questions))


def test_an_edition_is_read_as_it_was_kept(
    notebook: Notebook, record: CourseRecord, now: datetime
) -> None:
    assert notebook.editions.latest(record.id) is None
    first = edition(record.id, 1, "pod", "node", now=now)
    second = edition(record.id, 2, "pod", now=now)
    changes = notebook.editions.keep(first)
    assert changes == Changes(editions=frozenset({record.id}))
    notebook.editions.keep(second)
    assert notebook.editions.latest(record.id) == second
    assert notebook.editions.find(record.id, "digest-1") == first
    assert notebook.editions.find(record.id, "digest-9") is None
    assert notebook.editions.last_with(record.id, "node") == first
    assert notebook.editions.last_with(record.id, "pod") == second
    assert notebook.editions.last_with(record.id, "no") is None
    notebook.editions.keep(first._replace(opened_at=now + 3 * DAY))
    assert notebook.editions.digests(record.id) == ("digest-1", "digest-2")
    assert notebook.check() == ()


def test_an_edition_of_no_course_is_refused(notebook: Notebook, now: datetime) -> None:
    with pytest.raises(CourseUnknown):
        notebook.editions.keep(edition("no-such-course", 1, "pod", now=now))


def test_the_last_few_are_kept_and_those_that_something_was_written_in(
    notebook: Notebook, record: CourseRecord, now: datetime
) -> None:
    """Each question stands in two editions; of those written on, the later one is kept."""
    worded = Wording("What?", "Basics")
    anchor = describe("some words", 0, 4)
    gone = [f"gone-{number}" for number in range(1, 8)]
    refs = {name: QuestionRef(record.id, name) for name in gone}
    notebook.set_bookmark(refs["gone-1"], True, worded, now=now)
    notebook.write_note(refs["gone-2"], "text", base=0, wording=worded, now=now)
    notebook.write_note(refs["gone-3"], "text", base=0, wording=worded, now=now)
    notebook.write_note(refs["gone-3"], "", base=1, wording=worded, now=now)
    drawn = Highlight.made(
        "h", refs["gone-4"], worded, Colour.BLUE, anchor, edition="digest-5", now=now
    )
    notebook.highlights.write(drawn, None, now=now)
    notebook.tags.write(refs["gone-6"], {"exam"}, (), now=now)
    for number in range(1, 14):
        ids = [f"gone-{number}", f"gone-{number - 1}", "always"]
        notebook.editions.keep(edition(record.id, number, *ids, now=now))
    assert notebook.editions.digests(record.id) == (
        *("digest-13", "digest-12", "digest-11", "digest-10"),
        *("digest-7", "digest-5", "digest-3", "digest-2"),
    )
    for name, number in (("gone-1", 2), ("gone-2", 3), ("gone-4", 5), ("gone-6", 7)):
        found = notebook.editions.last_with(record.id, name)
        assert found is not None
        assert found.digest == f"digest-{number}"


def test_a_course_that_is_too_large_is_kept_without_its_answers(
    notebook: Notebook, record: CourseRecord, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(editions, "MOST_TEXT", 20)
    notebook.editions.keep(edition(record.id, 1, "pod", "node", now=now))
    kept = notebook.editions.latest(record.id)
    assert kept is not None
    assert [(one.id, one.answer) for one in kept.questions] == [("pod", ""), ("node", "")]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not compressed",
        zlib.compress(b'{"questions": [["id", "title"')[:-3],
        zlib.compress(b"[]"),
        zlib.compress(b'{"questions": [["too", "short"]]}'),
        zlib.compress(bytes(3000)),
    ],
)
def test_what_is_no_edition_is_damage(
    notebook: Notebook,
    record: CourseRecord,
    now: datetime,
    content: bytes,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(editions, "MOST_BYTES", 2000)
    rows = Rows(notebook._connection, notebook.path)
    rows.put(EDITION, record.id, "digest", "2026-01-02T00:00:00+00:00", "", content)
    with pytest.raises(NotebookDamaged):
        notebook.editions.latest(record.id)


def test_snapshots_are_kept_by_kind_and_the_oldest_make_room(
    notebook: Notebook, record: CourseRecord, now: datetime
) -> None:
    for number in range(editions.SNAPSHOTS_KEPT + 2):
        for kind in ("before", "exchange"):
            made_at = now + number * DAY
            content = bytes([number, 0, 255])
            one = Snapshot(f"{kind}-{number}", record.id, kind, made_at, content)
            assert notebook.editions.keep_snapshot(one).editions == {record.id}
    found = notebook.editions.snapshots(record.id, "before")
    assert [one.id for one in found] == [f"before-{number}" for number in (6, 5, 4, 3, 2)]
    assert found[0] == Snapshot("before-6", record.id, "before", now + 6 * DAY, b"\x06\x00\xff")
    assert len(notebook.editions.snapshots(record.id, "exchange")) == editions.SNAPSHOTS_KEPT
    assert notebook.editions.snapshots(record.id, "else") == ()
    assert notebook.check() == ()
