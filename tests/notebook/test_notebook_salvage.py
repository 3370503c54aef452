"""What is saved from a damaged notebook: everything that can still be read, and nothing else."""

from __future__ import annotations

import os
import random
import re
import shutil
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from filled_notebook import NOW, contents, course_of, fill
from scarcity import no_file_above

from msp_desktop.notebook import log, remains
from msp_desktop.notebook.backup import back_up
from msp_desktop.notebook.errors import NotebookDamaged, NotebookUnwritable
from msp_desktop.notebook.model import QuestionRef, Wording
from msp_desktop.notebook.notebook import Notebook
from msp_desktop.notebook.numbers import Numbers
from msp_desktop.notebook.salvage import rescue, survey
from msp_desktop.notebook.tables import BOOKMARK, COURSE, NOTE, NOTE_VERSION, READING

SAMPLES = Path(__file__).with_name("samples")
PAGE = 4096
WORDED = Wording("What?", "Basics")
DAY = timedelta(days=1)


@pytest.fixture
def backups(path: Path) -> Path:
    return path.parent / "backups"


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    path = tmp_path_factory.mktemp("filled") / "notebook.sqlite3"
    return path, fill(path)


@pytest.fixture
def courses(path: Path, filled: tuple[Path, list[str]]) -> list[str]:
    """A notebook with something of everything, and the ids of its courses."""
    path.parent.mkdir()
    shutil.copyfile(filled[0], path)
    return filled[1]


def pages_of(path: Path, *names: str) -> list[int]:
    """Return the first pages of tables and indices, counted from 0."""
    with closing(sqlite3.connect(f"{path.as_uri()}?immutable=1", uri=True)) as connection:
        roots = dict(connection.execute("SELECT name, rootpage FROM sqlite_master"))
    return [roots[name] - 1 for name in names]


def ruin(path: Path, pages: list[int]) -> None:
    """Write something else over pages."""
    data = bytearray(path.read_bytes())
    for page in pages:
        data[page * PAGE : (page + 1) * PAGE] = b"\xa5" * PAGE
    path.write_bytes(data)


def held(path: Path) -> dict[str, object]:
    with Notebook.open(path, now=NOW) as notebook:
        assert notebook.check() == ()
        return contents(notebook)


def test_of_a_sound_file_everything_is_saved(path: Path, courses: list[str], backups: Path) -> None:
    before = held(path)
    data = path.read_bytes()
    salvage, aside = rescue(path, backups, now=NOW)
    assert held(path) == before
    assert salvage.saved == Numbers(
        notes=46, bookmarks=30, highlights=48, tags=32, pins=10, reviews=10
    )
    assert not salvage.lost
    assert not salvage.added
    assert salvage.older == salvage.unproven == 0
    assert aside is not None
    assert aside.read_bytes() == data
    assert ".damaged-" in aside.name


def test_a_look_changes_nothing(path: Path, courses: list[str], backups: Path) -> None:
    ruin(path, [0, 5])
    data = path.read_bytes()
    assert survey(path, backups, now=NOW).saved.notes > 40
    assert path.read_bytes() == data
    assert list(path.parent.iterdir()) == [path]


def test_the_page_that_leads_to_all_others_is_not_needed(
    path: Path, courses: list[str], backups: Path
) -> None:
    before = held(path)
    ruin(path, [0, *pages_of(path, "note", "bookmark", "sqlite_autoindex_note_1")])
    salvage, _ = rescue(path, backups, now=NOW)
    after = held(path)
    for course in courses:
        for kind in ("notes", "versions", "highlights", "deleted", "editions"):
            assert after[course][kind] == before[course][kind]  # type: ignore[index]
    assert salvage.saved.notes == 46


def test_a_flipped_letter_costs_one_text_and_is_counted(
    path: Path, courses: list[str], backups: Path
) -> None:
    data = bytearray(path.read_bytes())
    place = data.index(b"note 3 as of 3")
    data[place] ^= 0x20
    path.write_bytes(data)
    with Notebook.open(path, now=NOW) as notebook:
        (found,) = notebook.check()
    assert "note_version" in found
    salvage, _ = rescue(path, backups, now=NOW)
    assert salvage.saved.notes == 46
    assert (salvage.older, salvage.lost) == (1, Numbers())
    with Notebook.open(path, now=NOW) as notebook:
        texts = [
            note.text
            for course in courses
            for note in notebook.notes(course)
            if note.ref.question.endswith("-3")
        ]
        assert sorted(text.split(":")[0] for text in texts) == ["note 3 as of 2", "note 3 as of 3"]
        # Revisions go on from the lost one: an editor may be open on it.
        assert {note.revision for course in courses for note in notebook.notes(course)} >= {4}


