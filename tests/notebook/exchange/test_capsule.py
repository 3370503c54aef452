"""Capsules from one notebook to another and back, as between a desk and a laptop."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest
from exchange_desk import LAYER, NOW, Writer, begin, moment, writer

from msp_desktop.course.diagrams import Maps
from msp_desktop.course.loader import load_course
from msp_desktop.notebook.backup import backups
from msp_desktop.notebook.exchange.bringing import FolderWanted, bring_in, look_into
from msp_desktop.notebook.exchange.capsule import write_capsule
from msp_desktop.notebook.exchange.portion import Kind
from msp_desktop.notebook.model import Colour, Place, QuestionRef
from msp_desktop.notebook.notebook import Notebook

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from msp_desktop.notebook.exchange.portion import Outcome, Portion


class Machine:
    """A notebook with its backups and a folder for courses."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.notebook = Notebook.open(folder / "data" / "notebook.sqlite3", now=NOW)
        self.backups = folder / "data" / "backups"

    def take(self, capsule: Path, at: int, *, known: bool = False) -> Outcome:
        folder = None if known else self.folder / "courses"
        return bring_in(capsule, self.notebook, backups=self.backups, folder=folder, now=moment(at))

    def writer(self, outcome: Outcome) -> Writer:
        return Writer(self.notebook, load_course(outcome.record.path), outcome.record)


def pack(one: Writer, folder: Path, name: str = "study") -> Path:
    target = folder / f"{name}.mspcapsule"
    write_capsule(one.course, portion(one), target, program="MSP Desktop", now=moment(60))
    return target


def portion(one: Writer) -> Portion:
    return one.notebook.portions.of(one.course, one.record)


def text(one: Writer, on: int | str) -> str:
    ref = one.ref(on) if isinstance(on, int) else QuestionRef(one.record.id, on)
    note = one.notebook.note(ref)
    return note.text if note else ""


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[Machine]:
    machine = Machine(tmp_path / "laptop")
    yield machine
    machine.notebook.close()


def both(desk: Writer, laptop: Machine, tmp_path: Path) -> Writer:
    """Bring everything from the desk to the laptop; return who writes there."""
    return laptop.writer(laptop.take(pack(desk, tmp_path, "first"), 61))


def test_an_empty_notebook_becomes_the_same(desk: Writer, laptop: Machine, tmp_path: Path) -> None:
    desk.notebook.set_place(
        Place(desk.record.id, desk.course.chapters[0].id, desk.course.question_ids[1], 0.25),
        now=moment(50),
    )
    desk.note(2, "Soon gone.", at=20)
    desk.note(2, "", at=21)
    (highlight,) = (one for one in portion(desk).highlights if one.id == "h2")
    desk.notebook.highlights.write(highlight._replace(deleted=True), highlight, now=moment(22))
    outcome = laptop.take(pack(desk, tmp_path), 61)
    assert not (outcome.changed)
    assert not (outcome.merged)
    assert not (outcome.conflicts)
    away = laptop.writer(outcome)
    assert portion(away) == portion(desk)
    assert away.course.source.read_bytes() == desk.course.source.read_bytes()
    assert (away.course.root / "img" / "layers.png").is_file()
    versions = [one.text for one in away.notebook.versions(away.ref(0))]
    assert versions[1] == "First thought."


def test_twice_changes_nothing(desk: Writer, laptop: Machine, tmp_path: Path) -> None:
    capsule = pack(desk, tmp_path)
    away = laptop.writer(laptop.take(capsule, 61))
    before = portion(away)
    assert not laptop.take(capsule, 62, known=True)
    assert not laptop.take(capsule, 63)
    assert portion(away) == before
    assert [one.name for one in (laptop.folder / "courses").iterdir()] == ["containers"]


def test_a_backup_comes_first(desk: Writer, laptop: Machine, tmp_path: Path) -> None:
    capsule = pack(desk, tmp_path)
    laptop.take(capsule, 61)
    desk.note(1, "More.", at=62)
    laptop.take(pack(desk, tmp_path), 63, known=True)
    newest, *_ = backups(laptop.backups)
    assert (newest.made_at, newest.notes) == (moment(63).replace(microsecond=0), 4)


