"""Each version of the notebook's format opens in this program and loses nothing on the way.

A sample is what the program of its version wrote, and is never written again.
"""

from __future__ import annotations

import shutil
import sqlite3
import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from msp_desktop.course.diagrams.model import Box
from msp_desktop.notebook import schema, traces
from msp_desktop.notebook.anchoring import describe
from msp_desktop.notebook.backup import backups
from msp_desktop.notebook.errors import NotebookError, NotebookNewer, NotebookUnwritable
from msp_desktop.notebook.model import (
    Bookmark,
    Colour,
    EditionQuestion,
    Highlight,
    Note,
    Place,
    QuestionRef,
    Snapshot,
    Wording,
)
from msp_desktop.notebook.notebook import Notebook
from msp_desktop.notebook.pins import Link, Pin
from msp_desktop.notebook.reviews import Review
from msp_desktop.notebook.traces import Kind, Trace

SAMPLES = Path(__file__).with_name("samples")
NEXT = (*schema.STEPS, ("ALTER TABLE bookmark ADD COLUMN shape TEXT NOT NULL DEFAULT 'none'",))
BROKEN = (
    *NEXT,
    ("ALTER TABLE bookmark ADD COLUMN size TEXT", "INSERT INTO no_such_table VALUES (1)"),
)


def plain(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, isolation_level=None)


@pytest.fixture
def sample(path: Path) -> Path:
    """The newest sample in a notebook's place."""
    path.parent.mkdir()
    shutil.copyfile(SAMPLES / f"notebook-v{schema.VERSION}.sqlite3", path)
    return path


def test_every_version_has_a_sample() -> None:
    assert {one.name for one in SAMPLES.glob("*.sqlite3")} == {
        f"notebook-v{version}.sqlite3" for version in range(1, schema.VERSION + 1)
    }


@pytest.mark.parametrize("sample", sorted(SAMPLES.glob("*.sqlite3")), ids=lambda path: path.stem)
def test_a_sample_opens_with_all_it_holds(sample: Path, path: Path, now: datetime) -> None:
    path.parent.mkdir()
    shutil.copyfile(sample, path)
    with Notebook.open(path, now=now) as notebook:
        assert notebook.check() == ()
        assert [one.title for one in notebook.library()] == ["쿠버네티스", "Docker"]
        cloud, docker = notebook.library()
        assert docker.path == Path("/courses/docker.md")
        assert docker.digest == "d" * 64
        assert docker.opened_at == datetime(2026, 1, 2, 3, 4, 5, 678901, tzinfo=UTC)
        image, layer = QuestionRef(docker.id, "what-is-an-image"), QuestionRef(docker.id, "layer")
        worded = Wording("What is an image?", "Basics")
        first = datetime(2026, 1, 2, 4, tzinfo=UTC)
        second = datetime(2026, 1, 2, 5, tzinfo=UTC)
        (bookmark,) = notebook.bookmarks(docker.id)
        assert bookmark._replace(label="") == Bookmark(image, worded, first)
        assert notebook.notes(docker.id)[0] == (
            Note(image, worded, "이미지는 **읽기 전용**이다.\n\n- one\n- two", 2, first, second)
        )
        assert [one.text for one in notebook.versions(image)][1:] == ["이미지"]
        assert [one.text for one in notebook.versions(layer)] == ["", "a deleted note"]
        assert notebook.place(docker.id) == Place(docker.id, "basics", "what-is-an-image", 0.25)
        assert notebook.place(cloud.id) is None
        assert notebook.bookmarks(cloud.id) == ()


def test_what_the_second_version_added_is_there(path: Path, now: datetime) -> None:
    path.parent.mkdir()
    shutil.copyfile(SAMPLES / "notebook-v2.sqlite3", path)
    made = datetime(2026, 1, 2, 6, tzinfo=UTC)
    text = "An image is a stack of read-only layers; 이미지는 읽기 전용이다."
    with Notebook.open(path, now=now) as notebook:
        docker = notebook.library()[1]
        image, layer = QuestionRef(docker.id, "what-is-an-image"), QuestionRef(docker.id, "layer")
        worded = Wording("What is an image?", "Basics")
        assert [one.label for one in notebook.bookmarks(docker.id)] == ["시험"]
        (pink,) = notebook.highlights.of(docker.id)
        drawn = Highlight.made(
            *("8d0c6f5e0a7b4c1f9e2d3a4b5c6d7e8f", image, worded, Colour.PINK),
            describe(text, 12, 38),
            edition="d" * 64,
            line=7,
            now=made,
        )
        later = made + timedelta(hours=1)
        assert pink == drawn._replace(revision=2, updated_at=later, coloured_at=later)
        (blue,) = notebook.highlights.deleted(docker.id)
        assert (blue.ref, blue.colour, blue.deleted) == (layer, Colour.BLUE, True)
        on_it = notebook.note(QuestionRef(docker.id, pink.id))
        assert on_it is not None
        assert on_it.text == "on the highlight"
        assert [(one.ref, one.name) for one in notebook.tags.of(docker.id)] == [
            (image, "layers"),
            (image, "시험"),
        ]
        edition = notebook.editions.latest(docker.id)
        assert edition is not None
        assert (edition.digest, edition.opened_at) == ("d" * 64, made)
        assert edition.questions == (
            EditionQuestion("what-is-an-image", "What is an image?", "Basics", text),
            EditionQuestion("layer", "layer", "Basics", ""),
        )
        assert notebook.editions.snapshots(docker.id, "exchange") == (
            Snapshot("first", docker.id, "exchange", made, b"\x00\x01content"),
        )