def test_a_letter_in_the_name_of_a_notes_question_costs_nothing(
    path: Path, courses: list[str], backups: Path
) -> None:
    whole = path.read_bytes()
    name = f"{courses[0]}kubernetes-3".encode()
    places = [one.start() for one in re.finditer(re.escape(name), whole)]
    assert len(places) >= 2, "the note stands in its table and in the index"
    for place in places:
        data = bytearray(whole)
        data[place + len(name) - 1] ^= 1
        path.write_bytes(data)
        salvage = survey(path, backups, now=NOW)
        assert salvage.saved.notes == 46
        assert salvage.lost.notes == 0


def test_texts_whose_notes_rows_are_gone_find_home_by_the_index(
    path: Path, courses: list[str], backups: Path
) -> None:
    before = held(path)
    with closing(sqlite3.connect(f"{path.as_uri()}?immutable=1", uri=True)) as connection:
        query = "SELECT pageno - 1 FROM dbstat WHERE name = 'note' AND pagetype = 'leaf'"
        leaves = [page for (page,) in connection.execute(query)]
    ruin(path, leaves)
    salvage, _ = rescue(path, backups, now=NOW)
    after = held(path)
    assert salvage.saved.notes == 46
    assert not salvage.lost
    for course in courses:
        there = {one.ref: one.text for one in before[course]["notes"]}  # type: ignore[index]
        assert {one.ref: one.text for one in after[course]["notes"]} == there  # type: ignore[index]


def test_texts_without_any_home_become_notes_of_their_own(
    path: Path, courses: list[str], backups: Path
) -> None:
    with closing(sqlite3.connect(f"{path.as_uri()}?immutable=1", uri=True)) as connection:
        query = "SELECT pageno - 1 FROM dbstat WHERE name IN ('note', 'sqlite_autoindex_note_1')"
        ruin(path, [page for (page,) in connection.execute(query)])
    salvage, _ = rescue(path, backups, now=NOW)
    with Notebook.open(path, now=NOW) as notebook:
        notes = notebook.notes(courses[1])
        assert len(notes) == salvage.saved.notes == 46
        assert all(one.text.startswith(one.wording.question[:10]) for one in notes)


def test_what_only_the_backup_has_is_taken_and_the_newer_of_both(
    path: Path, courses: list[str], backups: Path
) -> None:
    assert back_up(path, backups, now=NOW)
    first, second = courses
    kept, changed = QuestionRef(first, "kubernetes-1"), QuestionRef(first, "kubernetes-3")
    with Notebook.open(path, now=NOW + DAY) as notebook:
        notebook.write_note(changed, "today's words", base=4, wording=WORDED, now=NOW + DAY)
        new = QuestionRef(second, "new")
        notebook.write_note(new, "a new note", base=0, wording=WORDED, now=NOW + DAY)
        (pink, *_) = notebook.highlights.of(first)
        notebook.highlights.write(pink._replace(deleted=True), pink, now=NOW + DAY)
        before = contents(notebook)
        old = notebook.note(kept)
    ruin(path, pages_of(path, "bookmark", "tag"))
    data = bytearray(path.read_bytes())
    for text in (b"note 1 as of", b"note 4 as of"):
        while text in data:
            data[data.index(text)] ^= 0x01
    path.write_bytes(data)
    salvage, _ = rescue(path, backups, now=NOW + DAY)
    assert not salvage.lost
    assert salvage.older == 0
    assert salvage.backup is not None
    assert (salvage.added.bookmarks, salvage.added.tags) == (30, 32)
    assert salvage.added.notes > 0
    assert salvage.saved.notes + salvage.added.notes == 47
    after = held(path)
    for course in courses:
        assert after[course] == before[course]  # type: ignore[comparison-overlap]
    with Notebook.open(path, now=NOW) as notebook:
        assert notebook.note(kept) == old
        note = notebook.note(changed)
        assert note is not None
        assert (note.text, note.revision) == ("today's words", 5)


def test_without_a_readable_file_there_is_the_backup(
    path: Path, courses: list[str], backups: Path
) -> None:
    before = held(path)
    assert back_up(path, backups, now=NOW)
    path.write_bytes(b"this is no notebook any more" * 300)
    salvage, aside = rescue(path, backups, now=NOW)
    assert held(path) == before
    assert not salvage.saved
    assert salvage.added.notes == 46
    assert aside is not None


