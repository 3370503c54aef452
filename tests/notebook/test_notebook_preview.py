"""What a backup holds, and what would change with it."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from filled_notebook import NOW, contents, fill

from msp_desktop.notebook.backup import back_up, restore
from msp_desktop.notebook.errors import NotebookDamaged, NotebookMissing
from msp_desktop.notebook.model import Colour, QuestionRef, Wording
from msp_desktop.notebook.notebook import Notebook
from msp_desktop.notebook.numbers import Numbers
from msp_desktop.notebook.preview import Changed, LastNote, kept, preview

if TYPE_CHECKING:
    from datetime import datetime

HOUR = timedelta(hours=1)
SAMPLES = Path(__file__).with_name("samples")


@pytest.fixture
def folder(path: Path) -> Path:
    return path.parent / "backups"


def test_what_a_backup_holds_and_what_would_change(path: Path, folder: Path) -> None:
    first, second = fill(path, questions=12)
    made = back_up(path, folder, now=NOW)
    assert made is not None
    same = preview(made, path)
    assert not same.changes
    assert same.lost == ()
    assert same.courses == ("도커", "kubernetes")
    with Notebook.open_read_only(path) as notebook:
        assert same.numbers == Numbers(
            courses=2,
            notes=sum(len(notebook.notes(one)) for one in (first, second)),
            bookmarks=sum(len(notebook.bookmarks(one)) for one in (first, second)),
            highlights=sum(len(notebook.highlights.of(one)) for one in (first, second)),
            tags=sum(len(notebook.tags.of(one)) for one in (first, second)),
            pins=sum(len(notebook.pins.of(one)) for one in (first, second)),
            reviews=sum(len(notebook.reviews.of(one)) for one in (first, second)),
        )
    with Notebook.open(path, now=NOW) as notebook:
        worded = Wording("A new question?", "Basics")
        new = QuestionRef(second, "new")
        notebook.write_note(new, "new words", base=0, wording=worded, now=NOW + HOUR)
        notebook.write_note(new, "newer\n\nwords", base=1, wording=worded, now=NOW + 2 * HOUR)
        (note, gone, *_) = notebook.notes(first)
        notebook.write_note(
            note.ref, "other", base=note.revision, wording=note.wording, now=NOW + HOUR
        )
        notebook.write_note(gone.ref, "", base=gone.revision, wording=gone.wording, now=NOW + HOUR)
        (marked, labelled, *_) = notebook.bookmarks(first)
        notebook.set_bookmark(marked.ref, False, marked.wording, now=NOW)
        notebook.label_bookmark(labelled.ref, "again", labelled.wording, now=NOW)
        (pink, lost, *_) = notebook.highlights.of(first)
        notebook.highlights.write(pink._replace(colour=Colour.PINK), pink, now=NOW + HOUR)
        notebook.highlights.write(lost._replace(deleted=True), lost, now=NOW + HOUR)
        notebook.tags.write(new, {"exam"}, (), now=NOW)
        found = preview(made, path)
    assert found.changes == {
        "notes": Changed(come=1, go=1, differ=1),
        "bookmarks": Changed(come=1, differ=1),
        "highlights": Changed(come=1, differ=1),
        "tags": Changed(go=1),
    }
    assert sorted(found.lost) == ["A new question?", note.wording.question]
    assert found.numbers == same.numbers
    last = preview(path, path).last_note
    assert last == LastNote("A new question?", "newer words", NOW + 2 * HOUR)


def test_an_older_versions_backup_can_be_looked_into(path: Path, now: datetime) -> None:
    old = path.parent / "notebook-v1.sqlite3"
    path.parent.mkdir()
    shutil.copyfile(SAMPLES / old.name, old)
    found = preview(old, path)
    assert found.numbers == Numbers(courses=2, notes=1, bookmarks=1)
    assert found.changes["notes"] == Changed(come=1)
    assert found.courses == ("쿠버네티스", "Docker")
    assert {one.name for one in path.parent.iterdir()} == {old.name}


def test_what_is_no_backup_is_not_looked_into(path: Path) -> None:
    fill(path, questions=2)
    with pytest.raises(NotebookMissing):
        preview(path.with_name("none.sqlite3"), path)
    broken = path.with_name("broken.sqlite3")
    broken.write_bytes(path.read_bytes()[:9000])
    with pytest.raises(NotebookDamaged):
        preview(broken, path)
    # A damaged notebook is no hindrance: all of the backup would come.
    assert preview(path, broken).changes["notes"].come == 6


def test_a_restore_can_be_undone_with_what_was_set_aside(path: Path, folder: Path) -> None:
    (first, _) = fill(path, questions=4)
    made = back_up(path, folder, now=NOW)
    assert made is not None
    with Notebook.open(path, now=NOW) as notebook:
        ref = QuestionRef(first, "new")
        notebook.write_note(ref, "today", base=0, wording=Wording("Q", "C"), now=NOW)
        before = contents(notebook)
    aside = restore(made, path, now=NOW + HOUR)
    assert aside is not None
    listed = kept(path, folder)
    assert [(one.path, one.aside, one.made_at) for one in listed] == [
        (aside, True, NOW + HOUR),
        (made, False, NOW),
    ]
    assert all(one.bytes > 4096 for one in listed)
    assert preview(aside, path).changes == {"notes": Changed(come=1)}
    restore(aside, path, now=NOW + 2 * HOUR)
    with Notebook.open(path, now=NOW) as notebook:
        assert contents(notebook) == before
        assert notebook.check() == ()


def test_only_what_is_named_so_is_listed(path: Path, folder: Path) -> None:
    assert kept(path, folder) == ()
    folder.mkdir(parents=True)
    for name in (
        "notebook.replaced-20269999-000000.sqlite3",
        "notebook.damaged-20260101-000000.sqlite3",
        "other.replaced-20260101-000000.sqlite3",
        "notebook.replaced-20260101-000000.sqlite3-wal",
    ):
        (path.parent / name).write_text("x")
    assert kept(path, folder) == ()
    (path.parent / "notebook.replaced-20260101-000000-2.sqlite3").write_text("x")
    assert [one.aside for one in kept(path, folder)] == [True]