def test_what_one_side_changed_is_taken_over(desk: Writer, laptop: Machine, tmp_path: Path) -> None:
    away = both(desk, laptop, tmp_path)
    away.note(0, "Third thought.", at=70)
    away.note(1, "From the train.", at=71)
    back = pack(away, tmp_path, "back")
    outcome = bring_in(
        back, desk.notebook, backups=tmp_path / "backups", folder=None, now=moment(80)
    )
    assert [one.title for one in outcome.changed] == ["What is a layer?"]
    assert [one.title for one in outcome.added] == ["How do I see the layers of an image?"]
    assert (text(desk, 0), text(desk, 1)) == ("Third thought.", "From the train.")
    assert portion(desk) == portion(away)
    assert outcome.record == desk.record, "it is the same course, where it was"


def test_both_changed_other_lines(desk: Writer, laptop: Machine, tmp_path: Path) -> None:
    desk.note(1, "one\ntwo\nthree", at=20)
    away = both(desk, laptop, tmp_path)
    away.note(1, "ONE\ntwo\nthree", at=70)
    desk.note(1, "one\ntwo\nTHREE", at=71)
    outcome = laptop.take(pack(desk, tmp_path), 80, known=True)
    assert [one.kind for one in outcome.merged] == [Kind.NOTE]
    assert not outcome.conflicts
    assert text(away, 1) == "ONE\ntwo\nTHREE"


def test_both_changed_the_same_line(desk: Writer, laptop: Machine, tmp_path: Path) -> None:
    desk.note(1, "one\ntwo\nthree", at=20)
    away = both(desk, laptop, tmp_path)
    away.note(1, "one\nof the laptop\nthree", at=70)
    desk.note(1, "one\nof the desk\nthree", at=71)
    from_desk, from_laptop = pack(desk, tmp_path, "desk"), pack(away, tmp_path, "laptop")
    outcome = laptop.take(from_desk, 80, known=True)
    assert [one.title for one in outcome.conflicts] == ["How do I see the layers of an image?"]
    assert text(away, 1) == "one\nof the laptop\nof the desk\nthree"
    bring_in(from_laptop, desk.notebook, backups=tmp_path / "b", folder=None, now=moment(81))
    assert text(desk, 1) == text(away, 1), "whoever is merged into whom"
    assert not laptop.take(from_desk, 82, known=True)
    assert not laptop.take(pack(desk, tmp_path), 83, known=True)


def test_a_note_deleted_here_and_changed_there_stays(
    desk: Writer, laptop: Machine, tmp_path: Path
) -> None:
    away = both(desk, laptop, tmp_path)
    away.note(0, "", at=70)
    away.note(3, "", at=70)
    desk.note(0, "Changed meanwhile.", at=65)
    outcome = laptop.take(pack(desk, tmp_path), 80, known=True)
    assert [one.kind for one in outcome.conflicts] == [Kind.NOTE]
    assert (text(away, 0), text(away, 3)) == ("Changed meanwhile.", "")
    assert not laptop.take(pack(desk, tmp_path), 81, known=True)


def test_notes_made_apart_are_both_kept(desk: Writer, laptop: Machine, tmp_path: Path) -> None:
    away = both(desk, laptop, tmp_path)
    away.note(1, "Mine.", at=70)
    desk.note(1, "Yours.", at=71)
    laptop.take(pack(desk, tmp_path), 80, known=True)
    assert text(away, 1) == "Mine.\nYours."


def test_highlights_by_their_halves(desk: Writer, laptop: Machine, tmp_path: Path) -> None:
    away = both(desk, laptop, tmp_path)

    def find(one: Writer, name: str):
        found = one.notebook.highlights.find(name)
        assert found is not None
        return found

    def change(one: Writer, name: str, at: int, **changes: object) -> None:
        before = find(one, name)
        one.notebook.highlights.write(before._replace(**changes), before, now=moment(at))

    change(away, "h1", 70, colour=Colour.GREEN)
    change(desk, "h1", 71, line=12)
    change(away, "h2", 72, deleted=True)
    change(desk, "h3", 73, deleted=True)
    change(away, "h3", 74, colour=Colour.PURPLE)
    desk.highlight("h4", 0, LAYER, "same base", at=75)
    outcome = laptop.take(pack(desk, tmp_path), 80, known=True)
    assert (find(away, "h1").colour, find(away, "h1").line) == (Colour.GREEN, 12)
    assert find(away, "h2").deleted, "nobody changed it later"
    assert not find(away, "h3").deleted, "it was coloured after it had been deleted"
    assert [one.title for one in outcome.added] == ["same base"]
    back = pack(away, tmp_path, "back")
    bring_in(back, desk.notebook, backups=tmp_path / "b", folder=None, now=moment(81))
    there = {one.id: one._replace(revision=0) for one in portion(away).highlights}
    assert {one.id: one._replace(revision=0) for one in portion(desk).highlights} == there