def test_where_nothing_is_left_nothing_is_made_up(path: Path, backups: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(random.Random(4).randbytes(300_000))
    salvage = survey(path, backups, now=NOW)
    assert not salvage
    assert not salvage.lost
    assert survey(path.with_name("none.sqlite3"), backups, now=NOW) == salvage


def test_removed_rows_do_not_come_back(path: Path, courses: list[str], backups: Path) -> None:
    with Notebook.open(path, now=NOW) as notebook:
        for course in courses:
            for one in notebook.bookmarks(course):
                notebook.set_bookmark(one.ref, False, one.wording, now=NOW)
            for tag in notebook.tags.of(course):
                notebook.tags.write(tag.ref, (), {tag.name}, now=NOW)
    salvage, _ = rescue(path, backups, now=NOW)
    assert (salvage.saved.bookmarks, salvage.saved.tags) == (0, 0)
    assert (salvage.lost.bookmarks, salvage.lost.tags) == (0, 0)


def test_a_course_of_which_only_the_notes_are_left_is_recognised(
    path: Path, courses: list[str], backups: Path
) -> None:
    ruin(path, pages_of(path, "course", "reading"))
    rescue(path, backups, now=NOW)
    with Notebook.open(path, now=NOW) as notebook:
        assert notebook.check() == ()
        assert notebook.library() == ()
        assert notebook.adopt(course_of("kubernetes"), now=NOW).id == courses[0]
        assert [one.title for one in notebook.library()] == ["kubernetes"]


def test_a_course_of_which_not_even_the_path_is_left_is_recognised_by_its_questions(
    path: Path, courses: list[str], backups: Path, make_course: object
) -> None:
    assert callable(make_course)
    course = make_course()
    with Notebook.open(path, now=NOW) as notebook:
        docker = notebook.adopt(course, now=NOW).id
        for question in course.questions:
            ref = QuestionRef(docker, question.id)
            notebook.set_bookmark(ref, True, WORDED, now=NOW)
    ruin(path, pages_of(path, "course", "reading", "course_path"))
    rescue(path, backups, now=NOW)
    with Notebook.open(path, now=NOW) as notebook:
        assert notebook.adopt(course, now=NOW).id == docker
        assert len(notebook.bookmarks(docker)) == 3


@pytest.mark.parametrize("seed", range(8))
def test_whatever_is_hit_what_comes_out_is_true_and_nothing_whole_is_left_behind(
    path: Path, courses: list[str], backups: Path, seed: int
) -> None:
    whole = remains.of_notebook(path)
    chance = random.Random(seed)
    number = path.stat().st_size // PAGE
    hit = sorted(chance.sample(range(number), 4 * seed))
    ruin(path, hit)
    rescue(path, backups, now=NOW)
    held(path)
    saved = remains.of_notebook(path)
    for table, rows in saved.rows.items():
        if table in (NOTE, NOTE_VERSION, COURSE, READING):
            continue
        assert rows.items() <= whole.rows[table].items()
    ever = {row[-1] for row in whole.rows[NOTE_VERSION].values()}
    assert {row[-1] for row in saved.rows[NOTE_VERSION].values()} <= ever
    survivors = _untouched(path, whole, hit)
    assert {row[-1] for row in saved.rows[NOTE_VERSION].values()} >= survivors
    assert saved.rows[BOOKMARK].keys() <= whole.rows[BOOKMARK].keys()


def _untouched(path: Path, whole: remains.Remains, hit: list[int]) -> set[str]:
    """Return the texts that stand in one page that was not hit, as far as a search finds them."""
    (aside,) = path.parent.glob("notebook.damaged-*.sqlite3")
    data = aside.read_bytes()
    texts = {row[-1] for row in whole.rows[NOTE_VERSION].values()}
    return {text for text in texts if 40 < len(text) < 400 and text.encode() in data}


def test_a_file_of_the_first_version_is_saved_as_it_looks(path: Path, backups: Path) -> None:
    path.parent.mkdir()
    shutil.copyfile(SAMPLES / "notebook-v1.sqlite3", path)
    ruin(path, pages_of(path, "sqlite_autoindex_note_1", "sqlite_autoindex_course_1"))
    with pytest.raises(NotebookDamaged):
        Notebook.open(path, now=NOW)
    salvage, _ = rescue(path, backups, now=NOW)
    assert salvage.saved == Numbers(notes=1, bookmarks=1)
    assert salvage.unproven == 13
    with Notebook.open(path, now=NOW) as notebook:
        assert notebook.check() == ()
        docker = notebook.library()[1]
        assert [one.ref.question for one in notebook.bookmarks(docker.id)] == ["what-is-an-image"]
        (note,) = notebook.notes(docker.id)
        assert note.revision == 2
        place = notebook.place(docker.id)
        assert place is not None
        assert place.offset == 0.25


@pytest.mark.skipif(os.name == "nt", reason="no limit on file sizes to set")
def test_a_full_disk_leaves_the_damaged_notebook_where_it_is(
    path: Path, courses: list[str], backups: Path
) -> None:
    ruin(path, [0])
    data = path.read_bytes()
    for room in (0, 10_000, 100_000):
        with no_file_above(room), pytest.raises(NotebookUnwritable):
            rescue(path, backups, now=NOW)
        assert path.read_bytes() == data
        names = {one.name for one in path.parent.iterdir()}
        assert names == {path.name, f"{path.name}.lock"}


# The log: what was committed last stands there alone until the notebook is closed.


def killed(path: Path, course: str, writes: int) -> list[QuestionRef]:
    """Write notes and leave the file as a kill does: they are in the log only."""
    refs = [QuestionRef(course, f"last-{number}") for number in range(writes)]
    twin = path.with_name("twin.sqlite3")
    with Notebook.open(path, now=NOW) as notebook:
        for ref in refs:
            notebook.write_note(ref, f"the {ref.question}", base=0, wording=WORDED, now=NOW)
        for end in ("", "-wal"):
            shutil.copyfile(f"{path}{end}", f"{twin}{end}")
    for end in ("", "-wal"):
        Path(f"{twin}{end}").replace(f"{path}{end}")
    return refs


def test_a_log_that_breaks_off_among_commits_is_damage_and_can_be_read_on(
    path: Path, courses: list[str], backups: Path
) -> None:
    refs = killed(path, courses[0], 6)
    beside = Path(f"{path}-wal")
    data = bytearray(beside.read_bytes())
    frames = log.frames(bytes(data), PAGE)
    assert all(one.sound for one in frames)
    commits = [place for place, one in enumerate(frames) if one.pages]
    assert len(commits) == 6
    # A letter in the second commit's frames: SQLite would drop it and all behind it.
    place = data.index(b"the last-1")
    data[place] ^= 0x04
    beside.write_bytes(data)
    with pytest.raises(NotebookDamaged, match="log"):
        Notebook.open(path, now=NOW)
    assert beside.read_bytes() == data
    salvage, aside = rescue(path, backups, now=NOW)
    assert salvage.lost.notes <= 1
    with Notebook.open(path, now=NOW) as notebook:
        found = {ref.question for ref in refs if notebook.note(ref)}
    assert found >= {ref.question for ref in refs} - {"last-1"}
    assert aside is not None
    assert Path(f"{aside}-wal").read_bytes() == data


def test_a_log_whose_head_is_hit_is_damage_and_can_be_read_all_the_same(
    path: Path, courses: list[str], backups: Path
) -> None:
    refs = killed(path, courses[0], 3)
    beside = Path(f"{path}-wal")
    data = bytearray(beside.read_bytes())
    data[17] ^= 0x40
    beside.write_bytes(data)
    with pytest.raises(NotebookDamaged, match="log"):
        Notebook.open(path, now=NOW)
    rescue(path, backups, now=NOW)
    with Notebook.open(path, now=NOW) as notebook:
        assert all(notebook.note(ref) for ref in refs)


def test_a_last_write_that_was_cut_off_is_no_damage(path: Path, courses: list[str]) -> None:
    refs = killed(path, courses[0], 3)
    beside = Path(f"{path}-wal")
    os.truncate(beside, beside.stat().st_size - PAGE)
    with Notebook.open(path, now=NOW) as notebook:
        assert [bool(notebook.note(ref)) for ref in refs] == [True, True, False]
        assert notebook.check() == ()


def test_a_log_in_use_is_no_damage(path: Path, courses: list[str]) -> None:
    with Notebook.open(path, now=NOW) as notebook:
        for turn in range(60):
            ref = QuestionRef(courses[0], f"q{turn}")
            notebook.write_note(ref, "text " * 900, base=0, wording=WORDED, now=NOW)
            if turn % 20 == 19:
                notebook._connection.execute("PRAGMA wal_checkpoint(RESTART)")
            with Notebook.open(path, now=NOW) as other:
                assert other.note(ref)
                assert not log.is_broken(path)


def test_texts_of_a_damaged_file_of_the_second_version_are_saved(path: Path, backups: Path) -> None:
    path.parent.mkdir()
    shutil.copyfile(SAMPLES / "notebook-v2.sqlite3", path)
    with Notebook.open_read_only(path) as notebook:
        before = [note.text for one in notebook.library() for note in notebook.notes(one.id)]
    ruin(path, [0])
    rescue(path, backups, now=NOW)
    with Notebook.open(path, now=NOW) as notebook:
        assert notebook.check() == ()
        after = [note.text for one in notebook.library() for note in notebook.notes(one.id)]
    assert after == before
    assert len(before) == 2