def test_a_step_adds_to_what_is_there(sample: Path) -> None:
    with closing(plain(sample)) as connection:
        before = connection.execute("SELECT * FROM note").fetchall()
        schema.migrate(connection, NEXT)
        assert schema.version(connection) == schema.VERSION + 1
        assert connection.execute("SELECT * FROM note").fetchall() == before
        assert connection.execute("SELECT shape FROM bookmark").fetchall() == [("none",)]
        schema.migrate(connection, NEXT)
        assert schema.version(connection) == schema.VERSION + 1


def test_a_step_that_fails_leaves_the_notebook_at_the_step_before(sample: Path) -> None:
    with closing(plain(sample)) as connection:
        with pytest.raises(sqlite3.OperationalError):
            schema.migrate(connection, BROKEN)
        assert schema.version(connection) == schema.VERSION + 1
        columns = [row[1] for row in connection.execute("PRAGMA table_info(bookmark)")]
        assert "shape" in columns
        assert "size" not in columns


def test_programs_that_migrate_at_once_take_each_step_once(sample: Path) -> None:
    failed: list[BaseException] = []
    start = threading.Barrier(4)

    def migrate() -> None:
        with closing(plain(sample)) as connection:
            start.wait()
            try:
                schema.migrate(connection, NEXT)
            except sqlite3.Error as error:
                failed.append(error)

    threads = [threading.Thread(target=migrate) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    with closing(plain(sample)) as connection:
        assert schema.version(connection) == schema.VERSION + 1


def test_a_new_notebook_is_of_the_newest_version(path: Path, now: datetime) -> None:
    with Notebook.open(path, now=now):
        pass
    with closing(plain(path)) as connection:
        assert schema.version(connection) == schema.VERSION
        assert connection.execute("PRAGMA application_id").fetchone() == (schema.APPLICATION_ID,)


# From here on, a program of the next version, with one step more, opens a notebook of this one.


def test_an_older_notebook_is_backed_up_and_brought_up_to_date(sample: Path, now: datetime) -> None:
    with Notebook.open(sample, now=now, steps=NEXT) as notebook:
        assert notebook.version == len(NEXT)
        assert len(notebook.library()) == 2
        assert notebook.check() == ()
    (saved,) = backups(sample.parent / "backups")
    assert (saved.bookmarks, saved.notes, saved.courses, saved.highlights) == (1, 2, 2, 1)
    with closing(plain(saved.path)) as connection:
        assert schema.version(connection) == schema.VERSION
    with closing(plain(sample)) as connection:
        assert schema.version(connection) == len(NEXT)
    with pytest.raises(NotebookNewer):
        Notebook.open(sample, now=now)


def test_an_older_notebook_is_not_touched_where_it_cannot_be_backed_up(
    sample: Path, now: datetime, tmp_path: Path
) -> None:
    (tmp_path / "in the way").write_text("a file")
    before = sample.read_bytes()
    with pytest.raises(NotebookUnwritable):
        Notebook.open(sample, now=now, backups=tmp_path / "in the way" / "backups", steps=NEXT)
    assert sample.read_bytes() == before


def test_an_older_notebook_is_left_as_it_was_by_a_step_that_fails(
    sample: Path, now: datetime
) -> None:
    before = sample.read_bytes()
    with pytest.raises(NotebookError):
        Notebook.open(sample, now=now, steps=(*schema.STEPS, BROKEN[-1]))
    assert sample.read_bytes() == before


def test_an_older_notebook_can_be_read_without_being_changed(sample: Path) -> None:
    before = sample.read_bytes()
    with Notebook.open_read_only(sample, steps=NEXT) as notebook:
        docker = notebook.library()[1]
        assert len(notebook.bookmarks(docker.id)) == 1
        assert len(notebook.notes(docker.id)) == 2
    assert sample.read_bytes() == before


def test_what_the_third_version_added_is_there(path: Path, now: datetime) -> None:
    path.parent.mkdir()
    shutil.copyfile(SAMPLES / "notebook-v3.sqlite3", path)
    at = datetime(2026, 1, 2, 9, tzinfo=UTC)
    gone = at + timedelta(hours=1)
    volume = "what-is-a-volume"
    with Notebook.open(path, now=now) as notebook, notebook.reading() as rows:
        assert traces.every(rows, notebook.library()[1].id) == (
            Trace(Kind.LABEL, volume, "later", at, True),
            Trace(Kind.BOOKMARK, volume, "", gone, True),
            Trace(Kind.LABEL, volume, "soon", gone, True),
            Trace(Kind.TAG, volume, "storage", gone, True),
        )


def test_what_the_fourth_version_added_is_there(path: Path, now: datetime) -> None:
    path.parent.mkdir()
    shutil.copyfile(SAMPLES / "notebook-v4.sqlite3", path)
    at = datetime(2026, 1, 2, 11, tzinfo=UTC)
    later = at + timedelta(hours=1)
    with Notebook.open(path, now=now) as notebook:
        docker = notebook.library()[1].id
        worded = Wording("What is an image?", "Basics")
        corner = Pin.made(
            *("0123456789abcdef0123456789abcdef", docker, "diagrams/layers.png"),
            *(Box(0.125, 0.5, 0.25, 0.0625), Colour.GREEN),
            now=at,
        )
        assert notebook.pins.of(docker) == (
            corner._replace(
                label="밑층",
                links=(Link("what-is-an-image", worded, at),),
                revision=2,
                updated_at=later,
                said_at=later,
            ),
        )
        (gone,) = notebook.pins.deleted(docker)
        assert (gone.box, gone.deleted) == (Box(1.0, 0.0), True)
        image = QuestionRef(docker, "what-is-an-image")
        asked = (image, False, at, "diagrams/layers.png", corner.id)
        assert notebook.reviews.of(docker) == (Review("r1", *asked),)