def test_tags_and_labels_of_both(desk: Writer, laptop: Machine, tmp_path: Path) -> None:
    away = both(desk, laptop, tmp_path)
    away.tag(0, "train", at=70)
    desk.tag(0, "office", at=71)
    away.notebook.label_bookmark(away.ref(3), "다시", away.wording(3), now=moment(72))
    desk.notebook.label_bookmark(desk.ref(3), "중요", desk.wording(3), now=moment(73))
    outcome = laptop.take(pack(desk, tmp_path), 80, known=True)
    names = {one.name for one in away.notebook.tags.of(away.record.id)}
    assert {"train", "office", "base"} <= names
    (marked,) = (one for one in away.notebook.bookmarks(away.record.id) if one.ref == away.ref(3))
    assert marked.label == "다시 / 중요"
    assert [one.kind for one in outcome.merged] == [Kind.BOOKMARK]
    assert not laptop.take(pack(desk, tmp_path), 81, known=True)


def test_the_course_is_known_by_its_text(desk: Writer, laptop: Machine, tmp_path: Path) -> None:
    capsule = pack(desk, tmp_path)
    with pytest.raises(FolderWanted):
        laptop.take(capsule, 61, known=True)
    assert laptop.notebook.library() == ()
    own = writer(laptop.notebook, begin(tmp_path, "own copy"))
    own.note(0, "Mine.", at=5)
    assert look_into(capsule, laptop.notebook).known == own.course.source
    outcome = laptop.take(capsule, 62, known=True)
    assert outcome.record.id == own.record.id != desk.record.id
    assert text(own, 0).startswith("Second thought:")
    assert text(own, 0).endswith("Mine.")


def test_folders_that_are_taken_are_left_alone(
    desk: Writer, laptop: Machine, tmp_path: Path
) -> None:
    taken = laptop.folder / "courses" / "containers"
    taken.mkdir(parents=True)
    (taken / "mine.txt").write_text("mine")
    outcome = laptop.take(pack(desk, tmp_path), 61)
    assert outcome.record.path == laptop.folder / "courses" / "containers (2)" / "containers.md"
    assert [one.name for one in taken.iterdir()] == ["mine.txt"]


def test_a_course_in_a_folder(laptop: Machine, tmp_path: Path) -> None:
    file = begin(tmp_path, "많은 파일")
    (file.parent / "2-more.md").write_text("# More\n\n## Two\n\n- 무엇?\n  - 답.\n", "utf-8")
    (file.parent / "secret.txt").write_text("no part of the course")
    links = '{"version": 1, "pins": [{"x": 0.5, "y": 0.5, "questions": ["무엇?"]}]}'
    (file.parent / "img" / "layers.png.links.json").write_text(links, "utf-8")
    with Notebook.open(tmp_path / "n.sqlite3", now=NOW) as notebook:
        one = writer(notebook, file.parent)
        one.note(4, "둘째 파일", at=1)
        capsule = pack(one, tmp_path)
        outcome = laptop.take(capsule, 61)
        away = laptop.writer(outcome)
        assert away.course.digest == one.course.digest
        assert text(away, 4) == "둘째 파일"
        (pin,) = Maps(away.course).of("img/layers.png").elements
        assert [away.course.question(one).title for one in pin.questions] == ["무엇?"]
    assert outcome.record.path == laptop.folder / "courses" / "많은 파일"
    names = set(zipfile.ZipFile(capsule).namelist())
    assert names == {
        *("manifest.json", "notebook.json", "course/2-more.md", "course/containers.md"),
        *("course/img/layers.png", "course/img/layers.png.links.json"),
    }


def test_a_failed_merge_leaves_nothing_behind(
    desk: Writer, laptop: Machine, tmp_path: Path
) -> None:
    capsule = pack(desk, tmp_path)
    laptop.backups.parent.joinpath("backups").write_text("in the way")
    with pytest.raises(Exception, match="backups"):
        laptop.take(capsule, 61)
    assert not (laptop.folder / "courses").exists()
    assert laptop.notebook.library() == ()
