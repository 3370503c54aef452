"""Highlights, written and read, by one window or by two."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from msp_desktop.notebook.anchoring import describe
from msp_desktop.notebook.errors import CourseUnknown, NotebookDamaged, NotebookUnwritable
from msp_desktop.notebook.highlights import anchor_text, read_anchor
from msp_desktop.notebook.model import Changes, Colour, Highlight, QuestionRef, Wording
from msp_desktop.notebook.notebook import Notebook
from msp_desktop.notebook.tables import seal

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "A container shares the kernel of its host; 컨테이너는 호스트의 커널을 함께 쓴다."
HOUR = timedelta(hours=1)


@pytest.fixture
def drawn(ref: QuestionRef, wording: Wording, now: datetime) -> Highlight:
    """A highlight that is about to be written."""
    anchor = describe(TEXT, 2, 11)
    return Highlight.made(
        "h1", ref, wording, Colour.YELLOW, anchor, edition="digest", line=12, now=now
    )


@pytest.fixture
def kept(notebook: Notebook, drawn: Highlight, now: datetime) -> Highlight:
    return notebook.highlights.write(drawn, None, now=now).highlight


def moved(highlight: Highlight, start: int, end: int) -> Highlight:
    return highlight._replace(anchor=describe(TEXT, start, end), line=13, edition="next")


def test_a_highlight_is_there_after_reopening(
    notebook: Notebook, path: Path, drawn: Highlight, now: datetime
) -> None:
    written = notebook.highlights.write(drawn, None, now=now)
    assert written.changes == Changes(highlights=frozenset({"h1"}))
    assert written.highlight == drawn._replace(revision=1)
    notebook.close()
    with Notebook.open(path, now=now) as again:
        assert again.highlights.of(drawn.ref.course) == (written.highlight,)
        assert again.highlights.find("h1") == written.highlight
        assert again.highlights.find("h2") is None
        assert again.highlights.of("another") == ()


def test_the_stamp_tells_of_every_write_to_the_course(
    notebook: Notebook, drawn: Highlight, now: datetime
) -> None:
    course = drawn.ref.course
    stamps = [notebook.highlights.stamp(course)]
    written = notebook.highlights.write(drawn, None, now=now).highlight
    stamps.append(notebook.highlights.stamp(course))
    pink = written._replace(colour=Colour.PINK)
    after = notebook.highlights.write(pink, written, now=now).highlight
    stamps.append(notebook.highlights.stamp(course))
    notebook.highlights.write(after._replace(deleted=True), after, now=now)
    stamps.append(notebook.highlights.stamp(course))
    assert stamps == [(0, 0), (1, 1), (1, 2), (1, 3)]
    assert notebook.highlights.stamp("another") == (0, 0)


def test_writing_it_again_changes_nothing(
    notebook: Notebook, drawn: Highlight, kept: Highlight, now: datetime
) -> None:
    again = notebook.highlights.write(drawn, None, now=now + HOUR)
    assert not again.changes
    assert again.highlight == kept


def test_colour_and_place_have_times_of_their_own(
    notebook: Notebook, kept: Highlight, now: datetime
) -> None:
    blue = kept._replace(colour=Colour.BLUE)
    first = notebook.highlights.write(blue, kept, now=now + HOUR).highlight
    assert (first.colour, first.revision, first.updated_at) == (Colour.BLUE, 2, now + HOUR)
    assert (first.coloured_at, first.placed_at, first.created_at) == (now + HOUR, now, now)
    further = moved(first, 12, 18)
    second = notebook.highlights.write(further, first, now=now + 2 * HOUR).highlight
    assert (second.anchor.quote, second.line, second.edition) == ("shares", 13, "next")
    assert (second.coloured_at, second.placed_at) == (now + HOUR, now + 2 * HOUR)


def test_one_whose_words_are_gone_keeps_its_last_place(
    notebook: Notebook, kept: Highlight, now: datetime
) -> None:
    lost = kept._replace(edition="next", placed=False)
    notebook.highlights.write(lost, kept, now=now + HOUR)
    (found,) = notebook.highlights.of(kept.ref.course)
    assert (found.placed, found.edition, found.anchor) == (False, "next", kept.anchor)


def test_highlights_stand_in_the_order_they_were_made(
    notebook: Notebook, drawn: Highlight, now: datetime
) -> None:
    for step, name in enumerate(("c", "a", "b")):
        one = drawn._replace(id=name, created_at=now + step * HOUR)
        notebook.highlights.write(one, None, now=now + step * HOUR)
    found = notebook.highlights.of(drawn.ref.course)
    assert [one.id for one in found] == ["c", "a", "b"]
    notebook.highlights.write(found[0]._replace(colour=Colour.PINK), found[0], now=now + 9 * HOUR)
    assert [one.id for one in notebook.highlights.of(drawn.ref.course)] == ["c", "a", "b"]


def test_a_deleted_one_is_kept_aside_and_comes_back_with_undo(
    notebook: Notebook, kept: Highlight, now: datetime
) -> None:
    gone = notebook.highlights.write(kept._replace(deleted=True), kept, now=now + HOUR).highlight
    assert notebook.highlights.of(kept.ref.course) == ()
    assert notebook.highlights.deleted(kept.ref.course) == (gone,)
    assert gone.deleted
    back = notebook.highlights.write(kept, gone, now=now + 2 * HOUR).highlight
    assert notebook.highlights.of(kept.ref.course) == (back,)
    assert back._replace(revision=1, updated_at=now) == kept


def test_two_windows_change_the_halves(
    notebook: Notebook, path: Path, kept: Highlight, now: datetime
) -> None:
    with Notebook.open(path, now=now) as other:
        other.highlights.write(kept._replace(colour=Colour.GREEN), kept, now=now + HOUR)
        mine = notebook.highlights.write(moved(kept, 12, 18), kept, now=now + 2 * HOUR).highlight
        assert (mine.colour, mine.anchor.quote) == (Colour.GREEN, "shares")
        assert other.changed_elsewhere()
        assert other.highlights.of(kept.ref.course) == (mine,)


def test_of_two_colours_the_later_holds_whichever_is_written_first(
    notebook: Notebook, path: Path, kept: Highlight, now: datetime
) -> None:
    green, pink = kept._replace(colour=Colour.GREEN), kept._replace(colour=Colour.PINK)
    with Notebook.open(path, now=now) as other:
        other.highlights.write(pink, kept, now=now + 2 * HOUR)
        # Chosen before the other, and on disk only now: the disk was full, say.
        late = notebook.highlights.write(green, kept, now=now + HOUR)
        assert late.highlight.colour is Colour.PINK
        assert not late.changes
        later = notebook.highlights.write(green, kept, now=now + 3 * HOUR)
        assert later.highlight.colour is Colour.GREEN


def test_a_clock_that_was_wrong_does_not_hold_a_colour(
    notebook: Notebook, kept: Highlight, now: datetime
) -> None:
    blue = kept._replace(colour=Colour.BLUE)
    ahead = notebook.highlights.write(blue, kept, now=now + 9000 * HOUR).highlight
    again = ahead._replace(colour=Colour.PINK)
    assert notebook.highlights.write(again, ahead, now=now).highlight.colour is Colour.PINK


def test_one_deleted_here_and_changed_there_stays(
    notebook: Notebook, path: Path, kept: Highlight, now: datetime
) -> None:
    gone = kept._replace(deleted=True)
    with Notebook.open(path, now=now) as other:
        other.highlights.write(kept._replace(colour=Colour.GREEN), kept, now=now + HOUR)
        stays = notebook.highlights.write(gone, kept, now=now + 2 * HOUR)
        assert not stays.highlight.deleted
        assert not stays.changes
        # The other way round: deleted first, changed later.
        green = stays.highlight
        notebook.highlights.write(green._replace(deleted=True), green, now=now + 3 * HOUR)
        back = other.highlights.write(moved(green, 12, 18), green, now=now + 4 * HOUR)
        assert not back.highlight.deleted
        assert back.highlight.anchor.quote == "shares"


def test_one_deleted_in_both_windows_is_deleted(
    notebook: Notebook, path: Path, kept: Highlight, now: datetime
) -> None:
    gone = kept._replace(deleted=True)
    with Notebook.open(path, now=now) as other:
        other.highlights.write(gone, kept, now=now)
        assert notebook.highlights.write(gone, kept, now=now).highlight.deleted
    assert notebook.highlights.of(kept.ref.course) == ()


def test_changes_that_follow_each_other_need_not_hear_of_each_other(
    notebook: Notebook, kept: Highlight, now: datetime
) -> None:
    """A window that recolours and deletes at once does not know the revision in between."""
    pink = kept._replace(colour=Colour.PINK)
    notebook.highlights.write(pink, kept, now=now)
    assert notebook.highlights.write(pink._replace(deleted=True), pink, now=now).highlight.deleted


def test_a_change_of_one_that_the_notebook_does_not_have_puts_it_there(
    notebook: Notebook, drawn: Highlight, now: datetime
) -> None:
    lost = drawn._replace(revision=4)
    written = notebook.highlights.write(lost._replace(colour=Colour.PINK), lost, now=now + HOUR)
    assert notebook.highlights.of(drawn.ref.course) == (written.highlight,)
    assert written.highlight.revision == 5
    never = drawn._replace(id="never", deleted=True)
    assert not notebook.highlights.write(never, drawn._replace(id="never"), now=now).changes
    assert notebook.highlights.deleted(drawn.ref.course) == ()


def test_a_highlight_may_move_to_another_question_and_course(
    notebook: Notebook, kept: Highlight, now: datetime, make_course: object
) -> None:
    assert callable(make_course)
    other = notebook.adopt(make_course("k8s.md", ("What is a pod?",), "K8s"), now=now)
    there = kept._replace(ref=QuestionRef(other.id, "pod"), wording=Wording("What?", "Pods"))
    notebook.highlights.write(there, kept, now=now + HOUR)
    assert notebook.highlights.of(kept.ref.course) == ()
    (found,) = notebook.highlights.of(other.id)
    assert (found.wording, found.revision) == (Wording("What?", "Pods"), 2)
    assert notebook.check() == ()


def test_notes_hang_on_highlights_too(notebook: Notebook, kept: Highlight, now: datetime) -> None:
    on_question, on_it = kept.ref, QuestionRef(kept.ref.course, kept.id)
    notebook.write_note(on_question, "on the question", base=0, wording=kept.wording, now=now)
    notebook.write_note(on_it, "on the words", base=0, wording=kept.wording, now=now)
    merged = notebook.write_note(on_it, "typed there", base=0, wording=kept.wording, now=now)
    assert merged.note is not None
    assert merged.note.text == "on the words\ntyped there"
    assert [one.ref for one in notebook.notes(kept.ref.course)] == [on_question, on_it]


def test_what_cannot_be_written_leaves_nothing(
    notebook: Notebook, drawn: Highlight, now: datetime
) -> None:
    nowhere = drawn._replace(ref=QuestionRef("no-such-course", "q"))
    with pytest.raises(CourseUnknown):
        notebook.highlights.write(nowhere, None, now=now)
    with pytest.raises(ValueError, match="zone"):
        notebook.highlights.write(drawn, None, now=now.replace(tzinfo=None))
    assert notebook.highlights.find(drawn.id) is None
    with Notebook.open_read_only(notebook.path) as looking, pytest.raises(NotebookUnwritable):
        looking.highlights.write(drawn, None, now=now)


def test_half_a_character_in_a_title_is_no_change(
    notebook: Notebook, drawn: Highlight, now: datetime
) -> None:
    odd = drawn._replace(wording=Wording("half \ud83d", "whole \ud83d\ude00"))
    notebook.highlights.write(odd, None, now=now)
    assert not notebook.highlights.write(odd, odd, now=now + HOUR).changes
    found = notebook.highlights.find(odd.id)
    assert found is not None
    assert found.wording == Wording("half \ufffd", "whole \U0001f600")


def test_an_anchor_is_read_as_it_was_written_and_what_is_none_is_refused() -> None:
    anchor = describe(TEXT, 43, 48)
    text = anchor_text(anchor, 7)
    assert read_anchor(text) == (anchor, 7)
    whole = json.loads(text)
    assert read_anchor(json.dumps(whole | {"format": 9, "more": [1]})) == (anchor, 7)
    for broken in (
        {name: value for name, value in whole.items() if name != "quote"},
        whole | {"start": "12"},
        whole | {"line": None},
        whole | {"prefix": 4},
        [],
    ):
        with pytest.raises((TypeError, ValueError, KeyError)):
            read_anchor(json.dumps(broken))


def test_what_a_later_format_says_of_an_anchor_outlives_another_colour(
    notebook: Notebook, path: Path, kept: Highlight, now: datetime
) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as later:
        cursor = later.execute("SELECT * FROM highlight")
        names = [column[0] for column in cursor.description]
        row = dict(zip(names, cursor.fetchone(), strict=True))
        row["anchor"] = json.dumps(json.loads(row["anchor"]) | {"format": 2, "more": "said"})
        order = (
            *("id", "course", "question", "question_title", "chapter_title", "colour", "anchor"),
            *("edition", "placed", "deleted", "revision"),
            *("created_at", "updated_at", "coloured_at", "placed_at"),
        )
        stamp = seal("highlight", *(row[name] for name in order))
        later.execute("UPDATE highlight SET anchor = ?, seal = ?", (row["anchor"], stamp))
    pink = kept._replace(colour=Colour.PINK)
    assert notebook.highlights.write(pink, kept, now=now).changes
    with closing(sqlite3.connect(path)) as later:
        assert "said" in later.execute("SELECT anchor FROM highlight").fetchone()[0]
    assert notebook.check() == ()


def test_a_colour_that_is_none_is_damage(
    notebook: Notebook, path: Path, kept: Highlight, now: datetime
) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("UPDATE highlight SET colour = 'tartan'")
    with pytest.raises(NotebookDamaged, match="highlight h1"):
        notebook.highlights.of(kept.ref.course)
